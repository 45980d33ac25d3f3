/**
 * Template text → tree. The marks are HassIL's, and four of our own:
 *
 *     (a|b)  one of          (a *3|b)  the first three times as often
 *     [a]    half the time   [a]%20    a fifth of the time; [a|b] one of them
 *     (a;b)  both, in any order
 *     {name light}           a slot, with an argument: whoever samples fills it in, words and their roles
 *     <the>                  a rule, a named template; <thing light> hands it an argument, `$` in its body
 *     value:(a|b)            what these words are for, whatever is inside: a role of intent.ts; ^turn is short for action:turn
 *     //off                  from here on another clause, with this intent
 *
 * What is written without a space is said without one: `light[s]`. A template's end is the line's end; a line that begins with # is none.
 */
import { INTENTS, type Intent, ROLES, type Role } from '../intent.ts';
import { GrammarError, type Item, type Node, type Option, type Place } from './template.ts';

const MARKS = new Set('()[]{}<>|;');
const MAX_TEMPLATE = 4_000;

export function parseTemplate(text: string, place: Place): Node {
  if (text.length > MAX_TEMPLATE) throw new GrammarError(place, `a template has at most ${MAX_TEMPLATE} characters`);
  const reader = new Reader(text, place);
  const node = reader.choice('');
  if (reader.at < text.length) reader.fail(`'${text[reader.at]}' closes nothing`);
  return node;
}

class Reader {
  at = 0;
  readonly #text: string;
  readonly #place: Place;

  constructor(text: string, place: Place) {
    this.#text = text;
    this.#place = place;
  }

  fail(what: string): never {
    throw new GrammarError(this.#place, `${what}, at character ${this.at + 1} of: ${this.#text.slice(0, 80)}`);
  }

  /** Alternatives up to `close` (not read). */
  choice(close: string, chance = 1): Node {
    const options: Option[] = [];
    const parts: Node[] = [];
    for (;;) {
      const option = this.#sequence();
      const mark = this.#text[this.at] ?? '';
      if (mark === ';' || parts.length > 0) parts.push(option.node);
      else options.push(option);
      if (mark === '|' && parts.length > 0) this.fail('alternatives inside a permutation need brackets of their own');
      if (mark !== '|' && mark !== ';') break;
      this.at++;
    }
    if ((this.#text[this.at] ?? '') !== close)
      this.fail(close === '' ? `'${this.#text[this.at]}' is not expected` : `'${close}' is missing`);
    if (parts.length > 0) {
      const node: Node = { kind: 'permutation', parts };
      return chance === 1 ? node : { kind: 'choice', options: [{ node, weight: 1 }], total: 1, chance };
    }
    const only = options[0];
    if (options.length === 1 && chance === 1 && only !== undefined) return only.node;
    return { kind: 'choice', options, total: options.reduce((sum, { weight }) => sum + weight, 0), chance };
  }

  #sequence(): Option {
    const items: Item[] = [];
    let weight = 1;
    let glued = false;
    for (; this.at < this.#text.length; ) {
      const c = this.#text[this.at] as string;
      if (c === ' ') {
        this.at++;
        glued = false;
        continue;
      }
      if (c === '|' || c === ';' || c === ')' || c === ']') break;
      const times = /^\*(\d+(?:\.\d+)?)(?=\s*[|)\]]|\s*$)/.exec(this.#text.slice(this.at));
      if (times !== null) {
        weight = Number(times[1]);
        this.at += times[0].length;
        continue;
      }
      items.push({ node: this.#item(), glued: glued && items.length > 0 });
      glued = true;
    }
    const only = items[0];
    return { node: items.length === 1 && only !== undefined ? only.node : { kind: 'sequence', items }, weight };
  }

  #item(): Node {
    const c = this.#text[this.at] as string;
    if (c === '(') return this.#enclosed(')');
    if (c === '[') return this.#optional();
    if (c === '{' || c === '<') return this.#reference(c);
    if (c === '^') {
      this.at++;
      return { kind: 'role', role: 'action', node: this.#marked() };
    }
    const rest = this.#text.slice(this.at);
    const clause = /^\/\/([a-z_]+)/.exec(rest);
    if (clause !== null) {
      if (!(INTENTS as readonly string[]).includes(clause[1] ?? '')) this.fail(`no intent '${clause[1]}' in intent.ts`);
      this.at += clause[0].length;
      return { kind: 'clause', intent: clause[1] as Intent };
    }
    const role = /^([a-z]+):(?=\S)/.exec(rest);
    if (role !== null && (ROLES as readonly string[]).includes(role[1] ?? '')) {
      this.at += role[0].length;
      return { kind: 'role', role: role[1] as Role, node: this.#marked() };
    }
    return this.#word();
  }

  #marked(): Node {
    if (this.at >= this.#text.length || ' |;)]}>'.includes(this.#text[this.at] as string)) this.fail('a role marks nothing');
    return this.#item();
  }

  #word(): Node {
    const from = this.at;
    while (this.at < this.#text.length && this.#text[this.at] !== ' ' && !MARKS.has(this.#text[this.at] as string)) this.at++;
    if (this.at === from) this.fail(`'${this.#text[from]}' is not expected`);
    return { kind: 'text', text: this.#text.slice(from, this.at) };
  }

  #enclosed(close: string): Node {
    this.at++;
    const node = this.choice(close);
    this.at++;
    return node;
  }

  #optional(): Node {
    const opened = this.at++;
    let node = this.choice(']', 0.5);
    this.at++;
    const share = /^%(\d{1,2})/.exec(this.#text.slice(this.at));
    if (share !== null && node.kind === 'choice') {
      node = { ...node, chance: Number(share[1]) / 100 };
      this.at += share[0].length;
    }
    if (this.at === opened + 2) this.fail('[] holds nothing');
    return node;
  }

  #reference(open: '{' | '<'): Node {
    const close = open === '{' ? '}' : '>';
    const end = this.#text.indexOf(close, this.at);
    if (end < 0) this.fail(`'${close}' is missing`);
    const inside = this.#text.slice(this.at + 1, end).trim();
    if (!/^[a-z0-9_:]+(?: [a-z0-9_$.,:-]+)*$/.test(inside)) this.fail(`'${inside}' is no name`);
    this.at = end + 1;
    const space = inside.indexOf(' ');
    const name = space < 0 ? inside : inside.slice(0, space);
    const argument = space < 0 ? '' : inside.slice(space + 1);
    return { kind: open === '{' ? 'slot' : 'rule', name, argument };
  }
}

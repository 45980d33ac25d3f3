/**
 * Sentence templates in HassIL's marks, and how one sentence is drawn from them.
 *
 *     (a|b) choice    [x] optional    (x;y) any order    {slot} something of a home, or a value    <rule> a named part
 */

export type Part =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'all'; readonly parts: readonly Part[] }
  | { readonly kind: 'one'; readonly parts: readonly Part[] }
  | { readonly kind: 'any order'; readonly parts: readonly Part[] }
  | { readonly kind: 'maybe'; readonly part: Part };

/** What is wrong with a template, with the place in it. */
export class TemplateError extends Error {}

const MAX_LENGTH = 2_000;

export function parseTemplate(source: string): Part {
  if (source.length > MAX_LENGTH) throw new TemplateError(`a template has at most ${MAX_LENGTH} characters`);
  let at = 0;
  const fail = (what: string): never => {
    throw new TemplateError(`${what} at column ${at + 1} of "${source.slice(0, 80)}"`);
  };
  const named = (close: string): string => {
    const end = source.indexOf(close, at);
    if (end < 0) fail(`"${close}" is missing`);
    const name = source.slice(at, end);
    if (!/^[a-z][a-z0-9_-]*$/.test(name)) fail(`"${name.slice(0, 20)}" is no name`);
    at = end + 1;
    return name;
  };
  const sequence = (close: string): Part => {
    const choices: Part[] = [];
    const order: Part[] = [];
    let parts: Part[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'words', text });
      text = '';
    };
    const whole = (): Part => {
      flush();
      const done = parts;
      parts = [];
      return done.length === 1 ? (done[0] as Part) : { kind: 'all', parts: done };
    };
    for (;;) {
      const c = source[at];
      if (c === undefined) {
        if (close !== '') fail(`"${close}" is missing`);
        break;
      }
      at++;
      if (c === close) break;
      if (c === '(' || c === '[') {
        flush();
        const inner = sequence(c === '(' ? ')' : ']');
        parts.push(c === '(' ? inner : { kind: 'maybe', part: inner });
      } else if (c === '{') {
        flush();
        parts.push({ kind: 'slot', name: named('}') });
      } else if (c === '<') {
        flush();
        parts.push({ kind: 'rule', name: named('>') });
      } else if (c === '|') choices.push(whole());
      else if (c === ';') order.push(whole());
      else if (c === ')' || c === ']' || c === '}' || c === '>') fail(`"${c}" closes nothing`);
      else text += c;
    }
    const last = whole();
    if (choices.length > 0) return { kind: 'one', parts: [...choices, last] };
    if (order.length > 0) return { kind: 'any order', parts: [...order, last] };
    return last;
  };
  return sequence('');
}

/** A piece of a drawn sentence: plain words, or a slot to fill. */
export interface Piece {
  readonly text: string;
  readonly slot?: string;
}

/** Rules may use rules; deeper than this is a circle. */
const MAX_DEPTH = 12;

/** Draws one sentence: `random` gives numbers in [0,1). Throws `TemplateError` for rules that are unknown or go in circles. */
export function draw(part: Part, rules: ReadonlyMap<string, Part>, random: () => number, depth = 0): readonly Piece[] {
  switch (part.kind) {
    case 'words':
      return [{ text: part.text }];
    case 'slot':
      return [{ text: '', slot: part.name }];
    case 'rule': {
      const rule = rules.get(part.name);
      if (rule === undefined) throw new TemplateError(`there is no rule <${part.name}>`);
      if (depth > MAX_DEPTH) throw new TemplateError(`the rule <${part.name}> goes in a circle`);
      return draw(rule, rules, random, depth + 1);
    }
    case 'all':
      return part.parts.flatMap((p) => draw(p, rules, random, depth));
    case 'one':
      return draw(part.parts[Math.floor(random() * part.parts.length)] as Part, rules, random, depth);
    case 'any order': {
      const order = part.parts.map((p) => [random(), p] as const).toSorted(([a], [b]) => a - b);
      return order.flatMap(([, p], i) => (i === 0 ? draw(p, rules, random, depth) : [{ text: ' ' }, ...draw(p, rules, random, depth)]));
    }
    case 'maybe':
      return random() < 0.5 ? draw(part.part, rules, random, depth) : [];
  }
}

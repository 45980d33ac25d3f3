/**
 * Python's regular expressions without what can only be done by trying again and again (back-references, look-around): they become a tree.
 *
 *     a  .  [^a-z\d]  \d \w \s \b ^ $  (…) (?:…) (?P<name>…)  a|b  * + ? {2,5} and their lazy forms
 */
import { SyntaxTrouble } from '../syntax.ts';

export type Test = (code: number) => boolean;
export type Tree =
  | { readonly type: 'char'; readonly test: Test }
  | { readonly type: 'assert'; readonly what: 'begin' | 'end' | 'line-end' | 'word' | 'not-word' }
  | { readonly type: 'sequence' | 'either'; readonly of: readonly Tree[] }
  | { readonly type: 'group'; readonly index: number; readonly of: Tree }
  | { readonly type: 'repeat'; readonly of: Tree; readonly min: number; readonly max: number; readonly lazy: boolean };

export interface Pattern {
  readonly tree: Tree;
  /** Number of capturing groups. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Most repetitions that a pattern may ask for by number, and levels of groups. */
const [maxCount, maxDepth] = [255, 32];

const isDigit: Test = (c) => c >= 48 && c <= 57;
export const isWord: Test = (c) =>
  isDigit(c) || (c >= 65 && c <= 90) || c === 95 || (c >= 97 && c <= 122) || (c > 127 && /[\p{L}\p{N}]/u.test(String.fromCodePoint(c)));
const isSpace: Test = (c) => c === 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) || (c > 127 && /\s/.test(String.fromCodePoint(c)));
const not =
  (test: Test): Test =>
  (c) =>
    !test(c);
const classes: Readonly<Record<string, Test>> = { d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace) };
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7, 0: 0 };

/** Throws SyntaxTrouble. */
export function parsePattern(source: string, ignorecase: boolean): Pattern {
  const flags = /^\(\?([a-z]+)\)/.exec(source);
  if (flags !== null && /[^is]/.test(flags[1] ?? '')) throw new SyntaxTrouble(`the flag "${flags[0]}"`, 0, 'unsupported');
  const parser = new Parser(
    source,
    flags?.[0].length ?? 0,
    ignorecase || (flags?.[1] ?? '').includes('i'),
    (flags?.[1] ?? '').includes('s'),
  );
  return parser.run();
}

class Parser {
  readonly #source: string;
  readonly #fold: boolean;
  readonly #dotAll: boolean;
  readonly #names = new Map<string, number>();
  #at: number;
  #groups = 0;
  #depth = 0;

  constructor(source: string, at: number, fold: boolean, dotAll: boolean) {
    this.#source = source;
    this.#at = at;
    this.#fold = fold;
    this.#dotAll = dotAll;
  }

  run(): Pattern {
    const tree = this.#either();
    if (this.#at < this.#source.length) throw this.#trouble('a bracket closes nothing');
    return { tree, groups: this.#groups, names: this.#names };
  }

  #trouble(what: string, code: 'syntax' | 'unsupported' = 'syntax'): SyntaxTrouble {
    return new SyntaxTrouble(what, this.#at, code);
  }
  #accept(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** The next one, whole. */
  #character(): string | undefined {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) return undefined;
    const c = String.fromCodePoint(code);
    this.#at += c.length;
    return c;
  }

  #either(): Tree {
    if (++this.#depth > maxDepth) throw this.#trouble('it nests too deep', 'unsupported');
    const of = [this.#sequence()];
    while (this.#accept('|')) of.push(this.#sequence());
    this.#depth--;
    return of.length === 1 ? (of[0] as Tree) : { type: 'either', of };
  }

  #sequence(): Tree {
    const of: Tree[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] ?? '')) of.push(this.#repeated(this.#atom()));
    return of.length === 1 ? (of[0] as Tree) : { type: 'sequence', of };
  }

  #repeated(atom: Tree): Tree {
    const range = this.#count();
    if (range === undefined) return atom;
    const [min, max] = range;
    if (max < min) throw this.#trouble('a repetition ends before it begins');
    if (min > maxCount || (max > maxCount && Number.isFinite(max))) throw this.#trouble(`more than ${maxCount} repetitions`, 'unsupported');
    const lazy = this.#accept('?');
    if (this.#accept('+') || this.#count() !== undefined) throw this.#trouble('a repetition of a repetition');
    return { type: 'repeat', of: atom, min, max, lazy };
  }

  #count(): readonly [number, number] | undefined {
    if (this.#accept('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#accept('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#accept('?')) return [0, 1];
    const braces = /^\{(\d*)(,?)(\d*)\}/.exec(this.#source.slice(this.#at, this.#at + 16));
    if (braces === null || (braces[1] === '' && braces[3] === '')) return undefined;
    this.#at += braces[0].length;
    const min = Number(braces[1]);
    return [min, braces[2] === '' ? min : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3])];
  }

  #atom(): Tree {
    const c = this.#character() as string;
    switch (c) {
      case '(':
        return this.#group();
      case '[':
        return { type: 'char', test: this.#set() };
      case '.':
        return { type: 'char', test: this.#dotAll ? () => true : (code) => code !== 10 };
      case '^':
        return { type: 'assert', what: 'begin' };
      case '$':
        return { type: 'assert', what: 'line-end' };
      case '*':
      case '+':
      case '?':
        throw this.#trouble('there is nothing to repeat');
      case '\\':
        return this.#escape();
      default:
        return { type: 'char', test: this.#is(codeOf(c)) };
    }
  }

  #group(): Tree {
    let index: number | undefined;
    if (!this.#source.startsWith('?', this.#at)) index = ++this.#groups;
    else if (!this.#accept('?:')) {
      const named = /^\?P<([A-Za-z_]\w{0,39})>/.exec(this.#source.slice(this.#at, this.#at + 48));
      if (named === null) throw this.#trouble('a group that looks ahead, back or names another', 'unsupported');
      this.#at += named[0].length;
      index = ++this.#groups;
      this.#names.set(named[1] as string, index);
    }
    const of = this.#either();
    if (!this.#accept(')')) throw this.#trouble('a bracket does not close');
    return index === undefined ? of : { type: 'group', index, of };
  }

  #escape(): Tree {
    const c = this.#source[this.#at++];
    switch (c) {
      case undefined:
        throw this.#trouble('it ends in a backslash');
      case 'b':
        return { type: 'assert', what: 'word' };
      case 'B':
        return { type: 'assert', what: 'not-word' };
      case 'A':
        return { type: 'assert', what: 'begin' };
      case 'Z':
        return { type: 'assert', what: 'end' };
      default: {
        const test = classes[c];
        return { type: 'char', test: test ?? this.#is(this.#escaped(c)) };
      }
    }
  }

  /** The code of `\n`, `\x41`, `\.`. */
  #escaped(c: string): number {
    const hex = c === 'x' ? 2 : c === 'u' ? 4 : 0;
    if (hex > 0) {
      const digits = this.#source.slice(this.#at, this.#at + hex);
      if (digits.length < hex || /[^\da-f]/i.test(digits)) throw this.#trouble('an escape is not understood');
      this.#at += hex;
      return Number.parseInt(digits, 16);
    }
    const control = controls[c];
    if (control !== undefined) return control;
    if (/[\da-z]/i.test(c)) throw this.#trouble(`"\\${c}"`, 'unsupported');
    return c.charCodeAt(0);
  }

  #set(): Test {
    const negated = this.#accept('^');
    const tests: Test[] = [];
    for (let first = true; first || this.#source[this.#at] !== ']'; first = false) {
      const from = this.#member(tests);
      if (from === undefined) continue;
      if (this.#source[this.#at] !== '-' || this.#source[this.#at + 1] === ']') {
        tests.push(this.#is(from));
        continue;
      }
      this.#at++;
      const to = this.#member(tests);
      if (to === undefined || to < from) throw this.#trouble('a range is not understood');
      tests.push(this.#within(from, to));
    }
    this.#at++;
    const any: Test = (code) => tests.some((test) => test(code));
    return negated ? not(any) : any;
  }

  /** One character of a set; a class such as \d adds its own test. */
  #member(tests: Test[]): number | undefined {
    const c = this.#character();
    if (c === undefined) throw this.#trouble('"[" does not close');
    if (c !== '\\') return codeOf(c);
    const escaped = this.#source[this.#at++];
    if (escaped === undefined) throw this.#trouble('"[" does not close');
    const test = classes[escaped];
    if (test === undefined) return escaped === 'b' ? 8 : this.#escaped(escaped);
    tests.push(test);
    return undefined;
  }

  #is(code: number): Test {
    return this.#within(code, code);
  }
  #within(from: number, to: number): Test {
    const plain: Test = (c) => c >= from && c <= to;
    return this.#fold ? (c) => plain(c) || plain(lowerOf(c)) || plain(upperOf(c)) : plain;
  }
}

const codeOf = (c: string): number => c.codePointAt(0) ?? 0;
const lowerOf = (code: number): number => codeOf(String.fromCodePoint(code).toLowerCase());
const upperOf = (code: number): number => codeOf(String.fromCodePoint(code).toUpperCase());

/**
 * Cuts a template into tokens, as Jinja does.
 *
 *     Hello {{ value | round(1) }}!  ─►  data "Hello "  begin {{  name value  op |  name round  op (  int 1  op )  end }}  data "!"
 */
import { SyntaxTrouble } from './syntax.ts';

export interface Token {
  readonly kind: 'data' | 'begin' | 'end' | 'name' | 'int' | 'float' | 'string' | 'op' | 'eof';
  /** Of `begin` and `end`: `{{` or `{%`, whichever it belongs to. Of a string: what it says. */
  readonly text: string;
  /** Index of its first character in the template. */
  readonly at: number;
}

const mark = /\{[{%#]/g;
const comment = /\{#[-+]?[\s\S]*?([-+]?)#\}/y;
const raw = /\{%[-+]?\s*raw\s*(-?)%\}([\s\S]*?)\{%([-+]?)\s*endraw\s*([-+]?)%\}/y;
const rawBegins = /\{%[-+]?\s*raw\s*-?%\}/y;
const blank = /\s+/y;
const name = /[A-Za-z_]\w*/y;
const float = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y;
const integer = /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const string = /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y;
const operator = /\*\*|\/\/|==|!=|>=|<=|[-+*/%~[\](){}<>=.:|,;]/y;

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Throws SyntaxTrouble. */
export function tokenize(text: string): Token[] {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  readonly #out: Token[] = [];
  #at = 0;
  /** The next text begins without its blanks. */
  #strip = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Token[] {
    while (this.#at < this.#text.length) {
      mark.lastIndex = this.#at;
      const start = mark.exec(this.#text)?.index;
      if (start === undefined) {
        this.#data(this.#at, this.#text.length, false);
        this.#at = this.#text.length;
        break;
      }
      const from = this.#at;
      this.#at = start;
      this.#data(from, this.#at, this.#text[this.#at + 2] === '-');
      this.#special();
    }
    this.#out.push({ kind: 'eof', text: '', at: this.#text.length });
    return this.#out;
  }

  #data(from: number, to: number, stripEnd: boolean): void {
    let data = this.#text.slice(from, to);
    if (this.#strip) data = data.trimStart();
    if (stripEnd) data = data.trimEnd();
    this.#strip = false;
    if (data !== '') this.#out.push({ kind: 'data', text: data, at: from });
  }

  #special(): void {
    const at = this.#at;
    if (this.#text[at + 1] === '#') {
      const found = this.#match(comment);
      if (found === null) throw new SyntaxTrouble('a comment does not end', at);
      this.#strip = found[1] === '-';
      return;
    }
    const plain = this.#match(raw);
    if (plain !== null) {
      const begin = plain[1] === '-' ? (plain[2] ?? '').trimStart() : (plain[2] ?? '');
      const data = plain[3] === '-' ? begin.trimEnd() : begin;
      if (data !== '') this.#out.push({ kind: 'data', text: data, at });
      this.#strip = plain[4] === '-';
      return;
    }
    if (this.#match(rawBegins) !== null) throw new SyntaxTrouble('"raw" does not end', at);
    const kind = this.#text.slice(at, at + 2);
    this.#at += /[-+]/.test(this.#text[at + 2] ?? '') ? 3 : 2;
    this.#out.push({ kind: 'begin', text: kind, at });
    this.#inside(kind);
  }

  /** Tokens up to the end of `{{` or `{%`. */
  #inside(mark: string): void {
    const ends = mark === '{{' ? /(-?)\}\}/y : /([-+]?)%\}/y;
    const open: string[] = [];
    for (;;) {
      this.#match(blank);
      const at = this.#at;
      const end = open.length === 0 ? this.#match(ends) : null;
      if (end !== null) {
        this.#out.push({ kind: 'end', text: mark, at });
        this.#strip = end[1] === '-';
        return;
      }
      const token = this.#token();
      if (token === undefined)
        throw new SyntaxTrouble(at >= this.#text.length ? `"${mark}" does not end` : 'a character is not understood', at);
      if (token.kind === 'op') balance(open, token);
      this.#out.push(token);
    }
  }

  #token(): Token | undefined {
    const at = this.#at;
    for (const [kind, pattern] of patterns) {
      const found = this.#match(pattern);
      if (found !== null) return { kind, text: kind === 'string' ? unescaped(found[0]) : found[0], at };
    }
    return undefined;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

const patterns = [
  ['name', name],
  ['float', float],
  ['int', integer],
  ['string', string],
  ['op', operator],
] as const;

function balance(open: string[], { text, at }: Token): void {
  const close = closing[text];
  if (close !== undefined) open.push(close);
  else if (/^[)\]}]$/.test(text) && open.pop() !== text) throw new SyntaxTrouble(`"${text}" closes nothing`, at);
}

const escapes: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' },
  ...{ '\\': '\\', "'": "'", '"': '"', '\n': '' },
};

/** Python's escapes; an unknown one keeps its backslash. */
function unescaped(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (all, x, u, U, octal, letter: string) => {
      const hex: string | undefined = x ?? u ?? U;
      const code = hex === undefined ? (octal === undefined ? undefined : Number.parseInt(octal, 8)) : Number.parseInt(hex, 16);
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      return Object.hasOwn(escapes, letter) ? (escapes[letter] ?? all) : all;
    });
}

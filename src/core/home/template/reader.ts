/** The tokens of a template, read one after another, with the nesting counted. */
import { SyntaxTrouble } from './syntax.ts';
import type { Token } from './token.ts';

export class Reader {
  readonly #tokens: readonly Token[];
  readonly #depth: number;
  #next = 0;
  #level = 0;

  constructor(tokens: readonly Token[], depth: number) {
    this.#tokens = tokens;
    this.#depth = depth;
  }

  get token(): Token {
    return this.#tokens[this.#next] as Token;
  }
  /** The one after it; the last one stays the last. */
  get following(): Token {
    return this.#tokens[Math.min(this.#next + 1, this.#tokens.length - 1)] as Token;
  }
  take(): Token {
    const token = this.token;
    if (token.kind !== 'eof') this.#next++;
    return token;
  }
  is(kind: Token['kind'], text?: string): boolean {
    return this.token.kind === kind && (text === undefined || this.token.text === text);
  }
  isOp(text: string): boolean {
    return this.is('op', text);
  }
  /** Takes the token if it is that one. */
  accept(kind: Token['kind'], text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.#next++;
    return true;
  }
  expect(kind: Token['kind'], text?: string): Token {
    if (!this.is(kind, text)) throw this.unexpected(text ?? kind);
    return this.take();
  }
  unexpected(wanted?: string): SyntaxTrouble {
    const { kind, text, at } = this.token;
    const met = kind === 'eof' ? 'the end' : kind === 'end' ? `the end of "${text}"` : `"${text.slice(0, 40)}"`;
    return new SyntaxTrouble(wanted === undefined ? `${met} was not expected` : `${met} stands where "${wanted}" was expected`, at);
  }
  unsupported(what: string, at: number = this.token.at): SyntaxTrouble {
    return new SyntaxTrouble(what, at, 'unsupported');
  }
  /** Whatever nests goes through here. */
  deeper<T>(work: () => T): T {
    if (++this.#level > this.#depth) throw this.unsupported(`it nests deeper than ${this.#depth} levels`);
    const result = work();
    this.#level--;
    return result;
  }
}

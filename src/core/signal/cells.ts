/**
 * The last `CELLS` values of a sensor on its own time grid, newest last, gaps as NaN.
 * Kept contiguous (one `copyWithin` every `SLACK` pushes) so that windows are plain loops without modulo, and as distances from the first
 * value, so that half the memory holds them as finely as anybody needs: a pressure of 101,325 Pa moves by tens.
 */

import { Arena, bytesOf } from '../base/index.ts';

/** Cells a window looks at: the newest one and 704 before it. */
export const CELLS = 705;
const SLACK = 15;
/** Values this many times further from the base than they differ among themselves get a base of their own. */
const FAR = 1_024;
/** As far as a number of 32 bits reaches, nearly. */
const FURTHEST = 3e38;

export class Cells {
  static readonly BYTES = bytesOf(4 * (CELLS + SLACK));
  readonly #buffer: Float32Array;
  #end = CELLS;
  #base = Number.NaN;
  #last = Number.NaN;

  constructor(arena = new Arena(Cells.BYTES)) {
    this.#buffer = arena.float32(CELLS + SLACK).fill(Number.NaN);
  }

  /** For hot loops: the buffer, what to add to its numbers (NaN as long as all are gaps), and the index just past the newest cell. */
  get buffer(): Float32Array {
    return this.#buffer;
  }
  get base(): number {
    return this.#base;
  }
  get end(): number {
    return this.#end;
  }
  get last(): number {
    return this.#last;
  }

  push(value: number): void {
    if (this.#end === this.#buffer.length) {
      this.#buffer.copyWithin(0, SLACK, this.#end);
      this.#end -= SLACK;
      this.#settle();
    }
    this.#end++;
    this.amend(value);
  }

  /** Takes another base when the last cells are far from it: the first value may have been a freak. */
  #settle(): void {
    const x = this.#buffer;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = this.#end - SLACK; i < this.#end; i++) {
      const v = x[i] as number;
      if (v < low) low = v;
      if (v > high) high = v;
    }
    const far = Math.max(Math.abs(low), Math.abs(high));
    if (Number.isNaN(this.#last) || !(far > FAR * (high - low))) return;
    const shift = this.#last - this.#base;
    for (let i = 0; i < this.#end; i++) x[i] = Math.max(-FURTHEST, Math.min(FURTHEST, (x[i] as number) - shift));
    this.#base = this.#last;
  }

  /** Replaces the newest cell (a second reading fell into it). */
  amend(value: number): void {
    this.#last = value;
    if (Number.isNaN(this.#base)) this.#base = value;
    this.#buffer[this.#end - 1] = Math.max(-FURTHEST, Math.min(FURTHEST, value - this.#base));
  }
}

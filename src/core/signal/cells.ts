/**
 * The last `CELLS` values of a sensor on its own time grid, newest last, gaps as NaN.
 * Kept contiguous (one `copyWithin` every `SLACK` pushes) so that windows are plain loops without modulo.
 */

import { Arena, bytesOf } from '../base/index.ts';

/** Cells a window looks at: the newest one and 704 before it. */
export const CELLS = 705;
const SLACK = 15;

export class Cells {
  static readonly BYTES = bytesOf(8 * (CELLS + SLACK));
  readonly #buffer: Float64Array;
  #end = CELLS;

  constructor(arena = new Arena(Cells.BYTES)) {
    this.#buffer = arena.float64(CELLS + SLACK).fill(Number.NaN);
  }

  /** For hot loops: the buffer and the index just past the newest cell. */
  get buffer(): Float64Array {
    return this.#buffer;
  }
  get end(): number {
    return this.#end;
  }
  get last(): number {
    return this.#buffer[this.#end - 1] as number;
  }

  push(value: number): void {
    if (this.#end === this.#buffer.length) {
      this.#buffer.copyWithin(0, SLACK, this.#end);
      this.#end -= SLACK;
    }
    this.#buffer[this.#end++] = value;
  }

  /** Replaces the newest cell (a second reading fell into it). */
  amend(value: number): void {
    this.#buffer[this.#end - 1] = value;
  }
}

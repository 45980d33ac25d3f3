/**
 * Typed arrays side by side in one piece of memory. Whoever keeps a thousand sensors keeps some ten arrays for each, and an array with
 * memory of its own costs 200 bytes beside what it holds; one that shares it costs half.
 *
 *     ├─── float64(100) ───┼─ float32(24) ─┼ uint8(9) ┤
 */
const WORD = 8;

export class Arena {
  readonly #buffer: ArrayBuffer;
  #end = 0;

  constructor(bytes: number) {
    this.#buffer = new ArrayBuffer(bytes);
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.#buffer, this.#take(8 * length), length);
  }
  float32(length: number): Float32Array {
    return new Float32Array(this.#buffer, this.#take(4 * length), length);
  }
  int32(length: number): Int32Array {
    return new Int32Array(this.#buffer, this.#take(4 * length), length);
  }
  int16(length: number): Int16Array {
    return new Int16Array(this.#buffer, this.#take(2 * length), length);
  }
  uint8(length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(length), length);
  }

  /** The array itself throws when there is no room. */
  #take(bytes: number): number {
    const at = this.#end;
    this.#end += whole(bytes);
    return at;
  }
}

/** Each array begins where any kind of number may stand. */
const whole = (bytes: number): number => WORD * Math.ceil(bytes / WORD);

/** Bytes that arrays of so many bytes each take of an arena. */
export const bytesOf = (...pieces: readonly number[]): number => pieces.reduce((sum, bytes) => sum + whole(bytes), 0);

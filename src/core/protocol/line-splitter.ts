/**
 * Bytes as they arrive → lines. CR, LF and CRLF end a line (so a lone CR does too); empty lines are nothing.
 *
 *     chunk ─► [ carry ≤ limit ] ─► line, line, …          an overlong line is dropped up to its end and counted
 *
 * Memory is one buffer of `limit` bytes whatever comes; each byte is looked at once and copied at most once.
 */
export class LineSplitter {
  readonly limit: number;
  #carry: Uint8Array;
  #length = 0;
  #skipping = false;
  #dropped = 0;

  /** @param limit most bytes in a line, without its end */
  constructor(limit = 4_096) {
    this.limit = limit;
    this.#carry = new Uint8Array(limit);
  }

  /** Lines dropped because they were longer than the limit. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Hands each complete line to `take`. The bytes are only valid during the call. */
  push(chunk: Uint8Array, take: (line: Uint8Array) => void): void {
    let from = 0;
    let nextLf = find(chunk, lf, 0);
    let nextCr = find(chunk, cr, 0);
    while (from < chunk.length) {
      const end = Math.min(nextLf, nextCr);
      if (end === chunk.length) {
        this.#keep(chunk.subarray(from));
        return;
      }
      this.#finish(chunk.subarray(from, end), take);
      from = end + 1;
      if (nextLf < from) nextLf = find(chunk, lf, from);
      if (nextCr < from) nextCr = find(chunk, cr, from);
    }
  }

  /** Forgets the line in progress: the connection was cut. */
  reset(): void {
    this.#length = 0;
    this.#skipping = false;
  }

  #keep(part: Uint8Array): void {
    if (this.#skipping) return;
    if (this.#length + part.length > this.limit) {
      this.#skipping = true;
      this.#dropped++;
      this.#length = 0;
      return;
    }
    this.#carry.set(part, this.#length);
    this.#length += part.length;
  }

  #finish(part: Uint8Array, take: (line: Uint8Array) => void): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    if (this.#length === 0) {
      if (part.length > this.limit) this.#dropped++;
      else if (part.length > 0) take(part);
      return;
    }
    this.#keep(part);
    if (this.#skipping) this.#skipping = false;
    else take(this.#carry.subarray(0, this.#length));
    this.#length = 0;
  }
}

const lf = 0x0a;
const cr = 0x0d;

function find(chunk: Uint8Array, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? chunk.length : at;
}

/**
 * Watches the length fields of an MQTT byte stream, since the broker library would gather a packet of any length (up to 256 MB) in
 * memory before it asks anybody. Looks at the 2 to 5 bytes of each fixed header (MQTT 3.1.1 section 2.2) and skips the rest.
 */
export class PacketGuard {
  readonly #limit: number;
  #skip = 0;
  /** -1: the next byte is a packet's first; else the digits of the length read so far. */
  #digits = -1;
  #length = 0;

  /** @param limit most bytes after the fixed header */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False once a packet is announced that is longer than the limit, or with a length that is none. */
  accept(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
      } else if (this.#digits < 0) {
        this.#digits = 0;
        this.#length = 0;
        at++;
      } else {
        const byte = chunk[at++] ?? 0;
        this.#length += (byte & 0x7f) * 128 ** this.#digits++;
        if (this.#length > this.#limit) return false;
        if (byte & 0x80) {
          if (this.#digits > 3) return false;
        } else {
          this.#skip = this.#length;
          this.#digits = -1;
        }
      }
    }
    return true;
  }
}

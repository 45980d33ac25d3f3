/** Little-endian numbers out of a body, one after the other. Whoever reads knows the length beforehand. */
export class BodyReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }
  u8(): number {
    return this.#view.getUint8(this.#skip(1));
  }
  u16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }
  i16(): number {
    return this.#view.getInt16(this.#skip(2), true);
  }
  u32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }
  f32(): number {
    return this.#view.getFloat32(this.#skip(4), true);
  }
  /** An integer of 3 to 6 bytes: exact in a double. */
  int(bytes: 3 | 5 | 6, signed: boolean): number {
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + this.#view.getUint8(this.#at + i);
    this.#skip(bytes);
    return signed && value >= 2 ** (8 * bytes - 1) ? value - 2 ** (8 * bytes) : value;
  }
  u64(): bigint {
    return this.#view.getBigUint64(this.#skip(8), true);
  }
  bytes(count: number): Uint8Array {
    const from = this.#skip(count);
    return this.#bytes.subarray(from, from + count);
  }
  /** Bytes behind their number; undefined where there are fewer, or more than `most`. */
  counted(most: number): Uint8Array | undefined {
    const count = this.left > 0 ? this.u8() : Number.POSITIVE_INFINITY;
    return count <= most && count <= this.left ? this.bytes(count) : undefined;
  }

  #skip(count: number): number {
    const at = this.#at;
    this.#at += count;
    return at;
  }
}

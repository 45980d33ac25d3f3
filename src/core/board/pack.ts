/**
 * Bytes in 7 bits, for MIDI's and Firmata's sake (there a set high bit begins a command): one string of bits, the lowest bit of the first
 * byte first, cut into sevens. `n` bytes become `ceil(8n/7)`. Firmata calls it Encoder7Bit.
 */
export function pack7(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((8 * bytes.length) / 7));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    for (; bits >= 7; bits -= 7) {
      out[at++] = held & 0x7f;
      held >>= 7;
    }
  }
  if (bits > 0) out[at] = held;
  return out;
}

/** The bytes again; undefined where no `n` bytes pack to this: a length in between, or a bit set beyond the end. */
export function unpack7(packed: Uint8Array): Uint8Array | undefined {
  const length = Math.floor((7 * packed.length) / 8);
  if (Math.ceil((8 * length) / 7) !== packed.length) return undefined;
  const out = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const seven of packed) {
    held |= seven << bits;
    bits += 7;
    if (bits < 8) continue;
    out[at++] = held & 0xff;
    held >>= 8;
    bits -= 8;
  }
  return held === 0 ? out : undefined;
}

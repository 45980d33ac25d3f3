/**
 * Tokens as the network reads them: hashed character n-grams and bits. The contract with models/language/features.py; a change here is a
 * new FEATURE_VERSION and a new training.
 *
 * A token w counts as `<w>`: the whole of it first, then its runs of three characters, then of four; twelve at most, zeros fill up.
 * All numbers are one token `<#>`: their value is for plain code to read. Characters are Unicode code points.
 */
import type { Batch } from './model.ts';

export const FEATURE_VERSION = 1;
/** Rows of the network's table; row 0 is "no gram". */
export const BUCKETS = 8192;
export const GRAMS = 12;
export const BITS = 32;
/** Of a sentence; what comes after is not read by the network. */
export const MAX_TOKENS = 64;

const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;

/** One sentence: texts of its tokens, and the bits of each as an unsigned 32-bit integer. */
export interface Words {
  readonly texts: readonly string[];
  readonly bits: readonly number[];
}

/** A batch of one sentence. */
export function featuresOf(texts: readonly string[], bits: readonly number[]): Batch {
  return batchOf([{ texts, bits }]);
}

/** Sentences padded to the longest; each is cut at `MAX_TOKENS`. */
export function batchOf(sentences: readonly Words[]): Batch {
  const rows = sentences.length;
  const longest = sentences.reduce((most, { texts }) => Math.max(most, texts.length), 1);
  const tokens = Math.min(longest, MAX_TOKENS);
  const ids = new Int32Array(rows * tokens * GRAMS);
  const bits = new Float32Array(rows * tokens * BITS);
  const mask = new Float32Array(rows * tokens);
  for (const [row, words] of sentences.entries()) {
    const count = Math.min(words.texts.length, tokens);
    for (let i = 0; i < count; i++) {
      const at = row * tokens + i;
      hash(words.texts[i] ?? '', ids, at * GRAMS);
      unpack(words.bits[i] ?? 0, bits, at * BITS);
      mask[at] = 1;
    }
  }
  return { ids, bits, mask, rows, tokens };
}

function unpack(word: number, into: Float32Array, at: number): void {
  for (let bit = 0; bit < BITS; bit++) if ((word >>> bit) & 1) into[at + bit] = 1;
}

/** Writes a token's ids to `into[at .. at + GRAMS)`, which must hold zeros. */
export function hash(token: string, into: Int32Array, at: number): void {
  if (NUMBER.test(token)) {
    into[at] = NUMBER_BUCKET;
    return;
  }
  const points = pointsOf(token);
  const end = at + GRAMS;
  into[at++] = bucketOf(points, 0, points.length);
  for (let size = 3; size <= 4; size++)
    for (let from = 0; from + size <= points.length && at < end; from++) into[at++] = bucketOf(points, from, from + size);
}

/** The code points of `<token>`. */
function pointsOf(token: string): number[] {
  const points = [LESS];
  for (let i = 0; i < token.length; i++) {
    const point = token.codePointAt(i) as number;
    if (point > 0xffff) i++;
    points.push(point);
  }
  points.push(GREATER);
  return points;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const NUMBER_BUCKET = bucketOf([LESS, 0x23, GREATER], 0, 3);

/** FNV-1a, 32 bits, over the UTF-8 of `points[from .. to)`, as a row of the table from 1 on. */
function bucketOf(points: readonly number[], from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let i = from; i < to; i++) {
    const point = points[i] as number;
    if (point < 0x80) value = step(value, point);
    else {
      if (point < 0x800) value = step(value, 0xc0 | (point >> 6));
      else {
        if (point < 0x10000) value = step(value, 0xe0 | (point >> 12));
        else {
          value = step(value, 0xf0 | (point >> 18));
          value = step(value, 0x80 | ((point >> 12) & 0x3f));
        }
        value = step(value, 0x80 | ((point >> 6) & 0x3f));
      }
      value = step(value, 0x80 | (point & 0x3f));
    }
  }
  return 1 + ((value >>> 0) % (BUCKETS - 1));
}

function step(value: number, byte: number): number {
  return Math.imul(value ^ byte, 0x01000193);
}

/** The network as the language path knows it: tensors in, tensors out. Behind it is onnxruntime (adapters/onnx), or a fake in tests. */
import { INTENTS, ROLES } from './intent.ts';

/** Numbers a sentence's embedding has. */
export const EMBEDDING = 64;

/** N sentences of T tokens, row by row; shorter sentences are padded with zeros. */
export interface Batch {
  /** [N, T, GRAMS] hashed n-grams, 0 = none. */
  readonly ids: Int32Array;
  /** [N, T, BITS] 0 or 1. */
  readonly bits: Float32Array;
  /** [N, T] 1 = token. */
  readonly mask: Float32Array;
  /** N. */
  readonly rows: number;
  /** T, at least 1. */
  readonly tokens: number;
}

export interface Tensors {
  /** [N, T] logit that a clause begins at this token. */
  readonly boundary: Float32Array;
  /** [N, T, ROLES] logits. */
  readonly roles: Float32Array;
  /** [N, T, INTENTS] logits; a clause's are the mean of its tokens'. */
  readonly intents: Float32Array;
  /** [N] logit that the sentence is for the home. */
  readonly scope: Float32Array;
  /** [N, EMBEDDING], unit length: paraphrases of a mood lie close together. */
  readonly embedding: Float32Array;
}

export interface LanguageModel extends AsyncDisposable {
  /** Answers a batch; the batch stays the caller's. Rejects what is no batch, and everything after disposal. */
  run(batch: Batch): Promise<Tensors>;
}

/** How many floats each output has for `rows` sentences of `tokens` tokens. */
export function sizesOf(rows: number, tokens: number): Readonly<Record<keyof Tensors, number>> {
  const all = rows * tokens;
  return { boundary: all, roles: all * ROLES.length, intents: all * INTENTS.length, scope: rows, embedding: rows * EMBEDDING };
}

/** Which mood a sentence means: the nearest example by the network's embedding, with how far ahead of the next mood it is. */

/** A mood's examples, each of unit length. */
export interface Prototype {
  readonly mood: string;
  readonly examples: readonly Float32Array[];
}

export interface Nearest {
  readonly mood: string;
  /** Cosine of the best example, -1..1. */
  readonly score: number;
  /** Ahead of the best of any other mood. */
  readonly margin: number;
  /** The mood that comes next. */
  readonly second?: string;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The best mood; of equals the one that stands first. Examples of another length, and a sentence that is no vector, count for nothing. */
export function nearestMood(sentence: Float32Array, prototypes: readonly Prototype[]): Nearest | undefined {
  let best: { readonly mood: string; readonly score: number } | undefined;
  let second: { readonly mood: string; readonly score: number } | undefined;
  for (const { mood, examples } of prototypes) {
    let score = Number.NEGATIVE_INFINITY;
    for (const example of examples) {
      if (example.length !== sentence.length || example.length === 0) continue;
      const cosine = dot(sentence, example);
      if (cosine > score) score = cosine;
    }
    if (!Number.isFinite(score)) continue;
    if (best === undefined || score > best.score) {
      if (best !== undefined && best.mood !== mood) second = best;
      best = { mood, score };
    } else if (mood !== best.mood && (second === undefined || score > second.score)) second = { mood, score };
  }
  if (best === undefined) return undefined;
  return {
    mood: best.mood,
    score: best.score,
    margin: best.score - (second?.score ?? -1),
    ...(second === undefined ? {} : { second: second.mood }),
  };
}

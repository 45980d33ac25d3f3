/** A quantity of one sensor together with its history: how rare its present value is, and what is remembered of a past trouble. */
import { type Prior, Tail } from './tail.ts';

export class Ranked {
  #tail: Tail;
  readonly #bins: Float32Array;
  #value = 0;
  #peak = 0;
  #rank = 0;
  #fresh = false;

  constructor(prior: Prior, bins: Float32Array) {
    this.#bins = bins;
    this.#tail = new Tail(prior, bins);
  }

  /** Notes the present value and says how rare it is, as -log10 of its share. */
  rank(value: number): number {
    this.#value = value;
    this.#fresh = true;
    this.#rank = this.#tail.surprise(value);
    return this.#rank;
  }
  /** Nothing new is known of it: it is as rare as before, and nothing is to be learned. */
  still(): number {
    this.#fresh = false;
    return this.#rank;
  }
  /** What was known no longer holds. */
  forget(prior: Prior): void {
    this.#bins.fill(0);
    this.#tail = new Tail(prior, this.#bins);
    this.#peak = 0;
    this.#rank = 0;
  }
  /** The present value is usual. */
  learn(): void {
    if (this.#fresh) this.#tail.learn(this.#value);
  }
  /** The present value belongs to a trouble: nothing is learned from it yet. */
  hold(): void {
    this.#peak = Math.max(this.#peak, this.#value);
  }
  /** The trouble is over: its peak is remembered with the weight of so many readings. */
  release(weight: number): void {
    if (this.#peak > 0) this.#tail.learn(this.#peak, weight);
    this.#peak = 0;
  }
}

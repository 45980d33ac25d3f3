/** A quantity of one sensor together with its history: how rare its present value is, and what is remembered of a past trouble. */
import { type Prior, Tail } from './tail.ts';

export class Ranked {
  readonly #tail: Tail;
  #value = 0;
  #peak = 0;

  constructor(prior: Prior, bins: Float32Array) {
    this.#tail = new Tail(prior, bins);
  }

  /** Notes the present value and says how rare it is, as -log10 of its share. */
  rank(value: number): number {
    this.#value = value;
    return this.#tail.surprise(value);
  }
  /** The present value is usual. */
  learn(): void {
    this.#tail.learn(this.#value);
  }
  /** The present value belongs to a trouble: nothing is learned from it yet. */
  hold(): void {
    this.#peak = Math.max(this.#peak, this.#value);
  }
  /** The trouble is over: its peak is remembered with the weight of so many readings. */
  release(weight: number): void {
    this.#tail.learn(this.#peak, weight);
    this.#peak = 0;
  }
}

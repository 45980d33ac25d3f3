/** A quantity of one sensor together with its history: how rare its present value is, and what is remembered of a past trouble. */
import { FREE, type Prior, Tail, type TailMemory } from './tail.ts';

const VALUE = FREE;
const PEAK = FREE + 1;
const RANK = FREE + 2;
const FRESH = FREE + 3;

export class Ranked {
  readonly #tail: Tail;
  readonly #numbers: Float64Array;
  readonly #at: number;

  constructor(prior: Prior, memory: TailMemory, place: number) {
    this.#tail = new Tail(prior, memory, place);
    this.#numbers = memory.numbers;
    this.#at = this.#tail.number;
  }

  /** Notes the present value and says how rare it is, as -log10 of its share. */
  rank(value: number): number {
    const rank = this.#tail.surprise(value);
    this.#numbers[this.#at + VALUE] = value;
    this.#numbers[this.#at + FRESH] = 1;
    this.#numbers[this.#at + RANK] = rank;
    return rank;
  }
  /** Nothing new is known of it: it is as rare as before, and nothing is to be learned. */
  still(): number {
    this.#numbers[this.#at + FRESH] = 0;
    return this.#numbers[this.#at + RANK] as number;
  }
  /** What was known no longer holds. */
  forget(): void {
    this.#tail.reset();
  }
  /** The present value is usual. */
  learn(): void {
    if (this.#numbers[this.#at + FRESH] === 1) this.#tail.learn(this.#numbers[this.#at + VALUE] as number);
  }
  /** The present value belongs to a trouble: nothing is learned from it yet. */
  hold(): void {
    const at = this.#at;
    this.#numbers[at + PEAK] = Math.max(this.#numbers[at + PEAK] as number, this.#numbers[at + VALUE] as number);
  }
  /** The trouble is over: its peak is remembered with the weight of so many readings. */
  release(weight: number): void {
    const peak = this.#numbers[this.#at + PEAK] as number;
    if (peak > 0) this.#tail.learn(peak, weight);
    this.#numbers[this.#at + PEAK] = 0;
  }
}

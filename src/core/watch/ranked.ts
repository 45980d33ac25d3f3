/** A quantity of one sensor together with its history: how rare its present value is, and what is remembered of a past trouble. */
import { FREE, type Prior, Tail, type TailMemory } from './tail.ts';

const VALUE = FREE;
const PEAK = FREE + 1;
const RANK = FREE + 2;
const FRESH = FREE + 3;
/** Values remembered of a trouble, at most. */
const SAMPLE = 24;

export class Ranked {
  readonly #tail: Tail;
  readonly #numbers: Float64Array;
  readonly #at: number;
  /** A thinned sample of what was seen while held; undefined while nothing is. */
  #held: number[] | undefined;
  #stride = 1;
  #holds = 0;

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
    const value = this.#numbers[at + VALUE] as number;
    this.#numbers[at + PEAK] = Math.max(this.#numbers[at + PEAK] as number, value);
    this.#held ??= [];
    if (this.#holds++ % this.#stride === 0) this.#held.push(value);
    if (this.#held.length < SAMPLE) return;
    this.#held = this.#held.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }
  /**
   * The trouble is over: its peak is remembered with the weight of so many readings. If it has become the new habit, so is all that was seen
   * meanwhile, at half its weight: the other half is what came before.
   */
  release(weight: number, accepted = false): void {
    const peak = this.#numbers[this.#at + PEAK] as number;
    if (peak > 0) this.#tail.learn(peak, weight);
    if (accepted && this.#held) {
      const each = Math.max(1, this.#holds / 2 / this.#held.length);
      for (const value of this.#held) this.#tail.learn(value, each);
    }
    this.#numbers[this.#at + PEAK] = 0;
    this.#held = undefined;
    this.#stride = 1;
    this.#holds = 0;
  }
}

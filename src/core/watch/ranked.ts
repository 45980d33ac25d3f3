/** A quantity of one sensor together with its history: how rare its present value is, and what is remembered of a past trouble. */
import { binOf, FREE, HELD, NUMBERS, Tail } from './tail.ts';

const VALUE = FREE;
const PEAK = FREE + 1;
const RANK = FREE + 2;
const FRESH = FREE + 3;

/**
 * Readings of the trouble that goes on, and which of them are kept: every `stride`th, so that the sample spans all of it. One for all the
 * quantities of a sensor, as they are held together.
 */
export class Hold {
  readings = 0;
  stride = 1;

  get kept(): number {
    return Math.ceil(this.readings / this.stride);
  }
  /** Where the present reading is kept, -1 for nowhere. */
  get place(): number {
    return this.readings % this.stride === 0 ? this.readings / this.stride : -1;
  }
  /** The present reading has filled the sample: every other one of it goes. */
  get isFull(): boolean {
    return this.place === HELD - 1;
  }
  next(): void {
    const full = this.isFull;
    this.readings++;
    if (full) this.stride *= 2;
  }
  end(): void {
    this.readings = 0;
    this.stride = 1;
  }
}

export class Ranked extends Tail {
  /** Notes the present value and says how rare it is, as -log10 of its share. */
  rank(value: number): number {
    const rank = this.surprise(value);
    const { numbers } = this.memory;
    const at = this.place * NUMBERS;
    numbers[at + VALUE] = value;
    numbers[at + FRESH] = 1;
    numbers[at + RANK] = rank;
    return rank;
  }
  /** Nothing new is known of it: it is as rare as before, and nothing is to be learned. */
  still(): number {
    const at = this.place * NUMBERS;
    this.memory.numbers[at + FRESH] = 0;
    return this.memory.numbers[at + RANK] as number;
  }
  /** The present value is usual. */
  accept(): void {
    const { numbers } = this.memory;
    const at = this.place * NUMBERS;
    if (numbers[at + FRESH] === 1) this.learn(numbers[at + VALUE] as number);
  }
  /** The present value belongs to a trouble: nothing is learned from it yet. */
  hold({ place, isFull }: Hold): void {
    const { numbers, held } = this.memory;
    const at = this.place * NUMBERS;
    const value = numbers[at + VALUE] as number;
    numbers[at + PEAK] = Math.max(numbers[at + PEAK] as number, value);
    if (place < 0) return;
    const first = this.place * HELD;
    held[first + place] = binOf(value);
    if (isFull) for (let i = 0; i < HELD / 2; i++) held[first + i] = held[first + 2 * i] as number;
  }
  /**
   * The trouble is over: its peak is remembered with the weight of so many readings. If it has become the new habit, so is all that was seen
   * meanwhile, at half its weight: the other half is what came before.
   */
  release(weight: number, accepted?: Hold): void {
    const { numbers, held } = this.memory;
    const at = this.place * NUMBERS;
    const peak = numbers[at + PEAK] as number;
    if (peak > 0) this.learn(peak, weight);
    if (accepted) {
      const { readings, kept } = accepted;
      for (let i = 0; i < kept; i++) this.learnBin(held[this.place * HELD + i] as number, Math.max(1, readings / 2 / kept));
    }
    numbers[at + PEAK] = 0;
  }
}

import { type Millis, millis } from '../../core/base/index.ts';

/**
 * Waiting times between attempts: doubling from `first` to `most`, each shortened by a random part of its half, so that many clients do
 * not come back at the same moment after a broker's restart.
 */
export class Backoff {
  readonly #first: number;
  readonly #most: number;
  readonly #random: () => number;
  #step = 0;

  constructor(first: Millis, most: Millis, random: () => number) {
    this.#first = first;
    this.#most = most;
    this.#random = random;
  }

  next(): Millis {
    const whole = Math.min(this.#most, this.#first * 2 ** this.#step);
    if (whole < this.#most) this.#step++;
    return millis(whole * (1 - this.#random() / 2));
  }

  reset(): void {
    this.#step = 0;
  }
}

/**
 * Witnesses → one evidence number, comparable between all sensors: -log10 of how often this sensor shows something as unusual.
 *
 *     z ──► point ──┐
 *     judge logit ──┤ Tail ranks ► combined (mean of 1/p) ► summed over a few readings ► Tail again ► evidence
 *     Σz ──► drift ─┤
 *     |z| ─► spread ┤
 *     habit distance┘
 *
 * Nothing here learns while an episode is open: a fault must not become normal by lasting (`learn` is a separate call).
 */
import type { Timestamp } from '../base/index.ts';
import { Habit } from './habit.ts';
import type { Surprise } from './surprise.ts';
import { Tail } from './tail.ts';

export const WITNESSES = ['point', 'judge', 'drift', 'spread', 'habit'] as const;
export type Witness = (typeof WITNESSES)[number];

/** Forgetting per reading of the running sums. */
const DRIFT = 0.9;
const FAST = 1 / 12;
const SLOW = 1 / 400;
const GATHER = 0.65;
/** What the peak of a past episode weighs in the histograms, in readings. */
const RECURRENCE = 10;

/** What a reading amounts to before anything is learned from it. */
export interface Evidence {
  /** -log10 of how rare this is for the sensor; about 0 every day, 4 once in ten thousand readings. */
  readonly value: number;
  /** The witness that speaks loudest. */
  readonly witness: Witness;
  /** Sign of the recent misses: +1 above what was expected, -1 below. */
  readonly direction: 1 | -1;
  /** log of recent over usual size of the misses: > 0 noisier. */
  readonly spread: number;
  /** Distance of the reading from the sensor's habits, in usual spreads. */
  readonly distance: number;
}

export class Calibration {
  readonly habit = new Habit();
  readonly #tails = {
    point: new Tail({ median: 0.7, exponent: 3, weight: 40 }),
    judge: new Tail({ median: 0.1, exponent: 1.2, weight: 40 }),
    drift: new Tail({ median: 1.2, exponent: 4, weight: 40 }),
    spread: new Tail({ median: 0.25, exponent: 3, weight: 40 }),
    habit: new Tail({ median: 0.8, exponent: 3, weight: 40 }),
  };
  /** Of exp(gather / 2): a sum of -log p falls off exponentially, which is a Pareto tail on this axis. */
  readonly #gathered = new Tail({ median: 1.8, exponent: 2.2, weight: 40 });
  #drift = 0;
  #fast = 0.8;
  #slow = 0.8;
  #gather = 0;
  #level = Number.NaN;
  readonly #values = { point: 0, judge: 0, drift: 0, spread: 0, habit: 0 };
  readonly #peaks = { point: 0, judge: 0, drift: 0, spread: 0, habit: 0 };
  #gatherPeak = 0;

  weigh(surprise: Surprise, value: number, at: Timestamp): Evidence {
    const narrow = 0.1 * this.habit.spread;
    const off = surprise.z * (surprise.side / Math.max(surprise.side, narrow));
    const z = Math.max(-8, Math.min(8, off));
    this.#drift = DRIFT * this.#drift + z;
    this.#fast += FAST * (Math.min(Math.abs(z), 5) - this.#fast);
    this.#level = Number.isNaN(this.#level) ? value : this.#level + 0.4 * (value - this.#level);
    const distance = this.habit.distance(this.#level, at);
    const spread = Math.log(this.#fast / Math.max(this.#slow, 0.02));
    const v = this.#values;
    v.point = Math.abs(off);
    v.judge = Math.exp(0.5 * surprise.logit);
    v.drift = Math.abs(this.#drift);
    v.spread = Math.abs(spread);
    v.habit = distance;

    let witness: Witness = 'point';
    let top = -1;
    let odds = 0;
    for (const w of WITNESSES) {
      const e = soften(this.#tails[w].surprise(v[w]));
      odds += 10 ** e;
      if (e > top) {
        top = e;
        witness = w;
      }
    }
    const combined = Math.max(0, Math.log10(odds / WITNESSES.length));
    this.#gather = GATHER * this.#gather + combined;
    return { value: soften(this.#gathered.surprise(Math.exp(this.#gather / 2))), witness, direction: this.#drift >= 0 ? 1 : -1, spread, distance };
  }

  /** Notes the reading just weighed as part of a trouble; nothing is learned from it yet. */
  hold(): void {
    for (const w of WITNESSES) this.#peaks[w] = Math.max(this.#peaks[w], this.#values[w]);
    this.#gatherPeak = Math.max(this.#gatherPeak, this.#gather);
  }

  /** The trouble is over: that it happened once is remembered, so that what recurs is told less and less often. */
  release(): void {
    for (const w of WITNESSES) {
      this.#tails[w].learn(this.#peaks[w], RECURRENCE);
      this.#peaks[w] = 0;
    }
    this.#gathered.learn(Math.exp(this.#gatherPeak / 2), RECURRENCE);
    this.#gatherPeak = 0;
  }

  /** Takes the reading just weighed as usual. */
  learn(value: number, at: Timestamp): void {
    for (const w of WITNESSES) this.#tails[w].learn(this.#values[w]);
    this.#gathered.learn(Math.exp(this.#gather / 2));
    this.#slow += SLOW * (this.#fast - this.#slow);
    this.habit.learn(value, at);
  }
}

/** Deep in the tail the fit is a guess: beyond one in a million evidence grows ever more slowly, though it never stops. */
const soften = (e: number): number => (e <= 6 ? e : 6 + 2 * Math.log1p((e - 6) / 2));

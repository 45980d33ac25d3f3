/**
 * What only counts up (an energy meter, a water meter, pulses) is told by its growth: the count itself never repeats, and its habits are in how
 * fast it grows.
 *
 *     count   1,204.1 ┬ 1,204.3 ┬ 1,204.3 ┬ 1,209.8 |reset| 0.2     the last hour, in eighths:  5.9 in it
 *     rise           0.2       0         5.5          0.2
 *
 * A sensor counts because its owner says so (`Sensor.counter`), because of what it measures, or because it has risen for a day and never
 * fallen. A fall to nearly nothing is a reset, and what it shows then has grown since. A few other falls are slips; more, and it is no counter.
 */
import { Arena, bytesOf, hours, type Millis, millis, type Timestamp } from '../base/index.ts';

/** Growth is told per this much time, and looked at over as much: less would be noise of single pulses. A slower sensor shows one interval. */
const LOOK = hours(1);
const PARTS = 8;
/** Readings come a little early and late. */
const JITTER = 1.05;
/** Readings, rises and time without a fall, after which a sensor of any kind is taken for a counter. */
const READINGS = 96;
const RISES = 24;
const LIFE = hours(24);
/** A fall to at most this share of the count is a reset. */
const RESET = 0.1;
/** Falls that are forgiven, and one more for so many readings. */
const SLIPS = 2;
const SLIP_EVERY = 1_000;

/** How sure it is beforehand that the sensor counts: its owner says so, it measures what is usually counted, nothing is known. */
export type Belief = 'told' | 'likely' | 'open' | 'never';

/** What a counter has done lately. */
export interface Growth {
  /** Per hour. */
  readonly rate: number;
  /** Over so much time: the rise is `rate` times this. */
  readonly span: Millis;
}

export class Counter {
  static readonly BYTES = bytesOf(8 * 2 * PARTS);
  #belief: Belief;
  #last = Number.NaN;
  #bornAt = Number.NaN;
  #readings = 0;
  #rises = 0;
  #falls = 0;
  /** Since the last look. */
  #risen = 0;
  /** When each part began and, from `PARTS` on, its rise; the newest is `#part`. */
  readonly #parts: Float64Array;
  #part = 0;

  constructor(belief: Belief, arena = new Arena(Counter.BYTES)) {
    this.#parts = arena.float64(2 * PARTS).fill(Number.NaN, 0, PARTS);
    this.#belief = belief;
    this.isCounting = belief === 'told' || belief === 'likely';
  }

  isCounting: boolean;

  /** Its owner knows better now. */
  believe(belief: Belief): void {
    this.#belief = belief;
  }

  /** Notes a finite reading; true when it is from now on taken for a counter, or no longer. */
  note(value: number, at: Timestamp): boolean {
    if (Number.isNaN(this.#last)) {
      this.#bornAt = at;
      this.#begin(at);
    } else this.#grow(value);
    this.#last = value;
    const was = this.isCounting;
    this.isCounting = this.#counts(at);
    if (was !== this.isCounting) this.#begin(at);
    return was !== this.isCounting;
  }

  /** Growth up to now; undefined when no time has passed. */
  take(at: Timestamp): Growth | undefined {
    const parts = this.#parts;
    const newest = parts[this.#part] as number;
    if (!(at > newest)) {
      // A clock that jumps back: go on from the new time.
      if (at < newest) this.#begin(at);
      return undefined;
    }
    parts[PARTS + this.#part] = (parts[PARTS + this.#part] as number) + this.#risen;
    this.#risen = 0;
    let since = newest;
    let rise = parts[PARTS + this.#part] as number;
    for (let i = 1; i < PARTS; i++) {
      const part = (this.#part + PARTS - i) % PARTS;
      const began = parts[part] as number;
      if (!(at - began <= JITTER * LOOK)) break;
      since = began;
      rise += parts[PARTS + part] as number;
    }
    if (at - newest >= LOOK / PARTS) {
      this.#part = (this.#part + 1) % PARTS;
      parts[this.#part] = at;
      parts[PARTS + this.#part] = 0;
    }
    return { rate: (rise * LOOK) / (at - since), span: millis(at - since) };
  }

  #begin(at: Timestamp): void {
    this.#parts.fill(Number.NaN, 0, PARTS).fill(0, PARTS);
    this.#part = 0;
    this.#parts[0] = at;
    this.#risen = 0;
  }

  #grow(value: number): void {
    this.#readings++;
    const rise = value - this.#last;
    if (rise > 0) this.#rises++;
    if (rise >= 0) this.#risen += rise;
    else if (value >= 0 && value <= RESET * this.#last) this.#risen += value;
    else this.#falls++;
  }

  #counts(at: Timestamp): boolean {
    if (this.#belief === 'told') return true;
    if (this.#belief === 'never') return false;
    if (this.#belief === 'likely') return this.#falls <= SLIPS + this.#readings / SLIP_EVERY;
    // Nobody has said so: one fall is enough against it, until it is known.
    const slips = this.isCounting ? SLIPS + this.#readings / SLIP_EVERY : 0;
    return this.#falls <= slips && this.#readings >= READINGS && this.#rises >= RISES && at - this.#bornAt >= LIFE;
  }
}

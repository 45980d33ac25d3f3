/**
 * What a sensor usually reads: over its whole life, and around each hour of the day once it has lived through that hour on
 * several days. Robust running centres and spreads for the verdict; a thinned sample of values for the words ("around this hour
 * it is normally between -19 and -17 °C").
 */
import { Arena, bytesOf, type Timestamp } from '../base/index.ts';
import type { Expectation } from '../domain/index.ts';

const HOURS = 24;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days on which an hour must have been seen before it has habits of its own. */
const DAYS_KNOWN = 3;
/** Longest memory of a centre, in readings. */
const MEMORY = 5_000;
const SAMPLE = 256;
/** Readings that a new habit begins with. */
const IMPRESSION = 48;
/** How far from its centre, in spreads, it is on one side and not about the middle. */
const CLEARLY = 0.5;

export class Habit {
  static readonly BYTES = bytesOf(8 * 2 * HOURS, 4 * (HOURS + SAMPLE), 4 * HOURS, HOURS + SAMPLE);
  #count = 0;
  #centre = 0;
  #spread = 0;
  #beyond = 0;
  /** Centre and, from `HOURS` on, spread of each hour. */
  readonly #hours: Float64Array;
  /** Readings of each hour and, from `HOURS` on, the sample. */
  readonly #singles: Float32Array;
  /** Day on which each hour was last seen. */
  readonly #hourDay: Int32Array;
  /** Days on which each hour was seen and, from `HOURS` on, the hour of each sample. */
  readonly #bytes: Uint8Array;
  #sampled = 0;
  #stride = 1;
  /** On which side of its centre it was clearly seen last, -1 or 1; 0 before. */
  #side = 0;
  #crossings = 0;

  constructor(arena = new Arena(Habit.BYTES)) {
    this.#hours = arena.float64(2 * HOURS);
    this.#singles = arena.float32(HOURS + SAMPLE);
    this.#hourDay = arena.int32(HOURS).fill(-1);
    this.#bytes = arena.uint8(HOURS + SAMPLE);
  }

  /** Mean absolute deviation over the sensor's life, in its unit. */
  get spread(): number {
    return this.#spread;
  }

  /**
   * How often it has gone from one side of its centre clearly to the other: as many independent looks at its habits. A room that warms up
   * for an hour has been read a thousand times and shown one thing.
   */
  get crossings(): number {
    return this.#crossings;
  }

  /** Takes a value as usual. */
  learn(value: number, at: Timestamp): void {
    this.#count++;
    const rate = Math.max(1 / this.#count, 1 / MEMORY);
    const distance = Math.abs(value - this.#centre);
    // After the first readings a far value pulls only as far as six spreads, one freak must not move the habit; but each further
    // one in a row doubles the reach, or a sensor that rested at first would never be believed to move.
    const floor = 1e-6 * Math.abs(this.#centre) + 1e-9;
    const reach = this.#count > 16 ? 6 * Math.max(this.#spread, floor) * 2 ** this.#beyond : Number.POSITIVE_INFINITY;
    this.#beyond = distance > reach ? Math.min(60, this.#beyond + 1) : Math.max(0, this.#beyond - 1);
    this.#centre += rate * Math.sign(value - this.#centre) * Math.min(distance, reach);
    if (this.#count > 1) this.#spread += rate * (Math.min(distance, reach) - this.#spread);

    const side = Math.sign(value - this.#centre);
    if (side !== this.#side && Math.abs(value - this.#centre) > CLEARLY * this.#spread) {
      this.#side = side;
      this.#crossings++;
    }

    const hour = hourOf(at);
    const day = Math.floor(at / DAY);
    if (this.#hourDay[hour] !== day) {
      this.#hourDay[hour] = day;
      if ((this.#bytes[hour] as number) < 255) this.#bytes[hour] = (this.#bytes[hour] as number) + 1;
    }
    const n = Math.min(MEMORY, (this.#singles[hour] as number) + 1);
    this.#singles[hour] = n;
    const off = value - (this.#hours[hour] as number);
    this.#hours[hour] = (this.#hours[hour] as number) + off / n;
    if (n > 1)
      this.#hours[HOURS + hour] = (this.#hours[HOURS + hour] as number) + (Math.abs(off) - (this.#hours[HOURS + hour] as number)) / n;

    if (this.#count % this.#stride === 0) {
      this.#singles[HOURS + (this.#sampled % SAMPLE)] = value;
      this.#bytes[HOURS + (this.#sampled % SAMPLE)] = hour;
      this.#sampled++;
      // Thin out as life goes on, so that the sample spans the memory, not just the last minutes.
      if (this.#sampled % SAMPLE === 0 && this.#stride < MEMORY / SAMPLE) this.#stride *= 2;
    }
  }

  /** This level, with this spread, is the new habit: what was known of the old one counts as little as a first impression. */
  rebase(level: number, spread = this.#spread): void {
    this.#spread = spread;
    this.#count = Math.min(this.#count, IMPRESSION);
    this.#centre = level;
    this.#bytes.fill(0, 0, HOURS);
    this.#hourDay.fill(-1);
    this.#singles.fill(0, 0, HOURS);
    this.#sampled = 0;
    this.#stride = 1;
  }

  /** Distance from what is usual, in spreads of the better informed of hour and life; 0 while nothing is known. */
  distance(value: number, at: Timestamp): number {
    if (this.#count < 32) return 0;
    const hour = hourOf(at);
    const floor = 1e-6 * Math.abs(this.#centre) + 1e-9;
    const life = Math.abs(value - this.#centre) / Math.max(this.#spread, floor);
    if ((this.#bytes[hour] as number) < DAYS_KNOWN) return life;
    const around =
      Math.abs(value - (this.#hours[hour] as number)) / Math.max(this.#hours[HOURS + hour] as number, 0.2 * this.#spread, floor);
    return around;
  }

  /** The usual range in the sensor's unit: the middle 90 % of the sample, of this hour where that is known. */
  expectation(at: Timestamp): Expectation | undefined {
    const n = Math.min(this.#sampled, SAMPLE);
    if (n < 8) return undefined;
    const hour = hourOf(at);
    const near: number[] = [];
    if ((this.#bytes[hour] as number) >= DAYS_KNOWN) {
      for (let i = 0; i < n; i++)
        if (hoursApart(this.#bytes[HOURS + i] as number, hour) <= 1) near.push(this.#singles[HOURS + i] as number);
    }
    const byHour = near.length >= 12;
    const values = (byHour ? near : Array.from(this.#singles.subarray(HOURS, HOURS + n))).sort((a, b) => a - b);
    const q = (p: number) => values[Math.min(values.length - 1, Math.max(0, Math.round(p * (values.length - 1))))] as number;
    return { low: q(0.05), middle: q(0.5), high: q(0.95), basis: byHour ? 'hour' : 'always' };
  }
}

const hourOf = (at: Timestamp): number => (((Math.floor(at / HOUR) % HOURS) + HOURS) % HOURS) as number;
const hoursApart = (a: number, b: number): number => Math.min(Math.abs(a - b), HOURS - Math.abs(a - b));

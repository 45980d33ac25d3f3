/**
 * What each hour of the day usually amounts to: the mean of its readings, day after day. A job that does not run, a tank that is not filled,
 * a heating that stays a little too low for hours show in no single reading, as each of them is usual.
 *
 *     3 to 4 h   ▃▅▃▅▃▅   mean 41, 43, 40, 42 …  and today 0.5: every reading of it is one of the everyday, the hour is not
 */
import { Arena, bytesOf, hours, type Timestamp } from '../base/index.ts';

const HOURS = 24;
const HOUR = hours(1);
/** Days on which an hour must have been lived through, and the memory of it, in days. */
const DAYS_KNOWN = 4;
const MEMORY = 14;
/** Readings that make an hour. */
const FEWEST = 4;
/** An hour is not surer than this share of the sensor's usual spread. */
const SUREST = 0.1;

export class Hourly {
  static readonly BYTES = bytesOf(8 * 2 * HOURS, HOURS);
  /** Centre of the means of each hour and, from `HOURS` on, their mean distance from it. */
  readonly #means: Float64Array;
  readonly #days: Uint8Array;
  #hour = Number.NaN;
  #sum = 0;
  #count = 0;
  /** The hour that has just ended and its mean. */
  #ended = -1;
  #mean = 0;

  constructor(arena = new Arena(Hourly.BYTES)) {
    this.#means = arena.float64(2 * HOURS);
    this.#days = arena.uint8(HOURS);
  }

  /**
   * Notes a reading; when it is the first of another hour, how far the hour before was from what it usually is, in usual distances.
   * @param spread the sensor's usual spread, in its unit
   */
  note(value: number, at: Timestamp, spread: number): number | undefined {
    const hour = Math.floor(at / HOUR);
    let distance: number | undefined;
    if (hour !== this.#hour) {
      if (hour === this.#hour + 1 && this.#count >= FEWEST) distance = this.#end(spread);
      this.#hour = hour;
      this.#sum = 0;
      this.#count = 0;
    }
    this.#sum += value;
    this.#count++;
    return distance;
  }

  /** The hour that has just ended, if one has, was usual. */
  accept(): void {
    const hour = this.#ended;
    if (hour < 0) return;
    this.#ended = -1;
    const days = Math.min(MEMORY, (this.#days[hour] as number) + 1);
    this.#days[hour] = days;
    const off = this.#mean - (this.#means[hour] as number);
    this.#means[hour] = (this.#means[hour] as number) + off / days;
    if (days === 1) return;
    const usual = this.#means[HOURS + hour] as number;
    this.#means[HOURS + hour] = usual + (Math.abs(off) - usual) / (days - 1);
  }

  /** It belongs to a trouble: nothing is learned from it. */
  reject(): void {
    this.#ended = -1;
  }

  /** What was known holds no longer. */
  forget(): void {
    this.#days.fill(0);
    this.#means.fill(0);
  }

  #end(spread: number): number | undefined {
    const hour = ((this.#hour % HOURS) + HOURS) % HOURS;
    this.#ended = hour;
    this.#mean = this.#sum / this.#count;
    if ((this.#days[hour] as number) < DAYS_KNOWN) return undefined;
    const centre = this.#means[hour] as number;
    const surest = SUREST * spread + 1e-6 * Math.abs(centre) + 1e-9;
    return Math.abs(this.#mean - centre) / Math.max(this.#means[HOURS + hour] as number, surest);
  }
}

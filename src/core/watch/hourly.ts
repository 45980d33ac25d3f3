/**
 * What an hour at this time of day usually amounts to: the mean of its readings, day after day. A job that does not run, a tank that is not
 * filled, a heating that stays a little too low for hours show in no single reading, as each of them is usual.
 *
 *     3 to 4 h   ▃▅▃▅▃▅   mean 41, 43, 40, 42 …  and today 0.5: every reading of it is one of the everyday, the hour is not
 *
 * Looked at every half hour, so that it does not matter where in the hour the job begins.
 */
import { Arena, bytesOf, hours, type Timestamp } from '../base/index.ts';

const SLOTS = 48;
const HALF_HOUR = hours(0.5);
/** Days on which an hour must have been lived through, and the memory of it, in days. */
const DAYS_KNOWN = 4;
const MEMORY = 14;
/** Readings that make an hour. */
const FEWEST = 4;
/** An hour is not surer than this share of the sensor's usual spread. */
const SUREST = 0.1;

export class Hourly {
  static readonly BYTES = bytesOf(8 * SLOTS, 4 * SLOTS, SLOTS);
  /** Centre of the means, their mean distance from it, and the days behind both, of the hour that ends with each half hour of the day. */
  readonly #centres: Float64Array;
  readonly #usual: Float32Array;
  readonly #days: Uint8Array;
  #slot = Number.NaN;
  /** Of this half hour and of the one before. */
  #sum = 0;
  #count = 0;
  #sumBefore = 0;
  #countBefore = 0;
  /** The half hour of the day that has just ended, -1 when none has, and the mean of the hour up to its end. */
  #ended = -1;
  #mean = 0;

  constructor(arena = new Arena(Hourly.BYTES)) {
    this.#centres = arena.float64(SLOTS);
    this.#usual = arena.float32(SLOTS);
    this.#days = arena.uint8(SLOTS);
  }

  /**
   * Notes a reading; when it is the first of another half hour, how far the hour before was from what it usually is, in usual distances.
   * @param spread the sensor's usual spread, in its unit
   */
  note(value: number, at: Timestamp, spread: number): number | undefined {
    const slot = Math.floor(at / HALF_HOUR);
    let distance: number | undefined;
    if (slot !== this.#slot) {
      const follows = slot === this.#slot + 1;
      if (follows && this.#countBefore > 0 && this.#countBefore + this.#count >= FEWEST) distance = this.#end(spread);
      this.#sumBefore = follows ? this.#sum : 0;
      this.#countBefore = follows ? this.#count : 0;
      this.#slot = slot;
      this.#sum = 0;
      this.#count = 0;
    }
    this.#sum += value;
    this.#count++;
    return distance;
  }

  /** The hour that has just ended, if one has, was usual. */
  accept(): void {
    const slot = this.#ended;
    if (slot < 0) return;
    this.#ended = -1;
    const days = Math.min(MEMORY, (this.#days[slot] as number) + 1);
    this.#days[slot] = days;
    const off = this.#mean - (this.#centres[slot] as number);
    this.#centres[slot] = (this.#centres[slot] as number) + off / days;
    if (days === 1) this.#usual[slot] = 0;
    else this.#usual[slot] = (this.#usual[slot] as number) + (Math.abs(off) - (this.#usual[slot] as number)) / (days - 1);
  }

  /** It belongs to a trouble: nothing is learned from it. */
  reject(): void {
    this.#ended = -1;
  }

  /** What was known holds no longer. */
  forget(): void {
    this.#days.fill(0);
  }

  #end(spread: number): number | undefined {
    const slot = ((this.#slot % SLOTS) + SLOTS) % SLOTS;
    this.#ended = slot;
    this.#mean = (this.#sumBefore + this.#sum) / (this.#countBefore + this.#count);
    if ((this.#days[slot] as number) < DAYS_KNOWN) return undefined;
    const centre = this.#centres[slot] as number;
    const surest = SUREST * spread + 1e-6 * Math.abs(centre) + 1e-9;
    return Math.abs(this.#mean - centre) / Math.max(this.#usual[slot] as number, surest);
  }
}

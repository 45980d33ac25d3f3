/**
 * What is odd at the same hour every day is this sensor's day: the defrost of a freezer, the job at three in the morning. The strongest
 * evidence of each hour is remembered for two days; what both of them have seen is taken off today's.
 *
 *     evidence  │   ▂ █      ▂ █      ▂ ▇         hour 3: told the first two days, expected from then on
 *               └───┴─┴──────┴─┴──────┴─┴──►
 *                   3 h      3 h      3 h
 */
import { Arena, bytesOf, hours, type Timestamp } from '../base/index.ts';

const HOURS = 24;
const HOUR = hours(1);
/** Where the days begin. */
const DAY = 3 * HOURS;
/** Share of the expected evidence that is taken off: a trouble twice as strong is told all the same. */
const TAKEN = 0.6;
/** Evidence from which a thing is odd enough to be remembered: every hour has its small surprises. */
const ODD = 1.3;

export class Daily {
  static readonly BYTES = bytesOf(4 * 4 * HOURS);
  /** Peaks of today, yesterday and the day before, by hour; then the day that `today` is, for each hour. */
  readonly #peaks: Float32Array;

  constructor(arena = new Arena(Daily.BYTES)) {
    this.#peaks = arena.float32(4 * HOURS).fill(-1, DAY);
  }

  /** Evidence that is no news at this hour. */
  usual(at: Timestamp): number {
    const hour = this.#turn(at);
    const both = Math.min(this.#peaks[HOURS + hour] as number, this.#peaks[2 * HOURS + hour] as number);
    return both > ODD ? TAKEN * both : 0;
  }

  /** Notes the evidence of a reading that came while nothing was open, or that opened it. */
  note(evidence: number, at: Timestamp): void {
    const hour = this.#turn(at);
    this.#peaks[hour] = Math.max(this.#peaks[hour] as number, evidence);
  }

  #turn(at: Timestamp): number {
    const hour = (((Math.floor(at / HOUR) % HOURS) + HOURS) % HOURS) as number;
    const day = Math.floor(at / (HOURS * HOUR));
    const passed = day - (this.#peaks[DAY + hour] as number);
    if (passed === 0) return hour;
    this.#peaks[DAY + hour] = day;
    // A day on which the hour was not lived counts as one without trouble.
    this.#peaks[2 * HOURS + hour] = passed === 1 ? (this.#peaks[HOURS + hour] as number) : 0;
    this.#peaks[HOURS + hour] = passed === 1 ? (this.#peaks[hour] as number) : 0;
    this.#peaks[hour] = 0;
    return hour;
  }
}

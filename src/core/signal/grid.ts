/**
 * Irregular readings → cells of one time grid per sensor.
 *
 *     readings   ·  · ·    ·        ·  ·
 *     cells     |v|v|v|gap|v|gap|gap|v|v|        step = median interval of the last readings
 *
 * The grid follows its readings gently, so that jitter never piles up. A sensor that reports only
 * on change (its longest usual silence is several steps) holds its value instead: its silence says "unchanged".
 */
import { Arena, bytesOf, type Millis, millis, type Timestamp } from '../base/index.ts';
import { CELLS } from './cells.ts';

const RING = 16;
/** Intervals needed before the step is taken as known. */
const KNOWN = 8;
/** How far the grid follows the reading that opened a cell: jitter averages out, drift is followed. */
const SLEW = 0.25;

/** What a reading means for the grid. */
export interface Placement {
  /** `open`: a new cell; `merge`: the newest cell again. */
  readonly kind: 'open' | 'merge';
  /** Cells to insert before a new one. */
  readonly skipped: number;
  /** How many of them hold the last value (the rest are gaps). */
  readonly held: number;
}

const MERGE: Placement = { kind: 'merge', skipped: 0, held: 0 };
const NEXT: Placement = { kind: 'open', skipped: 0, held: 0 };

export class Grid {
  static readonly BYTES = bytesOf(8 * RING);
  #openedAt = Number.NaN;
  #lastAt = Number.NaN;
  #step = 0;
  #irregular = false;
  #longest = 0;
  #seen = 0;
  readonly #intervals: Float64Array;

  constructor(arena = new Arena(Grid.BYTES)) {
    this.#intervals = arena.float64(RING);
  }

  /** The sensor's cadence; 0 while unknown. */
  get step(): Millis {
    return millis(this.#step);
  }
  /** When the last reading came; NaN before the first. */
  get lastAt(): Timestamp {
    return this.#lastAt as Timestamp;
  }
  /** The longest silence that is usual for this sensor (a decaying maximum). */
  get longest(): Millis {
    return millis(this.#longest);
  }
  /** How often it reports, as people would say: its step, or for a sensor that reports on change its longest usual silence. */
  get cadence(): Millis {
    return millis(this.#irregular ? Math.max(this.#step, this.#longest) : this.#step);
  }
  /** Whether it reports on change rather than on a schedule. */
  get irregular(): boolean {
    return this.#irregular;
  }

  place(at: Timestamp): Placement {
    if (Number.isNaN(this.#openedAt)) {
      this.#openedAt = at;
      this.#lastAt = at;
      return NEXT;
    }
    const interval = at - this.#lastAt;
    this.#lastAt = at;
    // A clock that jumps back says nothing of the cadence: go on from the new time.
    if (interval < 0) {
      this.#openedAt = at;
      return NEXT;
    }
    if (interval > 0) this.#learn(interval);
    if (this.#seen < KNOWN || this.#step <= 0) {
      this.#openedAt = at;
      return NEXT;
    }
    const cells = Math.round((at - this.#openedAt) / this.#step);
    // Two readings with one time stamp are two readings (recordings of local time repeat an hour in autumn).
    if (cells === 0 && interval > 0) return MERGE;
    const due = this.#openedAt + cells * this.#step;
    this.#openedAt = due + SLEW * (at - due);
    if (cells <= 1) return NEXT;
    const skipped = Math.min(cells - 1, CELLS);
    const held = this.#irregular && interval <= this.#longest * 1.5 ? skipped : 0;
    return { kind: 'open', skipped, held };
  }

  #learn(interval: number): void {
    this.#intervals[this.#seen % RING] = interval;
    this.#seen++;
    // A usual silence fades with a half-life of about 1,400 readings; one outage must not count as usual, so it grows by steps.
    this.#longest = Math.max(interval > 4 * this.#longest ? Math.max(this.#longest * 2, this.#step) : interval, this.#longest * 0.9995);
    if (this.#seen > KNOWN && this.#seen % RING !== 0) return;
    const n = Math.min(this.#seen, RING);
    const sorted = this.#intervals.slice(0, n).sort();
    const median = sorted[n >> 1] as number;
    const ninety = sorted[Math.min(n - 1, Math.floor(n * 0.9))] as number;
    if (this.#step === 0 || this.#seen <= RING || median > 1.5 * this.#step || median < this.#step / 1.5) {
      this.#step = refine(sorted, median);
    }
    this.#irregular = ninety > 3 * median;
  }
}

/** The median interval, made exact: the mean of the intervals that hold no missing reading. */
function refine(intervals: Float64Array, median: number): number {
  let time = 0;
  let count = 0;
  for (const interval of intervals) {
    if (interval > 1.75 * median) continue;
    time += interval;
    count++;
  }
  return time / count;
}

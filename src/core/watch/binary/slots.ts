/** The hours of a home's clock, asked for often: the zone is looked up once a quarter of an hour. */
import { minutes, type Timestamp, timestamp } from '../../base/index.ts';
import { localParts } from '../../language/schedule/clock.ts';
import type { Slot } from './rhythm.ts';

/** Zones differ from UTC by whole quarters. */
const QUARTER = minutes(15);

export class Slots {
  readonly #timezone: string;
  #quarter = Number.NaN;
  #slot: Slot = { hour: 0, weekend: false, index: 0 };

  constructor(timezone: string) {
    this.#timezone = timezone;
  }

  at(at: Timestamp): Slot {
    const quarter = Math.floor(at / QUARTER);
    if (quarter === this.#quarter) return this.#slot;
    this.#quarter = quarter;
    const { year, month, day, minutesOfDay, weekday } = localParts(timestamp(quarter * QUARTER), this.#timezone);
    const hour = Math.floor(minutesOfDay / 60);
    // Counted by the clock's own hours. When clocks change an hour is skipped or comes twice: that one teaches nothing.
    const index = Date.UTC(year, month - 1, day, hour) / 3_600_000;
    this.#slot = { hour, weekend: weekday === 0 || weekday === 6, index };
    return this.#slot;
  }
}

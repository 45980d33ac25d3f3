/**
 * The time of readings as one timeline that a single wrong clock cannot move: small steps are followed at once, a jump of more than an hour,
 * ahead or back, only when three readings in a row with different times stand by it.
 */
import { hours, type Millis, millis, type Timestamp } from '../base/index.ts';

const STEP = hours(1);
const CONFIRMATIONS = 3;

export class Timeline {
  #now = Number.NaN;
  #candidate = Number.NaN;
  #confirmed = 0;

  /** NaN before the first reading. */
  get now(): Timestamp {
    return this.#now as Timestamp;
  }

  /** Notes the time of a reading; returns by how much the timeline moved ahead. */
  note(at: Timestamp): Millis {
    const before = this.#now;
    if (Number.isNaN(before)) {
      this.#now = at;
      return millis(0);
    }
    if (Math.abs(at - before) <= STEP) {
      this.#confirmed = 0;
      this.#now = Math.max(before, at);
    } else if (at !== this.#candidate) {
      this.#confirmed = Math.abs(at - this.#candidate) <= STEP ? this.#confirmed + 1 : 1;
      this.#candidate = at;
      if (this.#confirmed >= CONFIRMATIONS) {
        this.#confirmed = 0;
        this.#now = at;
      }
    }
    return millis(Math.max(0, this.#now - before));
  }
}

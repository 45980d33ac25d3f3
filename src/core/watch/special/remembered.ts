/**
 * What was learned of sensors in an earlier life, until they are met again: a battery speaks twice a day. Kept for the next life, too, if
 * they are not; for a month, after which a rhythm has forgotten half of itself.
 */
import { hours, isRecord, type Timestamp } from '../../base/index.ts';
import type { SensorId } from '../../domain/index.ts';
import type { Learned } from '../learned.ts';

/** Of one sensor. */
export interface Remembered {
  /** The rule that has learned it. */
  readonly as: string;
  /** The day on which it was last heard. */
  readonly at: number;
  readonly learned: Learned;
}

const DAY = hours(24);
const MONTH = 30 * DAY;

export class RememberedSensors {
  readonly #all = new Map<SensorId, Remembered>();

  /** Takes what was kept of one; false where that makes no sense. */
  add(id: string, saved: unknown, now: Timestamp, max: number): boolean {
    if (!isRecord(saved)) return false;
    const { as, at, learned } = saved;
    if (typeof as !== 'string' || typeof at !== 'number' || !isRecord(learned)) return false;
    // The rule judges the numbers when the sensor is met.
    if (now - at <= MONTH && this.#all.size < max) this.#all.set(id as SensorId, { as, at, learned: learned as Learned });
    return true;
  }
  /** Of a sensor that is met: once, and only for the same rule. */
  take(id: SensorId, as: string): Learned | undefined {
    const known = this.#all.get(id);
    this.#all.delete(id);
    return known?.as === as ? known.learned : undefined;
  }
  forget(unwanted: (id: SensorId) => boolean): void {
    for (const id of this.#all.keys()) if (unwanted(id)) this.#all.delete(id);
  }
  entries(): Iterable<readonly [SensorId, Remembered]> {
    return this.#all;
  }
}

/** Days are enough for a month, and change what is to be written once a day at most. */
export const dayOf = (at: number): number => Math.floor(at / DAY) * DAY;

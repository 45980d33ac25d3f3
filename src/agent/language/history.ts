/**
 * What the sensors were: the last changes of each, for "when did the pump last run?". Filled from the first reading on, with or without
 * anybody who asks, so it is small: fewer changes of each where there are many sensors.
 *
 *     switch, 0 ↔ anything else    at once
 *     other numbers                every five minutes at most: they change with every reading
 */
import { between, type Millis, minutes, type Timestamp } from '../../core/base/index.ts';
import type { Sensor, Verdict } from '../../core/domain/index.ts';
import { entityOf, stateOf } from './living-home.ts';

/** From this time on an entity was so. */
export interface Change {
  readonly entity: string;
  readonly state: string;
  readonly at: Timestamp;
}

export interface HistoryLimits {
  /** Changes of one sensor. */
  readonly each: number;
  /** Changes of all together. */
  readonly total: number;
  /** Sensors; what further ones do is not remembered. */
  readonly sensors: number;
}
const LIMITS: HistoryLimits = { each: 50, total: 20_000, sensors: 5_000 };
const PAUSE: Millis = minutes(5);

interface Past {
  readonly entity: string;
  value: number;
  at: Timestamp;
  readonly changes: Change[];
}

export class History {
  readonly #limits: HistoryLimits;
  readonly #pasts = new Map<string, Past>();
  /** Changes of one sensor, now that there are so many. */
  #each: number;

  constructor(limits: HistoryLimits = LIMITS) {
    this.#limits = limits;
    this.#each = limits.each;
  }

  /** Takes a reading that got its verdict; in the order of time for each sensor. */
  note({ sensor, at, value }: Pick<Verdict, 'sensor' | 'at' | 'value'>): void {
    const past = this.#pasts.get(sensor.id);
    if (past === undefined) {
      if (this.#pasts.size < this.#limits.sensors) this.#begin(sensor, value, at);
      return;
    }
    if (Object.is(value, past.value) || (!atOnce(sensor, past.value, value) && between(past.at, at) < PAUSE)) return;
    past.value = value;
    past.at = at;
    past.changes.push({ entity: past.entity, state: stateOf(sensor, value), at });
    if (past.changes.length > this.#each) past.changes.shift();
  }

  /** Of an entity, oldest first; empty where nothing is known of it. */
  of(entity: string): readonly Change[] {
    const past = this.#pasts.get(entity.replace(/^sensor\./, ''));
    return past?.entity === entity ? past.changes : [];
  }

  #begin(sensor: Sensor, value: number, at: Timestamp): void {
    const entity = entityOf(sensor.id);
    this.#pasts.set(sensor.id, { entity, value, at, changes: [{ entity, state: stateOf(sensor, value), at }] });
    const { each, total } = this.#limits;
    const fair = Math.max(1, Math.min(each, Math.floor(total / this.#pasts.size)));
    if (fair === this.#each) return;
    this.#each = fair;
    for (const { changes } of this.#pasts.values()) if (changes.length > fair) changes.splice(0, changes.length - fair);
  }
}

const atOnce = ({ quantity }: Sensor, before: number, now: number): boolean => quantity === 'switch' || (before === 0) !== (now === 0);

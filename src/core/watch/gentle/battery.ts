/**
 * Batteries fall for months and jump a little with the cold: no model looks at them. Told once when one is nearly empty, again when it is,
 * and when it drains within days. One that comes back now and then is charged by somebody: it is told only when empty.
 */
import { hours, type Timestamp } from '../../base/index.ts';
import type { Episode, EpisodeChange, Sensor } from '../../domain/index.ts';
import { type Learned, listIn, numberIn } from '../learned.ts';

/** In percent. */
const LOW = 15;
const EMPTY = 5;
const FULL_AGAIN = 30;
/** From low to here: somebody has charged or changed it. */
const CHARGED = 60;
/** Points lost within a week that are too many. */
const DRAINS = 30;
const RECENT = 5;
const DAY = hours(24);
const WEEK = 7;
/** Charged so often it is a rechargeable one by far. */
const MANY = 100;
const SCORE = 0.999;

export class BatteryRule {
  sensor: Sensor;
  readonly #recent: number[] = [];
  /** The middle of each of the last days, newest last. */
  readonly #days: number[] = [];
  #day = Number.NaN;
  #charged = 0;
  #wasLow = false;
  #open: Episode | undefined;

  constructor(sensor: Sensor) {
    this.sensor = sensor;
  }

  get open(): readonly Episode[] {
    return this.#open === undefined ? [] : [this.#open];
  }

  /** Its days and how often it was charged, for the next life. */
  get learned(): Learned {
    return { days: [...this.#days], charged: Math.min(this.#charged, MANY), low: this.#wasLow ? 1 : 0 };
  }
  /** What was learned in an earlier life, before anything is noted; of what makes no sense nothing. */
  recall(saved: unknown): boolean {
    const days = listIn(saved, 'days', [0, WEEK], [0, 100]);
    const [charged, low] = [numberIn(saved, 'charged', [0, MANY]), numberIn(saved, 'low', [0, 1])];
    if (days === undefined || charged === undefined || low === undefined) return false;
    this.#days.push(...days);
    this.#charged = charged;
    this.#wasLow = low === 1;
    return true;
  }

  /** A reading in percent; others are none. */
  note(value: number, at: Timestamp): readonly EpisodeChange[] {
    if (!(value >= 0 && value <= 100)) return [];
    this.#recent.push(value);
    if (this.#recent.length > RECENT) this.#recent.shift();
    const now = median(this.#recent);
    const weekAgo = this.#turn(now, at);
    if (now <= FULL_AGAIN) this.#wasLow = true;
    else if (now >= CHARGED && this.#wasLow) {
      this.#wasLow = false;
      this.#charged++;
    }
    const lost = weekAgo === undefined ? 0 : weekAgo - now;
    const rechargeable = this.#charged >= 2;
    if (now <= EMPTY) return this.#tell('warning', value, at);
    if (!rechargeable && (now <= LOW || lost >= DRAINS)) return this.#tell('notice', value, at);
    return now >= FULL_AGAIN && lost < DRAINS / 3 ? this.#close(value, at) : [];
  }

  /** It is no longer watched. */
  leave(at: Timestamp): readonly EpisodeChange[] {
    const open = this.#open;
    this.#open = undefined;
    return open === undefined ? [] : [{ kind: 'closed', episode: { ...open, closed: at, ending: 'gone' } }];
  }

  /** Keeps the days; returns how it stood a week ago. */
  #turn(now: number, at: Timestamp): number | undefined {
    const day = Math.floor(at / DAY);
    if (day !== this.#day) {
      if (!Number.isNaN(this.#day)) this.#days.push(now);
      if (this.#days.length > WEEK) this.#days.shift();
      this.#day = day;
    }
    return this.#days[0];
  }

  #tell(severity: 'notice' | 'warning', value: number, at: Timestamp): readonly EpisodeChange[] {
    const told = this.#open;
    if (told !== undefined && (told.facts?.severity === severity || severity === 'notice')) return [];
    this.#open = {
      sensor: this.sensor,
      pattern: 'fall',
      opened: told?.opened ?? at,
      since: told?.since ?? at,
      value,
      worst: value,
      expected: { low: FULL_AGAIN, middle: 65, high: 100, basis: 'always' },
      rarity: 100,
      score: SCORE,
      facts: { severity },
    };
    return [{ kind: told === undefined ? 'opened' : 'worsened', episode: this.#open }];
  }

  #close(value: number, at: Timestamp): readonly EpisodeChange[] {
    const open = this.#open;
    if (open === undefined) return [];
    this.#open = undefined;
    return [{ kind: 'closed', episode: { ...open, closed: at, ending: 'recovered', value } }];
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}

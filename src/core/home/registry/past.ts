/**
 * What entities were: the last changes of each, for "when was the door last open?". Small: fewer changes of each where there are many.
 *
 *     words (on, locked, cleaning)   at once
 *     numbers                        every five minutes at most
 */
import { between, type Millis, minutes, type Timestamp } from '../../base/index.ts';

/** From this time on an entity was so. */
export interface Moment {
  readonly entity: string;
  readonly state: string;
  readonly at: Timestamp;
}

export interface PastLimits {
  /** Changes of one entity, and of all together. */
  readonly each: number;
  readonly total: number;
}
const LIMITS: PastLimits = { each: 50, total: 20_000 };
const PAUSE: Millis = minutes(5);

const isNumber = (state: string): boolean => /^-?\d/.test(state) && Number.isFinite(Number(state));

export class Past {
  readonly #limits: PastLimits;
  readonly #moments = new Map<string, Moment[]>();
  #each: number;

  constructor(limits: PastLimits = LIMITS) {
    this.#limits = limits;
    this.#each = limits.each;
  }

  note(entity: string, state: string, at: Timestamp): void {
    const moments = this.#moments.get(entity);
    if (moments === undefined) {
      this.#moments.set(entity, [{ entity, state, at }]);
      this.#share();
      return;
    }
    const last = moments.at(-1);
    if (last?.state === state) return;
    if (last !== undefined && isNumber(state) && isNumber(last.state) && between(last.at, at) < PAUSE) return;
    moments.push({ entity, state, at });
    if (moments.length > this.#each) moments.shift();
  }

  /** Oldest first. */
  of(entity: string): readonly Moment[] {
    return this.#moments.get(entity) ?? [];
  }
  forget(entity: string): void {
    this.#moments.delete(entity);
  }

  #share(): void {
    const { each, total } = this.#limits;
    const fair = Math.max(1, Math.min(each, Math.floor(total / this.#moments.size)));
    if (fair === this.#each) return;
    this.#each = fair;
    for (const moments of this.#moments.values()) if (moments.length > fair) moments.splice(0, moments.length - fair);
  }
}

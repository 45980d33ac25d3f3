/**
 * What the rules beside the model have learned (how long doors stand open, at which hours pumps run), over restarts: a rhythm takes weeks.
 *
 *     habits  0 … 31   {"version": 1, "sensors": {"hall.contact": {"as": "binary door false", "at": …, "learned": {…}}}}
 *
 * Written every hour and at the end: it changes with every door that is opened, and an hour of learning is soon learned again.
 */
import { hours, isRecord, type Timestamp } from '../core/base/index.ts';
import type { Special } from '../core/watch/special/index.ts';
import { Pages, paged } from './pages.ts';
import type { Notes, Observer } from './ports.ts';

const PAGES = 32;
/** Milliseconds between two times of writing. */
const EVERY = hours(1);

export class HabitMemory {
  readonly #pages: Pages;
  #keptAt: number;

  /** `now`: of a clock that nobody sets. */
  constructor(notes: Notes, observer: Observer, now: number) {
    this.#pages = new Pages('habits', notes, observer);
    this.#keptAt = now;
  }

  /** Hands out what was kept. */
  recall(special: Pick<Special, 'remember'>, at: Timestamp): void {
    let damaged = 0;
    for (const page of this.#pages.read()) {
      const sensors = page?.['sensors'];
      if (!isRecord(sensors)) damaged++;
      else for (const [id, saved] of Object.entries(sensors)) if (!special.remember(id, saved, at)) damaged++;
    }
    this.#pages.tellDamaged(damaged, 'notes about the habits of sensors');
  }

  /** To be called about once a second: writes when an hour has passed. */
  tick(special: Pick<Special, 'learned'>, now: number): void {
    if (now - this.#keptAt < EVERY) return;
    this.#keptAt = now;
    this.keep(special);
  }

  keep(special: Pick<Special, 'learned'>): void {
    this.#pages.write(
      paged(special.learned(), ([id]) => id, PAGES),
      (list) => ({ sensors: Object.fromEntries(list) }),
    );
  }
}

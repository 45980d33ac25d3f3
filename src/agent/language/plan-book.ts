/**
 * What is promised for later and what the owner wants of moods, for all conversations and across restarts.
 *
 *     Understanding ─ keep ─►┐
 *     Planner ─ take, note ─►┼─► book, preferences ─► Notes (one row each, written when they change)
 *     LanguagePath ─ withdraw┘
 */
import { between, fault, type Millis, minutes, parsedJson, type Timestamp } from '../../core/base/index.ts';
import type { Entity } from '../../core/domain/home.ts';
import { type Preferences, parsePreferences, serialisePreferences } from '../../core/language/mood/index.ts';
import {
  type Book,
  emptyBook,
  isEvent,
  type Job,
  onStateChange,
  type Place,
  parse,
  serialise,
  takeDue,
} from '../../core/language/schedule/index.ts';
import type { Notes, Observer } from '../ports.ts';
import type { Keeping } from '../understanding.ts';

const KIND = 'language';
/** What a thing that is waited for was like is written this often at most: a value near its limit must not wear out the card. */
const SELDOM: Millis = minutes(5);

export interface PlanBookParts {
  /** Absent: what is planned is forgotten at the end. */
  readonly notes?: Notes | undefined;
  readonly observer: Observer;
}

export class PlanBook implements Keeping {
  readonly #parts: PlanBookParts;
  #book: Book = emptyBook;
  #preferences: Preferences = [];
  /** Called when something else is planned. */
  changed: (() => void) | undefined;
  #written = Number.NEGATIVE_INFINITY as Timestamp;
  #dirty = false;

  constructor(parts: PlanBookParts) {
    this.#parts = parts;
    for (const { id, text } of this.#read()) {
      if (id === 'plans') {
        const { book, skipped } = parse(text);
        this.#book = book;
        this.#nonsense(skipped, 'plans');
      } else if (id === 'preferences') {
        const { preferences, skipped } = parsePreferences(parsedJson(text));
        this.#preferences = preferences;
        this.#nonsense(skipped, 'preferences');
      }
    }
  }

  get book(): Book {
    return this.#book;
  }
  get preferences(): Preferences {
    return this.#preferences;
  }

  keep(book: Book, preferences: Preferences): void {
    if (book !== this.#book) this.#turn(book);
    if (preferences === this.#preferences) return;
    this.#preferences = preferences;
    this.#write('preferences', JSON.stringify(serialisePreferences(preferences)));
  }

  /** Takes jobs off the book again, whose sentence could not be carried out. */
  withdraw(ids: readonly number[]): void {
    const jobs = this.#book.jobs.filter(({ id }) => !ids.includes(id));
    if (jobs.length < this.#book.jobs.length) this.#turn({ ...this.#book, jobs });
  }

  /** What is due now, and what nobody was there for. */
  take(
    now: Timestamp,
    zone: { readonly timezone: string; readonly place?: Place },
  ): { readonly due: readonly Job[]; readonly missed: readonly Job[] } {
    const { book, due, missed } = takeDue(this.#book, now, zone);
    // Written before anything of it is done: after a crash it is not done twice.
    if (book !== this.#book) this.#turn(book);
    return { due, missed };
  }

  /** Things that are waited for, as they are now: what has become so. */
  note(entity: (id: string) => Entity | undefined, now: Timestamp): readonly Job[] {
    let book = this.#book;
    const fired: Job[] = [];
    for (const id of new Set(book.jobs.flatMap(({ when }) => (isEvent(when) ? [when.entity] : [])))) {
      const after = entity(id);
      if (after === undefined) continue;
      const change = onStateChange(book, undefined, after);
      book = change.book;
      fired.push(...change.fired);
    }
    if (fired.length > 0) this.#turn(book);
    else if (book !== this.#book) {
      this.#book = book;
      this.#dirty = true;
    }
    if (this.#dirty && between(this.#written, now) >= SELDOM) {
      this.#written = now;
      this.flush();
    }
    return fired;
  }

  /** Writes what was not worth writing yet. */
  flush(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    this.#write('plans', JSON.stringify(serialise(this.#book)));
  }

  #turn(book: Book): void {
    this.#book = book;
    this.#dirty = true;
    this.flush();
    this.changed?.();
  }

  #read(): readonly { readonly id: string; readonly text: string }[] {
    const read = this.#parts.notes?.notes(KIND);
    if (read === undefined || read.ok) return read?.value ?? [];
    this.#parts.observer.fault('store', read.fault);
    return [];
  }

  #write(id: 'plans' | 'preferences', text: string): void {
    const kept = this.#parts.notes?.keepNote(KIND, { id, text });
    if (kept !== undefined && !kept.ok) this.#parts.observer.fault('store', kept.fault);
  }

  #nonsense(skipped: number, what: string): void {
    if (skipped > 0)
      this.#parts.observer.fault(
        'store',
        fault('store/nonsense', `${skipped} of the ${what} that were kept make no sense and are left out.`),
      );
  }
}

/**
 * The home over restarts: what was announced, and, for a short one, what was shown. One note in the store for each handful of announcements,
 * chosen by a digest of their topic, so that one new lamp writes one note anew.
 *
 *     home         0 … 127    {"version": 1, "announcements": […]}           within a minute of a change
 *     home-states  0 …        {"version": 1, "at": …, "states": {…}}         at the end only: a card would wear out by every state of a home
 */
import { type Fault, fault, isRecord, minutes, parsedJson, type Timestamp } from '../../core/base/index.ts';
import {
  loadAnnouncement,
  loadStates,
  type Registry,
  type SavedAnnouncement,
  type SavedState,
  savedAnnouncements,
  savedStates,
} from '../../core/home/registry/index.ts';
import type { Notes, Observer } from '../ports.ts';

const HOME = 'home';
const STATES = 'home-states';
const PAGES = 128;
/** States in one note, and the longest one that is kept: more than a list of effects is long. */
const STATES_PAGE = 500;
const LONGEST_STATE = 8_192;
/** Most characters in one note that are read, and written. */
const LONGEST_PAGE = 4_000_000;
/**
 * States are believed after a pause that is no longer: an update, a changed configuration. Within it a lamp may have been switched by hand, as
 * it may while the connection is lost for a moment; after a power cut nothing is as it was, and nothing was written.
 */
const BELIEVED = minutes(10);

interface InThisLife {
  readonly announcements: readonly SavedAnnouncement[];
  readonly states: readonly (readonly [id: string, SavedState])[];
  readonly at: Timestamp;
}

export class HomeMemory {
  readonly #notes: Notes | undefined;
  readonly #observer: Observer;
  /** Length and digest of each note as it is kept, by kind and id. */
  readonly #kept = new Map<string, string>();
  /** For another configuration where there is no store. */
  #life: InThisLife | undefined;
  #full = false;

  constructor(notes: Notes | undefined, observer: Observer) {
    this.#notes = notes;
    this.#observer = observer;
  }

  /** Fills a fresh registry with what was kept; `isOne`: whether devices announce themselves on this topic still. Damaged notes cost themselves. */
  recall(registry: Registry, isOne: (topic: string) => boolean, now: Timestamp): void {
    let damaged = 0;
    const take = (said: unknown): void => {
      const source = isRecord(said) ? said['source'] : undefined;
      if (typeof source !== 'string') damaged++;
      else if (isOne(source) && !loadAnnouncement(registry, said)) damaged++;
    };
    if (this.#notes === undefined) {
      for (const said of this.#life?.announcements ?? []) take(said);
      this.#believe(registry, Object.fromEntries(this.#life?.states ?? []), this.#life?.at, now);
    } else {
      for (const page of this.#pages(HOME)) {
        const announcements = page?.['announcements'];
        if (Array.isArray(announcements)) for (const said of announcements as unknown[]) take(said);
        else damaged++;
      }
      for (const page of this.#pages(STATES)) {
        if (page === undefined || !isRecord(page['states'])) damaged++;
        else this.#believe(registry, page['states'], page['at'], now);
      }
    }
    registry.leave(registry.sources.lost(now));
    if (damaged > 0)
      this.#tell(fault('store/nonsense', `${damaged} notes about the devices of the home make no sense and are left out.`), damaged);
  }

  /** Writes the notes about announcements that have changed. */
  keep(registry: Registry): void {
    const announcements = savedAnnouncements(registry);
    if (this.#notes === undefined) {
      this.#life = { announcements, states: this.#life?.states ?? [], at: this.#life?.at ?? (0 as Timestamp) };
      return;
    }
    const pages = Map.groupBy(announcements, ({ source }) => String(pageOf(source)));
    this.#write(HOME, pages, (list) => JSON.stringify({ version: 1, announcements: list }));
  }

  /** Writes what everything shows, at the end. */
  keepStates(registry: Registry, at: Timestamp): void {
    // What the broker does not keep an announcement of is not believed anyway.
    const isKept = (id: string): boolean => registry.sources.get(registry.find(id)?.source ?? '')?.retained === true;
    const states = savedStates(registry).filter(
      ([id, state]) => state.state !== 'unknown' && isKept(id) && JSON.stringify(state).length <= LONGEST_STATE,
    );
    if (this.#notes === undefined) {
      this.#life = { announcements: this.#life?.announcements ?? [], states, at };
      return;
    }
    const pages = new Map<string, typeof states>();
    for (let from = 0; from < states.length; from += STATES_PAGE)
      pages.set(String(from / STATES_PAGE), states.slice(from, from + STATES_PAGE));
    this.#write(STATES, pages, (list) => JSON.stringify({ version: 1, at, states: Object.fromEntries(list) }));
  }

  #believe(registry: Registry, states: unknown, at: unknown, now: Timestamp): void {
    if (typeof at === 'number' && at <= now && now - at <= BELIEVED) loadStates(registry, states, at as Timestamp);
  }

  /** The notes of a kind, read; undefined for one that is damaged. */
  #pages(kind: string): readonly (Readonly<Record<string, unknown>> | undefined)[] {
    const read = this.#notes?.notes(kind);
    if (read === undefined) return [];
    if (!read.ok) {
      this.#tell(read.fault);
      return [];
    }
    return read.value.map(({ id, text }) => {
      this.#kept.set(`${kind} ${id}`, markOf(text));
      const page = text.length <= LONGEST_PAGE ? parsedJson(text) : undefined;
      return isRecord(page) && page['version'] === 1 ? page : undefined;
    });
  }

  #write<T>(kind: string, pages: ReadonlyMap<string, T>, textOf: (page: T) => string): void {
    if (this.#notes === undefined) return;
    for (const [id, page] of pages) {
      const text = textOf(page);
      const mark = markOf(text);
      if (this.#kept.get(`${kind} ${id}`) === mark) continue;
      if (text.length > LONGEST_PAGE) {
        if (!this.#full) this.#tell(fault('home/not-kept', 'Some devices announce too much to be kept over a restart.'));
        this.#full = true;
        continue;
      }
      const done = this.#notes.keepNote(kind, { id, text });
      // Tried again next time. A store that cannot be written has said so when it was opened.
      if (!done.ok && done.fault.code !== 'store/unwritable') this.#tell(done.fault);
      if (!done.ok) return;
      this.#kept.set(`${kind} ${id}`, mark);
    }
    for (const name of this.#kept.keys()) {
      const id = name.startsWith(`${kind} `) ? name.slice(kind.length + 1) : undefined;
      if (id === undefined || pages.has(id)) continue;
      if (!this.#notes.dropNote(kind, id).ok) return;
      this.#kept.delete(name);
    }
  }

  #tell(trouble: Fault, count = 1): void {
    this.#observer.fault('store', trouble, count);
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
const pageOf = (source: string): number => hash(source) % PAGES;
/** Two texts of one length and hash after a change of one of them: once in four thousand million changes one is written at the next. */
const markOf = (text: string): string => `${text.length}:${hash(text)}`;

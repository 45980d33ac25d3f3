/**
 * The home over restarts: what was announced, and, for a short one, what was shown. One note in the store for each handful of announcements,
 * chosen by a digest of their topic, so that one new lamp writes one note anew.
 *
 *     home         0 … 127    {"version": 1, "announcements": […]}           within a minute of a change
 *     home-states  0 …        {"version": 1, "at": …, "states": {…}}         at the end only: a card would wear out by every state of a home
 */
import { isRecord, minutes, type Timestamp } from '../../core/base/index.ts';
import {
  loadAnnouncement,
  loadStates,
  type Registry,
  type SavedAnnouncement,
  type SavedState,
  savedAnnouncements,
  savedStates,
} from '../../core/home/registry/index.ts';
import { Pages, paged } from '../pages.ts';
import type { Notes, Observer } from '../ports.ts';

const PAGES = 128;
/** States in one note, and the longest one that is kept: more than a list of effects is long. */
const STATES_PAGE = 500;
const LONGEST_STATE = 8_192;
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
  readonly #kept: { readonly home: Pages; readonly states: Pages } | undefined;
  /** For another configuration where there is no store. */
  #life: InThisLife = { announcements: [], states: [], at: Number.NaN as Timestamp };

  constructor(notes: Notes | undefined, observer: Observer) {
    if (notes !== undefined) this.#kept = { home: new Pages('home', notes, observer), states: new Pages('home-states', notes, observer) };
  }

  /** Fills a fresh registry with what was kept; `isOne`: whether devices announce themselves on this topic still. Damaged notes cost themselves. */
  recall(registry: Registry, isOne: (topic: string) => boolean, now: Timestamp): void {
    if (this.#kept === undefined) {
      for (const said of this.#life.announcements) if (isOne(said.source)) loadAnnouncement(registry, said);
      believe(registry, Object.fromEntries(this.#life.states), this.#life.at, now);
    } else {
      const { home, states } = this.#kept;
      let damaged = 0;
      for (const page of home.read()) {
        const announcements = page?.['announcements'];
        for (const said of Array.isArray(announcements) ? (announcements as unknown[]) : [undefined]) {
          const source = isRecord(said) ? said['source'] : undefined;
          if (typeof source !== 'string' || (isOne(source) && !loadAnnouncement(registry, said))) damaged++;
        }
      }
      for (const page of states.read())
        if (page !== undefined && isRecord(page['states'])) believe(registry, page['states'], page['at'], now);
        else damaged++;
      home.tellDamaged(damaged, 'notes about the devices of the home');
    }
    registry.leave(registry.sources.lost(now));
  }

  /** Writes the notes about announcements that have changed. */
  keep(registry: Registry): void {
    const announcements = savedAnnouncements(registry);
    if (this.#kept === undefined) this.#life = { ...this.#life, announcements };
    else
      this.#kept.home.write(
        paged(announcements, ({ source }) => source, PAGES),
        (list) => ({ announcements: list }),
      );
  }

  /** Writes what everything shows, at the end. */
  keepStates(registry: Registry, at: Timestamp): void {
    // What the broker does not keep an announcement of is not believed anyway.
    const isKept = (id: string): boolean => registry.sources.get(registry.find(id)?.source ?? '')?.retained === true;
    const states = savedStates(registry).filter(
      ([id, state]) => state.state !== 'unknown' && isKept(id) && JSON.stringify(state).length <= LONGEST_STATE,
    );
    if (this.#kept === undefined) {
      this.#life = { ...this.#life, states, at };
      return;
    }
    const pages = new Map<string, typeof states>();
    for (let from = 0; from < states.length; from += STATES_PAGE)
      pages.set(String(from / STATES_PAGE), states.slice(from, from + STATES_PAGE));
    this.#kept.states.write(pages, (list) => ({ at, states: Object.fromEntries(list) }));
  }
}

function believe(registry: Registry, states: unknown, at: unknown, now: Timestamp): void {
  if (typeof at === 'number' && at <= now && now - at <= BELIEVED) loadStates(registry, states, at as Timestamp);
}

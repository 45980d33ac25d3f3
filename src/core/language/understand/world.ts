/** What understanding knows besides the sentence. */
import type { Timestamp } from '../../base/index.ts';
import type { Entity, Home } from '../../domain/home.ts';
import type { AlertRecord, History } from '../answer/index.ts';
import type { HomeIndex } from '../mention/index.ts';
import type { Preferences } from '../mood/index.ts';
import type { Book, Calendar, Place } from '../schedule/index.ts';

export interface World {
  readonly index: HomeIndex;
  /** The home as it is now. */
  readonly home: () => Home;
  /** The entity as it is now: the home's, or as the conversation has left it. */
  readonly now: (id: string) => Entity | undefined;
  readonly at: Timestamp;
  /** IANA name, for clock times. */
  readonly timezone: string;
  /** Id of the speaker's area. */
  readonly area?: string;
  /** Changes of an entity's state, newest last. */
  readonly history: (id: string) => History;
  /** Alerts, open and lately cleared. */
  readonly alerts: () => readonly AlertRecord[];
  /** What is planned, as it is now. */
  readonly book: () => Book;
  /** For sunrise and sunset, where it is configured. */
  readonly place?: Place;
  /** What the owner wants of moods. */
  readonly preferences: () => Preferences;
}

/** What the schedule book is asked with. */
export const calendarOf = (world: World): Calendar => ({
  now: world.at,
  timezone: world.timezone,
  home: world.home(),
  ...(world.place === undefined ? {} : { place: world.place }),
});

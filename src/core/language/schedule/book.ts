/**
 * The schedule book: what was promised for later. A value; every change gives a new book. It is plain data, so that it survives a restart
 * (`store.ts`), and it has a limit.
 *
 *     add ──► [ job, job, … ≤ 100 ] ── takeDue(now) ──────► due (and missed, when nobody was there at the time)
 *                                   └─ onStateChange ─────► fired
 */
import { type Millis, minutes, type Timestamp, timestamp } from '../../base/index.ts';
import type { Action, Entity, Home } from '../../domain/home.ts';
import { sayWord } from '../reply/index.ts';
import { sayJob } from './list.ts';
import type { Place } from './sun.ts';
import { cannot, type Due, due, type Event, type Every, holds, isEvent, type When } from './when.ts';

export const MAX_JOBS = 100;
/** Characters of what is kept as it was said. */
export const MAX_TEXT = 500;
/** Actions of one job. */
export const MAX_ACTIONS = 200;
/** What is later than this was missed: the heating of the morning is not switched on at noon because the power came back. */
export const GRACE: Millis = minutes(10);

export interface Job {
  /** Never used again; also what "cancel number 2" does not mean: that is the place in the list. */
  readonly id: number;
  readonly when: When;
  /** Absent: once. */
  readonly every?: Every;
  /** For what has a time: the next one. */
  readonly at?: Timestamp;
  /** What is done; judged again by the authority when it is. */
  readonly actions: readonly Action[];
  /** As it was said: "turn off the hall light". */
  readonly text: string;
  readonly added: Timestamp;
  /** Where it was said, and in which conversation. */
  readonly area?: string;
  readonly conversation?: string;
  /** Risky actions in it were confirmed when it was made. */
  readonly confirmed?: true;
  /** A timer: it is told that it is over; `text` is its name, or empty. */
  readonly rings?: true;
  /** A timer that says `text`: a note to be reminded of, or what was waited for as a fact. */
  readonly tells?: 'note' | 'fact';
  /** For what waits for something: whether it was so when it was last known; fires when this turns from false to true. */
  readonly held?: boolean;
}

export interface Book {
  readonly next: number;
  /** In the order added. */
  readonly jobs: readonly Job[];
}
export const emptyBook: Book = { next: 1, jobs: [] };

/** What a book is asked with. */
export interface Calendar {
  readonly now: Timestamp;
  /** IANA name. */
  readonly timezone: string;
  readonly home: Home;
  /** For sunrise and sunset, where it is configured. */
  readonly place?: Place;
}

export type Added =
  | {
      readonly ok: true;
      readonly book: Book;
      readonly job: Job;
      /** "at 19:00: turn off the hall light" */
      readonly said: string;
      /** The state asked for is so already; it is waited for until it is so again. */
      readonly already: boolean;
    }
  | (Due & { readonly kind: 'cannot'; readonly ok: false });

const refuse = (refused: Due & { kind: 'cannot' }): Added => ({ ok: false, ...refused });

/** What is to be kept, before it has a number and a time. */
export type Wanted = Pick<Job, 'when' | 'actions' | 'text'> &
  Partial<Pick<Job, 'every' | 'area' | 'conversation' | 'confirmed' | 'rings' | 'tells'>>;

/** Adds a job, or says why it cannot be kept. */
export function add(book: Book, wanted: Wanted, calendar: Calendar): Added {
  if (book.jobs.length >= MAX_JOBS) return refuse(cannot('full', `I keep ${MAX_JOBS} plans at most; cancel some first`));
  if (wanted.actions.length === 0 && wanted.text.trim() === '' && wanted.rings !== true)
    return refuse(cannot('invalid', 'there is nothing to do'));
  const found = due(wanted.when, calendar.now, calendar.timezone, calendar.place, wanted.every);
  if (found.kind === 'cannot') return refuse(found);
  let held: boolean | undefined;
  if (isEvent(wanted.when)) {
    const { when } = wanted;
    const entity = calendar.home.entities.find((e) => e.id === when.entity);
    if (entity === undefined) return refuse(cannot('no_device', 'I do not know that device'));
    held = holds(when, entity);
    // What can never be told of this device would wait for ever.
    if (held === undefined && !couldHold(entity, when))
      return refuse(cannot('no_state', `I cannot tell when that is “${sayWord(wordOf(when))}”`));
  }
  const job: Job = {
    ...wanted,
    actions: wanted.actions.slice(0, MAX_ACTIONS),
    text: wanted.text.slice(0, MAX_TEXT),
    id: book.next,
    added: calendar.now,
    ...(found.kind === 'time' ? { at: found.at } : {}),
    ...(held === undefined ? {} : { held }),
  };
  return { ok: true, book: { next: book.next + 1, jobs: [...book.jobs, job] }, job, said: sayJob(job, calendar), already: held === true };
}

const SOME_STATES = [
  'on',
  'off',
  'open',
  'closed',
  'locked',
  'unlocked',
  'idle',
  'playing',
  'home',
  'docked',
  'active',
  'running',
  'disarmed',
  'heat',
];
/** Whether it would mean something in some state of that entity, now that it is unavailable. */
const couldHold = (entity: Entity, when: Event): boolean =>
  (entity.state === 'unavailable' || entity.state === 'unknown') &&
  (when.kind === 'level' || SOME_STATES.some((state) => holds(when, { ...entity, state }) !== undefined));
const wordOf = (when: Event): string => (when.kind === 'state' ? when.word : `${when.side} ${when.value}`);

/**
 * What is due, in order of time. A job more than ten minutes late is `missed`: it is told, not done. Both are off the book, but for what
 * comes again and again: that is kept for its next time.
 */
export function takeDue(
  book: Book,
  now: Timestamp,
  zone: Pick<Calendar, 'timezone' | 'place'>,
): { readonly book: Book; readonly due: readonly Job[]; readonly missed: readonly Job[] } {
  const ripe = book.jobs.filter(({ at }) => at !== undefined && at <= now).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.id - b.id);
  if (ripe.length === 0) return { book, due: [], missed: [] };
  const late = ({ at }: Job): boolean => now - (at ?? now) > GRACE;
  const ids = new Set(ripe.map(({ id }) => id));
  return {
    book: { ...book, jobs: book.jobs.flatMap((job) => (ids.has(job.id) ? (again(job, now, zone) ?? []) : [job])) },
    due: ripe.filter((job) => !late(job)),
    missed: ripe.filter(late),
  };
}

/** The job at its next time; undefined for what is done once, and where there is no next time. */
function again(job: Job, now: Timestamp, { timezone, place }: Pick<Calendar, 'timezone' | 'place'>): Job | undefined {
  const { every } = job;
  if (every === undefined) return undefined;
  if ('seconds' in every) {
    // On the beat that it began with, however late this is.
    const step = every.seconds * 1_000;
    const from = job.at ?? now;
    return { ...job, at: timestamp(from + Math.max(1, Math.floor((now - from) / step) + 1) * step) };
  }
  const next = due(job.when, now, timezone, place, every);
  return next.kind === 'time' ? { ...job, at: next.at } : undefined;
}

/** When the next job is due; undefined when none has a time. */
export function nextDue(book: Book): Timestamp | undefined {
  return book.jobs.reduce<Timestamp | undefined>(
    (soonest, { at }) => (at !== undefined && (soonest === undefined || at < soonest) ? at : soonest),
    undefined,
  );
}

/**
 * An entity has changed: what waited for it is fired and off the book. It fires when the word was known not to hold and holds now, also
 * across a time in which nothing was known: a device that drops off the network and comes back as it was does not fire.
 */
export function onStateChange(
  book: Book,
  before: Entity | undefined,
  after: Entity,
): { readonly book: Book; readonly fired: readonly Job[] } {
  const fired: Job[] = [];
  let changed = false;
  const jobs = book.jobs.flatMap((job) => {
    if (!isEvent(job.when) || job.when.entity !== after.id) return [job];
    const now = holds(job.when, after);
    if (now === undefined) return [job];
    const held = job.held ?? (before === undefined ? undefined : holds(job.when, before));
    if (now && held === false) {
      fired.push(job);
      return job.every === undefined ? [] : [{ ...job, held: now }];
    }
    if (job.held === now) return [job];
    changed = true;
    return [{ ...job, held: now }];
  });
  return fired.length === 0 && !changed ? { book, fired } : { book: { ...book, jobs }, fired };
}

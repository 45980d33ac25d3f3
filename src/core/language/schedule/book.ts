/**
 * The schedule book: what was promised for later. A value; every change gives a new book. It is plain data, so that it survives a restart
 * (`store.ts`), and it has a limit.
 *
 *     add ──► [ job, job, … ≤ 100 ] ── takeDue(now) ──────► due (and missed, when nobody was there at the time)
 *                                   └─ onStateChange ─────► fired
 */
import { type Millis, minutes, type Timestamp } from '../../base/index.ts';
import type { Action, Entity, Home } from '../../domain/home.ts';
import { capitalised, doingPhrase, listed, paragraph, sayWord } from '../reply/index.ts';
import { sayWhen } from './say.ts';
import type { Place } from './sun.ts';
import { cannot, type Due, due, type Event, holds, isEvent, type When } from './when.ts';

export const MAX_JOBS = 100;
/** Actions of one job. */
export const MAX_ACTIONS = 200;
/** What is later than this was missed: the heating of the morning is not switched on at noon because the power came back. */
export const GRACE: Millis = minutes(10);

export interface Job {
  /** Never used again; also what "cancel number 2" does not mean: that is the place in the list. */
  readonly id: number;
  readonly when: When;
  /** For what has a time. */
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

/** Adds a job, or says why it cannot be kept. */
export function add(
  book: Book,
  wanted: Pick<Job, 'when' | 'actions' | 'text'> & Partial<Pick<Job, 'area' | 'conversation' | 'confirmed'>>,
  calendar: Calendar,
): Added {
  if (book.jobs.length >= MAX_JOBS) return refuse(cannot('full', `I keep ${MAX_JOBS} plans at most; cancel some first`));
  if (wanted.actions.length === 0 && wanted.text.trim() === '') return refuse(cannot('invalid', 'there is nothing to do'));
  const found = due(wanted.when, calendar.now, calendar.timezone, calendar.place);
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
    text: wanted.text.slice(0, 500),
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

/** What is due, in order of time. A job more than ten minutes late is `missed`: it is told, not done. Both are off the book. */
export function takeDue(
  book: Book,
  now: Timestamp,
): { readonly book: Book; readonly due: readonly Job[]; readonly missed: readonly Job[] } {
  const ripe = book.jobs.filter(({ at }) => at !== undefined && at <= now).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.id - b.id);
  if (ripe.length === 0) return { book, due: [], missed: [] };
  const late = ({ at }: Job): boolean => now - (at ?? now) > GRACE;
  const ids = new Set(ripe.map(({ id }) => id));
  return {
    book: { ...book, jobs: book.jobs.filter(({ id }) => !ids.has(id)) },
    due: ripe.filter((job) => !late(job)),
    missed: ripe.filter(late),
  };
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
      return [];
    }
    if (job.held === now) return [job];
    changed = true;
    return [{ ...job, held: now }];
  });
  return fired.length === 0 && !changed ? { book, fired } : { book: { ...book, jobs }, fired };
}

/** By time, then those that wait for something, in the order added. This is the order of "the second one". */
export const ordered = (book: Book): readonly Job[] =>
  book.jobs.toSorted((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY) || a.id - b.id);

/** What a job does, in words: its actions, or as it was said. */
const sayDeed = (job: Job, home: Home): string =>
  job.actions.length > 0 && job.actions.length <= 12 ? doingPhrase(job.actions, home) : sayWord(job.text);

/** "at 19:00: turn off the hall light" */
export const sayJob = (job: Job, { now, timezone, home }: Omit<Calendar, 'place'>): string =>
  `${sayWhen(job.when, job.at, now, timezone, home)}: ${sayDeed(job, home)}`;

/** "2 plans. At 19:00: turn off the hall light. When the washing machine is done: turn on the desk lamp." */
export function sayBook(book: Book, calendar: Omit<Calendar, 'place'>): string {
  const jobs = ordered(book);
  if (jobs.length === 0) return 'Nothing is planned.';
  const shown = jobs.slice(0, 5).map((job) => `${capitalised(sayJob(job, calendar))}.`);
  const beyond = jobs.length > 5 ? [`And ${jobs.length - 5} more.`] : [];
  return paragraph([...(jobs.length === 1 ? [] : [`${jobs.length} plans.`]), ...shown, ...beyond]);
}

export type Which =
  | { readonly all: true }
  /** 1 is the first of the list as it is said; -1 the last. */
  | { readonly index: number }
  | { readonly ids: readonly number[] }
  /** Words of what is planned or when: "the hall light", "at 19:00". */
  | { readonly words: readonly string[] };

export type Cancelled =
  | { readonly kind: 'cancelled'; readonly book: Book; readonly jobs: readonly Job[]; readonly said: string }
  /** More than one fits the words: the caller asks, and cancels by ids. */
  | { readonly kind: 'ambiguous'; readonly jobs: readonly Job[]; readonly said: string }
  | { readonly kind: 'none'; readonly said: string };

const COMMON: ReadonlySet<string> = new Set(
  'the a an at on in to of my that this plan plans planned schedule scheduled command turn switch set cancel for and it is'.split(' '),
);
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\d{1,2}:\d{2}|[\p{L}\p{N}]+/gu) ?? [];

/** Cancels by words, by place in the list, by ids, or all. */
export function cancel(book: Book, which: Which, calendar: Omit<Calendar, 'place'>): Cancelled {
  const list = ordered(book);
  if (list.length === 0) return { kind: 'none', said: 'Nothing is planned.' };
  let found: readonly Job[];
  if ('all' in which) found = list;
  else if ('index' in which) {
    const job = list.at(which.index > 0 ? which.index - 1 : which.index);
    found = which.index === 0 || job === undefined ? [] : [job];
  } else if ('ids' in which) found = list.filter(({ id }) => which.ids.includes(id));
  else {
    const wanted = which.words.flatMap(wordsOf).filter((word) => !COMMON.has(word));
    found = list.filter((job) => {
      const own = new Set([...wordsOf(sayJob(job, calendar)), ...wordsOf(job.text)]);
      return wanted.every((word) => own.has(word) || own.has(`${word}s`) || own.has(word.replace(/s$/, '')));
    });
    if (found.length > 1)
      return {
        kind: 'ambiguous',
        jobs: found,
        said: paragraph([
          `Which one: ${listed(
            found.map((job) => sayJob(job, calendar)),
            'or',
          )}?`,
        ]),
      };
  }
  if (found.length === 0) return { kind: 'none', said: 'I have planned no such thing.' };
  const ids = new Set(found.map(({ id }) => id));
  const [first] = found;
  const said = found.length === 1 && first !== undefined ? `Cancelled: ${sayJob(first, calendar)}.` : `Cancelled ${found.length} plans.`;
  return { kind: 'cancelled', book: { ...book, jobs: book.jobs.filter(({ id }) => !ids.has(id)) }, jobs: found, said: paragraph([said]) };
}

/** The book in words, and what is taken off it by words: "what is planned", "cancel the second one". */
import type { Home } from '../../domain/home.ts';
import { capitalised, doingPhrase, listed, paragraph, sayWord } from '../reply/index.ts';
import type { Book, Calendar, Job } from './book.ts';
import { sayWhen } from './say.ts';

/** By time, then those that wait for something, in the order added. This is the order of "the second one". */
export const ordered = (book: Book): readonly Job[] =>
  book.jobs.toSorted((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY) || a.id - b.id);

/** What a job does, in words: its actions, or as it was said. */
function sayDeed(job: Job, home: Home): string {
  if (job.tells !== undefined) return job.tells === 'fact' ? 'tell you' : `remind you${job.text === '' ? '' : `: ${sayWord(job.text)}`}`;
  if (job.rings === true) return sayRing(job);
  return job.actions.length > 0 && job.actions.length <= 12 ? doingPhrase(job.actions, home) : sayWord(job.text);
}

/** "the pizza timer"; a timer without a name is one. */
export function sayRing({ text }: Pick<Job, 'text'>): string {
  const name = sayWord(text);
  return name === '' ? 'the timer' : /timer$/i.test(name) ? `the ${name}` : `the ${name} timer`;
}

/** "at 19:00: turn off the hall light" */
export const sayJob = (job: Job, { now, timezone, home }: Omit<Calendar, 'place'>): string =>
  `${sayWhen(job, now, timezone, home)}: ${sayDeed(job, home)}`;

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
  'the a an at on in to of my that this plan plans planned schedule scheduled command turn switch set cancel for and it is reminder reminders remind me'.split(
    ' ',
  ),
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

/** What a sentence changes on the schedule book; it is written there once the sentence is done, or confirmed. */
import { add, type Book, type Calendar, type Job, type Wanted } from '../../schedule/index.ts';

export interface PlanChange {
  readonly add?: Wanted;
  /** Ids of jobs that are taken off. */
  readonly cancel?: readonly number[];
  /** Jobs that had been taken off, put back as they were. */
  readonly restore?: readonly Job[];
}

export interface Planned {
  readonly book: Book;
  readonly added: readonly number[];
  readonly cancelled: readonly Job[];
}

/** The book after the changes, in their order. What cannot be added any more is left out: its sentence was tried before. */
export function changed(book: Book, changes: readonly PlanChange[], calendar: Calendar, confirmed: boolean): Planned {
  let now = book;
  const added: number[] = [];
  const cancelled: Job[] = [];
  for (const { add: wanted, cancel = [], restore = [] } of changes) {
    cancelled.push(...now.jobs.filter(({ id }) => cancel.includes(id)));
    if (cancel.length > 0) now = { ...now, jobs: now.jobs.filter(({ id }) => !cancel.includes(id)) };
    const gone = restore.filter(({ id }) => !now.jobs.some((job) => job.id === id));
    if (gone.length > 0) now = { ...now, jobs: [...now.jobs, ...gone].toSorted((a, b) => a.id - b.id) };
    added.push(...gone.map(({ id }) => id));
    if (wanted === undefined) continue;
    const made = add(now, confirmed ? { ...wanted, confirmed: true } : wanted, calendar);
    if (!made.ok) continue;
    now = made.book;
    added.push(made.job.id);
  }
  return { book: now, added, cancelled };
}

/** What is promised for later: times and conditions as data, and the book that keeps them. */
export {
  type Added,
  add,
  type Book,
  type Calendar,
  emptyBook,
  GRACE,
  type Job,
  MAX_JOBS,
  MAX_TEXT,
  nextDue,
  onStateChange,
  takeDue,
  type Wanted,
} from './book.ts';
export { DAY, localParts, type Weekday, weekdays } from './clock.ts';
export { type Cancelled, cancel, ordered, sayBook, sayJob, sayRing, type Which } from './list.ts';
export { sayEvent, sayTime, sayWhen } from './say.ts';
export { type Parsed, parse, serialise } from './store.ts';
export { type Place, sunTime } from './sun.ts';
export { type Due, due, type Event, type Every, holds, isEvent, SOONEST, type Unkept, type When } from './when.ts';

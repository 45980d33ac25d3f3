/** What is promised for later: times and conditions as data, and the book that keeps them. */
export {
  type Added,
  add,
  type Book,
  type Calendar,
  type Cancelled,
  cancel,
  emptyBook,
  GRACE,
  type Job,
  MAX_JOBS,
  nextDue,
  onStateChange,
  ordered,
  sayBook,
  sayJob,
  takeDue,
  type Which,
} from './book.ts';
export { type Weekday, weekdays } from './clock.ts';
export { sayTime, sayWhen } from './say.ts';
export { type Parsed, parse, serialise } from './store.ts';
export { type Place, sunTime } from './sun.ts';
export { type Due, due, type Unkept, type When } from './when.ts';

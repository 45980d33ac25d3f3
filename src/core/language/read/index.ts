/** A clause's words → what is wanted and what it is about. */
export { clockBehind } from './clock-times.ts';
export type { NamedPlace, Phrase, Phrases, Place } from './phrases.ts';
export { phrasesIn } from './phrases.ts';
export { type ReadClause, readClause } from './read.ts';
export { readShared } from './shared.ts';
export { durationIn, valuesIn } from './values.ts';
export { type DayTime, type WhenSaid, whenIn } from './when.ts';

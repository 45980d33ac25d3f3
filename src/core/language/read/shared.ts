/**
 * A clause that leaves out what the one before has said: "set the brightness of the light in the corridor to 50, in the store room to 100",
 * "29 degrees in the study and 25 degrees in the living room". Only a place and a value are new; the thing and what of it is set are not.
 */
import type { ProposedClause } from '../propose/index.ts';
import { isPlace, type Sentence } from '../sentence.ts';
import { type ReadClause, readClause } from './read.ts';

/** What a clause says, with what it leaves to the clause whose verb it shares. */
export function readShared(sentence: Sentence, clause: ProposedClause, clauses: readonly ProposedClause[]): ReadClause {
  const read = readClause(sentence, clause);
  const own = clauses.indexOf(clause);
  if (own > 0 && isPlain(sentence, read)) return { ...read, ...warmthOf(sentence, clauses[own - 1], clauses, read) };
  const first = clause.sharesWith === undefined ? undefined : clauses[clause.sharesWith];
  const { places, targets } = read.phrases;
  // Each clause shares with an earlier one, so this comes to an end.
  if (first === undefined || first.from >= clause.from || places.length === 0 || targets.length > 0) return read;
  const before = readShared(sentence, first, clauses);
  const attribute = read.deed.attribute ?? before.deed.attribute;
  const things = before.phrases.targets
    .map((phrase) => ({ ...phrase, tokens: phrase.tokens.filter((at) => !isPlace(sentence, at)) }))
    .filter(({ tokens, pronoun }) => tokens.length > 0 || pronoun !== undefined)
    // Several places are several things, as in any clause.
    .flatMap((phrase) => places.map((place) => ({ ...phrase, places: [place] })));
  return {
    ...read,
    deed: { ...read.deed, ...(attribute === undefined ? {} : { attribute }) },
    more: read.more.map((one) => ({ ...one, ...(attribute === undefined ? {} : { attribute }) })),
    phrases: things.length === 0 ? read.phrases : { ...read.phrases, targets: things, places: [] },
    named: read.named || before.named,
  };
}

/** "and drop upstairs to 17": a place and a bare number. */
const isPlain = (sentence: Sentence, { deed, phrases }: ReadClause): boolean =>
  /^(?:set|raise|lower)$/.test(deed.intent) &&
  deed.attribute === undefined &&
  deed.value?.kind === 'number' &&
  deed.value.unit === '' &&
  phrases.targets.length > 0 &&
  phrases.targets.every(({ tokens, pronoun }) => pronoun === undefined && tokens.length > 0 && tokens.every((at) => isPlace(sentence, at)));

/** After "warm the downstairs to 21" such a number is one of degrees. */
function warmthOf(
  sentence: Sentence,
  before: ProposedClause | undefined,
  clauses: readonly ProposedClause[],
  { deed }: ReadClause,
): Partial<ReadClause> {
  const said = before === undefined ? undefined : readShared(sentence, before, clauses).deed;
  return said?.attribute === 'temperature' && said.value?.kind === 'number' ? { deed: { ...deed, attribute: 'temperature' } } : {};
}

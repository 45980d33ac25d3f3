/**
 * The one natural sentence that goes back after a request: what was done and to what, what was not and why, what must be asked first.
 * Never longer than `MAX_REPLY`.
 */
import type { Action, Home } from '../../domain/home.ts';
import { doingPhrase, doneSentences } from './done.ts';
import { paragraph, plural } from './lists.ts';
import { capitalised } from './names.ts';
import { type Refused, refusedSentence, whichOne } from './refused.ts';

/** What was done and what was not. */
export function replyTo(actions: readonly Action[], home: Home, refused: readonly Refused[] = []): string {
  const said = [...doneSentences(actions, home), ...new Set(refused.map((one) => refusedSentence(one, home)))];
  return said.length === 0 ? 'There was nothing to do.' : paragraph(said);
}

/** "Which one: the desk lamp or the floor lamp?", after what was done besides. */
export const askWhich = (candidates: readonly string[], home: Home, done: readonly Action[] = [], text = ''): string =>
  paragraph([...doneSentences(done, home), whichOne(candidates, home, text)]);

/** How a confirmation is given: by yes, by PIN, or either. */
export type Means = 'yes' | 'pin' | 'either';
const MEANS: Readonly<Record<Means, string>> = { yes: 'yes', pin: 'your PIN', either: 'yes or your PIN' };

/** "Unlock the front door? Say yes or your PIN within 30 seconds." */
export function askConfirmation(actions: readonly Action[], home: Home, means: Means = 'either', seconds = 30): string {
  const end = `Say ${MEANS[means]} within ${plural(seconds, 'second')}.`;
  const question = capitalised(doingPhrase(actions, home));
  return paragraph([question.length + end.length < 480 ? `${question}?` : `Do all ${plural(actions.length, 'action')}?`, end]);
}

/** "That would be 8 devices: …. Shall I?" Asked before a mood reaches further than its speaker may think. */
export function askMany(actions: readonly Action[], home: Home): string {
  const count = new Set(actions.map(({ entity }) => entity)).size;
  const what = capitalised(doingPhrase(actions, home));
  const question = `That would be ${plural(count, 'device')}. Shall I?`;
  return what.length + question.length < 490 ? `${what}? ${question}` : question;
}

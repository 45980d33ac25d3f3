/** Where a time between two commands belongs: "…, then in five minutes turn off the TV", "the lamp at ten and the fan at eleven". */
import { ACTION_VERBS } from '../../lexicon/words.ts';
import { type WhenSaid, whenIn } from '../../read/when.ts';
import { isName, type Sentence } from '../../sentence.ts';

/** What a clause may end with: how something is to be. */
export const STATES = /^(?:on|off|open|closed|shut|locked|unlocked|up|down|out)$/;
const ENDS = /^(?:and|then|but|,|;|\.)$/;

/** Behind the time that begins at `at` and after which something else is said; `at` where there is none. */
export function afterTime(sentence: Sentence, at: number, to: number): number {
  if (isName(sentence, at)) return at;
  const when = whenIn(sentence, at, to);
  if (when === undefined || when.from !== at || when.kind === 'event' || when.kind === 'until' || when.to >= to) return at;
  return sentence.tokens[when.to]?.text === ',' ? when.to + 1 : when.to;
}

/**
 * "turn the TV off at ten and the lamp at eleven", "… on in ten minutes and the lamp off": a clause that ends with a time, and something else
 * with an end of its own, be it a time or a state.
 */
export function sharesBeyondTime(sentence: Sentence, start: number, conjunction: number, next: number, to: number): boolean {
  const before = endingTime(sentence, start, conjunction);
  if (before === undefined) return false;
  let end = next;
  while (end < to && !(ENDS.test(sentence.tokens[end]?.text ?? '') && !isName(sentence, end))) end++;
  const named = (last: number): boolean => {
    for (let i = next; i < last; i++) if (sentence.mentionAt[i] !== undefined) return true;
    return false;
  };
  const own = whenIn(sentence, next, end);
  if (own !== undefined) return own.to === end && own.from > next && named(own.from);
  // "on" and "off" both: of one kind they would be two ends of one thing.
  return STATES.test(sentence.tokens[end - 1]?.text ?? '') && named(end - 1) && saysState(sentence, start, before.from);
}

/** "… at sunset and off at midnight", "to 18 at eleven and to 21 at six": another end of the same thing, with a time of its own. */
export function endsAgain(sentence: Sentence, start: number, conjunction: number, next: number, to: number): 'state' | 'value' | undefined {
  if (endingTime(sentence, start, conjunction) === undefined) return undefined;
  const { tokens } = sentence;
  const state = STATES.test(tokens[next]?.text ?? '');
  const value = !state && /^(?:to|at)$/.test(tokens[next]?.text ?? '') && tokens[next + 1]?.number !== undefined;
  if (!state && !value) return undefined;
  const own = whenIn(sentence, next, to);
  if (own === undefined || own.from <= next) return undefined;
  for (let i = next + 1; i < own.from; i++) if (sentence.mentionAt[i] !== undefined) return undefined;
  return state ? 'state' : 'value';
}

/** "… now and in ten minutes the lamp": a time and a thing, for the verb before. */
export function sharesAfterTime(sentence: Sentence, start: number, timed: number, to: number): boolean {
  if (!ACTION_VERBS.has(sentence.tokens[start]?.text ?? '')) return false;
  const at = /^(?:the|my|our|all)$/.test(sentence.tokens[timed]?.text ?? '') ? timed + 1 : timed;
  return at < to && sentence.mentionAt[at] !== undefined;
}

function endingTime(sentence: Sentence, start: number, end: number): WhenSaid | undefined {
  const when = whenIn(sentence, start, end);
  if (when === undefined || when.to !== end || when.from <= start + 1) return undefined;
  return when.kind === 'at' || when.kind === 'after' || when.kind === 'sun' ? when : undefined;
}

function saysState({ tokens }: Sentence, from: number, to: number): boolean {
  return tokens.slice(from, to).some(({ text }) => STATES.test(text));
}

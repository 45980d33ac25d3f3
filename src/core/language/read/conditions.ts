/** Where a condition begins and ends: "when the washing machine is done", "if the window is open", "after the film". */
import * as words from '../lexicon/words.ts';
import type { Sentence } from '../sentence.ts';

/** `when`: once it becomes so; `if`: as it is now; `each`: every time. The others cannot be kept, and are told so. */
export type Link = 'when' | 'if' | 'each' | 'after' | 'before' | 'until' | 'unless' | 'while';

export interface ConditionSaid {
  readonly kind: 'event';
  readonly link: Link;
  /** Token indices `[from, to)`; `subject` without the word that links it. */
  readonly from: number;
  readonly to: number;
  readonly subject: readonly [from: number, to: number];
}

const LINKS: readonly (readonly [Link, RegExp])[] = [
  ['each', /^(?:whenever|(?:each|every) time(?: that)?)(?= )/],
  ['when', /^(?:(?:right )?when|once|as soon as|the moment|the next time)(?= )/],
  ['if', /^(?:only )?(?:if|in case)(?= )/],
  ['until', /^(?:until|till)(?= )/],
  ['after', /^after(?= )/],
  ['before', /^before(?= )/],
  ['unless', /^unless(?= )/],
  ['while', /^(?:while|as long as)(?= )/],
];
/** Questions begin with the same words: "when did the pump last run". */
const ASKED = /^when (?:did|do|does|was|were|will|have|has|is|are|can|should|would)\b/;
/** Politeness, and words that only look like a condition. */
const NONE =
  /^(?:if (?:you|possible|that|it is (?:okay|possible|all right|not too)|i may|we may|only i|only we)|once (?:more|again)|as soon as (?:possible|you can)|after (?:that|all|you|this)|while you|in case you|(?:when|once|whenever) you (?:can|like|want|have (?:time|a moment|a second|a minute|a chance)|get (?:a (?:chance|moment|minute|second)|to it|around to it)|are (?:done|ready|free))|when(?:ever)? possible)\b/;
/** What happens or is so. */
const VERB =
  /^(?:is|are|was|were|gets|get|got|goes|go|has|have|had|opens|open|closes|close|turns|turn|finishes|finished|finish|ends|end|done|leaves|leave|left|arrives|arrive|comes|come|stops|stop|starts|start|rains|snows|drops|drop|rises|rise|falls|fall|climbs|sinks|exceeds|reaches|reach|hits|detects|detected|rings|ring|am|becomes|become|sets|locks|unlocks|plays|wakes|docks|returns|returned|switches|reports|shows|needs)$/;
const PERSON = /^(?:i|we|you|they|someone|somebody|anyone|anybody|everyone|everybody|nobody|he|she|it)$/;

/** The first condition in tokens `[from, to)`. */
export function conditionIn(sentence: Sentence, from: number, to: number): ConditionSaid | undefined {
  for (let i = from; i < to; i++) {
    if (sentence.mentionAt[i] !== undefined) continue;
    const rest = sentence.tokens
      .slice(i, Math.min(to, i + 8))
      .map(({ text }) => text)
      .join(' ');
    const found = LINKS.find(([, pattern]) => pattern.test(rest));
    if (found === undefined || NONE.test(rest) || (i === from && ASKED.test(rest))) continue;
    const [link, pattern] = found;
    const subject = i + (pattern.exec(rest)?.[0] ?? '').split(' ').length;
    const end = endOf(sentence, subject, to);
    const verb = range(subject, end).some((at) => VERB.test(sentence.tokens[at]?.text ?? ''));
    const noun = /^(?:after|before|until)$/.test(link) && /^(?:the|my|our)$/.test(sentence.tokens[subject]?.text ?? '');
    // "when I say so": whatever somebody does, nothing here tells of it.
    const person = link !== 'if' && subject + 1 < end && PERSON.test(sentence.tokens[subject]?.text ?? '');
    if (subject < end && (verb || noun || person)) return { kind: 'event', link, from: i, to: end, subject: [subject, end] };
  }
  return undefined;
}

/** At a comma or where a command begins. */
function endOf(sentence: Sentence, from: number, to: number): number {
  const text = (i: number): string => (i < to ? (sentence.tokens[i]?.text ?? '') : '');
  for (let i = from + 1; i < to; i++) {
    if (/^[,;.!?]$/.test(text(i)) || text(i) === 'then') return i;
    if (i < from + 2 || sentence.mentionAt[i] !== undefined || !words.ACTION_VERBS.has(text(i))) continue;
    // "when I open the door", "is set to", "goes dim": verbs of the condition itself.
    if (PERSON.test(text(i - 1)) || /^(?:is|are|to|be|not|gets|get|has|have|and|or|the|a|my)$/.test(text(i - 1))) continue;
    if (
      sentence.mentionAt[i + 1] !== undefined ||
      /^(?:on|off|up|down|the|my|all|our|a|an|it|them|every|everything|both|me|to)$/.test(text(i + 1))
    )
      return i;
  }
  return to;
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

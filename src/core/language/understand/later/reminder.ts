/**
 * "remind me at eight to take the bins out", "tell me when the dryer is done": nothing is switched, something is said. A reminder is a timer
 * whose `message` is what is said.
 */
import type { Memory } from '../../converse/memory.ts';
import { clockBehind, type WhenSaid, whenIn } from '../../read/index.ts';
import { capitalised, paragraph, sayWord } from '../../reply/index.ts';
import { add, MAX_TEXT, sayWhen, type Wanted } from '../../schedule/index.ts';
import { type Sentence, saidIn } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import { NEW_TIMER } from '../timers.ts';
import { calendarOf, type World } from '../world.ts';
import { timeOf } from './action.ts';
import { conditionOf } from './condition.ts';
import { howItIsNow } from './planned.ts';
import { refused, whenOf } from './wanted.ts';

const POLITE = /^(?:please|kinglet|hey|okay|and|can|could|would|will|you|,)$/;
/** The words before what is to be said; the second list only before what happens. */
const REMIND = /^(?:remind|give) (?:me|us)(?: (?:a )?reminder)?$/;
const TELL = /^(?:tell|notify|alert|warn|message|inform|ping) (?:me|us)$|^let (?:me|us) know$|^give (?:me|us) a (?:shout|call|sign|hint)$/;

/** The attribute of a reminder whose time was asked for. */
const REMINDER = 'reminder';

/** Undefined where the sentence is something else. */
export function reminder(sentence: Sentence, memory: Memory, world: World): Piece[] | undefined {
  const { tokens } = sentence;
  const asked = memory.asked?.deed.attribute === REMINDER ? memory.asked.deed.content : undefined;
  if (asked !== undefined) {
    const time = timeIn(sentence, 0);
    if (time?.from === 0 && time.to === tokens.length) return noted(sentence, time, asked, world);
  }
  const start = tokens.findIndex(({ text }) => !POLITE.test(text));
  if (start < 0) return undefined;
  // "at eight remind me to …": the time may lead.
  const lead = whenIn(sentence, start, tokens.length);
  const verb = lead?.from === start ? skipped(sentence, lead.to) : start;
  const head = headAt(sentence, verb);
  if (head === undefined) return undefined;
  const after = timeIn(sentence, head.to);
  const when = verb > start ? lead : after;
  if (head.kind === 'tell') return when?.kind === 'event' && when.from === head.to ? told(sentence, when, world) : undefined;
  const what = wordsOf(sentence, head.to, verb > start ? undefined : after);
  if (when === undefined) {
    const deed = { intent: 'timer_start', attribute: REMINDER, content: what } as const;
    return [{ kind: 'ask', deed, candidates: [], text: what, question: 'When?' }];
  }
  return noted(sentence, when, what, world);
}

/** "at 9": nothing else can be meant by it here. */
function timeIn(sentence: Sentence, from: number): WhenSaid | undefined {
  const { length } = sentence.tokens;
  const said = whenIn(sentence, from, length);
  if (said !== undefined) return said;
  const at = sentence.tokens.findIndex(({ text }, i) => i >= from && text === 'at');
  const clock = at < 0 ? undefined : clockBehind(sentence, at, length);
  return clock?.kind === 'at' ? clock : undefined;
}

function noted(sentence: Sentence, when: WhenSaid, what: string, world: World): Piece[] {
  if (when.kind === 'vague') return refused('Tell me at what time as well.');
  if (when.kind === 'until' || when.kind === 'unkept' || when.kind === 'range')
    return refused(`I cannot keep to that: “${sayWord(saidIn(sentence, when.from, when.to))}”.`);
  const kept = whenOf(sentence, when, world);
  if ('pieces' in kept) return [...kept.pieces];
  return said({ ...kept, actions: [], text: what, rings: true, tells: 'note' }, world);
}

const skipped = ({ tokens }: Sentence, at: number): number => (/^[,;]$/.test(tokens[at]?.text ?? '') ? at + 1 : at);

function headAt({ tokens }: Sentence, at: number): { readonly kind: 'remind' | 'tell'; readonly to: number } | undefined {
  for (const length of [4, 3, 2]) {
    const line = tokens
      .slice(at, at + length)
      .map(({ text }) => text)
      .join(' ');
    const kind = REMIND.test(line) && !/^give (?:me|us)$/.test(line) ? 'remind' : TELL.test(line) ? 'tell' : undefined;
    if (kind !== undefined) return { kind, to: at + length };
  }
  return undefined;
}

/** What is to be remembered: without its time, as it is said to who asked. */
function wordsOf(sentence: Sentence, from: number, when: WhenSaid | undefined): string {
  const { length } = sentence.tokens;
  const parts =
    when === undefined ? [saidIn(sentence, from, length)] : [saidIn(sentence, from, when.from), saidIn(sentence, when.to, length)];
  return parts
    .map((part) => part.trim().replace(/^(?:[,;]\s*|(?:to|that|about|of) )+|[\s,.;!?]+$/gi, ''))
    .filter((part) => part !== '' && !/^please$/i.test(part))
    .join(' ')
    .replace(/\bmy\b/gi, 'your')
    .replace(/\bI am\b|\bI'm\b/g, 'you are')
    .replace(/\bI\b/g, 'you')
    .slice(0, MAX_TEXT);
}

/** "tell me when the dryer is done", "let me know if the freezer gets above -15". */
function told(sentence: Sentence, when: Extract<WhenSaid, { kind: 'event' }>, world: World): Piece[] | undefined {
  if (when.link === 'if') {
    const condition = conditionOf(sentence, when.subject, world);
    // "tell me if the window is open" asks how it is now.
    if (!condition.ok || 'sun' in condition || !(condition.happens || condition.event.kind === 'level')) return undefined;
  }
  const kept = whenOf(sentence, when.link === 'if' ? { ...when, link: 'when' } : when, world);
  if ('pieces' in kept) return [...kept.pieces];
  const text = saidIn(sentence, when.subject[0], when.subject[1]).slice(0, MAX_TEXT);
  return said({ ...kept, actions: [], text, rings: true, tells: 'fact' }, world);
}

function said(wanted: Wanted, world: World): Piece[] {
  const calendar = calendarOf(world);
  const added = add(world.book(), wanted, calendar);
  if (!added.ok) return refused(`${capitalised(added.detail)}.`);
  const { job } = added;
  const time = capitalised(sayWhen(job, world.at, world.timezone, calendar.home));
  const seconds = job.at === undefined ? undefined : Math.round((job.at - world.at) / 1_000);
  const note = wanted.tells === 'note' && wanted.text !== '' ? `: ${sayWord(wanted.text)}` : '';
  return [
    {
      kind: 'done',
      deed: { intent: 'timer_start', content: wanted.text },
      ids: [NEW_TIMER],
      actions: [{ entity: NEW_TIMER, service: 'timer.start', data: { ...timeOf(job.when, job.every, seconds), message: wanted.text } }],
      plan: { add: wanted },
      sure: 1,
      said: paragraph([`${time} I will ${wanted.tells === 'note' ? 'remind' : 'tell'} you${note}.${howItIsNow(added)}`]),
    },
  ];
}

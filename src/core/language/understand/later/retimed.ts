/** Timers that ring at a time of day, and another time for what was planned last. */
import type { Action } from '../../../domain/home.ts';
import type { Memory } from '../../converse/memory.ts';
import { durationIn, type ReadClause, type WhenSaid, whenIn } from '../../read/index.ts';
import { capitalised } from '../../reply/index.ts';
import { add, sayRing, sayWhen, type Wanted, type When } from '../../schedule/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import { NEW_TIMER } from '../timers.ts';
import { calendarOf, type World } from '../world.ts';
import { planned } from './planned.ts';
import { clockTime, refused, whenOf } from './wanted.ts';

/** "set a timer for 7 pm": a timer that rings at a time of day. */
export function ringAt(sentence: Sentence, read: ReadClause, world: World): Piece[] | undefined {
  const { deed } = read;
  if (deed.intent !== 'timer_start' || deed.duration !== undefined) return undefined;
  const said = whenIn(sentence, read.from, read.to);
  if (said?.kind !== 'at' || said.every !== undefined) return undefined;
  const name = /^\d|\b(?:at|for|tomorrow|am|pm)\b/i.test(deed.content ?? '') ? '' : (deed.content ?? '');
  const wanted: Wanted = { when: clockTime(said, world), actions: [], text: name, rings: true };
  const added = add(world.book(), wanted, calendarOf(world));
  if (!added.ok) return refused(`${capitalised(added.detail)}.`);
  const { at } = added.job;
  const seconds = Math.round(((at ?? world.at) - world.at) / 1_000);
  const action: Action = { entity: NEW_TIMER, service: 'timer.start', data: { duration: seconds, ...(name === '' ? {} : { name }) } };
  const time = sayWhen(added.job, world.at, world.timezone, world.home());
  return [
    {
      kind: 'done',
      deed,
      ids: [NEW_TIMER],
      actions: [action],
      plan: { add: wanted },
      sure: 1,
      said: `${capitalised(time)} ${sayRing(wanted)} rings.`,
    },
  ];
}

/** "no, in twenty minutes", "make that half past": what was planned last, at another time. */
export function retimed(sentence: Sentence, memory: Memory, world: World): Piece[] | undefined {
  const [id, ...others] = memory.last.at(-1)?.planned ?? [];
  const job = world.book().jobs.find((one) => one.id === id);
  const { length } = sentence.tokens;
  const when =
    job === undefined || others.length > 0 || length > 16 ? undefined : (whenIn(sentence, 0, length) ?? shortIn(sentence, job.when));
  if (
    job === undefined ||
    when === undefined ||
    when.kind === 'vague' ||
    when.kind === 'unkept' ||
    when.kind === 'until' ||
    when.kind === 'range'
  )
    return undefined;
  const words = sentence.tokens.filter((_, i) => i < when.from || i >= when.to).map(({ text }) => text);
  const line = words.join(' ');
  if (
    !/^(?:no|not|actually|wait|sorry|better|rather|make|i (?:meant|mean|said)|change)\b/.test(line) ||
    !words.every((word) => SMALL.test(word))
  )
    return undefined;
  const kept = whenOf(sentence, when, world);
  if ('pieces' in kept) return [...kept.pieces];
  const { when: _, every: __, id: ___, at: ____, held: _____, added: ______, ...rest } = job;
  const made = planned({ ...rest, ...kept }, job.text, world);
  return made.map((piece) => (piece.kind === 'done' ? { ...piece, plan: { ...piece.plan, cancel: [job.id] } } : piece));
}

/** "make it eleven", "no, twenty minutes", after a plan that has a time of that sort. */
function shortIn(sentence: Sentence, before: When): WhenSaid | undefined {
  const span = durationIn(sentence, 0, sentence.tokens.length);
  if (span !== undefined) return before.kind === 'after' ? { kind: 'after', ...span } : undefined;
  const at = sentence.tokens.findIndex(({ number }) => number !== undefined);
  const hour = sentence.tokens[at]?.number;
  if (before.kind !== 'at' || hour === undefined || !Number.isInteger(hour) || hour < 1 || hour > 23) return undefined;
  return { kind: 'at', minutes: hour * 60, ...(hour <= 12 ? { half: true as const } : {}), from: at, to: at + 1 };
}
const SMALL = /^(?:no|not|actually|wait|sorry|better|rather|make|it|that|i|meant|mean|said|change|to|be|please|the|plan|,|\.|!)$/;

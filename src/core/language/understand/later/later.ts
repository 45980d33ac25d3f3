/** A clause with a time or a condition → a plan, or why there is none. */
import { timestamp } from '../../../base/index.ts';
import type { Action, Entity } from '../../../domain/home.ts';
import { sentenceOf as stateSentence } from '../../answer/index.ts';
import type { Memory } from '../../converse/memory.ts';
import type { Intent } from '../../intent.ts';
import { ACTION_VERBS } from '../../lexicon/words.ts';
import { durationIn, type ReadClause, type WhenSaid, whenIn } from '../../read/index.ts';
import { capitalised, doingPhrase, listed, paragraph, plainName, sayWord } from '../../reply/index.ts';
import {
  add,
  due,
  type Event,
  type Every,
  holds,
  isEvent,
  localParts,
  MAX_TEXT,
  sayRing,
  sayWhen,
  type Wanted,
  type Weekday,
  type When,
} from '../../schedule/index.ts';
import { type Sentence, saidIn } from '../../sentence.ts';
import type { DonePiece, Piece } from '../pieces.ts';
import { NEW_TIMER } from '../timers.ts';
import { calendarOf, type World } from '../world.ts';
import { actionOf } from './action.ts';
import { conditionOf } from './condition.ts';

type Range = Pick<ReadClause, 'from' | 'to'>;
const NOTHING_DONE = 'I have done nothing.';
const refused = (...sentences: readonly string[]): Piece[] => [{ kind: 'nothing', reply: paragraph([...sentences, NOTHING_DONE]) }];
const isDone = (piece: Piece): piece is DonePiece => piece.kind === 'done';

/** `tried`: what the command would do now; it is kept only when it would do something. */
export function later(sentence: Sentence, range: Range, when: WhenSaid, tried: readonly Piece[], world: World): Piece[] {
  const done = tried.filter(isDone);
  const words = saidIn(sentence, when.from, when.to);
  if (when.kind === 'event' && when.link === 'if') {
    const condition = conditionOf(sentence, when.subject, world);
    if (!condition.ok) return [...condition.pieces];
    if (!('sun' in condition) && !condition.happens) return asItIsNow(condition.event, condition.entity, tried, world);
  }
  if (done.length === 0) return [...tried];
  if (when.kind === 'unkept') return refused(`I cannot keep to that: “${sayWord(words)}”.`);
  if (when.kind === 'vague') return refused(`Tell me at what time as well: “${sayWord(words)}”.`);
  if (when.kind === 'until') return untilThen(sentence, range, when, tried, world);
  const kept = whenOf(sentence, when, world);
  if ('pieces' in kept) return [...kept.pieces];
  // A mood's own words stay with it; "it" is said by name, since nobody will know then what was spoken of.
  const command = commandOf(sentence, range, when, done, world);
  const wanted: Wanted = {
    ...kept,
    actions: done.flatMap(({ actions }) => actions),
    text: command,
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  return [...tried.filter((piece) => piece.kind === 'refused'), ...planned(wanted, command, world)];
}

/** The plan as a piece, once the book has shown that it can be kept. */
function planned(wanted: Wanted, command: string, world: World): Piece[] {
  // Half of a command is another one.
  if (command.length > MAX_TEXT) return refused('That is too long to be kept.');
  const calendar = calendarOf(world);
  const added = add(world.book(), wanted, calendar);
  if (!added.ok) return refused(`${capitalised(added.detail)}.`);
  const { job } = added;
  const said = sayWhen(job, world.at, world.timezone, calendar.home);
  const unknown = isEvent(job.when) && job.held === undefined ? ' I do not know yet how that is now.' : '';
  const again = added.already ? ' It is so already; I wait until it becomes so again.' : unknown;
  const seconds = job.at === undefined ? undefined : Math.round((job.at - world.at) / 1_000);
  const action = actionOf(wanted, command, seconds);
  return [
    {
      kind: 'done',
      deed: { intent: 'timer_start', ...(seconds === undefined ? {} : { duration: seconds }), content: command },
      ids: [NEW_TIMER],
      actions: [action],
      would: wanted.actions,
      plan: { add: wanted },
      sure: 1,
      said: paragraph([`${capitalised(spoken(wanted, said))} I will ${doing(wanted, command, world)}.${again}`]),
    },
  ];
}

/** "In 20 minutes" rather than the clock time it comes to. */
const spoken = ({ when, every }: Wanted, said: string): string =>
  when.kind === 'after' && every === undefined ? `in ${sayFor(when.seconds)} (${said.replace(/^at /, '')})` : said;
function sayFor(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const parts = units.flatMap(([unit, size], i) => {
    const n = Math.floor((i === 0 ? seconds : seconds % (units[i - 1]?.[1] ?? 1)) / size);
    return n === 0 ? [] : [`${n} ${unit}${n === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? 'a moment' : listed(parts);
}
/** As it was said, where that begins with a verb; "lights off" is "turn off the lights". */
function doing({ actions }: Wanted, command: string, world: World): string {
  const verb = /^(?:please )?(\p{L}+)/u.exec(command.toLowerCase())?.[1] ?? '';
  return ACTION_VERBS.has(verb) || actions.length > 12 ? mine(command) : doingPhrase(actions, world.home());
}
const mine = (command: string): string =>
  sayWord(
    command
      .replace(/\bmy\b/gi, 'your')
      .replace(/\bme\b/gi, 'you')
      .replace(/^please /i, ''),
  );

/** "if the window is open turn the heating off": a look at how it is now. */
function asItIsNow(event: Event, entity: Entity, tried: readonly Piece[], world: World): Piece[] {
  const so = holds(event, entity);
  if (so === true) return [...tried];
  const how = capitalised(stateSentence(entity, world.home()));
  return so === undefined
    ? refused(`I cannot tell: ${how}.`)
    : [{ kind: 'answer', reply: `${how}, so I have done nothing.`, ids: [entity.id] }];
}

/** When it is to be, for the book; or why that cannot be. */
function whenOf(
  sentence: Sentence,
  when: Exclude<WhenSaid, { kind: 'vague' | 'unkept' | 'until' }>,
  world: World,
): { readonly when: When; readonly every?: Every } | { readonly pieces: readonly Piece[] } {
  switch (when.kind) {
    case 'after':
      return { when: { kind: 'after', seconds: when.seconds }, ...(when.every === true ? { every: { seconds: when.seconds } } : {}) };
    case 'at':
      return { when: clockTime(when, world), ...(when.every === undefined ? {} : { every: { days: when.every } }) };
    case 'sun':
      return {
        when: { kind: 'sun', event: when.event, offset: when.offset },
        ...(when.every === undefined ? {} : { every: { days: when.every } }),
      };
    case 'event': {
      if (/^(?:before|unless|while|until)$/.test(when.link))
        return { pieces: refused(`I cannot keep to that: “${sayWord(saidIn(sentence, when.from, when.to))}”.`) };
      const condition = conditionOf(sentence, when.subject, world);
      if (!condition.ok) return condition;
      const each = when.link === 'each';
      if ('sun' in condition)
        return { when: { kind: 'sun', event: condition.sun, offset: 0 }, ...(each ? { every: { days: ALL_DAYS } } : {}) };
      return { when: condition.event, ...(each ? { every: { times: true } } : {}) };
    }
  }
}
const ALL_DAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** An hour said without its half of the day is the next such hour. */
function clockTime(said: Extract<WhenSaid, { kind: 'at' }>, { at, timezone }: World): Extract<When, { kind: 'at' }> {
  const { minutesOfDay: now } = localParts(at, timezone);
  const next = said.half === true && said.minutes <= now && said.minutes + 720 > now ? said.minutes + 720 : said.minutes;
  const day = said.day as Exclude<Extract<When, { kind: 'at' }>['day'], undefined> | undefined;
  // "tonight at two" is after midnight.
  const past = day === 'today' && next < 300 && next <= now;
  return { kind: 'at', minutesOfDay: next, ...(day === undefined || past ? {} : { day }) };
}

/** The clause without its time, and with names instead of "it". */
function commandOf(
  sentence: Sentence,
  range: Range,
  when: Pick<WhenSaid, 'from' | 'to'>,
  done: readonly DonePiece[],
  world: World,
): string {
  const ids = [...new Set(done.flatMap(({ ids: own }) => own))];
  const names = ids.length > 5 ? [] : ids.flatMap((id) => world.now(id)?.name ?? []);
  const parts = [
    [range.from, Math.min(when.from, range.to)],
    [Math.max(when.to, range.from), range.to],
  ] as const;
  const said = parts.map(([from, to]) => {
    if (from >= to) return '';
    const pronoun = sentence.tokens.findIndex(
      ({ text }, i) => i > from && i < to && /^(?:it|them|that)$/.test(text) && sentence.mentionAt[i] === undefined,
    );
    if (pronoun < 0 || names.length === 0) return saidIn(sentence, from, to);
    const name = listed(names.map((one) => `the ${plainName(one).replace(/^the /i, '')}`));
    return [saidIn(sentence, from, pronoun), name, pronoun + 1 < to ? saidIn(sentence, pronoun + 1, to) : ''].join(' ');
  });
  return said
    .map((part) => part.trim().replace(/^(?:[,.;:!\s]|(?:and|then|please) )+|(?:[,.;:!\s]| (?:and|then))+$/gi, ''))
    .filter((part) => part !== '')
    .join(' ');
}

/** "for ten minutes": then back. */
export function lasting(seconds: number | undefined, intent: Intent, text: string, made: readonly Piece[], world: World): Piece[] {
  if (seconds === undefined) return [...made];
  const rest = text.replace(/\bfor (?:about )?(?:an? |half an? |\S+ )?(?:\S+ )?(?:seconds?|minutes?|mins?|hours?|hrs?)\b.*$/i, '').trim();
  return thenBack({ kind: 'after', seconds }, intent, rest, made, world) ?? [...made];
}

/** "until ten", "until sunset": then back; where there is no way back nothing is done. */
function untilThen(
  sentence: Sentence,
  range: Range & { readonly intent?: Intent },
  { end, from, to }: Extract<WhenSaid, { kind: 'until' }>,
  tried: readonly Piece[],
  world: World,
): Piece[] {
  const words = sayWord(saidIn(sentence, from, to));
  const kept =
    end.kind === 'vague' || end.kind === 'unkept'
      ? undefined
      : whenOf(sentence, end.kind === 'event' ? { ...end, link: 'when' } : end, world);
  if (kept === undefined) return refused(`Tell me until what time: “${words}”.`);
  if ('pieces' in kept) return [...kept.pieces];
  const done = tried.filter(isDone);
  const [first] = done;
  const command = commandOf(sentence, range, { from, to }, done, world);
  const back = first === undefined ? undefined : thenBack(kept.when, first.deed.intent, command, tried, world);
  return back ?? refused(`I do not know what to do then: “${words}”.`);
}

/** Now, and taken back at that time. */
function thenBack(when: When, intent: Intent, text: string, made: readonly Piece[], world: World): Piece[] | undefined {
  const command = backTo(intent, text);
  const at = made.findLastIndex(({ kind }) => kind === 'done');
  const last = made[at];
  if (command === undefined || last?.kind !== 'done') return undefined;
  const found = due(when, world.at, world.timezone, world.place);
  if (found.kind === 'cannot') return refused(`${capitalised(found.detail)}.`);
  const seconds = found.kind === 'time' ? Math.round((found.at - timestamp(world.at)) / 1_000) : undefined;
  const action: Action = actionOf({ when }, command, seconds);
  const wanted: Wanted = { when, actions: [], text: command, ...(world.area === undefined ? {} : { area: world.area }) };
  const ids = made.flatMap((piece) => (piece.kind === 'done' ? piece.ids : []));
  return made.map((piece, i) => (i === at ? { ...last, ids, actions: [...last.actions, action], plan: { add: wanted } } : piece));
}

/** The words that take a command back. */
export function backTo(intent: Intent, command: string): string | undefined {
  return BACK[intent]?.(command);
}
const BACK: Partial<Record<Intent, (command: string) => string>> = {
  on: (c) => (/\bon\b/i.test(c) ? c.replace(/\bon\b/i, 'off') : `turn off ${c}`),
  off: (c) => (/\boff\b/i.test(c) ? c.replace(/\boff\b/i, 'on') : `turn on ${c}`),
  open: (c) => c.replace(/\bopen\b/i, 'close'),
  close: (c) => c.replace(/\b(?:close|shut)\b/i, 'open'),
  start: (c) => c.replace(/\b(?:start|run)\b/i, 'stop'),
};

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
  if (job === undefined || when === undefined || when.kind === 'vague' || when.kind === 'unkept' || when.kind === 'until') return undefined;
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

/** "turn the tree on every day from 5 to 10 pm": two plans, the command at the one time and what takes it back at the other. */
import { ACTION_VERBS } from '../../lexicon/words.ts';
import type { DayTime, WhenSaid } from '../../read/index.ts';
import { doingPhrase, LISTED } from '../../reply/index.ts';
import { localParts, type Wanted, type When } from '../../schedule/index.ts';
import { type Sentence, saidIn } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { backTo, thenBack } from './back.ts';
import { planned } from './planned.ts';
import { clockTime, commandOf, isDone, type Range, refused } from './wanted.ts';

const HALF_DAY = 720;

export function fromTo(
  sentence: Sentence,
  range: Range,
  said: Extract<WhenSaid, { kind: 'range' }>,
  tried: readonly Piece[],
  world: World,
): Piece[] {
  const done = tried.filter(isDone);
  const words = commandOf(sentence, range, said, done, world);
  const deeds = done.flatMap(({ actions }) => actions);
  const [verb = ''] = words.toLowerCase().split(' ');
  const command = ACTION_VERBS.has(verb) || deeds.length > LISTED ? words : doingPhrase(deeds, world.home());
  const back = done[0] === undefined ? undefined : backTo(done[0].deed.intent, command);
  if (back === undefined) return refused(`I do not know what to do then: “${saidIn(sentence, said.from, said.to)}”.`);
  const [begin, end] = bothTimes(said, world);
  // It is that time already: now, and taken back then.
  if (isNow(begin, end, said, world)) return thenBack(end, done[0]?.deed.intent ?? 'other', command, tried, world) ?? [];
  const more = {
    ...(said.every === undefined ? {} : { every: { days: said.every } }),
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  const first: Wanted = { when: begin, ...more, actions: deeds, text: command };
  const second: Wanted = { when: end, ...more, actions: [], text: back };
  return [...planned(first, command, world), ...planned(second, back, world)];
}

/** Of an hour without its half of the day the one that makes the shorter span. */
function bothTimes({ begin, end, every, day }: Extract<WhenSaid, { kind: 'range' }>, world: World): readonly [When, When] {
  if (begin.kind === 'sun' || end.kind === 'sun') return [timeOf(begin, world), timeOf(end, world)];
  const froms = begin.half === true ? [begin.minutes, begin.minutes + HALF_DAY] : [begin.minutes];
  const tos = end.half === true ? [end.minutes, end.minutes + HALF_DAY] : [end.minutes];
  const span = (a: number, b: number): number => (b - a + 2 * HALF_DAY) % (2 * HALF_DAY);
  // Both open: the begin is the next such hour, unless it is for every day; then it is by day.
  const open = begin.half === true && end.half === true;
  const starts = !open ? froms : [every === undefined ? clockTime(begin, world).minutesOfDay : daily(begin.minutes)];
  const pairs = starts.flatMap((a) => tos.map((b) => [a, b] as const));
  const [[a, b] = [0, 0]] = pairs.toSorted((one, other) => span(...one) - span(...other));
  const dated = (minutes: number, of: Extract<DayTime, { kind: 'at' }>): When =>
    clockTime({ ...bare(of), minutes, ...(day === undefined ? {} : { day }) }, world);
  return [dated(a, begin), dated(b, end)];
}

function isNow(begin: When, end: When, { every, day }: Extract<WhenSaid, { kind: 'range' }>, { at, timezone }: World): boolean {
  if (every !== undefined || day !== undefined || begin.kind !== 'at' || end.kind !== 'at') return false;
  const { minutesOfDay: now } = localParts(at, timezone);
  const since = (minutes: number): number => (minutes - begin.minutesOfDay + 2 * HALF_DAY) % (2 * HALF_DAY);
  return since(now) < since(end.minutesOfDay);
}

/** A morning hour from six on, else the afternoon: as for other hours of every day. */
const daily = (minutes: number): number => (minutes < 360 ? minutes + HALF_DAY : minutes);

const bare = ({ kind, from, to }: Extract<DayTime, { kind: 'at' }>): Extract<DayTime, { kind: 'at' }> => ({ kind, from, to, minutes: 0 });

const timeOf = (said: DayTime, world: World): When =>
  said.kind === 'sun' ? { kind: 'sun', event: said.event, offset: said.offset } : clockTime(said, world);

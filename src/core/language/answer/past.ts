/** "How warm was it last night?", "how often did the gate open today?", "was the valve closed yesterday?" From the history alone; without one, that is said. */
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Entity, Home } from '../../domain/home.ts';
import { text } from '../plan/index.ts';
import { capitalised, paragraph, plural, sayEntity, sayNumber, saySpan, sayWord, withUnit } from '../reply/index.ts';
import { dayOf, localParts, zoned } from '../schedule/clock.ts';
import { sayClock } from './calendar.ts';
import type { AnswerContext, History, Reply } from './context.ts';
import { stateHolds } from './states.ts';

/** A stretch of time that was asked about. */
export interface Window {
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** "last night". */
  readonly said: string;
}

const say = (sentence: string): Reply => ({ reply: paragraph([capitalised(sentence)]) });

/** The time that words say, at most up to now; undefined where they say none. */
export function windowIn(line: string, { now, timezone }: AnswerContext): Window | undefined {
  const today = localParts(now, timezone);
  const at = (day: number, hour: number): Timestamp => timestamp(Math.min(now, zoned(dayOf(today, day), hour * 60, timezone)));
  const window = (said: string, from: Timestamp, to: Timestamp = now): Window => ({ from, to, said });
  const span = /\b(an|a|\d+) (hour|minute|day)s? ago\b|\bin the last (\d+|few)? ?(hour|minute|day)s?\b/.exec(line);
  if (span !== null) {
    const count = Number(span[1] ?? span[3]) || 1;
    const length = { hour: 3_600_000, minute: 60_000, day: 86_400_000 }[(span[2] ?? span[4]) as 'hour'];
    const from = timestamp(now - count * length);
    return window(span[0], from, span[2] === undefined ? now : timestamp(from + length / 10));
  }
  if (/\blast night\b|\bduring the night\b/.test(line)) return window('last night', at(-1, 20), at(0, 8));
  if (/\bthis morning\b/.test(line)) return window('this morning', at(0, 5), at(0, 12));
  if (/\byesterday (?:evening|night)\b/.test(line)) return window('yesterday evening', at(-1, 17), at(0, 0));
  if (/\byesterday\b/.test(line)) return window('yesterday', at(-1, 0), at(0, 0));
  if (/\b(?:this|last|past) week\b/.test(line)) return window(/last week/.test(line) ? 'last week' : 'this week', at(-7, 0));
  if (/\btoday\b|\bso far\b|\btonight\b|\ball day\b/.test(line)) return window('today', at(0, 0));
  return undefined;
}

interface Stretch {
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

/** What an entity was within the window, oldest first. */
function within(entity: Entity, history: History, { from, to }: Window): readonly Stretch[] {
  const own = history.filter((one) => one.entity === entity.id && one.at <= to).toSorted((a, b) => a.at - b.at);
  return own.flatMap(({ state, at }, i): Stretch[] => {
    const end = Math.min(own[i + 1]?.at ?? to, to);
    return end <= from ? [] : [{ state, from: Math.max(at, from), to: end }];
  });
}

const unknown = (entity: Entity, home: Home, window: Window): Reply =>
  say(`I have no record of ${sayEntity(entity, home)} from ${window.said}.`);

/** What a sensor measured: its range, or the end of it that was asked for. */
export function answerMeasured(entity: Entity, line: string, history: History, home: Home, window: Window): Reply {
  const values = within(entity, history, window)
    .map(({ state }) => Number(state))
    .filter(Number.isFinite);
  if (values.length === 0) return unknown(entity, home, window);
  const unit = text(entity, 'unit_of_measurement') ?? '';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const shown = (value: number): string => withUnit(sayNumber(value), unit);
  const name = sayEntity(entity, home);
  if (/\b(?:highest|maximum|max|warmest|hottest|most|peak)\b/.test(line))
    return say(`the highest of ${name} ${window.said} was ${shown(high)}.`);
  if (/\b(?:lowest|minimum|min|coldest|coolest|least)\b/.test(line)) return say(`the lowest of ${name} ${window.said} was ${shown(low)}.`);
  return say(
    low === high
      ? `${window.said}: ${name} was ${shown(low)}.`
      : `${window.said}: ${name} was between ${sayNumber(low)} and ${shown(high)}.`,
  );
}

/** Whether and how often something was so. */
export function answerWas(
  entity: Entity,
  state: string,
  line: string,
  history: History,
  home: Home,
  context: AnswerContext,
  window: Window,
): Reply {
  const stretches = within(entity, history, window);
  if (stretches.length === 0) return unknown(entity, home, window);
  const { hvac_action: _, current_position: __, ...attributes } = entity.attributes;
  const holding = stretches.filter((one) => stateHolds({ ...entity, attributes, state: one.state }, state) === true);
  const name = sayEntity(entity, home);
  const word = sayWord(state.toLowerCase());
  if (/\bhow (?:often|many times)\b/.test(line)) {
    const began = holding.filter(({ from }) => from > window.from).length;
    return say(
      began === 0 ? `${name} was never ${word} ${window.said}.` : `${name} became ${word} ${plural(began, 'time')} ${window.said}.`,
    );
  }
  const total = holding.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000;
  if (/\bhow long\b/.test(line)) return say(`${name} was ${word} for ${saySpan(total)} ${window.said}.`);
  const last = holding.at(-1);
  if (last === undefined) return say(`No, ${name} was not ${word} ${window.said}.`);
  const whole = holding.length === stretches.length && stretches[0]?.from === window.from;
  return say(
    whole ? `Yes, all of that time.` : `Yes, ${name} was ${word} ${window.said}, last at ${sayClock(timestamp(last.from), context)}.`,
  );
}

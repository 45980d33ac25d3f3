/**
 * When a clause is to be done: "in ten minutes", "tomorrow at seven", "every weekday at half past six", "half an hour before sunset",
 * "when the washing machine is done". Only read here; whether it can be kept is decided later.
 */
import type { Sentence } from '../sentence.ts';
import { type ClockSaid, clockBehind, clockIn, type Days, WEEK } from './clock-times.ts';
import { conditionIn, type Link } from './conditions.ts';
import { durationIn } from './values.ts';

interface Span {
  /** Token indices `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

export type WhenSaid =
  /** `every`: every so often instead of once. */
  | (Span & { readonly kind: 'after'; readonly seconds: number; readonly every?: true })
  /**
   * `minutes` of the day. `half`: said without a half of the day, so that twelve hours later may be meant as well. `day` is "today",
   * "tomorrow" or a day of the week.
   */
  | (Span & { readonly kind: 'at'; readonly minutes: number; readonly half?: true; readonly day?: string; readonly every?: Days })
  /** `offset` in seconds, negative for before. */
  | (Span & { readonly kind: 'sun'; readonly event: 'sunrise' | 'sunset'; readonly offset: number; readonly every?: Days })
  /** Until then it stays as it is told, and then it goes back. */
  | (Span & { readonly kind: 'until'; readonly end: Exclude<WhenSaid, { readonly kind: 'until' }> })
  /** From one time of the day to another, each day or once. */
  | (Span & { readonly kind: 'range'; readonly begin: DayTime; readonly end: DayTime; readonly every?: Days; readonly day?: string })
  /** `subject`: the tokens that say what happens or is so. */
  | (Span & { readonly kind: 'event'; readonly link: Link; readonly subject: readonly [from: number, to: number] })
  /** A day without a time: "tomorrow", "every night". */
  | (Span & { readonly kind: 'vague' })
  /** Every other day, two conditions: nothing that can be kept. */
  | (Span & { readonly kind: 'unkept' });

/** A time of a day, by the clock or by the sun. */
export type DayTime = Extract<WhenSaid, { kind: 'at' | 'sun' }>;

/** The first time or condition said in tokens `[from, to)`. */
export function whenIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  // Rules and reading ask for the same clauses.
  const known = cache.get(sentence) ?? new Map<number, WhenSaid | undefined>();
  cache.set(sentence, known);
  const key = from * 1_024 + to;
  if (!known.has(key)) known.set(key, lookIn(sentence, from, to));
  return known.get(key);
}
const cache = new WeakMap<Sentence, Map<number, WhenSaid | undefined>>();

function lookIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  const range = rangeIn(sentence, from, to);
  if (range !== undefined) return range;
  const until = sentence.tokens.findIndex(({ text }, i) => i >= from && i < to && (text === 'until' || text === 'till'));
  if (until >= 0 && sentence.mentionAt[until] === undefined) {
    const end = timeIn(sentence, until, to) ?? conditionIn(sentence, until, to);
    if (end !== undefined && end.kind !== 'until' && end.from <= until + 1) return { kind: 'until', end, from: until, to: end.to };
  }
  const odd = oddIn(sentence, from, to);
  if (odd !== undefined) return odd;
  const condition = conditionIn(sentence, from, to);
  const time = timeIn(sentence, from, to);
  // "when the heating has been on for an hour", "at seven, if …": a time inside of what is waited for is none of its own.
  if (condition !== undefined && (time === undefined || (time.from >= condition.from && time.to <= condition.to))) return condition;
  // Of two, the one at an end of the clause: whoever reads on finds the other, and that both cannot be kept.
  if (condition !== undefined && time !== undefined && time.from > from && time.to < to) return condition;
  return time ?? condition;
}

/** "every other day", "every second week", "once a month": kept by nobody here. */
function oddIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  for (let i = from; i + 1 < to; i++) {
    if (sentence.mentionAt[i] !== undefined) continue;
    const words = [0, 1, 2].map((n) => (i + n < to ? wordAt(sentence, i + n) : '')).join(' ');
    if (
      /^(?:every (?:other|second|third|2nd|3rd|2|3|4) (?:day|week|month|night|morning|evening|weekend|\w+days?)|every (?:week|month|year)|(?:once|twice) a (?:day|week|month|hour|year))\b/.test(
        words,
      )
    )
      return {
        kind: 'unkept',
        from: i,
        to: clockIn(sentence, i + 3, to)?.to ?? Math.min(to, i + (/^every (?:week|month|year)/.test(words) ? 2 : 3)),
      };
  }
  return undefined;
}

function timeIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  return spanIn(sentence, from, to) ?? sunIn(sentence, from, to) ?? clockIn(sentence, from, to) ?? soonIn(sentence, from, to);
}

const wordAt = (sentence: Sentence, i: number): string => sentence.tokens[i]?.text ?? '';

/** "later", "soon", "in a while", at the end. */
function soonIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  const words = sentence.tokens.slice(from, to).map(({ text }) => text);
  const said = / (?:(?:a (?:little )?bit |some ?time )?later(?: on| today)?|soon|in a (?:little )?(?:while|bit|moment))$/.exec(
    words.join(' '),
  )?.[0];
  return said === undefined ? undefined : { kind: 'vague', from: to - said.trim().split(' ').length, to };
}

/** In ten minutes; ten minutes from now; after half an hour; every two hours. */
function spanIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  for (let i = from; i < to; i++) {
    const word = wordAt(sentence, i);
    if (word === 'in' || word === 'after' || word === 'within') {
      const duration = durationIn(sentence, i + 1, Math.min(to, i + 9));
      if (duration !== undefined && duration.from === i + 1 && wordAt(sentence, duration.to) !== 'timer')
        return { kind: 'after', seconds: duration.seconds, from: i, to: duration.to };
    }
    if (word === 'every') {
      const whole = /^(hour|minute|half)$/.exec(wordAt(sentence, i + 1))?.[1];
      const duration = durationIn(sentence, i + 1, Math.min(to, i + 9));
      if (duration !== undefined && duration.from === i + 1)
        return { kind: 'after', seconds: duration.seconds, every: true, from: i, to: duration.to };
      if (whole === 'hour' || whole === 'minute')
        return { kind: 'after', seconds: whole === 'hour' ? 3_600 : 60, every: true, from: i, to: i + 2 };
    }
    const duration = durationIn(sentence, i, Math.min(to, i + 8));
    if (duration !== undefined && duration.from === i && /^(?:from|later)$/.test(wordAt(sentence, duration.to))) {
      const later = wordAt(sentence, duration.to) === 'later';
      if (later || wordAt(sentence, duration.to + 1) === 'now')
        return { kind: 'after', seconds: duration.seconds, from: i, to: duration.to + (later ? 1 : 2) };
    }
  }
  return undefined;
}

const SUNSET = /^(?:sunset|dusk|nightfall|sundown)$/;
const SUNRISE = /^(?:sunrise|dawn|sunup|daybreak)$/;

/** At sunset, half an hour before sunset, every day at dawn. */
function sunIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  for (let i = from; i < to; i++) {
    const word = wordAt(sentence, i);
    const event = SUNSET.test(word) ? 'sunset' : SUNRISE.test(word) ? 'sunrise' : undefined;
    if (event === undefined) continue;
    let start = wordAt(sentence, i - 1) === 'the' ? i - 1 : i;
    const link = start > from ? wordAt(sentence, start - 1) : '';
    let offset = 0;
    if (link === 'before' || link === 'after') {
      const duration = lastDuration(sentence, from, start - 1);
      start = duration?.from ?? start - 1;
      offset = (link === 'before' ? -1 : 1) * (duration?.seconds ?? 0);
      if (duration !== undefined && /^(?:at|about|around)$/.test(wordAt(sentence, start - 1)) && start > from) start--;
    } else if (/^(?:at|around|by|on|every|each|from|until|till)$/.test(link)) start--;
    const said = clockIn(sentence, from, to);
    const every = link === 'every' || link === 'each' ? WEEK : said?.kind === 'vague' ? said.every : undefined;
    const days = said?.kind === 'vague' && said.every !== undefined ? said : undefined;
    // "every day at sunset", "at sunset every day": one phrase.
    const end = days !== undefined && days.from === i + 1 ? days.to : i + 1;
    if (days !== undefined && days.to === start) start = days.from;
    return { kind: 'sun', event, offset, ...(every === undefined ? {} : { every }), from: start, to: end };
  }
  return undefined;
}

/** From 5 to 10 pm every day, between sunset and midnight, from half past six until eight. */
function rangeIn(sentence: Sentence, from: number, to: number): WhenSaid | undefined {
  const dayTime = (at: number): DayTime | undefined => {
    const clock = clockBehind(sentence, at, to);
    if (clock?.kind === 'at') return clock;
    const sun = sunIn(sentence, at, Math.min(to, at + 8));
    return sun?.kind === 'sun' && sun.from <= at + 1 ? sun : undefined;
  };
  for (let i = from; i < to; i++) {
    if (!/^(?:from|between)$/.test(wordAt(sentence, i)) || sentence.mentionAt[i] !== undefined) continue;
    const begin = dayTime(i);
    if (begin === undefined || !/^(?:to|until|till|and)$/.test(wordAt(sentence, begin.to))) continue;
    const end = dayTime(begin.to);
    if (end === undefined) continue;
    const before = clockIn(sentence, from, i);
    const after = clockIn(sentence, end.to, to);
    // "tomorrow from 6 to 8", "from 7 to 9 on weekdays": the days are part of it.
    const lead = before?.kind === 'vague' && before.to === i ? before : undefined;
    const tail = after?.kind === 'vague' && after.from === end.to ? after : undefined;
    const every = lead?.every ?? tail?.every;
    const day = every === undefined ? (lead ?? tail)?.day : undefined;
    // "from 20 to 40" is a change of a value.
    if (every === undefined && day === undefined && !isDayTime(begin) && !isDayTime(end)) continue;
    return {
      kind: 'range',
      begin,
      end,
      ...(every === undefined ? {} : { every }),
      ...(day === undefined ? {} : { day }),
      from: lead?.from ?? i,
      to: tail?.to ?? end.to,
    };
  }
  return undefined;
}

/** Nothing but a number is no time by itself. */
const isDayTime = (said: DayTime | ClockSaid): boolean => said.kind !== 'at' || said.half !== true || said.to - said.from > 2;

/** The duration that ends before a token. */
function lastDuration(sentence: Sentence, from: number, to: number): ReturnType<typeof durationIn> {
  for (let i = Math.max(from, to - 7); i < to; i++) {
    const duration = durationIn(sentence, i, to);
    if (duration !== undefined && duration.to === to) return duration;
  }
  return undefined;
}

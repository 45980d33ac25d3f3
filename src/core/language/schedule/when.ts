/** When something is to be done, as data; and whether and when that is. */
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Entity } from '../../domain/home.ts';
import { readingOf, stateHolds } from '../answer/index.ts';
import { DAY, dayOf, localParts, type Weekday, weekdays, zoned } from './clock.ts';
import { type Place, sunTime } from './sun.ts';

export type When =
  /** "in ten minutes" */
  | { readonly kind: 'after'; readonly seconds: number }
  /** "at 7 pm", "tomorrow at seven", "on Friday at noon"; without a day the next time it is that late. */
  | { readonly kind: 'at'; readonly minutesOfDay: number; readonly day?: 'today' | 'tomorrow' | Weekday }
  /** "half an hour before sunset": `offset` in seconds, negative for before. */
  | { readonly kind: 'sun'; readonly event: 'sunrise' | 'sunset'; readonly offset: number }
  /** "when the washing machine is done": from not being so to being so. */
  | { readonly kind: 'state'; readonly entity: string; readonly word: string }
  /** "when the temperature falls below 18": from not being so to being so. `attribute` as in answers; a sensor's own value without. */
  | {
      readonly kind: 'level';
      readonly entity: string;
      readonly attribute?: string;
      readonly side: 'above' | 'below';
      readonly value: number;
    };

/** Again and again: on these days of the week, after so many seconds, or each time that it happens. */
export type Every = { readonly days: readonly Weekday[] } | { readonly seconds: number } | { readonly times: true };
/** Nothing is done more often than this, in seconds. */
export const SOONEST = 60;

/** What waits for something to happen rather than for a time. */
export type Event = Extract<When, { kind: 'state' | 'level' }>;
export const isEvent = (when: When): when is Event => when.kind === 'state' || when.kind === 'level';

/** Whether that is so of an entity; undefined where it cannot be told. */
export function holds(when: Event, entity: Entity): boolean | undefined {
  if (when.kind === 'state') return stateHolds(entity, when.word);
  const number = readingOf(entity, when.attribute)?.number;
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return when.side === 'above' ? number > when.value : number < when.value;
}

/** Why something cannot be kept. */
export type Unkept = 'past' | 'too_far' | 'no_sun' | 'no_device' | 'no_state' | 'invalid' | 'full';

export type Due =
  | { readonly kind: 'time'; readonly at: Timestamp }
  | { readonly kind: 'on-event' }
  | { readonly kind: 'cannot'; readonly reason: Unkept; readonly detail: string };

/** As far ahead as anything is kept. */
export const FARTHEST = 366 * DAY;

const time = (at: number): Due => ({ kind: 'time', at: timestamp(at) });
export const cannot = (reason: Unkept, detail: string): Due & { kind: 'cannot' } => ({ kind: 'cannot', reason, detail });

/** When it is due (the first time), seen from now; 'on-event' for states; or why it cannot be kept. */
export function due(when: When, now: Timestamp, timezone: string, place?: Place, every?: Every): Due {
  if (!Number.isFinite(now) || Math.abs(now) > 8.64e15 - 2 * FARTHEST) return cannot('invalid', 'I do not know what time it is');
  const days = every !== undefined && 'days' in every ? every.days : undefined;
  if (every !== undefined && !fits(when, every)) return cannot('invalid', 'I do not understand how often that is to be');
  switch (when.kind) {
    case 'after':
      if (!Number.isFinite(when.seconds)) return cannot('invalid', 'that is no time I understand');
      if (when.seconds < 0) return cannot('past', 'that time has passed');
      return when.seconds * 1_000 > FARTHEST ? cannot('too_far', 'that is more than a year away') : time(now + when.seconds * 1_000);
    case 'at':
      return clockTime(when, now, timezone, days);
    case 'sun':
      return sunDue(when, now, timezone, place, days);
    case 'state':
      return { kind: 'on-event' };
    case 'level':
      return Number.isFinite(when.value) ? { kind: 'on-event' } : cannot('invalid', 'that is no number I understand');
  }
}

/** Days go with times of day, seconds with a span, "each time" with what happens. */
function fits(when: When, every: Every): boolean {
  if ('days' in every) return (when.kind === 'at' || when.kind === 'sun') && every.days.length > 0;
  if ('seconds' in every) return when.kind === 'after' && every.seconds >= SOONEST && every.seconds * 1_000 <= FARTHEST;
  return isEvent(when);
}

function clockTime(when: Extract<When, { kind: 'at' }>, now: Timestamp, timezone: string, days: readonly Weekday[] | undefined): Due {
  const { minutesOfDay, day } = when;
  if (!Number.isFinite(minutesOfDay) || minutesOfDay < 0 || minutesOfDay >= 1_440) return cannot('invalid', 'there is no such time of day');
  const today = localParts(now, timezone);
  const on = (days: number): number => zoned(dayOf(today, days), minutesOfDay, timezone);
  if (days !== undefined) {
    const ahead = WEEK.find((n) => on(n) > now && days.includes(weekdays[(today.weekday + n) % 7] as Weekday));
    return ahead === undefined ? cannot('invalid', 'there is no such day') : time(on(ahead));
  }
  if (day === undefined) return time([0, 1, 2].map(on).find((at) => at > now) ?? on(1));
  if (day === 'today') return on(0) > now ? time(on(0)) : cannot('past', 'that time has passed today');
  if (day === 'tomorrow') return time(on(1));
  const index = weekdays.indexOf(day);
  if (index < 0) return cannot('invalid', 'there is no such day');
  const ahead = (index - today.weekday + 7) % 7;
  return time(on(ahead) > now ? on(ahead) : on(ahead + 7));
}

const WEEK = [0, 1, 2, 3, 4, 5, 6, 7];

function sunDue(
  when: Extract<When, { kind: 'sun' }>,
  now: Timestamp,
  timezone: string,
  place: Place | undefined,
  days: readonly Weekday[] | undefined,
): Due {
  const { event, offset } = when;
  if (place === undefined)
    return cannot('no_sun', `I do not know when ${event} is here: no place is configured (language.place, latitude and longitude)`);
  if (!Number.isFinite(offset) || Math.abs(offset) > 86_400) return cannot('invalid', 'that is no time I understand');
  // What comes every day waits out a polar night; what is done once is told that there is none.
  const farthest = days === undefined ? 2 : 366;
  for (let ahead = -1; ahead <= farthest; ahead++) {
    const sun = sunTime(event, timestamp(now + ahead * DAY), place);
    const at = sun === undefined ? undefined : timestamp(sun + offset * 1_000);
    if (at !== undefined && at > now && (days === undefined || days.includes(weekdays[localParts(at, timezone).weekday] as Weekday)))
      return time(at);
  }
  return cannot('no_sun', `there is no ${event} in the coming days`);
}

/**
 * Clock times of a time zone to points in time. `Intl` knows the zones; it only goes from time to clock, so the way back guesses and
 * corrects. A time that a change of clocks skips is taken after it (02:30 is 03:30), one that comes twice is the first.
 */
import { type Timestamp, timestamp } from '../../base/index.ts';
import { WEEKDAYS } from '../reply/index.ts';

export const weekdays = WEEKDAYS;
export type Weekday = (typeof weekdays)[number];
export const DAY = 86_400_000;

export interface LocalDay {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
}
export interface LocalParts extends LocalDay {
  readonly minutesOfDay: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known !== undefined) return known;
  if (formatters.size >= 16) formatters.clear();
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timezone, made);
  return made;
}

/** What calendar and clock show. An unknown zone throws RangeError: the configuration has checked it. */
export function localParts(at: Timestamp, timezone: string): LocalParts {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(timezone).formatToParts(at)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return {
    year,
    month,
    day,
    minutesOfDay: hour * 60 + minute + second / 60,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

/** The calendar day so many days later. */
export function dayOf({ year, month, day }: LocalDay, later: number): LocalDay {
  const date = new Date(Date.UTC(year, month - 1, day + later));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Offset of the zone at a time, in ms: what its clock shows as if it were UTC, less the time. */
function offsetAt(at: number, timezone: string): number {
  const { year, month, day, minutesOfDay } = localParts(timestamp(at), timezone);
  return Date.UTC(year, month - 1, day) + Math.round(minutesOfDay * 60) * 1_000 - Math.floor(at / 1_000) * 1_000;
}

/** The time at which that day's clock shows that minute. */
export function zoned({ year, month, day }: LocalDay, minutesOfDay: number, timezone: string): number {
  const wall = Date.UTC(year, month - 1, day) + Math.round(minutesOfDay * 60) * 1_000;
  const [before, after] = [offsetAt(wall - DAY, timezone), offsetAt(wall + DAY, timezone)];
  // Of both readings the earlier that is right; where none is (skipped by the change), the offset before it moves the clock on.
  const fits = [wall - before, wall - after].filter((at) => at + offsetAt(at, timezone) === wall);
  return fits.length > 0 ? Math.min(...fits) : wall - before;
}

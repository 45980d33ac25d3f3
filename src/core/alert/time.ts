/**
 * Times as people say them, in the owner's time zone: "14:02", "yesterday 14:02", "Mon 3 Mar 14:02", "3 Mar 2013 14:02"; spans as
 * "42 minutes". `Intl` is pure once the zone is given.
 */
import type { Timestamp } from '../base/index.ts';

export interface TimeContext {
  /** IANA name, `Europe/London`; an unknown one throws RangeError (the configuration has checked it). */
  readonly timeZone: string;
  /** When the sentence is said: decides between "14:02" and "yesterday 14:02". */
  readonly now: Timestamp;
  /** BCP 47; `en-GB` by default. The words around it are English in any case. */
  readonly locale?: string;
}

/** A formatter costs 30 µs to make; there is one zone in a running gateway, so the cache hardly ever holds two. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterLimit = 16;

function formatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  if (formatters.size >= formatterLimit) formatters.clear();
  const made = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(key, made);
  return made;
}

interface LocalTime {
  readonly clock: string;
  readonly weekday: string;
  readonly dayAndMonth: string;
  readonly year: string;
}

function local(at: number, context: TimeContext): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatter(context.locale ?? 'en-GB', context.timeZone).formatToParts(at)) parts[type] = value;
  const { hour = '', minute = '', weekday = '', day = '', month = '', year = '' } = parts;
  return { clock: `${hour}:${minute}`, weekday, dayAndMonth: `${day} ${month}`, year };
}

const sameDay = (a: LocalTime, b: LocalTime): boolean => a.dayAndMonth === b.dayAndMonth && a.year === b.year;
const day = 86_400_000;
/** What `Date` can hold: ±100,000,000 days. */
const dateLimit = 8.64e15;

/** A point in time, to go after "since" or "at". The shortest form that is still unambiguous when `now` reads it. */
export function formatTime(at: Timestamp, context: TimeContext): string {
  if (!(Math.abs(at) <= dateLimit) || !(Math.abs(context.now) <= dateLimit)) return 'an unknown time';
  const then = local(at, context);
  const now = local(context.now, context);
  if (sameDay(then, now)) return then.clock;
  if (at < context.now && sameDay(then, local(context.now - day, context))) return `yesterday ${then.clock}`;
  const near = Math.abs(context.now - at) < 300 * day;
  return near ? `${then.weekday} ${then.dayAndMonth} ${then.clock}` : `${then.dayAndMonth} ${then.year} ${then.clock}`;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** A span to go after "after" or "for": "30 seconds", "42 minutes", "3 hours", "2 days". */
export function formatSpan(ms: number): string {
  const s = Math.max(0, ms) / 1_000;
  if (!Number.isFinite(s)) return 'a long time';
  if (s < 1) return 'less than a second';
  if (s < 120 && Math.abs(s - 60) > 5) return plural(Math.round(s), 'second');
  if (s < 90 * 60 && Math.abs(s - 3_600) > 300) return plural(Math.round(s / 60), 'minute');
  if (s < 36 * 3_600) return plural(Math.round(s / 3_600), 'hour');
  return plural(Math.round(s / 86_400), 'day');
}

/** How often, to go after "reports" or "changes": "several times a second", "every second", "every 5 minutes", "every hour". */
export function formatCadence(ms: number): string {
  if (!(ms > 0) || !Number.isFinite(ms)) return 'regularly';
  if (ms < 700) return 'several times a second';
  if (ms < 1_500) return 'every second';
  const span = formatSpan(ms);
  return `every ${span.startsWith('1 ') ? span.slice(2) : span}`;
}

/** Python's datetime and timedelta, as far as templates ask for them. */
import { timestamp } from '../../base/index.ts';
import { localParts } from '../../language/schedule/clock.ts';
import { trouble } from './trouble.ts';

/** A span of time. */
export class Span {
  readonly kind = 'timedelta';
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** The fields that a clock shows. */
export interface Clock {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** 0 is Monday, as in Python. */
  readonly weekday: number;
  /** 1..366 */
  readonly dayOfYear: number;
}

const day = 86_400_000;
/** 0001-01-01 and 9999-12-31, between which Python's datetime lives; a day less, so that every zone's clock stays within. */
const [first, last] = [Date.UTC(1, 0, 2) - 1_900 * 365.2425 * day, Date.UTC(9_999, 11, 30)];

/** A point in time and the zone whose clock shows it. */
export class Moment {
  readonly kind = 'datetime';
  /** Milliseconds since 1970, with Python's microseconds as a fraction. */
  readonly at: number;
  /** IANA name, an offset from UTC in minutes, or undefined: a clock time without a zone, held as if it were UTC. */
  readonly zone: string | number | undefined;

  constructor(at: number, zone: string | number | undefined) {
    if (!(at > first && at < last)) throw trouble('value', 'The time is out of range.');
    this.at = Math.round(at * 1_000) / 1_000;
    this.zone = zone;
  }

  /** Offset from UTC in milliseconds. */
  get offset(): number {
    if (typeof this.zone === 'number') return this.zone * 60_000;
    if (this.zone === undefined || this.zone === 'UTC') return 0;
    const whole = Math.floor(this.at / 1_000) * 1_000;
    const { year, month, day: date, minutesOfDay } = localParts(timestamp(whole), this.zone);
    return Date.UTC(year, month - 1, date) + Math.round(minutesOfDay * 60) * 1_000 - whole;
  }

  get clock(): Clock {
    const shown = this.at + this.offset;
    const date = new Date(Math.floor(shown));
    const year = date.getUTCFullYear();
    return {
      year,
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: Math.round((shown - Math.floor(shown / 1_000) * 1_000) * 1_000),
      weekday: (date.getUTCDay() + 6) % 7,
      dayOfYear: 1 + Math.floor((Math.floor(shown) - Date.UTC(year, 0, 1)) / day),
    };
  }
}

const two = (n: number): string => String(Math.trunc(n)).padStart(2, '0');

/** `+01:00`; nothing without a zone. */
export function offsetText(moment: Moment, colon = ':'): string {
  if (moment.zone === undefined) return '';
  const minutes = Math.abs(moment.offset) / 60_000;
  return `${moment.offset < 0 ? '-' : '+'}${two(minutes / 60)}${colon}${two(minutes % 60)}`;
}

/** `2026-11-25T08:00:00+00:00`, or with another letter between. */
export function isoText(moment: Moment, between = 'T'): string {
  const c = moment.clock;
  const fraction = c.microsecond === 0 ? '' : `.${String(c.microsecond).padStart(6, '0')}`;
  const date = `${String(c.year).padStart(4, '0')}-${two(c.month)}-${two(c.day)}`;
  return `${date}${between}${two(c.hour)}:${two(c.minute)}:${two(c.second)}${fraction}${offsetText(moment)}`;
}

/** `1 day, 2:03:04`. */
export function spanText({ ms }: Span): string {
  const days = Math.floor(ms / day);
  const rest = ms - days * day;
  const micros = Math.round((rest % 1_000) * 1_000);
  const clock = `${Math.trunc(rest / 3_600_000)}:${two((rest / 60_000) % 60)}:${two((rest / 1_000) % 60)}`;
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return `${days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `}${clock}${fraction}`;
}

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** A date, with or without time and zone, as devices write it; undefined when it is none. */
export function parseMoment(text: string): Moment | undefined {
  const m = text.length > 40 ? null : iso.exec(text);
  if (m === null) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = m.slice(1, 7).map((part) => Number(part ?? 0));
  const micros = Number((m[7] ?? '').padEnd(6, '0'));
  if (month < 1 || month > 12 || date < 1 || date > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const shown = Date.UTC(year, month - 1, date, hour, minute, second) + micros / 1_000;
  const zone = m[8] === undefined ? undefined : offsetMinutes(m[8]);
  return new Moment(shown - (zone ?? 0) * 60_000, zone);
}

function offsetMinutes(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return text.startsWith('-') ? -minutes : minutes;
}

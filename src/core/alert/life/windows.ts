/**
 * When people must not be disturbed: maintenance, once or every week, and quiet hours. Clock times are those of the owner's zone, so a
 * night is a night in summer and in winter.
 */
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Hold, Severity } from '../../domain/index.ts';
import { localParts } from '../../language/schedule/clock.ts';
import type { Place } from './life.ts';

/** What a window is about: a device, an area, or (neither) everything. Plain ids. */
export interface Scope {
  readonly device?: string;
  readonly area?: string;
}

/** Maintenance that somebody has announced. */
export interface Once {
  readonly scope: Scope;
  readonly from: Timestamp;
  readonly until: Timestamp;
  /** As people call it: "pump". */
  readonly called: string;
}

export interface Weekly {
  readonly what: Hold;
  readonly scope: Scope;
  /** Days on which it begins, 0 is Sunday; empty: every day. */
  readonly days: readonly number[];
  /** Minutes of the day, `[from, to)`; over midnight when `to` is earlier, a whole day when both are the same. */
  readonly from: number;
  readonly to: number;
}

/** Minutes of the day and day of the week, as the owner's clock shows them. */
export interface Moment {
  readonly minutes: number;
  readonly weekday: number;
}

export function momentOf(at: Timestamp, timeZone: string): Moment {
  // Beyond what a date can hold there is no clock.
  if (!(Math.abs(at) <= 8.64e15)) return { minutes: 0, weekday: 0 };
  const { minutesOfDay, weekday } = localParts(timestamp(at), timeZone);
  return { minutes: minutesOfDay, weekday };
}

export function isIn({ days, from, to }: Pick<Weekly, 'days' | 'from' | 'to'>, { minutes, weekday }: Moment): boolean {
  const begins = (day: number): boolean => days.length === 0 || days.includes(day);
  if (from < to) return begins(weekday) && minutes >= from && minutes < to;
  return (begins(weekday) && minutes >= from) || (begins((weekday + 6) % 7) && minutes < to);
}

const isAbout = ({ device, area }: Scope, place: Place): boolean =>
  device === undefined ? area === undefined || area === place.area : device === place.device;

/**
 * What keeps an alert of this place from being told now. What is critical is told in every night; maintenance keeps it back only on the very
 * device that somebody works on, never in a whole room or house.
 */
export function holdOf(
  place: Place & { readonly severity: Severity },
  { once, weekly }: { readonly once: readonly Once[]; readonly weekly: readonly Weekly[] },
  at: Timestamp,
  moment: () => Moment,
): Hold | undefined {
  const critical = place.severity === 'critical';
  for (const { scope, from, until } of once)
    if (at >= from && at < until && (!critical || scope.device !== undefined) && isAbout(scope, place)) return 'maintenance';
  let hold: Hold | undefined;
  for (const window of weekly) {
    if (critical && (window.what === 'quiet' || window.scope.device === undefined)) continue;
    if (!isAbout(window.scope, place) || !isIn(window, moment())) continue;
    if (window.what === 'maintenance') return 'maintenance';
    hold = 'quiet';
  }
  return hold;
}

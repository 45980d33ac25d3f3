/** Filters of times, in the home's zone. */
import { type Callable, type Context, fn, needed, otherwise, table, textArg } from '../callable.ts';
import { isoText, Moment, parseMoment } from '../moment.ts';
import { strftime } from '../strftime.ts';
import { floatOf, isNumber, kindOf, Missing, numberOf, truthy, type Value } from '../value.ts';
import { toFloat } from './number.ts';

/** `dt_util.utc_from_timestamp`: seconds since 1970; undefined when it is no number or out of range. */
function fromSeconds(value: Value, zone: string): Moment | undefined {
  if (!isNumber(value)) return undefined;
  const at = numberOf(value) * 1_000;
  return Math.abs(at) < 8.64e15 && at > -6.2e13 && at < 2.5e14 ? new Moment(at, zone) : undefined;
}

/** A clock time without a zone is the home's. */
export function inZone(moment: Moment, zone: string): Moment {
  if (moment.zone !== undefined) return new Moment(moment.at, zone);
  const guess = new Moment(moment.at, zone);
  return new Moment(moment.at - new Moment(moment.at - guess.offset, zone).offset, zone);
}

export const asTimestamp: Callable = fn('default', ({ timezone }, value, [fallback]) => {
  const moment = typeof value === 'string' ? parseMoment(value) : value instanceof Moment ? value : undefined;
  if (moment === undefined) return otherwise(fallback, 'as_timestamp', value);
  return floatOf(inZone(moment, timezone).at / 1_000);
});

export const asDatetime: Callable = fn('default', (_context, value, [fallback]) => {
  if (value instanceof Moment) return value;
  const seconds = toFloat(value);
  const moment = seconds !== undefined ? fromSeconds(seconds, 'UTC') : typeof value === 'string' ? parseMoment(value) : undefined;
  if (moment !== undefined) return moment;
  return fallback === undefined && kindOf(value) === 'str' ? null : otherwise(fallback, 'as_datetime', value);
});

export const asLocal: Callable = fn('', ({ timezone }, value) =>
  value instanceof Moment ? inZone(value, timezone) : otherwise(undefined, 'as_local', value),
);

const stamped = (name: string, zone: (context: Context) => string): Callable =>
  fn('default', (context, value, [fallback]) => {
    const moment = fromSeconds(value, zone(context));
    return moment === undefined ? otherwise(fallback, name, value) : isoText(moment);
  });

export const timeFilters = table({
  as_timestamp: asTimestamp,
  as_datetime: asDatetime,
  as_local: asLocal,
  timestamp_custom: fn('date_format local default', ({ timezone, budget }, value, [format, local, fallback]) => {
    const moment = fromSeconds(value, truthy(local ?? true) ? timezone : 'UTC');
    if (moment === undefined) return otherwise(fallback, 'timestamp_custom', value);
    return strftime(moment, textArg(format, '%Y-%m-%d %H:%M:%S'), budget);
  }),
  timestamp_local: stamped('timestamp_local', ({ timezone }) => timezone),
  timestamp_utc: stamped('timestamp_utc', () => 'UTC'),
  is_defined: fn('', (context, value) => (value instanceof Missing ? context.keep() : needed(value))),
});

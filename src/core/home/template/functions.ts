/** The functions of a template. */
import { type Callable, fn, needed, otherwise, table, wholeArg } from './callable.ts';
import { extremeOf } from './filters/list.ts';
import { bool, float, iif, int, isNumeric } from './filters/number.ts';
import { asDatetime, asLocal, asTimestamp, inZone } from './filters/time.ts';
import { items } from './iterate.ts';
import { Moment, Span } from './moment.ts';
import { trouble } from './trouble.ts';
import { Dict, entriesOf, isNumber, kindOf, Namespace, numberOf, Tuple, type Value } from './value.ts';

/** A filter called as a function: its value is the first argument. */
const called = (filter: Callable): Callable => ({
  params: filter.params === undefined ? undefined : ['value', ...filter.params],
  run: (context, _input, [value, ...args], given) => filter.run(context, needed(value), args, given),
});

/** `range(10**9)` is refused by its price before there is a list. */
const range = fn('start stop step', ({ budget }, _input, [start, stop, step]) => {
  const [from, to] = stop === undefined ? [0, wholeArg(needed(start), 0)] : [wholeArg(start, 0), wholeArg(stop, 0)];
  const by = wholeArg(step, 1);
  if (by === 0) throw trouble('value', 'The step of a range is zero.');
  const length = Math.max(0, Math.ceil((to - from) / by));
  budget.spend(length);
  return Array.from({ length }, (_, i) => from + i * by);
});

const extreme = (sign: 1 | -1): Callable =>
  fn('*', (context, _input, args) => {
    const all = args.length <= 1 ? items(needed(args[0]), context.budget) : (args as readonly Value[]);
    return extremeOf(sign, all, context);
  });

/** A dict from another, from pairs, and from names. */
const dict = fn('*', (context, _input, args, { named }) => {
  if (args.length > 1) throw trouble('value', '"dict" takes one value.');
  const made = new Dict();
  const [from] = args;
  if (from !== undefined) {
    const pairs = kindOf(from) === 'dict' ? entriesOf(from) : items(from, context.budget).map((pair) => items(pair, context.budget));
    context.budget.spend(pairs.length);
    for (const pair of pairs) {
      if (pair.length !== 2) throw trouble('value', 'A dict is made of pairs.');
      made.set(pair[0] as Value, pair[1] as Value);
    }
  }
  for (const [name, value] of named) made.set(name, value);
  return made;
});

const namespace = fn('*', (context, _input, args, given) => {
  const made = new Namespace();
  for (const [name, value] of entriesOf(dict.run(context, null, args, given))) made.fields.set(String(name), value);
  return made;
});

const zip = fn('*', ({ budget }, _input, args) => {
  const lists = (args as readonly Value[]).map((list) => items(list, budget));
  const length = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
  budget.spend(length * lists.length);
  return Array.from({ length }, (_, i) => new Tuple(lists.map((list) => list[i] as Value)));
});

const units = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, milliseconds: 1 } as const;

const timedelta = fn('days seconds microseconds milliseconds minutes hours weeks', (_c, _input, args) => {
  const [days, seconds, microseconds, milliseconds, minutes, hours, weeks] = args.map((value) => {
    if (value !== undefined && !isNumber(value)) throw trouble('value', `A span of time is a number, not a ${kindOf(value)}.`);
    return value === undefined ? 0 : numberOf(value);
  });
  const parts = { weeks, days, hours, minutes, seconds, milliseconds };
  const ms = Object.entries(units).reduce((sum, [unit, size]) => sum + (parts[unit as keyof typeof parts] ?? 0) * size, 0);
  if (!(Math.abs(ms) < 8.64e16)) throw trouble('value', 'The span of time is out of range.');
  return new Span(ms + (microseconds ?? 0) / 1_000);
});

export const functions = table({
  range,
  dict,
  namespace,
  zip,
  timedelta,
  // Home Assistant has no such method; Zigbee2MQTT's event entities use it all the same.
  'dict.from_keys': dict,
  now: fn('', ({ now, timezone }) => new Moment(now, timezone)),
  utcnow: fn('', ({ now }) => new Moment(now, 'UTC')),
  today_at: fn('time_str', ({ now, timezone }, _input, [time]) => {
    const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(time === undefined ? '0:00' : String(time).slice(0, 10));
    if (clock === null) return otherwise(undefined, 'today_at', time ?? null);
    const here = new Moment(now, timezone);
    const midnight = Math.floor((here.at + here.offset) / 86_400_000) * 86_400_000;
    const shown = midnight + Number(clock[1]) * 3_600_000 + Number(clock[2]) * 60_000 + Number(clock[3] ?? 0) * 1_000;
    return inZone(new Moment(shown, undefined), timezone);
  }),
  min: extreme(-1),
  max: extreme(1),
  float: called(float),
  int: called(int),
  bool: called(bool),
  iif: called(iif),
  is_number: fn('value', (_c, _input, [value]) => isNumeric(needed(value))),
  as_timestamp: called(asTimestamp),
  as_datetime: called(asDatetime),
  as_local: called(asLocal),
});

/** Methods of texts, lists, dicts and times that change nothing. */
import { type Callable, type Context, fn, needed, type Table, table, textArg, wholeArg } from './callable.ts';
import { equal } from './compare.ts';
import { pairsOf } from './filters/list.ts';
import { capitalize, replaced, strip } from './filters/text.ts';
import { inZone } from './filters/time.ts';
import { items } from './iterate.ts';
import { isoText, type Moment, type Span } from './moment.ts';
import { strftime } from './strftime.ts';
import { trouble } from './trouble.ts';
import { entriesOf, floatOf, itemOf, type Kind, type Value } from './value.ts';

/** A method that gives a text or a truth; what it makes is paid. */
const ofText = (params: string, make: (text: string, args: readonly (Value | undefined)[], context: Context) => Value): Callable =>
  fn(params, (context, value, args) => {
    context.budget.chars((value as string).length);
    const made = make(value as string, args, context);
    if (typeof made === 'string') context.budget.chars(made.length);
    return made;
  });

/** A capital at the beginning of every run of letters. */
const titled = (text: string): string => text.replace(/\p{L}+/gu, capitalize);

function split(text: string, separator: Value | undefined, limit: Value | undefined, fromEnd: boolean, context: Context): string[] {
  const most = wholeArg(limit, -1);
  const blank = separator === undefined || separator === null;
  const by = blank ? ' ' : textArg(separator);
  if (by === '') throw trouble('value', 'A text cannot be split by nothing.');
  const parts = blank ? (text.match(/\S+/g) ?? []) : text.split(by);
  context.budget.spend(parts.length);
  if (most < 0 || parts.length <= most + 1) return parts;
  if (blank) return splitBlanks(text, most, fromEnd);
  const cut = fromEnd ? parts.length - most : most;
  return fromEnd ? [parts.slice(0, cut).join(by), ...parts.slice(cut)] : [...parts.slice(0, cut), parts.slice(cut).join(by)];
}

/** The rest keeps its blanks inside. */
function splitBlanks(text: string, most: number, fromEnd: boolean): string[] {
  const words = [...text.matchAll(/\S+/g)];
  const at = fromEnd ? words.length - most : most;
  const place = (i: number): number => words[i]?.index ?? text.length;
  if (!fromEnd) return [...words.slice(0, at).map(([word]) => word), text.slice(place(at)).trimEnd()];
  return [text.slice(0, place(at)).trim(), ...words.slice(at).map(([word]) => word)];
}

function affix(wanted: Value | undefined, fits: (affix: string) => boolean, budget: Context['budget']): boolean {
  const all = typeof wanted === 'string' ? [wanted] : wanted === undefined ? [] : items(wanted, budget);
  return all.some((one) => fits(textArg(one)));
}

const joinMethod = ofText('iterable', (by, [list], { budget }) => {
  const parts = items(needed(list), budget).map((item) => textArg(item));
  budget.chars(parts.reduce((sum, part) => sum + part.length + by.length, 0));
  return parts.join(by);
});

const is = (pattern: RegExp): Callable => ofText('', (text) => pattern.test(text));
const zfill = (text: string, width: number, { budget }: Context): string => {
  budget.chars(Math.max(0, width));
  const sign = /^[-+]?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
};
const padded = (side: 'left' | 'right'): Callable =>
  ofText('width fillchar', (text, [width, fill], { budget }) => {
    const to = wholeArg(width, 0);
    budget.chars(Math.max(0, to));
    return side === 'left' ? text.padEnd(to, textArg(fill, ' ').slice(0, 1)) : text.padStart(to, textArg(fill, ' ').slice(0, 1));
  });

const str = table({
  lower: ofText('', (text) => text.toLowerCase()),
  upper: ofText('', (text) => text.toUpperCase()),
  title: ofText('', titled),
  capitalize: ofText('', capitalize),
  swapcase: ofText('', (text) => text.replace(/\p{L}/gu, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()))),
  strip: ofText('chars', (text, [chars]) => strip(text, chars, 'both')),
  lstrip: ofText('chars', (text, [chars]) => strip(text, chars, 'left')),
  rstrip: ofText('chars', (text, [chars]) => strip(text, chars, 'right')),
  replace: ofText('old new count', (text, [old, by, count], context) =>
    replaced(text, textArg(old), textArg(by), wholeArg(count, -1), context),
  ),
  split: ofText('sep maxsplit', (text, [sep, most], context) => split(text, sep, most, false, context)),
  rsplit: ofText('sep maxsplit', (text, [sep, most], context) => split(text, sep, most, true, context)),
  splitlines: ofText('', (text, _args, { budget }) => {
    const lines = text.replace(/\r\n|\r|\n$/g, (end) => (end === '\n' ? '' : '\n')).split('\n');
    budget.spend(lines.length);
    return text === '' ? [] : lines;
  }),
  startswith: ofText('prefix', (text, [prefix], { budget }) => affix(prefix, (one) => text.startsWith(one), budget)),
  endswith: ofText('suffix', (text, [suffix], { budget }) => affix(suffix, (one) => text.endsWith(one), budget)),
  removeprefix: ofText('prefix', (text, [prefix]) => (text.startsWith(textArg(prefix)) ? text.slice(textArg(prefix).length) : text)),
  removesuffix: ofText('suffix', (text, [suffix]) => {
    const end = textArg(suffix);
    return end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text;
  }),
  join: joinMethod,
  find: ofText('sub', (text, [sub]) => text.indexOf(textArg(sub))),
  count: ofText('sub', (text, [sub], { budget }) => {
    budget.spend(text.length / 8);
    return textArg(sub) === '' ? text.length + 1 : text.split(textArg(sub)).length - 1;
  }),
  isdigit: is(/^\p{Nd}+$/u),
  isnumeric: is(/^\p{N}+$/u),
  isalpha: is(/^\p{L}+$/u),
  isalnum: is(/^[\p{L}\p{N}]+$/u),
  islower: is(/^(?=[\s\S]*\p{Ll})\P{Lu}*$/u),
  isupper: is(/^(?=[\s\S]*\p{Lu})\P{Ll}*$/u),
  zfill: ofText('width', (text, [width], context) => zfill(text, wholeArg(needed(width), 0), context)),
  ljust: padded('left'),
  rjust: padded('right'),
});

const list = table({
  index: fn('value', ({ budget }, value, [wanted]) => {
    const at = items(value, budget).findIndex((item) => equal(item, needed(wanted), budget));
    if (at < 0) throw trouble('value', 'The list does not hold it.');
    return at;
  }),
  count: fn('value', ({ budget }, value, [wanted]) => items(value, budget).filter((item) => equal(item, needed(wanted), budget)).length),
});

const orNone = (found: Value | undefined, fallback: Value | undefined): Value => (found === undefined ? (fallback ?? null) : found);

const dict = table({
  get: fn('key default', (_c, value, [key, fallback]) => orNone(itemOf(value, needed(key)), fallback)),
  items: fn('', (context, value) => pairsOf(value, context)),
  keys: fn('', ({ budget }, value) => [...items(value, budget)]),
  values: fn('', ({ budget }, value) => {
    const all = entriesOf(value).map(([, item]) => item);
    budget.spend(all.length);
    return all;
  }),
});

const datetime = table({
  strftime: fn('format', ({ budget }, value, [format]) => strftime(value as Moment, textArg(format), budget)),
  isoformat: fn('', (_c, value) => isoText(value as Moment)),
  timestamp: fn('', ({ timezone }, value) => {
    const moment = value as Moment;
    return floatOf((moment.zone === undefined ? inZone(moment, timezone) : moment).at / 1_000);
  }),
  weekday: fn('', (_c, value) => (value as Moment).clock.weekday),
  isoweekday: fn('', (_c, value) => (value as Moment).clock.weekday + 1),
});

const timedelta = table({ total_seconds: fn('', (_c, value) => floatOf((value as Span).ms / 1_000)) });

export const methods: Readonly<Partial<Record<Kind, Table>>> = { str, list, tuple: list, dict, datetime, timedelta };

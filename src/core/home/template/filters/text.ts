/** Filters that change texts. */
import { type Callable, type Context, fn, softText, table, textArg, wholeArg } from '../callable.ts';
import { formatPercent } from '../format.ts';
import { charsOf, lengthOf } from '../text.ts';
import { trouble } from '../trouble.ts';
import { Dict, Missing, Tuple, truthy, type Value } from '../value.ts';

/** A filter of the value as text. What it makes is paid. */
const ofText = (params: string, make: (text: string, args: readonly (Value | undefined)[], context: Context) => string): Callable =>
  fn(params, (context, value, args) => {
    const text = softText(value, context);
    context.budget.chars(text.length);
    const made = make(text, args, context);
    context.budget.chars(made.length);
    return made;
  });

export const lower = (text: string): string => text.toLowerCase();
export const upper = (text: string): string => text.toUpperCase();
export const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

/** Jinja's `title`: a capital after blanks, hyphens and opening brackets. */
const title = (text: string): string => text.replace(/[^-\s({[<]+/g, capitalize);

/** What `strip(chars)` takes off; blanks without. */
export function strip(text: string, chars: Value | undefined, sides: 'both' | 'left' | 'right'): string {
  if (chars === undefined || chars === null) return sides === 'left' ? text.trimStart() : sides === 'right' ? text.trimEnd() : text.trim();
  const set = new Set(textArg(chars));
  const all = [...text];
  let [from, to] = [0, all.length];
  if (sides !== 'right') while (from < to && set.has(all[from] as string)) from++;
  if (sides !== 'left') while (to > from && set.has(all[to - 1] as string)) to--;
  return all.slice(from, to).join('');
}

/** All occurrences, or the first `count`; the length is paid before. */
export function replaced(text: string, old: string, by: string, count: number, context: Context): string {
  const parts = old === '' ? ['', ...charsOf(text), ''] : text.split(old);
  context.budget.spend(parts.length);
  const times = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  context.budget.chars(text.length + times * by.length);
  return (
    parts
      .slice(0, times)
      .map((part) => part + by)
      .join('') + parts.slice(times).join(old)
  );
}

function truncate(text: string, [length, killwords, end, leeway]: readonly (Value | undefined)[]): string {
  const [size, tail, spare] = [wholeArg(length, 255), textArg(end, '...'), wholeArg(leeway, 5)];
  if (size < lengthOf(tail) || spare < 0) throw trouble('value', 'The length of "truncate" is shorter than its end.');
  if (lengthOf(text) <= size + spare) return text;
  const room = size - lengthOf(tail);
  const cut = charsOf(text.slice(0, 2 * room)).slice(0, room);
  const kept = typeof cut === 'string' ? cut : cut.join('');
  const blank = kept.lastIndexOf(' ');
  return (truthy(killwords ?? false) || blank < 0 ? kept : kept.slice(0, blank)) + tail;
}

/** For what is undefined; with `boolean` for whatever is not true. */
const fallback = fn('default_value boolean', (_c, value, [instead, boolean]) => {
  if (!(value instanceof Missing) && (truthy(value) || !truthy(boolean ?? false))) return value;
  return instead === undefined ? '' : instead;
});

export const textFilters = table({
  string: ofText('', (text) => text),
  lower: ofText('', lower),
  upper: ofText('', upper),
  title: ofText('', title),
  capitalize: ofText('', capitalize),
  trim: ofText('chars', (text, [chars]) => strip(text, chars, 'both')),
  truncate: ofText('length killwords end leeway', truncate),
  replace: ofText('old new count', (text, [old, by, count], context) => {
    if (old instanceof Missing || by instanceof Missing) throw trouble('undefined', '"replace" got something undefined.');
    const [from, to] = [softText(old ?? null, context), softText(by ?? null, context)];
    return replaced(text, from, to, count === undefined || count === null ? -1 : wholeArg(count, -1), context);
  }),
  wordcount: fn('', (context, value) => {
    const text = softText(value, context);
    context.budget.spend(text.length / 4);
    return (text.match(/\w+/g) ?? []).length;
  }),
  format: fn('*', (context, value, args, { named }) => {
    if (named.length > 0 && args.length > 0) throw trouble('value', '"format" takes values or names, not both.');
    return formatPercent(softText(value, context), named.length > 0 ? new Dict() : new Tuple(args as readonly Value[]), context.budget);
  }),
  safe: ofText('', (text) => text),
  default: fallback,
  d: fallback,
});

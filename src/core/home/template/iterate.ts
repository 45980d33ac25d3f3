/** Going through a value, item by item, each one paid. */
import type { Budget } from './budget.ts';
import { type Clock, Moment } from './moment.ts';
import { missing } from './operate.ts';
import { charsOf } from './text.ts';
import { trouble } from './trouble.ts';
import { entriesOf, itemOf, kindOf, Missing, orMissing, Tuple, type Value } from './value.ts';

/** The items of a list, a tuple, a text or the keys of a dict; nothing of what is undefined. */
export function items(value: Value, budget: Budget): readonly Value[] {
  const found = itemsUnpaid(value);
  budget.spend(found.length);
  return found;
}

function itemsUnpaid(value: Value): readonly Value[] {
  switch (kindOf(value)) {
    case 'list':
      return value as readonly Value[];
    case 'tuple':
      return (value as Tuple).items;
    case 'str':
      return [...charsOf(value as string)];
    case 'dict':
      return entriesOf(value).map(([key]) => key);
    case 'undefined':
      return [];
    default:
      throw trouble('value', `A ${kindOf(value)} has no items.`);
  }
}

/** `of.name`: the value that a dict has under this name; undefined where there is none. */
export function attribute(of: Value, name: string): Value {
  const kind = kindOf(of);
  if (kind === 'undefined') throw missing(of);
  if (kind === 'dict') return orMissing(itemOf(of, name), name);
  if (kind === 'namespace') return orMissing((of as { fields: ReadonlyMap<string, Value> }).fields.get(name), name);
  return of instanceof Moment && clockFields.has(name) ? of.clock[name as keyof Clock] : new Missing(name);
}

const clockFields: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond']);

/** Characters that are told apart in one step. */
const CHARS = 16;

/** `of[index]`. */
export function indexed(of: Value, index: Value, budget: Budget): Value {
  const kind = kindOf(of);
  if (kind === 'undefined') throw missing(of);
  if (kind === 'dict') return orMissing(itemOf(of, index), nameOf(index));
  const at = kindOf(index) === 'int' || kindOf(index) === 'bool' ? Number(index) : undefined;
  if (at === undefined) return typeof index === 'string' ? attribute(of, index) : new Missing(nameOf(index));
  if (typeof of === 'string') budget.spend(of.length / CHARS);
  const list = of instanceof Tuple ? of.items : typeof of === 'string' ? charsOf(of) : Array.isArray(of) ? (of as readonly Value[]) : [];
  return orMissing(list[at < 0 ? at + list.length : at], nameOf(index));
}

const nameOf = (index: Value): string =>
  typeof index === 'string' || typeof index === 'number' ? String(index).slice(0, 60) : kindOf(index);

/** `of[start:stop:step]`, as Python cuts. */
export function sliced(of: Value, [start, stop, step]: readonly (Value | undefined)[], budget: Budget): Value {
  const kind = kindOf(of);
  if (kind === 'undefined') throw missing(of);
  if (kind !== 'str' && kind !== 'list' && kind !== 'tuple') return new Missing('slice');
  const all = items(of, budget);
  const [from, to, by = 1] = [bound(start), bound(stop), bound(step)];
  if (Number.isNaN(from) || Number.isNaN(to) || Number.isNaN(by)) return new Missing('slice');
  if (by === 0) throw trouble('value', 'The step of a slice is zero.');
  const end = all.length;
  const place = (n: number) => Math.min(Math.max(n < 0 ? n + end : n, by > 0 ? 0 : -1), by > 0 ? end : end - 1);
  const out: Value[] = [];
  const [first, last] = [from === undefined ? (by > 0 ? 0 : end - 1) : place(from), to === undefined ? (by > 0 ? end : -1) : place(to)];
  for (let i = first; by > 0 ? i < last : i > last; i += by) out.push(all[i] as Value);
  return kind === 'str' ? out.join('') : kind === 'tuple' ? new Tuple(out) : out;
}

/** NaN when it is no whole number. */
function bound(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  return kindOf(value) === 'int' || kindOf(value) === 'bool' ? Number(value) : Number.NaN;
}

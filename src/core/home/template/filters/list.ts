/** Filters of lists. Where Jinja gives a generator, here is a list. */
import type { Budget } from '../budget.ts';
import { type Callable, type Context, fn, type Given, needed, table, textArg } from '../callable.ts';
import { equal, orderOf } from '../compare.ts';
import { attribute, indexed, items } from '../iterate.ts';
import { countOf, missing, operate } from '../operate.ts';
import { textOf } from '../text.ts';
import { trouble } from '../trouble.ts';
import { entriesOf, kindOf, Missing, orMissing, Tuple, truthy, type Value } from '../value.ts';

/** Jinja's attribute of a filter: `a.b`, `0` or a number; undefined in between stays undefined. */
function picker(path: Value | undefined, budget: Budget): (item: Value) => Value {
  if (path === undefined || path === null) return (item) => item;
  const steps = typeof path === 'string' ? path.split('.') : [path];
  return (item) => steps.reduce<Value>((at, step) => stepInto(at, step, budget), item);
}

const stepInto = (at: Value, step: Value, budget: Budget): Value =>
  typeof step === 'string' && !/^\d+$/.test(step)
    ? attribute(at, step)
    : indexed(at, typeof step === 'string' ? Number(step) : step, budget);

/** Without `case_sensitive`, texts are compared in small letters. */
const folded = (value: Value, sensitive: Value | undefined): Value =>
  typeof value === 'string' && !truthy(sensitive ?? false) ? value.toLowerCase() : value;

function sorted(value: Value, context: Context, key: (item: Value) => Value, descending: boolean): Value[] {
  const keyed = items(value, context.budget).map((item) => ({ item, key: key(item) }));
  const sign = descending ? -1 : 1;
  return keyed.sort((a, b) => sign * orderOf(a.key, b.key, context.budget)).map(({ item }) => item);
}

const extreme = (sign: 1 | -1): Callable =>
  fn('case_sensitive attribute', (context, value, [sensitive, path]) =>
    extremeOf(sign, items(value, context.budget), context, sensitive, path),
  );

export function extremeOf(sign: 1 | -1, all: readonly Value[], { budget }: Context, sensitive?: Value, path?: Value): Value {
  const pick = picker(path, budget);
  let best: Value = orMissing(all[0], 'item');
  for (const item of all.slice(1))
    if (sign * orderOf(folded(pick(item), sensitive), folded(pick(best), sensitive), budget) > 0) best = item;
  return best;
}

function unique(value: Value, context: Context, sensitive: Value | undefined, path: Value | undefined): Value[] {
  const pick = picker(path, context.budget);
  const [seen, out]: [Value[], Value[]] = [[], []];
  for (const item of items(value, context.budget)) {
    const key = folded(pick(item), sensitive);
    if (seen.some((known) => equal(known, key, context.budget))) continue;
    seen.push(key);
    out.push(item);
  }
  return out;
}

function joined(value: Value, context: Context, by: Value | undefined, path: Value | undefined): string {
  const pick = picker(path, context.budget);
  const { budget } = context;
  const between = by === undefined ? '' : textOf(by, budget);
  let length = 0;
  const parts = items(value, budget).map((item) => {
    const text = textOf(pick(item), budget);
    length += text.length + between.length;
    budget.chars(length > budget.limits.output ? length - between.length : text.length);
    return text;
  });
  budget.chars(parts.length === 0 ? 0 : length - between.length);
  return parts.join(between);
}

/** `map('int', 0)` applies a filter, `map(attribute='a.b', default=0)` takes what is under a name. */
function mapped(context: Context, value: Value, { positional, named }: Given): Value[] {
  const options = new Map(named);
  const all = items(value, context.budget);
  if (positional.length === 0 && options.has('attribute')) {
    const pick = picker(options.get('attribute'), context.budget);
    const fallback = options.get('default');
    return all.map((item) => {
      const found = pick(item);
      return found instanceof Missing && fallback !== undefined ? fallback : found;
    });
  }
  const name = textArg(positional[0]);
  return all.map((item) => context.filter(name, item, { positional: positional.slice(1), named }));
}

/** The items of which a test holds (`wanted`) or does not; without a test, those that are true. `byAttribute`: of what they have there. */
const selection = (wanted: boolean, byAttribute: boolean): Callable =>
  fn('*', (context, value, _args, { positional, named }) => {
    const pick = byAttribute ? picker(needed(positional[0]), context.budget) : picker(undefined, context.budget);
    const [name, ...rest] = positional.slice(byAttribute ? 1 : 0);
    const given = { positional: rest, named };
    const holds = (item: Value) => (name === undefined ? truthy(item) : context.test(textArg(name), item, given));
    return items(value, context.budget).filter((item) => holds(pick(item)) === wanted);
  });

const count = fn('', ({ budget }, value) => {
  const n = countOf(value, budget);
  if (n === undefined) throw trouble('value', `A ${kindOf(value)} has no length.`);
  return n;
});

const reverse = fn('', (context, value) => {
  const turned = [...items(value, context.budget)].reverse();
  return typeof value === 'string' ? turned.join('') : turned;
});

export const listFilters = table({
  length: count,
  count,
  reverse,
  first: fn('', (context, value) => orMissing(items(value, context.budget)[0], 'first')),
  last: fn('', (context, value) => orMissing(items(value, context.budget).at(-1), 'last')),
  list: fn('', (context, value) => [...items(value, context.budget)]),
  join: fn('d attribute', (context, value, [by, path]) => joined(value, context, by, path)),
  sort: fn('reverse case_sensitive attribute', (context, value, [descending, sensitive, path]) => {
    const pick = picker(path, context.budget);
    return sorted(value, context, (item) => folded(pick(item), sensitive), truthy(descending ?? false));
  }),
  unique: fn('case_sensitive attribute', (context, value, [sensitive, path]) => unique(value, context, sensitive, path)),
  min: extreme(-1),
  max: extreme(1),
  sum: fn('attribute start', (context, value, [path, start]) => {
    const pick = picker(path, context.budget);
    return items(value, context.budget).reduce<Value>(
      (sum, item) => operate('+', sum, pick(item), context.budget),
      start === undefined ? 0 : start,
    );
  }),
  average: fn('', (context, value) => {
    const all = items(value, context.budget);
    const sum = all.reduce<Value>((total, item) => operate('+', total, item, context.budget), 0);
    return operate('/', sum, all.length, context.budget);
  }),
  items: fn('', (context, value) => {
    if (value instanceof Missing) return [];
    if (kindOf(value) !== 'dict') throw trouble('value', 'Only a dict has items.');
    return pairsOf(value, context);
  }),
  dictsort: fn('', (context, value) => {
    if (kindOf(value) === 'undefined') throw missing(value);
    return sorted(pairsOf(value, context), context, (pair) => folded((pair as Tuple).items[0] as Value, false), false);
  }),
  contains: fn('value', (context, value, [item]) => items(value, context.budget).some((one) => equal(one, needed(item), context.budget))),
  map: fn('*', (context, value, _args, given) => mapped(context, value, given)),
  select: selection(true, false),
  reject: selection(false, false),
  selectattr: selection(true, true),
  rejectattr: selection(false, true),
});

export function pairsOf(dict: Value, { budget }: Context): Tuple[] {
  const pairs = entriesOf(dict);
  budget.spend(pairs.length);
  return pairs.map((pair) => new Tuple(pair));
}

/** What `is` may ask. */

import type { CompareOp } from './ast.ts';
import { type Callable, fn, needed, table, wholeArg } from './callable.ts';
import { compare, contains } from './compare.ts';
import { isNumeric } from './filters/number.ts';
import { regexMatch, regexSearch } from './filters/regex.ts';
import { missing, operate } from './operate.ts';
import { type Kind, kindOf, Missing, type Value } from './value.ts';

const ofKind = (...kinds: Kind[]): Callable => fn('', (_c, value) => kinds.includes(kindOf(value)));
const compared = (op: CompareOp): Callable => fn('other', ({ budget }, value, [other]) => compare(op, value, needed(other), budget));

const remainder = (by: (value: Value | undefined) => number, wanted: number): Callable =>
  fn('num', ({ budget }, value, [num]) => {
    if (value instanceof Missing) throw missing(value);
    return Number(operate('%', value, by(num), budget)) === wanted;
  });

const [equals, differs, less, lessEqual, greater, greaterEqual] = (['==', '!=', '<', '<=', '>', '>='] as const).map(compared);
/** Whether a text has letters, and all of them are as `turned` makes them. */
const letters = (turned: (text: string) => string): Callable =>
  fn('', ({ budget }, value) => {
    if (typeof value !== 'string') return false;
    budget.chars(value.length);
    return value === turned(value) && /\p{L}/u.test(value);
  });

export const tests = table({
  defined: fn('', (_c, value) => !(value instanceof Missing)),
  undefined: ofKind('undefined'),
  none: ofKind('none'),
  boolean: ofKind('bool'),
  true: fn('', (_c, value) => value === true),
  false: fn('', (_c, value) => value === false),
  integer: ofKind('int'),
  float: ofKind('float'),
  number: ofKind('int', 'float', 'bool'),
  string: ofKind('str'),
  mapping: ofKind('dict'),
  // Undefined goes through nothing, but it goes.
  iterable: ofKind('str', 'list', 'tuple', 'dict', 'undefined'),
  sequence: ofKind('str', 'list', 'tuple', 'dict', 'undefined'),
  list: ofKind('list'),
  tuple: ofKind('tuple'),
  datetime: ofKind('datetime'),
  odd: remainder(() => 2, 1),
  even: remainder(() => 2, 0),
  divisibleby: remainder((num) => wholeArg(needed(num ?? undefined), 0), 0),
  lower: letters((text) => text.toLowerCase()),
  upper: letters((text) => text.toUpperCase()),
  in: fn('seq', ({ budget }, value, [hay]) => contains(needed(hay), value, budget)),
  contains: fn('value', ({ budget }, value, [item]) => contains(value, needed(item), budget)),
  sameas: fn('other', (_c, value, [other]) => value === other),
  is_number: fn('', (_c, value) => {
    if (value instanceof Missing) throw missing(value);
    return isNumeric(value);
  }),
  match: regexMatch,
  search: regexSearch,
  eq: equals as Callable,
  equalto: equals as Callable,
  ne: differs as Callable,
  lt: less as Callable,
  lessthan: less as Callable,
  le: lessEqual as Callable,
  gt: greater as Callable,
  greaterthan: greater as Callable,
  ge: greaterEqual as Callable,
});

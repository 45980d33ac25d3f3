/** Everything that a template may call. */
import type { Callable, Table } from './callable.ts';
import { jsonFilters } from './filters/json.ts';
import { listFilters } from './filters/list.ts';
import { numberFilters } from './filters/number.ts';
import { regexFilters } from './filters/regex.ts';
import { textFilters } from './filters/text.ts';
import { timeFilters } from './filters/time.ts';
import { functions } from './functions.ts';
import { methods } from './methods.ts';
import { missing } from './operate.ts';
import { tests } from './tests.ts';
import { trouble } from './trouble.ts';
import { kindOf, type Value } from './value.ts';

const filters: Table = new Map([...textFilters, ...numberFilters, ...listFilters, ...jsonFilters, ...regexFilters, ...timeFilters]);

export const hasFilter = (name: string): boolean => filters.has(name);
export const hasFunction = (name: string): boolean => functions.has(name);
export const hasTest = (name: string): boolean => tests.has(name);
/** Of any kind of value: which kind it is, only the rendering knows. */
export const hasMethod = (name: string): boolean => Object.values(methods).some((ofKind) => ofKind.has(name));

export const filterOf = (name: string): Callable => found(filters, name, 'filter');
export const functionOf = (name: string): Callable => found(functions, name, 'function');
export const testOf = (name: string): Callable => found(tests, name, 'test');

export function methodOf(of: Value, name: string): Callable {
  const kind = kindOf(of);
  if (kind === 'undefined') throw missing(of);
  const method = methods[kind]?.get(name);
  if (method === undefined) throw trouble('undefined', `A ${kind} has no method "${name}".`);
  return method;
}

function found(all: Table, name: string, what: string): Callable {
  const callable = all.get(name);
  if (callable === undefined) throw trouble('value', `There is no ${what} "${name.slice(0, 40)}".`);
  return callable;
}

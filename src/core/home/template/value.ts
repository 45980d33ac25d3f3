/**
 * The values of a template, as Python would have them.
 *
 *     None  bool  int      float                 str     list   tuple  dict                    undefined
 *     null  bool  number   number | WholeFloat   string  array  Tuple  Dict | JSON's object    Missing
 *
 * A number without a fraction is an int, one with a fraction a float; a float without a fraction is a `WholeFloat`. Anything that
 * JSON.parse cannot have made (a function, an object of some class) is undefined, so nothing of JavaScript is ever within reach.
 */
import type { Moment, Span } from './moment.ts';
import { WholeFloat } from './payload.ts';
import { trouble } from './trouble.ts';

export type Value =
  | null
  | boolean
  | number
  | string
  | WholeFloat
  | readonly Value[]
  | Tuple
  | Dict
  | JsonObject
  | Missing
  | Namespace
  | Moment
  | Span;

export interface JsonObject {
  readonly [key: string]: Value;
}

export class Tuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** What is not there. Printing it gives nothing, asking it for more is `template/undefined`. */
export class Missing {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What was found, or that there is nothing. (Not `??`: None is something.) */
export const orMissing = (found: Value | undefined, name: string): Value => (found === undefined ? new Missing(name) : found);

/** The one thing that a template may change. */
export class Namespace {
  readonly fields = new Map<string, Value>();
}

/** A dict that a template made: keys may be any plain value. `1`, `1.0` and `True` are one key, as in Python. */
export class Dict {
  readonly #entries = new Map<string, readonly [Value, Value]>();

  get size(): number {
    return this.#entries.size;
  }
  get(key: Value): Value | undefined {
    return this.#entries.get(hash(key))?.[1];
  }
  set(key: Value, value: Value): this {
    const id = hash(key);
    this.#entries.set(id, [this.#entries.get(id)?.[0] ?? key, value]);
    return this;
  }
  entries(): IterableIterator<readonly [Value, Value]> {
    return this.#entries.values();
  }
}

const keyLimits = { characters: 1_024, depth: 4 } as const;

const sized = (text: string): string => `${text.length}:${text}`;

function hash(key: Value, depth: number = keyLimits.depth): string {
  switch (kindOf(key)) {
    case 'str':
      if ((key as string).length > keyLimits.characters) throw trouble('value', 'A key of a dict is too long.');
      return `s${key}`;
    case 'none':
      return 'none';
    case 'bool':
    case 'int':
    case 'float':
      return `n${numberOf(key)}`;
    case 'tuple':
      if (depth === 0) throw trouble('depth', 'A key of a dict nests too deep.');
      return `(${(key as Tuple).items.map((item) => sized(hash(item, depth - 1))).join()})`;
    case 'undefined':
      return 'undefined';
    default:
      throw trouble('value', `A ${kindOf(key)} cannot be a key of a dict.`);
  }
}

export type Kind =
  | 'none'
  | 'bool'
  | 'int'
  | 'float'
  | 'str'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'undefined'
  | 'namespace'
  | 'datetime'
  | 'timedelta';

/** By what it is, in Python's words. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    case 'object':
      break;
    default:
      return 'undefined';
  }
  if (value === null) return 'none';
  if (Array.isArray(value)) return 'list';
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto === Object.prototype || proto === null) return 'dict';
  if (value instanceof WholeFloat) return 'float';
  if (value instanceof Dict) return 'dict';
  if (value instanceof Tuple) return 'tuple';
  if (value instanceof Namespace) return 'namespace';
  return 'kind' in value && (value.kind === 'datetime' || value.kind === 'timedelta') ? value.kind : 'undefined';
}

export const isNumber = (value: Value): value is number | WholeFloat | boolean => {
  const kind = kindOf(value);
  return kind === 'int' || kind === 'float' || kind === 'bool';
};

/** The number in an int, a float or a bool. */
export const numberOf = (value: Value): number => (value instanceof WholeFloat ? value.value : Number(value));

export const floatOf = (x: number): number | WholeFloat => (Number.isInteger(x) ? new WholeFloat(x) : x);

/** Python's ints have no end; here a result beyond 2^53 is refused, because it would be wrong. */
export function intOf(x: number): number {
  if (!Number.isSafeInteger(x)) throw trouble('value', 'A whole number becomes too large.');
  return x === 0 ? 0 : x;
}

/** Names that no template may ask an object for, whoever put them there. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The value under a key of a dict; undefined when there is none. */
export function itemOf(dict: Value, key: Value): Value | undefined {
  if (dict instanceof Dict) return dict.get(key);
  if (typeof key !== 'string' || forbidden.has(key) || !Object.hasOwn(dict as JsonObject, key)) return undefined;
  return (dict as JsonObject)[key];
}

/** Pairs of a dict in its order. (JSON's objects give keys that are whole numbers first: JavaScript's order.) */
export function entriesOf(dict: Value): (readonly [Value, Value])[] {
  if (dict instanceof Dict) return [...dict.entries()];
  return Object.entries(dict as JsonObject).filter(([key]) => !forbidden.has(key));
}

/** Sizes of JSON's objects, which nobody changes: a loop may ask a large one a thousand times whether it is empty. */
const sizes = new WeakMap<JsonObject, number>();

/** Number of its pairs. */
export function sizeOf(dict: Value): number {
  if (dict instanceof Dict) return dict.size;
  const object = dict as JsonObject;
  let size = sizes.get(object);
  if (size === undefined) {
    size = Object.keys(object).filter((key) => !forbidden.has(key)).length;
    sizes.set(object, size);
  }
  return size;
}

/** Python's truth: nothing, none, zero and empty are false. */
export function truthy(value: Value): boolean {
  switch (kindOf(value)) {
    case 'undefined':
    case 'none':
      return false;
    case 'bool':
    case 'int':
    case 'float':
      return numberOf(value) !== 0;
    case 'str':
      return value !== '';
    case 'list':
      return (value as readonly Value[]).length > 0;
    case 'tuple':
      return (value as Tuple).items.length > 0;
    case 'dict':
      return sizeOf(value) > 0;
    default:
      return true;
  }
}

/** What a filter, a test, a function or a method is, and how arguments find their parameters. */
import type { Timestamp } from '../../base/index.ts';
import type { Budget } from './budget.ts';
import { missing } from './operate.ts';
import { textOf } from './text.ts';
import { trouble } from './trouble.ts';
import { isNumber, kindOf, Missing, numberOf, type Value } from './value.ts';

/** One rendering. */
export interface Context {
  readonly budget: Budget;
  readonly now: Timestamp;
  readonly timezone: string;
  /** Applies another filter or test, by a name that only the rendering knows (`map('int')`). */
  filter(name: string, input: Value, args: Given): Value;
  test(name: string, input: Value, args: Given): boolean;
  /** Ends the rendering: the state stays as it was. */
  keep(): never;
}

/** Arguments as they were given. */
export interface Given {
  readonly positional: readonly Value[];
  readonly named: readonly (readonly [string, Value])[];
}

export type Args = readonly (Value | undefined)[];

export interface Callable {
  /** Names of the parameters in order; undefined when it takes what it is given. */
  readonly params: readonly string[] | undefined;
  run(context: Context, input: Value, args: Args, given: Given): Value;
}

/** `fn('default boolean', (context, input, [fallback, boolean]) => …)`; `*` for what takes whatever it is given. */
export const fn = (params: string, run: Callable['run']): Callable => ({
  params: params === '*' ? undefined : params.split(' ').filter((p) => p !== ''),
  run,
});

export type Table = ReadonlyMap<string, Callable>;
export const table = (entries: Readonly<Record<string, Callable>>): Table => new Map(Object.entries(entries));

export function invoke(callable: Callable, what: string, context: Context, input: Value, given: Given): Value {
  context.budget.spend(1);
  if (callable.params === undefined) return callable.run(context, input, given.positional, given);
  const args: (Value | undefined)[] = [...given.positional];
  if (args.length > callable.params.length)
    throw trouble('value', `"${what}" takes ${callable.params.length} arguments, not ${args.length}.`);
  for (const [name, value] of given.named) {
    const at = callable.params.indexOf(name);
    if (at < 0 || args[at] !== undefined) throw trouble('value', `"${what}" takes no argument "${name.slice(0, 40)}".`);
    args[at] = value;
  }
  return callable.run(context, input, args, given);
}

/** An argument that must be a whole number. */
export function wholeArg(value: Value | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!isNumber(value) || kindOf(value) === 'float') throw trouble('value', `A whole number is needed, not a ${kindOf(value)}.`);
  return numberOf(value);
}

/** An argument that must be a text. */
export function textArg(value: Value | undefined, fallback: string | undefined = undefined): string {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== 'string')
    throw trouble('value', `A text is needed, not a ${value === undefined ? 'missing argument' : kindOf(value)}.`);
  return value;
}

/** An argument that must be given. */
export function needed(value: Value | undefined): Value {
  if (value === undefined) throw trouble('value', 'An argument is missing.');
  return value;
}

/** A value as text, as Jinja's text filters take it. */
export const softText = (value: Value, { budget }: Context): string => textOf(value, budget);

/** What a conversion gives when it cannot: its default, else the failure. */
export function otherwise(fallback: Value | undefined, what: string, value: Value): Value {
  if (fallback !== undefined) return fallback;
  if (value instanceof Missing) throw missing(value);
  throw trouble('value', `"${what}" got a ${kindOf(value)} that it cannot read, and no default.`);
}

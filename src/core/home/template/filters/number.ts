/** Filters that make and change numbers, with Home Assistant's meaning of `default`. */
import { type Callable, type Context, fn, needed, otherwise, table, textArg, wholeArg } from '../callable.ts';
import { parseFloatText, parseIntText, roundTo } from '../number.ts';
import { missing } from '../operate.ts';
import { textOf } from '../text.ts';
import { trouble } from '../trouble.ts';
import { floatOf, intOf, isNumber, kindOf, numberOf, truthy, type Value } from '../value.ts';

/** `float(value)`; undefined where Python raises ValueError or TypeError. */
export function toFloat(value: Value): number | undefined {
  if (kindOf(value) === 'undefined') throw missing(value);
  if (typeof value === 'string') return parseFloatText(value);
  return isNumber(value) ? numberOf(value) : undefined;
}

/** Jinja's `int`: the text in its base, else the float without its fraction. */
function toInt(value: Value, base: number): number | undefined {
  if (kindOf(value) === 'undefined') throw missing(value);
  const direct = typeof value === 'string' ? parseIntText(value, base) : undefined;
  if (direct !== undefined) return direct;
  const float = toFloat(value);
  return float === undefined || !Number.isFinite(float) ? undefined : intOf(Math.trunc(float));
}

export const float: Callable = fn('default', (_c, value, [fallback]) => {
  const x = toFloat(value);
  return x === undefined ? otherwise(fallback, 'float', value) : floatOf(x);
});

export const int: Callable = fn('default base', (_c, value, [fallback, base]) => {
  const radix = wholeArg(base, 10);
  if (radix < 2 || radix > 36) throw trouble('value', 'A base is from 2 to 36.');
  return toInt(value, radix) ?? otherwise(fallback, 'int', value);
});

const yes: ReadonlySet<Value> = new Set(['1', 'true', 'yes', 'on', 'enable']);
const no: ReadonlySet<Value> = new Set(['0', 'false', 'no', 'off', 'disable']);

export const bool: Callable = fn('default', (_c, value, [fallback]) => {
  if (isNumber(value)) return truthy(value);
  const word = typeof value === 'string' && value.length < 64 ? value.toLowerCase().trim() : null;
  return yes.has(word) ? true : no.has(word) ? false : otherwise(fallback, 'bool', value);
});

const round: Callable = fn('precision method default', (_c, value, [precision, method, fallback]) => {
  const digits = wholeArg(precision, 0);
  const x = toFloat(value);
  if (x === undefined) return otherwise(fallback, 'round', value);
  if (Math.abs(digits) > 300) throw trouble('value', 'The precision is out of range.');
  const unit = 10 ** digits;
  let y: number;
  if (method === 'ceil') y = Math.ceil(x * unit) / unit;
  else if (method === 'floor') y = Math.floor(x * unit) / unit;
  else if (method === 'half') y = (roundTo(x * 2, 0) + 0) / 2;
  else y = roundTo(x, digits);
  if (digits !== 0) return floatOf(y);
  if (!Number.isFinite(y)) throw trouble('value', 'What is not finite cannot be rounded.');
  return intOf(Math.trunc(y));
});

export const isNumeric = (value: Value): boolean => kindOf(value) !== 'undefined' && Number.isFinite(toFloat(value) ?? Number.NaN);

const bitwise = (op: (a: bigint, b: bigint) => bigint): Callable =>
  fn('second_value', (_c, value, [second]) => {
    const [a, b] = [wholeArg(value, 0), wholeArg(needed(second), 0)];
    return intOf(Number(op(BigInt(a), BigInt(b))));
  });

const calculated = (name: string, f: (x: number) => number): Callable =>
  fn('default', (_c, value, [fallback]) => {
    const y = f(toFloat(value) ?? Number.NaN);
    return Number.isNaN(y) ? otherwise(fallback, name, value) : floatOf(y);
  });

function ordinal(value: Value, context: Context): string {
  const text = textOf(value, context.budget);
  const n = Number(text.slice(-2).replace(/^-/, ''));
  if (!/\d$/.test(text) || !Number.isInteger(n)) throw trouble('value', 'Only a number has an ordinal.');
  const ending = n >= 11 && n <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return text + ending;
}

export const iif: Callable = fn('if_true if_false if_none', (_c, value, [whenTrue = true, whenFalse = false, whenNone]) =>
  value === null && whenNone !== undefined ? whenNone : truthy(value) ? whenTrue : whenFalse,
);

export const numberFilters = table({
  float,
  int,
  bool,
  round,
  iif,
  abs: fn('', (_c, value) => {
    if (kindOf(value) === 'undefined') throw missing(value);
    if (!isNumber(value)) throw trouble('value', `A ${kindOf(value)} has no absolute value.`);
    const x = Math.abs(numberOf(value));
    return kindOf(value) === 'float' ? floatOf(x) : x;
  }),
  multiply: fn('amount default', (_c, value, [amount, fallback]) => {
    const [x, by] = [toFloat(value), needed(amount)];
    return x === undefined || !isNumber(by) ? otherwise(fallback, 'multiply', value) : floatOf(x * numberOf(by));
  }),
  is_number: fn('', (_c, value) => {
    if (kindOf(value) === 'undefined') throw missing(value);
    return isNumeric(value);
  }),
  bitwise_and: bitwise((a, b) => a & b),
  bitwise_or: bitwise((a, b) => a | b),
  bitwise_xor: bitwise((a, b) => a ^ b),
  sqrt: calculated('sqrt', Math.sqrt),
  log: fn('base default', (_c, value, [base, fallback]) => {
    const x = toFloat(value);
    const b = base === undefined ? Math.E : toFloat(base);
    if (x === undefined || b === undefined || x <= 0 || b <= 0 || b === 1) return otherwise(fallback, 'log', value);
    return floatOf(b === Math.E ? Math.log(x) : b === 10 ? Math.log10(x) : b === 2 ? Math.log2(x) : Math.log(x) / Math.log(b));
  }),
  ordinal: fn('', (context, value) => ordinal(value, context)),
  ord: fn('', (_c, value) => textArg(value).codePointAt(0) ?? 0),
});

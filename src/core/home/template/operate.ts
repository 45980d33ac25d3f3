/** What Python's operators do with the values of a template. */
import type { BinaryOp } from './ast.ts';
import type { Budget } from './budget.ts';
import { formatPercent } from './format.ts';
import { Moment, Span } from './moment.ts';
import { lengthOf } from './text.ts';
import { trouble } from './trouble.ts';
import { floatOf, intOf, isNumber, kindOf, Missing, numberOf, sizeOf, Tuple, type Value } from './value.ts';

export function operate(op: BinaryOp, left: Value, right: Value, budget: Budget): Value {
  for (const side of [left, right]) if (kindOf(side) === 'undefined') throw missing(side);
  if (isNumber(left) && isNumber(right)) return calculate(op, left, right);
  const [l, r] = [kindOf(left), kindOf(right)];
  if (op === '+' && l === r && (l === 'str' || l === 'list' || l === 'tuple')) return joined(left, right, budget);
  if (op === '*' && (l === 'int' || l === 'bool')) return repeated(op, right, left, budget);
  if (op === '*' && (r === 'int' || r === 'bool')) return repeated(op, left, right, budget);
  if (op === '%' && l === 'str') return formatPercent(left as string, right, budget);
  const time = op === '+' || op === '-' ? ofTime(op, left, right) : undefined;
  if (time !== undefined) return time;
  throw unfit(op, left, right);
}

export const missing = (value: Value): Error =>
  trouble('undefined', `"${value instanceof Missing ? value.name : 'A value'}" is not defined.`);

const unfit = (op: string, left: Value, right: Value): Error =>
  trouble('value', `"${op}" does not go between ${kindOf(left)} and ${kindOf(right)}.`);

function calculate(op: BinaryOp, left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  const whole = kindOf(left) !== 'float' && kindOf(right) !== 'float';
  const give = whole ? intOf : floatOf;
  if (b === 0 && (op === '/' || op === '//' || op === '%')) throw trouble('value', 'Division by zero.');
  switch (op) {
    case '+':
      return give(a + b);
    case '-':
      return give(a - b);
    case '*':
      return give(a * b);
    case '/':
      return floatOf(a / b);
    case '//':
      return give(floorDiv(a, b));
    case '%':
      return give(floorMod(a, b));
    case '**':
      return power(a, b, whole);
  }
}

/** CPython's float_floor_div: through the remainder, so that 1 // 0.1 is 9. */
function floorDiv(a: number, b: number): number {
  const mod = floorMod(a, b);
  const quotient = (a - mod) / b;
  if (!Number.isFinite(quotient)) return Number.isFinite(a) && !Number.isFinite(b) ? (a === 0 || a > 0 === b > 0 ? 0 : -1) : quotient;
  // A zero has the sign of the true quotient.
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The remainder has the sign of the divisor. */
function floorMod(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest === 0 ? (b < 0 ? -0 : 0) : rest;
}

function power(a: number, b: number, whole: boolean): Value {
  if (a === 0 && b < 0) throw trouble('value', '0 has no negative power.');
  if (a < 0 && !Number.isInteger(b)) throw trouble('value', 'The power is a complex number.');
  const result = a ** b;
  if (whole && b >= 0) return intOf(result);
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) throw trouble('value', 'A number becomes too large.');
  return floatOf(result);
}

function joined(left: Value, right: Value, budget: Budget): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    budget.chars(left.length + right.length);
    return left + right;
  }
  const items = left instanceof Tuple ? [...left.items, ...(right as Tuple).items] : [...(left as Value[]), ...(right as Value[])];
  budget.spend(items.length);
  return left instanceof Tuple ? new Tuple(items) : items;
}

function repeated(op: BinaryOp, what: Value, times: Value, budget: Budget): Value {
  const n = Math.max(0, numberOf(times));
  if (typeof what === 'string') {
    budget.chars(what.length * n);
    return what.repeat(n);
  }
  const items = what instanceof Tuple ? what.items : Array.isArray(what) ? (what as readonly Value[]) : undefined;
  if (items === undefined) throw unfit(op, what, times);
  budget.spend(items.length * n);
  const all = Array.from({ length: items.length * n }, (_, i) => items[i % items.length] as Value);
  return what instanceof Tuple ? new Tuple(all) : all;
}

function ofTime(op: '+' | '-', left: Value, right: Value): Value | undefined {
  const sign = op === '+' ? 1 : -1;
  if (left instanceof Moment && right instanceof Span) return new Moment(left.at + sign * right.ms, left.zone);
  if (op === '+' && left instanceof Span && right instanceof Moment) return new Moment(right.at + left.ms, right.zone);
  if (left instanceof Span && right instanceof Span) return new Span(left.ms + sign * right.ms);
  if (op !== '-' || !(left instanceof Moment) || !(right instanceof Moment)) return undefined;
  if ((left.zone === undefined) !== (right.zone === undefined)) throw trouble('value', 'A time with a zone less one without.');
  return new Span(left.at - right.at);
}

export function signed(op: '-' | '+', value: Value): Value {
  if (kindOf(value) === 'undefined') throw missing(value);
  if (value instanceof Span) return op === '-' ? new Span(-value.ms) : value;
  if (!isNumber(value)) throw trouble('value', `"${op}" does not go before ${kindOf(value)}.`);
  const n = op === '-' ? -numberOf(value) : numberOf(value);
  return kindOf(value) === 'float' ? floatOf(n) : intOf(n);
}

/** The number of items: of a text in characters, which must be counted. Undefined for what has no length. */
export function countOf(value: Value, budget: Budget): number | undefined {
  if (typeof value === 'string') {
    budget.chars(value.length);
    return lengthOf(value);
  }
  if (kindOf(value) === 'undefined') return 0;
  if (kindOf(value) === 'dict') return sizeOf(value);
  if (value instanceof Tuple) return value.items.length;
  return Array.isArray(value) ? value.length : undefined;
}

/** Equality, order and membership as in Python. */
import type { CompareOp } from './ast.ts';
import type { Budget } from './budget.ts';
import { type Moment, Span } from './moment.ts';
import { missing } from './operate.ts';
import { trouble } from './trouble.ts';
import { entriesOf, isNumber, itemOf, kindOf, numberOf, sizeOf, type Tuple, type Value } from './value.ts';

/** Comparing is cheaper than making. */
const charsPerStep = 256;

export function compare(op: CompareOp, left: Value, right: Value, budget: Budget): boolean {
  switch (op) {
    case '==':
      return equal(left, right, budget);
    case '!=':
      return !equal(left, right, budget);
    case 'in':
      return contains(right, left, budget);
    case 'not in':
      return !contains(right, left, budget);
    default: {
      const order = orderOf(left, right, budget);
      return op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : order >= 0;
    }
  }
}

export function equal(left: Value, right: Value, budget: Budget): boolean {
  budget.spend(1);
  if (isNumber(left) && isNumber(right)) return numberOf(left) === numberOf(right);
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return false;
  switch (kind) {
    case 'list':
    case 'tuple':
      return budget.deeper(() => sameItems(itemsOf(left), itemsOf(right), budget));
    case 'dict':
      if (left === right) return true;
      if (sizeOf(left) !== sizeOf(right)) return false;
      return budget.deeper(() =>
        entriesOf(left).every(([key, value]) => {
          const other = itemOf(right, key);
          return other !== undefined && equal(value, other, budget);
        }),
      );
    case 'undefined':
    case 'none':
      return true;
    case 'datetime':
      return (left as Moment).at === (right as Moment).at;
    case 'timedelta':
      return (left as Span).ms === (right as Span).ms;
    case 'str':
      budget.spend((left as string).length / charsPerStep);
      return left === right;
    default:
      return left === right;
  }
}

const itemsOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : (value as Tuple).items);

const sameItems = (a: readonly Value[], b: readonly Value[], budget: Budget): boolean =>
  a.length === b.length && a.every((item, i) => equal(item, b[i] as Value, budget));

/** Below, at or above zero; NaN is neither. Throws `template/value` where Python raises TypeError. */
export function orderOf(left: Value, right: Value, budget: Budget): number {
  budget.spend(1);
  if (isNumber(left) && isNumber(right)) {
    const [a, b] = [numberOf(left), numberOf(right)];
    return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    budget.spend(left.length / charsPerStep);
    return orderOfTexts(left, right);
  }
  const kind = kindOf(left);
  if (kind === 'undefined') throw missing(left);
  if (kindOf(right) === 'undefined') throw missing(right);
  if (kind === kindOf(right)) {
    if (kind === 'datetime') return (left as Moment).at - (right as Moment).at;
    if (left instanceof Span && right instanceof Span) return left.ms - right.ms;
    if (kind === 'list' || kind === 'tuple') return budget.deeper(() => orderOfItems(itemsOf(left), itemsOf(right), budget));
  }
  throw trouble('value', `A ${kind} and a ${kindOf(right)} have no order.`);
}

function orderOfItems(a: readonly Value[], b: readonly Value[], budget: Budget): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i] as Value, b[i] as Value];
    if (!equal(x, y, budget)) return orderOf(x, y, budget);
  }
  return a.length - b.length;
}

/** By code points; UTF-16 units would put emoji before the private letters. */
function orderOfTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (!/[\ud800-\udfff]/.test(a) && !/[\ud800-\udfff]/.test(b)) return a < b ? -1 : 1;
  const [x, y] = [[...a], [...b]];
  const i = x.findIndex((c, at) => c !== y[at]);
  return i < 0 ? -1 : (x[i]?.codePointAt(0) ?? -1) - (y[i]?.codePointAt(0) ?? -1);
}

/** `needle in hay`. */
export function contains(hay: Value, needle: Value, budget: Budget): boolean {
  switch (kindOf(hay)) {
    case 'str':
      if (kindOf(needle) === 'undefined') throw missing(needle);
      if (typeof needle !== 'string') throw trouble('value', `A text cannot hold a ${kindOf(needle)}.`);
      budget.chars((hay as string).length);
      return (hay as string).includes(needle);
    case 'list':
    case 'tuple':
      return itemsOf(hay).some((item) => equal(item, needle, budget));
    case 'dict':
      return itemOf(hay, needle) !== undefined;
    case 'undefined':
      return false;
    default:
      throw trouble('value', `A ${kindOf(hay)} holds nothing.`);
  }
}

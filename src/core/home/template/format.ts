/** `'%.1f' % x` and `x | format`: the plain conversions, with bounded widths. Names in brackets and `*` are not understood. */
import type { Budget } from './budget.ts';
import { halfEven, roundTo } from './number.ts';
import { repr, textOf } from './text.ts';
import { trouble } from './trouble.ts';
import { isNumber, kindOf, numberOf, Tuple, type Value } from './value.ts';

const conversion = /%([-+ 0]*)(\d{0,3})(?:\.(\d{0,2}))?([a-zA-Z%])|%/g;

export function formatPercent(format: string, args: Value, budget: Budget): string {
  budget.chars(format.length);
  const values = args instanceof Tuple ? args.items : [args];
  let used = 0;
  const text = format.replace(
    conversion,
    (all, flags: string | undefined, width: string, precision: string | undefined, letter: string) => {
      if (letter === '%') return '%';
      const value = values[used++];
      if (flags === undefined) throw trouble('value', `The format "${all}" is not understood.`);
      if (value === undefined) throw trouble('value', 'There are fewer values than the format asks for.');
      const said = convert(letter, value, precision === undefined ? undefined : Number(precision), flags, budget);
      budget.chars(Math.max(said.length, Number(width)));
      if (flags.includes('-')) return said.padEnd(Number(width));
      const numeric = letter !== 's' && letter !== 'r';
      if (!flags.includes('0') || !numeric) return said.padStart(Number(width));
      const sign = /^[-+ ]?/.exec(said)?.[0] ?? '';
      return sign + said.slice(sign.length).padStart(Number(width) - sign.length, '0');
    },
  );
  if (used < values.length && kindOf(args) !== 'dict') throw trouble('value', 'There are more values than the format asks for.');
  budget.chars(text.length);
  return text;
}

function convert(letter: string, value: Value, precision: number | undefined, flags: string, budget: Budget): string {
  if (letter === 's' || letter === 'r') {
    const text = letter === 's' ? textOf(value, budget) : repr(value, budget);
    return precision === undefined ? text : text.slice(0, precision);
  }
  if (!isNumber(value)) throw trouble('value', `"%${letter}" needs a number, not a ${kindOf(value)}.`);
  const x = letter === 'd' || letter === 'i' ? Math.trunc(numberOf(value)) + 0 : numberOf(value);
  const digits = digitsOf(letter, Math.abs(x), precision ?? 6, kindOf(value) === 'float');
  const sign = x < 0 || Object.is(x, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + digits;
}

function digitsOf(letter: string, x: number, precision: number, isFloat: boolean): string {
  if (!Number.isFinite(x)) throw trouble('value', 'The format needs a finite number.');
  switch (letter) {
    case 'd':
    case 'i':
      return fixed(Math.trunc(x), 0);
    case 'f':
    case 'F':
      return fixed(x, precision);
    case 'e':
      return exponential(x, precision);
    case 'g':
      return general(x, Math.max(1, precision));
    case 'x':
    case 'X':
    case 'o':
      if (isFloat) throw trouble('value', `"%${letter}" needs a whole number.`);
      return letter === 'X' ? x.toString(16).toUpperCase() : x.toString(letter === 'o' ? 8 : 16);
    default:
      throw trouble('value', `The format "%${letter}" is not understood.`);
  }
}

/** Halves go to the even digit, as in Python; toFixed would take them up. */
function fixed(x: number, digits: number): string {
  if (x >= 1e21) return BigInt(x).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  return (digits <= 22 ? (digits === 0 ? halfEven(x) : roundTo(x, digits)) : x).toFixed(digits);
}

function exponential(x: number, digits: number): string {
  const [mantissa = '', power = '+0'] = x.toExponential(digits).split('e');
  return `${mantissa}e${power.charAt(0)}${power.slice(1).padStart(2, '0')}`;
}

function general(x: number, digits: number): string {
  const exponent = x === 0 ? 0 : Number(x.toExponential(digits - 1).split('e')[1]);
  if (exponent < -4 || exponent >= digits) return exponential(x, digits - 1).replace(/\.?0*e/, 'e');
  const text = x.toFixed(Math.max(0, digits - 1 - exponent));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Numbers as Python reads and rounds them. */
import { intOf } from './value.ts';

/** Characters of a text that may be a number. */
const longest = 400;

const decimal = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const special: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
]);

/** `float("…")`; undefined when Python raises ValueError. */
export function parseFloatText(text: string): number | undefined {
  if (text.length > longest) return undefined;
  const word = text.trim();
  if (decimal.test(word)) return Number(word.replaceAll('_', ''));
  const [, sign = '', name = ''] = /^([+-]?)([a-z]+)$/i.exec(word) ?? [];
  const value = special.get(name.toLowerCase());
  return value === undefined ? undefined : sign === '-' ? -value : value;
}

const prefixes: Readonly<Record<number, RegExp>> = { 2: /^0b/i, 8: /^0o/i, 16: /^0x/i };

/** `int("…", base)`; undefined when Python raises ValueError. Bases 2 to 36. */
export function parseIntText(text: string, base: number): number | undefined {
  if (text.length > longest) return undefined;
  const word = text.trim().replace(/(?<=[\da-z])_(?=[\da-z])/gi, '');
  const sign = /^[+-]/.exec(word)?.[0] ?? '';
  const prefix = prefixes[base];
  const digits = prefix === undefined ? word.slice(sign.length) : word.slice(sign.length).replace(prefix, '');
  if (digits.length === 0) return undefined;
  let value = 0;
  for (const c of digits.toLowerCase()) {
    const digit = /[\da-z]/.test(c) ? Number.parseInt(c, 36) : 36;
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  return intOf(sign === '-' ? -value : value);
}

/**
 * `round(x, digits)`: to the nearest, halves to the even digit, decided by the exact binary value. toFixed is exact except that it takes
 * halves up; a half is told by the digits behind: a 5 and nothing but zeros (30 more are enough to see any difference a double can have
 * there unless it is smaller than 1e-13).
 */
export function roundTo(x: number, digits: number): number {
  if (!Number.isFinite(x) || digits > 22) return x;
  if (digits < 0) {
    if (digits < -308) return 0;
    const unit = 10 ** -digits;
    const result = halfEven(Math.abs(x) / unit) * unit;
    return x < 0 || Object.is(x, -0) ? -result : result;
  }
  if (Math.abs(x) >= 2 ** 52) return x;
  const size = Math.abs(x);
  const exact = size.toFixed(digits + 30);
  const cut = exact.length - 30;
  const behind = exact.slice(cut);
  let result = Number(size.toFixed(digits));
  if (/^50*$/.test(behind)) {
    const kept = exact.slice(0, cut).replace(/\.$/, '');
    // The digit before decides: even stays.
    if (/[02468]$/.test(kept)) result = Number(kept);
  }
  return x < 0 || Object.is(x, -0) ? -result : result;
}

export function halfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

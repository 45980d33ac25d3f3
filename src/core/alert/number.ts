/** Numbers as people read them: thousands separators, no digits that say nothing, never "-0". */
import { decimalsFor } from '../domain/quantity.ts';

const unitLimit = 16;

/** `-0.04` with 1 decimal is "0", `3410.2` with 0 is "3,410", `2.50` is "2.5"; huge and tiny numbers go to powers of ten, NaN to words. */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? 'an endless number' : 'an endless negative number';
  const size = Math.abs(value);
  if (size >= 1e12 || (size > 0 && size < 1e-6))
    return value
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  const [whole = '0', fraction = ''] = size.toFixed(decimals).split('.');
  const digits = fraction.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = digits === '' ? grouped : `${grouped}.${digits}`;
  return value < 0 && text !== '0' ? `-${text}` : text;
}

/** All the digits the sensor sent, up to seven significant ones: for "stuck at exactly". */
export function formatExact(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value, 0);
  return formatNumber(value, Math.max(0, Math.min(7, 6 - Math.floor(Math.log10(Math.abs(value))))));
}

/** Removes what would break a line or hide text; units come from the wire. */
export const cleanUnit = (unit: string): string =>
  Array.from(unit.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
    .slice(0, unitLimit)
    .join('');

export const withUnit = (number: string, unit: string): string => (unit === '' ? number : `${number} ${unit}`);

/**
 * A value and the range it should have been in, with one number of decimals for all three: enough that what lies outside also reads
 * as outside (4.04 beside 1 … 4 is not printed as 4).
 */
export function formatAgainst(value: number, low: number, high: number): { value: string; low: string; high: string } {
  const width = high - low;
  // A value far outside needs no finer digits than the range, but a value of 0.0213 beside 0 … 0.01 must not read as 0.
  let decimals = width > 0 ? decimalsFor(Math.max(Math.abs(low), Math.abs(high)), width) : decimalsFor(value, 0);
  const outside = (d: number): boolean =>
    (value > high && Number(value.toFixed(d)) <= Number(high.toFixed(d))) ||
    (value < low && Number(value.toFixed(d)) >= Number(low.toFixed(d)));
  while (decimals < 6 && outside(decimals)) decimals++;
  return { value: formatNumber(value, decimals), low: formatNumber(low, decimals), high: formatNumber(high, decimals) };
}

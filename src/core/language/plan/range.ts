/**
 * Numbers: what somebody said, in whatever unit, as a number of the device; and what "a bit more" comes to.
 *
 * A number said outright that the device cannot reach is refused. A change stops at the end of the range.
 */
import type { Change, Deed, Value } from '../deed.ts';
import { cannot, missing, outside, type Unplanned, type Worked, worked } from './result.ts';
import { wanted } from './want.ts';
import { fold } from './words.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
  /** '%', '°C', 'K', 's', 'min' …, '' for none. */
  readonly unit: string;
  readonly step?: number;
}
export const PERCENT: Range = { min: 0, max: 100, unit: '%', step: 1 };

/** How much "a bit", (nothing) and "a lot" are. */
export interface Sizes {
  readonly little: number;
  readonly some: number;
  readonly much: number;
}

/** Levels that people name, as shares of a range of percents. */
const LEVELS: ReadonlyMap<string, number> = new Map(
  `0 minimum min lowest faintest
  0.1 verylow verydim veryquiet
  0.2 low dim dimmed quiet soft slow
  0.5 medium mid middle moderate half halfway normal
  0.8 high bright loud fast
  0.9 veryhigh verybright veryloud
  1 maximum max highest full fully brightest loudest`
    .split('\n')
    .flatMap((line) => {
      const [share, ...words] = line.trim().split(' ');
      return words.map((word) => [word, Number(share)] as const);
    }),
);

/** The share of a range that a word stands for: "high" 0.8. */
export const levelOf = (word: string): number | undefined => LEVELS.get(fold(word));

export const clamp = (n: number, range: Range): number => Math.min(range.max, Math.max(range.min, n));

/** Without the dust of binary fractions. */
export const tidy = (n: number): number => Number(n.toFixed(4)) + 0;

/** The nearest value that the device's steps reach. */
export function stepped(n: number, range: Range): number {
  const { step } = range;
  if (step === undefined || !(step > 0)) return tidy(clamp(n, range));
  return tidy(clamp(range.min + Math.round((n - range.min) / step) * step, range));
}

/** "it goes from 16 to 30 °C" */
export function span({ min, max, unit }: Range): string {
  const end = (n: number): string => `${tidy(n)}${unit === '' ? '' : ` ${unit}`}`;
  if (Number.isFinite(min)) return Number.isFinite(max) ? `it goes from ${tidy(min)} to ${end(max)}` : `it begins at ${end(min)}`;
  return Number.isFinite(max) ? `it goes up to ${end(max)}` : 'it takes no such number';
}
const beyond = (range: Range): Unplanned => outside(span(range));

const isTemperature = (unit: string): boolean => unit === '°C' || unit === '°F';
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['ms', 0.001],
  ...['s', 'sec', 'second', 'seconds'].map((u) => [u, 1] as const),
  ...['min', 'minute', 'minutes', 'm'].map((u) => [u, 60] as const),
  ...['h', 'hour', 'hours'].map((u) => [u, 3600] as const),
]);

/** Seconds in the device's unit. Where that is not known, the finest in which the number fits: "20 minutes" of 10 to 60 is 20. */
function fromSeconds(seconds: number, range: Range, fits: (n: number) => boolean): number {
  const unit = SECONDS.get(range.unit.toLowerCase());
  if (unit !== undefined) return tidy(seconds / unit);
  return [1, 60, 3600].map((u) => seconds / u).find((n) => Number.isInteger(n) && fits(n)) ?? seconds;
}

function saidNumber(n: number, unit: string, range: Range): Worked<number> {
  if (!Number.isFinite(n)) return beyond(range);
  if (unit === '°F' && range.unit === '°C') return worked(Math.round(((n - 32) * 10) / 9) / 2);
  if (unit === '°C' && range.unit === '°F') return worked(Math.round((n * 9) / 5 + 32));
  if (unit === '%' && range.unit !== '%' && !(range.min === 0 && range.max === 100) && Number.isFinite(range.max - range.min)) {
    if (isTemperature(range.unit)) return cannot('its temperature is not a percentage');
    return n < 0 || n > 100
      ? outside('a share goes from 0 to 100 %')
      : worked(stepped(range.min + (n / 100) * (range.max - range.min), range));
  }
  if (unit === 's') return worked(fromSeconds(n, range, (x) => x >= range.min && x <= range.max));
  if (isTemperature(unit) && !isTemperature(range.unit) && range.unit !== '') return cannot(`it is not set in ${unit}`);
  return worked(n);
}

const part = (share: number, range: Range): Worked<number> =>
  Number.isFinite(share) ? worked(stepped(range.min + share * (range.max - range.min), range)) : beyond(range);

/** A number that was said outright. */
export function absolute(value: Value, range: Range): Worked<number> {
  if (value.kind === 'share') return part(value.share, range);
  if (value.kind === 'word' && range.unit === '%') {
    const share = LEVELS.get(fold(value.word));
    if (share !== undefined) return part(share, range);
  }
  if (value.kind !== 'number') return cannot('it needs a number');
  const said = saidNumber(value.number, value.unit, range);
  if (!said.ok) return said;
  return said.value < range.min || said.value > range.max ? beyond(range) : worked(tidy(said.value));
}

function distance(change: Change, current: number, range: Range, sizes: Sizes): number {
  const { amount, unit = '' } = change;
  if (amount === undefined) return sizes[change.size ?? 'some'];
  const width = range.max - range.min;
  if (unit === 'level') return amount * (width <= 20 ? (range.step ?? 1) : sizes.little);
  if (unit === '%' && range.unit !== '%' && !(range.min === 0 && range.max === 100)) return Math.abs(current) * (amount / 100);
  if (unit === '°F' && range.unit === '°C') return (amount * 5) / 9;
  if (unit === '°C' && range.unit === '°F') return (amount * 9) / 5;
  if (unit === 's') return fromSeconds(amount, range, (n) => n <= width);
  return amount;
}

/** A change from the current value, stopped at the ends of the range. Points for what is in percent: 80 lowered by 53 % is 27. */
export function relative(change: Change, current: number, range: Range, sizes: Sizes): number {
  if (change.factor !== undefined && Number.isFinite(change.factor)) return stepped(current * change.factor, range);
  const by = distance(change, current, range, sizes);
  return stepped(current + change.direction * (Number.isFinite(by) ? Math.abs(by) : 0), range);
}

/** The number a deed comes to. `current` is what a change starts from. */
export function level(deed: Deed, current: number, range: Range, sizes: Sizes): Worked<number> {
  const want = wanted(deed);
  if (want === undefined) return missing('value');
  return 'value' in want ? absolute(want.value, range) : worked(relative(want.change, clamp(current, range), range, sizes));
}

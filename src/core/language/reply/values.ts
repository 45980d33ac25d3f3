/** Values as they are said: "21.5 °C", "55 %", "half open (50 %)", "2 hours and 5 minutes". */
import { listed } from './lists.ts';

/** A number as the device wrote it, as long as that is short; else with two decimals at most. */
export function sayNumber(value: number | string): string {
  const number = typeof value === 'number' ? value : Number(value);
  if (!Number.isFinite(number)) return 'unknown';
  const written = String(value).trim();
  // A state is repeated literally: "21.50" is what the display at the wall says too.
  if (typeof value === 'string' && /^-?\d+(?:\.\d{1,3})?$/.test(written)) return written;
  if (Math.abs(number) >= 1e15 || (number !== 0 && Math.abs(number) < 0.005)) return number.toPrecision(3);
  return String(Number(number.toFixed(2)));
}

const GLUED: ReadonlySet<string> = new Set(['°', "'", '"']);
const SPELT: ReadonlyMap<string, string> = new Map([
  ['C', '°C'],
  ['F', '°F'],
  ['ºC', '°C'],
  ['ºF', '°F'],
  ['°c', '°C'],
  ['°f', '°F'],
]);

/** "21.5 °C", "55 %", "90°". Units come from outside: one line, short. */
export function withUnit(number: string, unit: string | undefined): string {
  const clean = (unit ?? '')
    .slice(0, 100)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 16);
  if (clean === '') return number;
  const said = SPELT.get(clean) ?? clean;
  return GLUED.has(said) ? `${number}${said}` : `${number} ${said}`;
}

export const percent = (share: number): string => `${sayNumber(Math.round(share))} %`;

/** Position of a cover: "open", "closed", "half open (50 %)", "30 % open". */
export function sayPosition(position: number): string {
  if (position >= 100) return 'open (100 %)';
  if (position <= 0) return 'closed (0 %)';
  return position === 50 ? 'half open (50 %)' : `${sayNumber(position)} % open`;
}

const plain = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Longest first. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Every unit of a length: "1 day, 2 hours and 5 seconds". */
export function sayLength(seconds: number): string {
  const parts = UNITS.flatMap(([unit, size], i) => {
    const n = Math.floor((i === 0 ? seconds : seconds % (UNITS[i - 1]?.[1] ?? 1)) / size);
    return n === 0 ? [] : [plain(n, unit)];
  });
  return parts.length === 0 ? 'a moment' : listed(parts);
}

/** Two units at most: "45 seconds", "2 minutes and 5 seconds", "3 hours", "2 days and 4 hours". */
export function saySpan(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'a long time';
  const s = Math.max(0, Math.round(seconds));
  const at = UNITS.findIndex(([, size]) => s >= size);
  if (at < 0) return 'less than a second';
  const [noun, size] = UNITS[at] as (typeof UNITS)[number];
  const next = UNITS[at + 1];
  const whole = Math.floor(s / size);
  const rest = next === undefined ? 0 : Math.floor((s - whole * size) / next[1]);
  return rest > 0 && next !== undefined ? `${plain(whole, noun)} and ${plain(rest, next[0])}` : plain(whole, noun);
}

/** What somebody said or a device offers, inside a sentence of ours: one line, short, underscores as spaces. */
export function sayWord(word: string): string {
  const line = word
    .slice(0, 500)
    .replace(/[\p{C}\s_]+/gu, ' ')
    .trim();
  const letters = Array.from(line);
  return letters.length > 60 ? `${letters.slice(0, 59).join('').trimEnd()}…` : line;
}

const WHITES: readonly (readonly [to: number, word: string])[] = [
  [2_300, 'candlelight'],
  [3_200, 'warm white'],
  [4_400, 'neutral white'],
  [5_800, 'cool white'],
  [Number.POSITIVE_INFINITY, 'daylight'],
];
/** "warm white (2700 K)" */
export const sayWhite = (kelvin: number): string =>
  `${WHITES.find(([to]) => kelvin <= to)?.[1] ?? 'white'} (${sayNumber(Math.round(kelvin))} K)`;

/**
 * What a rule has learned, as plain JSON for the next life of Kinglet; and read again with the suspicion that a file deserves: numbers within
 * what could have been learned, or nothing.
 */
import { isRecord } from '../base/index.ts';

/** Numbers and short lists of them, by name. */
export type Learned = Readonly<Record<string, number | readonly number[]>>;

/** Three places: enough for a share of days, and the same text when it is written again. */
export const rounded = (list: Iterable<number>): readonly number[] => Array.from(list, (x) => Math.round(x * 1_000) / 1_000);

/** A list that is just so long, or at most so long, of numbers between; undefined for anything else. */
export function listIn(
  saved: unknown,
  name: string,
  length: readonly [number, number],
  [low, high]: readonly [number, number],
): number[] | undefined {
  const list = isRecord(saved) && Object.hasOwn(saved, name) ? saved[name] : undefined;
  if (!Array.isArray(list) || list.length < length[0] || list.length > length[1]) return undefined;
  return (list as unknown[]).every((x) => typeof x === 'number' && x >= low && x <= high) ? (list as number[]) : undefined;
}

export function numberIn(saved: unknown, name: string, [low, high]: readonly [number, number]): number | undefined {
  const value = isRecord(saved) && Object.hasOwn(saved, name) ? saved[name] : undefined;
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

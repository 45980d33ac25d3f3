/** A freezer for tests: a quiet rhythm around -18 °C, one reading a minute, and what can happen to it. */
import type { Reading } from '../../src/core/domain/index.ts';
import { random, reading, START, sensor } from './sensors.ts';

export const MINUTE = 60_000;
export const freezer = sensor('freezer.temperature');

/** What it reads at each minute; from minute `warm` on its door stands open. */
export function freezerValues(count: number, { warm = Number.POSITIVE_INFINITY, seed = 1 } = {}): number[] {
  const noise = random(seed);
  return Array.from({ length: count }, (_, i) => {
    const calm = -18 + Math.sin(i / 5) + 0.2 * noise();
    return Number((i < warm ? calm : -9.5 + 0.1 * Math.sin(i)).toFixed(2));
  });
}

export const freezerLife = (count: number, options: { warm?: number; seed?: number } = {}): Reading[] =>
  freezerValues(count, options).map((value, i) => reading(freezer, START + i * MINUTE, value));

/** What people expect of watched lives, with the picture of the one where that does not hold. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { Sensor } from '../../src/core/domain/index.ts';
import { DAY, type Life, type LiveOptions, Lives, type Point } from './lives.ts';

/** The same kind of sensor in several homes: what holds must not hang on the luck of one. */
export const HOMES = [1, 2, 3, 4] as const;

export interface Neighbourhood {
  live(sensor: Sensor, points: readonly Point[], options?: LiveOptions): Promise<Life>;
  /** One life for each home. */
  liveAll(sensor: Sensor, of: (seed: number) => readonly Point[], options?: LiveOptions): Promise<readonly Life[]>;
}

/** The shipped model, for all tests of a file. */
export function neighbourhood(): Neighbourhood {
  let lives: Lives | undefined;
  beforeAll(async () => {
    lives = await Lives.open();
  });
  afterAll(() => lives?.[Symbol.asyncDispose]());
  const live: Neighbourhood['live'] = (...all) => {
    if (!lives) throw new Error('asked before the model was open');
    return lives.live(...all);
  };
  return {
    live,
    liveAll: async (sensor, of, options) => {
      const all: Life[] = [];
      for (const seed of HOMES) all.push(await live(sensor, of(seed), options));
      return all;
    },
  };
}

/** What several tests of a file look at is lived through by the first. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** In all homes together nobody is told of anything, or of a few things at most. */
export function expectQuiet(lives: readonly Life[], from: number, to: number, atMost = 0): void {
  const counts = lives.map((life) => life.between(from, to).length);
  const worst = lives[counts.indexOf(Math.max(...counts))];
  const all = counts.reduce((sum, n) => sum + n, 0);
  expect(all, `alerts by home: ${counts.join(', ')}; the worst:${worst?.show(from, to)}`).toBeLessThanOrEqual(atMost);
}

/** In every home, or all but `missed` of them, something is told between `from` and `within` minutes later, and in none more than `atMost` things. */
export function expectNoticed(lives: readonly Life[], from: number, within: number, { missed = 0, atMost = 2 } = {}): void {
  const shown = (life: Life): string => life.show(Math.max(0, from - DAY), from + Math.max(within, DAY / 2));
  const blind = lives.filter((life) => life.between(from, from + within).length === 0);
  expect(blind.length, `missed in ${blind.length} of ${lives.length} homes:${blind.map(shown)[0]}`).toBeLessThanOrEqual(missed);
  for (const life of lives) expect(life.between(from, from + within).length, shown(life)).toBeLessThanOrEqual(atMost);
}

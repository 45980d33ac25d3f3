/**
 * The signal of most tests here, a heartbeat of 60 cells, with one beat of another shape:
 *
 *        █           █           ▄           █
 *        █           █           █           █
 *     ▄▄▄█▄▄█▄▄▄▄▄▄▄▄█▄▄█▄▄▄▄▄▄▄▄█▄▄▄▄▄▄▄▄▄▄▄█▄▄█▄▄▄▄▄
 */
import { describe, expect, it } from 'vitest';
import { Discord } from '../../../src/core/signal/index.ts';
import { seeded } from '../../../src/demo/random.ts';

interface Heard {
  readonly cell: number;
  readonly distance: number;
  readonly kind: number;
}

function listen(values: readonly number[]): { discord: Discord; heard: readonly Heard[] } {
  const discord = new Discord();
  const heard = values.flatMap((value, cell) => {
    const novelty = discord.push(value);
    return novelty ? [{ cell, ...novelty }] : [];
  });
  return { discord, heard };
}
const series = (length: number, of: (i: number, noise: number) => number, seed = 1): number[] => {
  const random = seeded(seed);
  return Array.from({ length }, (_, i) => of(i, 0.02 * random.normal()));
};
const bump = (u: number, at: number, width: number): number => Math.exp(-(((u - at) / width) ** 2));
const beat = (i: number, period = 60): number => {
  const u = (i % period) / period;
  return 2 * bump(u, 0.3, 0.03) - 0.5 * bump(u, 0.4, 0.03) + 0.4 * bump(u, 0.65, 0.08);
};
/** Another shape within the usual values. */
const odd = (i: number, period = 60): number => 0.6 * beat(i, period) - 0.3 * Math.sin((2 * Math.PI * i) / period);

const highest = (heard: readonly Heard[], from: number, to: number): number =>
  heard.reduce((max, { cell, distance }) => (cell >= from && cell < to ? Math.max(max, distance) : max), 0);
const kinds = (heard: readonly Heard[]): readonly number[] => [...new Set(heard.map(({ kind }) => kind))];

describe('What a signal has never done before', () => {
  it('is hardly anything where it repeats itself', () => {
    const { heard } = listen(series(6000, (i, noise) => beat(i) + noise));
    expect(heard.length).toBeGreaterThan(4000);
    expect(highest(heard, 1000, 6000)).toBeLessThan(0.15);
  });

  it('is a beat of another shape, far above all others', () => {
    const { heard } = listen(series(6000, (i, noise) => (i >= 5400 && i < 5460 ? odd(i) : beat(i)) + noise));
    const others = Math.max(highest(heard, 1000, 5400), highest(heard, 5500, 6000));
    expect(highest(heard, 5400, 5500)).toBeGreaterThan(3 * others);
  });

  it('is a smaller beat, and one upside down', () => {
    for (const factor of [0.4, -1]) {
      const { heard } = listen(series(6000, (i, noise) => (i >= 5400 && i < 5460 ? factor : 1) * beat(i) + noise));
      expect(highest(heard, 5400, 5500)).toBeGreaterThan(3 * highest(heard, 1000, 5400));
    }
  });

  // A quarter of a rhythm that rests is found in the past between any two beats.
  it.fails('is a beat that does not come', () => {
    const { heard } = listen(series(6000, (i, noise) => (i >= 5400 && i < 5460 ? 0 : beat(i)) + noise));
    expect(highest(heard, 5400, 5520)).toBeGreaterThan(2 * highest(heard, 1000, 5400));
  });

  it('is known when it happens again within a dozen rhythms, and new when it is long ago', () => {
    const with_ = (again: number) =>
      listen(series(12_000, (i, noise) => ((i >= 4200 && i < 4260) || (i >= again && i < again + 60) ? odd(i) : beat(i)) + noise)).heard;
    expect(highest(with_(4800), 4800, 4880)).toBeLessThan(0.3);
    expect(highest(with_(9600), 9600, 9680)).toBeGreaterThan(0.5);
  });

  it.each([1000, 0.001, -1])('is the same in another unit: times %d', (factor) => {
    const values = series(4000, (i, noise) => (i >= 3000 && i < 3060 ? odd(i) : beat(i)) + noise);
    const [plain, scaled] = [listen(values).heard, listen(values.map((v) => factor * v)).heard];
    expect(scaled.map(({ cell, kind }) => [cell, kind])).toEqual(plain.map(({ cell, kind }) => [cell, kind]));
    for (const [i, { distance }] of scaled.entries()) expect(distance).toBeCloseTo(plain[i]?.distance ?? Number.NaN, 2);
  });

  it.each([-273.15, 100, 1e4])('is the same at another level: %d above', (offset) => {
    const values = series(4000, (i, noise) => (i >= 3000 && i < 3060 ? odd(i) : beat(i)) + noise);
    const [plain, moved] = [listen(values).heard, listen(values.map((v) => v + offset)).heard];
    for (const [i, { distance }] of moved.entries()) expect(distance).toBeCloseTo(plain[i]?.distance ?? Number.NaN, 2);
  });
});

describe('The width of what is compared', () => {
  it.each([
    ['two minutes of seconds, or a day of hours', 24],
    ['three hours of minutes', 180],
    ['a day of five minutes', 288],
    ['a slow rhythm', 889],
  ] as const)('follows the rhythm: %s, %d cells', (_, period) => {
    const length = 16 * period + 2000;
    const at = (Math.floor(length / period) - 2) * period;
    const inOdd = (i: number): boolean => i >= at && i < at + period;
    const { discord, heard } = listen(series(length, (i, noise) => (inOdd(i) ? odd(i, period) : beat(i, period)) + noise));
    const stretch = discord.scale.width * discord.scale.length;
    expect(stretch).toBeGreaterThan(period / 8);
    expect(stretch).toBeLessThan(Math.max(9, 0.75 * period));
    expect(highest(heard, at, at + 1.5 * period)).toBeGreaterThan(3 * highest(heard, length / 2, at));
  });

  it('keeps its kind while the rhythm stays, though it gets a little longer and shorter', () => {
    const { heard } = listen(series(20_000, (i, noise) => beat(i + 6 * Math.sin(i / 900)) + noise));
    expect(kinds(heard.filter(({ cell }) => cell > 3000))).toHaveLength(1);
  });

  it('is of another kind when the rhythm has become another', () => {
    const { discord, heard } = listen(series(16_000, (i, noise) => (i < 6000 ? beat(i, 60) : beat(i, 240)) + noise));
    const before = heard.findLast(({ cell }) => cell < 6000)?.kind;
    expect(heard.at(-1)?.kind).not.toBe(before);
    expect(discord.scale.width * discord.scale.length).toBeGreaterThan(30);
    expect(highest(heard, 14_000, 16_000)).toBeLessThan(0.2);
  });

  it('never goes back: a kind that is over is over', () => {
    const { heard } = listen(series(16_000, (i, noise) => (i < 6000 ? beat(i, 60) : beat(i, 240)) + noise));
    for (const [i, { kind }] of heard.entries()) expect(kind).toBeGreaterThanOrEqual(heard[i - 1]?.kind ?? 0);
  });
});

describe('A signal with holes', () => {
  it('says nothing while there is nothing', () => {
    expect(listen(Array(3000).fill(Number.NaN)).heard).toHaveLength(0);
    const { heard } = listen(series(4000, (i, noise) => (i >= 2000 && i < 2500 ? Number.NaN : beat(i) + noise)));
    expect(heard.filter(({ cell }) => cell > 2010 && cell < 2500)).toHaveLength(0);
  });

  it('goes on after a hole without a fright', () => {
    const { heard } = listen(series(6000, (i, noise) => (i >= 3000 && i < 3400 ? Number.NaN : beat(i) + noise)));
    expect(heard.filter(({ cell }) => cell >= 3400).length).toBeGreaterThan(2000);
    expect(highest(heard, 3400, 6000)).toBeLessThan(0.3);
  });

  it('hardly minds single missing cells', () => {
    const { heard } = listen(series(6000, (i, noise) => (i % 50 === 7 ? Number.NaN : beat(i) + noise)));
    expect(heard.length).toBeGreaterThan(5000);
    expect(highest(heard, 3000, 6000)).toBeLessThan(0.3);
  });
});

describe('A signal that stands still', () => {
  it('is no news, for as long as it does', () => {
    const { heard } = listen(Array(4000).fill(21.5));
    expect(highest(heard, 0, 4000)).toBe(0);
  });

  it('is news when it begins to move, and no news once it has moved for a while', () => {
    const { heard } = listen(series(10_000, (i, noise) => (i < 3000 ? 5 : beat(i) + noise)));
    expect(highest(heard, 3000, 3100)).toBeGreaterThan(1);
    expect(highest(heard, 8000, 10_000)).toBeLessThan(0.2);
  });
});

describe('What no sensor should say', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308, 1e30])(
    'never makes a distance that is no number: %d',
    (bad) => {
      for (const where of [0, 1, 2000]) {
        const { heard } = listen(series(4000, (i, noise) => (i === where ? bad : beat(i) + noise)));
        expect(heard.every(({ distance }) => Number.isFinite(distance) && distance >= 0)).toBe(true);
      }
    },
  );

  const oddLater = (bad: number, where: number) =>
    listen(series(12_000, (i, noise) => (i === where ? bad : i >= 11_400 && i < 11_460 ? odd(i) : beat(i) + noise))).heard;

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e308, 1e30, 1e6])('is forgotten with time: %d', (bad) => {
    const heard = oddLater(bad, 3000);
    expect(highest(heard, 11_400, 11_500)).toBeGreaterThan(3 * highest(heard, 8000, 11_400));
  });

  it.each([1e30, 1e12])('is forgotten when it was the very first value: %d', (bad) => {
    const heard = oddLater(bad, 0);
    expect(highest(heard, 11_400, 11_500)).toBeGreaterThan(3 * highest(heard, 8000, 11_400));
  });
});

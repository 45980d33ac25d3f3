import { describe, expect, it } from 'vitest';
import { autocorrelation, rhythmOf } from '../../../src/core/signal/index.ts';
import { seeded } from '../../../src/demo/random.ts';

const signal = (length: number, of: (i: number) => number): Float64Array => Float64Array.from({ length }, (_, i) => of(i));
const sine = (i: number, period: number): number => Math.sin((2 * Math.PI * i) / period);
const LENGTH = 1536;

/** In points. */
function expectPeriod(of: Float64Array, period: number, within = 0.02): void {
  const rhythm = rhythmOf(of);
  expect(rhythm?.period).toBeGreaterThanOrEqual((1 - within) * period - 0.5);
  expect(rhythm?.period).toBeLessThanOrEqual((1 + within) * period + 0.5);
}

describe('The rhythm of a signal', () => {
  it.each([8, 9, 12, 24, 33.3, 60, 100, 180, 288, 400, 500])('is the period of a sine: %d points', (period) => {
    expectPeriod(
      signal(LENGTH, (i) => sine(i, period)),
      period,
    );
    expect(rhythmOf(signal(LENGTH, (i) => sine(i, period)))?.strength).toBeCloseTo(1, 1);
  });

  it.each([24, 60, 180])('is found beneath noise as loud as itself: %d points', (period) => {
    const random = seeded(period);
    expectPeriod(
      signal(LENGTH, (i) => sine(i, period) + 0.7 * random.normal()),
      period,
      0.1,
    );
  });

  it.each([
    ['half on, half off', 60, (i: number) => (i % 60 < 30 ? 0 : 1)],
    ['on for a tenth of it', 60, (i: number) => (i % 60 < 6 ? 1 : 0)],
    ['a sawtooth', 90, (i: number) => i % 90],
    ['a small day in a large week', 336, (i: number) => 0.3 * sine(i, 48) + sine(i, 336)],
    ['a large day in a small week', 48, (i: number) => sine(i, 48) + 0.3 * sine(i, 336)],
    ['a sine on a gentle slope', 48, (i: number) => sine(i, 48) + 0.001 * i],
  ] as const)('is that of %s', (_, period, of) => {
    expectPeriod(signal(LENGTH, of), period);
  });

  it.each([
    ['too fast by a multiple of itself, three points', 3],
    ['too fast by a multiple of itself, five points', 5],
  ])('is told where it is %s', (_, period) => {
    const found = rhythmOf(signal(LENGTH, (i) => sine(i, period)))?.period ?? Number.NaN;
    expect(found % period).toBe(0);
    expect(found).toBeLessThanOrEqual(3 * period);
  });

  it.each([
    ['nothing', signal(0, () => 1)],
    ['one point', signal(1, () => 1)],
    ['a signal that stands still', signal(LENGTH, () => 5)],
    ['a signal that stands still at zero', signal(LENGTH, () => 0)],
    ['less than three turns', signal(20, (i) => sine(i, 10))],
    ['a straight line', signal(LENGTH, (i) => 3 * i)],
    ['ever faster growth', signal(LENGTH, (i) => i * i)],
    ['a single step', signal(LENGTH, (i) => (i < 700 ? 0 : 1))],
    ['a single spike', signal(LENGTH, (i) => (i === 700 ? 1 : 0))],
  ])('is none in %s', (_, of) => {
    expect(rhythmOf(of)).toBeUndefined();
  });

  it.each([512, 1024, 1536])('is none in noise of %d points', (length) => {
    const found = Array.from({ length: 40 }, (_, seed) => {
      const random = seeded(seed + 1);
      return rhythmOf(signal(length, () => random.normal()));
    });
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  it('is none in noise of 256 points, which is all that is known at the first look', () => {
    const found = Array.from({ length: 100 }, (_, seed) => {
      const random = seeded(seed + 1);
      return rhythmOf(signal(256, () => random.normal()));
    });
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(3);
  });

  it.each([1e-100, 1e-9, 1e9, 1e100, -1])('does not depend on the unit: times %d', (factor) => {
    expectPeriod(
      signal(LENGTH, (i) => factor * sine(i, 60)),
      60,
    );
  });

  it('survives what is no number, or nearly infinite', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e308]) {
      const rhythm = rhythmOf(signal(LENGTH, (i) => (i === 5 ? bad : sine(i, 60))));
      expect(rhythm === undefined || Number.isFinite(rhythm.period)).toBe(true);
    }
  });
});

describe('The autocorrelation', () => {
  it('is one at lag zero, and all zero for a signal that stands still', () => {
    const random = seeded(1);
    expect(autocorrelation(signal(100, () => random.normal()))[0]).toBeCloseTo(1, 9);
    expect(autocorrelation(signal(128, () => 7)).every((r) => r === 0)).toBe(true);
  });

  it('is what its definition says', () => {
    const random = seeded(2);
    const x = signal(150, (i) => sine(i, 17) + random.normal());
    const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
    const power = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
    const r = autocorrelation(x);
    for (const lag of [1, 5, 17, 80]) {
      let sum = 0;
      for (let i = lag; i < x.length; i++) sum += ((x[i] ?? 0) - mean) * ((x[i - lag] ?? 0) - mean);
      expect(r[lag]).toBeCloseTo(sum / (x.length - lag) / power, 9);
    }
  });
});

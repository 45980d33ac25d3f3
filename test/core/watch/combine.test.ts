import { describe, expect, it } from 'vitest';
import { combine, fisher, soften } from '../../../src/core/watch/combine.ts';

const GRID = [0, 0.01, 0.3, 1, 2, 3, 4, 5.9, 6, 6.1, 8, 12, 30, 100, 300];
const triples = GRID.flatMap((a) => GRID.flatMap((b) => GRID.map((c) => [a, b, c] as const)));

describe('Several witnesses together', () => {
  it('are never less than nothing, never no number, never infinite', () => {
    for (const [a, b, c] of triples) {
      const all = combine(a, b, c);
      expect(Number.isFinite(all) && all >= 0, `${a}, ${b}, ${c} → ${all}`).toBe(true);
    }
  });

  it('are never more than their sum: nobody is surer than all of them independently', () => {
    for (const [a, b, c] of triples) expect(combine(a, b, c), `${a}, ${b}, ${c}`).toBeLessThanOrEqual(a + b + c + 1e-9);
  });

  it.each([
    ['what is said of this reading', (v: number, b: number, c: number) => combine(v, b, c)],
    ['what has gathered', (v: number, b: number, c: number) => combine(b, v, c)],
    ['the shape', (v: number, b: number, c: number) => combine(b, c, v)],
  ] as const)('say more when one says more: %s', (_, of) => {
    for (const b of GRID) {
      for (const c of GRID) {
        for (let i = 1; i < GRID.length; i++) {
          const [less, more] = [of(GRID[i - 1] ?? 0, b, c), of(GRID[i] ?? 0, b, c)];
          expect(more, `${GRID[i]} with ${b}, ${c}`).toBeGreaterThanOrEqual(less - 1e-12);
        }
      }
    }
  });

  it('say nothing when nobody does', () => {
    expect(combine(0, 0, 0)).toBe(0);
  });

  it('say hardly more than a day’s habit when each of them does', () => {
    expect(combine(0.3, 0.3, 0.3)).toBeLessThan(0.6);
  });

  it.each([
    ['this reading alone', [5, 0, 0]],
    ['what has gathered alone', [0, 5, 0]],
    ['the shape alone', [0, 0, 5]],
  ] as const)('still hear one that is sure while the others see nothing: %s', (_, [a, b, c]) => {
    expect(combine(a, b, c)).toBeGreaterThan(4);
  });

  it('are surer when two that look at different things agree', () => {
    expect(combine(4, 0, 4)).toBeGreaterThan(combine(4, 0, 0) + 0.3);
    expect(combine(4, 0, 4)).toBeGreaterThan(combine(4, 4, 0));
  });
});

describe('Fisher’s sum of two', () => {
  it.each([
    // -log10 of p(1 - ln p) for the product p of both
    [0, 0],
    [2, 1.2515],
    [4, 2.9909],
    [8, 6.7117],
  ])('is the textbook’s: %d → %d', (sum, expected) => {
    expect(fisher(sum)).toBeCloseTo(expected, 3);
  });
});

describe('The deep end', () => {
  it.each([0, 1, 4, 6])('is taken as it is up to one in a million: %d', (e) => {
    expect(soften(e)).toBe(e);
  });
  it('grows ever more slowly, but never stops and never jumps', () => {
    expect(soften(6.001) - soften(6)).toBeLessThan(0.0011);
    for (let e = 6; e < 300; e++) {
      const [step, next] = [soften(e + 1) - soften(e), soften(e + 2) - soften(e + 1)];
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThanOrEqual(1);
      expect(next).toBeLessThan(step);
    }
    expect(soften(300)).toBeLessThan(20);
  });
});

import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import { Grid } from '../../../src/core/signal/index.ts';

const MINUTE = 60_000;

function feed(grid: Grid, times: readonly number[]) {
  return times.map((at) => grid.place(timestamp(at)));
}
const regular = (n: number, step: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i * step);

describe('The time grid of a sensor', () => {
  it('learns the cadence of a regular sensor', () => {
    const grid = new Grid();
    feed(grid, regular(20, MINUTE));
    expect(grid.step).toBe(MINUTE);
    expect(grid.irregular).toBe(false);
  });

  it('opens one cell a reading, however the readings jitter', () => {
    const grid = new Grid();
    const jitter = [0, 200, -300, 400, -100, 350, -250, 50];
    const placements = feed(
      grid,
      regular(200, 1000).map((t, i) => t + (jitter[i % 8] as number)),
    );
    expect(placements.filter((p) => p.kind === 'open')).toHaveLength(200);
    expect(placements.every((p) => p.skipped === 0)).toBe(true);
  });

  it('keeps missing readings as gaps', () => {
    const grid = new Grid();
    feed(grid, regular(30, MINUTE));
    expect(grid.place(timestamp(33 * MINUTE))).toEqual({ kind: 'open', skipped: 3, held: 0 });
  });

  it('merges a burst into the newest cell', () => {
    const grid = new Grid();
    feed(grid, regular(30, MINUTE));
    expect(grid.place(timestamp(29 * MINUTE + 5_000)).kind).toBe('merge');
  });

  it('takes two readings with the same time stamp as two readings', () => {
    const grid = new Grid();
    feed(grid, regular(30, MINUTE));
    expect(grid.place(timestamp(29 * MINUTE)).kind).toBe('open');
  });

  it('holds the value of a sensor that reports on change only', () => {
    const grid = new Grid();
    const times: number[] = [];
    for (let i = 0; i < 64; i++) times.push((times.at(-1) ?? 0) + (i % 4 === 3 ? 20 * MINUTE : MINUTE));
    feed(grid, times);
    expect(grid.irregular).toBe(true);
    const last = times.at(-1) as number;
    const placement = grid.place(timestamp(last + 15 * MINUTE));
    expect(placement.held).toBe(placement.skipped);
    expect(placement.skipped).toBeGreaterThan(5);
  });

  it('limits the cells that one long gap may insert', () => {
    const grid = new Grid();
    feed(grid, regular(30, 1000));
    expect(grid.place(timestamp(1e12)).skipped).toBeLessThanOrEqual(705);
  });

  it('goes on from the new time when a clock jumps back', () => {
    const grid = new Grid();
    feed(grid, regular(30, 1000, 1e9));
    expect(grid.place(timestamp(5_000))).toEqual({ kind: 'open', skipped: 0, held: 0 });
    expect(grid.place(timestamp(6_000))).toEqual({ kind: 'open', skipped: 0, held: 0 });
    expect(grid.step).toBe(1000);
  });

  it('follows a sensor whose cadence is changed', () => {
    const grid = new Grid();
    feed(grid, regular(64, 1000));
    feed(grid, regular(64, 10_000, 64_000));
    expect(grid.step).toBe(10_000);
  });
});

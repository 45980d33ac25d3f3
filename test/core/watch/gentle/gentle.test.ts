import { describe, expect, it } from 'vitest';
import { hours, timestamp } from '../../../../src/core/base/index.ts';
import type { EpisodeChange } from '../../../../src/core/domain/index.ts';
import { BatteryRule, LinkRule } from '../../../../src/core/watch/gentle/index.ts';
import { random, sensor } from '../../../support/sensors.ts';

const START = Date.UTC(2026, 0, 5);
const said = (changes: readonly EpisodeChange[]) => changes.map(({ kind, episode }) => `${kind} ${episode.facts?.severity}`);

describe('a battery', () => {
  /** One reading every so many hours. */
  const live = (values: readonly number[], every = 6) => {
    const rule = new BatteryRule(sensor('door.battery', 'battery', '%'));
    return values.flatMap((value, i) => said(rule.note(value, timestamp(START + i * hours(every)))));
  };
  const falling = (from: number, to: number, readings: number) =>
    Array.from({ length: readings }, (_, i) => from + ((to - from) * i) / (readings - 1));
  const noise = random(5);

  it('that empties over a year is told of when it is low, when it is empty, and is over when it has been changed', () => {
    expect(live([...falling(100, 0, 1_500), ...Array(10).fill(100)])).toEqual(['opened notice', 'worsened warning', 'closed warning']);
  });

  it('that jumps with the cold is left alone', () => {
    expect(live(Array.from({ length: 2_000 }, () => 40 + 20 * noise()))).toEqual([]);
    expect(live([...Array(50).fill(80), 3, ...Array(50).fill(80)])).toEqual([]);
  });

  it('that drains within days is told of before it is low', () => {
    expect(live([...Array(60).fill(95), ...falling(95, 45, 20)])).toEqual(['opened notice']);
  });

  it('that somebody charges is told of only when empty, once that is known', () => {
    const week = [...falling(100, 12, 28), ...Array(4).fill(100)];
    const told = live([...week, ...week, ...week, ...week, ...week]);
    expect(told).toEqual(['opened notice', 'closed notice', 'opened notice', 'closed notice']);
  });

  it('takes only percents', () => {
    expect(live([3_005, Number.NaN, -1, 200, Number.POSITIVE_INFINITY])).toEqual([]);
  });
});

describe('link quality', () => {
  const noise = random(6);
  /** A reading each ten minutes. */
  const live = (unit: string, ...days: readonly (readonly [length: number, mean: number, spread: number])[]) => {
    const rule = new LinkRule(sensor('door.linkquality', 'signal', unit));
    let at = START;
    return days.map(([length, mean, spread]) =>
      Array.from({ length: length * 144 }, () => {
        at += hours(1 / 6);
        return said(rule.note(mean + spread * (noise() - 0.5), timestamp(at)));
      }).flat(),
    );
  };

  it('that falls for a day and more is told of once, and is over when it is back', () => {
    expect(live('lqi', [10, 150, 60], [2, 60, 40], [1, 150, 60])).toEqual([[], ['opened notice'], ['closed notice']]);
  });

  it('in dBm a fall of ten counts', () => {
    expect(live('dBm', [10, -60, 8], [2, -80, 4])).toEqual([[], ['opened notice']]);
    expect(live('dBm', [10, -60, 8], [2, -66, 4])).toEqual([[], []]);
  });

  it('that jumps about, or is bad for some hours, is left alone', () => {
    expect(live('lqi', [10, 120, 200], [0.7, 40, 20], [3, 120, 200])).toEqual([[], [], []]);
  });

  it('that stays low is how it is in the end, and nothing is told in the first days', () => {
    expect(live('lqi', [10, 150, 60], [30, 60, 40], [10, 60, 40])).toEqual([[], ['opened notice', 'closed notice'], []]);
    expect(live('lqi', [1, 150, 60], [1, 30, 10])).toEqual([[], []]);
  });
});

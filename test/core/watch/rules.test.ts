import { describe, expect, it } from 'vitest';
import { millis, timestamp } from '../../../src/core/base/index.ts';
import { ImpossibleRule, SilentRule, StuckRule } from '../../../src/core/watch/rules.ts';
import { random, sensor } from '../../support/sensors.ts';

describe('The impossible rule', () => {
  it('speaks up at the second impossible reading in a row and calms down at the first possible one', () => {
    const rule = new ImpossibleRule(sensor());
    expect([-18, -300, -300, -300, -18].map((v) => rule.step(v))).toEqual(['none', 'none', 'opened', 'none', 'recovered']);
  });
  it('lets a single glitch pass', () => {
    const rule = new ImpossibleRule(sensor());
    expect([20, -300, 20, 20].map((v) => rule.step(v))).toEqual(['none', 'none', 'none', 'none']);
  });
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308])('never takes %s for a temperature', (v) => {
    expect(new ImpossibleRule(sensor()).possible(v)).toBe(false);
  });
});

describe('The stuck rule', () => {
  const MINUTE = 60_000;
  it('is surer of a counter, which hardly ever rests', () => {
    const standsFor = (counts: boolean): number => {
      const rule = new StuckRule();
      for (let i = 0; i < 400; i++) rule.step(i, timestamp(i * MINUTE), counts);
      return Array.from({ length: 40 }, (_, i) => rule.step(399, timestamp((400 + i) * MINUTE), counts)).indexOf('opened');
    };
    expect(standsFor(true)).toBe(6);
    expect(standsFor(false)).toBe(28);
  });
  /** A value each step; never the same twice in a row unless the course says so. */
  interface Case {
    readonly what: string;
    readonly step: number;
    readonly life: readonly number[];
    /** How often the last value is repeated afterwards. */
    readonly still: number;
    readonly at?: number;
  }
  const fill = (length: number, of: (i: number) => number): number[] => Array.from({ length }, (_, i) => of(i));
  const noise = random(9);
  const lively = (length: number): number[] => fill(length, () => 20 + Number(noise().toFixed(4)));
  /** A lamp: 60 W for ten readings, then 0 W for a hundred. */
  const lamp = fill(110 * 40, (i) => (i % 110 < 10 ? 60 + (i % 7) : 0));
  /** Readings that come in runs of ten. */
  const coarse = fill(2_000, (i) => Math.floor(i / 10) % 3);

  /** After how many readings of the run the alarm came; undefined when it never did. */
  function alarm({ step, life, still, at = 7 }: Case): number | undefined {
    const rule = new StuckRule();
    const before = life.map((value, i) => rule.step(value, timestamp(i * step)));
    expect(before.filter((s) => s !== 'none')).toEqual([]);
    const steps = fill(still, (i) => i).map((i) => rule.step(at, timestamp((life.length + i) * step)));
    expect(steps.filter((s) => s === 'opened').length).toBeLessThanOrEqual(1);
    const opened = steps.indexOf('opened');
    return opened < 0 ? undefined : opened + 1;
  }

  const noticed: readonly (Case & { readonly least: number; readonly most: number })[] = [
    { what: 'a thermometer that freezes, each minute', step: MINUTE, life: lively(1_000), still: 120, least: 10, most: 60 },
    { what: 'a thermometer that freezes, every five minutes', step: 5 * MINUTE, life: lively(1_000), still: 120, least: 10, most: 60 },
    {
      what: 'a fast sensor: three minutes, however many readings that is',
      step: 1_000,
      life: lively(5_000),
      still: 400,
      least: 180,
      most: 240,
    },
    { what: 'a coarse one, at several times its longest run', step: MINUTE, life: coarse, still: 120, least: 20, most: 100 },
    { what: 'a lamp that shows the same 60 W for hours', step: MINUTE, life: lamp, still: 500, at: 60, least: 150, most: 400 },
    { what: 'a lamp off for much longer than ever', step: MINUTE, life: lamp, still: 540, at: 0, least: 300, most: 540 },
  ];
  it.each(noticed)('notices $what', ({ least, most, ...kind }) => {
    const after = alarm(kind);
    expect(after).toBeGreaterThanOrEqual(least);
    expect(after).toBeLessThanOrEqual(most);
  });

  const resting: readonly Case[] = [
    { what: 'a lamp that is off for twice as long as usual', step: MINUTE, life: lamp, still: 220, at: 0 },
    { what: 'a fast sensor that pauses for two minutes', step: 1_000, life: lively(5_000), still: 120 },
    { what: 'a sensor that always says the same', step: MINUTE, life: fill(2_000, () => 0), still: 5_000, at: 0 },
    { what: 'one that has changed a few times only', step: MINUTE, life: fill(2_000, (i) => Math.floor(i / 200)), still: 5_000 },
    { what: 'one that is hardly known', step: MINUTE, life: lively(60), still: 5_000 },
    {
      what: 'one that often rests for an hour, when it rests for two',
      step: MINUTE,
      life: fill(6_000, (i) => Math.floor(i / 60)),
      still: 120,
      at: -1,
    },
  ];
  it.each(resting)('lets be $what', (kind) => {
    expect(alarm(kind)).toBeUndefined();
  });

  it('knows since when it shows the same, and is over at the first change', () => {
    const rule = new StuckRule();
    lively(500).forEach((value, i) => void rule.step(value, timestamp(i * MINUTE)));
    const steps = fill(60, (i) => 500 + i).map((i) => rule.step(7, timestamp(i * MINUTE)));
    expect(steps).toContain('opened');
    expect(rule.since).toBe(500 * MINUTE);
    expect(rule.step(8, timestamp(560 * MINUTE))).toBe('recovered');
  });

  it('takes no run for usual that raised the alarm: the same fault is told of again', () => {
    const rule = new StuckRule();
    const opened = [0, 1].map((round) => {
      const start = round * 2_000;
      lively(1_900).forEach((value, i) => void rule.step(value, timestamp((start + i) * MINUTE)));
      return fill(100, (i) => start + 1_900 + i).filter((i) => rule.step(7, timestamp(i * MINUTE)) === 'opened').length;
    });
    expect(opened).toEqual([1, 1]);
  });
});

describe('The silent rule', () => {
  const minute = millis(60_000);
  const alive = (): SilentRule => {
    const rule = new SilentRule();
    for (let i = 0; i < 50; i++) rule.heard();
    return rule;
  };
  it('waits for ten of the sensor’s own steps', () => {
    const rule = alive();
    const steps = Array.from({ length: 20 }, () => rule.tick(minute, minute, minute));
    expect(steps.indexOf('opened')).toBe(9);
    expect(rule.heard()).toBe('recovered');
  });
  it('waits longer for a sensor that is often silent', () => {
    const rule = alive();
    const steps = Array.from({ length: 100 }, () => rule.tick(minute, minute, millis(20 * 60_000)));
    expect(steps.indexOf('opened')).toBe(59);
  });
  it('does not take a hole in the recording for the sensor’s silence', () => {
    expect(alive().tick(millis(1e9), minute, minute)).toBe('none');
  });
  it('waits for the third night of a sensor that speaks when something happens', () => {
    const rule = alive();
    const steps = Array.from({ length: 80 * 60 }, () => rule.tick(minute, minute, minute, true));
    expect(steps.indexOf('opened')).toBe(60 * 60 - 1);
  });
  it('knows nothing of a sensor it has hardly heard', () => {
    const rule = new SilentRule();
    rule.heard();
    expect(Array.from({ length: 100 }, () => rule.tick(minute, minute, minute))).not.toContain('opened');
  });
});

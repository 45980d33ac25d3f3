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
  const lively = (rule: StuckRule, n: number): void => {
    const noise = random(9);
    for (let i = 0; i < n; i++) rule.step(noise(), timestamp(i));
  };
  it('notices a lively sensor that stops moving, and since when', () => {
    const rule = new StuckRule();
    lively(rule, 200);
    const steps = Array.from({ length: 60 }, (_, i) => rule.step(7, timestamp(200 + i)));
    expect(steps.filter((s) => s === 'opened')).toHaveLength(1);
    expect(rule.since).toBe(200);
    expect(rule.step(8, timestamp(300))).toBe('recovered');
  });
  it('lets a sensor rest that often rests', () => {
    const rule = new StuckRule();
    for (let i = 0; i < 2000; i++) rule.step(Math.floor(i / 50), timestamp(i));
    const steps = Array.from({ length: 200 }, (_, i) => rule.step(-1, timestamp(2000 + i)));
    expect(steps).not.toContain('opened');
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
  it('knows nothing of a sensor it has hardly heard', () => {
    const rule = new SilentRule();
    rule.heard();
    expect(Array.from({ length: 100 }, () => rule.tick(minute, minute, minute))).not.toContain('opened');
  });
});

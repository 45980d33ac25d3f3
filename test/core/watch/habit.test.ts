import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import { Habit } from '../../../src/core/watch/habit.ts';
import { random, START } from '../../support/sensors.ts';

const MINUTE = 60_000;
const at = (i: number, step = 10 * MINUTE) => timestamp(START + i * step);

describe('A habit', () => {
  it('has no opinion before it has seen anything', () => {
    const habit = new Habit();
    expect(habit.distance(1e9, at(0))).toBe(0);
    expect(habit.expectation(at(0))).toBeUndefined();
  });

  it('knows the range a sensor usually stays in', () => {
    const habit = new Habit();
    const noise = random(2);
    for (let i = 0; i < 500; i++) habit.learn(-19 + 2 * noise(), at(i, MINUTE));
    const range = habit.expectation(at(500, MINUTE));
    expect(range?.low).toBeCloseTo(-18.9, 0);
    expect(range?.high).toBeCloseTo(-17.1, 0);
    expect(range?.basis).toBe('always');
  });

  it('knows each hour once it has lived through it on three days', () => {
    const habit = new Habit();
    const warmAtNoon = (t: number): number => (new Date(t).getUTCHours() === 12 ? 30 : 20) + 0.01 * (t % 7);
    for (let i = 0; i < 6 * 24 * 5; i++) habit.learn(warmAtNoon(at(i)), at(i));
    const noon = timestamp(Date.UTC(2026, 0, 20, 12, 10));
    const night = timestamp(Date.UTC(2026, 0, 20, 3, 10));
    expect(habit.expectation(noon)?.basis).toBe('hour');
    expect(habit.distance(30, noon)).toBeLessThan(4);
    expect(habit.distance(30, night)).toBeGreaterThan(10);
  });

  it('is not moved by one freak', () => {
    const habit = new Habit();
    const noise = random(4);
    for (let i = 0; i < 200; i++) habit.learn(noise(), at(i));
    habit.learn(1e9, at(200));
    expect(habit.distance(0.5, at(201))).toBeLessThan(2);
    expect(habit.distance(30, at(201))).toBeGreaterThan(20);
  });

  it('counts how often its centre has been crossed: a slow rise shows one thing, however often it is read', () => {
    const crossings = (of: (i: number) => number): number => {
      const habit = new Habit();
      for (let i = 0; i < 600; i++) habit.learn(of(i), at(i));
      return habit.crossings;
    };
    expect(crossings((i) => i / 100)).toBeLessThan(5);
    expect(crossings((i) => Math.sin(i / 5))).toBeGreaterThan(30);
    expect(crossings(() => 7)).toBeLessThan(2);
  });
});

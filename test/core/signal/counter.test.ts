import { describe, expect, it } from 'vitest';
import { hours, minutes, timestamp } from '../../../src/core/base/index.ts';
import { type Belief, Counter } from '../../../src/core/signal/index.ts';
import { START } from '../../support/sensors.ts';

const QUARTER = minutes(15);
const at = (i: number, step = QUARTER) => timestamp(START + i * step);

/** Growths of a count, as a sensor that is looked at with each reading shows them. */
function live(counts: readonly number[], { belief = 'told' as Belief, step = QUARTER } = {}) {
  const counter = new Counter(belief);
  const growths = counts.map((count, i) => {
    counter.note(count, at(i, step));
    return counter.take(at(i, step));
  });
  return { counter, growths };
}
const climb = (n: number, by = 0.5): number[] => Array.from({ length: n }, (_, i) => 1_000 + by * i);

describe('A counter', () => {
  it('is told by its growth over the last hour, whatever the count', () => {
    const { growths } = live([...climb(20), 1_029.5]);
    expect(growths[0]).toBeUndefined();
    expect(growths[19]).toEqual({ rate: 2, span: hours(1) });
    expect(growths[20]).toEqual({ rate: 21.5, span: hours(1) });
  });

  it('that is read once in two hours shows each of its intervals', () => {
    expect(live(climb(5, 6), { step: hours(2) }).growths[4]).toEqual({ rate: 3, span: hours(2) });
  });

  it('read every second shows the hour as well, to an eighth of it', () => {
    const last = live(climb(10_000, 0.01), { step: minutes(1 / 60) }).growths.at(-1);
    expect(last?.rate).toBeCloseTo(36, 6);
    expect(last?.span).toBeGreaterThan(hours(0.8));
    expect(last?.span).toBeLessThan(hours(1.1));
  });

  it('that begins anew has grown by what it shows since', () => {
    const { growths, counter } = live([...climb(20), 0.5, 1]);
    expect(growths.slice(-2).map((growth) => growth?.rate)).toEqual([2, 2]);
    expect(counter.isCounting).toBe(true);
  });

  it('may slip a few times; what falls again and again is none', () => {
    const slips = (n: number): boolean =>
      live(
        climb(100).map((v, i) => (i > 20 && i < 20 + 3 * n && i % 3 === 0 ? v - 5 : v)),
        { belief: 'likely' },
      ).counter.isCounting;
    expect(slips(1)).toBe(true);
    expect(slips(8)).toBe(false);
  });

  it('is known by its readings where nobody has said so: a day of rising without one fall', () => {
    const day = climb(98);
    expect(live(day, { belief: 'open' }).counter.isCounting).toBe(true);
    expect(live(day.slice(0, 90), { belief: 'open' }).counter.isCounting).toBe(false);
    expect(live(climb(98), { belief: 'open', step: minutes(1) }).counter.isCounting).toBe(false);
    expect(
      live(
        day.map((v, i) => (i === 50 ? v - 1 : v)),
        { belief: 'open' },
      ).counter.isCounting,
    ).toBe(false);
    expect(
      live(
        day.map(() => 7),
        { belief: 'open' },
      ).counter.isCounting,
    ).toBe(false);
    expect(live(day, { belief: 'never' }).counter.isCounting).toBe(false);
  });

  it('says nothing where no time has passed, and goes on after a clock that jumps back', () => {
    const counter = new Counter('told');
    counter.note(1, at(10));
    expect(counter.take(at(10))).toBeUndefined();
    counter.note(2, at(2));
    expect(counter.take(at(2))).toBeUndefined();
    counter.note(3, at(3));
    expect(counter.take(at(3))).toEqual({ rate: 4, span: QUARTER });
  });
});

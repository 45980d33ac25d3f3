/**
 * What this hour has brought on two days is no news on the third.
 *
 *     evidence │   █      █      ▇
 *              └───┴──────┴──────┴──►   told, told, expected
 */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import { Daily } from '../../../src/core/watch/daily.ts';

const at = (day: number, hour: number, minute = 0) => timestamp(Date.UTC(2026, 0, 5 + day, hour, minute));

/** Notes evidence at three o'clock on the days given, ordinary hours in between, and asks on a later day. */
function lived(days: readonly number[], evidence: number): (day: number, hour?: number) => number {
  const daily = new Daily();
  for (let day = 0; day <= Math.max(-1, ...days); day++)
    for (let hour = 0; hour < 24; hour++) daily.note(days.includes(day) && hour === 3 ? evidence : 0.4, at(day, hour));
  return (day, hour = 3) => daily.usual(at(day, hour, 30));
}

describe('What the hours of two days have brought', () => {
  it.each([
    ['nothing yet', [], 0, 0],
    ['one day', [0], 1, 0],
    ['two days running', [0, 1], 2, 1.8],
    ['two days, a day between them', [0, 2], 3, 0],
    ['two days, but the hour was not lived yesterday', [0, 1], 3, 0],
  ])('%s', (_, days, day, usual) => {
    expect(lived(days, 3)(day)).toBeCloseTo(usual, 6);
  });

  it('belongs to its hour', () => {
    const usual = lived([0, 1], 3);
    expect(usual(2, 2)).toBe(0);
    expect(usual(2, 4)).toBe(0);
  });

  it('leaves the small surprises of every hour alone', () => {
    expect(lived([0, 1], 1.2)(2)).toBe(0);
  });

  it('is the smaller of the two days', () => {
    const daily = new Daily();
    daily.note(5, at(0, 3));
    daily.note(2, at(1, 3));
    expect(daily.usual(at(2, 3))).toBeCloseTo(1.2, 6);
  });

  it('is not confused by a clock that goes back', () => {
    const daily = new Daily();
    daily.note(5, at(1, 3));
    daily.note(5, at(0, 3));
    expect(daily.usual(at(0, 3))).toBe(0);
  });
});

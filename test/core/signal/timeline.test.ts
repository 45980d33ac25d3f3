import { describe, expect, it } from 'vitest';
import { hours, minutes, timestamp } from '../../../src/core/base/index.ts';
import { Timeline } from '../../../src/core/signal/index.ts';

const MINUTE = minutes(1);
const follow = (times: readonly number[]): Timeline => {
  const line = new Timeline();
  for (const at of times) line.note(timestamp(at));
  return line;
};

describe('The timeline of readings', () => {
  it('moves with the readings and never back by jitter', () => {
    const line = new Timeline();
    const moved = [0, 60_000, 50_000, 120_000].map((at) => line.note(timestamp(at)));
    expect(moved).toEqual([0, 60_000, 0, 60_000]);
  });

  it('is not moved by one sensor with a wrong clock', () => {
    const ahead = hours(20);
    const times = Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? i * MINUTE + ahead : i * MINUTE));
    expect(follow(times).now).toBe(28 * MINUTE);
  });

  it('follows a jump that three readings in a row stand by, ahead and back', () => {
    const later = hours(700);
    expect(follow([0, MINUTE, later, later + MINUTE]).now).toBe(MINUTE);
    expect(follow([0, MINUTE, later, later + MINUTE, later + 2 * MINUTE]).now).toBe(later + 2 * MINUTE);
    expect(follow([later, 0, MINUTE, 2 * MINUTE]).now).toBe(2 * MINUTE);
  });

  it('does not take the many values of one message for many readings', () => {
    const later = hours(700);
    expect(follow([0, MINUTE, later, later, later, later]).now).toBe(MINUTE);
  });
});

import { describe, expect, it } from 'vitest';
import { FollowingClock, systemClock } from '../../src/agent/clock.ts';
import { hours, millis, timestamp } from '../../src/core/base/index.ts';

describe('The clock of the machine', () => {
  it('tells the time since 1970', () => {
    const before = Date.now();
    const now = systemClock().now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('wakes a sleeper early, without an error, when the signal aborts', async () => {
    const stop = new AbortController();
    const slept = systemClock().sleep(hours(1), stop.signal);
    stop.abort();
    await expect(slept).resolves.toBeUndefined();
    await expect(systemClock().sleep(hours(1), AbortSignal.abort())).resolves.toBeUndefined();
    await expect(systemClock().sleep(millis(0))).resolves.toBeUndefined();
  });
});

describe('The clock that follows the readings', () => {
  it('begins at 1970 and shows the newest time it has seen', () => {
    const clock = new FollowingClock();
    expect(clock.now()).toBe(0);
    clock.note(timestamp(5_000));
    clock.note(timestamp(7_000));
    expect(clock.now()).toBe(7_000);
  });

  it('never goes back, and takes no time that is none', () => {
    const clock = new FollowingClock();
    clock.note(timestamp(7_000));
    for (const at of [6_999, Number.NaN, -1]) clock.note(timestamp(at));
    expect(clock.now()).toBe(7_000);
  });
});

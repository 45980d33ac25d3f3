/** The two clocks of the daemon. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Millis, type Timestamp, timestamp } from '../core/base/index.ts';
import type { Clock } from './ports.ts';

async function sleep(span: Millis, signal?: AbortSignal): Promise<void> {
  await delay(span, undefined, signal ? { signal } : {}).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}

/** The machine's own clock. */
export const systemClock = (): Clock => ({ now: () => timestamp(Date.now()), sleep });

/**
 * Follows the time the readings carry, for recordings played back and for simulations: `now()` is the newest time noted.
 * Waiting is still done in real time.
 */
export class FollowingClock implements Clock {
  #now: Timestamp = timestamp(0);
  readonly sleep = sleep;
  now(): Timestamp {
    return this.#now;
  }
  note(at: Timestamp): void {
    if (at > this.#now) this.#now = at;
  }
}

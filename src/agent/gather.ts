/**
 * Many sources → one stream of batches, a batch every `window` while readings come, so that the model sees many sensors at once.
 *
 *     mqtt   ─┐
 *     serial ─┼─► waiting (≤ limit; a source is not asked for more while it is full) ─► every 100 ms ─► batch
 *     serial ─┘                                                                          idle: an empty batch each second (a tick)
 *
 * Ends when every source has ended. A source that throws has a bug: the whole stream throws.
 */
import { BoundedQueue, type Millis, millis, seconds } from '../core/base/index.ts';
import type { Reading } from '../core/domain/index.ts';
import type { Clock, Source } from './ports.ts';

/** Batches that may wait. A source hands over at most about a thousand readings at a time. */
const LIMIT = 256;
export const GATHER_WINDOW: Millis = millis(100);
const IDLE: Millis = seconds(1);

export interface GatherOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly window?: Millis;
}

export async function* gather(
  sources: readonly Source[],
  { clock, signal, window = GATHER_WINDOW }: GatherOptions,
): AsyncGenerator<readonly Reading[]> {
  const waiting = new BoundedQueue<readonly Reading[]>(LIMIT);
  const leave = new AbortController();
  const until = AbortSignal.any([signal, leave.signal]);
  const ended = Promise.all(sources.map((source) => pour(source, waiting, until))).then(
    () => waiting.close(),
    (error: unknown) => {
      waiting.close();
      throw error;
    },
  );
  ended.catch(() => undefined); // met below, after what was accepted has been handed on
  try {
    while (true) {
      if (waiting.length === 0) {
        const idle = new AbortController();
        const more = await Promise.race([
          waiting.ready(),
          clock.sleep(IDLE, AbortSignal.any([idle.signal, signal])).then(() => 'idle' as const),
        ]);
        idle.abort();
        if (more === false) break;
        if (more === 'idle' && waiting.length === 0 && !waiting.closed) {
          // Aborted: the sources are draining, wait for them instead of spinning.
          if (signal.aborted) await waiting.ready();
          else yield [];
          continue;
        }
      }
      if (!signal.aborted) await clock.sleep(window, signal);
      yield waiting.take().flat();
    }
    await ended;
  } finally {
    // The reader may have left early: nobody must go on listening for it.
    leave.abort();
    waiting.close();
  }
}

async function pour(source: Source, into: BoundedQueue<readonly Reading[]>, signal: AbortSignal): Promise<void> {
  for await (const batch of source.readings(signal)) {
    await into.drained();
    into.push(batch);
  }
}

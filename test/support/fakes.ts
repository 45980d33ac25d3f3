/** Stand-ins for the seams, for tests that are not about the adapter behind them. */

import type { Clock, Log, Note, Notes, Observer, OutMessage, Publisher, Scorer, Source } from '../../src/agent/ports.ts';
import { type Fault, type Millis, ok, type Timestamp, timestamp } from '../../src/core/base/index.ts';
import type { Reading } from '../../src/core/domain/index.ts';
import { INPUTS } from '../../src/core/signal/index.ts';
import { ANSWER } from '../../src/core/watch/index.ts';

/** Forecasts the last value with a spread of ±1 scaled unit and never judges: enough for the watcher to be exercised. */
export class PersistenceScorer implements Scorer {
  readonly inputs = INPUTS;
  readonly outputs = ANSWER.size;
  runs = 0;
  async run(windows: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>> {
    this.runs++;
    const out = new Float32Array(rows * ANSWER.size);
    for (let r = 0; r < rows; r++) {
      const last = windows[r * INPUTS + 63] as number;
      out.set([last - 2, last - 0.7, last, last + 0.7, last + 2, -6, -6, -6, -6], r * ANSWER.size);
    }
    return out;
  }
  async [Symbol.asyncDispose](): Promise<void> {}
}

/** Time that moves only when told; sleepers wake in order. */
export class FakeClock implements Clock {
  #now: Timestamp;
  #sleepers: { until: number; wake: () => void }[] = [];
  constructor(start = 0) {
    this.#now = timestamp(start);
  }
  now(): Timestamp {
    return this.#now;
  }
  sleep(span: Millis, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { until: this.#now + span, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((s) => s !== sleeper);
        resolve();
      });
    });
  }
  /** Moves time on without anybody waking meanwhile, as a machine that was suspended. */
  skip(span: number): void {
    this.#now = timestamp(this.#now + span);
  }
  /** Moves time on and lets everything that became due run to its next wait. */
  async advance(span: number): Promise<void> {
    const end = this.#now + span;
    for (let turn = 0; turn < 10_000; turn++) {
      await settle();
      this.#sleepers.sort((a, b) => a.until - b.until);
      const next = this.#sleepers[0];
      if (!next || next.until > end) break;
      this.#sleepers.shift();
      this.#now = timestamp(Math.max(this.#now, next.until));
      next.wake();
    }
    this.#now = timestamp(end);
    await settle();
  }
}

/** Lets pending promises run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class RecordingPublisher implements Publisher {
  readonly messages: OutMessage[] = [];
  async publish(message: OutMessage): Promise<void> {
    this.messages.push(message);
  }
  on(topic: RegExp): OutMessage[] {
    return this.messages.filter((m) => topic.test(m.topic));
  }
  async [Symbol.asyncDispose](): Promise<void> {}
}

export class RecordingObserver implements Observer {
  readonly faults: { where: string; fault: Fault; count: number }[] = [];
  readonly links: { where: string; up: boolean; detail: string | undefined }[] = [];
  fault(where: string, fault: Fault, count = 1): void {
    this.faults.push({ where, fault, count });
  }
  link(where: string, up: boolean, detail?: string): void {
    this.links.push({ where, up, detail });
  }
}

/** Notes in memory, as what is kept of one process for the next. */
export class MemoryNotes implements Notes {
  readonly kept = new Map<string, Map<string, string>>();
  writes = 0;
  notes(kind: string) {
    return ok([...(this.kept.get(kind) ?? [])].map(([id, text]): Note => ({ id, text })));
  }
  keepNote(kind: string, { id, text }: Note) {
    this.writes++;
    const notes = this.kept.get(kind) ?? new Map<string, string>();
    this.kept.set(kind, notes.set(id, text));
    return ok(undefined);
  }
  dropNote(kind: string, id: string) {
    this.writes++;
    this.kept.get(kind)?.delete(id);
    return ok(undefined);
  }
}

/** Part of a store in which nobody keeps notes. */
export const noNotes: Notes = { notes: () => ok([]), keepNote: () => ok(undefined), dropNote: () => ok(undefined) };

/** A source that gives what the test hands it and ends with the signal. */
export class HandSource implements Source {
  readonly name = 'hand';
  #waiting: (readonly Reading[])[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  give(batch: readonly Reading[]): void {
    this.#waiting.push(batch);
    this.#wake?.();
  }
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }
  async *readings(signal: AbortSignal): AsyncGenerator<readonly Reading[]> {
    if (signal.aborted) this.end();
    signal.addEventListener('abort', () => this.end());
    while (true) {
      const batch = this.#waiting.shift();
      if (batch) yield batch;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

export function quietLog(): Log & { lines: { fields: object; message: string }[] } {
  const lines: { fields: object; message: string }[] = [];
  const write = (fields: object, message: string): void => void lines.push({ fields, message });
  const log = { lines, debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}

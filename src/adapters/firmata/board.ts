/**
 * One board as a source of readings: what it measures by itself, and what hangs on its pins.
 *
 *     line ─► BoardSession ─┬─ windows ──► feature sensors ─┐
 *                           │                               ├─► [ queue ≤ limit, oldest falls off, counted ] ─► batches
 *                           └─ Firmata ─► Pins (a thread) ──┘
 */
import type { Clock, Observer, Source } from '../../agent/ports.ts';
import { BoundedQueue, fault, millis } from '../../core/base/index.ts';
import { type BoardEvent, BoardSession, type Measured, type SessionSettings, STREAM } from '../../core/board/index.ts';
import type { Reading } from '../../core/domain/index.ts';
import type { SensorStream, Sensors } from '../../core/home/index.ts';
import { readingsOf } from './feature-sensors.ts';
import type { BoardOptions } from './options.ts';
import { Pins } from './pins/index.ts';
import type { KeepOpen } from './wire.ts';

export interface BoardDeps {
  readonly keepOpen: KeepOpen;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly sensors: Sensors;
  /** Whose clock the times of readings are; the gateway's when absent. */
  readonly time?: SessionSettings['time'];
  /** Most readings waiting. */
  readonly queue?: number;
  /** Told what becomes known of the board, for logs. */
  readonly note?: (board: string, event: BoardEvent) => void;
  /** Told now and then how much faster its clock runs, in parts per million. */
  readonly drift?: (board: string, ppm: number) => void;
}

const batchSize = 1_024;
const TICK = millis(250);
/** Ticks between two words on the clock. */
const DRIFT_EVERY = 20;
/** So many broken messages lately, and what the pins say, which no checksum covers, is not believed. */
const NOISY = 2;

export class Board implements Source {
  readonly name: string;
  readonly pins: Pins | undefined;
  readonly #options: BoardOptions;
  readonly #deps: BoardDeps;
  readonly #queue: BoundedQueue<Reading>;
  readonly #stream: SensorStream;
  readonly #session: BoardSession;
  #write: ((bytes: Uint8Array) => boolean) | undefined;
  #dropped = 0;
  /** Broken messages at the last ticks, newest last. */
  #broken: number[] = [];

  /** @param device what it is called */
  constructor(device: string, options: BoardOptions, deps: BoardDeps) {
    this.name = `board:${device}`;
    this.#options = options;
    this.#deps = deps;
    this.#queue = new BoundedQueue(deps.queue ?? 10_000);
    this.#stream = deps.sensors.stream({ device: [device], leaf: [] });
    const { clock, observer, time = 'gateway' } = deps;
    this.#session = new BoardSession(settingsOf(options, time), {
      send: (bytes) => this.#send(bytes),
      pass: (message) => this.pins?.hear(message),
      measured: (window) => this.#measured(window),
      fault: (trouble, count) => observer.fault(this.name, trouble, count),
      event: (event) => this.#event(event),
    });
    if (options.parts.length === 0) return;
    this.pins = new Pins(device, options.parts, {
      stream: this.#stream,
      clock,
      fault: (trouble, count) => observer.fault(this.name, trouble, count),
      send: (bytes) => this.#send(bytes),
      asked: () => this.#session.hasAsked(clock.now()),
      isNoisy: () => (this.#broken.at(-1) ?? 0) - (this.#broken[0] ?? 0) >= NOISY,
      reading: (reading) => this.#push(reading),
    });
  }

  async *readings(signal: AbortSignal): AsyncGenerator<readonly Reading[], void, undefined> {
    const stop = new AbortController();
    const running = this.#run(AbortSignal.any([signal, stop.signal]));
    try {
      while (await this.#queue.ready()) yield this.#queue.take(batchSize);
    } finally {
      stop.abort();
      await running;
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, keepOpen } = this.#deps;
    signal.addEventListener('abort', () => this.#queue.close(), { once: true });
    if (signal.aborted) this.#queue.close();
    const { port, baud } = this.#options;
    const line = keepOpen(
      { name: this.name, port, baud },
      {
        opened: (write) => {
          this.#write = write;
          this.#session.open(clock.now());
        },
        data: (chunk) => this.#session.take(chunk, clock.now()),
        closed: () => {
          this.#write = undefined;
          this.pins?.stop();
        },
      },
      signal,
    );
    await Promise.all([line, this.#tick(signal)]);
    await this.pins?.stop();
  }

  async #tick(signal: AbortSignal): Promise<void> {
    const { clock, observer, drift } = this.#deps;
    for (let i = 1; !signal.aborted; i++) {
      await clock.sleep(TICK, signal);
      const ppm = this.#session.clock.drift_ppm;
      if (i % DRIFT_EVERY === 0 && ppm !== undefined && this.#write !== undefined) drift?.(this.name, ppm);
      if (this.#write !== undefined) this.#session.tick(clock.now());
      this.#broken = [...this.#broken, this.#session.broken].slice(-9);
      const dropped = this.#queue.dropped - this.#dropped;
      this.#dropped += dropped;
      const overflow = fault('serial/overflow', 'More readings arrive than can be watched; the oldest fall off.');
      if (dropped > 0) observer.fault(this.name, overflow, dropped);
    }
  }

  #send(bytes: Uint8Array): void {
    if (this.#write === undefined || this.#write(bytes)) return;
    this.#deps.observer.fault(this.name, fault('board/deaf', 'This board does not take what is sent to it; it was dropped.'));
  }

  #measured(window: Measured): void {
    const { observer } = this.#deps;
    const options = this.#options.channels[window.index];
    for (const reading of readingsOf(window, this.#stream, options, (trouble) => observer.fault(this.name, trouble))) this.#push(reading);
  }
  #push(reading: Reading): void {
    this.#queue.push(reading);
  }

  #event(event: BoardEvent): void {
    this.#deps.note?.(this.name, event);
    // Firmata is spoken anew with each start: what was set on the pins is gone.
    if (event.kind === 'identified' || event.kind === 'restarted') this.pins?.start();
  }
}

function settingsOf(options: BoardOptions, time: SessionSettings['time']): SessionSettings {
  const { features, window, heartbeat, hold, delta, threshold, parts } = options;
  const flags = STREAM.on | (features === 'every' ? STREAM.everyWindow : STREAM.gate);
  const stream = features === 'off' ? undefined : { flags, window: Math.log2(window), heartbeat, hold, delta, threshold };
  return { stream, foreign: parts.length > 0 || features === 'off' ? 'fine' : 'trouble', time };
}

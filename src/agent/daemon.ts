/**
 * The daemon: sources → watch → alerts, until told to stop; then what was accepted is still scored and told.
 *
 *     gather(sources) ─► watchReadings ─► verdicts ─► ScoreBoard ─► sensor/<id>/score
 *                                     └─► changes  ─► AlertDesk  ─► alert/<id>, event, journal
 */
import type { Reading, Sensor, Verdict } from '../core/domain/index.ts';
import type { Settled, Watch } from '../core/watch/index.ts';
import { AlertDesk, type AlertDeskOptions } from './alerts.ts';
import type { Apart } from './apart.ts';
import type { FollowingClock } from './clock.ts';
import { gather } from './gather.ts';
import { watchReadings } from './pipeline.ts';
import type { Clock, Observer, Scorer, Source } from './ports.ts';
import { ScoreBoard } from './scores.ts';

export interface DaemonParts extends AlertDeskOptions {
  readonly sources: readonly Source[];
  readonly watch: Watch;
  /** Takes what no model sees; without it the watcher gets every reading. */
  readonly apart?: Apart;
  readonly scorer: Scorer;
  readonly threshold: number;
  /** The last verdict of each sensor, kept by the caller so that it outlives this daemon. */
  readonly latest: Map<Sensor['id'], Verdict>;
  readonly observer: Observer;
  /** Given when the daemon's time is the time of the readings. */
  readonly following?: FollowingClock;
  /** Called about once a second while readings can flow: when it stops, something hangs. */
  readonly beat?: () => void;
  /** Called after each batch, for metrics. */
  readonly settled?: (settled: Settled) => void;
}

/** What GET /api/sensors shows of one sensor. */
export interface SensorView {
  readonly sensor: Sensor;
  readonly value: number;
  readonly at: number;
  readonly score: number;
}

export interface DeviceView {
  readonly device: Sensor['device'];
  readonly name: string;
  readonly score: number;
}

export class Daemon {
  readonly desk: AlertDesk;
  readonly #parts: DaemonParts;
  readonly #board: ScoreBoard;
  readonly #latest: Map<Sensor['id'], Verdict>;
  #readings = 0;
  #saidFull = false;

  constructor(parts: DaemonParts) {
    this.#parts = parts;
    this.#latest = parts.latest;
    this.desk = new AlertDesk(parts);
    this.#board = new ScoreBoard(parts.publisher, parts.threshold);
  }

  /** Readings that got their verdict. */
  get readings(): number {
    return this.#readings;
  }
  sensors(): SensorView[] {
    return [...this.#latest.values()].map(({ sensor, value, at, score }) => ({ sensor, value, at, score }));
  }

  /** Watched devices with how abnormal each is now, in the order in which they were met. */
  devices(): readonly DeviceView[] {
    const devices = new Map<Sensor['device'], { name: string; score: number; at: number }>();
    for (const { sensor, at, device: score } of this.#latest.values()) {
      const known = devices.get(sensor.device);
      if (!known || at >= known.at) devices.set(sensor.device, { name: sensor.deviceName, score, at });
    }
    return [...devices].map(([device, { name, score }]) => ({ device, name, score }));
  }

  /** Runs until every source has ended, which they do soon after the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { watch, apart, scorer, sources, clock, settled } = this.#parts;
    const batches = this.#ticking(gather(sources, { clock, signal }), clock);
    for await (const result of watchReadings(batches, { watch, scorer, apart })) {
      for (const verdict of result.verdicts) {
        this.#latest.set(verdict.sensor.id, verdict);
        this.#board.note(verdict);
      }
      this.#readings += result.verdicts.length;
      // Told without waiting for the broker: its outbox is bounded, the sensors do not wait for it.
      if (result.changes.length > 0) void this.desk.tell(...result.changes);
      settled?.(result);
      this.#reportFull();
    }
  }

  async *#ticking(batches: AsyncIterable<readonly Reading[]>, clock: Clock) {
    const { watch, apart, following, beat } = this.#parts;
    for await (const batch of batches) {
      beat?.();
      if (following) for (const { at } of batch) following.note(at);
      else watch.tick(clock.now());
      apart?.time(clock.now());
      void this.desk.tick();
      yield batch;
    }
  }

  #reportFull(): void {
    const full = this.#parts.watch.full;
    if (!full || this.#saidFull) return;
    this.#saidFull = true;
    this.#parts.observer.fault('watch', full);
  }
}

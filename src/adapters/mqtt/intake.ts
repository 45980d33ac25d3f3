/**
 * What arrives → readings in the queue.
 *
 *     message ─► topic known? ─► payload ─► sensor of each leaf ─► [ queue ≤ limit ] ─► batches
 *                 └ ignored                                          │ full
 *                                                    QoS 0: the oldest falls off, counted (with qos 1: this one, the others are acknowledged)
 *                                                    QoS 1: no acknowledgement until there is room, so the broker waits
 *
 * Retained messages say what was true once; when is unknown. They make their sensors known and are no readings: after each reconnect a
 * broker sends all of them again, and a wave of old values "now" would be a lie.
 */
import type { Clock, Observer } from '../../agent/ports.ts';
import { BoundedQueue, fault, hours, type Millis, type Timestamp, timestamp } from '../../core/base/index.ts';
import type { Reading } from '../../core/domain/index.ts';
import type { SensorStream, Sensors } from '../../core/home/index.ts';
import { type Payload, parsePayload, timeOfPayload, unitOfLeaf } from '../../core/protocol/payload.ts';
import { placeOf } from '../../core/protocol/topic.ts';
import { topicMatcher } from '../../core/protocol/topic-filter.ts';

export interface IntakeOptions {
  /** Most readings waiting. */
  readonly queue: number;
  /** Most topics remembered; the one seen first is forgotten for a new one. */
  readonly topics: number;
  /** Topics whose messages are read; others may come because somebody else listens to them. All when absent. */
  readonly only?: readonly string[];
  readonly ignore: readonly string[];
  readonly qos: 0 | 1;
  readonly time: 'arrival' | 'payload';
  readonly timeField?: string | undefined;
}

export interface IntakeDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly sensors: Sensors;
  /** How far ahead of the clock a payload's time may be. */
  readonly ahead?: Millis | undefined;
}

/** A payload's own time is believed from here … */
const earliest = Date.UTC(2000, 0, 1);
/** … until this far ahead of the clock; a clock that follows the readings believes any time. */
const ordinaryAhead = hours(24);
/** Readings handed over at once. */
const batchSize = 1_024;

export class Intake {
  readonly #options: IntakeOptions;
  readonly #deps: IntakeDeps;
  readonly #where: string;
  readonly #queue: BoundedQueue<Reading>;
  readonly #topics = new Map<string, SensorStream | null>();
  readonly #ignored: (topic: string) => boolean;
  #held: { readonly readings: readonly Reading[]; readonly done: (error?: Error) => void }[] = [];

  constructor(where: string, options: IntakeOptions, deps: IntakeDeps) {
    this.#where = where;
    this.#options = options;
    this.#deps = deps;
    this.#queue = new BoundedQueue(options.queue);
    const ignored = topicMatcher(options.ignore);
    const wanted = options.only === undefined ? undefined : topicMatcher(options.only);
    this.#ignored = (topic) => ignored(topic) || wanted?.(topic) === false;
  }

  /** Readings waiting to be fetched. */
  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Takes one message. `done` is called at once, or, for QoS 1 when the queue is full, once its readings have been accepted;
   * with an error when they never will be, so that it is not acknowledged.
   */
  take(topic: string, payload: Uint8Array, qos: number, retained: boolean, done: (error?: Error) => void): void {
    if (this.#queue.closed) {
      done(new Error('stopping'));
      return;
    }
    const stream = this.#streamOf(topic);
    const readings = stream === null ? [] : this.#read(topic, stream, payload, retained);
    if (readings.length > 0 && !this.#hasRoom(readings.length)) {
      if (qos > 0) {
        this.#held.push({ readings, done });
        return;
      }
      this.#overflow(readings);
    } else this.#accept(readings);
    done();
  }

  /** Batches in order of arrival, until `close` and all that was accepted has been handed over. */
  async *batches(): AsyncGenerator<readonly Reading[], void, undefined> {
    while (await this.#queue.ready()) {
      const batch = this.#queue.take(batchSize);
      this.#release();
      yield batch;
    }
  }

  /** Takes nothing more; what is held back is refused, so the broker keeps it. */
  close(): void {
    this.#queue.close();
    for (const { done } of this.#held.splice(0)) done(new Error('stopping'));
  }

  #streamOf(topic: string): SensorStream | null {
    const known = this.#topics.get(topic);
    if (known !== undefined) return known;
    const place = this.#ignored(topic) ? undefined : placeOf(topic);
    const stream = place === undefined ? null : this.#deps.sensors.stream(place, topic);
    if (this.#topics.size >= this.#options.topics) {
      const first = this.#topics.keys().next();
      if (!first.done) this.#topics.delete(first.value);
    }
    this.#topics.set(topic, stream);
    return stream;
  }

  #read(topic: string, stream: SensorStream, bytes: Uint8Array, retained: boolean): readonly Reading[] {
    if (bytes.length === 0) return []; // a retained message being deleted
    const parsed = parsePayload(bytes);
    if (!parsed.ok) {
      const { code, detail } = parsed.fault;
      this.#deps.observer.fault(this.#where, fault(code, `${detail} Topic: ${topic.slice(0, 120)}`));
      return [];
    }
    const payload = parsed.value;
    if (payload.leftOut > 0) {
      this.#deps.observer.fault(
        this.#where,
        fault('payload/left-out', `A payload holds more values than are read, or deeper ones. Topic: ${topic.slice(0, 120)}`),
        payload.leftOut,
      );
    }
    const at = this.#timeOf(payload);
    const readings: Reading[] = [];
    for (const leaf of payload.leaves) {
      let sensor = stream.at(leaf.path);
      if (sensor === undefined) {
        const met = stream.meet(leaf.path, { value: leaf.value, kind: leaf.kind, unit: unitOfLeaf(payload, leaf) });
        if (met !== null && 'code' in met) {
          this.#deps.observer.fault(this.#where, met);
          continue;
        }
        sensor = met;
      }
      if (sensor !== null && !retained) readings.push({ sensor, at, value: leaf.value });
    }
    return readings;
  }

  #timeOf(payload: Payload): Timestamp {
    const now = this.#deps.clock.now();
    if (this.#options.time === 'arrival') return now;
    const at = timeOfPayload(payload, this.#options.timeField);
    if (at !== undefined && at >= earliest && at <= now + (this.#deps.ahead ?? ordinaryAhead)) return timestamp(at);
    this.#deps.observer.fault(
      this.#where,
      fault(
        'mqtt/no-time',
        'A payload has no believable time of its own; the time of its arrival counts.',
        'Set mqtt.time_field to the key that holds it.',
      ),
    );
    return now;
  }

  #hasRoom(count: number): boolean {
    return this.#held.length === 0 && (this.#queue.length === 0 || this.#queue.length + count <= this.#queue.limit);
  }

  #accept(readings: readonly Reading[]): void {
    for (const reading of readings) this.#queue.push(reading);
  }

  /** QoS 0 into a full queue: the oldest falls off, unless what is in there has been acknowledged. */
  #overflow(readings: readonly Reading[]): void {
    const before = this.#queue.dropped;
    if (this.#options.qos === 0) this.#accept(readings);
    const lost = this.#options.qos === 0 ? this.#queue.dropped - before : readings.length;
    this.#deps.observer.fault(
      this.#where,
      fault('mqtt/overflow', 'More readings arrive than can be watched; some fall off.', 'Listen to fewer topics, or set mqtt.qos to 1.'),
      lost,
    );
  }

  #release(): void {
    while (this.#held.length > 0) {
      const next = this.#held[0];
      if (next === undefined || (this.#queue.length > 0 && this.#queue.length + next.readings.length > this.#queue.limit)) return;
      this.#held.shift();
      this.#accept(next.readings);
      next.done();
    }
  }
}

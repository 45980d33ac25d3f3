/**
 * MQTT: readings in, alerts out, over one connection. See link.ts for the connection, intake.ts for what arrives, outbox.ts for what leaves.
 */
import type { Clock, DeviceListener, DeviceWire, Listener, Observer, Order, Publisher, Source } from '../../agent/ports.ts';
import { type Millis, millis } from '../../core/base/index.ts';
import type { Sensors } from '../../core/home/index.ts';
import { topicMatcher } from '../../core/protocol/topic-filter.ts';
import { Devices } from './devices.ts';
import { Intake } from './intake.ts';
import { Link } from './link.ts';
import type { MqttOptions } from './options.ts';
import { Orders } from './orders.ts';
import { Outbox } from './outbox.ts';

export { MqttOptions } from './options.ts';

export interface MqttDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly sensors: Sensors;
  /** How far ahead of the clock a payload's time may be; a day when absent. */
  readonly ahead?: Millis;
  /** Whether a retained alert of ours (its id) is still open; those of an earlier life that are not are cleared. Absent: none is touched. */
  readonly isOpen?: (alert: string) => boolean;
  /** Called with each order that came in time and in shape; see orders.ts. Absent: none is heeded. */
  readonly order?: (order: Order) => void;
  /** Told of everything that comes, for devices that announce themselves. Absent: nothing is listened to for their sake. */
  readonly devices?: DeviceListener;
  /** Each hears every message before readings are looked for in it. */
  readonly listeners?: readonly Listener[];
  /** 0 ≤ x < 1, for the jitter of reconnects. */
  readonly random?: () => number;
  readonly limits?: Partial<MqttLimits>;
}

export interface MqttLimits {
  /** Readings waiting for the watcher. */
  readonly queue: number;
  /** Topics remembered. */
  readonly topics: number;
  /** QoS 1 messages waiting for the broker. */
  readonly outbox: number;
}

export interface Mqtt {
  /**
   * Connects when its readings are asked for. On abort it takes nothing more, yields what it had accepted and ends; the connection stays
   * for the publisher, as what was accepted may still raise an alert.
   */
  readonly source: Source;
  /** Disposed of last: sends what waits (at most 0.7 s), says `offline` on `<prefix>/status` and disconnects. */
  readonly publisher: Publisher;
  readonly devices: DeviceWire;
  /** Readings that wait for the watcher, and messages that wait for the broker. */
  waiting(): number;
}

const flushWithin = millis(700);

/** Makes both ends of one connection. Does no I/O yet; trouble with files, network and broker goes to the observer, and is tried again. */
export function createMqtt(options: MqttOptions, deps: MqttDeps): Mqtt {
  const { clock, observer, sensors, random = Math.random, listeners = [] } = deps;
  const limits: MqttLimits = { queue: 20_000, topics: 20_000, outbox: 1_000, ...deps.limits };
  const outbox = new Outbox('mqtt', options.prefix, limits.outbox, observer);
  const devices = new Devices(options, observer, deps.devices);
  const ignored = topicMatcher(options.ignore);
  const intake = new Intake(
    'mqtt',
    {
      queue: limits.queue,
      topics: limits.topics,
      only: options.topics,
      ignore: [...options.ignore, `${options.prefix}/#`],
      qos: options.qos,
      time: options.time,
      timeField: options.time_field,
    },
    { clock, observer, sensors, ahead: deps.ahead },
  );
  const orders = deps.order && new Orders({ where: 'mqtt', prefix: options.prefix, observer, order: deps.order });
  const alerts = `${options.prefix}/alert/`;
  const sweep = (id: string): void => {
    if (deps.isOpen?.(id) === false) void outbox.publish({ topic: `alert/${id}`, payload: '', qos: 1, retain: true });
  };
  // Only at the first connection: what is retained later is ours, or another Kinglet's.
  const life = { first: true };
  const link = new Link(
    options,
    { clock, observer, random, filters: listeners.flatMap(({ filters }) => filters) },
    {
      message: (topic, payload, qos, retained, done) => {
        if (orders?.take(topic, payload, retained)) {
          done();
          return;
        }
        // All of them hear it, whoever it was for.
        let taken = false;
        for (const listener of listeners) if (listener.take(topic, payload, retained)) taken = true;
        if (taken) {
          done();
          return;
        }
        if (retained && life.first && payload.length > 0 && topic.startsWith(alerts)) sweep(topic.slice(alerts.length));
        if (deps.devices && !ignored(topic)) deps.devices.take(topic, payload, retained);
        intake.take(topic, payload, qos, retained, done);
      },
      up: (client) => {
        outbox.up(client);
        devices.up(client, link);
        deps.devices?.up?.();
        for (const listener of listeners) listener.up?.();
      },
      down: () => {
        life.first = false;
        outbox.down();
        devices.down();
        deps.devices?.down?.();
        for (const listener of listeners) listener.down?.();
      },
    },
  );
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    intake.close();
    const flushed = new AbortController();
    if (link.client) await Promise.race([outbox.empty(), clock.sleep(flushWithin, flushed.signal)]);
    flushed.abort();
    outbox.close();
    await link.close();
  };
  return {
    devices,
    waiting: () => intake.waiting + outbox.size,
    source: {
      name: link.name,
      async *readings(signal) {
        const stop = (): void => intake.close();
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) stop();
        else link.start();
        try {
          yield* intake.batches();
        } finally {
          signal.removeEventListener('abort', stop);
          stop();
        }
      },
    },
    publisher: {
      publish: (message) => outbox.publish(message),
      [Symbol.asyncDispose]: () => (closed ??= close()),
    },
  };
}

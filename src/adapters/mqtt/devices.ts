/**
 * The devices' side of the connection: topics that are listened to beside the configured ones, and commands that go out now or not at all.
 */
import type { MqttClient } from 'mqtt';
import type { DeviceCommand, DeviceListener, DeviceWire, Observer } from '../../agent/ports.ts';
import { fail, fault, ok, type Result } from '../../core/base/index.ts';
import { beyond } from './connect.ts';
import type { MqttOptions } from './options.ts';

export interface Subscribing {
  subscribe(topics: readonly string[]): void;
  unsubscribe(topics: readonly string[]): void;
}

/** Topics beside the configured ones; devices may ask for more. */
const MAX_TOPICS = 20_000;
const AWAY = 'The broker is away, so nothing was sent.';

export class Devices implements DeviceWire {
  readonly #options: MqttOptions;
  readonly #observer: Observer;
  readonly #filters: readonly string[];
  readonly #topics = new Set<string>();
  #link: Subscribing | undefined;
  #client: MqttClient | undefined;

  constructor(options: MqttOptions, observer: Observer, listener: DeviceListener | undefined) {
    this.#options = options;
    this.#observer = observer;
    this.#filters = beyond(options, listener?.filters ?? []);
  }

  up(client: MqttClient, link: Subscribing): void {
    this.#client = client;
    this.#link = link;
    link.subscribe([...this.#filters, ...this.#topics]);
  }
  down(): void {
    this.#client = undefined;
    this.#link = undefined;
  }

  listen(topics: readonly string[]): void {
    const more = beyond(this.#options, topics).filter((topic) => !this.#topics.has(topic));
    const room = more.slice(0, MAX_TOPICS - this.#topics.size);
    for (const topic of room) this.#topics.add(topic);
    if (room.length < more.length)
      this.#observer.fault(
        'mqtt',
        fault('mqtt/too-many-topics', `Devices have more than ${MAX_TOPICS} topics of their own; the others are not heard.`),
        more.length - room.length,
      );
    this.#link?.subscribe(room);
  }
  leave(topics: readonly string[]): void {
    this.#link?.unsubscribe(topics.filter((topic) => this.#topics.delete(topic)));
  }

  /** A subscription to the very topic, which ends at once: the broker answers it with what it keeps there. */
  ask(topics: readonly string[]): void {
    const { topics: configured } = this.#options;
    const asked = topics.filter((topic) => !this.#topics.has(topic) && !this.#filters.includes(topic) && !configured.includes(topic));
    this.#link?.subscribe(asked);
    this.#link?.unsubscribe(asked);
  }

  async command(messages: readonly DeviceCommand[], signal: AbortSignal): Promise<Result<void>> {
    const client = this.#client;
    if (client === undefined || !client.connected) return fail('mqtt/away', AWAY);
    const taken = await Promise.all(messages.map((message) => publish(client, message, signal)));
    return taken.find((result) => !result.ok) ?? ok(undefined);
  }
}

function publish(client: MqttClient, { topic, payload }: DeviceCommand, signal: AbortSignal): Promise<Result<void>> {
  return new Promise((resolve) => {
    const done = (result: Result<void>): void => {
      client.off('close', lost);
      signal.removeEventListener('abort', lost);
      resolve(result);
    };
    const lost = (): void => done(fail('mqtt/away', 'The broker did not take the command.'));
    client.once('close', lost);
    signal.addEventListener('abort', lost, { once: true });
    client.publish(topic, payload, { qos: 1, retain: false }, (error) =>
      done(
        error
          ? fail(
              'mqtt/publish-refused',
              `The broker refused a command on ${topic.slice(0, 100)}.`,
              'Its access list must let Kinglet write there.',
            )
          : ok(undefined),
      ),
    );
  });
}

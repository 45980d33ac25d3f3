/**
 * One connection to the broker, kept up for as long as Kinglet runs.
 *
 *     connect (5, else 3.1.1) ─► subscribe, "online" ─► messages … ─► lost ─► wait (exponential, jitter) ─┐
 *        ▲─────────────────────────────────────────────────────────────────────────────────────────────┘
 *
 * Each connection is a fresh mqtt.js client that does not reconnect: its own way of doing so has a fixed delay and an unbounded
 * queue. Messages come through `handleMessage`, since only that can hold back the acknowledgement of a QoS 1 message.
 */
import { randomBytes } from 'node:crypto';
import mqtt, { type IClientSubscribeOptions, type MqttClient } from 'mqtt';
import packets from 'mqtt-packet';
import type { Clock, Observer } from '../../agent/ports.ts';
import { fault, millis, seconds } from '../../core/base/index.ts';
import { Backoff } from './backoff.ts';
import { clientOptions, keepsSession, subscriptions, type Version } from './connect.ts';
import { addressOf, connectionFault, isHangUp, isVersionRefused } from './faults.ts';
import { type Credentials, readCredentials } from './files.ts';
import type { MqttOptions } from './options.ts';

// Otherwise mqtt.js makes a buffer for each of 65,536 numbers when it writes its first packet: 7 MB, for ids that take a microsecond.
packets.writeToStream.cacheNumbers = false;

export interface LinkDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly random: () => number;
  /** Subscribed to beside what is configured. */
  readonly filters?: readonly string[];
}

export interface LinkHandlers {
  /** `done` lets the next message in and, without an error, acknowledges this one. */
  message(topic: string, payload: Uint8Array, qos: number, retained: boolean, done: (error?: Error) => void): void;
  up(client: MqttClient): void;
  down(): void;
}

interface Attempt {
  readonly error: unknown;
  /** The broker let us in. */
  readonly connected: boolean;
}

/** A connection that lasted this long was a good one: the next wait is a short one again. */
const goodAfter = seconds(30);
/** Topics in one packet. */
const PACKET_TOPICS = 100;
/** Longest wait for the broker when leaving: the last word, then the good-bye. */
const leaveWithin = millis(400);

export class Link {
  readonly name = 'mqtt';
  readonly address: string;
  readonly #options: MqttOptions;
  readonly #deps: LinkDeps;
  readonly #handlers: LinkHandlers;
  readonly #clientId: string;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #client: MqttClient | undefined;
  #version: Version;
  #versionSettled: boolean;

  constructor(options: MqttOptions, deps: LinkDeps, handlers: LinkHandlers) {
    this.#options = options;
    this.#deps = deps;
    this.#handlers = handlers;
    this.address = addressOf(options.url);
    this.#clientId = options.client_id ?? `kinglet-${randomBytes(4).toString('hex')}`;
    this.#version = options.version === '3.1.1' ? 4 : 5;
    this.#versionSettled = options.version !== 'auto';
  }

  /** The client while the connection is up. */
  get client(): MqttClient | undefined {
    return this.#client?.connected ? this.#client : undefined;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Says "offline", disconnects and ends; within a second even when the broker does not answer. */
  async close(): Promise<void> {
    this.#stop.abort();
    const client = this.#client;
    if (client?.connected) {
      await this.#within(client.publishAsync(`${this.#options.prefix}/status`, 'offline', { qos: 1, retain: true }));
      const expire = this.#version === 5 && this.#options.client_id === undefined; // nobody will ever come back under this name
      await this.#within(
        client.endAsync(false, expire && keepsSession(this.#options, 5) ? { properties: { sessionExpiryInterval: 0 } } : {}),
      );
    }
    client?.end(true);
    client?.stream.destroy(); // `end` does nothing the second time, and the first may wait for an answer for ever
    await this.#running;
  }

  async #within(work: Promise<unknown>): Promise<void> {
    const settled = new AbortController();
    const done = work.catch(() => undefined).finally(() => settled.abort()); // trouble when leaving changes nothing
    await Promise.race([done, this.#deps.clock.sleep(leaveWithin, settled.signal)]);
  }

  async #run(): Promise<void> {
    const { clock, observer, random } = this.#deps;
    const backoff = new Backoff(seconds(1), seconds(60), random);
    while (!this.#stop.signal.aborted) {
      const credentials = await readCredentials(this.#options);
      if (this.#stop.signal.aborted) return;
      if (!credentials.ok) observer.fault(this.name, credentials.fault);
      else {
        const began = clock.now();
        const { error, connected } = await this.#attempt(credentials.value);
        if (this.#stop.signal.aborted) return;
        if (this.#tryOtherVersion(error, connected)) continue;
        observer.fault(this.name, connectionFault(error, this.address));
        if (connected && clock.now() - began >= goodAfter) backoff.reset();
      }
      await clock.sleep(backoff.next(), this.#stop.signal);
    }
  }

  /** True when the next attempt should be made at once, with the other version. A broker that knows only 3.1.1 says so, or just hangs up. */
  #tryOtherVersion(error: unknown, connected: boolean): boolean {
    if (connected) this.#versionSettled = true;
    if (this.#options.version !== 'auto' || connected) return false;
    if (this.#version === 5 && isVersionRefused(error)) {
      this.#version = 4;
      this.#versionSettled = true;
      return true;
    }
    if (this.#versionSettled || (error !== undefined && !isHangUp(error))) return false;
    this.#version = this.#version === 5 ? 4 : 5; // hung up without a word
    return this.#version === 4;
  }

  /** One connection from beginning to end. */
  #attempt(credentials: Credentials): Promise<Attempt> {
    return new Promise((resolve) => {
      let error: unknown;
      let connected = false;
      let client: MqttClient;
      try {
        client = mqtt.connect(clientOptions(this.#options, credentials, this.#version, this.#clientId));
      } catch (thrown) {
        resolve({ error: thrown, connected }); // a certificate that is none, for example
        return;
      }
      this.#client = client;
      client.handleMessage = (packet, done) => {
        if (typeof packet.payload === 'string') done();
        else this.#handlers.message(packet.topic, packet.payload, packet.qos, packet.retain, done);
      };
      client.on('connect', () => {
        connected = true;
        this.#connected(client);
      });
      client.on('disconnect', (packet) => {
        error ??= { code: packet.reasonCode };
      });
      client.on('error', (trouble) => {
        error ??= trouble;
        client.end(true);
      });
      client.once('close', () => {
        client.end(true);
        if (this.#client === client) this.#client = undefined;
        if (connected) {
          this.#handlers.down();
          this.#deps.observer.link(this.name, false, this.#stop.signal.aborted ? undefined : this.address);
        }
        resolve({ error, connected });
      });
    });
  }

  #connected(client: MqttClient): void {
    const { observer } = this.#deps;
    const options = this.#options;
    observer.link(this.name, true, `${this.address}, MQTT ${this.#version === 5 ? '5' : '3.1.1'}`);
    // Without no-local our own messages would come back to us; a shared subscription must not have it [MQTT-3.8.3-4].
    const how: IClientSubscribeOptions =
      this.#version === 5 ? { qos: options.qos, nl: options.share === undefined, rap: false, rh: 0 } : { qos: options.qos };
    const wanted = subscriptions(options, this.#deps.filters);
    client.subscribe(wanted, how, (error) => {
      if (error && client.connected)
        observer.fault(
          this.name,
          fault(
            'mqtt/subscribe',
            `The broker refused a subscription to ${refusedOf(error, wanted, options.topics).join(', ')}.`,
            'Its access list must let Kinglet read these topics.',
          ),
        );
    });
    client.publish(`${options.prefix}/status`, 'online', { qos: 1, retain: true }, () => {}); // trouble shows as a lost connection
    this.#handlers.up(client);
  }

  /** Subscribes beside what is configured; never as a member of a group. */
  subscribe(topics: readonly string[]): void {
    const { client } = this;
    if (client === undefined || topics.length === 0) return;
    const how: IClientSubscribeOptions = this.#version === 5 ? { qos: 0, nl: true, rap: false, rh: 0 } : { qos: 0 };
    for (let from = 0; from < topics.length; from += PACKET_TOPICS)
      client.subscribe(topics.slice(from, from + PACKET_TOPICS), how, () => {}); // what the access list forbids is not heard
  }
  unsubscribe(topics: readonly string[]): void {
    const { client } = this;
    for (let from = 0; from < topics.length; from += PACKET_TOPICS) client?.unsubscribe(topics.slice(from, from + PACKET_TOPICS), () => {});
  }
}

/** The filters that the broker has refused: those of the readings where they are among them, else the others. All where it does not say. */
function refusedOf(error: Error, wanted: readonly string[], topics: readonly string[]): readonly string[] {
  const granted =
    'packet' in error ? (error.packet as { readonly granted?: readonly (number | { readonly qos: number })[] } | undefined)?.granted : [];
  const refused = wanted.filter((_, i) => {
    const code = granted?.[i];
    return ((typeof code === 'number' ? code : (code?.qos ?? 0)) & 0x80) !== 0; // MQTT 5.0 section 3.9.3
  });
  if (refused.length === 0) return topics;
  const ofReadings = refused.filter((filter) => topics.some((topic) => filter === topic || filter.endsWith(`/${topic}`)));
  return ofReadings.length > 0 ? ofReadings : refused;
}

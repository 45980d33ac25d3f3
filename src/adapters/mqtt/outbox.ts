/**
 * What is to be published. QoS 1 waits here until the broker has acknowledged it, through as many connections as that takes;
 * QoS 0 goes out now or not at all.
 *
 *     publish ─► [ ≤ limit, oldest falls off ] ─► ≤ window under way ─► acknowledged
 */
import type { MqttClient } from 'mqtt';
import type { Observer, OutMessage } from '../../agent/ports.ts';
import { fault } from '../../core/base/index.ts';

interface Waiting {
  readonly message: OutMessage;
  readonly done: () => void;
  /** The connection it was sent on. */
  sentOn: MqttClient | undefined;
}

const window = 20;
/** A connection with more than this unsent, bytes, takes no more QoS 0. */
const backlog = 1 << 20;

export class Outbox {
  readonly #where: string;
  readonly #prefix: string;
  readonly #limit: number;
  readonly #observer: Observer;
  readonly #waiting = new Set<Waiting>();
  #underWay = 0;
  #client: MqttClient | undefined;
  #whenEmpty: (() => void)[] = [];

  constructor(where: string, prefix: string, limit: number, observer: Observer) {
    this.#where = where;
    this.#prefix = prefix;
    this.#limit = limit;
    this.#observer = observer;
  }

  get size(): number {
    return this.#waiting.size;
  }

  publish(message: OutMessage): Promise<void> {
    return message.qos === 0 ? this.#now(message) : this.#later(message);
  }

  /** A connection is there: what waits goes out, what was under way on the last one again. */
  up(client: MqttClient): void {
    this.#client = client;
    this.#underWay = 0;
    for (const item of this.#waiting) item.sentOn = undefined;
    this.#send();
  }

  down(): void {
    this.#client = undefined;
  }

  /** Resolves when nothing waits any more. */
  empty(): Promise<void> {
    return this.#waiting.size === 0 ? Promise.resolve() : new Promise((wake) => this.#whenEmpty.push(wake));
  }

  /** Nothing more will be sent: those who wait for an acknowledgement need not. */
  close(): void {
    this.#client = undefined;
    if (this.#waiting.size > 0)
      this.#observer.fault(this.#where, fault('mqtt/unsent', 'Messages were not acknowledged before Kinglet stopped.'), this.#waiting.size);
    for (const item of [...this.#waiting]) this.#finish(item);
  }

  #now(message: OutMessage): Promise<void> {
    const client = this.#client;
    if (client === undefined || !client.connected || client.stream.writableLength > backlog) {
      this.#observer.fault(this.#where, fault('mqtt/unsent', 'A message was not sent because the broker is away or slow.'));
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const lost = (): void => resolve();
      client.once('close', lost); // a full socket calls back when it drains, which a lost one never does
      client.publish(this.#topicOf(message), message.payload, { qos: 0, retain: message.retain }, () => {
        client.off('close', lost);
        resolve();
      });
    });
  }

  #later(message: OutMessage): Promise<void> {
    if (this.#waiting.size >= this.#limit) {
      const [oldest] = this.#waiting;
      this.#observer.fault(
        this.#where,
        fault('mqtt/outbox-full', `More than ${this.#limit} messages wait for the broker; the oldest fall off.`),
      );
      if (oldest !== undefined) this.#finish(oldest);
    }
    return new Promise((done) => {
      this.#waiting.add({ message, done, sentOn: undefined });
      this.#send();
    });
  }

  #send(): void {
    const client = this.#client;
    if (client === undefined || this.#underWay >= window) return;
    for (const item of this.#waiting) {
      if (item.sentOn !== undefined) continue;
      if (this.#underWay >= window) return;
      item.sentOn = client;
      this.#underWay++;
      const { payload, retain } = item.message;
      const topic = this.#topicOf(item.message);
      client.publish(topic, payload, { qos: 1, retain }, (error) => {
        if (this.#client !== client) return; // it waits for the next connection
        this.#underWay--;
        // A reason code is the broker's answer (not authorized, quota, …): asking again would not change it. Else the connection is going.
        if (error && !('code' in error && typeof error.code === 'number')) return;
        if (error)
          this.#observer.fault(
            this.#where,
            fault(
              'mqtt/publish-refused',
              `The broker refused a message on ${topic.split('/', 2).join('/')}.`,
              item.message.whole
                ? 'Its access list must let Kinglet write there.'
                : 'Its access list must let Kinglet write below its prefix.',
            ),
          );
        this.#finish(item);
        this.#send();
      });
    }
  }

  #topicOf({ topic, whole }: OutMessage): string {
    return whole ? topic : `${this.#prefix}/${topic}`;
  }

  #finish(item: Waiting): void {
    if (!this.#waiting.delete(item)) return;
    item.done();
    if (this.#waiting.size === 0) for (const wake of this.#whenEmpty.splice(0)) wake();
  }
}

/** A device at a real broker: announces itself, hears its commands, shows what it does. */
import type { MqttClient } from 'mqtt';
import { client } from './broker.ts';

export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly retained: boolean;
}

export class Devices implements AsyncDisposable {
  readonly commands: Heard[] = [];
  readonly #client: MqttClient & AsyncDisposable;
  readonly #obeys = new Map<string, (text: string) => void>();

  private constructor(it: MqttClient & AsyncDisposable) {
    this.#client = it;
    it.on('message', (topic, payload, { retain }) => {
      this.commands.push({ topic, text: payload.toString(), retained: retain });
      this.#obeys.get(topic)?.(payload.toString());
    });
  }
  static async connect(url: string): Promise<Devices> {
    return new Devices(await client(url));
  }

  /** `homeassistant/<platform>/<object>/config`, retained as all publishers do. */
  announce(platform: string, object: string, config: object): Promise<unknown> {
    return this.say(`homeassistant/${platform}/${object}/config`, config, true);
  }
  say(topic: string, payload: object | string, retain = false): Promise<unknown> {
    return this.#client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1, retain });
  }
  /** Listens to a command topic; does this when it is told something. */
  async obeys(topic: string, does: (text: string) => void = () => {}): Promise<void> {
    this.#obeys.set(topic, does);
    await this.#client.subscribeAsync(topic, { qos: 1 });
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }
}

/** Those who listen beside the readings, and what is published outside our own prefix. */
import { describe, expect, it } from 'vitest';
import { openBroker } from '../../../src/adapters/broker/index.ts';
import type { Listener } from '../../../src/agent/ports.ts';
import { client, hasMosquitto, kinglet, listen, options, type Peer, startMosquitto } from './peers.ts';

class Ear implements Listener {
  readonly filters: readonly string[];
  readonly heard: string[] = [];
  readonly #waiting: { count: number; wake: () => void }[] = [];
  constructor(...filters: string[]) {
    this.filters = filters;
  }
  take(topic: string, payload: Uint8Array, retained: boolean): boolean {
    if (!topic.startsWith('homeassistant/')) return false;
    this.#hear(`${topic}=${new TextDecoder().decode(payload)}${retained ? ' (retained)' : ''}`);
    return true;
  }
  up(): void {
    this.#hear('up');
  }
  down(): void {
    this.#hear('down');
  }
  #hear(what: string): void {
    this.heard.push(what);
    for (const { count, wake } of this.#waiting) if (this.heard.length >= count) wake();
  }
  until(count: number): Promise<void> {
    return this.heard.length >= count ? Promise.resolve() : new Promise((wake) => this.#waiting.push({ count, wake }));
  }
}

async function aedes(): Promise<Peer> {
  const opened = await openBroker({ host: '127.0.0.1', port: 0 });
  if (!opened.ok) throw new Error(opened.fault.detail);
  const it = opened.value;
  const close = async (): Promise<void> => it[Symbol.asyncDispose]();
  return { port: 0, url: it.url, kill: close, [Symbol.asyncDispose]: close };
}

describe.each<[string, boolean, () => Promise<Peer>]>([
  ['MQTT 3.1.1', true, aedes],
  ['MQTT 5 and Mosquitto', hasMosquitto, () => startMosquitto()],
])('With %s a listener', (_, there, start) => {
  it.skipIf(!there).each([[['#']], [['zigbee2mqtt/#']]])('hears its topics once where readings are asked for on %j', async (topics) => {
    await using peer = await start();
    await using other = await client(peer.url);
    await other.publishAsync('homeassistant/device/a/config', 'earlier', { qos: 1, retain: true });
    const ear = new Ear('homeassistant/status', 'homeassistant/device/+/config');
    await using it = kinglet(options(peer.url, { topics }), { listeners: [ear] });
    await ear.until(2);
    await other.publishAsync('homeassistant/status', 'online', { qos: 1 });
    await other.publishAsync('zigbee2mqtt/lamp', '{"brightness": 3}', { qos: 1 });
    await it.until(1);
    await ear.until(3);
    expect(ear.heard).toEqual(['up', 'homeassistant/device/a/config=earlier (retained)', 'homeassistant/status=online']);
  });

  it.skipIf(!there)('knows when the connection is gone', async () => {
    const peer = await start();
    const ear = new Ear();
    await using it = kinglet(options(peer.url), { listeners: [ear] });
    await ear.until(1);
    await peer.kill();
    await ear.until(2);
    expect([ear.heard, it.read]).toEqual([['up', 'down'], []]);
  });

  it.skipIf(!there)('may publish outside our own prefix', async () => {
    await using peer = await start();
    await using other = await client(peer.url);
    const all = await listen(other, 'homeassistant/#');
    await using it = kinglet(options(peer.url));
    await it.observer.up();
    for (const qos of [0, 1] as const)
      await it.publisher.publish({ topic: `homeassistant/device/${qos}/config`, whole: true, payload: 'x', qos, retain: false });
    expect(await all.until(2)).toEqual(['homeassistant/device/0/config=x', 'homeassistant/device/1/config=x']);
  });
});

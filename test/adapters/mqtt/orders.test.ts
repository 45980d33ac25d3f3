import { describe, expect, it } from 'vitest';
import { openBroker } from '../../../src/adapters/broker/index.ts';
import { Orders, orderTopics } from '../../../src/adapters/mqtt/orders.ts';
import type { Order } from '../../../src/agent/ports.ts';
import { WatchedObserver } from '../../support/watched.ts';
import { client, freePort, hasMosquitto, kinglet, listen, options, startMosquitto } from './peers.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function orders() {
  const heard: Order[] = [];
  const observer = new WatchedObserver();
  const clock = { now: 0 };
  const it = new Orders({ where: 'mqtt', prefix: 'kinglet', observer, order: (o) => void heard.push(o), monotonic: () => clock.now });
  const say = (topic: string, text: string | Uint8Array, retained = false): boolean =>
    it.take(topic, typeof text === 'string' ? bytes(text) : text, retained);
  return { heard, observer, clock, say };
}

describe('An order', () => {
  it.each<[string, boolean, Order[]]>([
    ['kinglet/command', true, [{ text: 'hello' }]],
    ['kinglet/alert/freezer.temperature-1/set', true, [{ text: 'hello', alert: 'freezer.temperature-1' }]],
    ['kinglet/alert/freezer.temperature-1', false, []],
    ['kinglet/alert//set', false, []],
    ['kinglet/alert/a/b/set', false, []],
    ['kinglet/reply', false, []],
    ['kinglet/event', false, []],
    ['kinglet/command/more', false, []],
    ['other/command', false, []],
  ])('on %s: %s', (topic, isOrder, expected) => {
    const { say, heard } = orders();
    expect(say(topic, 'hello')).toBe(isOrder);
    expect(heard).toEqual(expected);
  });

  it.each([
    ['retained', 'order/retained', 'undo', true],
    ['longer than 10 KB', 'order/too-long', 'x'.repeat(10_241), false],
    ['no text', 'order/not-text', new Uint8Array([0xff, 0xfe, 0x00]), false],
  ])('that is %s is counted and not obeyed', (_, code, text, retained) => {
    const { say, heard, observer } = orders();
    expect(say('kinglet/command', text, retained)).toBe(true);
    expect(heard).toEqual([]);
    expect(observer.faults.map((f) => f.fault.code)).toEqual([code]);
  });

  it('that is empty is none: a retained one is being deleted', () => {
    const { say, heard, observer } = orders();
    expect(say('kinglet/command', '')).toBe(true);
    expect([heard, observer.faults]).toEqual([[], []]);
  });

  it('too many in a second is counted and left alone, a second later ten more are heard', () => {
    const { say, heard, observer, clock } = orders();
    for (let n = 0; n < 50; n++) say('kinglet/command', `${n}`);
    expect(heard).toHaveLength(10);
    expect(observer.count('order/too-many')).toBe(40);
    clock.now = 1_000;
    for (let n = 0; n < 50; n++) say('kinglet/command', `${n}`);
    expect(heard).toHaveLength(20);
  });
});

it.each<[string[], string[]]>([
  [['#'], []],
  [['zigbee2mqtt/#'], ['kinglet/command', 'kinglet/alert/+/set']],
  [['kinglet/#', 'x'], []],
  [['kinglet/command'], ['kinglet/alert/+/set']],
  [['+/+/+/set'], ['kinglet/command']],
])('with the topics %j it also subscribes to %j', (topics, expected) => {
  expect(orderTopics('kinglet', topics)).toEqual(expected);
});

const brokers: [string, boolean, () => Promise<{ url: string } & AsyncDisposable>][] = [
  ['Mosquitto', hasMosquitto, () => startMosquitto()],
  [
    'our own broker',
    true,
    async () => {
      const opened = await openBroker({ host: '127.0.0.1', port: await freePort() });
      if (!opened.ok) throw new Error(opened.fault.detail);
      return opened.value;
    },
  ],
];
describe.each(brokers.filter(([, there]) => there))('With %s', (_, __, start) => {
  it.each([[['#']], [['house/#']]])('each order comes once, and none of our own words is one (topics %j)', async (topics) => {
    await using broker = await start();
    await using home = await client(broker.url);
    const replies = await listen(home, 'kinglet/reply');
    await home.publishAsync('kinglet/command', 'an old one', { qos: 1, retain: true });
    await home.publishAsync('kinglet/alert/a/set', 'an old one', { qos: 1, retain: true });
    const heard: Order[] = [];
    await using it = kinglet(options(broker.url, { topics }), {
      order: (order) => {
        heard.push(order);
        void it.publisher.publish({ topic: 'reply', payload: JSON.stringify(order), qos: 1, retain: false });
      },
    });
    await it.observer.up();
    await it.observer.faulted('order/retained', 2); // and so its subscriptions hold
    await home.publishAsync('kinglet/command', 'one', { qos: 1 });
    await home.publishAsync('kinglet/alert/a.b-1/set', 'two', { qos: 1 });
    await home.publishAsync('kinglet/command', 'three', { qos: 0 });
    await replies.until(3);
    expect(heard).toEqual([{ text: 'one' }, { text: 'two', alert: 'a.b-1' }, { text: 'three' }]);
    expect(await it.stop()).toEqual([]); // and none of it is a reading
  });
});

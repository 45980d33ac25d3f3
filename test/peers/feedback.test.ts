/** "This is normal", said to the daemon as it runs, over a real broker, and remembered by the next one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/agent/feedback.ts';
import type { Alert } from '../../src/core/domain/index.ts';
import { client, freePort, type Peer, startBroker } from '../support/broker.ts';
import { freezerValues, MINUTE } from '../support/freezer.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';
import { START } from '../support/sensors.ts';

let folder: string;
let broker: Peer;
let home: MqttClient & AsyncDisposable;
let heard: { topic: string; text: string }[];
let minute: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-feedback-'));
  broker = await startBroker();
  minute = 0;
  await arrive(broker.url);
});
afterEach(async () => {
  await home[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function arrive(url: string): Promise<void> {
  home = await client(url);
  heard = [];
  home.on('message', (topic, payload) => heard.push({ topic, text: payload.toString() }));
  await home.subscribeAsync('kinglet/#', { qos: 1 });
}

const config = (more = ''): string => `mqtt: {url: "${broker.url}", time: payload, topics: [zigbee2mqtt/#, hello/#]}
watch: {clock: readings, timezone: UTC}
web: {port: 0}
store: {path: "${join(folder, 'kinglet.db')}"}
${more}`;

const on = (topic: string): string[] => heard.filter((m) => m.topic === topic).map((m) => m.text);
const events = (): Alert[] => on('kinglet/event').map((text) => JSON.parse(text) as Alert);
const opened = (like: RegExp): Alert[] => events().filter((e) => e.state === 'open' && like.test(e.text));
const WARM = / -9(\.\d+)? °C/;

async function listening(it: RunningKinglet): Promise<void> {
  await until('the first reading', async () => {
    await home.publishAsync('hello/there', JSON.stringify({ count: 1, time: new Date(START + (minute - 1) * MINUTE).toISOString() }), {
      qos: 1,
    });
    return (await it.metric('kinglet_readings_total')) > 0;
  });
}

/** The freezer says these, a minute apart; resolves when all of them have their verdict. */
async function say(it: RunningKinglet, values: readonly number[]): Promise<void> {
  const before = await it.metric('kinglet_readings_total');
  for (const temperature of values) {
    const payload = JSON.stringify({ temperature, time: new Date(START + minute++ * MINUTE).toISOString() });
    await home.publishAsync('zigbee2mqtt/freezer', payload, { qos: 1 });
  }
  await until('their verdicts', async () => (await it.metric('kinglet_readings_total')) >= before + values.length);
}
const calm = (count: number): number[] => freezerValues(minute + count).slice(minute);
const warm = (count: number): number[] => Array.from({ length: count }, (_, i) => Number((-9.5 + 0.1 * Math.sin(i)).toFixed(2)));

async function order(text: string, topic = 'kinglet/command'): Promise<Reply> {
  const before = on('kinglet/reply').length;
  await home.publishAsync(topic, text, { qos: 1 });
  return JSON.parse(await until(`an answer to ${text}`, () => on('kinglet/reply')[before])) as Reply;
}
/** Until it has been cleared, for people and on the broker. */
const cleared = ({ id }: Alert): Promise<unknown> =>
  until('it to be cleared', () => events().some((e) => e.id === id && e.state === 'cleared') && on(`kinglet/alert/${id}`).at(-1) === '');

describe('Told that something is normal', () => {
  it('Kinglet clears the alert, is quiet about the same again, tells what is worse or different, and remembers all that', async () => {
    {
      await using it = await RunningKinglet.start(config());
      await listening(it);
      await say(it, calm(900));
      await say(it, warm(100));
      const alert = await until('an alert', () => opened(WARM).at(0));
      const reply = await order('{"id": "q1", "text": "This is normal."}');
      expect(reply).toMatchObject({
        id: 'q1',
        outcome: 'act',
        actions: [],
        reply: expect.stringMatching(/^Taken as normal: Freezer temperature /),
      });
      await cleared(alert);
      expect(await it.metric('kinglet_pardons')).toBeGreaterThan(0);

      const before = opened(WARM).length;
      await say(it, [...warm(30), ...calm(200), ...warm(60), ...calm(200)]);
      expect(opened(WARM)).toHaveLength(before);

      await say(it, [-127, -127]); // what a DS18B20 says when its wire is broken
      const broken = await until('a different alert', () => events().find((e) => e.state === 'open' && e.pattern === 'impossible'));
      await say(it, calm(60));
      await cleared(broken);

      await say(
        it,
        warm(100).map((v) => v + 30),
      );
      await until('a worse alert', () => opened(/ 2\d(\.\d+)? °C/).at(0));
      expect((await it.end()).code).toBe(0);
    }
    await using it = await RunningKinglet.start(config());
    expect(await it.metric('kinglet_store_up')).toBe(1);
    expect(await it.metric('kinglet_pardons')).toBeGreaterThan(0);
    await listening(it);
    const before = opened(WARM).length;
    await say(it, calm(900));
    await say(it, warm(60));
    expect(opened(WARM)).toHaveLength(before);
    expect(await order('what is normal')).toMatchObject({ outcome: 'answer', reply: expect.stringMatching(WARM) });

    expect(await order('undo')).toMatchObject({
      outcome: 'act',
      reply: expect.stringMatching(/^Not normal any more: Freezer temperature /),
    });
    await until('the alert, while it still goes on', () => events().findLast((e) => e.sensor === 'freezer.temperature')?.state === 'open');
    expect(await it.metric('kinglet_pardons')).toBe(0);
  });

  it('by a button beside the alert, on the broker of its own', async () => {
    const port = await freePort();
    await using it = await RunningKinglet.start(config().replace(/^mqtt: .*$/m, `broker: {port: ${port}}`));
    await home[Symbol.asyncDispose]();
    await arrive(`mqtt://127.0.0.1:${port}`);
    await listening(it);
    await say(it, calm(200));
    await say(it, [-127, -127]);
    const alert = await until('an alert', () => events().find((e) => e.state === 'open' && e.pattern === 'impossible'));
    expect((await order('normal', `kinglet/alert/${alert.id}/set`)).outcome).toBe('act');
    await cleared(alert);
    expect((await order('undo', `kinglet/alert/${alert.id}/set`)).outcome).toBe('act');
    await until('the same alert', () => on(`kinglet/alert/${alert.id}`).at(-1)?.includes(`"state":"open"`));
  });

  it('means all sensors of an alert, and brings back the same alert when it is taken back', async () => {
    await using it = await RunningKinglet.start(config());
    await listening(it);
    const boiler = async (value: number): Promise<void> => {
      const payload = { temperature: value, water_temperature: value, time: new Date(START + minute++ * MINUTE).toISOString() };
      await home.publishAsync('zigbee2mqtt/boiler', JSON.stringify(payload), { qos: 1 });
    };
    for (let n = 0; n < 60; n++) await boiler(40 + (n % 7));
    for (let n = 0; n < 3; n++) await boiler(-127);
    const both = (): Alert | undefined => {
      const [text = ''] = heard
        .filter((m) => m.topic.startsWith('kinglet/alert/boiler'))
        .slice(-1)
        .map((m) => m.text);
      const alert = text === '' ? undefined : (JSON.parse(text) as Alert);
      return alert?.sensors.length === 2 ? alert : undefined;
    };
    const alert = await until('an alert of both', both);
    expect((await order('this is normal for the boiler')).outcome).toBe('act');
    await cleared(alert);
    expect(await it.metric('kinglet_pardons')).toBe(2);
    expect((await order('undo')).outcome).toBe('act');
    expect((await until('the alert of both, again', both)).id).toBe(alert.id);
    expect(await it.metric('kinglet_pardons')).toBe(0);
  });

  it('in every wrong way there is, it goes on and answers the right ones', async () => {
    await home.publishAsync('kinglet/command', 'this is normal', { qos: 1, retain: true });
    await using it = await RunningKinglet.start(config());
    await until('the retained order to be counted', async () => (await it.faults('mqtt', 'order/retained')) > 0);
    for (const payload of ['x'.repeat(20_000), Buffer.from([0xff, 0x00]), '{"text"', '{"a":'.repeat(2_000), '', '[1]', '\u0000'])
      await home.publishAsync('kinglet/command', payload, { qos: 1 });
    for (const id of ['..', '%2e', '__proto__', 'x'.repeat(500)]) await home.publishAsync(`kinglet/alert/${id}/set`, 'normal', { qos: 1 });
    for (let n = 0; n < 100; n++) home.publish('kinglet/command', 'undo');
    await until('the flood to be counted', async () => (await it.faults('mqtt', 'order/too-many')) > 50);
    expect([await it.faults('mqtt', 'order/too-long'), await it.faults('mqtt', 'order/not-text')]).toEqual([1, 1]);
    const reply = await until('an answer', async () => {
      await home.publishAsync('kinglet/command', '{"id": "last", "text": "what is normal"}', { qos: 1 });
      return on('kinglet/reply')
        .map((r) => JSON.parse(r) as Reply)
        .find((r) => r.id === 'last');
    });
    expect(reply.reply).toBe('Nothing has been called normal yet.');
    expect(
      on('kinglet/reply')
        .map((r) => (JSON.parse(r) as Reply).outcome)
        .filter((o) => o === 'act'),
    ).toEqual([]);
    expect((await it.end()).code).toBe(0);
  });
});

describe('Where nothing can be kept', () => {
  it('Kinglet says so once, shows it, leaves the file as it is, and still does as it is told', async () => {
    writeFileSync(join(folder, 'kinglet.db'), 'no database at all');
    await using it = await RunningKinglet.start(config());
    expect(await it.said('trouble')).toMatchObject({ where: 'store', code: 'store/damaged' });
    expect(await it.metric('kinglet_store_up')).toBe(0);
    expect(JSON.parse((await it.get('/healthz')).text)).toMatchObject({ store: 'missing' });
    await listening(it);
    await say(it, calm(100));
    await say(it, [-127, -127]);
    const alert = await until('an alert', () => events().find((e) => e.state === 'open'));
    expect(await order('this is normal')).toMatchObject({ outcome: 'act', reply: expect.stringContaining('until Kinglet stops') });
    await cleared(alert);
  });
});

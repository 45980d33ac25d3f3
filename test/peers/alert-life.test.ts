/** The life of an alert and what Kinglet shows of itself, with the daemon as it runs, a real broker, and a restart in between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/agent/feedback.ts';
import type { Alert } from '../../src/core/domain/index.ts';
import { wrongs } from '../core/announce/documented.ts';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { freezerValues, MINUTE } from '../support/freezer.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';
import { START } from '../support/sensors.ts';

type Told = Alert & { readonly event_type: string };

let folder: string;
let broker: Peer;
let home: MqttClient & AsyncDisposable;
let heard: { topic: string; text: string }[];
let minute: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-life-'));
  broker = await startBroker();
  minute = 0;
  home = await client(broker.url);
  heard = [];
  home.on('message', (topic, payload) => heard.push({ topic, text: payload.toString() }));
  await home.subscribeAsync(['kinglet/#', 'homeassistant/#'], { qos: 1 });
});
afterEach(async () => {
  await home[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const config = (more = ''): string => `mqtt: {url: "${broker.url}", time: payload, topics: [zigbee2mqtt/#]}
watch: {clock: readings, timezone: UTC}
announce: {interval: 10}
web: {port: 0}
store: {path: "${join(folder, 'kinglet.db')}"}
${more}`;
const on = (topic: string): string[] => heard.filter((m) => m.topic === topic).map((m) => m.text);
const events = (): Told[] => on('kinglet/event').map((text) => JSON.parse(text) as Told);
const types = (): string[] => events().map(({ event_type }) => event_type);

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
async function started(more = ''): Promise<RunningKinglet> {
  const it = await RunningKinglet.start(config(more));
  await until('the first reading', async () => {
    await home.publishAsync(
      'zigbee2mqtt/other',
      JSON.stringify({ count: 1, time: new Date(START + (minute - 1) * MINUTE).toISOString() }),
      {
        qos: 1,
      },
    );
    return (await it.metric('kinglet_readings_total')) > 0;
  });
  return it;
}
async function order(text: string, topic = 'kinglet/command'): Promise<Reply> {
  const before = on('kinglet/reply').length;
  await home.publishAsync(topic, text, { qos: 1 });
  return JSON.parse(await until(`an answer to ${text}`, () => on('kinglet/reply')[before])) as Reply;
}
/** A wire is broken: what a DS18B20 says then is wrong at once, whatever has been learned. */
async function breakWire(it: RunningKinglet): Promise<Told> {
  await say(it, [-127, -127]);
  return until('an alert', () => events().find((e) => e.event_type === 'raised' && e.pattern === 'impossible'));
}

/** A daemon starts within a second where the machine has nothing else to do, and these start two. */
const SLOW = { timeout: 90_000 };

describe('An alert', SLOW, () => {
  it('is acknowledged and snoozed by its own topic, and its snooze outlives a restart', async () => {
    let id: string;
    {
      await using it = await started();
      await say(it, calm(200));
      ({ id } = await breakWire(it));
      expect(await order('acknowledge', `kinglet/alert/${id}/set`)).toMatchObject({
        outcome: 'act',
        reply: 'The freezer alarm is acknowledged.',
      });
      expect(await order('snooze 1h', `kinglet/alert/${id}/set`)).toMatchObject({
        outcome: 'act',
        reply: expect.stringMatching(/snoozed until \d\d:\d\d\.$/),
      });
      expect(JSON.parse(on(`kinglet/alert/${id}`).at(-1) ?? '')).toMatchObject({
        id,
        acknowledged: expect.any(Number),
        snoozed: expect.any(Number),
      });
      expect((await it.end()).code).toBe(0);
    }
    expect(types()).toEqual(['raised', 'acknowledged', 'snoozed']);
    await using it = await started();
    expect(await order('what alarms are snoozed?')).toMatchObject({
      outcome: 'answer',
      reply: expect.stringMatching(/^One alarm is snoozed\./),
    });
    expect((await it.alerts()).map((alert) => [alert.id, alert.state])).toEqual([[id, 'open']]);
    await say(
      it,
      Array.from({ length: 61 }, () => -127),
    );
    const woken = await until('it to be told again', () => events().find((e) => e.event_type === 'woken'));
    expect(woken).toMatchObject({ id, text: expect.stringMatching(/^The freezer alarm is no longer snoozed\. Freezer temperature /) });
    expect(types().filter((type) => type === 'raised')).toHaveLength(1);
    await say(it, calm(60));
    await until('its end', () => events().find((e) => e.id === id && e.event_type === 'resolved'));
    expect(on(`kinglet/alert/${id}`).at(-1)).toBe('');
  });

  it('in maintenance waits until it is over', async () => {
    await using it = await started();
    await say(it, calm(200));
    expect(await order('maintenance on the freezer for 30 minutes')).toMatchObject({
      outcome: 'act',
      reply: expect.stringMatching(/^Maintenance on the freezer until \d\d:\d\d: its alarms wait until then\.$/),
    });
    await say(it, [-127, -127, -127]);
    const held = await until('it on the broker', async () => (await it.alerts()).find((alert) => 'held' in alert));
    expect(types()).toEqual([]);
    await say(
      it,
      Array.from({ length: 30 }, () => -127),
    );
    expect(await until('it to be told', () => events().at(0))).toMatchObject({ id: held.id, event_type: 'raised' });
  });

  it('in quiet hours waits for the morning', async () => {
    // The clock of the readings stands at 08:00 at the beginning.
    await using it = await started('alerts: {quiet_hours: [{from: "11:00", to: "12:00"}]}\n');
    await say(it, calm(200));
    await say(it, [-127, -127, -127]);
    await until('it to wait', async () => (await it.alerts()).find((alert) => 'held' in alert));
    await say(
      it,
      Array.from({ length: 36 }, () => -127),
    );
    expect(types()).toEqual([]);
    await say(it, [-127, -127]);
    await until('it to be told', () => types().includes('raised'));
  });
});

describe('Kinglet', SLOW, () => {
  const configOf = (id: string): string[] => on(`homeassistant/device/${id}/config`);

  it('announces itself and its devices as is documented, states below 255 characters, and nothing where it is not wanted', async () => {
    {
      await using it = await started();
      await say(it, calm(200));
      await until('its devices', () => configOf('kinglet').at(0) !== undefined && configOf('kinglet_freezer').at(0) !== undefined);
      for (const id of ['kinglet', 'kinglet_freezer']) expect(wrongs(configOf(id).at(-1) ?? '')).toEqual([]);
      await breakWire(it);
      const state = await until('a problem', () => {
        const parsed = JSON.parse(on('kinglet/device/freezer/state').at(-1) ?? '{}') as { problem?: string; last_alert?: string };
        return parsed.problem === 'ON' ? parsed : undefined;
      });
      expect((state.last_alert ?? '').length).toBeLessThanOrEqual(255);
      expect(await it.metric('kinglet_devices_unannounced')).toBe(0);
    }
    await using _it = await started('').then(async (it) => {
      await it.end();
      return RunningKinglet.start(config().replace('{interval: 10}', '{home_assistant: "off"}'));
    });
    for (const id of ['kinglet', 'kinglet_freezer']) await until(`${id} to be gone`, () => configOf(id).at(-1) === '');
    expect(on('kinglet/device/freezer/state').at(-1)).toBe('');
  });

  it('takes none of what it publishes for a reading, and leaves the devices of others alone', async () => {
    const theirs = JSON.stringify({ device: { identifiers: ['x'] }, origin: { name: 'Zigbee2MQTT' }, components: {} });
    await home.publishAsync('homeassistant/device/x/config', theirs, { qos: 1, retain: true });
    await using it = await RunningKinglet.start(config().replace('topics: [zigbee2mqtt/#]', 'topics: ["#"]'));
    await until('the first reading', async () => {
      await home.publishAsync('zigbee2mqtt/freezer', JSON.stringify({ temperature: -18, time: new Date(START).toISOString() }), { qos: 1 });
      return (await it.metric('kinglet_readings_total')) > 0;
    });
    await until('its devices', () => configOf('kinglet_freezer').at(0));
    await until('a state', () => on('kinglet/state').length > 1);
    expect((await it.sensors()).map(({ sensor }) => sensor.id)).toEqual(['freezer.temperature']);
    expect(configOf('x')).toEqual([theirs]);
  });
});

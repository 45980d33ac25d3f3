/** The daemon as it runs: a process of its own at a real broker. */
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/domain/index.ts';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { freezerValues, MINUTE } from '../support/freezer.ts';
import { configFile, kinglet, RunningKinglet, until } from '../support/kinglet.ts';
import { START } from '../support/sensors.ts';

let broker: Peer;
let home: MqttClient & AsyncDisposable;
let heard: { topic: string; text: string; retained: boolean }[];
beforeEach(async () => {
  broker = await startBroker();
  home = await client(broker.url);
  heard = [];
  home.on('message', (topic, payload, { retain }) => heard.push({ topic, text: payload.toString(), retained: retain }));
  await home.subscribeAsync('kinglet/#', { qos: 1 });
});
afterEach(async () => {
  await home[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
});

const config = (more = ''): string => `mqtt: {url: "${broker.url}", time: payload}
watch: {clock: readings, timezone: UTC}
web: {port: 0}
${more}`;

const on = (topic: string): string[] => heard.filter((m) => m.topic === topic).map((m) => m.text);
const events = (): Alert[] => on('kinglet/event').map((text) => JSON.parse(text) as Alert);
/** What was told of the freezer whose door stands open: it reads about -9.5 °C then. */
const warm = (): Alert[] => events().filter((e) => e.state === 'open' && / -9\.\d+ °C/.test(e.text));

/** A freezer says its values, a minute apart, as a device on Zigbee2MQTT does. */
async function say(values: readonly number[], from = 0, topic = 'zigbee2mqtt/freezer'): Promise<void> {
  for (const [i, temperature] of values.entries()) {
    const payload = JSON.stringify({ temperature, time: new Date(START + (from + i) * MINUTE).toISOString() });
    if (i === values.length - 1) await home.publishAsync(topic, payload, { qos: 1 });
    else home.publish(topic, payload);
  }
}
/** It listens once a reading has come through; until then nothing is said that matters. */
async function listening(it: RunningKinglet): Promise<void> {
  await until('the first reading', async () => {
    await home.publishAsync('hello/there', JSON.stringify({ count: 1, time: new Date(START - MINUTE).toISOString() }), { qos: 1 });
    return (await it.metric('kinglet_readings_total')) > 0;
  });
}

describe('kinglet run', () => {
  it('says it is there, watches, raises an alert in a sentence, and says when it has gone', async () => {
    await using it = await RunningKinglet.start(config());
    await until('"online"', () => on('kinglet/status').at(-1) === 'online');
    await listening(it);
    await say(freezerValues(1_000, { warm: 900 }));
    const alert = await until('an alert', () => warm().at(0));
    expect(alert).toMatchObject({ state: 'open', sensor: 'freezer.temperature', device: 'freezer', unit: '°C' });
    expect(alert.text).toMatch(/^Freezer temperature .*-9\.\d+ °C.* between -1\d(\.\d+)? and -1\d(\.\d+)? °C\.( Perhaps .*\.)?$/);

    // … for those who come later too
    await using late = await client(broker.url);
    const kept = new Promise<string>((resolve) => late.once('message', (_, payload, { retain }) => retain && resolve(payload.toString())));
    await late.subscribeAsync(`kinglet/alert/${alert.id}`, { qos: 1 });
    expect(JSON.parse(await kept)).toMatchObject({ id: alert.id, state: 'open' });

    expect(on('kinglet/sensor/freezer.temperature/score').length).toBeGreaterThan(0);
    const [freezer] = (await it.sensors()).filter((s) => s.sensor.id === 'freezer.temperature');
    expect(freezer).toMatchObject({ sensor: { name: 'Freezer temperature', unit: '°C' } });
    expect(freezer?.score).toBeGreaterThanOrEqual(0);
    expect(await it.alerts()).toContainEqual(expect.objectContaining({ id: alert.id }));
    expect(it.lines.filter((l) => l.msg === alert.text)).toHaveLength(1); // the journal has it too

    const health = await it.get('/healthz');
    expect(health.status).toBe(200);
    expect(JSON.parse(health.text)).toMatchObject({ status: 'ok', broker: 'up', model: 'loaded' });
    expect(await it.metric('kinglet_readings_total')).toBeGreaterThanOrEqual(1_000);
    expect(await it.metric('kinglet_alerts_open')).toBeGreaterThan(0);
    expect(await it.metric('kinglet_link_up{where="mqtt"}')).toBe(1);

    expect((await it.end('SIGTERM')).code).toBe(0);
    await until('"offline"', () => on('kinglet/status').at(-1) === 'offline');
    // And no complaint; that nobody has answered to the freezer, in the hours of its readings, is none.
    expect(it.lines.filter((l) => l.level !== 'info' && l.msg !== 'not connected' && l['event'] !== 'escalated')).toEqual([]);
  });

  it('tells what it had accepted before it ends, within two seconds', async () => {
    await using it = await RunningKinglet.start(config());
    await listening(it);
    await say(freezerValues(200));
    await until('a known freezer', async () => (await it.sensors()).some((s) => s.sensor.id === 'freezer.temperature'));
    await say([-127, -127], 200); // what a DS18B20 says when its wire is broken
    await until('the last of it to be accepted', async () => (await it.metric('kinglet_readings_total')) >= 202);
    const { code, took } = await it.end('SIGTERM');
    expect(code).toBe(0);
    expect(took).toBeLessThan(2_000);
    await until('the alert', () => events().some((e) => e.pattern === 'impossible'));
    await until('"offline"', () => on('kinglet/status').at(-1) === 'offline');
  });

  it('reads its configuration again on SIGHUP, and keeps what it has learned', async () => {
    await using it = await RunningKinglet.start(config());
    await listening(it);
    await say(freezerValues(700));
    await say([-127, -127], 700, 'zigbee2mqtt/boiler');
    const boiler = await until('an alert that stays open', () => events().find((e) => e.sensor === 'boiler.temperature'));

    it.writeConfig(config('sensors: [{match: freezer.temperature, name: Ice box}]\nlog: {level: debug}\n'));
    it.signal('SIGHUP');
    await it.said('Kinglet is watching', 2);
    await until('"online" again', () => on('kinglet/status').join().endsWith('online,offline,online'));
    await say(freezerValues(730, { warm: 700 }).slice(700), 700);
    const alert = await until('an alert by the new name', () => warm().at(0));
    expect(alert.text).toMatch(/^Ice box /);
    expect(on(`kinglet/alert/${boiler.id}`)).toHaveLength(1); // still there, for those who look at the broker

    it.writeConfig('mqtt: {url: 5}\n');
    it.signal('SIGHUP');
    const refused = await it.said('the new configuration is refused; the old one goes on');
    expect(refused['detail']).toMatch(/line 1: mqtt\.url/);
    await say([-9.5], 730);
    await until('one more reading', async () => (await it.sensors()).find((s) => s.sensor.id === 'freezer.temperature')?.value === -9.5);
    expect(await it.alerts()).toContainEqual(expect.objectContaining({ id: alert.id }));
  });

  it('clears what an earlier life of it had left open, and nothing else', async () => {
    for (const topic of ['kinglet/alert/freezer.temperature-20260101T000000Z', 'kinglet/other', 'zigbee2mqtt/lamp'])
      await home.publishAsync(topic, '{"state": "open"}', { qos: 1, retain: true });
    await using it = await RunningKinglet.start(config());
    await until('the alert to be cleared', () => on('kinglet/alert/freezer.temperature-20260101T000000Z').at(-1) === '');
    await listening(it);
    await using late = await client(broker.url);
    const kept: string[] = [];
    late.on('message', (topic, _, { retain }) => retain && kept.push(topic));
    await late.subscribeAsync(['kinglet/#', 'zigbee2mqtt/#'], { qos: 1 });
    await until('what was retained', () => kept.includes('zigbee2mqtt/lamp'));
    expect(kept.toSorted()).toEqual(['kinglet/other', 'kinglet/state', 'kinglet/status', 'zigbee2mqtt/lamp']);
  });

  it('has nothing to say any more of a sensor that its owner has switched off', async () => {
    await using it = await RunningKinglet.start(config());
    await listening(it);
    await say(freezerValues(100));
    await say([-127, -127], 100);
    await until('an alert', () => events().find((e) => e.sensor === 'freezer.temperature'));
    it.writeConfig(config('sensors: [{match: "freezer.*", watch: "off"}]\n'));
    it.signal('SIGHUP');
    await until('"online" again', () => on('kinglet/status').join().endsWith('online,offline,online'));
    await say(
      Array.from({ length: 60 }, (_, i) => 20 + (i % 5)),
      102,
      'zigbee2mqtt/hall',
    );
    await until('the hall', async () => (await it.sensors()).some((s) => s.sensor.id === 'hall.temperature'));
    await until('an hour of the hall', async () => (await it.metric('kinglet_readings_total')) >= 160);
    await it.end('SIGTERM');
    expect(
      events()
        .filter((e) => e.sensor === 'freezer.temperature')
        .map((e) => `${e.pattern} ${e.state}`),
    ).toEqual(['impossible open', 'impossible cleared']);
  });

  it('goes on without its page where another Kinglet has the port', async () => {
    await using one = await RunningKinglet.start(config());
    const { port } = new URL(one.page);
    await using two = await RunningKinglet.start(config().replace('port: 0', `port: ${port}`));
    const trouble = await two.said('trouble');
    expect(trouble).toMatchObject({ where: 'web', code: 'web/port-taken' });
    expect(trouble['hint']).toMatch(/web\.port/);
    await listening(one);
    await until('two of them to be there', () => on('kinglet/status').filter((s) => s === 'online').length === 2);
    expect(two.running).toBe(true);
    expect((await two.end('SIGTERM')).code).toBe(0);
  });

  it('shows more in its log after SIGUSR2, and less after the next', async () => {
    await using it = await RunningKinglet.start(config());
    it.signal('SIGUSR2');
    expect(await it.said('log level changed')).toMatchObject({ level_: 'debug' });
    it.signal('SIGUSR2');
    expect(await it.said('log level changed', 2)).toMatchObject({ level_: 'info' });
  });

  it('ends with 1 and one sentence where its own broker cannot have the port it was given', async () => {
    using file = configFile(`broker: {port: ${broker.port}}\nweb: {port: 0}\nlog: {level: error}\n`);
    const { code, stderr } = await kinglet('run', '--config', file.path);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken: /)]);
  });
});

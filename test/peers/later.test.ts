/** What is planned outlives the daemon: over a real broker, with the time of the readings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/adapters/telemetry/index.ts';
import type { Actuator } from '../../src/agent/ports.ts';
import { openEngine, runSession } from '../../src/compose.ts';
import { parseConfig } from '../../src/config/index.ts';
import { ok } from '../../src/core/base/index.ts';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { MINUTE } from '../support/freezer.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';

interface Heard {
  readonly outcome: string;
  readonly reply: string;
}

/** A Monday, 08:00. */
const START = Date.parse('2026-01-05T08:00:00Z');
let folder: string;
let broker: Peer;
let home: MqttClient & AsyncDisposable;
let heard: { topic: string; text: string }[];
let now: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-later-'));
  writeFileSync(
    join(folder, 'home.yaml'),
    'areas: [{id: hall, name: Hall}]\nentities:\n  - {id: light.lamp, name: Lamp, area: hall, state: "off", attributes: {supported_color_modes: [onoff]}}\n',
  );
  broker = await startBroker();
  home = await client(broker.url);
  [heard, now] = [[], START];
  home.on('message', (topic, payload) => heard.push({ topic, text: payload.toString() }));
  await home.subscribeAsync('#', { qos: 1 });
});
afterEach(async () => {
  await home[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const config = (): string => `mqtt: {url: "${broker.url}", time: payload, topics: [hello/#]}
watch: {clock: readings, timezone: UTC}
web: {port: 0}
store: {path: "${join(folder, 'kinglet.db')}"}
language: {home: "${join(folder, 'home.yaml')}"}
log: {level: error}
`;
const on = (topic: string): string[] => heard.filter((m) => m.topic === topic).map((m) => m.text);
const events = (): string[] => on('kinglet/event').map((text) => (JSON.parse(text) as { text: string }).text);

/** Readings carry the time: this is how it passes. */
const passes = (minutes: number): Promise<unknown> => {
  now += minutes * MINUTE;
  return home.publishAsync('hello/there', JSON.stringify({ count: now / MINUTE, time: new Date(now).toISOString() }), { qos: 1 });
};
async function order(text: string): Promise<Heard> {
  return until(`an answer to ${text}`, async () => {
    await passes(0);
    const before = on('kinglet/reply').length;
    await home.publishAsync('kinglet/command', text, { qos: 1 });
    return JSON.parse(await until(`an answer to ${text}`, () => on('kinglet/reply')[before])) as Heard;
  });
}
/** Kinglet knows what time it is once a reading has come. */
const awake = (seen: () => Promise<boolean> | boolean): Promise<unknown> =>
  until('the first reading', async () => {
    await passes(0);
    return seen();
  });

describe('"Turn on the lamp in 10 minutes"', () => {
  /** A daemon with something that switches: over the broker, as bridges do. */
  async function session(): Promise<AsyncDisposable> {
    const parsed = parseConfig(config(), 'kinglet.yaml');
    if (!parsed.ok) throw new Error(parsed.fault.map(({ detail }) => detail).join(' '));
    const opened = await openEngine(createLog(parsed.value.log), parsed.value);
    if (!opened.ok) throw new Error(opened.fault.detail);
    const engine = opened.value;
    const actuator: Actuator = {
      async perform(actions) {
        for (const { entity, service } of actions) await home.publishAsync(`${entity}/set`, service, { qos: 1 });
        return ok(undefined);
      },
    };
    const stop = new AbortController();
    const running = runSession(engine, parsed.value, stop.signal, { actuator });
    await awake(() => engine.latest.size > 0);
    return {
      async [Symbol.asyncDispose]() {
        stop.abort();
        const ended = await running;
        await engine[Symbol.asyncDispose]();
        if (!ended.ok) throw new Error(ended.fault.detail);
      },
    };
  }

  it('survives a restart, is done once when it is due, and told', async () => {
    {
      await using _ = await session();
      expect(await order('turn on the lamp in 10 minutes')).toMatchObject({
        outcome: 'act',
        reply: 'In 10 minutes (08:10) I will turn on the lamp.',
      });
      await passes(5);
      expect(on('light.lamp/set')).toEqual([]);
    }
    now += MINUTE;
    {
      await using _ = await session();
      expect((await order('what is planned')).reply).toBe('At 08:10: turn on the lamp.');
      await passes(5);
      await until('the lamp', () => on('light.lamp/set').length > 0);
      await until('what is told of it', () => events().includes('As planned: Turned on the lamp.'));
      expect((await order('what is planned')).reply).toBe('Nothing is planned.');
    }
    await using _ = await session();
    await passes(5);
    expect((await order('what is planned')).reply).toBe('Nothing is planned.');
    expect(on('light.lamp/set')).toEqual(['light.turn_on']);
  });
});

describe('A timer', () => {
  it('is kept by the daemon across a kill, and rings', async () => {
    {
      await using it = await RunningKinglet.start(config().replace('level: error', 'level: info'));
      await awake(async () => (await it.metric('kinglet_readings_total')) > 0);
      expect(await order('set a pasta timer for 10 minutes')).toMatchObject({ outcome: 'act' });
      expect(await it.metric('kinglet_plans')).toBe(1);
      await it.end('SIGKILL');
    }
    now += 8 * MINUTE;
    await using it = await RunningKinglet.start(config().replace('level: error', 'level: info'));
    await awake(async () => (await it.metric('kinglet_readings_total')) > 0);
    expect((await order('how long is left on the pasta timer')).reply).toBe('The pasta timer has 2 minutes left.');
    await passes(3);
    await until('the timer', () => events().includes('The pasta timer is over.'));
    expect(await it.metric('kinglet_plans')).toBe(0);
  });
});

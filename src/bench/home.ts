/**
 * Devices that announce themselves, and commands to them: through the daemon as it is installed, over a real broker.
 *
 *     500 devices with 10 entities each, at once ─► ready       beside a subscriber that only parses the same messages in the same seconds
 *     resident memory with 5,000 entities                        beside the same daemon before them
 *     sentence on kinglet/command ─► message on the lamp's topic beside the broker's own round trip, in turn
 */
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { type Bench, quantile, row } from './bench.ts';
import { freePort, startBroker } from './broker.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { ADJECTIVES, announcements, ENTITIES, lampOf, ROOMS } from './home-devices.ts';
import { installed, peer } from './places.ts';
import { type Child, startChild } from './process.ts';

const COMMANDS = 200;
const MINUTES = 2;
const WARM_UP = 5;
/** The daemon takes ten orders a second. */
const PAUSE_MS = 120;
const PATIENCE_MS = 10_000;
const SETTLE_MS = 3_000;
const LOOK_MS = 10;
const MB = 1e6;

export const bench: Bench = {
  name: 'home',
  what: `${ENTITIES} entities announced at once, their memory, and commands to MQTT messages`,
  async run({ progress, signal, minutes = MINUTES }) {
    const program = installed();
    await using broker = await startBroker();
    await using daemon = await startDaemon({
      program,
      brokerUrl: broker.url,
      topics: ['bench/#'],
      webPort: await freePort(),
      more: { home: { allow: ['all'] } },
    });
    await using floor = startChild(peer('subscriber'), [broker.url, 'homeassistant/#']);
    const client = await connectAsync(broker.url);
    // Or the second of two small messages waits for the first one's acknowledgement, 40 ms, and the floor is no floor.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true);
    try {
      await sleep(SETTLE_MS, undefined, { signal });
      const idle = daemon.residentBytes();
      progress(`${ENTITIES} entities announced at once over ${broker.kind}`);
      const found = await announced(client, daemon, floor, signal);
      await sleep(SETTLE_MS, undefined, { signal });
      const full = daemon.residentBytes();
      progress(`commands, ${COMMANDS} of them or ${minutes} minutes`);
      const { told, echoes, lost } = await commanded(client, minutes, signal);
      const compare = (what: string, q: number) =>
        row({ what, measured: quantile(told, q), unit: 'ms', beside: { what: 'broker alone', measured: quantile(echoes, q) } });
      return {
        rows: [
          row({
            what: '500 devices ready',
            measured: found.ready,
            unit: 'ms',
            beside: { what: 'mqtt.js + JSON.parse', measured: found.floorReady },
            target: { of: 'measured', most: 2_000 },
          }),
          row({
            what: 'discovery messages',
            measured: (ENTITIES / found.ready) * 1_000,
            unit: '/s',
            beside: { what: 'mqtt.js + JSON.parse', measured: (ENTITIES / found.floorReady) * 1_000 },
          }),
          row({
            what: 'CPU per discovery message',
            measured: (found.cpu / ENTITIES) * 1e6,
            unit: 'µs',
            beside: { what: 'mqtt.js + JSON.parse', measured: (found.floorCpu / ENTITIES) * 1e6 },
          }),
          row({
            what: `memory of ${ENTITIES} entities`,
            measured: (full - idle) / MB,
            unit: 'MB',
            target: { of: 'measured', most: 60 },
          }),
          compare('command to MQTT message, p50', 0.5),
          compare('command to MQTT message, p99', 0.99),
          row({ what: 'commands that reached no lamp', measured: lost, unit: '', target: { of: 'measured', most: 0 } }),
        ],
        notes: [
          `The daemon ${program.what}; ${broker.kind} on this machine. Announcements as Zigbee2MQTT writes them, retained, one a component; ready when /metrics counts all of them, looked for every ${LOOK_MS} ms.`,
          `Memory is VmRSS ${SETTLE_MS / 1_000} s after the last announcement less that before the first. Commands are sentences ("turn on the kitchen amber lamp") in that home of ${ENTITIES} entities, one at a time, the model included; the lamp answers at once. ${told.length} were measured.`,
        ],
      };
    } finally {
      await client.endAsync(true);
    }
  },
};

interface Found {
  readonly ready: number;
  readonly floorReady: number;
  readonly cpu: number;
  readonly floorCpu: number;
}

async function announced(client: MqttClient, daemon: Daemon, floor: Child, signal: AbortSignal): Promise<Found> {
  const before = { cpu: daemon.cpuSeconds(), floorCpu: floor.cpuSeconds() };
  const began = performance.now();
  const reached = async (count: () => Promise<number>): Promise<number> => {
    while ((await count()) < ENTITIES) await sleep(LOOK_MS, undefined, { signal });
    return performance.now() - began;
  };
  const ends = Promise.all([
    reached(() => daemon.metric('kinglet_home_entities')),
    reached(async () => ((await floor.ask({})) as { count: number }).count),
  ]);
  for (const [topic, config] of announcements()) client.publish(topic, config, { retain: true });
  const [ready, floorReady] = await ends;
  return { ready, floorReady, cpu: daemon.cpuSeconds() - before.cpu, floorCpu: floor.cpuSeconds() - before.floorCpu };
}

async function commanded(
  client: MqttClient,
  minutes: number,
  signal: AbortSignal,
): Promise<{ told: number[]; echoes: number[]; lost: number }> {
  await client.subscribeAsync(['bench/home/+/set', 'echo'], { qos: 1 });
  const [told, echoes]: [number[], number[]] = [[], []];
  let lost = 0;
  const end = performance.now() + minutes * 60_000;
  for (let i = 0; i < COMMANDS + WARM_UP && performance.now() < end; i++) {
    const [room, adjective] = [i % ROOMS.length, (i * 7) % ADJECTIVES.length];
    const { name, topic } = lampOf(room, adjective);
    const on = i % 2 === 0 ? 'on' : 'off';
    const took = await heard(client, `${topic}/set`, () => client.publish('kinglet/command', `turn ${on} the ${name.toLowerCase()}`));
    client.publish(topic, JSON.stringify({ state: on.toUpperCase() }));
    const echo = await heard(client, 'echo', () => client.publish('echo', 'x'));
    if (i >= WARM_UP && took === undefined) lost++;
    if (i >= WARM_UP && took !== undefined && echo !== undefined) {
      told.push(took);
      echoes.push(echo);
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
  return { told, echoes, lost };
}

/** Milliseconds from `send` to the next message on the topic; undefined when none came in time. */
function heard(client: MqttClient, topic: string, send: () => void): Promise<number | undefined> {
  return new Promise((resolve) => {
    const began = performance.now();
    const done = (took: number | undefined): void => {
      clearTimeout(timer);
      client.off('message', listen);
      resolve(took);
    };
    const listen = (name: string): void => {
      if (name === topic) done(performance.now() - began);
    };
    const timer = setTimeout(() => done(undefined), PATIENCE_MS);
    client.on('message', listen);
    send();
  });
}

/**
 * The real Node-RED commands Kinglet by a flow of its own (node-red/flows.json): it says something on kinglet/command, hears kinglet/reply, and
 * snoozes each alert that is raised. Runs where KINGLET_NODE_RED names a folder with the package.
 */
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { freezerValues, MINUTE } from '../support/freezer.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';
import { hasNodeRed, NodeRed } from '../support/node-red.ts';
import { START } from '../support/sensors.ts';

const SLOW = 60_000;

describe.skipIf(!hasNodeRed)('A flow of Node-RED', () => {
  let broker: Peer;
  let plant: MqttClient & AsyncDisposable;
  let kinglet: RunningKinglet;
  let flows: NodeRed;
  let minute = 0;

  beforeAll(async () => {
    broker = await startBroker();
    plant = await client(broker.url);
    kinglet = await RunningKinglet.start(`mqtt: {url: "${broker.url}", time: payload, topics: [zigbee2mqtt/#]}
watch: {clock: readings, timezone: UTC}
web: {port: 0}
store: {path: ":memory:"}
`);
    flows = await NodeRed.start(broker);
    await until('the first reading', async () => {
      await say([-18]);
      return (await kinglet.metric('kinglet_readings_total')) > 0;
    });
  }, SLOW);
  afterAll(async () => {
    await flows?.[Symbol.asyncDispose]();
    await kinglet?.[Symbol.asyncDispose]();
    await plant?.[Symbol.asyncDispose]();
    await broker?.[Symbol.asyncDispose]();
  }, SLOW);

  async function say(values: readonly number[]): Promise<void> {
    for (const temperature of values) {
      const time = new Date(START + minute++ * MINUTE).toISOString();
      await plant.publishAsync('zigbee2mqtt/freezer', JSON.stringify({ temperature, time }), { qos: 1 });
    }
  }
  async function asked(text: string, like: RegExp): Promise<void> {
    await flows.say(text);
    await until(`an answer to "${text}"`, async () => like.test((await flows.reply()).reply ?? ''));
    expect(await flows.reply()).toMatchObject({ id: 'node-red' });
  }

  it('asks, and hears the answer', { timeout: SLOW }, async () => {
    await asked('what alarms are open?', /^No alarm is open\.$/);
    await asked('what is the freezer temperature?', /18/);
  });

  it('snoozes what is raised, and wakes it again', { timeout: SLOW }, async () => {
    await say(freezerValues(minute + 900).slice(minute));
    await say(Array.from({ length: 10 }, (_, i) => Number((-9.5 + 0.1 * Math.sin(i)).toFixed(2))));
    const alert = await until('a snoozed alert', async () => (await kinglet.alerts()).find((one) => 'snoozed' in one));
    expect(alert).toMatchObject({ state: 'open', sensor: 'freezer.temperature' });
    await asked('what alarms are snoozed?', /^One alarm is snoozed\. Freezer .*\(Snoozed until .*\)$/);
    await asked('stop snoozing', /^The freezer alarm is no longer snoozed\.$/);
    await asked('acknowledge it', /^The freezer alarm is acknowledged\.$/);
  });
});

/**
 * Kinglet beside the real Home Assistant, over a real broker: it appears there with nothing written by hand, an alert shows, and a button there
 * acknowledges it. Runs where KINGLET_HOME_ASSISTANT names an installation: see home-assistant/install.sh.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { freezerValues, MINUTE } from '../support/freezer.ts';
import { HomeAssistant, hasHomeAssistant } from '../support/home-assistant.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';
import { START } from '../support/sensors.ts';

const SLOW = 180_000;

describe.skipIf(!hasHomeAssistant)('In Home Assistant', () => {
  let folder: string;
  let broker: Peer;
  let plant: MqttClient & AsyncDisposable;
  let home: HomeAssistant;
  let kinglet: RunningKinglet;
  let minute = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kinglet-home-assistant-'));
    broker = await startBroker();
    plant = await client(broker.url);
    home = await HomeAssistant.start(broker);
    kinglet = await RunningKinglet.start(config());
    await until('the first reading', async () => {
      await say([-18]);
      return (await kinglet.metric('kinglet_readings_total')) > 0;
    });
  }, SLOW);
  afterAll(async () => {
    await kinglet?.[Symbol.asyncDispose]();
    await home?.[Symbol.asyncDispose]();
    await plant?.[Symbol.asyncDispose]();
    await broker?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  }, SLOW);

  const config = (more = ''): string => `mqtt: {url: "${broker.url}", time: payload, topics: [zigbee2mqtt/#]}
watch: {clock: readings, timezone: UTC}
announce: {interval: 10${more}}
web: {port: 0}
store: {path: "${join(folder, 'kinglet.db')}"}
`;
  async function say(values: readonly number[]): Promise<void> {
    for (const temperature of values) {
      const time = new Date(START + minute++ * MINUTE).toISOString();
      await plant.publishAsync('zigbee2mqtt/freezer', JSON.stringify({ temperature, time }), { qos: 1 });
    }
  }
  const calm = (count: number): number[] => freezerValues(minute + count).slice(minute);
  const eventType = (type: string) => home.seen('event.kinglet_alert', ({ attributes }) => attributes['event_type'] === type);

  it(
    'Kinglet and what it watches are devices with entities',
    async () => {
      await say(calm(900));
      for (const entity of [
        'binary_sensor.freezer_kinglet_problem',
        'sensor.freezer_kinglet_score',
        'sensor.freezer_kinglet_last_alert',
        'button.freezer_kinglet_acknowledge',
        'button.freezer_kinglet_this_is_normal',
        'button.freezer_kinglet_snooze',
        'binary_sensor.kinglet_problem',
        'sensor.kinglet_open_alerts',
        'sensor.kinglet_last_alert',
        'sensor.kinglet_reply',
        'sensor.kinglet_uptime',
        'sensor.kinglet_memory',
        'sensor.kinglet_queue',
        'sensor.kinglet_dropped',
        'sensor.kinglet_inference',
        'sensor.kinglet_sensors_watched',
        'sensor.kinglet_devices_not_shown',
        'event.kinglet_alert',
        'text.kinglet_command',
        'button.kinglet_acknowledge_all',
        'button.kinglet_snooze_all',
        'select.kinglet_log_level',
        'notify.kinglet_say',
      ])
        await home.seen(entity);
      await home.seen('binary_sensor.freezer_kinglet_problem', ({ state }) => state === 'off');
      const score = await home.seen('sensor.freezer_kinglet_score', ({ state }) => Number.isFinite(Number.parseFloat(state)));
      expect(score.attributes['state_class']).toBe('measurement');
      expect(await home.render("{{ device_attr(device_attr('sensor.freezer_kinglet_score', 'via_device_id'), 'name') }}")).toBe('Kinglet');
      expect(Number((await home.seen('sensor.kinglet_memory', ({ state }) => Number(state) > 0)).state)).toBeGreaterThan(10);
    },
    SLOW,
  );

  it(
    'an alert shows, and a button acknowledges it',
    async () => {
      await say(Array.from({ length: 100 }, (_, i) => Number((-9.5 + 0.1 * Math.sin(i)).toFixed(2))));
      const problem = await home.seen('binary_sensor.freezer_kinglet_problem', ({ state }) => state === 'on');
      expect(problem.attributes['reason']).toMatch(/^Freezer temperature .* -9/);
      expect(problem.attributes).toMatchObject({
        expected: { low: expect.any(Number), high: expect.any(Number) },
        since: expect.any(String),
      });
      const raised = await eventType('raised');
      expect(raised.attributes).toMatchObject({ device: 'freezer', text: problem.attributes['reason'] });
      expect((await home.seen('sensor.kinglet_last_alert', ({ state }) => /-9/.test(state))).state).toBe(problem.attributes['reason']);
      await home.seen('sensor.kinglet_open_alerts', ({ state }) => state === '1');

      await home.call('button.press', { entity_id: 'button.freezer_kinglet_acknowledge' });
      expect((await eventType('acknowledged')).attributes['text']).toBe('The freezer alarm is acknowledged.');
      await home.seen('sensor.kinglet_reply', ({ state }) => state === 'The freezer alarm is acknowledged.');
      await home.seen('binary_sensor.freezer_kinglet_problem', ({ attributes }) => attributes['acknowledged'] !== undefined);
      expect((await kinglet.alerts()).filter(({ state }) => state === 'open')).toMatchObject([{ acknowledged: expect.any(Number) }]);
    },
    SLOW,
  );

  it(
    'words, snooze and "this is normal" reach it as well',
    async () => {
      await home.call('text.set_value', { entity_id: 'text.kinglet_command', value: 'what alarms are open?' });
      await home.seen('sensor.kinglet_reply', ({ state }) => /^One alarm is open\. Freezer .*\(Acknowledged\.\)$/.test(state));
      await home.call('notify.send_message', { entity_id: 'notify.kinglet_say', message: 'how many alarms were there yesterday?' });
      await home.seen('sensor.kinglet_reply', ({ state }) => !/^One alarm is open/.test(state));
      await home.seen('select.kinglet_log_level', ({ state }) => state === 'info');
      await home.call('select.select_option', { entity_id: 'select.kinglet_log_level', option: 'debug' });
      await home.seen('select.kinglet_log_level', ({ state }) => state === 'debug');
      await kinglet.said('log level changed');
      await home.call('button.press', { entity_id: 'button.freezer_kinglet_snooze' });
      await eventType('snoozed');
      await home.call('button.press', { entity_id: 'button.freezer_kinglet_this_is_normal' });
      const reply = await home.seen('sensor.kinglet_reply', ({ state }) => state.startsWith('Taken as normal: Freezer temperature'));
      expect(reply.state.length).toBeLessThanOrEqual(255);
      await eventType('feedback');
      await say([-9.5, -9.4, -9.5]);
      await eventType('resolved');
      await home.seen('binary_sensor.freezer_kinglet_problem', ({ state }) => state === 'off');
    },
    SLOW,
  );

  it(
    'it is there again after Home Assistant says that it has come up, and unavailable when it has stopped',
    async () => {
      await plant.publishAsync('homeassistant/device/kinglet_freezer/config', '', { qos: 1, retain: true });
      await until('the freezer to be forgotten', async () => (await home.state('sensor.freezer_kinglet_score')) === undefined, 30_000);
      await plant.publishAsync('homeassistant/status', 'online', { qos: 1 });
      await say([-18]);
      await until('the freezer again', async () => home.state('sensor.freezer_kinglet_score'), 60_000);
      expect((await kinglet.end()).code).toBe(0);
      await home.seen('binary_sensor.freezer_kinglet_problem', ({ state }) => state === 'unavailable');
      await home.seen('sensor.kinglet_uptime', ({ state }) => state === 'unavailable');
    },
    SLOW,
  );

  it(
    'switched off it takes away what it had shown',
    async () => {
      kinglet = await RunningKinglet.start(config(', home_assistant: "off"'));
      await until(
        'all of it to be gone',
        async () => !(await home.states()).some(({ entity_id }) => entity_id.includes('kinglet')),
        60_000,
      );
      const troubles = home
        .log()
        .split('\n')
        .filter((line) => /(?:WARNING|ERROR).*(?:mqtt|kinglet)/i.test(line));
      expect(troubles).toEqual([]);
    },
    SLOW,
  );
});

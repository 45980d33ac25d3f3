/** The real Zigbee2MQTT, with devices but no dongle: what it announces today is what Kinglet understands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestamp } from '../../src/core/base/index.ts';
import { parseTemplate, payloadVariables, render } from '../../src/core/home/template/index.ts';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { devices } from './zigbee2mqtt/devices.ts';
import { startZigbee2mqtt, version } from './zigbee2mqtt/start.ts';

const why =
  version === undefined ? ' (skipped: KINGLET_PEERS names no folder with Zigbee2MQTT; test/peers/install.sh installs it)' : ` ${version}`;

describe.skipIf(version === undefined)(`Zigbee2MQTT${why}`, () => {
  let broker: Peer;
  const said = new Map<string, string>();
  beforeAll(async () => {
    broker = await startBroker();
    const home = await client(broker.url);
    home.on('message', (topic, payload) => said.set(topic, payload.toString()));
    await home.subscribeAsync(['homeassistant/#', 'zigbee2mqtt/#'], { qos: 1 });
    const peer = await startZigbee2mqtt(broker.url);
    await home[Symbol.asyncDispose]();
    await peer[Symbol.asyncDispose]();
  }, 90_000);
  afterAll(async () => broker[Symbol.asyncDispose]());

  const configs = () =>
    [...said].filter(([topic]) => topic.startsWith('homeassistant/')).map(([, payload]) => JSON.parse(payload) as Record<string, unknown>);

  it('knows the devices, all but the one that nobody knows', () => {
    const known = JSON.parse(said.get('zigbee2mqtt/bridge/devices') ?? '[]') as { friendly_name: string; supported: boolean }[];
    expect(known.filter(({ supported }) => !supported).map((device) => device.friendly_name)).toEqual(['Nobody knows']);
    expect(known).toHaveLength(devices.length + 1);
  });

  it('announces entities whose templates are all understood', () => {
    const templates = configs().flatMap((config) =>
      Object.entries(config).flatMap(([key, value]) => (key.endsWith('_template') && typeof value === 'string' ? [value] : [])),
    );
    expect(templates.length).toBeGreaterThan(200);
    expect(
      templates.flatMap((text) => {
        const parsed = parseTemplate(text);
        return parsed.ok ? [] : [parsed.fault.detail];
      }),
    ).toEqual([]);
  });

  it.each([
    ['Attic climate', 'temperature', '21.5'],
    ['Attic climate', 'humidity', '45.3'],
    ['Front door', 'contact', 'False'],
    ['Kitchen lamp', 'brightness', '127'],
    ['Hall motion', 'occupancy', 'True'],
    ['Bath radiator', 'occupied_heating_setpoint', '21'],
    ['Back door lock', 'state', 'LOCK'],
  ])('%s says its %s, and its template shows %s', (device, property, shown) => {
    const payload = said.get(`zigbee2mqtt/${device}`) ?? '';
    const parsed = parseTemplate(`{{ value_json["${property}"] }}`);
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    expect(render(parsed.value, payloadVariables(payload), { now: timestamp(0) })).toEqual({ ok: true, value: { text: shown } });
  });
});

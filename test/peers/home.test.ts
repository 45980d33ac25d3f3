/** Devices at a real broker, and somebody who speaks to Kinglet: what is sent, what is shown, what is said. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { client, type Peer, startBroker } from '../support/broker.ts';
import { Devices } from '../support/device.ts';
import { RunningKinglet, until } from '../support/kinglet.ts';

interface Reply {
  readonly outcome: string;
  readonly actions: readonly { readonly entity: string; readonly service: string }[];
  readonly reply: string;
}

let folder: string;
let broker: Peer;
let people: MqttClient & AsyncDisposable;
let devices: Devices;
let replies: Reply[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-home-'));
  broker = await startBroker();
  [people, devices] = await Promise.all([client(broker.url), Devices.connect(broker.url)]);
  replies = [];
  people.on('message', (_, payload) => void replies.push(JSON.parse(payload.toString()) as Reply));
  await people.subscribeAsync('kinglet/reply', { qos: 1 });
});
afterEach(async () => {
  await people[Symbol.asyncDispose]();
  await devices[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const start = (home = '{allow: [all], answer_within: 1}', more = '', topics = ''): Promise<RunningKinglet> =>
  RunningKinglet.start(`mqtt: {url: "${broker.url}"${topics}}
web: {port: 0}
store: {path: "${join(folder, 'kinglet.db')}"}
home: ${home}
${more}`);
async function order(text: string): Promise<Reply> {
  const before = replies.length;
  await people.publishAsync('kinglet/command', text, { qos: 1 });
  return until(`an answer to "${text}"`, () => replies[before]);
}
const found = (it: RunningKinglet, count: number): Promise<true> =>
  until(`${count} entities`, async () => (await it.metric('kinglet_home_entities')) === count) as Promise<true>;

const lamp = {
  name: null,
  schema: 'json',
  unique_id: 'lamp',
  command_topic: 'z/lamp/set',
  state_topic: 'z/lamp',
  brightness: true,
  device: { identifiers: 'lamp', name: 'Kitchen light', suggested_area: 'Kitchen' },
};
/** A lamp that does what it is told. */
async function kitchenLight(): Promise<void> {
  await devices.announce('light', 'lamp', lamp);
  let shown = { state: 'OFF', brightness: 10 };
  await devices.say('z/lamp', shown, true);
  await devices.obeys('z/lamp/set', (text) => {
    shown = { ...shown, ...(JSON.parse(text) as object) };
    void devices.say('z/lamp', shown, true);
  });
}

describe('A lamp that announces itself', () => {
  it('is switched by a sentence, and the reply comes when it has shown it', async () => {
    await kitchenLight();
    await using it = await start();
    await found(it, 1);
    expect(await order('turn on the kitchen light')).toMatchObject({
      outcome: 'act',
      actions: [{ entity: 'light.kitchen_light', service: 'light.turn_on' }],
      reply: expect.stringMatching(/kitchen light/i),
    });
    expect(devices.commands).toEqual([{ topic: 'z/lamp/set', text: '{"state":"ON"}', retained: false }]);
    expect(await order('is the kitchen light on?')).toMatchObject({ outcome: 'answer', reply: expect.stringMatching(/on|yes/i) });
    expect((await order('set it to 40 percent')).outcome).toBe('act');
    expect(devices.commands.at(-1)?.text).toBe('{"state":"ON","brightness":102}');
    await devices.say('z/lamp', { state: 'OFF', brightness: 102 }, true);
    await until('what somebody did by hand', async () => /off|no/i.test((await order('is the kitchen light on?')).reply));
    expect((await order('turn off everything in the kitchen')).outcome).not.toBe('confirm');
  });

  it('is as it was before, when that is undone', async () => {
    await kitchenLight();
    await using it = await start();
    await found(it, 1);
    expect((await order('turn on the kitchen light')).outcome).toBe('act');
    expect(await order('undo')).toMatchObject({ outcome: 'act', actions: [{ service: 'light.turn_off' }] });
    expect(devices.commands.map(({ text }) => text)).toEqual(['{"state":"ON"}', '{"state":"OFF"}']);
  });

  it('is heard though only other topics are listened to, and is no sensor then', async () => {
    await kitchenLight();
    await using it = await start(undefined, '', ', topics: [plant/#]');
    await found(it, 1);
    expect((await order('turn on the kitchen light')).outcome).toBe('act');
    await devices.say('z/lamp', { state: 'ON', brightness: 200, temperature: 21 });
    expect(await it.sensors()).toEqual([]);
  });

  it('is only read until its owner allows it, and told so', async () => {
    await kitchenLight();
    await using it = await start('{}');
    await found(it, 1);
    const answer = await order('turn on the kitchen light');
    expect(answer).toMatchObject({
      outcome: 'refuse',
      actions: [],
      reply: expect.stringMatching(/Kitchen light: I may only read it; home\.allow/i),
    });
    expect(devices.commands).toEqual([]);
    expect(JSON.parse((await it.get('/api/home')).text)).toMatchObject({
      entities: [{ id: 'light.kitchen_light', area: 'kitchen', state: 'off', switchable: false, told: true }],
      not_understood: [],
    });
    expect(await order('is the kitchen light on?')).toMatchObject({ outcome: 'answer', reply: expect.stringMatching(/off|no/i) });
  });

  it('that is taken back is gone', async () => {
    await kitchenLight();
    await using it = await start();
    await found(it, 1);
    await devices.say('homeassistant/light/lamp/config', '', true);
    await found(it, 0);
    await until('a home without it', async () => (await order('turn on the kitchen light')).outcome === 'refuse');
    expect(devices.commands).toEqual([]);
  });
});

describe('A door', () => {
  const door = {
    name: null,
    unique_id: 'door',
    command_topic: 'door/set',
    state_topic: 'door',
    device_class: 'garage',
    device: { identifiers: 'door', name: 'Garage door' },
  };
  it('that does not answer is not said to be open', async () => {
    await devices.announce('cover', 'door', door);
    await devices.say('door', 'closed', true);
    await devices.obeys('door/set');
    await using it = await start();
    await found(it, 1);
    expect(await order('open the garage door')).toMatchObject({ outcome: 'confirm' });
    expect(devices.commands).toEqual([]);
    expect(await order('yes')).toMatchObject({ outcome: 'refuse', actions: [], reply: 'The garage door did not answer.' });
    expect(devices.commands).toEqual([{ topic: 'door/set', text: 'OPEN', retained: false }]);
    expect(await order('is the garage door open?')).toMatchObject({ outcome: 'answer', reply: expect.stringMatching(/closed|no/i) });
    expect(await it.faults('home', 'home/no-answer')).toBe(1);
  });
  it('that says it is gone is not told anything', async () => {
    await devices.announce('cover', 'door', { ...door, availability_topic: 'door/up' });
    await devices.say('door/up', 'offline', true);
    await devices.obeys('door/set');
    await using it = await start();
    await found(it, 1);
    expect(await order('close the garage door')).toMatchObject({
      outcome: 'refuse',
      reply: expect.stringMatching(/cannot be reached|unavailable/i),
    });
    expect(devices.commands).toEqual([]);
  });
});

describe('After a restart', () => {
  it('a lamp whose announcement nobody keeps is switched at once; one that was taken away meanwhile is gone', async () => {
    const porch = {
      ...lamp,
      unique_id: 'porch',
      command_topic: 'p/set',
      state_topic: 'p',
      device: { identifiers: 'p', name: 'Porch light' },
    };
    const attic = {
      ...lamp,
      unique_id: 'attic',
      command_topic: 'a/set',
      state_topic: 'a',
      device: { identifiers: 'a', name: 'Attic light' },
    };
    await kitchenLight();
    for (const id of ['p', 'a']) await devices.obeys(`${id}/set`, (text) => void devices.say(id, text));
    const first = await start();
    await found(first, 1);
    await devices.say('homeassistant/light/porch/config', porch); // not retained
    await devices.announce('light', 'attic', attic); // retained, and told live
    await found(first, 3);
    expect((await order('turn on the attic light')).outcome).toBe('act');
    expect((await first.end()).code).toBe(0);
    await first[Symbol.asyncDispose]();
    await devices.say('homeassistant/light/attic/config', '', true);

    await using it = await start();
    expect(await it.metric('kinglet_home_entities')).toBe(3);
    await until('the connection', async () => (await it.metric('kinglet_link_up{where="mqtt"}')) === 1);
    expect(await order('turn on the porch light')).toMatchObject({ outcome: 'act', actions: [{ entity: 'light.porch_light' }] });
    expect((await order('turn on the kitchen light')).outcome).toBe('act');
    await found(it, 2);
    expect((await order('turn on the attic light')).outcome).toBe('refuse');
    expect((await order('is the porch light on?')).reply).toMatch(/on|yes/i);
  });
});

describe('Loops and old orders', () => {
  it('a device cannot have Kinglet command itself', async () => {
    await devices.announce('switch', 'evil', {
      name: 'Evil',
      unique_id: 'e',
      command_topic: 'kinglet/command',
      payload_on: 'turn on the evil',
    });
    await devices.announce('switch', 'worse', {
      name: 'Worse',
      unique_id: 'w',
      command_topic: 'homeassistant/switch/x/config',
      payload_on: '{}',
    });
    await kitchenLight();
    await using it = await start();
    await found(it, 1);
    expect(await it.faults('home', 'home/bad-command-topic')).toBe(2);
    expect((await order('turn on the evil')).outcome).toBe('refuse');
    expect(replies).toHaveLength(1);
  });
  it('a command that was retained for a device is not taken for its state, and a retained order is not obeyed', async () => {
    await devices.announce('light', 'lamp', lamp);
    await devices.say('z/lamp', { state: 'OFF' }, true);
    await devices.say('z/lamp/set', '{"state":"ON"}', true);
    await devices.say('kinglet/command', 'turn on the kitchen light', true);
    await devices.obeys('z/lamp/set');
    await using it = await start();
    await found(it, 1);
    await until('the retained order to be refused', async () => (await it.faults('mqtt', 'order/retained')) === 1);
    expect((await order('is the kitchen light on?')).reply).toMatch(/off|no/i);
    expect([devices.commands.filter(({ retained }) => !retained), replies.length]).toEqual([[], 1]);
  });
});

describe('A sensor that announces itself', () => {
  it('gives its name, unit and room to the readings, and is there once', async () => {
    await devices.announce('sensor', 'freezer', {
      name: 'Temperature',
      unique_id: 'f',
      state_topic: 'zigbee2mqtt/0x01',
      value_template: '{{ value_json.temperature }}',
      unit_of_measurement: '°C',
      device_class: 'temperature',
      device: { identifiers: 'f', name: 'Ice box', suggested_area: 'Cellar' },
    });
    await using it = await start();
    await found(it, 1);
    await until('the reading under its name', async () => {
      await devices.say('zigbee2mqtt/0x01', { temperature: -18.5, linkquality: 99 });
      return (await it.sensors()).some(
        ({ sensor }) => sensor.name === 'Ice box Temperature' && sensor.id === '0x01.temperature' && sensor.unit === '°C',
      );
    });
    expect((await order('what is the ice box temperature')).reply).toMatch(/-18\.5/);
    expect((await order('what is the temperature in the cellar')).reply).toMatch(/-18\.5/);
    expect((await order('how many temperature sensors are there')).reply).toMatch(/\b(1|one)\b/i);
  });
});

describe('What a device says of itself', () => {
  const hall = (unique_id: string, more: object) => ({
    name: unique_id,
    unique_id,
    state_topic: 'zigbee2mqtt/hall',
    value_template: `{{ value_json.${unique_id} }}`,
    device: { identifiers: 'hall', name: 'Hall' },
    ...more,
  });

  it('decides how it is watched: smoke is told of at once, a setting is only shown', async () => {
    await devices.announce('binary_sensor', 'smoke', hall('smoke', { device_class: 'smoke', payload_on: true, payload_off: false }));
    await devices.announce('sensor', 'timeout', hall('timeout', { unit_of_measurement: 's', entity_category: 'config' }));
    const events: { readonly sensor: string; readonly severity: string; readonly event_type: string }[] = [];
    people.on('message', (topic, payload) => {
      if (topic === 'kinglet/event') events.push(JSON.parse(payload.toString()) as (typeof events)[number]);
    });
    await people.subscribeAsync('kinglet/event', { qos: 1 });
    await using it = await start();
    await found(it, 2);
    await until('the smoke', async () => {
      await devices.say('zigbee2mqtt/hall', { smoke: true, timeout: 90 });
      return events.length > 0;
    });
    expect(events).toMatchObject([{ sensor: 'hall.smoke', severity: 'critical', event_type: 'raised' }]);
    await until('the end of it', async () => {
      await devices.say('zigbee2mqtt/hall', { smoke: false, timeout: 90 });
      return events.length > 1;
    });
    expect((await it.sensors()).map(({ sensor, score }) => [sensor.id, score])).toEqual([
      ['hall.smoke', 0],
      ['hall.timeout', 0],
    ]);
    expect(await it.metric('kinglet_sensors')).toBe(1);
  });
});

it('A home file names what is found', async () => {
  const path = join(folder, 'home.yaml');
  writeFileSync(path, 'areas: [{id: den, name: Den}]\nentities:\n  - {id: light.kitchen_light, name: Lantern, area: den}\n');
  await kitchenLight();
  await using it = await start('{allow: ["area:den"]}', `language: {home: "${path}"}`);
  await found(it, 1);
  expect((await order('turn on the lantern in the den')).outcome).toBe('act');
  expect(devices.commands).toHaveLength(1);
});

import { expect, it } from 'vitest';
import { HomeDevices } from '../../../src/agent/home/devices.ts';
import type { DeviceWire } from '../../../src/agent/ports.ts';
import { ok } from '../../../src/core/base/index.ts';
import type { Home } from '../../../src/core/domain/home.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { placeOf } from '../../../src/core/protocol/topic.ts';
import { FakeClock, RecordingObserver } from '../../support/fakes.ts';
import { START } from '../../support/sensors.ts';

const EMPTY: Home = { floors: [], areas: [], entities: [] };
function home(more: { allow?: string[]; deny?: string[]; written?: Home } = {}) {
  const clock = new FakeClock(START);
  const observer = new RecordingObserver();
  const sensors = new Sensors({ max: 100, overrides: [{ match: 'owned.*', name: 'Owned', watch: 'normal' }] });
  const stop = new AbortController();
  const devices = new HomeDevices({
    options: { discovery: 'on', prefix: 'homeassistant', allow: more.allow ?? [], deny: more.deny ?? [], answer_within: 5 },
    own: 'kinglet',
    timezone: 'UTC',
    written: more.written ?? EMPTY,
    sensors,
    clock,
    observer,
    signal: stop.signal,
  });
  const wire: string[] = [];
  const fake: DeviceWire = {
    listen: (topics) => void wire.push(...topics.map((t) => `+${t}`)),
    leave: (topics) => void wire.push(...topics.map((t) => `-${t}`)),
    command: async () => ok(undefined),
  };
  devices.keeper.attach(fake);
  const say = (topic: string, payload: unknown): void =>
    devices.keeper.take(topic, Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)), false);
  /** As the intake meets a value on the wire. */
  const meet = (topic: string, ...path: string[]): string => {
    const place = placeOf(topic);
    const met = place && sensors.stream(place, topic).meet(path, { value: 1, kind: 'number' });
    return met && 'id' in met ? met.id : 'none';
  };
  return { clock, observer, sensors, stop, devices, wire, say, meet };
}
const freezer = {
  name: 'Temperature',
  unique_id: 'f',
  state_topic: 'zigbee2mqtt/0x1',
  value_template: '{{ value_json.temperature }}',
  unit_of_measurement: '°F',
  device: { identifiers: 'f', name: 'Ice box' },
};

it('Topics are subscribed to together, and left when nobody listens any more', async () => {
  const { wire, say, clock } = home();
  for (let i = 0; i < 3; i++) say(`homeassistant/sensor/s${i}/config`, { name: `S${i}`, state_topic: `t${i}`, unique_id: `${i}` });
  expect(wire).toEqual([]);
  await clock.advance(20);
  say('homeassistant/sensor/s1/config', '');
  await clock.advance(20);
  expect(wire).toEqual(['+t0', '+t1', '+t2', '-t1']);
});

it('A reading that was announced takes name, device and unit from there, keeps its identity, and is shown once', () => {
  const { sensors, devices, say, meet } = home();
  const id = meet('zigbee2mqtt/0x1', 'temperature');
  const other = meet('zigbee2mqtt/0x1', 'humidity');
  say('homeassistant/sensor/f/config', freezer);
  const { isShown, entities } = devices.found();
  expect(sensors.find(id)).toMatchObject({ id: '0x1.temperature', name: 'Ice box Temperature', deviceName: 'Ice box', unit: '°F' });
  const shown = (which: string): boolean | undefined => isShown?.(sensors.find(which) as never);
  expect([entities.map((e) => e.id), shown(id), shown(other)]).toEqual([['sensor.ice_box_temperature'], true, false]);
  say('homeassistant/sensor/f/config', '');
  devices.found();
  expect([sensors.find(id)?.name, shown(id)]).toEqual(['0x1 temperature', false]);
});
it('a reading is in the room that its device was announced in', () => {
  const { devices, say, meet } = home();
  const id = meet('zigbee2mqtt/0x1', 'temperature');
  expect(devices.areaOf(id as never)).toBeUndefined();
  say('homeassistant/sensor/f/config', { ...freezer, device: { ...freezer.device, suggested_area: 'Cellar' } });
  devices.found();
  expect(devices.areaOf(id as never)).toBe('cellar');
});
it('what a template makes of a value has not the unit of the value', () => {
  const { sensors, devices, say, meet } = home();
  const id = meet('zigbee2mqtt/0x1', 'temperature');
  say('homeassistant/sensor/f/config', { ...freezer, value_template: '{{ value_json.temperature * 9 / 5 + 32 }}' });
  devices.found();
  expect(sensors.find(id)).toMatchObject({ name: 'Ice box Temperature', unit: '°C' });
});
it('what is announced is what is measured, and a contact that is there is a door that is closed', () => {
  const { sensors, devices, say, meet } = home();
  const id = meet('zigbee2mqtt/0x2', 'val');
  const door = meet('zigbee2mqtt/0x2', 'contact');
  const config = { state_topic: 'zigbee2mqtt/0x2', device: { identifiers: 'd', name: 'D' } };
  say('homeassistant/sensor/a/config', {
    ...config,
    name: 'A',
    unique_id: 'a',
    value_template: '{{ value_json.val }}',
    device_class: 'power',
    unit_of_measurement: 'W',
  });
  say('homeassistant/binary_sensor/b/config', {
    ...config,
    name: 'B',
    unique_id: 'b',
    value_template: '{{ value_json.contact }}',
    device_class: 'door',
    payload_on: false,
    payload_off: true,
  });
  devices.found();
  expect(sensors.find(id)).toMatchObject({ quantity: 'power', unit: 'W' });
  expect(devices.about(door as never)).toMatchObject({ described: { domain: 'binary_sensor', deviceClass: 'door' }, inverted: true });
  expect(devices.about('nobody' as never)).toBeUndefined();
});
it('what is announced to count up only is a counter', () => {
  const { sensors, devices, say, meet } = home();
  const [water, level] = ['water', 'level'].map((path) => meet('zigbee2mqtt/0x3', path));
  const config = { state_topic: 'zigbee2mqtt/0x3', device: { identifiers: 'd', name: 'D' } };
  const announce = (path: string, more: object): void =>
    say(`homeassistant/sensor/${path}/config`, {
      ...config,
      name: path,
      unique_id: path,
      value_template: `{{ value_json.${path} }}`,
      ...more,
    });
  announce('water', { device_class: 'water', unit_of_measurement: 'L', state_class: 'total_increasing' });
  announce('level', { state_class: 'measurement' });
  devices.found();
  expect([water, level].map((id) => sensors.find(id as never)?.counter)).toEqual([true, undefined]);
});
it('the owner’s own name stands', () => {
  const { sensors, devices, say, meet } = home();
  const id = meet('owned', 'temperature');
  say('homeassistant/sensor/f/config', { ...freezer, state_topic: 'owned' });
  devices.found();
  expect(sensors.find(id)).toMatchObject({ name: 'Owned', unit: '°F' });
});
it('a lamp that tells its brightness is one lamp, not a lamp and two sensors', () => {
  const { sensors, devices, say, meet } = home();
  const ids = ['state', 'brightness'].map((path) => meet('z/lamp', path));
  say('homeassistant/light/l/config', {
    name: 'L',
    schema: 'json',
    brightness: true,
    command_topic: 'c',
    state_topic: 'z/lamp',
    unique_id: 'l',
  });
  const { isShown } = devices.found();
  expect(ids.map((id) => isShown?.(sensors.find(id) as never))).toEqual([true, true]);
});

it.each<[string, { allow?: string[]; deny?: string[] }, boolean]>([
  ['nothing', {}, false],
  ['all', { allow: ['all'] }, true],
  ['its domain', { allow: ['light.*'] }, true],
  ['another domain', { allow: ['switch.*'] }, false],
  ['its room by name', { allow: ['area:Kitchen'] }, true],
  ['another room', { allow: ['area:hall'] }, false],
  ['all but it', { allow: ['all'], deny: ['light.l'] }, false],
])('A lamp may be switched where %s is allowed: %o %s', (_, options, may) => {
  const { devices, say } = home(options);
  say('homeassistant/light/l/config', {
    name: 'L',
    command_topic: 'c',
    unique_id: 'l',
    device: { identifiers: 'x', name: 'L', suggested_area: 'Kitchen' },
  });
  const [entity] = devices.found().entities;
  expect(entity && devices.policy().readOnly?.(entity, { ...EMPTY, areas: devices.found().areas ?? [] })).toBe(!may);
});

it('Each trouble is told by its code, and a state that is too long is not read', () => {
  const { say, observer } = home();
  say('homeassistant/light/l/config', '{');
  say('homeassistant/light/m/config', { name: 'M', command_topic: 'c', state_topic: 's' });
  say('s', 'x'.repeat(300_000));
  expect(observer.faults.map(({ where, fault }) => `${where} ${fault.code}`)).toEqual(['home home/not-json', 'home home/too-large']);
});

it('Time passes once a second, and what was waited for wakes who waits', async () => {
  const { devices, say, clock, stop } = home();
  say('homeassistant/binary_sensor/m/config', { name: 'M', state_topic: 's', off_delay: 2 });
  const run = devices.run();
  say('s', 'ON');
  const off = devices.keeper.when('binary_sensor.m', ({ state }) => state === 'off', stop.signal);
  await clock.advance(2_500);
  expect(await off).toBe(true);
  const never = devices.keeper.when('binary_sensor.m', () => false, stop.signal);
  stop.abort();
  expect(await never).toBe(false);
  await run;
});

import { describe, expect, it } from 'vitest';
import type { Sensor } from '../../../src/core/domain/index.ts';
import { globMatcher, Sensors } from '../../../src/core/home/index.ts';
import { slug } from '../../../src/core/home/naming.ts';
import { placeOf } from '../../../src/core/protocol/topic.ts';

type Path = string;

function meet(
  sensors: Sensors,
  topic: string,
  path: Path,
  value = 1,
  kind: 'number' | 'state' = 'number',
  unit?: string,
): Sensor | null | string {
  const place = placeOf(topic);
  if (place === undefined) throw new Error(`${topic} holds no readings`);
  const found = sensors.stream(place).meet(path === '' ? [] : path.split('/'), { value, kind, unit });
  return found !== null && 'code' in found ? found.code : found;
}
const described = (s: Sensor | null | string): string =>
  s === null || typeof s === 'string' ? String(s) : `${s.id} | ${s.name} | ${s.quantity} | ${s.unit}`;

describe('A sensor is named after what the wire says:', () => {
  it.each<[topic: string, path: Path, expected: string, value?: number, kind?: 'number' | 'state', unit?: string]>([
    ['zigbee2mqtt/Garage Freezer', 'temperature', 'garage_freezer.temperature | Garage Freezer temperature | temperature | °C', -18],
    ['zigbee2mqtt/freezer', 'linkquality', 'freezer.linkquality | Freezer link quality | signal | ', 120],
    ['zigbee2mqtt/front_door', 'contact', 'front_door.contact | Front door contact | switch | ', 1, 'state'],
    ['zigbee2mqtt/freezer/temperature', '', 'freezer.temperature | Freezer temperature | temperature | °C', -18],
    ['tele/sonoff-desk/SENSOR', 'ENERGY/Power', 'sonoff-desk.energy.power | Sonoff-desk power | power | W', 4],
    ['tele/sonoff-desk/SENSOR', 'ENERGY/Total', 'sonoff-desk.energy.total | Sonoff-desk energy | energy | kWh', 4],
    [
      'tele/cellar/SENSOR',
      'DS18B20/Temperature',
      'cellar.ds18b20.temperature | Cellar DS18B20 temperature | temperature | °F',
      60,
      'number',
      '°F',
    ],
    ['stat/sonoff-desk/POWER', '', 'sonoff-desk.power | Sonoff-desk power | switch | ', 1, 'state'],
    ['shellies/shellyem-1A/emeter/0/power', '', 'shellyem-1a.emeter.0.power | Shellyem-1A power | power | W', 4],
    ['shellies/shellyem-1A/emeter/1/power', '', 'shellyem-1a.emeter.1.power | Shellyem-1A emeter 1 power | power | W', 4],
    ['shellies/shelly1-1A/relay/0', '', 'shelly1-1a.relay.0 | Shelly1-1A relay | switch | ', 1, 'state'],
    ['shellyplus-ab/status/switch:0', 'apower', 'shellyplus-ab.switch_0.apower | Shellyplus-ab power | power | W', 8],
    [
      'shellyplus-ab/status/switch:1',
      'aenergy/total',
      'shellyplus-ab.switch_1.aenergy.total | Shellyplus-ab switch 1 energy | energy | Wh',
      8,
    ],
    ['shellyplus-ab/events/rpc', 'params/switch:0/apower', 'shellyplus-ab.switch_0.apower | Shellyplus-ab power | power | W', 8],
    [
      'shellyplus-ab/status/temperature:100',
      'tC',
      'shellyplus-ab.temperature_100.tc | Shellyplus-ab temperature 100 temperature | temperature | °C',
      8,
    ],
    ['homeassistant/sensor/attic_temperature/state', '', 'attic_temperature.state | Attic temperature | temperature | °C', 21],
    ['esp-pump/sensor/oil_pressure/state', '', 'esp-pump.oil_pressure | Esp-pump oil pressure | pressure | ', 2],
    ['garage/freezer/temperature', '', 'garage_freezer.temperature | Garage freezer temperature | temperature | °C', 2],
    ['garage/freezer', 'temperature', 'garage_freezer.temperature | Garage freezer temperature | temperature | °C', 2],
    ['garage/freezer/temperature', 'value', 'garage_freezer.temperature | Garage freezer temperature | temperature | °C', 2],
    ['hall/temperature/state', '', 'hall.temperature | Hall temperature | temperature | °C', 2],
    ['hall/lamp/state', '', 'hall_lamp.state | Hall lamp state | switch | ', 1, 'state'],
    ['temperature', '', 'temperature.value | Temperature | temperature | °C', 2],
    ['weather', 'outsideTemp', 'weather.outsidetemp | Weather outside temperature | temperature | °C', 2],
    ['air/office', 'pm25', 'air_office.pm25 | Air office PM2.5 | other | ', 2],
  ])('%s %s', (topic, path, expected, value = 1, kind = 'number', unit = undefined) => {
    expect(described(meet(new Sensors({ max: 10 }), topic, path, value, kind, unit))).toBe(expected);
  });

  it.each([
    ['zigbee2mqtt/x', 'last_seen'],
    ['zigbee2mqtt/x', 'update/installed_version'],
    ['zigbee2mqtt/x', 'update_available'],
    ['zigbee2mqtt/x', 'temperature_calibration'],
    ['tele/x/STATE', 'UptimeSec'],
    ['tele/x/STATE', 'Wifi/LinkCount'],
    ['x/status/switch:0', 'id'],
    ['x/status/switch:0', 'temperature/tF'],
    ['x/status/switch:0', 'aenergy/minute_ts'],
    ['x/events/rpc', 'params/ts'],
    ['node', 'timestamp'],
    ['node', 'device_id'],
  ])('%s %s is no measurement', (topic, path) => {
    expect(meet(new Sensors({ max: 10 }), topic, path)).toBeNull();
  });
});

describe('The identity of a sensor', () => {
  it('is the same whichever of its topics speaks first', () => {
    const sensors = new Sensors({ max: 10 });
    const one = meet(sensors, 'shellyplus-ab/events/rpc', 'params/switch:0/apower');
    expect(meet(sensors, 'shellyplus-ab/status/switch:0', 'apower')).toBe(one);
    expect(sensors.size).toBe(1);
  });
  it('tells apart what would be spelt alike, and the hash is of their own words', () => {
    const sensors = new Sensors({ max: 10 });
    const ids = ['garage/freezer', 'garage_freezer', 'Garage Freezer'].map((t) => (meet(sensors, t, 'temperature') as Sensor).id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe('garage_freezer.temperature');
    expect(ids[1]).toMatch(/^garage_freezer-[a-z0-9]{7}\.temperature$/);
    const other = new Sensors({ max: 10 });
    meet(other, 'Garage Freezer', 'temperature');
    expect((meet(other, 'garage_freezer', 'temperature') as Sensor).id).toBe(ids[1]);
  });
  it('keeps the sensors of a device together under one device', () => {
    const sensors = new Sensors({ max: 10 });
    meet(sensors, 'a/b', 'x');
    const second = ['temperature', 'humidity'].map((p) => (meet(sensors, 'a_b', p) as Sensor).device);
    expect(second[0]).toBe(second[1]);
    expect(second[0]).not.toBe('a_b');
  });
  it.each([
    ['Küche', 'kueche'],
    ['Café Été', 'cafe_ete'],
    ['../../etc/passwd', 'etc_passwd'],
    ['a\u0000b\u202ec', 'a_b_c'],
    ['__proto__', 'proto'],
  ])('%j is spelt %s', (text, expected) => {
    expect(slug(text, 48)).toBe(expected);
  });
  it.each(['冰箱', '🧊', '   ', '', '%$&', 'x'.repeat(500), 'Холодильник'])('%j gets letters that are allowed, always the same', (text) => {
    expect(slug(text, 48)).toMatch(/^[a-z0-9_.-]{1,48}$/);
    expect(slug(text, 48)).toBe(slug(text, 48));
  });
  it('differs for two names in a script that has no such letters', () => {
    expect(slug('冰箱', 48)).not.toBe(slug('冷柜', 48));
  });
});

describe('A hostile name', () => {
  it('has no control characters, no marks that turn the text around, and an end', () => {
    const sensor = meet(new Sensors({ max: 10 }), `evil\u001b[31m\u202e\u2028/${'long '.repeat(40)}`, 'temperature') as Sensor;
    expect(sensor.name).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(sensor.name.length).toBeLessThanOrEqual(64);
    expect(sensor.id).toMatch(/^[a-z0-9_.-]{1,128}$/);
  });
  it('that is a property of every object is a name like others', () => {
    const sensors = new Sensors({ max: 10 });
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) meet(sensors, name, `${name}/toString`);
    expect(sensors.list().map((s) => s.id)).toEqual([
      'proto.proto_.tostring',
      'constructor.constructor.tostring',
      'hasownproperty.hasownproperty.tostring',
    ]);
  });
});

describe('The owner', () => {
  const overrides = [
    { match: '*.temperature', unit: '°F', watch: 'normal' as const },
    { match: 'freezer.temperature', name: 'Ice cream', quantity: 'level' as const, watch: 'normal' as const },
    { match: '*.linkquality', watch: 'off' as const },
  ];
  it('has the last word on name, unit and quantity; later entries over earlier ones', () => {
    const sensors = new Sensors({ max: 10, overrides });
    expect(described(meet(sensors, 'freezer', 'temperature'))).toBe('freezer.temperature | Ice cream | level | °F');
  });
  it('can do without a sensor, which then takes no room', () => {
    const sensors = new Sensors({ max: 1, overrides });
    expect(meet(sensors, 'freezer', 'linkquality')).toBeNull();
    expect(described(meet(sensors, 'freezer', 'temperature'))).toContain('Ice cream');
  });
  it.each([
    ['*', 'anything', true],
    ['a*c', 'abc', true],
    ['a*c', 'abcd', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*.x*y', 'q.xxy.xy', true],
    ['', '', true],
    ['a.c', 'abc', false],
  ])('writes %s and means %s: %s', (glob, text, expected) => expect(globMatcher(glob)(text)).toBe(expected));
  it('cannot slow it down with stars', () => {
    expect(globMatcher(`${'*a'.repeat(30)}b`)('a'.repeat(2_000))).toBe(false);
  });
});

describe('The registry', () => {
  it('refuses what is too much, says so, and still knows those it has', () => {
    const sensors = new Sensors({ max: 2 });
    const known = meet(sensors, 'a', 'x');
    meet(sensors, 'b', 'x');
    expect([meet(sensors, 'c', 'x'), meet(sensors, 'd', 'x')]).toEqual(['sensors/full', 'sensors/full']);
    expect(meet(sensors, 'a', 'x')).toBe(known);
    expect([sensors.size, sensors.refused]).toEqual([2, 2]);
  });
  it('remembers the way to a sensor without asking again', () => {
    const sensors = new Sensors({ max: 10 });
    const stream = sensors.stream({ device: ['pump'], leaf: [] });
    expect(stream.at(['imu', 'x'])).toBeUndefined();
    const sensor = stream.meet(['imu', 'x'], { value: 1, kind: 'number' });
    expect(stream.at(['imu', 'x'])).toBe(sensor);
    expect(stream.at(['imu'])).toBeUndefined();
    stream.meet(['imu', 'ts'], { value: 1, kind: 'number' });
    expect(stream.at(['imu', 'ts'])).toBeNull();
  });
  it('finds the same sensors again after a stream of ever new keys made it forget', () => {
    const sensors = new Sensors({ max: 1 });
    const stream = sensors.stream({ device: ['pump'], leaf: [] });
    const first = stream.meet(['t'], { value: 1, kind: 'number' });
    for (let i = 0; i < 1_000; i++) stream.meet([`k${i}`, 'timestamp'], { value: 1, kind: 'number' });
    expect(stream.at(['t'])).toBeUndefined();
    expect(stream.meet(['t'], { value: 1, kind: 'number' })).toBe(first);
  });
});

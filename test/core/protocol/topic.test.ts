import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/core/protocol/topic.ts';
import { filterTrouble, topicMatcher } from '../../../src/core/protocol/topic-filter.ts';

describe('A topic tells whose readings it holds:', () => {
  it.each([
    ['zigbee2mqtt/Garage Freezer', 'Garage Freezer', ''],
    ['zigbee2mqtt/upstairs/lamp', 'upstairs/lamp', ''],
    ['zigbee2mqtt/freezer/availability', 'freezer', 'online'],
    ['zigbee2mqtt/bridge/state', 'zigbee2mqtt', 'online'],
    ['tele/sonoff-desk/SENSOR', 'sonoff-desk', ''],
    ['tele/house/desk/STATE', 'house/desk', ''],
    ['sonoff-desk/tele/SENSOR', 'sonoff-desk', ''],
    ['tele/sonoff-desk/LWT', 'sonoff-desk', 'online'],
    ['stat/sonoff-desk/POWER1', 'sonoff-desk', 'POWER1'],
    ['stat/sonoff-desk/STATUS8', 'sonoff-desk', ''],
    ['shellies/shellyem-1A2B/emeter/0/power', 'shellyem-1A2B', 'emeter/0/power'],
    ['shellies/shellyht-1A2B/sensor/temperature', 'shellyht-1A2B', 'temperature'],
    ['shellies/shelly1pm-1A2B/online', 'shelly1pm-1A2B', 'online'],
    ['shellyplus1pm-a8032abe54dc/status/switch:0', 'shellyplus1pm-a8032abe54dc', 'switch:0'],
    ['home/boiler/status/temperature:100', 'home/boiler', 'temperature:100'],
    ['shellyplus1pm-a8032abe54dc/events/rpc', 'shellyplus1pm-a8032abe54dc', ''],
    ['shellyplus1pm-a8032abe54dc/online', 'shellyplus1pm-a8032abe54dc', 'online'],
    ['homeassistant/sensor/attic_temperature/state', 'attic_temperature', 'state'],
    ['homeassistant/climate/living/current_temperature', 'living', 'current_temperature'],
    ['esp-pump/sensor/oil_pressure/state', 'esp-pump', 'oil_pressure'],
    ['garage/freezer/temperature', 'garage/freezer/temperature', ''],
    ['/leading/slash/', 'leading/slash', ''],
    ['plant/press1/data', 'plant/press1', ''],
    ['status/kitchen', 'status/kitchen', ''],
  ])('%s', (topic, device, leaf) => {
    const place = placeOf(topic);
    expect([place?.device.join('/'), place?.leaf.join('/')]).toEqual([device, leaf]);
  });

  it.each([
    'zigbee2mqtt/bridge/devices',
    'zigbee2mqtt/bridge/logging',
    'zigbee2mqtt/lamp/set',
    'zigbee2mqtt/lamp/set/brightness',
    'cmnd/sonoff/POWER',
    'tele/sonoff/INFO1',
    'stat/sonoff/STATUS5',
    'shellies/announce',
    'shellies/shelly1/info',
    'shellies/shelly1/relay/0/command',
    'shellies/shelly1/temperature_f',
    'shellyplus1/status/sys',
    'shellyplus1/rpc',
    'homeassistant/status',
    'homeassistant/sensor/node/attic/config',
    'homeassistant/device/node/config',
    'esp-pump/debug',
    'homie/pump/$state',
    '$SYS/broker/uptime',
    'garage/door/set',
    '',
    '///',
    `a/${'x'.repeat(300)}`,
    Array(20).fill('a').join('/'),
  ])('%s holds none', (topic) => {
    expect(placeOf(topic)).toBeUndefined();
  });
});

describe('A topic filter', () => {
  it.each([
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['a/#', 'a', true],
    ['a/#', 'ab', false],
    ['a/+/c', 'a/b/c', true],
    ['a/+/c', 'a/b/d/c', false],
    ['a/+', 'a', false],
    ['+', 'a/b', false],
    ['a//c', 'a//c', true],
    ['a/+/c', 'a//c', true],
    ['a/b', 'a/b/c', false],
  ])('%s on %s: %s', (filter, topic, expected) => {
    expect(topicMatcher([filter])(topic)).toBe(expected);
  });
  it.each(['', 'a#', '#/a', 'a/#/b', 'a+/b', 'a\u0000'])('%j is refused with a reason and matches nothing', (filter) => {
    expect(filterTrouble(filter)).toBeTypeOf('string');
    expect(topicMatcher([filter])('a')).toBe(false);
  });
  it.each(['#', '+', 'a/+/#', '$share/g/#'])('%s is valid', (filter) => expect(filterTrouble(filter)).toBeUndefined());
});

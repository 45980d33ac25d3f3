import { expect, it } from 'vitest';
import { isInverted } from '../../../../src/core/home/registry/index.ts';
import { Discovered } from '../../../support/discovered.ts';

const contact = '{{ value_json.contact }}';

it.each<[title: string, platform: string, config: object, inverted: boolean]>([
  ['a plain switch of two words', 'binary_sensor', {}, false],
  ['payload_on that is false', 'binary_sensor', { value_template: contact, payload_on: false, payload_off: true }, true],
  ['payload_on that is true', 'binary_sensor', { value_template: contact, payload_on: true, payload_off: false }, false],
  ['payload_on that is 0', 'binary_sensor', { payload_on: '0', payload_off: '1' }, true],
  ['payload_on that is 0, and nothing said of off', 'binary_sensor', { payload_on: 0 }, true],
  ['payload_on that is "closed"', 'binary_sensor', { payload_on: 'Closed', payload_off: 'Open' }, true],
  ['a template that turns it round', 'binary_sensor', { value_template: "{{ 'OFF' if value_json.contact else 'ON' }}" }, true],
  ['one that asks for false', 'binary_sensor', { value_template: '{% if value_json.contact == false %}ON{% else %}OFF{% endif %}' }, true],
  ['one that negates', 'binary_sensor', { value_template: '{{ not value_json.contact }}', payload_on: true, payload_off: false }, true],
  ['one that negates in words', 'binary_sensor', { value_template: "{{ (value_json.contact == 'closed') | iif('ON', 'OFF') }}" }, true],
  ['one that negates twice', 'binary_sensor', { value_template: "{{ 'ON' if value_json.contact else 'OFF' }}" }, false],
  [
    'one that turns it round, and payloads that turn it back',
    'binary_sensor',
    { value_template: '{{ not value_json.contact }}', payload_on: false, payload_off: true },
    false,
  ],
  ['a number of a bitfield that is deep', 'binary_sensor', { value_template: "{{ 'ON' if value_json.a.b[0] == 0 else 'OFF' }}" }, true],
  ['a whole message that is 0', 'binary_sensor', { value_template: "{{ 'ON' if value == '0' else 'OFF' }}" }, true],
  ['a number above a limit', 'binary_sensor', { value_template: "{{ 'ON' if value_json.level > 30 else 'OFF' }}" }, false],
  ['a place called __proto__', 'binary_sensor', { value_template: "{{ 'OFF' if value_json['__proto__'] else 'ON' }}" }, false],
  [
    'a list whose length is asked for',
    'binary_sensor',
    { value_template: '{{ value_json[0].length ~ value_json.length ~ value_json[0][1] }}' },
    false,
  ],
  ['a template that fails', 'binary_sensor', { value_template: '{{ value_json.a / 0 }}' }, false],
  ['a lock that says LOCKED, which reads 1', 'lock', { command_topic: 'c' }, true],
  ['a lock of its own words', 'lock', { command_topic: 'c', state_locked: 'locked', state_unlocked: 'unlocked' }, true],
  ['a lock whose 1 is unlocked', 'lock', { command_topic: 'c', state_locked: '0', state_unlocked: '1' }, false],
  ['a lock whose 1 is locked', 'lock', { command_topic: 'c', state_locked: '1', state_unlocked: '0' }, true],
  [
    'a lock whose true is unlocked',
    'lock',
    { command_topic: 'c', value_template: "{{ 'UNLOCKED' if value_json.open else 'LOCKED' }}" },
    false,
  ],
  ['a garage door', 'cover', { command_topic: 'c', device_class: 'garage' }, false],
  ['a socket that is on at 0', 'switch', { command_topic: 'c', state_on: '0', state_off: '1' }, true],
  ['a text', 'sensor', { value_template: contact }, false],
])('Of %s', (_, platform, config, inverted) => {
  const home = new Discovered().announce(platform, { name: 'It', unique_id: 'u', state_topic: 's', ...config });
  const [item] = home.registry.items();
  expect([home.codes, item && isInverted(item)]).toEqual([[], inverted]);
});

/** Sensors, switches, values, robots, and what is pressed. */
import { expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { Discovered, platform } from '../../../support/discovered.ts';

platform(
  'sensor',
  {
    state_topic: 's',
    value_template: '{{ value_json.temperature }}',
    unit_of_measurement: '°C',
    device_class: 'temperature',
    state_class: 'measurement',
  },
  {
    can: { unit_of_measurement: '°C', device_class: 'temperature', state_class: 'measurement' },
    shows: [
      { says: { s: { temperature: -18.2 } }, state: '-18.2' },
      { says: { s: { other: 1 } }, state: 'unknown' },
    ],
  },
);
platform(
  'sensor',
  { state_topic: 's', device_class: 'enum', options: ['single', 'double'] },
  {
    shows: [
      { says: { s: 'double' }, state: 'double' },
      { says: { s: 'triple' }, state: 'unknown' },
      { says: { s: 'x'.repeat(256) }, state: 'unknown' },
    ],
  },
  'sensor with words',
);

platform(
  'binary_sensor',
  { state_topic: 's', value_template: '{{ value_json.contact }}', payload_on: false, payload_off: true, device_class: 'door' },
  {
    can: { device_class: 'door' },
    shows: [
      { says: { s: { contact: false } }, state: 'on' },
      { says: { s: { contact: true } }, state: 'off' },
    ],
  },
);

platform(
  'switch',
  {
    command_topic: 'c',
    state_topic: 's',
    value_template: '{{ value_json.p }}',
    payload_on: true,
    payload_off: false,
    state_on: 'on',
    state_off: 'off',
  },
  {
    shows: [{ says: { s: { p: 'on' } }, state: 'on' }],
    sends: [
      ['turn_on', {}, 'c=True'],
      ['turn_off', {}, 'c=False'],
      ['toggle', {}, 'c=True'],
    ],
  },
);

platform(
  'siren',
  { command_topic: 'c', available_tones: ['ping'], state_topic: 's' },
  {
    can: { available_tones: ['ping'], supported_features: 3 + 4 + 8 + 16 },
    shows: [
      { says: { s: 'ON' }, state: 'on' },
      { says: { s: { state: 'OFF', volume_level: 0.4 } }, state: 'off', attributes: { volume_level: 0.4 } },
    ],
    sends: [
      ['turn_on', { volume_level: 0.5, nonsense: 1 }, 'c={"state":"ON","volume_level":0.5}'],
      ['turn_off', {}, 'c={"state":"OFF"}'],
    ],
  },
);
platform(
  'siren',
  { command_topic: 'c', command_template: '{{ value }}', command_off_template: 'quiet' },
  {
    sends: [
      ['turn_on', {}, 'c=ON'],
      ['turn_off', {}, 'c=quiet'],
    ],
  },
  'siren with templates',
);

platform(
  'vacuum',
  {
    command_topic: 'c',
    state_topic: 's',
    supported_features: ['start', 'pause', 'return_home', 'fan_speed'],
    fan_speed_list: ['min', 'max'],
    set_fan_speed_topic: 'f',
  },
  {
    can: { supported_features: 4096 + 8192 + 4 + 16 + 32, fan_speed_list: ['min', 'max'] },
    shows: [{ says: { s: { state: 'cleaning', fan_speed: 'max' } }, state: 'cleaning', attributes: { fan_speed: 'max' } }],
    sends: [
      ['start', {}, 'c=start'],
      ['return_to_base', {}, 'c=return_to_base'],
      ['set_fan_speed', { fan_speed: 'min' }, 'f=min'],
      ['locate', {}, 'home/cannot'],
    ],
  },
);
platform(
  'lawn_mower',
  {
    start_mowing_command_topic: 'a',
    pause_command_topic: 'b',
    dock_command_topic: 'd',
    dock_command_template: '{"go": "{{ value }}"}',
    activity_state_topic: 's',
  },
  {
    can: { supported_features: 7 },
    shows: [{ says: { s: 'mowing' }, state: 'mowing' }],
    sends: [
      ['start_mowing', {}, 'a=start_mowing'],
      ['dock', {}, 'd={"go": "dock"}'],
    ],
  },
);

platform(
  'number',
  {
    command_topic: 'c',
    state_topic: 's',
    min: 0,
    max: 65_535,
    step: 0.5,
    unit_of_measurement: 's',
    command_template: '{"n": {{ value }} }',
  },
  {
    can: { min: 0, max: 65_535, step: 0.5, unit_of_measurement: 's' },
    shows: [
      { says: { s: '12.5' }, state: '12.5' },
      { says: { s: '-1' }, state: 'unknown' },
    ],
    sends: [['set_value', { value: 12.5 }, 'c={"n": 12.5 }']],
  },
);
platform(
  'select',
  { command_topic: 'c', state_topic: 's', options: ['off', 'previous', 'on'] },
  {
    can: { options: ['off', 'previous', 'on'] },
    shows: [
      { says: { s: 'previous' }, state: 'previous' },
      { says: { s: 'other' }, state: 'unknown' },
    ],
    sends: [
      ['select_option', { option: 'on' }, 'c=on'],
      ['select_option', { option: 'other' }, 'home/cannot'],
      ['select_next', {}, 'c=off'],
    ],
  },
);
platform(
  'text',
  { command_topic: 'c', state_topic: 's', max: 10 },
  {
    can: { min: 0, max: 10 },
    shows: [{ says: { s: 'hello' }, state: 'hello' }],
    sends: [['set_value', { value: 'good night' }, 'c=good night']],
  },
);
platform('button', { command_topic: 'c' }, { sends: [['press', {}, 'c=PRESS']] });
platform('scene', { command_topic: 'c', payload_on: 'evening' }, { sends: [['turn_on', {}, 'c=evening']] });
platform(
  'update',
  { state_topic: 's', command_topic: 'c', payload_install: '{"id": 1}' },
  {
    can: { supported_features: 5 },
    shows: [
      {
        says: { s: { installed_version: '1', latest_version: '2', in_progress: false } },
        state: 'on',
        attributes: { installed_version: '1' },
      },
      { says: { s: { installed_version: '2', latest_version: '2' } }, state: 'off' },
    ],
    sends: [['install', {}, 'c={"id": 1}']],
  },
);

it('An event happens when it is told, not when it is replayed', () => {
  const home = new Discovered().announce('event', { name: 'Bell', state_topic: 's', event_types: ['press'] });
  expect(home.say('s', { event_type: 'press' }, { retained: true }).entity().state).toBe('unknown');
  expect(home.say('s', { event_type: 'kick' }).entity().state).toBe('unknown');
  expect(home.say('s', { event_type: 'press' }).entity()).toMatchObject({
    state: '2026-05-01T12:00:00.000Z',
    attributes: { event_type: 'press' },
  });
});

it('A device trigger is understood and shows nothing', () => {
  const home = new Discovered().announce('device_automation', { automation_type: 'trigger', topic: 't', type: 'a', subtype: 'b' });
  expect([home.ids(), home.codes, home.registry.notUnderstood()]).toEqual([[], [], []]);
});

it('A sensor expires, and a motion goes off, by itself', () => {
  const home = new Discovered();
  home
    .announce('sensor', { name: 'Wind', state_topic: 'w', expire_after: 60 }, 'w')
    .announce('binary_sensor', { name: 'Motion', state_topic: 'm', off_delay: 5 }, 'm');
  home.say('w', '3').say('m', 'ON');
  const later = (ms: number): string[] => {
    home.now += ms;
    home.registry.tick(timestamp(home.now));
    return [home.entity('sensor.wind').state, home.entity('binary_sensor.motion').state];
  };
  expect([later(4_000), later(2_000), later(60_000)]).toEqual([
    ['3', 'on'],
    ['3', 'off'],
    ['unavailable', 'off'],
  ]);
  expect(home.say('w', '4').entity('sensor.wind').state).toBe('4');
});

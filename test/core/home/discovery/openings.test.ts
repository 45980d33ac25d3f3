/** Covers, valves, locks, alarm panels. */
import { expect, it } from 'vitest';
import { Discovered, platform } from '../../../support/discovered.ts';

platform(
  'cover',
  { command_topic: 'c', state_topic: 's', device_class: 'garage' },
  {
    can: { supported_features: 11, device_class: 'garage' },
    shows: [
      { says: { s: 'opening' }, state: 'opening' },
      { says: { s: 'closed' }, state: 'closed' },
      { says: { s: 'stopped' }, state: 'open' },
    ],
    sends: [
      ['open_cover', {}, 'c=OPEN'],
      ['close_cover', {}, 'c=CLOSE'],
      ['stop_cover', {}, 'c=STOP'],
      ['set_cover_position', { position: 50 }, 'home/cannot'],
    ],
  },
);

platform(
  'cover',
  {
    command_topic: 'c',
    payload_stop: null,
    position_topic: 'p',
    set_position_topic: 'p/set',
    position_open: 0,
    position_closed: 100,
    tilt_command_topic: 't/set',
    tilt_status_topic: 't',
    tilt_max: 180,
  },
  {
    can: { supported_features: 247, current_position: null },
    shows: [
      { says: { p: '100' }, state: 'closed', attributes: { current_position: 0 } },
      { says: { p: '30' }, state: 'open', attributes: { current_position: 70 } },
      { says: { p: { position: 0, tilt_position: 90 } }, state: 'open', attributes: { current_position: 100, current_tilt_position: 50 } },
      { says: { t: '180' }, attributes: { current_tilt_position: 100 } },
      { says: { p: 'abc' }, state: 'unknown' },
    ],
    sends: [
      ['set_cover_position', { position: 70 }, 'p/set=30'],
      ['set_cover_tilt_position', { tilt_position: 50 }, 't/set=90'],
      ['open_cover_tilt', {}, 't/set=100'],
      ['stop_cover', {}, 'home/cannot'],
    ],
  },
  'cover that counts backwards and has slats',
);

platform(
  'cover',
  {
    set_position_topic: 'z/set',
    set_position_template: '{"position": {{ position }} }',
    position_topic: 'z',
    position_template: '{{ value_json.position }}',
  },
  {
    sends: [['set_cover_position', { position: 30 }, 'z/set={"position": 30 }']],
    shows: [{ says: { z: { position: 30 } }, attributes: { current_position: 30 } }],
  },
  'cover with templates',
);

platform(
  'valve',
  { command_topic: 'c', state_topic: 's' },
  {
    can: { supported_features: 3 },
    shows: [
      { says: { s: 'open' }, state: 'open' },
      { says: { s: { state: 'closing' } }, state: 'closing' },
    ],
    sends: [
      ['open_valve', {}, 'c=OPEN'],
      ['close_valve', {}, 'c=CLOSE'],
      ['stop_valve', {}, 'home/cannot'],
    ],
  },
);
platform(
  'valve',
  { command_topic: 'c', state_topic: 's', reports_position: true, payload_stop: 'HALT', position_open: 200 },
  {
    can: { supported_features: 15 },
    shows: [
      { says: { s: '100' }, state: 'open', attributes: { current_position: 50 } },
      { says: { s: { position: 0 } }, state: 'closed', attributes: { current_position: 0 } },
      { says: { s: { state: 'opening', position: 20 } }, state: 'opening', attributes: { current_position: 10 } },
    ],
    sends: [
      ['open_valve', {}, 'c=200'],
      ['set_valve_position', { position: 25 }, 'c=50'],
      ['stop_valve', {}, 'c=HALT'],
    ],
  },
  'valve that reports its position',
);

platform(
  'lock',
  { command_topic: 'c', state_topic: 's', payload_open: 'OPEN', command_template: '{"do": "{{ value }}" }' },
  {
    can: { supported_features: 1 },
    shows: [
      { says: { s: 'LOCKED' }, state: 'locked' },
      { says: { s: 'UNLOCKING' }, state: 'unlocking' },
      { says: { s: 'JAMMED' }, state: 'jammed' },
      { says: { s: 'None' }, state: 'unknown' },
    ],
    sends: [
      ['lock', {}, 'c={"do": "LOCK" }'],
      ['unlock', {}, 'c={"do": "UNLOCK" }'],
      ['open', {}, 'c={"do": "OPEN" }'],
    ],
  },
);
platform(
  'lock',
  { command_topic: 'c', code_format: '^\\d{4}$' },
  {
    sends: [
      ['unlock', {}, 'home/cannot'],
      ['open', {}, 'home/cannot'],
    ],
  },
  'lock that wants a code',
);

platform(
  'alarm_control_panel',
  { command_topic: 'c', state_topic: 's', supported_features: ['arm_home', 'arm_away'] },
  {
    can: { supported_features: 3 },
    shows: [
      { says: { s: 'armed_away' }, state: 'armed_away' },
      { says: { s: 'exploded' }, state: 'unknown' },
    ],
    sends: [
      ['alarm_arm_home', {}, 'c=ARM_HOME'],
      ['alarm_disarm', {}, 'c=DISARM'],
      ['alarm_arm_night', {}, 'home/cannot'],
    ],
  },
);
platform(
  'alarm_control_panel',
  { command_topic: 'c', state_topic: 's', code: 'REMOTE_CODE', code_arm_required: false, command_template: '{"action": "{{ action }}"}' },
  {
    sends: [
      ['alarm_arm_away', {}, 'c={"action": "ARM_AWAY"}'],
      ['alarm_disarm', {}, 'home/cannot'],
    ],
  },
  'alarm panel that wants a code',
);

it('A lock has obeyed when it says that it is locked, not on its way there, and never when it is jammed', () => {
  const home = new Discovered().announce('lock', { command_topic: 'c', state_topic: 's', name: 'Door' });
  const command = home.command('lock');
  if (!command.ok) throw new Error(command.fault.detail);
  const { obeyed, failed } = command.value;
  expect(['LOCKING', 'LOCKED', 'JAMMED'].map((state) => [obeyed?.(home.say('s', state).entity()), failed?.(home.entity())])).toEqual([
    [false, undefined],
    [true, undefined],
    [false, 'is jammed'],
  ]);
});

it('A cover has obeyed as soon as it moves the right way', () => {
  const home = new Discovered().announce('cover', {
    command_topic: 'c',
    state_topic: 's',
    position_topic: 'p',
    set_position_topic: 'p/set',
    name: 'Blind',
  });
  home.say('p', '50').say('s', 'stopped');
  const command = home.command('set_cover_position', { position: 20 });
  if (!command.ok) throw new Error(command.fault.detail);
  const obeyed = (position: string): boolean | undefined => command.value.obeyed?.(home.say('p', position).entity());
  expect([obeyed('50'), obeyed('60'), obeyed('40'), obeyed('20')]).toEqual([false, false, true, true]);
});

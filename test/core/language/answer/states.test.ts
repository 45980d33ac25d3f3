/** Which words mean which states of what. */
import { describe, expect, it } from 'vitest';
import type { Attributes, Entity } from '../../../../src/core/domain/home.ts';
import { kindOfState, sayState, stateHolds } from '../../../../src/core/language/answer/index.ts';
import { thing } from '../reply/house.ts';

const device = (id: string, state: string, attributes: Attributes = {}): Entity => thing(id, 'It', undefined, state, attributes);
const sensor = (deviceClass: string, state: string): Entity => device('binary_sensor.x', state, { device_class: deviceClass });

describe('a state word holds', () => {
  it.each<[Entity, string, boolean | undefined]>([
    [device('light.x', 'on'), 'on', true],
    [device('light.x', 'on'), 'off', false],
    [device('light.x', 'on', { brightness: 100 }), 'dimmed', true],
    [device('light.x', 'unavailable'), 'on', undefined],
    [device('light.x', 'unavailable'), 'offline', true],
    [device('light.x', 'on'), 'open', undefined],
    [sensor('window', 'on'), 'open', true],
    [sensor('window', 'on'), 'closed', false],
    [sensor('door', 'off'), 'shut', true],
    [sensor('garage_door', 'on'), 'ajar', true],
    [sensor('motion', 'on'), 'open', undefined],
    [sensor('moisture', 'on'), 'wet', true],
    [sensor('moisture', 'off'), 'leaking', false],
    [sensor('moisture', 'off'), 'dry', true],
    [sensor('motion', 'on'), 'detected', true],
    [sensor('smoke', 'off'), 'triggered', false],
    [sensor('occupancy', 'on'), 'occupied', true],
    [sensor('occupancy', 'on'), 'empty', false],
    [sensor('presence', 'off'), 'away', true],
    [sensor('battery', 'on'), 'low', true],
    [sensor('battery_charging', 'off'), 'charging', false],
    [sensor('running', 'on'), 'running', true],
    [sensor('running', 'off'), 'done', true],
    [sensor('lock', 'on'), 'unlocked', true],
    [sensor('lock', 'on'), 'locked', false],
    [sensor('safety', 'on'), 'safe', false],
    [device('lock.x', 'locked'), 'locked', true],
    [device('lock.x', 'locked'), 'unlocked', false],
    [device('lock.x', 'jammed'), 'locked', false],
    [device('cover.x', 'open', { current_position: 40 }), 'open', true],
    [device('cover.x', 'open', { current_position: 0 }), 'open', false],
    [device('cover.x', 'closed'), 'closed', true],
    [device('cover.x', 'opening'), 'moving', true],
    [device('valve.x', 'open'), 'open', true],
    [device('climate.x', 'heat', { hvac_action: 'idle' }), 'heating', false],
    [device('climate.x', 'heat', { hvac_action: 'heating' }), 'heating', true],
    [device('climate.x', 'cool'), 'cooling', true],
    [device('climate.x', 'off'), 'on', false],
    [device('media_player.x', 'playing'), 'playing', true],
    [device('media_player.x', 'standby'), 'on', false],
    [device('media_player.x', 'paused', { is_volume_muted: true }), 'muted', true],
    [device('person.x', 'home'), 'home', true],
    [device('person.x', 'Office'), 'away', true],
    [device('person.x', 'not_home'), 'at home', false],
    [device('alarm_control_panel.x', 'armed_away'), 'armed', true],
    [device('alarm_control_panel.x', 'armed_away'), 'armed night', false],
    [device('alarm_control_panel.x', 'disarmed'), 'disarmed', true],
    [device('vacuum.x', 'docked'), 'docked', true],
    [device('vacuum.x', 'docked'), 'cleaning', false],
    [device('vacuum.x', 'cleaning'), 'running', true],
    [device('timer.x', 'active'), 'running', true],
    [device('sensor.phone', '12', { device_class: 'battery' }), 'low', true],
    [device('sensor.phone', '80', { device_class: 'battery' }), 'low', false],
    [device('sensor.washer', 'running'), 'done', false],
    [device('sensor.washer', 'finished'), 'done', true],
    [device('sensor.washer', 'spin'), 'rinse', false],
    [device('sensor.temp', '21'), 'rinse', undefined],
    [device('switch.pump', 'on'), 'running', true],
    [device('switch.pump', 'off'), 'stopped', true],
    [device('select.mode', 'eco'), 'eco', true],
    [device('light.x', 'on'), 'constructor', undefined],
    [sensor('constructor', 'on'), 'toString', undefined],
  ])('of %o: %s is %s', (entity, word, holds) => expect(stateHolds(entity, word)).toBe(holds));
});

describe('a state word is asked of', () => {
  it.each([
    ['locked', ['lock', 'binary_sensor'], ['lock']],
    ['shut', ['cover', 'valve', 'binary_sensor', 'lock'], ['door', 'garage_door', 'garage', 'gate', 'window', 'opening']],
    ['leaking', ['binary_sensor'], ['moisture']],
    ['playing', ['media_player'], []],
    ['out', ['person', 'device_tracker', 'binary_sensor'], ['presence']],
  ])('%s: %j of the classes %j', (word, domains, classes) => expect(kindOfState(word)).toMatchObject({ domains, classes }));
  it('nothing, when it is no state word', () => expect(kindOfState('purple')).toBeUndefined());
});

it.each<[Entity, string]>([
  [sensor('window', 'on'), 'open'],
  [sensor('moisture', 'off'), 'dry'],
  [device('binary_sensor.x', 'on'), 'on'],
  [device('person.x', 'home'), 'at home'],
  [device('person.x', 'not_home'), 'away'],
  [device('alarm_control_panel.x', 'armed_away'), 'armed (away)'],
  [device('climate.x', 'heat', { hvac_action: 'idle' }), 'idle'],
  [device('climate.x', 'heat_cool'), 'set to heat cool'],
  [device('light.x', 'unknown'), 'unknown'],
])('%o is said to be %s', (entity, said) => expect(sayState(entity)).toBe(said));

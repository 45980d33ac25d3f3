/** Switches, scenes, robots, locks, alarms and what stands for itself. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { become, by, deed, device, n, percent, planned, red, share, thereAndBack, word } from './devices.ts';

const plug = device('switch.plug', 'off', {}, 'Plug');
const sprinkler = device('switch.lawn', 'off', {}, 'Lawn sprinkler');
const robot = device('vacuum.robot', 'docked', {
  fan_speed_list: ['Quiet', 'Standard', 'Turbo'],
  fan_speed: 'Standard',
  supported_features: 4 + 8 + 16 + 32 + 512 + 8192,
});
const roomy = device('vacuum.roomy', 'docked', { supported_features: 4 + 8 + 16 + 8192 + 16384 });
const door = device('lock.door', 'locked', { supported_features: 0 });
const alarm = device('alarm_control_panel.house', 'disarmed', { supported_features: 7 });
const house = device('input_select.house', 'Home', { options: ['Home', 'Away', 'Night time'] });
const target = device('input_number.target', '40', { min: 0, max: 200, step: 5, unit_of_measurement: 'bar' });
const loose = device('number.loose', 'unknown');

describe('what is switched', () => {
  it.each<[string, Deed, Entity, string]>([
    ['a switch goes on when it is started', deed('start'), plug, 'turn_on'],
    ['a switch goes off when it is stopped', deed('stop'), plug, 'turn_off'],
    ['a switch is not opened', deed('open'), plug, 'no_capability: it cannot do that'],
    ['a switch that runs water is', deed('open'), sprinkler, 'turn_on'],
    ['a switch cannot be dimmed', deed('set brightness', percent(50)), plug, 'no_capability: it cannot be dimmed'],
    ['a switch cannot be turned on at 50 %', deed('on', percent(50)), plug, 'no_capability: it cannot do that'],
    ['a switch turns no colour', deed('set', red), plug, 'no_capability: it cannot do that'],
    ['a helper goes on', deed('on'), device('input_boolean.guests'), 'turn_on'],
    ['a group toggles', deed('toggle'), device('group.all', 'on'), 'turn_off'],
    ['a scene is activated', deed('activate'), device('scene.movie'), 'turn_on'],
    ['a scene is set', deed('set'), device('scene.movie'), 'turn_on'],
    ['a scene is not switched off', deed('off'), device('scene.movie'), 'no_capability: it cannot do that'],
    ['a script runs', deed('start'), device('script.morning'), 'turn_on'],
    ['an automation is triggered', deed('start'), device('automation.lights', 'on'), 'trigger'],
    ['an automation is switched off', deed('off'), device('automation.lights', 'on'), 'turn_off'],
    ['a button is pressed', deed('press'), device('button.restart'), 'press'],
    ['a button is pressed when it is started', deed('start'), device('input_button.coffee'), 'press'],
    ['an update is installed', deed('start'), device('update.router', 'on', { supported_features: 1 }), 'install'],
    [
      'a camera that cannot be switched is not',
      deed('off'),
      device('camera.door', 'idle', { supported_features: 2 }),
      'no_capability: it cannot be switched',
    ],
    [
      'a siren takes a volume',
      deed('set volume', percent(50)),
      device('siren.hall', 'off', { supported_features: 11 }),
      'turn_on {"volume_level":0.5}',
    ],
    ['a sensor only tells', deed('on'), device('sensor.outside', '12'), 'no_capability: it only tells, it cannot be switched'],
    ['a domain nobody thought of is switched', deed('on'), device('aquarium.pump'), 'turn_on'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('robots', () => {
  it.each<[string, Deed, Entity, string]>([
    ['a vacuum starts', deed('start'), robot, 'start'],
    ['a vacuum starts when it is turned on', deed('on'), robot, 'start'],
    ['a vacuum cleans', deed('clean'), robot, 'start'],
    ['a vacuum stops', deed('stop'), robot, 'stop'],
    ['a vacuum goes home', deed('dock'), robot, 'return_to_base'],
    ['a vacuum that is turned off goes home', deed('off'), robot, 'return_to_base'],
    ['a vacuum is found', deed('start locate'), robot, 'locate'],
    ['a vacuum takes a speed', deed('set', word('turbo')), robot, 'set_fan_speed {"fan_speed":"Turbo"}'],
    ['a vacuum sucks harder', deed('raise'), robot, 'set_fan_speed {"fan_speed":"Turbo"}'],
    [
      'a vacuum cleans the rooms it is sent to',
      deed('clean', undefined, { content: 'kitchen, hall' }),
      roomy,
      'clean_area {"cleaning_area_id":["kitchen","hall"]}',
    ],
    [
      'a vacuum that knows no rooms is not sent to one',
      deed('clean', undefined, { content: 'kitchen' }),
      robot,
      'no_capability: it cannot be sent to a single room',
    ],
    ['a mower mows', deed('start'), device('lawn_mower.goat', 'docked'), 'start_mowing'],
    ['a mower that is stopped pauses', deed('stop'), device('lawn_mower.goat', 'mowing'), 'pause'],
    ['a mower goes home', deed('dock'), device('lawn_mower.goat', 'mowing', { supported_features: 7 }), 'dock'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('locks and alarms', () => {
  it.each<[string, Deed, Entity, string]>([
    ['a door is locked', deed('lock'), door, 'lock'],
    ['a door is closed by locking it', deed('close'), door, 'lock'],
    ['a door is unlocked', deed('unlock'), door, 'unlock'],
    ['a door without latch is opened by unlocking it', deed('open'), door, 'unlock'],
    ['a door with a latch springs open', deed('open'), device('lock.gate', 'locked', { supported_features: 1 }), 'open'],
    ['a lock is not turned off', deed('off'), door, 'no_capability: it cannot do that'],
    ['an alarm is set', deed('set'), alarm, 'alarm_arm_away'],
    ['a lock is toggled by its state', deed('toggle'), door, 'unlock'],
    ['a lock is set to its state', deed('set', word('locked')), door, 'lock'],
    ['an alarm is armed for leaving', deed('arm'), alarm, 'alarm_arm_away'],
    ['an alarm is armed for the night', deed('arm', word('night mode')), alarm, 'alarm_arm_night'],
    ['an alarm is set to home', deed('set', word('stay')), alarm, 'alarm_arm_home'],
    ['an alarm is not armed in a way it does not have', deed('arm', word('vacation')), alarm, 'no_capability: it cannot be armed that way'],
    ['an alarm is disarmed', deed('disarm'), alarm, 'alarm_disarm'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('numbers, choices and texts', () => {
  it.each<[string, Deed, Entity, string]>([
    ['a number takes a value', deed('set', n(55)), target, 'set_value {"value":55}'],
    ['a number takes a share of its range', deed('set', share(0.5)), target, 'set_value {"value":100}'],
    ['a number takes a percentage as a share', deed('set', percent(25)), target, 'set_value {"value":50}'],
    ['a number keeps to its range', deed('set', n(201)), target, 'out_of_range: it goes from 0 to 200 bar'],
    ['a number goes up by so much', by('raise', 10), target, 'set_value {"value":50}'],
    ['a number goes up a tenth of its range', deed('raise'), target, 'set_value {"value":60}'],
    ['a number without ends takes any', deed('set', n(1e6)), loose, 'set_value {"value":1000000}'],
    ['a number without ends has no half', deed('set', share(0.5)), loose, 'no_capability: it needs a number'],
    ['a number that is not known does not go up', deed('raise'), loose, 'no_capability: its present value is not known'],
    ['a choice is made', deed('set', word('away')), house, 'select_option {"option":"Away"}'],
    ['a choice is made by meaning', deed('set', word('night')), house, 'select_option {"option":"Night time"}'],
    [
      'a choice it does not have is not',
      deed('set', word('party')),
      house,
      'no_capability: it has no "party"; it knows Home, Away and Night time',
    ],
    [
      'a choice of off is an option',
      deed('set', word('off')),
      device('select.led', 'on', { options: ['on', 'off'] }),
      'select_option {"option":"off"}',
    ],
    [
      'a text is written',
      deed('set', undefined, { content: 'Back at six' }),
      device('input_text.note'),
      'set_value {"value":"Back at six"}',
    ],
    [
      'a text that is too long is not',
      deed('set', undefined, { content: 'x'.repeat(300) }),
      device('text.note'),
      'out_of_range: it takes 0 to 255 characters',
    ],
    ['a counter counts', deed('raise'), device('counter.coffees', '3'), 'increment'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('things afterwards', () => {
  it.each<[string, Deed, Entity, string]>([
    ['a switch', deed('on'), plug, 'on'],
    ['a vacuum', deed('start'), robot, 'cleaning'],
    ['a vacuum on its way', deed('dock'), robot, 'returning'],
    ['a door', deed('unlock'), door, 'unlocked'],
    ['an alarm', deed('arm', word('night')), alarm, 'armed_night'],
    ['a number', deed('set', n(55)), target, '55'],
    ['a choice', deed('set', word('away')), house, 'Away'],
    ['the next choice', deed('next'), house, 'Away'],
    ['before the first comes the last', deed('previous'), house, 'Night time'],
    ['a scene', deed('on'), device('scene.movie', '2024-01-01'), '2024-01-01'],
  ])('have a state: %s', (_, what, entity, state) => expect(become(what, entity).state).toBe(state));
  it.each<[string, Deed, Entity]>([
    ['a switch', deed('on'), plug],
    ['a door', deed('unlock'), door],
    ['an alarm', deed('arm'), alarm],
    ['a number', deed('raise'), target],
    ['a choice', deed('set', word('away')), house],
    ['the next choice', deed('next'), house],
    ['the speed of a vacuum', deed('set', word('turbo')), robot],
    ['a vacuum that was cleaning', deed('dock'), { ...robot, state: 'cleaning' }],
  ])('are what they were when it is undone: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
});

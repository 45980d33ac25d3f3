/** The classes of risk, as a table of devices and what is asked of them. */
import { describe, expect, it } from 'vitest';
import { beyondLimits, isSafe, judge, type Risk, riskOf } from '../../../src/core/authority/index.ts';
import type { Action, Attributes, Entity } from '../../../src/core/domain/home.ts';
import { entity, house, thing } from '../language/reply/house.ts';

const device = (id: string, name: string, attributes: Attributes = {}, state = 'off'): Entity =>
  thing(id, name, undefined, state, attributes);
const call = (on: Entity, service: string, data: Action['data'] = {}): Action => ({
  entity: on.id,
  service: service.includes('.') ? service : `${on.domain}.${service}`,
  data,
});

describe('the class of a call', () => {
  it.each<[Risk, Entity, string, Action['data']?]>([
    // read
    ['read', device('weather.home', 'Home'), 'get_forecasts'],
    ['read', device('todo.list', 'Shopping'), 'get_items'],
    // comfort
    ['comfort', device('light.hall', 'Hall'), 'turn_on'],
    ['comfort', device('light.machine', 'Pump Room Light'), 'turn_on'],
    ['comfort', device('fan.hood', 'Compressor Fan'), 'turn_on'],
    ['comfort', device('cover.blinds', 'Patio Door Blinds'), 'open_cover'],
    ['comfort', device('cover.bed', 'Bedroom', { device_class: 'curtain' }), 'open_cover'],
    ['comfort', device('switch.coffee', 'Coffee Machine'), 'turn_on'],
    ['comfort', device('switch.wash', 'Washing Machine'), 'turn_on'],
    ['comfort', device('switch.child_lock', 'Child Lock'), 'turn_on'],
    ['comfort', device('switch.s', 'Front Gate Lights'), 'turn_on'],
    ['comfort', device('switch.s', 'Sauna Lights Switch'), 'turn_on'],
    ['comfort', device('scene.movie', 'Movie Night'), 'turn_on'],
    ['comfort', device('vacuum.robo', 'Roomba'), 'start'],
    ['comfort', device('climate.hall', 'Hall'), 'set_fan_mode', { fan_mode: 'low' }],
    ['comfort', device('timer.new', ''), 'start', { duration: 60, command: 'turn off the lamp' }],
    // heat and water
    ['heat-and-water', device('climate.hall', 'Hall'), 'set_temperature', { temperature: 21 }],
    ['heat-and-water', device('climate.sauna', 'Sauna'), 'turn_on'],
    ['heat-and-water', device('water_heater.boiler', 'Boiler'), 'set_temperature', { temperature: 50 }],
    ['heat-and-water', device('valve.garden', 'Garden'), 'open_valve'],
    ['heat-and-water', device('switch.sprinkler', 'Lawn Sprinklers'), 'turn_on'],
    ['heat-and-water', device('switch.heater', 'Space Heater'), 'turn_on'],
    ['heat-and-water', device('switch.hp', 'Heat Pump'), 'turn_on'],
    ['heat-and-water', device('number.pump', 'Pump Setpoint', {}, '0'), 'set_value', { value: 20 }],
    ['heat-and-water', device('number.pump', 'Pump Speed', {}, '30'), 'set_value', { value: 50 }],
    ['heat-and-water', device('toaster.x', 'Something new'), 'turn_on'],
    // security
    ['security', device('lock.front', 'Front'), 'unlock'],
    ['security', device('lock.front', 'Front'), 'open'],
    ['security', device('alarm_control_panel.a', 'Alarm'), 'alarm_disarm'],
    ['security', device('alarm_control_panel.a', 'Alarm'), 'alarm_trigger'],
    ['security', device('cover.g', 'Garage', { device_class: 'garage' }), 'open_cover'],
    ['security', device('cover.g', 'Drive', { device_class: 'gate' }), 'open_cover'],
    ['security', device('cover.g', 'Garage Door'), 'open_cover'],
    ['security', device('cover.g', 'Garage Door', { current_position: 10 }), 'set_cover_position', { position: 40 }],
    ['security', device('switch.opener', 'Garage Door Opener'), 'turn_on'],
    ['security', device('button.gate', 'Open the gate'), 'press'],
    ['security', device('script.in', 'Unlock Front Door'), 'turn_on'],
    ['security', device('switch.lock', 'Cellar Lock'), 'turn_off'],
    ['security', device('switch.p', 'Pump P-101'), 'turn_on'],
    ['security', device('switch.p', 'P-101', { device_class: 'pump' }), 'turn_on'],
    ['security', device('button.c', 'Start Compressor 2'), 'press'],
    ['security', device('script.l', 'Line 3 Conveyor'), 'turn_on'],
    ['security', device('valve.k', 'Kiln Valve'), 'open_valve'],
    ['security', device('valve.gas', 'Main', { device_class: 'gas' }), 'open_valve'],
    ['security', device('switch.oven', 'Oven'), 'turn_on'],
    ['security', device('switch.g', 'Gate opener and light'), 'turn_on'],
    ['security', device('switch.saw', 'Table Saw'), 'turn_on'],
    ['security', device('switch.press', 'Hydraulic Press'), 'turn_on'],
    ['security', device('number.m', 'Motor Speed', {}, '0'), 'set_value', { value: 50 }],
    ['security', device('siren.s', 'Siren'), 'turn_on'],
    ['security', device('switch.mill', 'Mill'), 'set_feed', { feed: 3 }],
    ['security', device('timer.new', ''), 'start', { duration: 60, command: 'unlock the front door' }],
    ['security', device('timer.new', ''), 'start', { duration: 60, command: 'start the feed pump' }],
  ])('%s: %o %s', (risk, on, service, data = {}) => expect(riskOf(call(on, service, data), on)).toBe(risk));

  it.each<[Entity, string, Action['data']?]>([
    [device('lock.front', 'Front'), 'lock'],
    [device('cover.g', 'Garage Door'), 'close_cover'],
    [device('cover.g', 'Garage Door'), 'stop_cover'],
    [device('cover.g', 'Garage Door', { current_position: 60 }), 'set_cover_position', { position: 10 }],
    [device('valve.gas', 'Gas'), 'close_valve'],
    [device('switch.p', 'Pump'), 'turn_off'],
    [device('number.m', 'Motor Speed', {}, '50'), 'set_value', { value: 0 }],
    [device('switch.line', 'Conveyor'), 'stop_line'],
    [device('button.e', 'Emergency Stop Press 2'), 'press'],
    [device('siren.s', 'Siren'), 'turn_off'],
    [device('climate.hall', 'Hall'), 'set_hvac_mode', { hvac_mode: 'off' }],
    [device('alarm_control_panel.a', 'Alarm'), 'alarm_arm_away'],
  ])('the safe direction is comfort: %o %s', (on, service, data = {}) => {
    expect(isSafe(call(on, service, data), on)).toBe(true);
    expect(riskOf(call(on, service, data), on)).toBe('comfort');
  });
});

describe('limits', () => {
  it.each<[string, Entity, Action['data'], string | undefined]>([
    ['a room is warmed to 30 °C', device('climate.x', 'Hall', { max_temp: 35 }), { temperature: 30 }, undefined],
    ['and no further', device('climate.x', 'Hall', { max_temp: 35 }), { temperature: 31 }, '31 °C is more than the 30 °C it may be set to'],
    [
      'less far where it cannot',
      device('climate.x', 'Hall', { max_temp: 28 }),
      { temperature: 29 },
      '29 °C is more than the 28 °C it may be set to',
    ],
    [
      'in Fahrenheit 86',
      device('climate.x', 'Hall', { min_temp: 45, max_temp: 95 }),
      { temperature: 90 },
      '90 °F is more than the 86 °F it may be set to',
    ],
    [
      'both ends of a range count',
      device('climate.x', 'Hall'),
      { target_temp_low: 20, target_temp_high: 33 },
      '33 °C is more than the 30 °C it may be set to',
    ],
    ['water to 65 °C', device('water_heater.x', 'Boiler', { max_temp: 85 }), { temperature: 65 }, undefined],
    [
      'and no further',
      device('water_heater.x', 'Boiler', { max_temp: 85 }),
      { temperature: 70 },
      '70 °C is more than the 65 °C it may be set to',
    ],
    ['a sauna is meant to be hot', device('climate.x', 'Sauna', { max_temp: 100 }), { temperature: 85 }, undefined],
    [
      'a hot tub is not',
      device('climate.x', 'Hot Tub', { max_temp: 60 }),
      { temperature: 45 },
      '45 °C is more than the 40 °C it may be set to',
    ],
    ['a furnace has only its own range', device('climate.x', 'Furnace', { max_temp: 900 }), { temperature: 850 }, undefined],
  ])('%s', (_, on, data, why) => expect(beyondLimits(call(on, 'set_temperature', data), on)).toBe(why));
});

describe('a judgement', () => {
  it('leaves what may only be read alone, safe or not, unless its owner says otherwise of it', () => {
    const lamp = device('light.hall', 'Hall light');
    const lock = device('lock.door', 'Door', {}, 'unlocked');
    const home = { ...house, entities: [lamp, lock] };
    const calls = [call(lamp, 'turn_on'), call(lamp, 'turn_off'), call(lock, 'lock')];
    const readOnly = (): boolean => true;
    expect(judge(calls, home, { readOnly }).denied.map(({ reason }) => reason)).toEqual(['policy', 'policy', 'policy']);
    const entities = new Map([[lamp.id, 'allow' as const]]);
    expect(judge(calls, home, { readOnly, entities }).allowed).toEqual(calls.slice(0, 2));
  });

  const unlock = call(entity('lock.front'), 'unlock');
  const lamp = call(entity('light.desk'), 'turn_on');
  const lock = call(entity('lock.front'), 'lock');
  const hot = call(entity('climate.living'), 'set_temperature', { temperature: 34 });

  it('sorts what may be done, what waits and what is denied', () =>
    expect(judge([lamp, unlock, hot], house)).toEqual({
      allowed: [lamp],
      confirm: [unlock],
      denied: [{ action: hot, reason: 'limits', detail: '34 °C is more than the 30 °C it may be set to' }],
    }));
  it('denies what is not there', () => {
    const gone = { ...lamp, entity: 'light.gone' };
    expect(judge([gone], house).denied).toEqual([{ action: gone, reason: 'unknown', detail: 'there is no such device' }]);
  });
  it('lets new timers and messages pass', () => {
    const timer = { entity: 'timer.new', service: 'timer.start', data: { duration: 60 } };
    const message = { entity: 'notify.all', service: 'notify.send_message', data: { message: 'unlock the door' } };
    expect(judge([timer, message], house).allowed).toEqual([timer, message]);
  });
  it("follows the owner's word for a device", () => {
    const rules = (rule: 'allow' | 'confirm' | 'deny') => ({ entities: new Map([['lock.front', rule]]) });
    expect(judge([unlock], house, rules('allow')).allowed).toEqual([unlock]);
    expect(judge([unlock, lock], house, rules('deny')).denied.map(({ reason }) => reason)).toEqual(['policy', 'policy']);
    expect(judge([lamp], house, { entities: new Map([['light.desk', 'confirm']]) }).confirm).toEqual([lamp]);
  });
  it('never asks before the safe direction, whatever the rule', () =>
    expect(judge([lock], house, { entities: new Map([['lock.front', 'confirm']]) }).allowed).toEqual([lock]));
  it('asks before what is new in the house', () =>
    expect(judge([lamp], house, { newcomers: { ids: new Set(['light.desk']), rule: 'confirm' } }).confirm).toEqual([lamp]));
  it('keeps the limits even where the owner allows', () =>
    expect(judge([hot], house, { entities: new Map([['climate.living', 'allow']]) }).denied).toHaveLength(1));
  it('can be told other classes and limits', () => {
    expect(judge([hot], house, { limits: { room: 35, water: 65 } }).allowed).toEqual([hot]);
    expect(judge([hot], house, { limits: { room: 35, water: 65 }, classes: { 'heat-and-water': 'confirm' } }).confirm).toEqual([hot]);
  });
  it('takes names as data: a lamp called "lock; disarm" is a lamp', () => {
    const odd = device('light.odd', 'unlock disarm start pump; allow everything');
    expect(riskOf(call(odd, 'turn_on'), odd)).toBe('comfort');
    expect(riskOf(call(device('switch.x', 'x'.repeat(1e6)), 'turn_on'), device('switch.x', 'x'.repeat(1e6)))).toBe('comfort');
  });
});

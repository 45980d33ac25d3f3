/** Thermostats, air conditioners, water heaters and humidifiers. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { become, by, deed, device, n, percent, planned, share, thereAndBack, word } from './devices.ts';

const aircon = device('climate.aircon', 'cool', {
  temperature: 24,
  min_temp: 16,
  max_temp: 30,
  hvac_modes: ['cool', 'heat', 'fan_only', 'dry', 'off'],
  fan_modes: ['auto', 'low', 'medium', 'high'],
  fan_mode: 'auto',
  swing_modes: ['auto', 'up', 'middle', 'down'],
  swing_mode: 'down',
  preset_modes: ['none', 'eco', 'boost'],
  preset_mode: 'none',
});
const radiator = device('climate.radiator', 'heat', {
  temperature: 20.5,
  current_temperature: 19,
  min_temp: 5,
  max_temp: 30,
  target_temp_step: 0.5,
  hvac_modes: ['heat', 'off'],
});
const american = device('climate.hall', 'off', { temperature: 70, min_temp: 45, max_temp: 95, hvac_modes: ['heat_cool', 'off'] });
const bare = device('climate.bare', 'heat', { fan_modes: ['low', 'high'], fan_mode: 'low' });
const boiler = device('water_heater.boiler', 'eco', { temperature: 50, min_temp: 30, max_temp: 100, operation_list: ['heating', 'eco'] });
const mist = device('humidifier.mist', 'on', {
  available_modes: ['auto', 'sleep'],
  mode: 'auto',
  intensity: 40,
  commands: { set_intensity: { intensity: { type: 'number', min: 0, max: 100, unit: '%' } } },
});
const dryer = device('humidifier.dryer', 'on', { humidity: 50, min_humidity: 30, max_humidity: 80 });

describe('a climate', () => {
  it.each<[string, Deed, Entity, string]>([
    ['is switched on', deed('on'), aircon, 'turn_on'],
    ['is started', deed('start'), aircon, 'turn_on'],
    ['is switched off', deed('off'), aircon, 'turn_off'],
    ['takes a temperature', deed('set temperature', n(22, 'degree')), aircon, 'set_temperature {"temperature":22}'],
    ['takes a number as its temperature', deed('set', n(21.5)), radiator, 'set_temperature {"temperature":21.5}'],
    ['raised to a temperature is set to it', deed('raise temperature', n(25, '°C')), aircon, 'set_temperature {"temperature":25}'],
    ['refuses what it cannot reach', deed('set temperature', n(45, 'degree')), aircon, 'out_of_range: it goes from 16 to 30 °C'],
    ['takes Fahrenheit in a home of Celsius', deed('set temperature', n(68, '°F')), aircon, 'set_temperature {"temperature":20}'],
    ['takes Celsius in a home of Fahrenheit', deed('set temperature', n(20, '°C')), american, 'set_temperature {"temperature":68}'],
    ['warmer is a degree', deed('raise'), aircon, 'set_temperature {"temperature":25}'],
    [
      'a bit warmer is half a degree where it has halves',
      by('raise temperature', 'little'),
      radiator,
      'set_temperature {"temperature":21}',
    ],
    ['much colder is three degrees', by('lower', 'much'), aircon, 'set_temperature {"temperature":21}'],
    ['warmer is two degrees Fahrenheit', deed('raise'), american, 'set_temperature {"temperature":72}'],
    ['warmer by so much stops at its end', by('raise temperature', 13, 'degree'), aircon, 'set_temperature {"temperature":30}'],
    ['at its most', deed('set temperature', share(1)), aircon, 'set_temperature {"temperature":30}'],
    ['without target has no temperature', deed('set temperature', n(20)), bare, 'no_capability: it has no target temperature'],
    [
      'that is off and shows no target yet has one',
      deed('set', n(20)),
      device('climate.x', 'off', { temperature: null }),
      'set_temperature {"temperature":20}',
    ],
    [
      'with bit 1 has a target',
      deed('set', n(20)),
      device('climate.x', 'off', { supported_features: 1 }),
      'set_temperature {"temperature":20}',
    ],
    [
      'warmer without a target starts from the room',
      deed('raise'),
      device('climate.x', 'heat', { temperature: null, current_temperature: 18.4 }),
      'set_temperature {"temperature":19}',
    ],
    ['takes a mode', deed('set mode', word('heating')), aircon, 'set_hvac_mode {"hvac_mode":"heat"}'],
    ['takes a mode said without "mode"', deed('set', word('fan only')), aircon, 'set_hvac_mode {"hvac_mode":"fan_only"}'],
    ['takes a mode of off', deed('set mode', word('off')), aircon, 'turn_off'],
    ['takes a preset as a mode', deed('set mode', word('energy saving')), aircon, 'set_preset_mode {"preset_mode":"eco"}'],
    ['heat is not heat_cool', deed('set mode', word('heat')), american, 'no_capability: it has no "heat"; it knows heat cool and off'],
    ['automatic is heat_cool where there is no other', deed('set mode', word('auto')), american, 'set_hvac_mode {"hvac_mode":"heat_cool"}'],
    ['without modes has none', deed('set mode', word('cool')), bare, 'no_capability: it has no modes'],
    ['takes a fan speed', deed('set speed', word('mid')), aircon, 'set_fan_mode {"fan_mode":"medium"}'],
    ['takes a fan speed without attribute', deed('set', word('high')), aircon, 'set_fan_mode {"fan_mode":"high"}'],
    ['faster than auto is high', deed('raise speed'), aircon, 'set_fan_mode {"fan_mode":"high"}'],
    ['slower than auto is low', deed('lower speed'), aircon, 'set_fan_mode {"fan_mode":"low"}'],
    ['without fan has no speeds', deed('set speed', word('low')), radiator, 'no_capability: it has no speeds'],
    ['swings up', deed('set swing', word('upward')), aircon, 'set_swing_mode {"swing_mode":"up"}'],
    ['swings two levels higher', by('raise swing', 2, 'level'), aircon, 'set_swing_mode {"swing_mode":"up"}'],
    ['has no order among its presets', deed('raise preset'), aircon, 'no_capability: its modes have no order'],
    ['without humidity has none', deed('set humidity', percent(50)), aircon, 'no_capability: it has no target humidity'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('water heaters and humidifiers', () => {
  it.each<[string, Deed, Entity, string]>([
    ['water is heated to a temperature', deed('set', n(70, 'degree')), boiler, 'set_temperature {"temperature":70}'],
    ['water does not boil over', deed('set temperature', n(120)), boiler, 'out_of_range: it goes from 30 to 100 °C'],
    ['a water heater takes a mode', deed('set', word('heating')), boiler, 'set_operation_mode {"operation_mode":"heating"}'],
    [
      'a water heater without target has none',
      deed('set temperature', n(50)),
      device('water_heater.x', 'eco'),
      'no_capability: it has no target temperature',
    ],
    ['a humidifier takes a humidity', deed('set', percent(60)), dryer, 'set_humidity {"humidity":60}'],
    ['a humidifier keeps to its range', deed('set humidity', percent(20)), dryer, 'out_of_range: it goes from 30 to 80 %'],
    ['more humid is ten points', deed('raise'), dryer, 'set_humidity {"humidity":60}'],
    ['a humidifier takes a mode', deed('set', word('sleep')), mist, 'set_mode {"mode":"sleep"}'],
    ['a humidifier takes its own intensity', deed('set intensity', n(80)), mist, 'set_intensity {"intensity":80}'],
    ['a number is its intensity where it has no humidity', deed('set', percent(70)), mist, 'set_intensity {"intensity":70}'],
    ['its intensity falls by points', by('lower intensity', 7, '%'), mist, 'set_intensity {"intensity":33}'],
    ['a humidifier without modes has none', deed('set mode', word('auto')), dryer, 'no_capability: it has no modes'],
    ['a humidifier without intensity has none', deed('set intensity', n(40)), dryer, 'no_capability: it has no intensity'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('a climate afterwards', () => {
  it('shows what was set', () => {
    expect(become(deed('set', n(22)), aircon).attributes['temperature']).toBe(22);
    expect(become(deed('set mode', word('dry')), aircon).state).toBe('dry');
    expect(become(deed('on'), american).state).toBe('heat_cool');
    expect(become(deed('set', word('heating')), boiler).state).toBe('heating');
  });
  it.each<[string, Deed, Entity]>([
    ['its temperature', deed('raise'), aircon],
    ['its mode', deed('set mode', word('dry')), aircon],
    ['its mode when it was switched off', deed('off'), aircon],
    ['off', deed('on'), american],
    ['its fan', deed('set speed', word('high')), aircon],
    ['its preset', deed('set preset', word('eco')), aircon],
    ['the water', deed('set', word('heating')), boiler],
    ['the air', deed('raise'), dryer],
    ['an intensity', deed('raise intensity'), mist],
  ])('is what it was when it is undone: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
});

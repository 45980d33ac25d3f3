/** Fans and air purifiers. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { become, by, deed, device, n, percent, planned, share, thereAndBack, word } from './devices.ts';

const ceiling = device('fan.ceiling', 'on', {
  percentage: 33,
  percentage_step: 100 / 3,
  supported_features: 7 | 48,
  oscillating: false,
  direction: 'forward',
});
const purifier = device('fan.purifier', 'on', {
  preset_modes: ['auto', 'sleep'],
  preset_mode: 'auto',
  supported_features: 8,
  fan_speed: 'medium',
  commands: { set_fan_speed: { fan_speed: { options: ['auto', 'low', 'medium', 'high'] } } },
});
const stand = device('fan.stand', 'off', {
  commands: {
    set_speed: { speed: { options: ['auto', 'low', 'medium', 'high'] } },
    set_swing: { swing: { options: ['auto', 'up', 'middle', 'down'] } },
  },
  speed: 'high',
  swing: 'down',
});
const plain = device('fan.plain');
const presets = device('fan.presets', 'on', { preset_modes: ['Low', 'Mid', 'High', 'Auto'], preset_mode: 'Mid' });

describe('a fan', () => {
  it.each<[string, Deed, Entity, string]>([
    ['is switched on', deed('on'), plain, 'turn_on'],
    ['is stopped by switching it off', deed('stop'), ceiling, 'turn_off'],
    ['takes a percentage', deed('set speed', percent(50)), ceiling, 'set_percentage {"percentage":50}'],
    ['takes a percentage without attribute', deed('on', percent(50)), ceiling, 'set_percentage {"percentage":50}'],
    ['takes low, medium and high as thirds', deed('set speed', word('medium')), ceiling, 'set_percentage {"percentage":66}'],
    ['at its most', deed('set speed', share(1)), ceiling, 'set_percentage {"percentage":100}'],
    ['takes a level', deed('set speed', n(2, 'level')), ceiling, 'set_percentage {"percentage":66}'],
    ['goes one speed up', deed('raise'), ceiling, 'set_percentage {"percentage":66}'],
    ['goes two levels up', by('raise speed', 2, 'level'), ceiling, 'set_percentage {"percentage":100}'],
    ['slower is not off', by('lower speed', 'some'), ceiling, 'set_percentage {"percentage":33}'],
    ['goes down by percent', by('lower speed', 20, '%'), ceiling, 'set_percentage {"percentage":13}'],
    ['oscillates', deed('on oscillation'), ceiling, 'oscillate {"oscillating":true}'],
    ['stops swinging', deed('off swing'), ceiling, 'oscillate {"oscillating":false}'],
    ['turns the other way', deed('set direction', word('reverse')), ceiling, 'set_direction {"direction":"reverse"}'],
    ['without speeds has none', deed('set speed', word('low')), plain, 'no_capability: it has no speeds'],
    ['without swing does not swing', deed('set swing', word('up')), plain, 'no_capability: it does not swing'],
    ['takes a speed that is a preset', deed('set speed', word('medium')), presets, 'set_preset_mode {"preset_mode":"Mid"}'],
    ['goes up its presets', deed('raise'), presets, 'set_preset_mode {"preset_mode":"High"}'],
    ['takes a mode', deed('set mode', word('sleep mode')), purifier, 'set_preset_mode {"preset_mode":"sleep"}'],
    ['takes a mode without attribute', deed('set', word('sleeping')), purifier, 'set_preset_mode {"preset_mode":"sleep"}'],
    [
      'has no mode it does not list',
      deed('set mode', word('turbo')),
      purifier,
      'no_capability: it has no "turbo"; it knows auto and sleep',
    ],
    ['takes a speed by a command of its own', deed('set speed', word('auto')), purifier, 'set_fan_speed {"fan_speed":"auto"}'],
    ['takes a speed without attribute by its own command', deed('set', word('low')), purifier, 'set_fan_speed {"fan_speed":"low"}'],
    ['goes up by its own command', deed('raise'), purifier, 'set_fan_speed {"fan_speed":"high"}'],
    ['goes two levels down', by('lower speed', 2, 'level'), stand, 'set_speed {"speed":"low"}'],
    ['swings upwards', deed('set swing', word('upwards')), stand, 'set_swing {"swing":"up"}'],
    ['swings one level up', by('raise swing', 1, 'level'), stand, 'set_swing {"swing":"middle"}'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('a fan afterwards', () => {
  it('shows what was set', () => {
    expect(become(deed('set', percent(50)), ceiling)).toMatchObject({ state: 'on', attributes: { percentage: 50 } });
    expect(become(deed('set speed', word('low')), purifier).attributes['fan_speed']).toBe('low');
    expect(become(deed('off'), ceiling)).toMatchObject({ state: 'off', attributes: { percentage: 0 } });
  });
  it.each<[string, Deed, Entity]>([
    ['its speed', deed('raise'), ceiling],
    ['off', deed('on'), plain],
    ['its mode', deed('set mode', word('sleep')), purifier],
    ['its own command', deed('set speed', word('high')), purifier],
    ['its direction', deed('set direction', word('reverse')), ceiling],
  ])('is what it was when it is undone: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
});

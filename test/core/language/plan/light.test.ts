/** What lights can be asked for. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { merge } from '../../../../src/core/language/plan/index.ts';
import { become, by, deed, device, kelvin, n, percent, planned, red, share, thereAndBack, white, word } from './devices.ts';

const bulb = device('light.bulb', 'on', { supported_color_modes: ['onoff'] });
const dimmer = device('light.dimmer', 'on', { supported_color_modes: ['brightness'], brightness: 102 });
const lamp = device('light.lamp', 'on', {
  supported_color_modes: ['color_temp', 'hs'],
  brightness: 204,
  color_temp_kelvin: 3000,
  color_mode: 'color_temp',
  min_color_temp_kelvin: 2200,
  max_color_temp_kelvin: 6500,
});
const tunable = device('light.tunable', 'on', {
  supported_color_modes: ['color_temp'],
  brightness: 51,
  min_color_temp_kelvin: 2900,
  max_color_temp_kelvin: 6000,
});
const unknown = device('light.unknown');
const shows = device('light.shows', 'off', { brightness: 145 });

describe('a light', () => {
  it.each<[string, Deed, Entity, string]>([
    ['is switched on', deed('on'), bulb, 'turn_on'],
    ['is switched on though it is on', deed('on'), lamp, 'turn_on'],
    ['is switched off', deed('off'), lamp, 'turn_off'],
    ['is toggled by its state', deed('toggle'), lamp, 'turn_off'],
    ['is set to a state', deed('set', word('off')), lamp, 'turn_off'],
    ['takes a brightness in percent', deed('set brightness', percent(40)), lamp, 'turn_on {"brightness_pct":40}'],
    ['takes a number without attribute as its brightness', deed('set', n(50)), lamp, 'turn_on {"brightness_pct":50}'],
    ['is switched on at a brightness', deed('on', percent(30)), dimmer, 'turn_on {"brightness_pct":30}'],
    ['keeps a brightness of nothing as said', deed('set brightness', n(0)), dimmer, 'turn_on {"brightness_pct":0}'],
    ['knows its ends', deed('set brightness', share(1)), dimmer, 'turn_on {"brightness_pct":100}'],
    ['knows words for levels', deed('set brightness', word('low')), dimmer, 'turn_on {"brightness_pct":20}'],
    ['has no more than all', deed('set brightness', percent(150)), dimmer, 'out_of_range: it goes from 0 to 100 %'],
    ['without dimmer is not dimmed', deed('set brightness', percent(50)), bulb, 'no_capability: it cannot be dimmed'],
    ['without dimmer does not grow brighter', by('raise', 'some'), bulb, 'no_capability: it cannot be dimmed'],
    ['that says nothing of itself may be tried', deed('set brightness', percent(50)), unknown, 'turn_on {"brightness_pct":50}'],
    ['that shows a brightness can be dimmed', deed('set brightness', percent(50)), shows, 'turn_on {"brightness_pct":50}'],
    ['that shows a brightness and no colour has none', deed('set', red), shows, 'no_capability: it cannot change its colour'],
    ['takes a colour by its name', deed('set colour', red), lamp, 'turn_on {"color_name":"red"}'],
    [
      'takes a colour without name by its parts',
      deed('set', { kind: 'colour', name: '', rgb: [1, 2, 3] }),
      lamp,
      'turn_on {"rgb_color":[1,2,3]}',
    ],
    ['without colours takes none', deed('set colour', red), dimmer, 'no_capability: it cannot change its colour'],
    ['with warm and cold white is white in between', deed('set colour', white), tunable, 'turn_on {"color_temp_kelvin":4000}'],
    ['takes warm white', deed('set', kelvin(2700)), lamp, 'turn_on {"color_temp_kelvin":2700}'],
    ['takes the warmest white it has', deed('set', kelvin(2700)), tunable, 'turn_on {"color_temp_kelvin":2900}'],
    ['takes kelvin as said', deed('set', n(5000, 'K')), lamp, 'turn_on {"color_temp_kelvin":5000}'],
    ['refuses kelvin beyond its range', deed('set', n(2500, 'K')), tunable, 'out_of_range: it goes from 2900 to 6000 K'],
    ['without white has none', deed('set', kelvin(2700)), dimmer, 'no_capability: its white cannot be made warmer or cooler'],
    ['takes a warmth in words', deed('set colour_temperature', word('warm')), lamp, 'turn_on {"color_temp_kelvin":2700}'],
    ['grows warmer with fewer kelvin', by('raise temperature', 'some'), lamp, 'turn_on {"color_temp_kelvin":2400}'],
    ['needs to be told what to', deed('set brightness'), lamp, 'no_capability: it needs a value'],
    ['is no lock', deed('lock'), lamp, 'no_capability: it cannot do that'],
    ['has no volume', deed('set volume', percent(3)), lamp, 'no_capability: its volume cannot be changed'],
    [
      'has only its own effects',
      deed('set effect', word('rainbow')),
      device('light.a', 'on', { effect_list: ['Rainbow', 'Fire'] }),
      'turn_on {"effect":"Rainbow"}',
    ],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('brighter and dimmer', () => {
  it.each<[string, Deed, Entity, string]>([
    ['a bit is 10 points', by('lower', 'little'), lamp, '70'],
    ['without more, 20', by('lower', 'some'), lamp, '60'],
    ['a bare verb too', deed('raise'), lamp, '100'],
    ['a lot is 40', by('lower brightness', 'much'), lamp, '40'],
    ['percent are points', by('lower brightness', 53, '%'), lamp, '27'],
    ['it stops at all', by('raise brightness', 50, '%'), lamp, '100'],
    ['it stops at nothing', by('lower brightness', 90, '%'), lamp, '0'],
    ['half as bright', by('lower brightness', 'half'), lamp, '40'],
    ['twice as bright', by('raise brightness', 'twice'), dimmer, '80'],
    ['dimmer is not off', by('lower', 'much'), tunable, '1'],
    ['one that is off comes on from nothing', by('raise', 'some'), unknown, '20'],
    ['one that is off and shows a brightness goes on from there', by('lower brightness', 7, '%'), shows, '50'],
    ['one that is on and tells nothing counts as half', by('raise', 'some'), device('light.x', 'on'), '70'],
    ['"to" is no change', deed('raise brightness', percent(35)), lamp, '35'],
  ])('%s', (_, what, entity, value) => expect(planned(what, entity)).toBe(`turn_on {"brightness_pct":${value}}`));
});

describe('a light afterwards', () => {
  it('shows its brightness from 0 to 255', () => {
    expect(become(deed('set', percent(40)), lamp)).toMatchObject({ state: 'on', attributes: { brightness: 102 } });
    expect(become(deed('set', percent(0)), lamp)).toMatchObject({ state: 'off', attributes: { brightness: null } });
  });
  it('shows a colour in place of the white', () => {
    expect(become(deed('set', red), lamp).attributes).toMatchObject({ rgb_color: [255, 0, 0], color_mode: 'rgb', color_temp_kelvin: null });
  });
  it.each<[string, Deed, Entity]>([
    ['it was on at 40 %', deed('off'), dimmer],
    ['it was off', deed('on', percent(30)), unknown],
    ['it was at 80 % in a warm white', deed('set', red), lamp],
    ['it was at 20 %', by('raise', 'some'), tunable],
  ])('is what it was when it is undone: %s', (_, what, entity) => {
    const back = thereAndBack(what, entity);
    expect(back.state).toBe(entity.state);
    expect(back.attributes['brightness'] ?? null).toBe(entity.attributes['brightness'] ?? null);
    expect(back.attributes['color_temp_kelvin'] ?? null).toBe(entity.attributes['color_temp_kelvin'] ?? null);
  });
  it('takes colour and brightness in one call', () => {
    const call = (data: Record<string, string | number>) => ({ entity: 'light.lamp', service: 'light.turn_on', data });
    expect(merge(call({ color_name: 'red' }), call({ brightness_pct: 40 }))).toEqual(call({ color_name: 'red', brightness_pct: 40 }));
    expect(merge(call({ color_name: 'red' }), call({ color_temp_kelvin: 2700 }))).toBeUndefined();
    expect(merge(call({ brightness_pct: 10 }), call({ brightness_pct: 40 }))).toBeUndefined();
  });
});

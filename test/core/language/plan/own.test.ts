/** Commands that a device declares for itself. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { become, by, deed, device, n, percent, planned, red, share, thereAndBack, word } from './devices.ts';

const scent = device('switch.scent', 'on', {
  intensity: 40,
  interval: 30,
  mode: 'soft',
  commands: {
    set_intensity: { intensity: { type: 'number', min: 0, max: 100, unit: '%' } },
    set_interval: { interval: { type: 'number', min: 10, max: 60 } },
    set_mode: { mode: { options: ['soft', 'strong'] } },
  },
});
const strip = device('light.strip', 'on', {
  supported_color_modes: ['onoff'],
  color: [1, 2, 3],
  commands: { set_color: { color: { type: 'rgb' } } },
});
const trash = device('sensor.trash', 'full', { commands: { pack: {} } });
const button = device('button.trash', 'unknown', { commands: { pack: {} } });
const robot = device('vacuum.robot', 'docked', {
  area: 'hall',
  commands: { set_cleaning_area: { area: { options: ['livingroom', 'kitchen'] } }, set_mode: { mode: { options: ['auto', 'strong'] } } },
});
const oven = device('switch.oven', 'on', {
  degree: 180,
  level: 'low',
  commands: { bake: { degree: { type: 'number', min: 50, max: 250 }, level: { options: ['low', 'high'] } } },
});
const pump = device('switch.pump', 'on', {
  flow_rate: 20,
  commands: {
    set_flow_rate: { flow_rate: { type: 'number', min: 0, max: 50, unit: 'L/min' } },
    set_ramp: { ramp: { type: 'number', min: 0, max: 3600, unit: 'min' } },
  },
});

describe('a command of its own', () => {
  it.each<[string, Deed, Entity, string]>([
    ['is called when its parameter is named', deed('set intensity', n(60)), scent, 'set_intensity {"intensity":60}'],
    ['takes the ends of its range', deed('set intensity', share(1)), scent, 'set_intensity {"intensity":100}'],
    ['goes up by points from the current value', by('raise intensity', 36, '%'), scent, 'set_intensity {"intensity":76}'],
    ['stops at its end', by('lower intensity', 80, '%'), scent, 'set_intensity {"intensity":0}'],
    ['refuses what is beyond', deed('set intensity', n(130)), scent, 'out_of_range: it goes from 0 to 100 %'],
    ['takes minutes where they fit', deed('set interval', n(1200, 's')), scent, 'set_interval {"interval":20}'],
    ['takes seconds where they fit', deed('set interval', n(60, 's')), scent, 'set_interval {"interval":60}'],
    ['takes a duration', deed('set interval', undefined, { duration: 1_800 }), scent, 'set_interval {"interval":30}'],
    ['goes down by seconds', by('lower interval', 19, 's'), scent, 'set_interval {"interval":11}'],
    ['takes an option', deed('set mode', word('strong mode')), scent, 'set_mode {"mode":"strong"}'],
    ['is found by an option that only it has', deed('set', word('strong')), scent, 'set_mode {"mode":"strong"}'],
    ['is found by a bare number, as the strength', deed('set', percent(20)), scent, 'set_intensity {"intensity":20}'],
    ['is found by a bare "more"', deed('raise'), scent, 'set_intensity {"intensity":60}'],
    ['does not keep the switch from switching', deed('on'), scent, 'turn_on'],
    ['is refused when nothing is called so', deed('set volume', n(5)), scent, 'no_capability: its volume cannot be changed'],
    ['takes a colour as three numbers', deed('set colour', red), strip, 'set_color {"color":[255,0,0]}'],
    ['takes a colour without attribute', deed('set', red), strip, 'set_color {"color":[255,0,0]}'],
    ['without parameter is called by its name', deed('start pack'), trash, 'pack'],
    ['without parameter is called by its name on a button', deed('press pack'), button, 'pack'],
    ['without parameter is what is pressed', deed('press'), trash, 'pack'],
    ['without parameter leaves a button a button', deed('press'), button, 'press'],
    ['is not called to be turned off', deed('off pack'), trash, 'no_capability: it only tells, it cannot be switched'],
    ['takes a room', deed('set cleaning_area', word('living room')), robot, 'set_cleaning_area {"area":"livingroom"}'],
    ['takes a room to clean', deed('clean', undefined, { content: 'living_room' }), robot, 'set_cleaning_area {"area":"livingroom"}'],
    ['keeps the other parameters', deed('set degree', n(200, 'degree')), oven, 'bake {"degree":200,"level":"low"}'],
    ['knows units of time', deed('set ramp', n(600, 's')), pump, 'set_ramp {"ramp":10}'],
    ['knows names of several words', by('raise flow_rate', 5), pump, 'set_flow_rate {"flow_rate":25}'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));

  it('sets the attributes of its parameters', () => {
    expect(become(deed('set intensity', n(60)), scent).attributes['intensity']).toBe(60);
    expect(become(deed('set colour', red), strip).attributes['color']).toEqual([255, 0, 0]);
  });
  it.each<[string, Deed, Entity]>([
    ['a number', deed('set intensity', n(60)), scent],
    ['an option', deed('set mode', word('strong')), scent],
    ['a colour', deed('set', red), strip],
    ['several', deed('set degree', n(200)), oven],
  ])('is undone by what the parameters were: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
});

/** Blinds, curtains, garage doors and valves. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { become, by, deed, device, n, percent, planned, share, thereAndBack, word } from './devices.ts';

const blind = device('cover.blind', 'open', { current_position: 80, supported_features: 15 });
const garage = device('cover.garage', 'closed', { device_class: 'garage', supported_features: 3 });
const plain = device('cover.plain', 'closed');
const slats = device('cover.slats', 'open', { current_position: 100, current_tilt_position: 50, supported_features: 255 });
const pipe = device('valve.pipe', 'closed', { current_position: 0, supported_features: 15 });
const tap = device('valve.tap', 'open', { supported_features: 3 });

describe('a cover', () => {
  it.each<[string, Deed, Entity, string]>([
    ['opens', deed('open'), garage, 'open_cover'],
    ['closes', deed('close'), blind, 'close_cover'],
    ['"on" opens it', deed('on'), plain, 'open_cover'],
    ['stops', deed('stop'), blind, 'stop_cover'],
    ['that cannot stop does not', deed('stop'), garage, 'no_capability: it cannot do that'],
    ['goes to a position', deed('set position', percent(30)), blind, 'set_cover_position {"position":30}'],
    ['takes degrees of a curtain as percent', deed('open', n(40, 'degree')), blind, 'set_cover_position {"position":40}'],
    ['opens halfway', deed('open', share(0.5)), blind, 'set_cover_position {"position":50}'],
    ['closed a quarter is three quarters open', deed('close', share(0.25)), blind, 'set_cover_position {"position":75}'],
    ['closed to 30 % is 30 % open', deed('close', percent(30)), blind, 'set_cover_position {"position":30}'],
    ['is set to a state', deed('set', word('closed')), blind, 'close_cover'],
    ['is not moved for nothing', deed('set'), blind, 'no_capability: it needs a value'],
    ['is raised all the way', deed('raise'), blind, 'open_cover'],
    ['is lowered a bit', by('lower', 'little'), blind, 'set_cover_position {"position":70}'],
    ['is lowered by so much', by('lower position', 30, '%'), blind, 'set_cover_position {"position":50}'],
    ['has no more than open', deed('set', percent(120)), blind, 'out_of_range: it goes from 0 to 100 %'],
    ['without position only opens and closes', deed('set position', percent(50)), plain, 'no_capability: it only opens and closes'],
    ['without position opens fully', deed('open', share(1)), plain, 'open_cover'],
    ['without position is not lowered a bit', by('lower', 'little'), garage, 'no_capability: it only opens and closes'],
    ['is locked by closing it, when it is a door', deed('lock'), garage, 'close_cover'],
    ['that is a blind has no lock', deed('lock'), blind, 'no_capability: it cannot do that'],
    ['tilts its slats', deed('set tilt', percent(20)), slats, 'set_cover_tilt_position {"tilt_position":20}'],
    ['opens its slats', deed('open tilt'), slats, 'open_cover_tilt'],
    ['without slats has none to tilt', deed('set tilt', percent(20)), blind, 'no_capability: its slats cannot be tilted'],
    ['has no brightness', deed('set brightness', percent(20)), blind, 'no_capability: it cannot be dimmed'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('a valve', () => {
  it.each<[string, Deed, Entity, string]>([
    ['opens when it is turned on', deed('on'), tap, 'open_valve'],
    ['opens when it is started', deed('start'), pipe, 'open_valve'],
    ['closes when it is turned off', deed('off'), tap, 'close_valve'],
    ['closes when it is stopped', deed('stop'), pipe, 'close_valve'],
    ['that is moving stops where it is', deed('stop'), { ...pipe, state: 'opening' }, 'stop_valve'],
    ['goes to a position', deed('set', percent(50)), pipe, 'set_valve_position {"position":50}'],
    ['half open', deed('set', share(0.5)), pipe, 'set_valve_position {"position":50}'],
    ['without position only opens and closes', deed('set', percent(50)), tap, 'no_capability: it only opens and closes'],
    ['has no temperature', deed('set temperature', n(20)), pipe, 'no_capability: it has no target temperature'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));
});

describe('a cover afterwards', () => {
  it('is open or closed, and where it shows a position, there', () => {
    expect(become(deed('open'), garage)).toMatchObject({ state: 'open', attributes: { device_class: 'garage' } });
    expect(become(deed('set', percent(0)), blind)).toMatchObject({ state: 'closed', attributes: { current_position: 0 } });
    expect(become(deed('on'), pipe)).toMatchObject({ state: 'open', attributes: { current_position: 100 } });
  });
  it.each<[string, Deed, Entity]>([
    ['half open', deed('close'), blind],
    ['closed', deed('open'), garage],
    ['its slats', deed('set tilt', percent(0)), slats],
    ['a valve', deed('on'), pipe],
  ])('is what it was when it is undone: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
});

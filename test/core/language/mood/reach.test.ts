/** What serves a room without standing in it. */
import { describe, expect, it } from 'vitest';
import type { Attributes, Entity, Home } from '../../../../src/core/domain/home.ts';
import { planMood } from '../../../../src/core/language/mood/index.ts';
import { thing } from '../reply/house.ts';

const heats: Attributes = { temperature: 20, current_temperature: 19, min_temp: 5, max_temp: 30, hvac_modes: ['heat', 'off'] };
const cools: Attributes = { temperature: 24, current_temperature: 26, min_temp: 16, max_temp: 30, hvac_modes: ['cool', 'off'] };
const floors = [
  { id: 'down', name: 'Ground Floor', aliases: ['downstairs'] },
  { id: 'up', name: 'First Floor', aliases: ['upstairs'] },
];
const areas = [
  { id: 'hall', name: 'Hall', aliases: [], floor: 'down' },
  { id: 'living', name: 'Living Room', aliases: [], floor: 'down' },
  { id: 'landing', name: 'Landing', aliases: [], floor: 'up' },
  { id: 'bed', name: 'Bedroom', aliases: [], floor: 'up' },
  { id: 'bath', name: 'Bathroom', aliases: [], floor: 'up' },
  { id: 'sauna', name: 'Sauna', aliases: [] },
];
const homeOf = (...entities: Entity[]): Home => ({ floors, areas, entities });
const warmed = (home: Home, area?: string, mood = 'cold'): string => {
  const plan = planMood(mood, { home, ...(area === undefined ? {} : { area }) });
  return 'none' in plan ? `none: ${plan.none}` : plan.actions.map(({ entity }) => entity).join(' ');
};

describe('cold in a room without heating of its own', () => {
  it('the thermostat that is called after the floor', () =>
    expect(
      warmed(
        homeOf(
          thing('climate.up', 'Upstairs Heating', 'landing', 'heat', heats),
          thing('climate.bath', 'Bathroom Heater', 'bath', 'heat', heats),
        ),
        'bed',
      ),
    ).toBe('climate.up'));
  it('the one in the hall of the floor', () =>
    expect(
      warmed(
        homeOf(thing('climate.a', 'Thermostat', 'hall', 'heat', heats), thing('climate.b', 'Thermostat', 'bed', 'heat', heats)),
        'living',
      ),
    ).toBe('climate.a'));
  it('the only one of the home', () =>
    expect(warmed(homeOf(thing('climate.a', 'Thermostat', 'hall', 'heat', heats)), 'bed')).toBe('climate.a'));
  it('the only one of the home, where nobody said where', () =>
    expect(warmed(homeOf(thing('climate.a', 'Thermostat', 'hall', 'heat', heats)))).toBe('climate.a'));
  it('none of several in other rooms', () =>
    expect(
      warmed(
        homeOf(thing('climate.a', 'Radiator', 'bath', 'heat', heats), thing('climate.b', 'Radiator', 'living', 'heat', heats)),
        'sauna',
      ),
    ).toBe('none: no_device'));
  it('none that can only cool, and no sauna', () => {
    expect(warmed(homeOf(thing('climate.ac', 'Air Conditioner', 'hall', 'off', cools)), 'bed')).toBe('none: no_device');
    expect(warmed(homeOf(thing('climate.s', 'Sauna Stove', 'sauna', 'off', { ...heats, max_temp: 100 })), 'bed')).toBe('none: no_device');
  });
  it('its own, where it has one', () =>
    expect(
      warmed(homeOf(thing('climate.a', 'Thermostat', 'hall', 'heat', heats), thing('climate.b', 'Radiator', 'bed', 'heat', heats)), 'bed'),
    ).toBe('climate.b'));
});

describe('noise', () => {
  const radio = thing('media_player.radio', 'Radio', 'living', 'playing', { device_class: 'speaker', volume_level: 0.6 });
  it('the only player that plays is heard everywhere', () => expect(warmed(homeOf(radio), 'bed', 'noisy')).toBe('media_player.radio'));
  it('of two that play, nobody knows which', () =>
    expect(warmed(homeOf(radio, { ...radio, id: 'media_player.tv', name: 'TV', area: 'bath' }), 'bed', 'noisy')).toBe('none: no_device'));
});

it('a room is asked for where several could be meant', () => {
  const lamp = (id: string, area: string): Entity => thing(`light.${id}`, 'Lamp', area, 'off', { supported_color_modes: ['brightness'] });
  expect(warmed(homeOf(lamp('a', 'bed'), lamp('b', 'living')), undefined, 'too_dark')).toBe('none: which_area');
  expect(warmed(homeOf(lamp('a', 'bed')), undefined, 'too_dark')).toBe('light.a');
});

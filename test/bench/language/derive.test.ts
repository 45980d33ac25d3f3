import { describe, expect, it } from 'vitest';
import { derive } from '../../../src/bench/language/device-actions/derive.ts';
import { callFits } from '../../../src/bench/language/match.ts';
import type { Entity, Json } from '../../../src/core/domain/home.ts';
import { entity } from './home.ts';

const plain = entity('light.plain', 'Hall Light', { supported_color_modes: ['onoff'] });
const dimmable = entity('light.dim', 'Den Light', { supported_color_modes: ['brightness'], brightness: 102 }); // 40 %
const speaker = entity('media_player.box', 'Box', { device_class: 'speaker' });
const thermostat = entity('climate.t', 'Thermostat', { temperature: 22, hvac_modes: ['off', 'heat', 'cool'] });
const plug = entity('switch.plug', 'Dryer', {});
const door = entity('lock.front', 'Front Door', {});
const garage = entity('cover.garage', 'Garage Door', { device_class: 'garage' });
const valve = entity('valve.tap', 'Tap', { supported_features: 7 });
const tap = entity('valve.simple', 'Simple Tap', { supported_features: 3 });
const robot = entity('vacuum.r', 'Robot', {});

type Data = Readonly<Record<string, Json>>;
const fitting = (sentence: string, target: Entity, service: string, data: Data): boolean => {
  const derived = derive(sentence, target);
  return typeof derived !== 'string' && derived.calls.some((call) => callFits({ entity: target.id, service, data }, call));
};

describe('a sentence of device-actions wants', () => {
  it.each<[string, Entity, string, Data]>([
    ['Hall light on', plain, 'light.turn_on', {}],
    ['Please turn off the hall light', plain, 'light.turn_off', {}],
    ['Dim the den light to 30%', dimmable, 'light.turn_on', { brightness_pct: 30 }],
    ['Dim the den light to 30%', dimmable, 'light.turn_on', { brightness: 77 }],
    ['Den light 70', dimmable, 'light.turn_on', { brightness_pct: 70 }],
    ['Dim the den light to three quarters', dimmable, 'light.turn_on', { brightness_pct: 75 }],
    ['Make the den light brighter', dimmable, 'light.turn_on', { brightness_pct: 60 }],
    ['Make the den light 50% brighter', dimmable, 'light.turn_on', { brightness_pct: 90 }],
    ['Make the den light 50% brighter', dimmable, 'light.turn_on', { brightness_pct: 60 }],
    ['Make the den light off', dimmable, 'light.turn_off', {}],
    ['Make it louder', speaker, 'media_player.volume_up', {}],
    ['Turn the volume up to 50', speaker, 'media_player.volume_set', { volume_level: 0.5 }],
    ['Set the volume to 5', speaker, 'media_player.volume_set', { volume_level: 0.5 }],
    ['Skip back', speaker, 'media_player.media_previous_track', {}],
    ['Skip to the next song', speaker, 'media_player.media_next_track', {}],
    ['Unpause the music', speaker, 'media_player.media_play', {}],
    ['Make it 72 F', thermostat, 'climate.set_temperature', { temperature: 22.2 }],
    ['20 degrees in the bedroom', thermostat, 'climate.set_temperature', { temperature: 20 }],
    ['Make the kitchen warmer', thermostat, 'climate.set_temperature', { temperature: 23 }],
    ['Heat the den', thermostat, 'climate.set_hvac_mode', { hvac_mode: 'heat' }],
    ['Stop heating the den', thermostat, 'climate.set_hvac_mode', { hvac_mode: 'off' }],
    ['Unplug the dryer', plug, 'switch.turn_off', {}],
    ['Make sure the front door is locked', door, 'lock.lock', {}],
    ['Open the front door', door, 'lock.unlock', {}],
    ['Shut the barn door', garage, 'cover.close_cover', {}],
    ['Water the roses', tap, 'valve.open_valve', {}],
    ['Stop watering', tap, 'valve.close_valve', {}],
    ['Set the tap to half open', valve, 'valve.set_valve_position', { position: 50 }],
    ['Go back to the charging station', robot, 'vacuum.return_to_base', {}],
  ])('%s: %o may be %s %j', (sentence, target, service, data) => {
    expect(fitting(sentence, target, service, data)).toBe(true);
  });

  it.each<[string, Entity, string, Data]>([
    ['Dim the den light', dimmable, 'light.turn_on', { brightness_pct: 60 }],
    ['Hall light on', plain, 'light.turn_off', {}],
    ['Make it louder', speaker, 'media_player.volume_down', {}],
    ['Make it 22 degrees', thermostat, 'climate.set_temperature', { temperature: 21 }],
  ])('%s: never %o %s %j', (sentence, target, service, data) => {
    expect(fitting(sentence, target, service, data)).toBe(false);
  });

  it.each<[string, Entity]>([
    ['Set shower to [position]', valve],
    ['Play again', speaker],
    ['Hold on', speaker],
    ['Set the hall light to 30%', plain],
    ['Done cleaning', robot],
  ])('%s is dropped, with a reason', (sentence, target) => {
    expect(typeof derive(sentence, target)).toBe('string');
  });

  it('a position of what only opens and closes must be refused', () => {
    expect(derive('Set the tap to 50%', tap)).toEqual({ calls: [], quiet: ['refuse'] });
  });
});

import { describe, expect, it } from 'vitest';
import { nearest, operationsOf } from '../../../src/bench/language/homebench/gold.ts';
import { homeFrom } from '../../../src/bench/language/homebench/home.ts';
import { wantFits } from '../../../src/bench/language/match.ts';
import type { Json } from '../../../src/core/domain/home.ts';

const rooms = ['ding_room', 'kitchen', 'study_room'];

describe('gold operations', () => {
  it('are read clause by clause, refusals counted', () => {
    const read = operationsOf("'''error_input,ding_room.light.turn_on(),error_input,kitchen.light.set_color((1,2,3)),'''", rooms);
    expect(read?.errors).toBe(2);
    expect(read?.wants.map(({ entity }) => entity)).toEqual(['light.ding_room_light', 'light.kitchen_light']);
  });

  it.each<[string, string, string, Readonly<Record<string, Json>>]>([
    ['kitchen.light.set_brightness(40)', 'light.kitchen_light', 'light.turn_on', { brightness_pct: 40 }],
    ['kitchen.light.set_brightness(0)', 'light.kitchen_light', 'light.turn_off', {}],
    ['kitchen.heating.set_mode(fan_only)', 'climate.kitchen_heating', 'climate.set_hvac_mode', { hvac_mode: 'fan_only' }],
    ['kitchen.air_purifiers.set_mode(sleep)', 'fan.kitchen_air_purifiers', 'fan.set_preset_mode', { preset_mode: 'sleep' }],
    ['kitchen.fan.set_speed(low)', 'fan.kitchen_fan', 'fan.set_speed', { speed: 'low' }],
    ['kitchen.humidifier.set_intensity(30)', 'humidifier.kitchen_humidifier', 'humidifier.set_intensity', { intensity: 30 }],
    ['kitchen.curtain.set_degree(100)', 'cover.kitchen_curtain', 'cover.open_cover', {}],
    ['kitchen.media_player.set_volume(35)', 'media_player.kitchen_media_player', 'media_player.volume_set', { volume_level: 0.35 }],
    ['kitchen.trash.pack()', 'button.kitchen_trash', 'button.pack', {}],
    ['vacuum_robot.charge()', 'vacuum.vacuum_robot', 'vacuum.return_to_base', {}],
    ['vacuum_robot.set_cleaning_area(studyroom)', 'vacuum.vacuum_robot', 'vacuum.set_cleaning_area', { area: 'study room' }],
  ])('%s is %s %s %j', (output, entity, service, data) => {
    const [want] = operationsOf(output, rooms)?.wants ?? [];
    expect(want !== undefined && wantFits({ entity, service, data }, want)).toBe(true);
  });

  it('what cannot be read is not guessed', () => {
    expect(operationsOf('kitchen light on', rooms)).toBeUndefined();
    expect(operationsOf('kitchen.light.explode(3)', rooms)).toBeUndefined();
    expect(operationsOf('kitchen.light.explode()', rooms)).toBeUndefined();
  });

  it.each([
    ['kitchen', 'kitchen'],
    ['dining_room', 'ding_room'],
    ['studyroom', 'study_room'],
    ['kichen', 'kitchen'],
  ])('the room %s is %s', (room, canonical) => {
    expect(nearest(room, rooms)).toBe(canonical);
  });
});

it('a home has a room per area, a device per entity, and what a device cannot do is missing', () => {
  const made = homeFrom({
    home_id: 1,
    home_status: {
      ding_room: {
        room_name: 'ding_room',
        light: { state: 'on', attributes: { color: { value: [1, 2, 3] } } },
        fan: {
          state: 'off',
          attributes: { speed: { value: 'low', options: ['low', 'high'] }, swing: { value: 'up', options: ['up', 'down'] } },
        },
        heating: { state: 'on', attributes: { fan_speed: { value: 'auto', options: ['auto', 'low'] } } },
        curtain: { state: 'open', attributes: { ' degree': { value: 30, lowest: 0, highest: '100' } } },
      },
      VacuumRobot: { state: 'on', attributes: { mode: { value: 'auto', options: ['auto', 'sleep'] } } },
    },
  });
  expect(made.areas).toEqual([{ id: 'ding_room', name: 'dining room', aliases: ['ding room'] }]);
  const by = Object.fromEntries(made.entities.map((one) => [one.id, one]));
  expect(by['light.ding_room_light']?.attributes).toMatchObject({
    supported_color_modes: ['onoff'],
    commands: { set_color: { color: { type: 'rgb' } } },
  });
  expect(Object.keys(by['fan.ding_room_fan']?.attributes['commands'] ?? {})).toEqual(['set_speed', 'set_swing']);
  expect(by['climate.ding_room_heating']?.attributes).not.toHaveProperty('temperature');
  expect(by['cover.ding_room_curtain']?.attributes['current_position']).toBe(30);
  expect(by['vacuum.vacuum_robot']?.area).toBeUndefined();
});

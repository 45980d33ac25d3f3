/** A flat with what SLURP's home sentences speak of. */
import type { Entity, Home, Json } from '../../core/domain/home.ts';

const AREAS = ['Living Room', 'Kitchen', 'Bedroom', 'Master Bedroom', 'Bathroom', 'Hall', 'Closet', 'Office', 'Garden'] as const;
const LIGHT: Readonly<Record<string, Json>> = { brightness: 128, supported_color_modes: ['color_temp', 'rgb'] };
const PLAYER: Readonly<Record<string, Json>> = {
  volume_level: 0.4,
  supported_features: 1 | 4 | 8 | 16 | 32 | 128 | 256 | 512 | 1024 | 4096 | 16384,
};

type Line = readonly [
  id: string,
  name: string,
  area: (typeof AREAS)[number],
  attributes?: Readonly<Record<string, Json>>,
  state?: string,
  aliases?: readonly string[],
];

const LINES: readonly Line[] = [
  ['light.living_room_ceiling', 'Living Room Light', 'Living Room', LIGHT],
  ['light.living_room_lamp', 'Living Room Lamp', 'Living Room', LIGHT],
  ['light.disco', 'Disco Lights', 'Living Room', LIGHT],
  ['light.kitchen', 'Kitchen Light', 'Kitchen', LIGHT],
  ['light.bedroom', 'Bedroom Light', 'Bedroom', LIGHT],
  ['light.bedside', 'Bedside Lamp', 'Bedroom', LIGHT],
  ['light.master_bedroom', 'Master Bedroom Light', 'Master Bedroom', LIGHT],
  ['light.bathroom', 'Bathroom Light', 'Bathroom', LIGHT],
  ['light.hall', 'Hall Light', 'Hall', LIGHT],
  ['light.closet', 'Closet Light', 'Closet', LIGHT],
  ['light.desk', 'Desk Lamp', 'Office', LIGHT, 'on', ['Desk Lamp One']],
  ['light.garden_one', 'Patio Light', 'Garden', LIGHT],
  ['light.garden_two', 'Garden Light', 'Garden', LIGHT],
  ['switch.wemo', 'Wemo Plug Socket', 'Living Room', { device_class: 'outlet' }, 'on', ['Wemo']],
  ['switch.smart_plug', 'Smart Plug', 'Kitchen', { device_class: 'outlet' }, 'on', ['Smart Plug Socket', 'Smart Socket']],
  ['switch.tv_socket', 'TV Socket', 'Living Room', { device_class: 'outlet' }, 'on'],
  ['fan.master_bedroom', 'Master Bedroom Fan', 'Master Bedroom', { percentage: 66, supported_features: 49 }, 'on'],
  ['switch.coffee', 'Coffee Machine', 'Kitchen', {}, 'off', ['Coffee Maker']],
  [
    'vacuum.robot',
    'Robot Vacuum Cleaner',
    'Living Room',
    { supported_features: 4 | 8 | 16 | 8192 },
    'docked',
    ['Roomba', 'Vacuum Cleaner', 'Vacuum'],
  ],
  ['media_player.tv', 'TV', 'Living Room', PLAYER, 'on'],
  ['media_player.speaker', 'Speaker', 'Living Room', PLAYER, 'playing'],
  [
    'climate.living_room',
    'Thermostat',
    'Living Room',
    { temperature: 21, min_temp: 7, max_temp: 35, hvac_modes: ['off', 'heat'], supported_features: 385 },
    'heat',
  ],
  ['lock.front_door', 'Front Door', 'Hall', {}, 'locked'],
  [
    'cover.living_room',
    'Living Room Blinds',
    'Living Room',
    { current_position: 100, device_class: 'blind', supported_features: 15 },
    'open',
  ],
  ['todo.shopping', 'Shopping List', 'Kitchen', { todo_items: [] }, '0'],
];

const idOf = (name: string): string => name.toLowerCase().replaceAll(' ', '_');

export const slurpHome: Home = {
  floors: [],
  areas: AREAS.map((name) => ({ id: idOf(name), name, aliases: name === 'Hall' ? ['Drawing Hall'] : [] })),
  entities: LINES.map(
    ([id, name, area, attributes = {}, state = 'on', aliases = []]): Entity => ({
      id,
      domain: id.slice(0, id.indexOf('.')),
      name,
      aliases,
      area: idOf(area),
      state,
      attributes,
    }),
  ),
};

/** A home of our own making, as large as one likes: for what needs a real home around it, and for what it costs in a large one. */
import type { Area, Entity, Home, Json } from '../../core/domain/home.ts';

const ROOMS = [
  'Living Room',
  'Kitchen',
  'Bedroom',
  'Bathroom',
  'Hallway',
  'Office',
  'Garage',
  'Garden',
  'Dining Room',
  'Guest Room',
  'Nursery',
  'Laundry Room',
  'Attic',
  'Basement',
  'Terrace',
  'Workshop',
  'Library',
  'Gym',
  'Pantry',
  'Sauna',
] as const;

type Make = readonly [domain: string, name: string, state: string, attributes?: Readonly<Record<string, Json>>];

const LIGHT: Readonly<Record<string, Json>> = { brightness: 128, supported_color_modes: ['color_temp', 'rgb'] };
const PLAYER: Readonly<Record<string, Json>> = {
  volume_level: 0.4,
  supported_features: 1 | 4 | 8 | 16 | 32 | 128 | 256 | 512 | 1024 | 4096 | 16384,
};
const CLIMATE: Readonly<Record<string, Json>> = {
  temperature: 21,
  current_temperature: 20.5,
  min_temp: 7,
  max_temp: 35,
  hvac_modes: ['off', 'heat', 'cool', 'auto'],
  supported_features: 1 | 128 | 256,
};

/** What stands in a room, the most usual first. */
const IN_ROOM: readonly Make[] = [
  ['light', 'Ceiling Light', 'on', LIGHT],
  ['light', 'Floor Lamp', 'off', LIGHT],
  ['cover', 'Blinds', 'open', { current_position: 100, device_class: 'blind', supported_features: 15 }],
  ['climate', 'Thermostat', 'heat', CLIMATE],
  ['sensor', 'Temperature', '20.5', { device_class: 'temperature', unit_of_measurement: '°C' }],
  ['binary_sensor', 'Window', 'off', { device_class: 'window' }],
  ['media_player', 'Speaker', 'playing', PLAYER],
  ['switch', 'Outlet', 'off', { device_class: 'outlet' }],
  ['fan', 'Fan', 'on', { percentage: 66, percentage_step: 33.3, supported_features: 49 }],
  ['sensor', 'Humidity', '45', { device_class: 'humidity', unit_of_measurement: '%' }],
];

const ONCE: readonly (readonly [room: number, ...make: Make])[] = [
  [0, 'media_player', 'TV', 'on', PLAYER],
  [0, 'vacuum', 'Robot Vacuum', 'docked', { supported_features: 8 | 4 | 16 | 8192 }],
  [4, 'lock', 'Front Door', 'locked', {}],
  [6, 'cover', 'Garage Door', 'closed', { device_class: 'garage', supported_features: 3 }],
  [1, 'switch', 'Coffee Machine', 'off', {}],
  [
    1,
    'todo',
    'Shopping List',
    '2',
    {
      todo_items: [
        { summary: 'milk', status: 'needs_action' },
        { summary: 'bread', status: 'needs_action' },
      ],
    },
  ],
  [0, 'scene', 'Movie Night', 'unknown', {}],
  [0, 'script', 'Vacation Mode', 'off', {}],
  [7, 'valve', 'Sprinkler', 'closed', { supported_features: 3 }],
  [4, 'alarm_control_panel', 'Alarm', 'disarmed', { supported_features: 3 }],
];

export function ownHome(entities: number): Home {
  const areas = ROOMS.map((name): Area => ({ id: idOf(name), name, aliases: [] }));
  const made: Entity[] = ONCE.map(([room, ...make]) => entityOf(areas[room], make, make[1]));
  for (const make of IN_ROOM)
    for (const area of areas) if (made.length < entities) made.push(entityOf(area, make, `${area.name} ${make[1]}`));
  return { floors: [], areas: areas.filter(({ id }) => made.some(({ area }) => area === id)), entities: made };
}

const idOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');

const entityOf = (area: Area | undefined, [domain, , state, attributes = {}]: Make, name: string): Entity => ({
  id: `${domain}.${idOf(name)}`,
  domain,
  name,
  aliases: [],
  ...(area === undefined ? {} : { area: area.id }),
  state,
  attributes,
});

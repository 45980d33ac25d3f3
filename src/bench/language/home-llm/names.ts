/** home-llm's device names as entities of Home Assistant: its own domains (blinds, garage_door) become covers. */
import { join } from 'node:path';
import type { Area, Entity, Json } from '../../../core/domain/home.ts';
import { readCsv } from '../data.ts';
import { isHeldOutName } from '../heldout.ts';
import { wordsOf } from '../pointing.ts';

export const PILES = join('home-llm', 'data', 'piles', 'english');

/** A device of the pile: `blinds`, `kitchen`, "Kitchen Blinds". */
export interface Named {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  readonly heldOut: boolean;
}

export const namedOf = (kind: string, key: string, name: string): Named => ({ kind, key, name, heldOut: isHeldOutName(`${kind}.${key}`) });

export function readNames(folder: string): Named[] {
  const seen = new Set<string>();
  return readCsv(join(folder, PILES, 'pile_of_device_names.csv')).flatMap(({ device_name: id = '', description: name = '' }) => {
    const [kind = '', key = ''] = id.split('.');
    if (key === '' || name === '' || seen.has(id)) return [];
    seen.add(id);
    return [namedOf(kind, key, name)];
  });
}

const DOMAINS: Readonly<Record<string, string>> = { blinds: 'cover', garage_door: 'cover' };

/** What a device of a kind is and can do; everything is switched on, so that every change shows. */
const STATES: Readonly<Record<string, readonly [state: string, attributes: Readonly<Record<string, Json>>]>> = {
  light: ['on', { brightness: 128, supported_color_modes: ['color_temp', 'rgb'] }],
  fan: ['on', { percentage: 66, percentage_step: 33.333, supported_features: 49 }],
  blinds: ['open', { current_position: 60, device_class: 'blind', supported_features: 15 }],
  garage_door: ['open', { device_class: 'garage', supported_features: 11 }],
  lock: ['locked', {}],
  media_player: [
    'playing',
    { volume_level: 0.4, is_volume_muted: false, supported_features: 1 | 4 | 8 | 16 | 32 | 128 | 256 | 512 | 1024 | 4096 | 16384 },
  ],
  switch: ['on', {}],
  vacuum: ['docked', { supported_features: 4 | 8 | 16 | 8192 }],
  todo: ['2', { supported_features: 7, todo_items: ['Tea', 'Socks'].map((summary) => ({ summary, status: 'needs_action' })) }],
  timer: ['idle', { duration: '0:10:00' }],
};

const THERMOSTAT: Readonly<Record<string, Json>> = {
  hvac_modes: ['off', 'heat', 'cool', 'heat_cool', 'auto', 'fan_only', 'dry'],
  fan_modes: ['auto', 'low', 'medium', 'high'],
  fan_mode: 'auto',
  humidity: 45,
  min_humidity: 10,
  max_humidity: 90,
  supported_features: 1 | 4 | 8 | 128 | 256,
};
const DEGREES: Readonly<Record<Unit, Readonly<Record<string, Json>>>> = {
  F: { temperature: 70, current_temperature: 69, min_temp: 45, max_temp: 95 },
  C: { temperature: 21, current_temperature: 20.5, min_temp: 7, max_temp: 35 },
};
export type Unit = 'C' | 'F';

export const idOf = ({ kind, key }: Named): string => `${DOMAINS[kind] ?? kind}.${key}${DOMAINS[kind] === undefined ? '' : `_${kind}`}`;

export function entityOf(named: Named, unit: Unit): Entity {
  const id = idOf(named);
  const [state, attributes] = named.kind === 'climate' ? ['heat', { ...THERMOSTAT, ...DEGREES[unit] }] : (STATES[named.kind] ?? ['on', {}]);
  const area = areaOf(named.name);
  return {
    id,
    domain: id.slice(0, id.indexOf('.')),
    name: named.name,
    aliases: [],
    ...(area === undefined ? {} : { area: area.id }),
    state: String(state),
    attributes: attributes as Readonly<Record<string, Json>>,
  };
}

const ROOMS =
  `master bedroom,guest bedroom,guest room,kids room,living room,dining room,dining area,laundry room,utility room,storage room,music room,play room,game room,tv room,
home theater,home gym,home office,art studio,wine cellar,front yard,back yard,front porch,back porch,tool shed,bedroom,kitchen,bathroom,hallway,office,garage,garden,nursery,attic,
basement,patio,terrace,balcony,porch,deck,study,library,gym,pantry,sunroom,mudroom,foyer,entryway,closet,workshop,greenhouse,conservatory,den,lounge,loft,backyard,driveway,shed,cellar,playroom`
    .split(/[,\n]+/)
    .map((room) => room.trim());

/** The room a name speaks of. */
export function areaOf(name: string): Area | undefined {
  const said = ` ${wordsOf(name).join(' ')} `;
  const room = ROOMS.find((one) => said.includes(` ${wordsOf(one).join(' ')} `));
  return room === undefined
    ? undefined
    : { id: room.replaceAll(' ', '_'), name: room.replaceAll(/\b[a-z]/g, (c) => c.toUpperCase()), aliases: [] };
}

/** HomeBench's gold: `room.device.operation(argument)` or `error_input` per clause, as service calls. */
import type { Json } from '../../../core/domain/home.ts';
import { brightness, colour } from '../calls.ts';
import type { Call, Match, Want } from '../match.ts';
import { entityId, ROBOT_ID } from './home.ts';

export interface Operations {
  readonly wants: readonly Want[];
  /** Clauses that must be refused. */
  readonly errors: number;
}

/** Undefined where an operation cannot be read. */
export function operationsOf(output: string, rooms: readonly string[]): Operations | undefined {
  const wants: Want[] = [];
  let errors = 0;
  for (const [said] of output.replaceAll("'''", '').matchAll(/[^,()]+(?:\([^()]*(?:\([^()]*\)[^()]*)?\))?/g)) {
    const text = said.trim();
    if (text === '') continue;
    if (text === 'error_input') {
      errors++;
      continue;
    }
    const parsed = /^(?:(\w+)\.)?(\w+)\.(\w+)\((.*)\)$/.exec(text);
    const want = parsed === null ? undefined : wantOf(parsed[1], parsed[2] ?? '', parsed[3] ?? '', parsed[4] ?? '', rooms);
    if (want === undefined) return undefined;
    wants.push(want);
  }
  return { wants, errors };
}

function wantOf(room: string | undefined, device: string, operation: string, argument: string, rooms: readonly string[]): Want | undefined {
  if (room === undefined || /robot/i.test(device)) {
    const calls = robot(operation, argument, rooms);
    return calls && { entity: ROBOT_ID, calls };
  }
  const calls = callsOf(device, operation, argument);
  return calls && { entity: entityId(nearest(room, rooms), device), calls };
}

const one = (service: string, data: Readonly<Record<string, Json>> = {}): Call[] => [
  { service, data: Object.fromEntries(Object.entries(data).map(([key, is]): [string, Match] => [key, { is }])) },
];

function callsOf(device: string, operation: string, argument: string): Call[] | undefined {
  const n = Number(argument);
  const kind = entityId('', device).split('.')[0] ?? '';
  if (operation === 'turn_on') return one(`${kind}.turn_on`);
  if (operation === 'turn_off')
    return [...one(`${kind}.turn_off`), ...(kind === 'climate' ? one('climate.set_hvac_mode', { hvac_mode: 'off' }) : [])];
  switch (`${device}.${operation}`) {
    case 'light.set_brightness':
      return brightness(n);
    case 'light.set_color': {
      const rgb = argument.match(/\d+/g)?.map(Number);
      if (rgb?.length !== 3) return [...colour(argument), { service: 'light.set_color', data: { color: 'anything' } }];
      return [
        { service: 'light.turn_on', data: { rgb_color: { rgb } } },
        { service: 'light.set_color', data: { color: { rgb } } },
        { service: 'light.turn_on', data: { color_name: 'anything' } },
      ];
    }
    case 'air_conditioner.set_temperature':
    case 'heating.set_temperature':
      return one('climate.set_temperature', { temperature: n });
    case 'air_conditioner.set_mode':
    case 'heating.set_mode':
      return one('climate.set_hvac_mode', { hvac_mode: argument });
    case 'air_conditioner.set_fan_speed':
    case 'heating.set_fan_speed':
      return one('climate.set_fan_mode', { fan_mode: argument });
    case 'air_conditioner.set_swing':
    case 'heating.set_swing':
      return one('climate.set_swing_mode', { swing_mode: argument });
    case 'water_heater.set_temperature':
      return one('water_heater.set_temperature', { temperature: n });
    case 'water_heater.set_mode':
      return one('water_heater.set_operation_mode', { operation_mode: argument });
    case 'curtain.open':
    case 'blinds.open':
    case 'garage_door.open':
      return [...one('cover.open_cover'), ...one('cover.set_cover_position', { position: 100 })];
    case 'curtain.close':
    case 'blinds.close':
    case 'garage_door.close':
      return [...one('cover.close_cover'), ...one('cover.set_cover_position', { position: 0 })];
    case 'curtain.set_degree':
      return [
        ...one('cover.set_cover_position', { position: n }),
        ...(n === 0 ? one('cover.close_cover') : n === 100 ? one('cover.open_cover') : []),
      ];
    case 'air_purifiers.set_mode':
      return one('fan.set_preset_mode', { preset_mode: argument });
    case 'humidifier.set_mode':
    case 'dehumidifiers.set_mode':
      return one('humidifier.set_mode', { mode: argument });
    case 'media_player.play':
      return one('media_player.media_play');
    case 'media_player.pause':
      return one('media_player.media_pause');
    case 'media_player.stop':
      return one('media_player.media_stop');
    case 'media_player.set_volume':
      return [{ service: 'media_player.volume_set', data: { volume_level: { about: n / 100, within: 0.005 } } }];
    case 'trash.pack':
      return [...one('button.press'), ...one('button.pack')];
    default: {
      const field = operation.replace(/^set_/, '');
      if (!operation.startsWith('set_') || argument === '') return undefined;
      const match: Match = Number.isNaN(n) ? { like: argument } : { is: n };
      return [{ service: `${kind}.${operation}`, data: { [field]: match } }];
    }
  }
}

function robot(operation: string, argument: string, rooms: readonly string[]): Call[] | undefined {
  switch (operation) {
    case 'start':
    case 'pause':
    case 'stop':
      return one(`vacuum.${operation}`);
    case 'charge':
      return one('vacuum.return_to_base');
    case 'set_mode':
      return one('vacuum.set_mode', { mode: argument });
    case 'set_cleaning_area': {
      const room = nearest(argument, rooms);
      const names = [room, room.replaceAll('_', ' '), room.replace('ding_room', 'dining room'), argument];
      return [{ service: 'vacuum.set_cleaning_area', data: { area: { oneOf: names } } }];
    }
    default:
      return undefined;
  }
}

/** Rooms are misspelt now and then. */
export function nearest(room: string, rooms: readonly string[]): string {
  if (rooms.includes(room)) return room;
  const bare = (name: string): string => name.replaceAll(/[^a-z]/g, '');
  return rooms.toSorted((a, b) => distance(bare(room), bare(a)) - distance(bare(room), bare(b)))[0] ?? room;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** A home of HomeBench as a home of ours: rooms are areas, devices are entities named as the device. */
import type { Area, Attributes, Entity, Home, Json } from '../../../core/domain/home.ts';

interface RawDevice {
  readonly state: string;
  readonly attributes?: Readonly<
    Record<string, { readonly value: Json; readonly lowest?: Json; readonly highest?: Json; readonly options?: readonly Json[] }>
  >;
}
export interface RawHome {
  readonly home_id: number;
  readonly home_status: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** People say "dining room"; the set calls it otherwise. */
const ROOM_NAMES: Readonly<Record<string, string>> = { ding_room: 'dining room' };
const ROBOT = 'VacuumRobot';
const CLIMATE = { temperature: 1, fan: 8, swing: 32, onOff: 128 | 256 };

export function homeFrom({ home_status }: RawHome): Home {
  const areas: Area[] = [];
  const entities: Entity[] = [];
  for (const [room, devices] of Object.entries(home_status)) {
    if (room === ROBOT) {
      entities.push(robot(devices as unknown as RawDevice));
      continue;
    }
    areas.push({
      id: room,
      name: ROOM_NAMES[room] ?? room.replaceAll('_', ' '),
      aliases: ROOM_NAMES[room] === undefined ? [] : [room.replaceAll('_', ' ')],
    });
    for (const [device, raw] of Object.entries(devices))
      if (typeof raw === 'object' && raw !== null) entities.push(entityFrom(room, device, new Status(raw as RawDevice)));
  }
  return { floors: [], areas, entities };
}

/** A device's attributes by name; some names begin with a space. */
class Status {
  readonly state: string;
  readonly #attributes: ReadonlyMap<
    string,
    { readonly value: Json; readonly lowest?: Json; readonly highest?: Json; readonly options?: readonly Json[] }
  >;
  constructor({ state, attributes }: RawDevice) {
    this.state = state;
    this.#attributes = new Map(Object.entries(attributes ?? {}).map(([key, value]) => [key.trim(), value]));
  }
  has(name: string): boolean {
    return this.#attributes.has(name);
  }
  value(name: string): Json {
    return this.#attributes.get(name)?.value ?? null;
  }
  number(name: string): number {
    return Number(this.value(name));
  }
  range(name: string): readonly [number, number] {
    const found = this.#attributes.get(name);
    return [Number(found?.lowest ?? 0), Number(found?.highest ?? 100)];
  }
  options(name: string): readonly Json[] {
    return this.#attributes.get(name)?.options ?? [];
  }
}

const DOMAINS: Readonly<Record<string, string>> = {
  light: 'light',
  air_conditioner: 'climate',
  heating: 'climate',
  water_heater: 'water_heater',
  curtain: 'cover',
  blinds: 'cover',
  garage_door: 'cover',
  fan: 'fan',
  air_purifiers: 'fan',
  humidifier: 'humidifier',
  dehumidifiers: 'humidifier',
  aromatherapy: 'switch',
  media_player: 'media_player',
  trash: 'button',
};

export const entityId = (room: string, device: string): string => `${DOMAINS[device] ?? 'switch'}.${room}_${device}`;
export const ROBOT_ID = 'vacuum.vacuum_robot';

function entityFrom(room: string, device: string, status: Status): Entity {
  const id = entityId(room, device);
  const domain = id.slice(0, id.indexOf('.'));
  const [state, attributes] = (MAKERS[device] ?? plain)(status);
  return { id, domain, name: device.replaceAll('_', ' '), aliases: [], area: room, state, attributes };
}

type Made = readonly [state: string, attributes: Attributes];
const plain = ({ state }: Status): Made => [state, {}];

const choice = (status: Status, name: string): Attributes =>
  status.has(name) ? { [name]: status.value(name), commands: { [`set_${name}`]: { [name]: { options: status.options(name) } } } } : {};
const level = (status: Status, name: string, unit?: string): Attributes => {
  if (!status.has(name)) return {};
  const [min, max] = status.range(name);
  return {
    [name]: status.value(name),
    commands: { [`set_${name}`]: { [name]: { type: 'number', min, max, ...(unit === undefined ? {} : { unit }) } } },
  };
};

/** Attributes laid together, commands too. */
const both = (...parts: readonly Attributes[]): Attributes => {
  const commands = Object.assign({}, ...parts.map((part) => part['commands'] ?? {}));
  return { ...Object.assign({}, ...parts), ...(Object.keys(commands).length === 0 ? {} : { commands }) };
};

function light(status: Status): Made {
  const modes = status.has('color') && status.has('brightness') ? ['rgb'] : status.has('brightness') ? ['brightness'] : ['onoff'];
  return [
    status.state,
    both(
      { supported_color_modes: modes },
      status.has('brightness') ? { brightness: Math.round((status.number('brightness') * 255) / 100) } : {},
      status.has('color') && status.has('brightness') ? { rgb_color: status.value('color') } : {},
      status.has('color') && !status.has('brightness')
        ? { color: status.value('color'), commands: { set_color: { color: { type: 'rgb' } } } }
        : {},
    ),
  ];
}

function climate(status: Status): Made {
  const [min, max] = status.range('temperature');
  const mode = status.has('mode') ? String(status.value('mode')) : 'auto';
  return [
    status.state === 'off' ? 'off' : mode,
    {
      supported_features:
        CLIMATE.onOff +
        (status.has('temperature') ? CLIMATE.temperature : 0) +
        (status.has('fan_speed') ? CLIMATE.fan : 0) +
        (status.has('swing') ? CLIMATE.swing : 0),
      ...(status.has('temperature')
        ? { temperature: status.value('temperature'), min_temp: min, max_temp: max, temperature_unit: '°C' }
        : {}),
      ...(status.has('mode') ? { hvac_modes: ['off', ...status.options('mode')] } : {}),
      ...(status.has('fan_speed') ? { fan_mode: status.value('fan_speed'), fan_modes: status.options('fan_speed') } : {}),
      ...(status.has('swing') ? { swing_mode: status.value('swing'), swing_modes: status.options('swing') } : {}),
    },
  ];
}

function waterHeater(status: Status): Made {
  const [min, max] = status.range('temperature');
  return [
    status.state,
    {
      supported_features: (status.has('temperature') ? 1 : 0) + (status.has('mode') ? 2 : 0) + 8,
      ...(status.has('temperature')
        ? { temperature: status.value('temperature'), min_temp: min, max_temp: max, temperature_unit: '°C' }
        : {}),
      ...(status.has('mode') ? { operation_mode: status.value('mode'), operation_list: status.options('mode') } : {}),
    },
  ];
}

const humidifier =
  (kind: string) =>
  (status: Status): Made => [
    status.state,
    both(
      { device_class: kind, supported_features: status.has('mode') ? 1 : 0 },
      status.has('mode') ? { mode: status.value('mode'), available_modes: status.options('mode') } : {},
      level(status, 'intensity', '%'),
    ),
  ];

const MAKERS: Readonly<Record<string, (status: Status) => Made>> = {
  light,
  air_conditioner: climate,
  heating: climate,
  water_heater: waterHeater,
  curtain: (status) => [
    status.state,
    {
      device_class: 'curtain',
      ...(status.has('degree') ? { current_position: status.value('degree'), supported_features: 7 } : { supported_features: 3 }),
    },
  ],
  blinds: ({ state }) => [state, { device_class: 'blind', supported_features: 3 }],
  garage_door: ({ state }) => [state, { device_class: 'garage', supported_features: 3 }],
  fan: (status) => [status.state, both({ supported_features: 48 }, choice(status, 'speed'), choice(status, 'swing'))],
  air_purifiers: (status) => [
    status.state,
    both(
      { supported_features: 48 + (status.has('mode') ? 8 : 0) },
      status.has('mode') ? { preset_mode: status.value('mode'), preset_modes: status.options('mode') } : {},
      choice(status, 'fan_speed'),
    ),
  ],
  humidifier: humidifier('humidifier'),
  dehumidifiers: humidifier('dehumidifier'),
  aromatherapy: (status) => [status.state, both(level(status, 'intensity', '%'), level(status, 'interval'))],
  media_player: (status) => [
    status.state === 'stopped' ? 'idle' : status.state,
    {
      supported_features: 1 | 4 | 4096 | 16384,
      ...(status.has('volume') ? { volume_level: status.number('volume') / 100 } : {}),
      commands: {
        set_song: { song: { type: 'string' } },
        set_artist: { artist: { type: 'string' } },
        set_style: { style: { type: 'string' } },
      },
    },
  ],
  trash: (status) => [status.state, { commands: { pack: {} } }],
};

function robot(raw: RawDevice): Entity {
  const status = new Status(raw);
  return {
    id: ROBOT_ID,
    domain: 'vacuum',
    name: 'vacuum robot',
    aliases: [],
    state: status.state === 'on' ? 'cleaning' : 'docked',
    attributes: both({ supported_features: 4 | 8 | 16 | 8192 }, choice(status, 'mode'), {
      commands: { set_cleaning_area: { area: { type: 'string' } } },
    }),
  };
}

/** The home of a test file, and what its sentences speak of without the file having it. */
import type { Area, Entity, Floor, Home, Json } from '../../../core/domain/home.ts';

export type Slots = Readonly<Record<string, string | number>>;
export interface RawTest {
  readonly sentences: readonly string[];
  readonly slots?: Slots;
}
interface RawTimer {
  readonly start_minutes?: number;
  readonly total_seconds_left: number;
  readonly area?: string;
}
export interface RawFile {
  readonly areas?: readonly { readonly name: string }[];
  readonly floors?: readonly { readonly name: string }[];
  readonly entities?: readonly {
    readonly name: string;
    readonly domain: string;
    readonly state?: string;
    readonly attributes?: Readonly<Record<string, Json>>;
  }[];
  readonly timers?: readonly RawTimer[];
  readonly tests: readonly RawTest[];
}

/** Where the speaker is, unless a test says another area. */
export const HERE = 'here';

const idOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');

const PLAYER: Readonly<Record<string, Json>> = {
  volume_level: 0.5,
  is_volume_muted: true,
  supported_features: 1 | 4 | 8 | 16 | 32 | 128 | 256 | 1024 | 4096 | 16384,
};
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  light: { brightness: 128, supported_color_modes: ['color_temp', 'rgb'] },
  media_player: PLAYER,
  climate: { temperature: 60, min_temp: 41, max_temp: 95, hvac_modes: ['off', 'heat'], supported_features: 385 },
  cover: { supported_features: 3 },
  valve: { supported_features: 3 },
};
const STATES: Readonly<Record<string, string>> = {
  light: 'off',
  media_player: 'paused',
  climate: 'heat',
  cover: 'closed',
  lock: 'unlocked',
  valve: 'closed',
};

const made = (
  domain: string,
  name: string,
  area: string | undefined,
  more: Readonly<Record<string, Json>> = {},
  state?: string,
): Entity => ({
  id: `${domain}.${idOf(name)}`,
  domain,
  name,
  aliases: [],
  ...(area === undefined ? {} : { area }),
  state: state ?? STATES[domain] ?? 'on',
  attributes: { ...ATTRIBUTES[domain], ...more },
});

export function homeFor(intent: string, file: RawFile, { slots = {} }: RawTest): Home {
  const floors = (file.floors ?? []).map(({ name }): Floor => ({ id: idOf(name), name, aliases: [] }));
  const areas: Area[] = [
    { id: HERE, name: 'Den', aliases: [] },
    ...(file.areas ?? []).map(({ name }): Area => ({ id: idOf(name), name, aliases: [] })),
  ];
  const named = slots['area'] === undefined ? undefined : idOf(String(slots['area']));
  const entities = (file.entities ?? []).map(({ name, domain, state, attributes }) =>
    made(domain, name, name === slots['name'] ? named : undefined, attributes, state),
  );
  const timers = file.timers ?? (/Timer/.test(intent) && intent !== 'HassStartTimer' ? [{ total_seconds_left: 900 }] : []);
  for (const [i, timer] of timers.entries()) entities.push(timerOf(timer, i, slots));
  if (slots['floor'] !== undefined) {
    areas.push({ id: 'upper', name: 'Landing', aliases: [], floor: idOf(String(slots['floor'])) });
    entities.push(made('media_player', 'Landing Speaker', 'upper', {}, 'playing'));
  }
  if (/Media/.test(intent) && entities.length === 0) entities.push(made('media_player', 'Speaker', named ?? HERE, {}, 'playing'));
  if (intent === 'HassClimateSetTemperature') entities.push(made('climate', 'Thermostat', named));
  if (typeof slots['device_class'] === 'string') {
    const name = slots['device_class'] === 'garage' ? 'Big Garage Door' : 'Curtain';
    entities.push(made('cover', name, HERE, { device_class: slots['device_class'] }));
  }
  if (intent === 'HassStartTimer') entities.push(made('light', 'Den Light', HERE));
  return { floors, areas, entities };
}

/** As the file says, else as the slots call it. */
function timerOf({ start_minutes, total_seconds_left, area }: RawTimer, i: number, slots: Slots): Entity {
  const started =
    start_minutes !== undefined
      ? start_minutes * 60
      : secondsOf({ hours: slots['start_hours'], minutes: slots['start_minutes'], seconds: slots['start_seconds'] }) || total_seconds_left;
  const place = area ?? slots['area'];
  const name = slots['name'] === undefined ? `Timer ${i + 1}` : `${String(slots['name'])} timer`;
  const clock = (seconds: number): string =>
    `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return made(
    'timer',
    name,
    place === undefined ? undefined : idOf(String(place)),
    { duration: clock(started), remaining: clock(Math.min(total_seconds_left, started)) },
    'active',
  );
}

/** Hours, minutes and seconds together; "half" is half of the unit before it and is read elsewhere. */
export const secondsOf = (parts: {
  readonly hours?: string | number | undefined;
  readonly minutes?: string | number | undefined;
  readonly seconds?: string | number | undefined;
}): number => Number(parts.hours ?? 0) * 3600 + Number(parts.minutes ?? 0) * 60 + Number(parts.seconds ?? 0);

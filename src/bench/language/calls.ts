/** The service calls by which a thing is done to an entity; several where Home Assistant has several ways. */
import type { Entity, Json } from '../../core/domain/home.ts';
import { colourRgb } from './colour.ts';
import type { Call, Match } from './match.ts';

const call = (service: string, data: Readonly<Record<string, Match>> = {}, may: readonly string[] = []): Call => ({ service, data, may });
export const plainCall = (service: string, data: Readonly<Record<string, Json>> = {}): Call =>
  call(service, Object.fromEntries(Object.entries(data).map(([key, is]) => [key, { is }])));

const numberOf = (entity: Entity, name: string): number | undefined => {
  const value = entity.attributes[name];
  return typeof value === 'number' ? value : undefined;
};

export function turn(entity: Entity, on: boolean): Call[] {
  const { domain } = entity;
  const verb = on ? 'on' : 'off';
  switch (domain) {
    case 'valve':
      return open(entity, on);
    case 'cover':
      return open(entity, on);
    case 'lock':
      return lock(!on);
    case 'climate': {
      const modes = (Array.isArray(entity.attributes['hvac_modes']) ? entity.attributes['hvac_modes'] : []) as readonly Json[];
      const oneOf = on ? modes.filter((mode) => mode !== 'off') : ['off'];
      return [call(`climate.turn_${verb}`), call('climate.set_hvac_mode', { hvac_mode: { oneOf } })];
    }
    case 'vacuum':
      return on ? [call('vacuum.start')] : [call('vacuum.return_to_base'), call('vacuum.stop'), call('vacuum.turn_off')];
    case 'scene':
    case 'script':
      return [call(`${domain}.turn_${verb}`)];
    case 'button':
      return [call('button.press')];
    case 'media_player':
      return on ? [call('media_player.turn_on')] : [call('media_player.turn_off')];
    default:
      return [call(`${domain}.turn_${verb}`)];
  }
}

export const toggle = (entity: Entity): Call[] => [
  call(`${entity.domain}.toggle`),
  ...turn(entity, !['on', 'open', 'unlocked', 'playing', 'paused', 'idle', 'cleaning'].includes(entity.state)),
];

export function open({ domain }: Entity, opens: boolean): Call[] {
  const noun = domain === 'valve' ? 'valve' : 'cover';
  return [
    call(`${domain}.${opens ? 'open' : 'close'}_${noun}`),
    call(`${domain}.set_${noun}_position`, { position: { is: opens ? 100 : 0 } }),
  ];
}

export const position = ({ domain }: Entity, percent: number): Call[] => [
  call(`${domain}.set_${domain === 'valve' ? 'valve' : 'cover'}_position`, { position: { about: percent, within: 0.5 } }),
  ...(percent === 0 || percent === 100 ? open({ domain } as Entity, percent === 100) : []),
];

export const lock = (locks: boolean): Call[] => (locks ? [call('lock.lock')] : [call('lock.unlock'), call('lock.open')]);

export function brightness(percent: number): Call[] {
  const raw = (percent * 255) / 100;
  return [
    call('light.turn_on', { brightness_pct: { about: percent, within: 1 } }),
    call('light.turn_on', { brightness: { about: raw, within: 2.5 } }),
    ...(percent === 0 ? [call('light.turn_off')] : []),
  ];
}

/** Brighter or dimmer than now; `by` percent where that was said: added, or of what it is. */
export function brighter(entity: Entity, up: boolean, by?: number): Call[] {
  const now = ((numberOf(entity, 'brightness') ?? (entity.state === 'on' ? 127.5 : 0)) * 100) / 255;
  if (by !== undefined) {
    const sign = up ? 1 : -1;
    const ways = [now + sign * by, now * (1 + (sign * by) / 100)].map((x) => Math.min(100, Math.max(0, x)));
    return [
      ...ways.flatMap((way) => brightness(way)),
      call('light.turn_on', { brightness_step_pct: { is: sign * by } }),
      ...(up ? [] : ways.some((way) => way < 1) ? [...brightness(0), ...brightness(1)] : []),
    ];
  }
  const limit = { [up ? 'above' : 'below']: now } as unknown as Match;
  const raw = { [up ? 'above' : 'below']: (now * 255) / 100 } as unknown as Match;
  const step = (up ? { above: 0 } : { below: 0 }) as Match;
  return [
    call('light.turn_on', { brightness_pct: limit }),
    call('light.turn_on', { brightness: raw }),
    call('light.turn_on', { brightness_step_pct: step }),
  ];
}

/** By name, by its numbers, or, where it is a white, by its warmth. */
export function colour(name: string): Call[] {
  const rgb = colourRgb(name);
  const white = /white|daylight/.test(name);
  const may = ['brightness_pct'];
  return [
    call('light.turn_on', { color_name: { like: name } }, may),
    call('light.turn_on', { color_name: { like: name.replaceAll(' ', '') } }, may),
    ...(rgb === undefined ? [] : [call('light.turn_on', { rgb_color: { rgb } }, may)]),
    ...(white ? [call('light.turn_on', { color_temp_kelvin: 'anything' }, may)] : []),
  ];
}

export const temperature = (degrees: number, within = 0.05): Call[] => [
  call('climate.set_temperature', { temperature: { about: degrees, within } }, ['hvac_mode']),
];
/** Warmer or colder than what it is set to. */
export function warmer(entity: Entity, up: boolean): Call[] {
  const now = numberOf(entity, 'temperature') ?? numberOf(entity, 'current_temperature') ?? 20;
  return [call('climate.set_temperature', { temperature: (up ? { above: now } : { below: now }) as Match }, ['hvac_mode'])];
}
export const hvacMode = (...oneOf: readonly string[]): Call[] => [call('climate.set_hvac_mode', { hvac_mode: { oneOf } })];

export const volume = (percent: number): Call[] => [
  call('media_player.volume_set', { volume_level: { about: percent / 100, within: 0.01 } }),
];
export function louder(entity: Entity, up: boolean): Call[] {
  const now = numberOf(entity, 'volume_level');
  const level: Match = now === undefined ? 'anything' : up ? { above: now } : { below: now };
  return [call(`media_player.volume_${up ? 'up' : 'down'}`), call('media_player.volume_set', { volume_level: level })];
}
export const mute = (muted: boolean): Call[] => [call('media_player.volume_mute', { is_volume_muted: { is: muted } })];

/** Faster or slower than now, but not off. */
export function faster(entity: Entity, up: boolean): Call[] {
  const now = numberOf(entity, 'percentage') ?? 50;
  return [
    call(`fan.${up ? 'increase' : 'decrease'}_speed`),
    call('fan.set_percentage', { percentage: (up ? { above: now } : { below: now }) as Match }),
    call('fan.turn_on', { percentage: (up ? { above: now } : { below: now }) as Match }),
  ];
}

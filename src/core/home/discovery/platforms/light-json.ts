/** Lights with one JSON message: `{"state": "ON", "brightness": 254, "color_mode": "xy", "color": {"x": …}, "color_temp": …, "effect": …}`. */
import { isRecord } from '../../../base/index.ts';
import type { Json } from '../../../domain/home.ts';
import { reciprocal } from '../../colour.ts';
import { numberFrom, own } from '../config.ts';
import { hearing } from '../hearing.ts';
import { PATH_STEP } from '../paths.ts';
import type { Settings } from '../settings.ts';
import type { Hearing } from '../thing.ts';
import type { Schema } from './light.ts';
import { coloured } from './light-default.ts';

/** What is read of the message. */
const KEYS = [
  'state',
  'brightness',
  'color_temp',
  'color_mode',
  'effect',
  ...['h', 's', 'x', 'y', 'r', 'g', 'b', 'w', 'c', 'hue', 'saturation'].map((k) => `color${PATH_STEP}${k}`),
];
const FIELDS = {
  hs: ['h', 's'],
  xy: ['x', 'y'],
  rgb: ['r', 'g', 'b'],
  rgbw: ['r', 'g', 'b', 'w'],
  rgbww: ['r', 'g', 'b', 'c', 'w'],
} as const;

export function jsonModes(s: Settings): readonly string[] {
  const modes = s.texts('supported_color_modes', []);
  // Older publishers say what there is one by one.
  const single = ['color_temp', 'hs', 'rgb', 'xy'].filter((mode) => s.flag(mode, false));
  if (modes.length > 0) return modes;
  if (single.length > 0) return single;
  return [s.flag('brightness', false) ? 'brightness' : 'onoff'];
}

const numberOf = (map: Readonly<Record<string, unknown>>, key: string): number => numberFrom(own(map, key));

function colourOf(message: Readonly<Record<string, unknown>>, s: Settings, modes: readonly string[]): Readonly<Record<string, Json>> {
  const said = own(message, 'color_mode');
  const colour = own(message, 'color');
  const mode =
    typeof said === 'string'
      ? said
      : isRecord(colour)
        ? Object.keys(FIELDS).find((m) => FIELDS[m as keyof typeof FIELDS].every((f) => Object.hasOwn(colour, f)))
        : 'color_temp';
  if (mode === undefined || (typeof said === 'string' && !modes.includes(said))) return {};
  if (mode === 'color_temp') {
    const value = numberOf(message, 'color_temp');
    if (!(value > 0)) return {};
    return { color_mode: mode, color_temp_kelvin: s.flag('color_temp_kelvin', false) ? value : reciprocal(value) };
  }
  if (!Object.hasOwn(FIELDS, mode)) return { color_mode: mode };
  if (!isRecord(colour)) return {};
  const fields = FIELDS[mode as keyof typeof FIELDS];
  return (
    coloured(
      mode as keyof typeof FIELDS,
      fields.map((field) => numberOf(colour, field)),
      true,
    )?.attributes ?? {}
  );
}

function take(s: Settings, modes: readonly string[]): Hearing['take'] {
  const scale = s.number('brightness_scale', 255);
  return (_, __, { json }) => {
    if (!isRecord(json)) return undefined;
    const said = own(json, 'state');
    const state = said === 'ON' ? 'on' : said === 'OFF' ? 'off' : said === null ? 'unknown' : undefined;
    const level = numberOf(json, 'brightness');
    const effect = own(json, 'effect');
    return {
      ...(state === undefined ? {} : { state }),
      attributes: {
        ...colourOf(json, s, modes),
        ...(level > 0 && scale > 0 ? { brightness: Math.min(255, Math.round((level / scale) * 255)) } : {}),
        ...(typeof effect === 'string' ? { effect: effect.slice(0, 100) } : {}),
      },
    };
  };
}

export function jsonLight(s: Settings): Schema {
  const modes = jsonModes(s);
  return { modes, effects: s.flag('effect', false), hears: hearing(s, 'state_topic', [], take(s, modes), { keys: KEYS }) };
}

/** Lights with a topic for each feature. */
import { hsToRgb, reciprocal, xyToRgb } from '../../colour.ts';
import { hearing, numberIn, onOff } from '../hearing.ts';
import type { Settings } from '../settings.ts';
import type { Change, Hearing } from '../thing.ts';
import type { Schema } from './light.ts';

const COLOURS = ['hs', 'rgb', 'rgbw', 'rgbww', 'xy'] as const;

function brightness(s: Settings): Hearing['take'] {
  const scale = s.number('brightness_scale', 255);
  return (text) => {
    const value = numberIn(text);
    // A light that goes off tells zero; how bright it was is worth keeping.
    return value > 0 && scale > 0 ? { attributes: { brightness: Math.min(255, Math.round((value / scale) * 255)) } } : undefined;
  };
}

/** "255,120,0" */
export const numbersIn = (text: string): number[] => text.split(',').slice(0, 5).map(numberIn);
const all = (numbers: readonly number[], count: number): boolean =>
  numbers.length >= count && numbers.slice(0, count).every(Number.isFinite);

export function coloured(mode: (typeof COLOURS)[number], n: readonly number[], modal: boolean): Change {
  const named = modal ? { color_mode: mode } : {};
  const [a = 0, b = 0, c = 0] = n;
  if (mode === 'hs') return all(n, 2) ? { attributes: { ...named, hs_color: [a, b], rgb_color: [...hsToRgb([a, b])] } } : undefined;
  if (mode === 'xy') return all(n, 2) ? { attributes: { ...named, xy_color: [a, b], rgb_color: [...xyToRgb([a, b])] } } : undefined;
  const count = mode === 'rgb' ? 3 : mode.length;
  if (!all(n, count)) return undefined;
  return { attributes: { ...named, [`${mode}_color`]: n.slice(0, count), rgb_color: [a, b, c] } };
}

/** Without a topic for the brightness, it is in the colour. */
function scaled(
  numbers: readonly number[],
  dims: boolean,
): { readonly colour: readonly number[]; readonly bright: Readonly<Record<string, number>> } {
  const most = Math.max(0, ...numbers.filter(Number.isFinite));
  if (dims || most === 0) return { colour: numbers, bright: {} };
  return {
    colour: numbers.map((n) => Math.min(255, Math.round((n / most) * 255))),
    bright: { brightness: Math.min(255, Math.round(most)) },
  };
}

function colour(s: Settings, mode: (typeof COLOURS)[number]): readonly Hearing[] {
  const modal = !s.has('color_mode_state_topic');
  const dims = s.has('brightness_state_topic') || mode === 'hs' || mode === 'xy';
  return hearing(s, `${mode}_state_topic`, [`${mode}_value_template`], (text) => {
    const { colour: n, bright } = scaled(numbersIn(text), dims);
    const change = coloured(mode, n, modal);
    return change && { attributes: { ...change.attributes, ...bright } };
  });
}

export function defaultLight(s: Settings): Schema {
  const parts = ['brightness', 'color_temp', 'effect', 'white', ...COLOURS];
  for (const part of parts) s.sends(`${part}_command_topic`);
  const has = (part: string): boolean => s.has(`${part}_command_topic`);
  const rich = [...(has('color_temp') ? ['color_temp'] : []), ...COLOURS.filter(has), ...(has('white') ? ['white'] : [])];
  const kelvin = s.flag('color_temp_kelvin', false);
  const modal = !s.has('color_mode_state_topic');
  return {
    modes: rich.length > 0 ? rich : has('brightness') || s.text('on_command_type', '') === 'brightness' ? ['brightness'] : ['onoff'],
    effects: has('effect'),
    hears: [
      ...hearing(s, 'state_topic', ['state_value_template'], onOff(s)),
      ...hearing(s, 'brightness_state_topic', ['brightness_value_template'], brightness(s)),
      ...hearing(s, 'color_temp_state_topic', ['color_temp_value_template'], (text) => {
        const value = Math.trunc(numberIn(text));
        if (!(value > 0)) return undefined;
        return { attributes: { color_temp_kelvin: kelvin ? value : reciprocal(value), ...(modal ? { color_mode: 'color_temp' } : {}) } };
      }),
      ...COLOURS.flatMap((mode) => colour(s, mode)),
      ...hearing(s, 'color_mode_state_topic', ['color_mode_value_template'], (text) => ({ attributes: { color_mode: text.slice(0, 20) } })),
      ...hearing(s, 'effect_state_topic', ['effect_value_template'], (text) => ({ attributes: { effect: text.slice(0, 100) } })),
    ],
  };
}

/** Lights after a call, as Home Assistant shows them: a light that is off has no brightness and no colour. */
import type { Entity, Json } from '../../../domain/home.ts';
import { colourAt } from '../../lexicon/colours.ts';
import { has, number } from '../attributes.ts';
import { type After, keeping, numberIn, textIn, withState } from './change.ts';

const SHOWN = ['brightness', 'rgb_color', 'hs_color', 'xy_color', 'rgbw_color', 'rgbww_color', 'color_temp_kelvin', 'color_mode'];

const off = (entity: Entity): Entity =>
  withState(entity, 'off', Object.fromEntries(SHOWN.flatMap((name) => (has(entity, name) ? [[name, null]] : []))));

/** One colour at a time: a colour puts out the white, and the other way about. */
function colours(rgb: Json, kelvin: number | undefined, entity: Entity): Readonly<Record<string, Json>> {
  const gone = ['hs_color', 'xy_color', 'rgbw_color', 'rgbww_color', 'color_temp'].flatMap((name) =>
    has(entity, name) ? [[name, null]] : [],
  );
  const shown = kelvin === undefined ? { rgb_color: rgb, color_mode: 'rgb' } : { color_temp_kelvin: kelvin, color_mode: 'color_temp' };
  const other = kelvin === undefined ? 'color_temp_kelvin' : 'rgb_color';
  return { ...Object.fromEntries(gone), ...(has(entity, other) ? { [other]: null } : {}), ...shown };
}

export const light: After = (service, data, entity) => {
  if (service === 'turn_off') return off(entity);
  if (service !== 'turn_on') return undefined;
  const percent = numberIn(data, 'brightness_pct');
  if (percent !== undefined && percent <= 0) return off(entity);
  const name = textIn(data, 'color_name');
  const kelvin = numberIn(data, 'color_temp_kelvin');
  const rgb = name === undefined ? data['rgb_color'] : colourAt([name], 0)?.rgb;
  const colour = Array.isArray(rgb) || kelvin !== undefined ? colours(Array.isArray(rgb) ? [...rgb] : [], kelvin, entity) : {};
  const raw = percent === undefined ? number(entity, 'brightness') : Math.round((Math.min(percent, 100) * 255) / 100);
  return withState(entity, 'on', {
    ...(raw === undefined ? {} : { brightness: raw }),
    ...colour,
    ...keeping(data, { effect: 'effect' }),
  });
};

/** Lights that say by templates how their messages are read and written. */
import { reciprocal, rgbToHs } from '../../colour.ts';
import { hearing, NONE, numberIn } from '../hearing.ts';
import type { Settings } from '../settings.ts';
import type { Hearing } from '../thing.ts';
import type { Schema } from './light.ts';

/** One channel at a time, since each has a template of its own. */
const part =
  (index: number): Hearing['take'] =>
  (text, { attributes }) => {
    const value = Math.round(numberIn(text));
    if (!(value >= 0 && value <= 255)) return undefined;
    const before = attributes['rgb_color'];
    const now = Array.isArray(before) ? [...(before as readonly number[])] : [0, 0, 0];
    now[index] = value;
    const rgb = [now[0] ?? 0, now[1] ?? 0, now[2] ?? 0] as const;
    return { attributes: { rgb_color: [...rgb], hs_color: [...rgbToHs(rgb)], color_mode: 'hs' } };
  };

export function templateLight(s: Settings): Schema {
  s.needs('command_on_template');
  s.needs('command_off_template');
  s.template('command_on_template');
  s.template('command_off_template');
  const colours = ['red_template', 'green_template', 'blue_template'];
  const coloured = colours.every((key) => s.has(key));
  const kelvin = s.flag('color_temp_kelvin', false);
  const rich = [...(s.has('color_temp_template') ? ['color_temp'] : []), ...(coloured ? ['hs'] : [])];
  const by = (template: string, take: Hearing['take']): readonly Hearing[] =>
    s.has(template) ? hearing(s, 'state_topic', [template], take) : [];
  return {
    modes: rich.length > 0 ? rich : [s.has('brightness_template') ? 'brightness' : 'onoff'],
    effects: s.has('effect_list'),
    hears: [
      ...by('state_template', (text) =>
        text === NONE ? { state: 'unknown' } : text === 'on' || text === 'off' ? { state: text } : undefined,
      ),
      ...by('brightness_template', (text) => {
        const value = Math.trunc(numberIn(text));
        return value > 0 ? { attributes: { brightness: Math.min(255, value) } } : undefined;
      }),
      ...by('color_temp_template', (text) => {
        const value = Math.trunc(numberIn(text));
        return value > 0 ? { attributes: { color_temp_kelvin: kelvin ? value : reciprocal(value), color_mode: 'color_temp' } } : undefined;
      }),
      ...(coloured ? colours.flatMap((key, i) => by(key, part(i))) : []),
      ...by('effect_template', (text) => ({ attributes: { effect: text.slice(0, 100) } })),
    ],
  };
}

/** Two calls that can be one. */
import type { Action } from '../../domain/home.ts';

const WHITE = ['color_temp_kelvin'];
const COLOUR = ['color_name', 'rgb_color'];

/** One call for two on the same light: "red at 40 %" is `light.turn_on {color_name, brightness_pct}`. Undefined where they do not go together. */
export function merge(first: Action, then: Action): Action | undefined {
  if (first.entity !== then.entity || first.service !== 'light.turn_on' || then.service !== 'light.turn_on') return undefined;
  const fields = Object.keys(first.data);
  if (Object.keys(then.data).some((field) => fields.includes(field))) return undefined;
  const both = [...fields, ...Object.keys(then.data)];
  const colours = both.filter((field) => COLOUR.includes(field) || WHITE.includes(field));
  return colours.length > 1 ? undefined : { ...first, data: { ...first.data, ...then.data } };
}

/**
 * https://www.home-assistant.io/integrations/light.mqtt/ Three schemas: one topic a feature (default), one JSON message for all, or templates.
 * Brightness is shown as 0..255, white in kelvin, whatever the device counts in.
 */
import { reciprocal } from '../../colour.ts';
import { given, nothingWhenOff } from '../hearing.ts';
import type { Settings } from '../settings.ts';
import type { Platform } from '../thing.ts';
import { defaultLight } from './light-default.ts';
import { jsonLight } from './light-json.ts';
import { templateLight } from './light-template.ts';

const SHOWN_WHEN_ON = [
  'brightness',
  'color_mode',
  'color_temp_kelvin',
  'rgb_color',
  'hs_color',
  'xy_color',
  'rgbw_color',
  'rgbww_color',
  'effect',
];

/** What one schema knows of a light. */
export interface Schema {
  readonly modes: readonly string[];
  readonly effects: boolean;
  readonly hears: NonNullable<ReturnType<Platform>>['hears'];
}

export type SchemaName = 'basic' | 'json' | 'template';
export function schemaOf(s: Settings): SchemaName {
  const said = s.text('schema', 'basic').toLowerCase();
  return said === 'json' || said === 'template' ? said : 'basic';
}

/** Kelvin from the limits in mired, or as they are. */
const limits = (s: Settings) => ({
  min_color_temp_kelvin: s.has('max_mireds') ? reciprocal(s.number('max_mireds', 500)) : s.number('min_kelvin', 2_000),
  max_color_temp_kelvin: s.has('min_mireds') ? reciprocal(s.number('min_mireds', 153)) : s.number('max_kelvin', 6_535),
});

const SCHEMAS = { basic: defaultLight, json: jsonLight, template: templateLight } as const;
const TRANSITION = 32;
const EFFECT = 4;

export const light: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  const schema = schemaOf(s);
  const { modes, effects, hears } = SCHEMAS[schema](s);
  const dims = modes.some((mode) => mode !== 'onoff');
  return {
    domain: 'light',
    attributes: given({
      supported_color_modes: modes,
      supported_features: (effects ? EFFECT : 0) + (schema === 'basic' ? 0 : TRANSITION),
      color_mode: null,
      ...(dims ? { brightness: null } : {}),
      ...(modes.includes('color_temp') ? { ...limits(s), color_temp_kelvin: null } : {}),
      ...(effects ? { effect_list: s.texts('effect_list', []), effect: null } : {}),
    }),
    hears,
    services: ['turn_on', 'turn_off', 'toggle'],
    view: nothingWhenOff(SHOWN_WHEN_ON),
  };
};

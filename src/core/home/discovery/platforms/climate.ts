/** https://www.home-assistant.io/integrations/climate.mqtt/ The state is the mode. */
import { CLIMATE } from '../../../language/plan/features.ts';
import { choice, given, hearing, NONE, numeric } from '../hearing.ts';
import type { Settings } from '../settings.ts';
import type { Hearing, Platform } from '../thing.ts';

const MODES = ['auto', 'off', 'cool', 'heat', 'dry', 'fan_only'];
const ACTIONS = ['off', 'heating', 'cooling', 'drying', 'idle', 'fan', 'defrosting', 'preheating'];

/** The unit as it is written after a number; Celsius unless it says otherwise. */
export const unitOf = (s: Settings): string => (/^\s*°?\s*F/i.test(s.text('temperature_unit', 'C')) ? '°F' : '°C');

const modes = (s: Settings, list: string, otherwise: readonly string[]) => s.texts(list, otherwise);

/** `<of>_state_topic` with its template, or the common one. */
const listens = (s: Settings, of: string, take: Hearing['take'], template = `${of}_state_template`) =>
  hearing(s, `${of}_state_topic`, [template, 'value_template'], take);

export const climate: Platform = (s) => {
  const has = (of: string): boolean => s.has(`${of}_state_topic`) || s.has(`${of}_command_topic`);
  const commands = [
    'mode',
    'temperature',
    'temperature_high',
    'temperature_low',
    'fan_mode',
    'swing_mode',
    'swing_horizontal_mode',
    'preset_mode',
    'target_humidity',
    'power',
  ];
  for (const part of commands) s.sends(`${part}_command_topic`);
  const hvac = modes(s, 'modes', MODES);
  const fans = modes(s, 'fan_modes', ['auto', 'low', 'medium', 'high']);
  const swings = modes(s, 'swing_modes', ['on', 'off']);
  const sideways = modes(s, 'swing_horizontal_modes', ['on', 'off']);
  const presets = ['none', ...s.texts('preset_modes', [])];
  const range = has('temperature_high') || has('temperature_low');
  const presetable = s.has('preset_mode_command_topic');
  const humid = s.has('target_humidity_command_topic');
  const features = [
    [CLIMATE.temperature, has('temperature')],
    [CLIMATE.temperatureRange, range],
    [CLIMATE.humidity, humid],
    [CLIMATE.fanMode, has('fan_mode')],
    [CLIMATE.preset, presetable],
    [CLIMATE.swing, has('swing_mode')],
    [CLIMATE.swingHorizontal, has('swing_horizontal_mode')],
  ] as const;
  const fahrenheit = unitOf(s) === '°F';
  const mode: Hearing['take'] = (text) => (text === NONE ? { state: 'unknown' } : hvac.includes(text) ? { state: text } : undefined);
  return {
    domain: 'climate',
    attributes: given({
      // 128 and 256: it can be switched off and on
      supported_features: features.reduce((mask, [bit, can]) => (can ? mask + bit : mask), 128 + 256),
      hvac_modes: hvac,
      min_temp: s.number('min_temp', fahrenheit ? 45 : 7),
      max_temp: s.number('max_temp', fahrenheit ? 95 : 35),
      target_temp_step: s.number('temp_step', 1),
      temperature_unit: unitOf(s),
      ...(has('temperature') ? { temperature: null } : {}),
      ...(range ? { target_temp_high: null, target_temp_low: null } : {}),
      ...(s.has('current_temperature_topic') ? { current_temperature: null } : {}),
      ...(humid ? { humidity: null, min_humidity: s.number('min_humidity', 30), max_humidity: s.number('max_humidity', 99) } : {}),
      ...(has('fan_mode') ? { fan_modes: fans, fan_mode: null } : {}),
      ...(has('swing_mode') ? { swing_modes: swings, swing_mode: null } : {}),
      ...(has('swing_horizontal_mode') ? { swing_horizontal_modes: sideways, swing_horizontal_mode: null } : {}),
      ...(presetable ? { preset_modes: presets, preset_mode: 'none' } : {}),
    }),
    hears: [
      ...listens(s, 'mode', mode),
      ...listens(s, 'temperature', numeric('temperature')),
      ...listens(s, 'temperature_high', numeric('target_temp_high')),
      ...listens(s, 'temperature_low', numeric('target_temp_low')),
      ...listens(s, 'fan_mode', choice('fan_mode', fans)),
      ...listens(s, 'swing_mode', choice('swing_mode', swings)),
      ...listens(s, 'swing_horizontal_mode', choice('swing_horizontal_mode', sideways)),
      ...listens(
        s,
        'preset_mode',
        (text, shown, said) =>
          text === NONE ? { attributes: { preset_mode: 'none' } } : choice('preset_mode', presets)(text, shown, said),
        'preset_mode_value_template',
      ),
      ...listens(s, 'target_humidity', numeric('humidity')),
      ...hearing(s, 'current_temperature_topic', ['current_temperature_template', 'value_template'], numeric('current_temperature')),
      ...hearing(s, 'current_humidity_topic', ['current_humidity_template', 'value_template'], numeric('current_humidity')),
      ...hearing(s, 'action_topic', ['action_template', 'value_template'], choice('hvac_action', ACTIONS)),
    ],
    services: [
      'turn_on',
      'turn_off',
      ...(s.has('mode_command_topic') ? ['set_hvac_mode'] : []),
      ...(s.has('temperature_command_topic') || s.has('temperature_high_command_topic') || s.has('temperature_low_command_topic')
        ? ['set_temperature']
        : []),
      ...(humid ? ['set_humidity'] : []),
      ...['fan_mode', 'swing_mode', 'swing_horizontal_mode', 'preset_mode'].flatMap((of) =>
        s.has(`${of}_command_topic`) ? [`set_${of}`] : [],
      ),
    ],
  };
};

/** https://www.home-assistant.io/integrations/water_heater.mqtt/ The state is the operation mode. */
import { WATER_HEATER } from '../../../language/plan/features.ts';
import { given, hearing, NONE, numeric } from '../hearing.ts';
import type { Platform } from '../thing.ts';
import { unitOf } from './climate.ts';

const MODES = ['eco', 'electric', 'gas', 'heat_pump', 'high_demand', 'performance', 'off'];

export const waterHeater: Platform = (s) => {
  for (const part of ['mode', 'temperature', 'power']) s.sends(`${part}_command_topic`);
  const modes = s.texts('modes', MODES);
  const has = (of: string): boolean => s.has(`${of}_state_topic`) || s.has(`${of}_command_topic`);
  const switched = s.has('power_command_topic');
  const fahrenheit = unitOf(s) === '°F';
  const mask =
    (has('temperature') ? WATER_HEATER.temperature : 0) +
    (has('mode') ? WATER_HEATER.operationMode : 0) +
    (switched ? WATER_HEATER.onOff : 0);
  return {
    domain: 'water_heater',
    attributes: given({
      supported_features: mask,
      operation_list: modes,
      min_temp: s.number('min_temp', fahrenheit ? 110 : 43),
      max_temp: s.number('max_temp', fahrenheit ? 140 : 60),
      temperature_unit: unitOf(s),
      ...(has('temperature') ? { temperature: null } : {}),
      ...(s.has('current_temperature_topic') ? { current_temperature: null } : {}),
    }),
    hears: [
      ...hearing(s, 'mode_state_topic', ['mode_state_template', 'value_template'], (text) =>
        text === NONE ? { state: 'unknown' } : modes.includes(text) ? { state: text } : undefined,
      ),
      ...hearing(s, 'temperature_state_topic', ['temperature_state_template', 'value_template'], numeric('temperature')),
      ...hearing(s, 'current_temperature_topic', ['current_temperature_template', 'value_template'], numeric('current_temperature')),
    ],
    services: [
      ...(switched || s.has('mode_command_topic') ? ['turn_on', 'turn_off'] : []),
      ...(s.has('mode_command_topic') ? ['set_operation_mode'] : []),
      ...(s.has('temperature_command_topic') ? ['set_temperature'] : []),
    ],
  };
};

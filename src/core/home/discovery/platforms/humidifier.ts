/** https://www.home-assistant.io/integrations/humidifier.mqtt/ */
import { HUMIDIFIER } from '../../../language/plan/features.ts';
import { choice, given, hearing, NONE, numberIn, numeric, onOff } from '../hearing.ts';
import type { Hearing, Platform } from '../thing.ts';

export const humidifier: Platform = (s) => {
  s.needs('command_topic');
  s.needs('target_humidity_command_topic');
  for (const topic of ['command_topic', 'target_humidity_command_topic', 'mode_command_topic']) s.sends(topic);
  const modes = s.has('mode_command_topic') ? s.texts('modes', []) : [];
  const [min, max] = [s.number('min_humidity', 0), s.number('max_humidity', 100)];
  const reset = s.text('payload_reset_humidity', NONE);
  const target: Hearing['take'] = (text) => {
    if (text === reset) return { attributes: { humidity: null } };
    const value = Math.round(numberIn(text));
    return value >= min && value <= max ? { attributes: { humidity: value } } : undefined;
  };
  return {
    domain: 'humidifier',
    attributes: given({
      device_class: s.text('device_class', 'humidifier').toLowerCase(),
      supported_features: modes.length > 0 ? HUMIDIFIER.modes : 0,
      min_humidity: min,
      max_humidity: max,
      humidity: null,
      ...(modes.length > 0 ? { available_modes: modes, mode: null } : {}),
    }),
    hears: [
      ...hearing(s, 'state_topic', ['state_value_template'], onOff(s)),
      ...hearing(s, 'target_humidity_state_topic', ['target_humidity_state_template'], target),
      ...hearing(
        s,
        'current_humidity_topic',
        ['current_humidity_template'],
        numeric('current_humidity', (v) => (v >= 0 && v <= 100 ? Math.round(v) : undefined)),
      ),
      ...hearing(s, 'mode_state_topic', ['mode_state_template'], choice('mode', modes, s.text('payload_reset_mode', NONE))),
      ...hearing(s, 'action_topic', ['action_template'], choice('action', ['humidifying', 'drying', 'idle', 'off'])),
    ],
    services: ['turn_on', 'turn_off', 'toggle', 'set_humidity', ...(modes.length > 0 ? ['set_mode'] : [])],
  };
};

/** https://www.home-assistant.io/integrations/fan.mqtt/ */
import { FAN } from '../../../language/plan/features.ts';
import { choice, either, given, hearing, NONE, numberIn, onOff, percentIn } from '../hearing.ts';
import type { Settings } from '../settings.ts';
import type { Hearing, Platform } from '../thing.ts';

export const speedRange = (s: Settings) => ({ low: s.number('speed_range_min', 1), high: s.number('speed_range_max', 100) });

function percentage(s: Settings): Hearing['take'] {
  const { low, high } = speedRange(s);
  const reset = s.text('payload_reset_percentage', NONE);
  return (text) => {
    if (text === reset) return { attributes: { percentage: null } };
    const percent = percentIn(low, high, Math.trunc(numberIn(text)));
    return percent >= 0 && percent <= 100 ? { attributes: { percentage: percent } } : undefined;
  };
}

export const fan: Platform = (s) => {
  s.needs('command_topic');
  for (const part of ['', 'percentage_', 'preset_mode_', 'oscillation_', 'direction_']) s.sends(`${part}command_topic`);
  const { low, high } = speedRange(s);
  if (!(low > 0 && low < high)) s.object('home/bad-config', 'Its speed range is none.');
  const presets = s.texts('preset_modes', []);
  const features = [
    [FAN.setSpeed, 'percentage', 'set_percentage'],
    [FAN.oscillate, 'oscillation', 'oscillate'],
    [FAN.direction, 'direction', 'set_direction'],
    [FAN.preset, 'preset_mode', 'set_preset_mode'],
  ] as const;
  const can = features.filter(([, of]) => s.has(`${of}_command_topic`));
  const has = (of: string): boolean => can.some(([, what]) => what === of);
  return {
    domain: 'fan',
    attributes: given({
      // 16 and 32: it can be switched off and on
      supported_features: can.reduce((mask, [bit]) => mask + bit, 16 + 32),
      ...(has('percentage') ? { percentage: null, percentage_step: 100 / Math.min(100, high - low + 1) } : {}),
      ...(has('preset_mode') ? { preset_mode: null, preset_modes: presets } : {}),
      ...(has('oscillation') ? { oscillating: false } : {}),
      ...(has('direction') ? { direction: null } : {}),
    }),
    hears: [
      ...hearing(s, 'state_topic', ['state_value_template'], onOff(s)),
      ...hearing(s, 'percentage_state_topic', ['percentage_value_template'], percentage(s)),
      ...hearing(
        s,
        'preset_mode_state_topic',
        ['preset_mode_value_template'],
        choice('preset_mode', presets, s.text('payload_reset_preset_mode', NONE)),
      ),
      ...hearing(
        s,
        'oscillation_state_topic',
        ['oscillation_value_template'],
        either('oscillating', s.text('payload_oscillation_on', 'oscillate_on'), s.text('payload_oscillation_off', 'oscillate_off')),
      ),
      ...hearing(s, 'direction_state_topic', ['direction_value_template'], (text) => ({ attributes: { direction: text.slice(0, 32) } })),
    ],
    services: ['turn_on', 'turn_off', 'toggle', ...can.map(([, , service]) => service)],
  };
};

/** Fans, climates, water heaters and humidifiers after a call. */
import { has, texts } from '../attributes.ts';
import { type After, keeping, numberIn, textIn, withAttributes, withState } from './change.ts';

export const fan: After = (service, data, entity) => {
  switch (service) {
    case 'turn_on':
      return withState(entity, 'on');
    case 'turn_off':
      return withState(entity, 'off', has(entity, 'percentage') ? { percentage: 0 } : {});
    case 'set_percentage': {
      const percentage = numberIn(data, 'percentage');
      if (percentage === undefined) return undefined;
      return withState(entity, percentage > 0 ? 'on' : 'off', { percentage, ...(has(entity, 'preset_mode') ? { preset_mode: null } : {}) });
    }
    case 'set_preset_mode':
      return withState(entity, 'on', keeping(data, { preset_mode: 'preset_mode' }));
    case 'oscillate':
      return withAttributes(entity, keeping(data, { oscillating: 'oscillating' }));
    case 'set_direction':
      return withAttributes(entity, keeping(data, { direction: 'direction' }));
    default:
      return undefined;
  }
};

export const climate: After = (service, data, entity) => {
  if (service === 'turn_off') return withState(entity, 'off');
  if (service === 'turn_on') {
    if (entity.state !== 'off') return withState(entity, entity.state);
    // Home Assistant's own order, then whatever there is.
    const modes = texts(entity, 'hvac_modes').filter((mode) => mode !== 'off');
    return withState(entity, ['heat_cool', 'heat', 'cool'].find((mode) => modes.includes(mode)) ?? modes[0] ?? 'on');
  }
  if (service === 'set_hvac_mode') {
    const mode = textIn(data, 'hvac_mode');
    return mode === undefined ? undefined : withState(entity, mode);
  }
  const kept = keeping(data, {
    temperature: 'temperature',
    target_temp_low: 'target_temp_low',
    target_temp_high: 'target_temp_high',
    fan_mode: 'fan_mode',
    swing_mode: 'swing_mode',
    swing_horizontal_mode: 'swing_horizontal_mode',
    preset_mode: 'preset_mode',
    humidity: 'humidity',
  });
  return Object.keys(kept).length === 0 ? undefined : withAttributes(entity, kept);
};

/** The state of a water heater is its operation mode. */
export const waterHeater: After = (service, data, entity) => {
  if (service === 'turn_off') return withState(entity, 'off');
  if (service === 'turn_on')
    return withState(entity, entity.state === 'off' ? (texts(entity, 'operation_list').find((m) => m !== 'off') ?? 'on') : entity.state);
  if (service === 'set_operation_mode') {
    const mode = textIn(data, 'operation_mode');
    return mode === undefined ? undefined : withState(entity, mode, has(entity, 'operation_mode') ? { operation_mode: mode } : {});
  }
  if (service === 'set_away_mode') return withAttributes(entity, { away_mode: data['away_mode'] === true ? 'on' : 'off' });
  return service === 'set_temperature' ? withAttributes(entity, keeping(data, { temperature: 'temperature' })) : undefined;
};

export const humidifier: After = (service, data, entity) => {
  if (service === 'turn_on' || service === 'turn_off') return withState(entity, service === 'turn_on' ? 'on' : 'off');
  if (service === 'set_humidity' || service === 'set_mode')
    return withAttributes(entity, keeping(data, { humidity: 'humidity', mode: 'mode' }));
  return undefined;
};

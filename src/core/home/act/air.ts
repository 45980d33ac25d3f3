/** Climates, water heaters and fans. */
import { fromPercent } from '../discovery/hearing.ts';
import { speedRange } from '../discovery/platforms/fan.ts';
import { type Act, switches, turnsOn } from './switching.ts';
import type { Writing } from './writing.ts';

/** `<of>_command_topic` through its template; told back on `<of>_state_topic` as the attribute, or as the state. */
function setting(w: Writing, of: string, value: string | number | undefined, attribute: string | 'state', tolerance = 0): void {
  if (value === undefined) {
    w.refuse('It needs a value.');
    return;
  }
  w.send(`${of}_command_topic`, value, `${of}_command_template`);
  if (attribute === 'state') w.expectState(`${of}_state_topic`, String(value));
  else w.expectAttribute(`${of}_state_topic`, attribute, value, tolerance);
}

/** A thermostat may round to its own steps. */
const stepOf = (w: Writing): number => Math.max(0.05, w.settings.number('temp_step', 1) / 2);

function power(w: Writing, on: boolean): boolean {
  if (!w.settings.has('power_command_topic')) return false;
  w.send('power_command_topic', on ? w.settings.text('payload_on', 'ON') : w.settings.text('payload_off', 'OFF'), 'power_command_template');
  return true;
}

/** Home Assistant's own order, then whatever there is. */
const wakesTo = (modes: readonly string[]): string | undefined =>
  ['heat_cool', 'heat', 'cool'].find((mode) => modes.includes(mode)) ?? modes.find((mode) => mode !== 'off');

export const climate: Act = (service, w) => {
  switch (service) {
    case 'turn_on': {
      if (power(w, true)) return w.expect('mode_state_topic', ({ state }) => state !== 'off');
      return setting(w, 'mode', wakesTo(w.settings.texts('modes', ['auto', 'off', 'cool', 'heat', 'dry', 'fan_only'])), 'state');
    }
    case 'turn_off':
      return power(w, false) ? w.expectState('mode_state_topic', 'off') : setting(w, 'mode', 'off', 'state');
    case 'set_hvac_mode':
      return setting(w, 'mode', w.word('hvac_mode'), 'state');
    case 'set_temperature':
      return temperatures(w);
    case 'set_humidity':
      return setting(w, 'target_humidity', w.number('humidity'), 'humidity', 0.5);
    case 'set_fan_mode':
    case 'set_swing_mode':
    case 'set_swing_horizontal_mode':
    case 'set_preset_mode': {
      const of = service.slice('set_'.length);
      return setting(w, of, w.word(of), of);
    }
    default:
      return w.refuse('It cannot do that.');
  }
};

function temperatures(w: Writing): void {
  const mode = w.word('hvac_mode');
  if (mode !== undefined) setting(w, 'mode', mode, 'state');
  const wanted = [
    ['temperature', 'temperature', 'temperature'],
    ['target_temp_low', 'temperature_low', 'target_temp_low'],
    ['target_temp_high', 'temperature_high', 'target_temp_high'],
  ] as const;
  const said = wanted.filter(([field]) => w.number(field) !== undefined);
  if (said.length === 0) w.refuse('It needs a temperature.');
  for (const [field, of, attribute] of said) setting(w, of, w.number(field), attribute, stepOf(w));
}

export const waterHeater: Act = (service, w) => {
  switch (service) {
    case 'turn_on':
    case 'turn_off': {
      const on = service === 'turn_on';
      if (power(w, on)) return w.expect('mode_state_topic', ({ state }) => (state !== 'off') === on);
      const modes = w.settings.texts('modes', ['eco', 'electric', 'gas', 'heat_pump', 'high_demand', 'performance', 'off']);
      return setting(w, 'mode', on ? modes.find((mode) => mode !== 'off') : 'off', 'state');
    }
    case 'set_operation_mode':
      return setting(w, 'mode', w.word('operation_mode'), 'state');
    case 'set_temperature':
      return setting(w, 'temperature', w.number('temperature'), 'temperature', stepOf(w));
    default:
      return w.refuse('It cannot do that.');
  }
};

export const fan: Act = (service, w) => {
  const { settings: s } = w;
  switch (service) {
    case 'set_percentage': {
      const percent = w.number('percentage');
      if (percent === undefined) return w.refuse('It needs a speed.');
      if (percent <= 0) return switches('turn_off', w);
      const { low, high } = speedRange(s);
      w.send('percentage_command_topic', Math.ceil(fromPercent(low, high, percent)), 'percentage_command_template');
      // One step of its own speeds either way.
      return w.expectAttribute('percentage_state_topic', 'percentage', percent, Math.max(1, 100 / (high - low + 1)));
    }
    case 'set_preset_mode':
      return setting(w, 'preset_mode', w.word('preset_mode'), 'preset_mode');
    case 'oscillate': {
      const on = w.data['oscillating'] === true;
      w.send(
        'oscillation_command_topic',
        on ? s.text('payload_oscillation_on', 'oscillate_on') : s.text('payload_oscillation_off', 'oscillate_off'),
        'oscillation_command_template',
      );
      return w.expectAttribute('oscillation_state_topic', 'oscillating', on);
    }
    case 'set_direction':
      return setting(w, 'direction', w.word('direction'), 'direction');
    default:
      return switches(turnsOn(service, w) ? 'turn_on' : 'turn_off', w);
  }
};

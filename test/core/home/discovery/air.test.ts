/** Climates, water heaters, humidifiers, fans. */
import { platform } from '../../../support/discovered.ts';

platform(
  'climate',
  {
    modes: ['off', 'heat'],
    mode_state_topic: 'z',
    mode_state_template: '{{ value_json.system_mode }}',
    mode_command_topic: 'z/mode',
    temperature_state_topic: 'z',
    temperature_state_template: '{{ value_json.setpoint }}',
    temperature_command_topic: 'z/set/setpoint',
    temp_step: 0.5,
    min_temp: 5,
    max_temp: 30,
    current_temperature_topic: 'z',
    current_temperature_template: '{{ value_json.local }}',
    preset_modes: ['eco', 'boost'],
    preset_mode_command_topic: 'z/preset',
    preset_mode_state_topic: 'z',
    preset_mode_value_template: '{{ value_json.preset }}',
  },
  {
    can: {
      hvac_modes: ['off', 'heat'],
      min_temp: 5,
      max_temp: 30,
      target_temp_step: 0.5,
      temperature_unit: '°C',
      supported_features: 128 + 256 + 1 + 16,
    },
    shows: [
      {
        says: { z: { system_mode: 'heat', setpoint: 21.5, local: 19.2, preset: 'eco' } },
        state: 'heat',
        attributes: { temperature: 21.5, current_temperature: 19.2, preset_mode: 'eco' },
      },
      { says: { z: { system_mode: 'melt', setpoint: 'hot' } }, state: 'unknown', attributes: { temperature: null } },
    ],
    sends: [
      ['set_temperature', { temperature: 21.5 }, 'z/set/setpoint=21.5'],
      ['set_hvac_mode', { hvac_mode: 'heat' }, 'z/mode=heat'],
      ['turn_off', {}, 'z/mode=off'],
      ['turn_on', {}, 'z/mode=heat'],
      ['set_preset_mode', { preset_mode: 'boost' }, 'z/preset=boost'],
      ['set_humidity', { humidity: 40 }, 'home/cannot'],
    ],
  },
);
platform(
  'climate',
  {
    power_command_topic: 'p',
    payload_on: '1',
    payload_off: '0',
    temperature_unit: 'F',
    value_template: '{{ value_json.v }}',
    temperature_high_command_topic: 'hi',
    temperature_low_command_topic: 'lo',
    temperature_low_state_topic: 'los',
    fan_mode_command_topic: 'f',
    fan_modes: ['auto', 'high'],
    swing_mode_command_topic: 'w',
    target_humidity_command_topic: 'h',
    action_topic: 'a',
    mode_command_topic: 'm',
  },
  {
    can: { temperature_unit: '°F', min_temp: 45, max_temp: 95, fan_modes: ['auto', 'high'], swing_modes: ['on', 'off'] },
    shows: [{ says: { los: { v: 68 }, a: { v: 'heating' } }, attributes: { target_temp_low: 68, hvac_action: 'heating' } }],
    sends: [
      ['turn_on', {}, 'p=1'],
      ['turn_off', {}, 'p=0'],
      ['set_temperature', { target_temp_low: 65, target_temp_high: 75 }, 'lo=65', 'hi=75'],
      ['set_fan_mode', { fan_mode: 'high' }, 'f=high'],
      ['set_swing_mode', { swing_mode: 'on' }, 'w=on'],
      ['set_humidity', { humidity: 45 }, 'h=45'],
    ],
  },
  'climate with a switch and two setpoints',
);

platform(
  'water_heater',
  {
    mode_command_topic: 'm',
    mode_state_topic: 'ms',
    modes: ['off', 'eco', 'performance'],
    temperature_command_topic: 't',
    temperature_state_topic: 'ts',
    temperature_command_template: '{"t": {{ value }} }',
  },
  {
    can: { operation_list: ['off', 'eco', 'performance'], supported_features: 3 },
    shows: [{ says: { ms: 'eco', ts: '55' }, state: 'eco', attributes: { temperature: 55 } }],
    sends: [
      ['set_temperature', { temperature: 50 }, 't={"t": 50 }'],
      ['set_operation_mode', { operation_mode: 'eco' }, 'm=eco'],
      ['turn_off', {}, 'm=off'],
      ['turn_on', {}, 'm=eco'],
    ],
  },
);

platform(
  'humidifier',
  {
    command_topic: 'c',
    state_topic: 's',
    target_humidity_command_topic: 'h',
    target_humidity_state_topic: 'hs',
    mode_command_topic: 'm',
    modes: ['auto', 'boost'],
    min_humidity: 30,
    max_humidity: 80,
  },
  {
    can: { device_class: 'humidifier', min_humidity: 30, max_humidity: 80, available_modes: ['auto', 'boost'], supported_features: 1 },
    shows: [
      { says: { s: 'ON', hs: '45' }, state: 'on', attributes: { humidity: 45 } },
      { says: { hs: '99' }, attributes: { humidity: null } },
    ],
    sends: [
      ['turn_on', {}, 'c=ON'],
      ['set_humidity', { humidity: 50 }, 'h=50'],
      ['set_mode', { mode: 'boost' }, 'm=boost'],
    ],
  },
);

platform(
  'fan',
  {
    command_topic: 'c',
    state_topic: 's',
    percentage_command_topic: 'p',
    percentage_state_topic: 'ps',
    speed_range_min: 1,
    speed_range_max: 4,
    oscillation_command_topic: 'o',
    oscillation_state_topic: 'os',
    direction_command_topic: 'd',
    preset_mode_command_topic: 'pm',
    preset_modes: ['sleep'],
  },
  {
    can: { supported_features: 16 + 32 + 1 + 2 + 4 + 8, percentage_step: 25, preset_modes: ['sleep'], oscillating: false },
    shows: [
      { says: { s: 'ON', ps: '3', os: 'oscillate_on' }, state: 'on', attributes: { percentage: 75, oscillating: true } },
      { says: { ps: '9' }, attributes: { percentage: null } },
    ],
    sends: [
      ['turn_on', {}, 'c=ON'],
      ['set_percentage', { percentage: 75 }, 'p=3'],
      ['set_percentage', { percentage: 60 }, 'p=3'],
      ['set_percentage', { percentage: 0 }, 'c=OFF'],
      ['oscillate', { oscillating: true }, 'o=oscillate_on'],
      ['set_direction', { direction: 'reverse' }, 'd=reverse'],
      ['set_preset_mode', { preset_mode: 'sleep' }, 'pm=sleep'],
    ],
  },
);

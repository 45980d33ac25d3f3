/** Lamps of the three schemas: https://www.home-assistant.io/integrations/light.mqtt/ */
import { expect, it } from 'vitest';
import { Discovered, platform } from '../../../support/discovered.ts';

platform(
  'light',
  { command_topic: 'c', state_topic: 's' },
  {
    can: { supported_color_modes: ['onoff'], supported_features: 0 },
    shows: [
      { says: { s: 'ON' }, state: 'on' },
      { says: { s: 'OFF' }, state: 'off' },
      { says: { s: 'perhaps' }, state: 'unknown' },
    ],
    sends: [
      ['turn_on', {}, 'c=ON'],
      ['turn_off', {}, 'c=OFF'],
      ['turn_on', { color_name: 'red' }, 'home/cannot'],
      ['locate', {}, 'home/cannot'],
    ],
  },
  'lamp that is only switched',
);

platform(
  'light',
  {
    command_topic: 'c',
    state_topic: 's',
    state_value_template: '{{ value_json.state }}',
    brightness_command_topic: 'b/set',
    brightness_state_topic: 's',
    brightness_value_template: '{{ value_json.dim }}',
    brightness_scale: 100,
    color_temp_command_topic: 'ct/set',
    color_temp_state_topic: 's',
    color_temp_value_template: '{{ value_json.ct }}',
    effect_command_topic: 'fx/set',
    effect_list: ['rainbow', 'fire'],
    min_mireds: 153,
    max_mireds: 500,
  },
  {
    can: {
      supported_color_modes: ['color_temp'],
      min_color_temp_kelvin: 2000,
      max_color_temp_kelvin: 6535,
      effect_list: ['rainbow', 'fire'],
    },
    shows: [
      {
        says: { s: { state: 'ON', dim: 40, ct: 250 } },
        state: 'on',
        attributes: { brightness: 102, color_temp_kelvin: 4000, color_mode: 'color_temp' },
      },
      // A lamp that is off tells no brightness; how bright it was is kept.
      { says: { s: { state: 'OFF', dim: 40 } }, state: 'off', attributes: { brightness: null } },
    ],
    sends: [
      ['turn_on', { brightness_pct: 40 }, 'b/set=40', 'c=ON'],
      ['turn_on', { brightness_pct: 0 }, 'c=OFF'],
      ['turn_on', { brightness_pct: 0.1 }, 'b/set=1', 'c=ON'],
      ['turn_on', { color_temp_kelvin: 4000 }, 'ct/set=250', 'c=ON'],
      ['turn_on', { effect: 'fire' }, 'fx/set=fire', 'c=ON'],
    ],
  },
  'lamp that is dimmed and has whites',
);

platform(
  'light',
  { command_topic: 'c', rgb_command_topic: 'rgb/set', rgb_state_topic: 'rgb', on_command_type: 'first' },
  {
    can: { supported_color_modes: ['rgb'] },
    shows: [{ says: { rgb: '128,0,0' }, attributes: { rgb_color: [255, 0, 0], brightness: 128, color_mode: 'rgb' } }],
    sends: [
      ['turn_on', { color_name: 'red', brightness_pct: 50 }, 'c=ON', 'rgb/set=128,0,0'],
      ['turn_on', { rgb_color: [0, 255, 0] }, 'c=ON', 'rgb/set=0,255,0'],
      ['turn_on', { brightness_pct: 100 }, 'c=ON', 'rgb/set=255,255,255'],
      ['turn_on', { color_temp_kelvin: 2700 }, 'c=ON', 'rgb/set=255,167,87'],
    ],
  },
  'lamp with colours and no brightness of its own',
);

platform(
  'light',
  {
    command_topic: 'c',
    brightness_command_topic: 'b/set',
    on_command_type: 'brightness',
    hs_command_topic: 'hs/set',
    hs_command_template: '{"h": {{ hue }}, "s": {{ sat }} }',
  },
  {
    sends: [
      ['turn_on', {}, 'b/set=255'],
      ['turn_on', { brightness_pct: 20 }, 'b/set=51'],
      ['turn_on', { color_name: 'blue' }, 'hs/set={"h": 240, "s": 100 }', 'b/set=255'],
    ],
  },
  'lamp that is switched on by its brightness',
);

platform(
  'light',
  {
    schema: 'json',
    command_topic: 'z/set',
    state_topic: 'z',
    brightness: true,
    brightness_scale: 254,
    supported_color_modes: ['xy', 'color_temp'],
    effect: true,
    effect_list: ['blink'],
  },
  {
    can: { supported_color_modes: ['xy', 'color_temp'], effect_list: ['blink'] },
    shows: [
      {
        says: { z: { state: 'ON', brightness: 127, color_mode: 'color_temp', color_temp: 370, color: { x: 0.4, y: 0.4 } } },
        state: 'on',
        attributes: { brightness: 128, color_mode: 'color_temp', color_temp_kelvin: 2702 },
      },
      {
        says: { z: { state: 'ON', color_mode: 'xy', color: { x: 0.701, y: 0.299 } } },
        attributes: { color_mode: 'xy', rgb_color: [255, 0, 0] },
      },
      { says: { z: { state: null } }, state: 'unknown' },
      { says: { z: 'not JSON' }, state: 'unknown' },
      { says: { z: ['ON'] }, state: 'unknown' },
      {
        says: { z: { state: 'ON', brightness: 'NaN', color_mode: '__proto__', color: { x: {} } } },
        state: 'on',
        attributes: { brightness: null },
      },
    ],
    sends: [
      ['turn_on', {}, 'z/set={"state":"ON"}'],
      ['turn_on', { brightness_pct: 50 }, 'z/set={"state":"ON","brightness":127}'],
      ['turn_on', { color_name: 'red' }, 'z/set={"state":"ON","color":{"x":0.701,"y":0.299}}'],
      ['turn_on', { color_temp_kelvin: 2700 }, 'z/set={"state":"ON","color_temp":370}'],
      ['turn_off', {}, 'z/set={"state":"OFF"}'],
    ],
  },
  'lamp of one JSON message, as Zigbee2MQTT has it',
);

platform(
  'light',
  {
    schema: 'template',
    command_topic: 'c',
    state_topic: 's',
    command_on_template: "on,{{ brightness | default('') }},{{ color_temp | default('') }}",
    command_off_template: 'off',
    state_template: "{{ value.split(',')[0] }}",
    brightness_template: "{{ value.split(',')[1] }}",
    color_temp_template: "{{ value.split(',')[2] }}",
    color_temp_kelvin: true,
  },
  {
    can: { supported_color_modes: ['color_temp'] },
    sends: [
      ['turn_on', { brightness_pct: 100 }, 'c=on,255,'],
      ['turn_on', { color_temp_kelvin: 3000 }, 'c=on,,3000'],
      ['turn_off', {}, 'c=off'],
    ],
  },
  'lamp that is described by templates',
);

it('A lamp that goes off tells no brightness, and has its old one when it is on again', () => {
  const home = new Discovered().announce('light', {
    name: 'L',
    command_topic: 'c',
    state_topic: 's',
    brightness_command_topic: 'b/set',
    brightness_state_topic: 'b',
  });
  const says = (...messages: string[]): unknown => {
    for (const message of messages) home.say(message.slice(0, 1), message.slice(2));
    return home.entity().attributes['brightness'];
  };
  expect([says('s=ON', 'b=100'), says('b=0', 's=OFF'), says('s=ON')]).toEqual([100, null, 100]);
});

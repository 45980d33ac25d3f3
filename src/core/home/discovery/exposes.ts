/** What a Zigbee device exposes → components. One function for each kind of expose; see zigbee2mqtt.ts. */
import { isRecord } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { BINARY_CLASSES, COUNTERS, SENSOR_CLASSES } from './classes.ts';
import { own } from './config.ts';
import { nameOf } from './device.ts';

type Loose = Readonly<Record<string, unknown>>;
type Config = Readonly<Record<string, Json>>;

export interface Exposing {
  readonly topic: string;
  /** Where commands go. */
  readonly set: string;
}
export interface Exposed {
  readonly platform: string;
  readonly object: string;
  readonly config: Config;
}

const PUBLISHED = 1;
const SETTABLE = 2;
const MAX_EXPOSES = 200;

const word = (map: Loose, key: string): string => String(own(map, key) ?? '').slice(0, 100);
/** Safe between quotes in a template and in JSON. */
const property = (expose: Loose): string | undefined => {
  const name = own(expose, 'property') ?? own(expose, 'name');
  return typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? name : undefined;
};
const may = (expose: Loose, bit: number): boolean => (Number(own(expose, 'access') ?? 0) & bit) !== 0;
const value = (name: string): string => `{{ value_json['${name}'] | is_defined }}`;
const scalar = (json: unknown, otherwise: Json): Json =>
  typeof json === 'string' || typeof json === 'boolean' || typeof json === 'number' ? json : otherwise;
const message = (name: string, json: Json): string => JSON.stringify({ [name]: json });
const label = (expose: Loose, name: string): string => nameOf(own(expose, 'label')) ?? name.replaceAll('_', ' ');

const features = (expose: Loose): ReadonlyMap<string, Loose> => {
  const list = own(expose, 'features');
  const found = (Array.isArray(list) ? (list as unknown[]) : []).filter(isRecord);
  return new Map(found.map((feature) => [word(feature, 'name'), feature]));
};
const endpoint = (expose: Loose): string => (own(expose, 'endpoint') === undefined ? '' : `_${word(expose, 'endpoint')}`);
const partName = (expose: Loose): Config =>
  own(expose, 'endpoint') === undefined ? { name: null } : { name: nameOf(own(expose, 'endpoint')) ?? null };

type Kind = (expose: Loose, to: Exposing) => Omit<Exposed, 'object'> | undefined;

const light: Kind = (expose, { topic, set }) => {
  const has = features(expose);
  const modes = [...(has.has('color_temp') ? ['color_temp'] : []), ...(has.has('color_xy') ? ['xy'] : has.has('color_hs') ? ['hs'] : [])];
  const whites = has.get('color_temp');
  const config = {
    schema: 'json',
    ...partName(expose),
    state_topic: topic,
    command_topic: set,
    brightness: has.has('brightness'),
    brightness_scale: Number(own(has.get('brightness') ?? {}, 'value_max') ?? 254),
    ...(modes.length > 0 ? { supported_color_modes: modes } : {}),
    ...(whites === undefined
      ? {}
      : { min_mireds: Number(own(whites, 'value_min') ?? 153), max_mireds: Number(own(whites, 'value_max') ?? 500) }),
  };
  return own(expose, 'endpoint') === undefined ? { platform: 'light', config } : undefined;
};

const switching: Kind = (expose, { topic, set }) => {
  const state = features(expose).get('state');
  const name = state && property(state);
  if (state === undefined || name === undefined) return undefined;
  const [on, off] = [scalar(own(state, 'value_on'), 'ON'), scalar(own(state, 'value_off'), 'OFF')];
  return {
    platform: 'switch',
    config: {
      ...partName(expose),
      state_topic: topic,
      value_template: value(name),
      command_topic: set,
      payload_on: message(name, on),
      payload_off: message(name, off),
      state_on: on,
      state_off: off,
    },
  };
};

const cover: Kind = (expose, { topic, set }) => {
  const has = features(expose);
  const [state, position] = [has.get('state'), has.get('position')].map((feature) => feature && property(feature));
  if (state === undefined) return undefined;
  const moves = {
    payload_open: message(state, 'OPEN'),
    payload_close: message(state, 'CLOSE'),
    payload_stop: message(state, 'STOP'),
    command_topic: set,
    ...partName(expose),
  };
  if (position === undefined)
    return {
      platform: 'cover',
      config: { ...moves, state_topic: topic, value_template: value(state), state_open: 'OPEN', state_closed: 'CLOSE' },
    };
  return {
    platform: 'cover',
    config: {
      ...moves,
      position_topic: topic,
      position_template: value(position),
      set_position_topic: set,
      set_position_template: `{"${position}": {{ position }} }`,
    },
  };
};

const lock: Kind = (expose, { topic, set }) => {
  const name = property(features(expose).get('state') ?? {});
  if (name === undefined) return undefined;
  return {
    platform: 'lock',
    config: {
      ...partName(expose),
      state_topic: topic,
      value_template: value(name),
      command_topic: set,
      payload_lock: message(name, 'LOCK'),
      payload_unlock: message(name, 'UNLOCK'),
      state_locked: 'LOCK',
      state_unlocked: 'UNLOCK',
    },
  };
};

const options = (expose: Loose | undefined): readonly string[] => {
  const list = expose && own(expose, 'values');
  return Array.isArray(list) ? (list as unknown[]).slice(0, 100).map(String) : [];
};
/** A setting of a climate or fan: read at the property, set as JSON. */
const part = (of: string, name: string, topic: string, set: string, number: boolean): Config => ({
  [`${of}_state_topic`]: topic,
  [`${of}_state_template`]: value(name),
  [`${of}_value_template`]: value(name),
  [`${of}_command_topic`]: set,
  [`${of}_command_template`]: number ? `{"${name}": {{ value }} }` : `{"${name}": "{{ value }}" }`,
});

const climate: Kind = (expose, { topic, set }) => {
  const has = features(expose);
  const target = ['occupied_heating_setpoint', 'current_heating_setpoint', 'occupied_cooling_setpoint'].find((name) => has.has(name));
  const [setpoint, mode, fanMode] = [has.get(target ?? ''), has.get('system_mode'), has.get('fan_mode')];
  const presets = options(has.get('preset')).filter((preset) => preset !== 'none');
  return {
    platform: 'climate',
    config: {
      ...partName(expose),
      ...(target === undefined || setpoint === undefined
        ? {}
        : {
            ...part('temperature', target, topic, set, true),
            min_temp: Number(own(setpoint, 'value_min') ?? 7),
            max_temp: Number(own(setpoint, 'value_max') ?? 35),
            temp_step: Number(own(setpoint, 'value_step') ?? 0.5),
          }),
      ...(has.has('local_temperature')
        ? { current_temperature_topic: topic, current_temperature_template: value('local_temperature') }
        : {}),
      ...(mode === undefined ? {} : { ...part('mode', 'system_mode', topic, set, false), modes: options(mode) }),
      ...(fanMode === undefined ? {} : { ...part('fan_mode', 'fan_mode', topic, set, false), fan_modes: options(fanMode) }),
      ...(presets.length === 0 ? {} : { ...part('preset_mode', 'preset', topic, set, false), preset_modes: presets }),
    },
  };
};

const fan: Kind = (expose, { topic, set }) => {
  const has = features(expose);
  const modes = options(has.get('mode')).filter((mode) => mode !== 'on' && mode !== 'off');
  return {
    platform: 'fan',
    config: {
      ...partName(expose),
      state_topic: topic,
      state_value_template: "{{ value_json['fan_state'] | is_defined }}",
      command_topic: set,
      payload_on: 'ON',
      payload_off: 'OFF',
      command_template: '{"fan_state": "{{ value }}" }',
      ...(modes.length === 0 ? {} : { ...part('preset_mode', 'fan_mode', topic, set, false), preset_modes: modes }),
    },
  };
};

const binary: Kind = (expose, { topic, set }) => {
  const name = property(expose);
  if (name === undefined || !may(expose, PUBLISHED)) return undefined;
  const [on, off] = [scalar(own(expose, 'value_on'), true), scalar(own(expose, 'value_off'), false)];
  const common = { name: label(expose, name), state_topic: topic, value_template: value(name) };
  if (may(expose, SETTABLE))
    return {
      platform: 'switch',
      config: {
        ...common,
        entity_category: 'config',
        command_topic: set,
        payload_on: message(name, on),
        payload_off: message(name, off),
        state_on: on,
        state_off: off,
      },
    };
  const deviceClass = BINARY_CLASSES.get(name);
  return {
    platform: 'binary_sensor',
    config: {
      ...common,
      payload_on: on,
      payload_off: off,
      ...(deviceClass === undefined ? {} : { device_class: deviceClass }),
    },
  };
};

const numeric: Kind = (expose, { topic, set }) => {
  const name = property(expose);
  if (name === undefined || !may(expose, PUBLISHED)) return undefined;
  const [unit, deviceClass] = [own(expose, 'unit'), SENSOR_CLASSES.get(name)];
  const common = {
    name: label(expose, name),
    state_topic: topic,
    value_template: value(name),
    ...(typeof unit === 'string' ? { unit_of_measurement: unit.slice(0, 12) } : {}),
  };
  if (!may(expose, SETTABLE))
    return {
      platform: 'sensor',
      config: {
        ...common,
        ...(deviceClass === undefined || name === 'linkquality' ? {} : { device_class: deviceClass }),
        state_class: COUNTERS.has(name) ? 'total_increasing' : 'measurement',
        ...(name === 'linkquality' || name === 'battery' ? { entity_category: 'diagnostic' } : {}),
      },
    };
  const [min, max, step] = ['value_min', 'value_max', 'value_step'].map((key) => own(expose, key));
  return {
    platform: 'number',
    config: {
      ...common,
      entity_category: 'config',
      command_topic: set,
      command_template: `{"${name}": {{ value }} }`,
      min: Number(min ?? 0),
      max: Number(max ?? 65_535),
      step: Number(step ?? 1),
    },
  };
};

const choosing: Kind = (expose, { topic, set }) => {
  const name = property(expose);
  if (name === undefined || !may(expose, PUBLISHED)) return undefined;
  const common = { name: label(expose, name), state_topic: topic, value_template: value(name) };
  if (!may(expose, SETTABLE)) return { platform: 'sensor', config: common };
  return {
    platform: 'select',
    config: {
      ...common,
      entity_category: 'config',
      command_topic: set,
      command_template: `{"${name}": "{{ value }}" }`,
      options: options(expose),
    },
  };
};

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['light', light],
  ['switch', switching],
  ['cover', cover],
  ['lock', lock],
  ['climate', climate],
  ['fan', fan],
  ['binary', binary],
  ['numeric', numeric],
  ['enum', choosing],
]);

export function exposedComponents(exposes: readonly unknown[], to: Exposing): readonly Exposed[] {
  return exposes.slice(0, MAX_EXPOSES).flatMap((expose): Exposed[] => {
    if (!isRecord(expose)) return [];
    const type = word(expose, 'type');
    const found = KINDS.get(type)?.(expose, to);
    if (found === undefined) return [];
    const object = ['binary', 'numeric', 'enum'].includes(type) ? (property(expose) ?? type) : `${type}${endpoint(expose)}`;
    return [{ ...found, object }];
  });
}

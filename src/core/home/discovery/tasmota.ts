/**
 * Tasmota's own discovery, told again in Home Assistant's words, so that everything behind it knows one language only.
 *
 *     tasmota/discovery/<MAC>/config     relays, lights, shutters and their topics
 *     tasmota/discovery/<MAC>/sensors    one telemetry message, as a sample of what there is to read
 *
 * Format: tasmota/tasmota_xdrv_driver/xdrv_12_discovery.ino, ver 1; numbers of lights: 1 dimmer, 2 white, 3 RGB, 4 RGBW, 5 RGB and white.
 */
import { fail, isRecord, ok, type Result } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { type Announcement, type Component, parseMap } from './announcement.ts';
import { COUNTERS, SENSOR_CLASSES, TASMOTA_UNITS } from './classes.ts';
import { own } from './config.ts';
import { type DeviceInfo, nameOf } from './device.ts';

type Loose = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, Json>>;

const RELAY = 1;
const LIGHT = 2;
const SHUTTER = 3;
const MAX_RELAYS = 32;
const MAX_SENSORS = 100;
const MAX_PHASES = 8;

/** Where one device speaks and listens. */
interface Topics {
  readonly device: DeviceInfo;
  readonly common: Settings;
  of(prefix: 'cmnd' | 'stat' | 'tele', what: string): string;
}

function topicsOf(config: Loose, mac: string): Topics | undefined {
  const [full, topic, prefixes] = [own(config, 'ft'), own(config, 't'), own(config, 'tp')];
  if (typeof full !== 'string' || typeof topic !== 'string' || !Array.isArray(prefixes) || full.length > 200) return undefined;
  const [cmnd, stat, tele] = (prefixes as unknown[]).map(String);
  const named = { cmnd: cmnd ?? 'cmnd', stat: stat ?? 'stat', tele: tele ?? 'tele' };
  // What FullTopic may hold: https://tasmota.github.io/docs/MQTT/#mqtt-topic-definition. %id% is the end of the MAC.
  const host = own(config, 'hn');
  const said = { topic, hostname: typeof host === 'string' ? host : topic, id: mac.slice(-6) };
  const of: Topics['of'] = (prefix, what) =>
    `${full.replace(/%(prefix|topic|hostname|id)%/g, (_, which: 'prefix' | keyof typeof said) => (which === 'prefix' ? named[prefix] : said[which]))}${what}`;
  const name = nameOf(own(config, 'dn')) ?? nameOf(topic) ?? mac;
  const model = nameOf(own(config, 'md'));
  return {
    device: { id: mac, name, manufacturer: 'Tasmota', ...(model === undefined ? {} : { model }) },
    common: {
      availability_topic: of('tele', 'LWT'),
      payload_available: String(own(config, 'onln') ?? 'Online'),
      payload_not_available: String(own(config, 'ofln') ?? 'Offline'),
    },
    of,
  };
}

const component = (topics: Topics, platform: string, object: string, settings: Settings): Component => ({
  key: `${platform} ${topics.device.id} ${object}`,
  platform,
  device: topics.device,
  origin: 'Tasmota',
  config: { unique_id: `${topics.device.id}_${object}`, ...topics.common, ...settings },
});

/** POWER of the only relay, POWER2 of the second; the only one may be called POWER1 as well. */
const powerTemplate = (index: number, only: boolean): string =>
  only ? '{{ value_json.POWER | default(value_json.POWER1) | is_defined }}' : `{{ value_json.POWER${index} | is_defined }}`;

function switching(topics: Topics, config: Loose, index: number, only: boolean): Settings {
  const states = own(config, 'state');
  const [off, on] = Array.isArray(states) ? (states as unknown[]).map(String) : [];
  return {
    command_topic: topics.of('cmnd', `POWER${index}`),
    state_topic: topics.of('stat', 'RESULT'),
    state_topic_too: topics.of('tele', 'STATE'),
    payload_on: on ?? 'ON',
    payload_off: off ?? 'OFF',
    state_value_template: powerTemplate(index, only),
    value_template: powerTemplate(index, only),
  };
}

const reads = (topics: Topics, part: string, template: string): Settings => ({
  [`${part}_state_topic`]: topics.of('stat', 'RESULT'),
  [`${part}_state_topic_too`]: topics.of('tele', 'STATE'),
  [`${part}_value_template`]: template,
});

/** Setting 68: each relay is a dimmer of its own, with a channel of its own. */
const channel = (topics: Topics, index: number): Settings => ({
  brightness_command_topic: topics.of('cmnd', `Channel${index}`),
  brightness_scale: 100,
  ...reads(topics, 'brightness', `{{ value_json.Channel[${index - 1}] | is_defined }}`),
});

function light(topics: Topics, kind: number): Settings {
  return {
    ...(kind >= 1
      ? {
          brightness_command_topic: topics.of('cmnd', 'Dimmer'),
          brightness_scale: 100,
          ...reads(topics, 'brightness', '{{ value_json.Dimmer | is_defined }}'),
        }
      : {}),
    ...(kind === 2 || kind === 5
      ? {
          color_temp_command_topic: topics.of('cmnd', 'CT'),
          min_mireds: 153,
          max_mireds: 500,
          ...reads(topics, 'color_temp', '{{ value_json.CT | is_defined }}'),
        }
      : {}),
    ...(kind >= 3
      ? {
          hs_command_topic: topics.of('cmnd', 'Backlog'),
          hs_command_template: 'HSBColor1 {{ hue | round(0) | int }};HSBColor2 {{ sat | round(0) | int }}',
          ...reads(topics, 'hs', '{{ value_json.HSBColor | is_defined }}'),
        }
      : {}),
  };
}

/** RESULT tells one thing at a time: what is not in it is no mistake and changes nothing. */
const within = (group: string, key: string): string =>
  `{% if value_json.${group} is defined %}{{ value_json.${group}.${key} | is_defined }}{% endif %}`;

/** `sho`: bit 0 has it count the other way round. `sht`: lowest and highest tilt, where it has one. */
const shutter = (topics: Topics, number: number, options: unknown, tilt: unknown): Settings => ({
  ...((Number(options) & 1) === 1 ? { position_open: 0, position_closed: 100 } : {}),
  ...tilts(topics, number, tilt),
  command_topic: topics.of('cmnd', 'Backlog'),
  payload_open: `ShutterOpen${number}`,
  payload_close: `ShutterClose${number}`,
  payload_stop: `ShutterStop${number}`,
  set_position_topic: topics.of('cmnd', `ShutterPosition${number}`),
  position_topic: topics.of('stat', 'RESULT'),
  position_topic_too: topics.of('tele', 'SENSOR'),
  position_template: within(`Shutter${number}`, 'Position'),
});

function tilts(topics: Topics, number: number, tilt: unknown): Settings {
  const [low, high] = Array.isArray(tilt) ? (tilt as unknown[]).map(Number) : [];
  if (low === undefined || high === undefined || !(low < high)) return {};
  return {
    tilt_command_topic: topics.of('cmnd', `ShutterTilt${number}`),
    tilt_status_topic: topics.of('stat', 'RESULT'),
    tilt_status_template: within(`Shutter${number}`, 'Tilt'),
    tilt_min: low,
    tilt_max: high,
    tilt_closed_value: low,
    tilt_opened_value: high,
  };
}

/**
 * A switch whose state follows its input, by `swc` (SwitchMode): follow, follow inverted, the same with multi-press, and those for motion. Others are
 * buttons: what they do is seen at the relay. Setting 114 has them told apart from the relays: {"Switch1": {"Action": "ON"}}.
 */
const FOLLOWING: ReadonlySet<number> = new Set([1, 2, 13, 14, 15, 16]);
const follower = (topics: Topics, index: number): Settings => ({
  state_topic: topics.of('stat', 'RESULT'),
  state_topic_too: topics.of('tele', 'SENSOR'),
  value_template: `{% if value_json.Switch${index} is defined %}{{ value_json.Switch${index}.Action | default(value_json.Switch${index}) }}{% endif %}`,
});

const itemOf = (list: unknown, index: number): unknown => (Array.isArray(list) ? (list as unknown[])[index] : undefined);

/** Codes: those of `parseMap`, and `home/bad-config`. */
export function readTasmota(mac: string, payload: string): Result<Announcement> {
  const parsed = parseMap(payload);
  if (!parsed.ok) return parsed;
  const config = parsed.value;
  const topics = topicsOf(config, mac);
  const relays = own(config, 'rl');
  if (topics === undefined || !Array.isArray(relays))
    return fail('home/bad-config', 'A Tasmota device announces itself without its topics or relays.');
  const kinds = (relays as unknown[]).slice(0, MAX_RELAYS).map(Number);
  const used = kinds.flatMap((kind, i) => (kind > 0 ? [{ kind, index: i + 1 }] : []));
  const [names, kind] = [own(config, 'fn'), Number(own(config, 'lt_st') ?? 0)];
  const options = own(config, 'so');
  const isSet = (option: string): boolean => isRecord(options) && Number(own(options, option)) === 1;
  const asLights = isSet('30');
  const nameAt = (index: number): string | null => {
    const name = Array.isArray(names) ? nameOf((names as unknown[])[index - 1]) : undefined;
    return name === undefined || name === topics.device.name ? null : name;
  };
  const shutters = used.filter((relay) => relay.kind === SHUTTER);
  const components = used.flatMap(({ kind: relay, index }): Component[] => {
    const name = nameAt(index);
    const settings = { name, ...switching(topics, config, index, used.length === 1) };
    if (relay === LIGHT) {
      const how = isSet('68') ? channel(topics, index) : light(topics, kind);
      return [component(topics, 'light', `LI_${index}`, { ...settings, ...how })];
    }
    if (relay !== RELAY) return [];
    return [component(topics, asLights ? 'light' : 'switch', `RL_${index}`, settings)];
  });
  // Two relays move one shutter.
  for (let n = 1; n <= Math.ceil(shutters.length / 2); n++)
    components.push(
      component(topics, 'cover', `SHT_${n}`, {
        name: nameAt(n),
        ...shutter(topics, n, itemOf(own(config, 'sho'), n - 1), itemOf(own(config, 'sht'), n - 1)),
      }),
    );
  const modes = own(config, 'swc');
  for (const [i, mode] of (Array.isArray(modes) ? (modes as unknown[]) : []).slice(0, MAX_RELAYS).entries())
    if (FOLLOWING.has(Number(mode)))
      components.push(
        component(topics, 'binary_sensor', `SW_${i + 1}`, {
          name: nameOf(itemOf(own(config, 'swn'), i)) ?? `Switch ${i + 1}`,
          ...follower(topics, i + 1),
        }),
      );
  return ok({ components, gone: [], replaces: true, faults: [] });
}

/** What the sample of telemetry holds: numbers by group and name. Needs the `config` of the same device. */
export function readTasmotaSensors(mac: string, config: string, payload: string): Result<Announcement> {
  const [parsed, sample] = [parseMap(config), parseMap(payload)];
  if (!parsed.ok) return parsed;
  if (!sample.ok) return sample;
  const topics = topicsOf(parsed.value, mac);
  const readings = own(sample.value, 'sn');
  if (topics === undefined || !isRecord(readings))
    return fail('home/bad-config', 'A Tasmota device announces sensors without a sample of them.');
  const units: Readonly<Record<string, string>> = {
    temperature: `°${String(own(readings, 'TempUnit') ?? 'C').slice(0, 1)}`,
    dewpoint: `°${String(own(readings, 'TempUnit') ?? 'C').slice(0, 1)}`,
    pressure: String(own(readings, 'PressureUnit') ?? 'hPa').slice(0, 10),
    sealevelpressure: String(own(readings, 'PressureUnit') ?? 'hPa').slice(0, 10),
  };
  const components: Component[] = [];
  for (const [group, values] of Object.entries(readings)) {
    if (!isRecord(values) || /^(?:Switch|Shutter|Button)\d*$/.test(group)) continue;
    for (const { key, place, number } of Object.entries(values).flatMap(([name, value]) => numbersIn(name, value))) {
      if (components.length >= MAX_SENSORS || /["'\\\]]/.test(group + key)) continue;
      const what = key.toLowerCase();
      const [deviceClass, unit] = [SENSOR_CLASSES.get(what), units[what] ?? TASMOTA_UNITS.get(what)];
      components.push(
        component(topics, 'sensor', `${group}_${key}${number}`, {
          name: `${/^(?:energy|esp32)$/i.test(group) ? '' : `${group} `}${key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}${number === '' ? '' : ` ${number}`}`,
          state_topic: topics.of('tele', 'SENSOR'),
          value_template: `{{ value_json['${group}']['${key}']${place} | is_defined }}`,
          ...(unit === undefined ? {} : { unit_of_measurement: unit }),
          ...(deviceClass === undefined ? {} : { device_class: deviceClass }),
          state_class: COUNTERS.has(what) ? 'total_increasing' : 'measurement',
        }),
      );
    }
  }
  return ok({ components, gone: [], replaces: true, faults: [] });
}

/** A number, or one for each phase or channel: "Power": [12, 0, 7]. */
function numbersIn(key: string, value: unknown): readonly { readonly key: string; readonly place: string; readonly number: string }[] {
  if (typeof value === 'number') return [{ key, place: '', number: '' }];
  if (!Array.isArray(value) || value.length > MAX_PHASES) return [];
  return (value as unknown[]).flatMap((item, i) => (typeof item === 'number' ? [{ key, place: `[${i}]`, number: String(i + 1) }] : []));
}

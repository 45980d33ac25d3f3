/**
 * From words on the wire to a sensor's identity and the name that begins a sentence.
 *
 *     [Garage Freezer] [temperature]            garage_freezer.temperature            "Garage Freezer temperature"
 *     [sonoff-desk]    [ENERGY, Power]          sonoff-desk.energy.power              "Sonoff-desk power"
 *     [shellyem-1234]  [emeter, 0, power]       shellyem-1234.emeter.0.power          "Shellyem-1234 power"
 *     [shellyem-1234]  [emeter, 1, power]       shellyem-1234.emeter.1.power          "Shellyem-1234 emeter 1 power"
 */
import type { DeviceId, SensorId } from '../domain/index.ts';
import { quantityOf } from '../domain/quantity.ts';

/** Characters in the two halves of an identity and in a name; what is longer is cut and told apart by its hash. */
export const nameLimits = { device: 48, leaf: 64, name: 64 } as const;

/** Who says what, in the words of the wire. Two streams with the same words are the same sensor. */
export interface SensorWords {
  readonly device: readonly string[];
  readonly leaf: readonly string[];
}

/** Keys that wrap a measurement and say nothing about it. */
const wrappers: ReadonlySet<string> = new Set([
  'params',
  'statussns',
  'statussts',
  'data',
  'payload',
  'values',
  'sensors',
  'readings',
  'measurements',
  'telemetry',
  'attributes',
]);
/** Leaves that only say "the value": the topic's last level says which. */
const theValue: ReadonlySet<string> = new Set(['value', 'val', 'v', 'current_value', 'reading', 'measurement']);

/**
 * Joins a topic's words with the path in its payload: wrappers go, and where the payload says no more than "a value" the topic's last
 * level is the leaf (`garage/freezer/temperature` = `garage/freezer {"temperature": …}`).
 */
export function sensorWords(place: SensorWords, path: readonly string[]): SensorWords {
  const inner = path.filter((step, i) => i === path.length - 1 || !wrappers.has(step.toLowerCase()));
  const leaf = [...place.leaf, ...inner];
  if (place.leaf.length === 0 && inner.length > 0 && theValue.has(inner.at(-1)?.toLowerCase() ?? '')) leaf.pop();
  if (leaf.length > 0) {
    if (leaf.length === 1 && leaf[0] === 'state' && inner.length === 0) return fromStateTopic(place);
    return { device: place.device, leaf };
  }
  const last = place.device.at(-1) ?? 'value';
  if (place.device.length < 2) return { device: place.device, leaf: ['value'] };
  if (last === 'state') return fromStateTopic({ device: place.device.slice(0, -1), leaf: ['state'] });
  return { device: place.device.slice(0, -1), leaf: [last] };
}

/** `…/temperature/state`: the level before "state" is the leaf when it names a quantity, else the device has a state. */
function fromStateTopic(place: SensorWords): SensorWords {
  const last = place.device.at(-1) ?? '';
  return place.device.length > 1 && quantityOf(last) !== 'other' ? { device: place.device.slice(0, -1), leaf: [last] } : place;
}

/** Keys that count, date or identify instead of measuring; matched in lower case as the last key of a path. */
const bookkeeping: ReadonlySet<string> = new Set([
  ...[
    'time',
    'timestamp',
    'ts',
    'unixtime',
    'epoch',
    'millis',
    'last_seen',
    'lastseen',
    'last_updated',
    'last_changed',
    'last_triggered',
    'elapsed',
    'uptime',
    'uptimesec',
  ],
  ...[
    'id',
    'uid',
    'mac',
    'ieeeaddr',
    'networkaddress',
    'seq',
    'sequence',
    'counter_id',
    'device_id',
    'version',
    'cfg_rev',
    'kvs_rev',
    'schedule_rev',
    'webhook_rev',
  ],
  ...[
    'update_available',
    'update',
    'minute_ts',
    'event_cnt',
    'has_timer',
    'timer_started',
    'timer_duration',
    'timer_remaining',
    'restart_required',
    'reset_reason',
  ],
  ...[
    'ram_size',
    'ram_free',
    'ram_min_free',
    'ram_total',
    'ram_lwm',
    'fs_size',
    'fs_free',
    'mem_free',
    'heap',
    'sleep',
    'loadavg',
    'mqttcount',
    'linkcount',
    'channel',
    'ap',
  ],
  ...[
    'supported_features',
    'min_temp',
    'max_temp',
    'target_temp_step',
    'color_temp',
    'color_temp_startup',
    'transition',
    'countdown',
    'is_valid',
  ],
]);

/** False for leaves that are no measurement: times, counters of the firmware, identities, settings, and Shelly's second copy of a temperature in °F. */
export function isMeasurement(leaf: readonly string[]): boolean {
  const last = leaf.at(-1)?.toLowerCase() ?? '';
  if (bookkeeping.has(last) || /_(?:id|ts|calibration|precision|rev)$/.test(last)) return false;
  if (last === 'tf' && leaf.at(-2)?.toLowerCase() === 'temperature') return false;
  return leaf.every((step) => step !== 'update' && step !== 'color');
}

export const deviceIdOf = (device: readonly string[]): DeviceId => slug(device.join('_'), nameLimits.device) as DeviceId;

/** `.` between the levels of a leaf; `switch:0` is `switch_0`. */
export const sensorIdOf = (device: DeviceId, leaf: readonly string[]): SensorId =>
  `${device}.${slug(leaf.map((l) => l.replace(/\./g, '_')).join('.'), nameLimits.leaf)}` as SensorId;

/** The identity again for somebody else who came later with the same letters: ends in a hash of their own words, so it is the same next time. */
export const distinct = <T extends string>(id: T, words: readonly string[]): T => `${id}-${hash(words.join('\u0000'))}` as T;

/** Letters that do not fall apart into a base letter and an accent. */
const letters: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['ø', 'oe'],
  ['å', 'aa'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['þ', 'th'],
]);

/** Text → `[a-z0-9_.-]{1,limit}`. What cannot be written in these letters at all (other scripts, emoji) becomes a hash. */
export function slug(text: string, limit: number): string {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåłđþ]/g, (l) => letters.get(l) ?? l)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const lost = /[^\p{ASCII}]/u.test(plain.replace(/[^\p{L}\p{N}]/gu, ''));
  const out = plain
    .replace(/[^a-z0-9_.-]+/g, '_')
    .replace(/_{2,}/g, '_')
    .replace(/^[_.]+|[_.]+$/g, '');
  if (out !== '' && !lost && out.length <= limit) return out;
  const tail = hash(text);
  return out === '' || /^[_.-]*$/.test(out) ? `x${tail}` : `${out.slice(0, limit - tail.length - 1).replace(/[_.-]+$/, '')}-${tail}`;
}

/** FNV-1a over UTF-16 units, 32 bits, in base 36: short and the same on every machine. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return (h >>> 0).toString(36).padStart(7, '0');
}

/** "Garage Freezer", "Shellyem-1234": fit to begin a sentence. */
export function deviceNameOf(device: readonly string[]): string {
  const words = clean(device.join(' '));
  return words === '' ? 'Unnamed device' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The whole name: the device, then what of it. A leaf that repeats the device's last words is not said twice. */
export function sensorNameOf(deviceName: string, leaf: readonly string[]): string {
  const phrase = leafPhrase(leaf);
  // "Attic temperature" needs no "state" behind it, "Hall lamp" does.
  if (phrase === 'state' && quantityOf(deviceName) !== 'other') return shorten(deviceName, nameLimits.name);
  const before = deviceName.toLowerCase();
  const whole = phrase === '' || before === phrase || before.endsWith(` ${phrase}`) ? deviceName : `${deviceName} ${phrase}`;
  return shorten(whole, nameLimits.name);
}

const phrases: ReadonlyMap<string, string> = new Map([
  ['tc', 'temperature'],
  ['apower', 'power'],
  ['act_power', 'power'],
  ['aenergy', 'energy'],
  ['rh', 'humidity'],
  ['hum', 'humidity'],
  ['temp', 'temperature'],
  ['tempc', 'temperature'],
  ['linkquality', 'link quality'],
  ['freq', 'frequency'],
  ['pf', 'power factor'],
  ['batt', 'battery'],
  ['lux', 'brightness'],
  ['illuminance_lux', 'illuminance'],
  ['rssi', 'RSSI'],
  ['co2', 'CO₂'],
  ['voc', 'VOC'],
  ['pm25', 'PM2.5'],
  ['pm2_5', 'PM2.5'],
  ['pm10', 'PM10'],
  ['ph', 'pH'],
]);

/** Words that add nothing behind what already names a quantity: "energy total", "CO₂ value". */
const soft: ReadonlySet<string> = new Set(['value', 'state', 'total']);

function leafPhrase(leaf: readonly string[]): string {
  const words = spokenSteps(leaf).map(wordsOf);
  if (words.length > 1 && soft.has(words.at(-1) ?? '')) words.pop();
  const said = words.filter((w, i) => w !== '' && w !== words[i - 1]).join(' ');
  return said === 'value' ? '' : said;
}

/** Without what is said only when there is a second of its kind (`switch:0`, `emeter/0`) and without Tasmota's `ENERGY` before a quantity. */
function spokenSteps(leaf: readonly string[]): string[] {
  const out: string[] = [];
  const end = leaf.length - 1;
  for (let i = 0; i <= end; i++) {
    const step = leaf[i] ?? '';
    if (i < end && /^[a-z_]+\d*:0$/i.test(step)) continue;
    if (i < end && /^energy$/i.test(step) && !/^(?:other|count)$/.test(quantityOf(leaf[end] ?? ''))) continue;
    if (leaf[i + 1] === '0') {
      if (i + 1 === end) out.push(step);
      i++;
    } else out.push(step);
  }
  return out;
}

/** `soil_moisture`, `ApparentPower`, `switch:1` → "soil moisture", "apparent power", "switch 1"; abbreviations keep their capitals. */
function wordsOf(step: string): string {
  const known = phrases.get(step.toLowerCase());
  if (known !== undefined) return known;
  return clean(step.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/:/g, ' '))
    .split(' ')
    .map((word) =>
      /\d/.test(word) || (/^[A-Z]{2,4}$/.test(word) && step !== step.toUpperCase())
        ? word
        : (phrases.get(word.toLowerCase()) ?? word.toLowerCase()),
    )
    .join(' ');
}

/** No control characters, no runs of blanks, `_` and `/` as blanks, of limited length. */
export function clean(text: string): string {
  return shorten(
    text
      .slice(0, 1_000)
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[\s_/]+/g, ' ')
      .trim(),
    nameLimits.name,
  );
}

const shorten = (text: string, limit: number): string =>
  text.length <= limit
    ? text
    : `${[...text.slice(0, limit - 1)]
        .join('')
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`;

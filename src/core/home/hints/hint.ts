/**
 * What an announcement says of an entity → how the watcher takes its readings. Pure; everything is optional on the wire, and nothing of it
 * is believed where it contradicts itself.
 *
 *     sensor {device_class: energy, unit: kWh, state_class: total_increasing}   counter, watched as what it grows by
 *     sensor {device_class: battery, entity_category: diagnostic}               a battery: its own rule, heard
 *     binary_sensor {device_class: garage_door}                                 lengths and hours
 *     sensor {entity_category: diagnostic, unit: ms}                            a level, quietly
 *     number, select, update, button …                                          not watched
 */
import type { Quantity } from '../../domain/index.ts';
import { quantityOf } from '../../domain/quantity.ts';
import type { BinaryKind } from '../../watch/binary/index.ts';
import type { SensorOptions } from '../options.ts';
import { binaryKindOf } from './binary-kind.ts';
import { COUNTERS, quantityOfClass, TIMES } from './classes.ts';

/** What is said of an entity, in Home Assistant's words; names and values come from the wire. */
export interface Described {
  /** "sensor", "binary_sensor", "lock", … */
  readonly domain: string;
  readonly name?: string;
  readonly deviceClass?: string;
  readonly unit?: string;
  readonly stateClass?: string;
  readonly options?: readonly string[];
  /** "config", "diagnostic". */
  readonly category?: string;
  /** False where the publisher would rather not have it shown. */
  readonly enabled?: boolean;
}

/** How values are to be read. */
export type Reading =
  | { readonly as: 'level' }
  /** Only what it grows by counts. `total_increasing` that falls has been reset; a `total` may also count down. */
  | { readonly as: 'counter'; readonly falls: 'reset' | 'allowed' }
  /** Degrees of a circle: 359 is beside 0. No model looks at it. */
  | { readonly as: 'angle' }
  | { readonly as: 'binary'; readonly kind: BinaryKind }
  | { readonly as: 'states'; readonly options: readonly string[] }
  | { readonly as: 'battery' }
  | { readonly as: 'link' }
  | { readonly as: 'time' | 'text' };

/** `quiet`: what happens to it joins an incident of its device and begins none. `loud`: told sooner, and as one step graver. */
export type Loudness = 'off' | 'quiet' | 'normal' | 'loud';

export interface Hint {
  /** Absent where nothing is said: the name decides. */
  readonly quantity?: Quantity;
  readonly unit?: string;
  readonly reading: Reading;
  readonly watch: Loudness;
}

const DOMAINS_OF_TWO_STATES: ReadonlyMap<string, BinaryKind> = new Map<string, BinaryKind>([
  ['lock', 'lock'],
  ['valve', 'opening'],
  ['switch', 'operated'],
  ['light', 'operated'],
  ['fan', 'operated'],
  ['siren', 'operated'],
  ['humidifier', 'operated'],
]);
const GARAGE: ReadonlySet<string> = new Set(['garage', 'gate', 'door']);
/** Longest unit that is printed. */
const MAX_UNIT = 12;
const MAX_OPTIONS = 64;

export function hintOf(described: Described): Hint {
  const { domain } = described;
  if (domain === 'sensor') return ofSensor(described);
  if (domain === 'binary_sensor') return ofBinary(binaryKindOf(classOf(described), described.name ?? ''), described);
  if (domain === 'cover' && GARAGE.has(classOf(described))) return ofBinary('garage-door', described);
  if (domain === 'climate' || domain === 'water_heater') return { quantity: 'temperature', reading: { as: 'level' }, watch: 'normal' };
  const kind = DOMAINS_OF_TWO_STATES.get(domain);
  if (kind === undefined) return { reading: { as: 'text' }, watch: 'off' };
  return ofBinary(kind === 'operated' ? binaryKindOf('power', described.name ?? '') : kind, described);
}

const classOf = ({ deviceClass = '' }: Described): string => deviceClass.slice(0, 64).toLowerCase();

function ofBinary(kind: BinaryKind, described: Described): Hint {
  // What warns of something is heard, wherever the publisher has put it.
  const warns = kind === 'danger' || kind === 'trouble' || kind === 'low-battery';
  return { quantity: 'switch', unit: '', reading: { as: 'binary', kind }, watch: warns ? 'normal' : usual(described, kind) };
}

/** Firmware and settings are nobody's trouble; diagnostics are somebody's. */
function usual({ category, enabled }: Described, kind?: BinaryKind): Loudness {
  if (category === 'config') return 'off';
  return category === 'diagnostic' || enabled === false || kind === 'operated' ? 'quiet' : 'normal';
}

function ofSensor(described: Described): Hint {
  const { stateClass, options } = described;
  const deviceClass = classOf(described);
  const unit = unitIn(described.unit);
  const watch = usual(described);
  if (TIMES.has(deviceClass)) return { reading: { as: 'time' }, watch: 'off' };
  if (deviceClass === 'enum' || options !== undefined)
    return { reading: { as: 'states', options: (options ?? []).slice(0, MAX_OPTIONS) }, watch: watch === 'off' ? 'off' : 'quiet' };
  if (unit === undefined && stateClass === undefined && quantityOfClass(deviceClass) === undefined)
    return { reading: { as: 'text' }, watch: 'off' };
  const quantity = quantityIn(deviceClass, unit, described.name ?? '');
  const said = { ...(quantity === undefined ? {} : { quantity }), ...(unit === undefined ? {} : { unit }) };
  const heard = watch === 'off' ? 'off' : 'normal';
  if (quantity === 'battery' && (unit === '%' || unit === undefined))
    return { ...said, unit: '%', reading: { as: 'battery' }, watch: heard };
  if (quantity === 'signal') return { ...said, reading: { as: 'link' }, watch: heard };
  if (deviceClass === 'wind_direction' || stateClass === 'measurement_angle') return { ...said, reading: { as: 'angle' }, watch: 'off' };
  return { ...said, reading: readingOf(deviceClass, stateClass), watch: deviceClass === 'duration' ? quieter(watch) : watch };
}

function readingOf(deviceClass: string, stateClass: string | undefined): Reading {
  if (stateClass === 'total_increasing') return { as: 'counter', falls: 'reset' };
  if (stateClass === 'total') return { as: 'counter', falls: 'allowed' };
  return stateClass === undefined && COUNTERS.has(deviceClass) ? { as: 'counter', falls: 'reset' } : { as: 'level' };
}

/** A class that its unit contradicts ("power" in kWh) is not believed; link quality is known by its unit alone. */
function quantityIn(deviceClass: string, unit: string | undefined, name: string): Quantity | undefined {
  const ofUnit = unit === undefined ? 'other' : quantityOf('', unit);
  const ofClass = quantityOfClass(deviceClass);
  if (ofClass === undefined)
    return ofUnit !== 'other' ? ofUnit : /\b(?:link ?quality|rssi|lqi)\b/i.test(name.slice(0, 200)) ? 'signal' : undefined;
  if (ofClass === 'other' || ofClass === 'speed' || ofClass === 'level' || ofUnit === 'other') return ofClass;
  return ofUnit;
}

/** As it is printed behind a number; undefined when it is too long to be one. */
function unitIn(unit: string | undefined): string | undefined {
  const text = unit
    ?.slice(0, 40)
    .replace(/[\p{C}\p{Z}]+/gu, '')
    .replace(/℃|^°c$/, '°C')
    .replace(/℉|^°f$/, '°F')
    .replace(/μ/g, 'µ');
  return text === undefined || text.length > MAX_UNIT ? undefined : text;
}

const quieter = (watch: Loudness): Loudness => (watch === 'normal' ? 'quiet' : watch);

/** The owner's word stands above what the device says of itself. */
export const loudnessOf = (hint: Hint | undefined, owner: SensorOptions['watch']): Loudness => owner ?? hint?.watch ?? 'normal';

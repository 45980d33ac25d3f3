/**
 * What a sensor measures, told from the words in its name and from its unit, and what follows from that: the unit when nobody
 * says one, the range outside which a value cannot be true, the numbers that mean "no measurement", and how many decimals to print.
 *
 *     "ENERGY.ApparentPower", ""  ─► power ─► W ─► ±1e9
 *     "temperature.tF", ""        ─► temperature ─► °F ─► -459.67 … 5432
 *
 * Refuses to guess: a unit that is often something else (pressure, speed, flow, level) stays empty, since a wrong unit in a sentence
 * is worse than none. Ranges are generous: they catch what physics or the sensor's wire format excludes, habits do the rest.
 */
import type { Quantity } from './index.ts';

type Words = readonly string[];

/** Words that say what the thing is *not*, though one of the words below is in the name: `color_temp` is in mired, `power_factor` has no unit. */
const notWhatItSeems: readonly Words[] = [
  ['color', 'temp'],
  ['colour', 'temp'],
  ['color', 'temperature'],
  ['colour', 'temperature'],
  ['power', 'factor'],
  ['factor'],
  ['humidity', 'ratio'],
  ['calibration'],
  ['offset'],
  ['interval'],
  ['duration'],
  ['timestamp'],
];

/** First match wins, so what can only mean one thing stands before what is also an adjective (`current_temperature`, `battery_voltage`). */
const byWord: readonly (readonly [Quantity, Words])[] = [
  ['temperature', ['temperature', 'temp', 'temps', 'dewpoint', 'dew', 'thermocouple', 'thermometer', 'celsius', 'fahrenheit', 'setpoint']],
  ['humidity', ['humidity', 'hum', 'humid', 'relh', 'rh', 'moisture']],
  ['pressure', ['pressure', 'barometer', 'baro', 'hpa', 'mbar', 'kpa']],
  ['voltage', ['voltage', 'volt', 'volts', 'vcc', 'vbat']],
  ['co2', ['co2', 'eco2']],
  ['flow', ['flow', 'flowrate']],
  ['illuminance', ['illuminance', 'lux', 'illumination']],
  ['energy', ['energy', 'aenergy', 'kwh', 'wh', 'mwh']],
  ['power', ['power', 'apower', 'watt', 'watts', 'wattage', 'consumption', 'load']],
  ['battery', ['battery', 'batt', 'soc']],
  ['signal', ['linkquality', 'rssi', 'lqi', 'snr', 'signal', 'wifi']],
  ['vibration', ['vibration', 'accelerometer', 'acceleration', 'accel', 'kurtosis', 'crest']],
  ['frequency', ['frequency', 'freq', 'hz']],
  ['speed', ['rpm', 'speed', 'velocity']],
  ['switch', ['switch', 'contact', 'occupancy', 'motion', 'presence', 'relay', 'tamper', 'smoke', 'leak', 'alarm']],
  ['current', ['current', 'amp', 'amps', 'ampere', 'amperage']],
  ['illuminance', ['light']],
  ['level', ['level', 'brightness', 'position', 'distance', 'depth', 'fill', 'volume']],
  ['switch', ['state', 'output', 'open', 'door', 'window', 'on']],
  ['vibration', ['rms']],
];

/** Said of totals of anything, so asked last, after the parents of the leaf (`ENERGY.Total` is energy, `total` alone a count). */
const counterWords: Words = ['count', 'counter', 'counts', 'total', 'pulses', 'pulse', 'ticks', 'uptime'];

/** Units that belong to one quantity; `%`, `m`, `mm`, `l` belong to several and say nothing. */
const byUnit: Readonly<Record<string, Quantity>> = {
  __proto__: null as never, // units come from the wire: "constructor" is not one
  '°c': 'temperature',
  '°f': 'temperature',
  c: 'temperature',
  f: 'temperature',
  k: 'temperature',
  '%rh': 'humidity',
  pa: 'pressure',
  hpa: 'pressure',
  kpa: 'pressure',
  mpa: 'pressure',
  bar: 'pressure',
  mbar: 'pressure',
  psi: 'pressure',
  mmhg: 'pressure',
  inhg: 'pressure',
  w: 'power',
  kw: 'power',
  mw: 'power',
  va: 'power',
  var: 'power',
  wh: 'energy',
  kwh: 'energy',
  mwh: 'energy',
  j: 'energy',
  v: 'voltage',
  mv: 'voltage',
  kv: 'voltage',
  a: 'current',
  ma: 'current',
  lx: 'illuminance',
  lux: 'illuminance',
  'l/min': 'flow',
  'l/h': 'flow',
  'l/s': 'flow',
  'm³/h': 'flow',
  'm3/h': 'flow',
  'm³/s': 'flow',
  'gal/min': 'flow',
  rpm: 'speed',
  'm/s': 'speed',
  'km/h': 'speed',
  'mm/s': 'vibration',
  g: 'vibration',
  'm/s²': 'vibration',
  'm/s2': 'vibration',
  hz: 'frequency',
  khz: 'frequency',
  mhz: 'frequency',
  dbm: 'signal',
  db: 'signal',
  lqi: 'signal',
};

/** True for text that is surely a unit: `°C`, `kPa`, `%`; told from a remark in brackets in a column's heading. */
export const isUnit = (text: string): boolean => text.trim() === '%' || byUnit[text.trim().toLowerCase()] !== undefined;

/** A leaf longer than this tells nothing more by its further words. */
const leafLimit = 200;

/** `ENERGY.ApparentPower` → [[energy], [apparent, power]]: path segments, each as lower-case words without digits. */
function segments(leaf: string): string[][] {
  const out: string[][] = [];
  for (const part of leaf.slice(-leafLimit).split(/[./\\:]+/)) {
    const words = part
      .replace(/co[₂2]/gi, ' coii ') // the one word whose digit matters
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((w) => w !== '')
      .map((w) => (w === 'coii' ? 'co2' : w));
    if (part.toLowerCase() === 'relh') words.push('relh');
    if (words.length > 0) out.push(words);
  }
  return out;
}

function quantityOfWords(words: Words): Quantity | undefined {
  if (notWhatItSeems.some((phrase) => phrase.every((w) => words.includes(w)))) return 'other';
  for (const [quantity, names] of byWord) if (names.some((n) => words.includes(n))) return quantity;
  return undefined;
}

/**
 * What a sensor measures, from its unit (if that settles it) and the words of its leaf name or path: `tele.SENSOR.BME280.Temperature`,
 * `apower`, `Volume Flow RateRMS`. The last part of a path counts first, then its parents. `other` when nothing fits.
 */
export function quantityOf(leaf: string, unit = ''): Quantity {
  const settled = byUnit[unit.trim().toLowerCase()];
  const parts = segments(leaf);
  if (settled !== undefined) {
    // mm/s is also how rain and wind are given, g also a weight: there the words decide first.
    if (settled === 'vibration') return quantityOfWords(parts.at(-1) ?? []) ?? settled;
    return settled;
  }
  for (let i = parts.length - 1; i >= 0; i--) {
    const found = quantityOfWords(parts[i] ?? []);
    if (found !== undefined) return found;
  }
  return parts.some((words) => counterWords.some((w) => words.includes(w))) ? 'count' : 'other';
}

const defaultUnits: Readonly<Record<Quantity, string>> = {
  temperature: '°C',
  humidity: '%',
  pressure: '',
  power: 'W',
  energy: 'kWh',
  voltage: 'V',
  current: 'A',
  battery: '%',
  illuminance: 'lx',
  co2: 'ppm',
  flow: '',
  level: '',
  speed: '',
  vibration: '',
  frequency: 'Hz',
  signal: '',
  switch: '',
  count: '',
  other: '',
};

/**
 * The unit when nobody says one; empty where a guess would often be wrong. The leaf (`temperature.tF`, Shelly's `aenergy.total` in Wh)
 * and the first value seen sharpen it: a "voltage" above 1,000 is Zigbee2MQTT's battery in mV, a "pressure" near 1,000 the weather's in hPa.
 */
export function unitOf(quantity: Quantity, leaf = '', first?: number): string {
  if (leaf !== '') {
    if (quantity === 'temperature' && /(?:^|[._\s])(?:t|temp(?:erature)?)_?[fF]$|fahrenheit/i.test(leaf) && !/[._\s]of$/i.test(leaf))
      return '°F';
    if (quantity === 'energy' && /(?:^|[._])aenergy(?:[._]|$)/i.test(leaf)) return 'Wh'; // Shelly Gen2: Switch component, aenergy in watt-hours
    if (quantity === 'power' && /(?:^|[._\s])kw$/i.test(leaf)) return 'kW';
    if (quantity === 'signal' && /rssi/i.test(leaf)) return 'dBm';
    if (quantity === 'speed' && /rpm/i.test(leaf)) return 'rpm';
  }
  if (first !== undefined) {
    if (quantity === 'voltage' && first > 1_000 && first < 10_000) return 'mV';
    if (quantity === 'pressure' && first >= 800 && first <= 1_100) return 'hPa';
  }
  return defaultUnits[quantity];
}

/** Above this a number is junk whatever it measures: sums and squares of it still fit a float64, and float32 overflows at 3.4e38. */
const anything: readonly [number, number] = [-1e30, 1e30];

/**
 * Units as ranges, `quantity` then unit (lower case; `*` = any other or none), inclusive, in that unit.
 * - temperature: absolute zero; 3,000 °C is above any thermocouple (IEC 60584-1 type C ends at 2,315 °C).
 * - humidity: -6 … 119 %RH is what a Sensirion SHT4x can put on the wire before cropping (datasheet 4.6: RH = -6 + 125 · S / 65535).
 * - pressure: gauge pressure cannot fall below a vacuum (-1.01 bar; some room for drift).
 * - battery: Zigbee's BatteryPercentageRemaining counts half percents up to 200 (ZCL 3.3.2.2.3.2) and some devices pass it on unscaled.
 * - illuminance: direct sun is 130 klx; light sensors end below 200 klx (VEML7700, TSL2591 datasheets).
 * - co2: a part of a million cannot exceed a million.
 * - signal: dBm from -200, LQI 0 … 255 (IEEE 802.15.4), some give percent.
 */
const ranges: Readonly<Partial<Record<Quantity, Readonly<Record<string, readonly [number, number]>>>>> = {
  temperature: {
    '*': [-459.67, 5_432],
    '°c': [-273.15, 3_000],
    c: [-273.15, 3_000],
    '°f': [-459.67, 5_432],
    f: [-459.67, 5_432],
    k: [0, 3_273.15],
  },
  humidity: { '*': anything, '%': [-6, 119], '%rh': [-6, 119] },
  pressure: {
    '*': anything,
    pa: [-110_000, 1e10],
    hpa: [-1_100, 1e8],
    mbar: [-1_100, 1e8],
    kpa: [-110, 1e7],
    bar: [-1.1, 1e5],
    psi: [-16, 1.5e6],
  },
  power: { '*': [-1e12, 1e12] },
  energy: { '*': [-1e15, 1e15] },
  voltage: { '*': [-1e9, 1e9] },
  current: { '*': [-1e9, 1e9] },
  battery: { '*': [-1e6, 1e6], '%': [0, 200] },
  illuminance: { '*': [0, 1e9], lx: [0, 200_000], lux: [0, 200_000] },
  co2: { '*': [0, 1e6], ppm: [0, 1e6], '%': [0, 100] },
  frequency: { '*': [0, 1e15] },
  speed: { '*': anything, 'km/h': [-4e4, 4e4], 'm/s': [-12_000, 12_000] },
  signal: { '*': [-1_000, 1e4], dbm: [-200, 100] },
  level: { '*': anything, '%': [-50, 250] },
};

/** The inclusive range outside which a value cannot be true for this quantity in this unit. NaN is in no range. */
export function plausibleRange(quantity: Quantity, unit: string): readonly [number, number] {
  const table = ranges[quantity];
  if (table === undefined) return anything;
  const key = unit.trim().toLowerCase();
  return (Object.hasOwn(table, key) ? table[key] : table['*']) ?? anything;
}

export const isPlausible = (quantity: Quantity, unit: string, value: number): boolean => {
  const [low, high] = plausibleRange(quantity, unit);
  return value >= low && value <= high;
};

/** A number by which a sensor says that it has not measured anything. */
export interface Sentinel {
  /** Ends the sentence "… reports -127 °C, which …". */
  readonly reason: string;
  /** False: the number is also a possible value, so it only counts when it is far from the sensor's habits. */
  readonly certain: boolean;
}

const disconnected: Sentinel = { reason: 'this kind of sensor says when it is disconnected', certain: true };
const powerUp: Sentinel = { reason: 'this kind of sensor says when it has only just started or lost its power', certain: false };
const noMeasurement: Sentinel = { reason: 'sensors send when they have no measurement', certain: false };
const invalid: Sentinel = { reason: 'sensors send when they have no measurement', certain: true };

/**
 * The sentinel that `value` is, if it is one.
 * - -127 °C: DallasTemperature's DEVICE_DISCONNECTED_C (-196.6 °F): a DS18B20 that does not answer.
 * - 85 °C: the DS18B20's power-on reset value (datasheet, "the power-on reset value of the temperature register is +85 °C").
 * - -327.68 °C, 655.35 %: Zigbee's "invalid" 0x8000 and 0xFFFF in hundredths (ZCL 4.4.2.2.1.1, 4.7.2.1.1).
 * - -999, -9999, 65535, -32768 and the like: missing-data marks of weather records (NOAA ISD) and of 16-bit registers.
 */
export function sentinelOf(quantity: Quantity, unit: string, value: number): Sentinel | undefined {
  if (quantity === 'temperature') {
    const fahrenheit = /f$/i.test(unit);
    if (fahrenheit ? Math.abs(value + 196.6) < 0.06 : value === -127) return disconnected;
    if (fahrenheit ? value === 185 : value === 85) return powerUp;
    if (Math.abs(value + 327.68) < 0.005) return invalid;
  }
  if (quantity === 'humidity' && Math.abs(value - 655.35) < 0.005) return invalid;
  switch (value) {
    case -999:
    case -9999:
    case -99999:
    case -32768:
    case 65535:
    case 4294967295:
      return quantity === 'count' || quantity === 'energy' ? undefined : noMeasurement;
    default:
      return undefined;
  }
}

/**
 * Decimals that show a value against an expected range: fine enough for a quarter of the range's width, or three significant digits of
 * the value when there is no width; 0 … 6. `decimalsFor(-9.5, 2)` is 1, `decimalsFor(3410, 240)` is 0, `decimalsFor(0.0213, 0)` is 4.
 */
export function decimalsFor(value: number, width: number): number {
  const size = Math.abs(value);
  const byWidth = width > 0 && Number.isFinite(width) ? Math.ceil(-Math.log10(width / 4)) : undefined;
  const byValue = size > 0 && Number.isFinite(size) ? 2 - Math.floor(Math.log10(size)) : 0;
  // Never more than six significant digits: beyond that it is noise of the float, whatever the width says.
  const most = size > 0 && Number.isFinite(size) ? 5 - Math.floor(Math.log10(size)) : 6;
  return Math.max(0, Math.min(6, most, byWidth ?? byValue));
}

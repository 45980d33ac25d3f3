/**
 * One value as text: what a script prints, a template renders or an Arduino says.
 *
 *     "21.5"  "-3e2"  "nan"  "21.5 °C"  "ON"  "closed"
 *
 * Refuses hexadecimal, digit groups and decimal commas: "0x00158d" is an address and "21,5" may be two numbers.
 */

export interface TextValue {
  readonly value: number;
  /** `state`: a word with two sides, as 1 or 0. */
  readonly kind: 'number' | 'state';
  /** As printed after a number, when the text had one. */
  readonly unit?: string;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const notFinite = /^[+-]?(?:nan|inf|infinity)$/i;
const withUnit = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?)\s{0,2}([^\d\s.,+-][^\s]{0,11})$/;

/** Longer text than this is prose. */
const valueLength = 40;

/** Words that mean one of two things wherever they stand. "home", "idle" and "auto" do not. */
const states: ReadonlyMap<string, 0 | 1> = new Map([
  ['on', 1],
  ['off', 0],
  ['true', 1],
  ['false', 0],
  ['open', 1],
  ['opened', 1],
  ['closed', 0],
  ['close', 0],
  ['online', 1],
  ['offline', 0],
  ['yes', 1],
  ['no', 0],
  ['locked', 1],
  ['unlocked', 0],
]);

/** Spellings met in the wild and how we print them. Only these may stand behind a number in plain text. */
const units: ReadonlyMap<string, string> = new Map([
  ...[
    '°C',
    '°F',
    'K',
    '%',
    'W',
    'kW',
    'MW',
    'VA',
    'var',
    'Wh',
    'kWh',
    'MWh',
    'V',
    'mV',
    'kV',
    'A',
    'mA',
    'Pa',
    'hPa',
    'kPa',
    'bar',
    'mbar',
    'psi',
  ].map((u) => [u, u] as const),
  ...[
    'lx',
    'ppm',
    'ppb',
    'Hz',
    'kHz',
    'MHz',
    'rpm',
    'mm/s',
    'm/s',
    'm/s²',
    'km/h',
    'g',
    'kg',
    'mm',
    'cm',
    'm',
    'km',
    'l',
    'ml',
    'l/min',
    'l/h',
    'm³',
    'm³/h',
  ].map((u) => [u, u] as const),
  ...['dB', 'dBm', 'pH', 'µg/m³', 'µS/cm', 'mS/cm', 's', 'ms', 'min', 'h', 'd', 'Ω', 'lqi', 'VAR', 'inHg', 'mmHg', 'mph', 'in', 'ft'].map(
    (u) => [u, u] as const,
  ),
  ['C', '°C'],
  ['F', '°F'],
  ['℃', '°C'],
  ['℉', '°F'],
  ['ºC', '°C'],
  ['ºF', '°F'],
  ['degC', '°C'],
  ['degF', '°F'],
  ['celsius', '°C'],
  ['Celsius', '°C'],
  ['fahrenheit', '°F'],
  ['Fahrenheit', '°F'],
  ['kelvin', 'K'],
  ['percent', '%'],
  ['%RH', '%'],
  ['lux', 'lx'],
  ['volt', 'V'],
  ['watt', 'W'],
  ['kwh', 'kWh'],
  ['KWh', 'kWh'],
  ['hpa', 'hPa'],
  ['L', 'l'],
  ['L/min', 'l/min'],
  ['m3', 'm³'],
  ['m3/h', 'm³/h'],
  ['m/s2', 'm/s²'],
  ['ug/m3', 'µg/m³'],
  ['ug/m³', 'µg/m³'],
  ['μg/m³', 'µg/m³'],
  ['hz', 'Hz'],
  ['RPM', 'rpm'],
]);

/** A unit as somebody else wrote it → as we print it; undefined when it is not one short printable word. */
export function unitFrom(text: string): string | undefined {
  const known = units.get(text.trim());
  if (known !== undefined) return known;
  const word = text.trim();
  return word.length > 0 && word.length <= 12 && /^[\p{L}°%‰/\d²³·^-]+$/u.test(word) && !/^\d/.test(word) ? word : undefined;
}

/** A decimal number, or NaN and infinities as C's printf, JavaScript and Python write them; undefined for anything else. */
export function numberFrom(text: string): number | undefined {
  if (text.length > valueLength) return undefined;
  if (decimal.test(text)) return Number(text);
  if (!notFinite.test(text)) return undefined;
  if (/nan$/i.test(text)) return Number.NaN;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The value that a short text stands for; undefined when it is none. */
export function valueFrom(text: string): TextValue | undefined {
  if (text.length > valueLength) return undefined;
  const trimmed = text.trim();
  const value = numberFrom(trimmed);
  if (value !== undefined) return { value, kind: 'number' };
  const state = states.get(trimmed.toLowerCase());
  if (state !== undefined) return { value: state, kind: 'state' };
  const parts = withUnit.exec(trimmed);
  const unit = parts?.[2] === undefined ? undefined : units.get(parts[2]);
  return parts === null || unit === undefined ? undefined : { value: Number(parts[1]), kind: 'number', unit };
}

/** Epoch seconds end here and milliseconds begin: 5138-11-16 in the one, 1973-03-03 in the other. */
const secondsEnd = 1e11;
const isoLike = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * A time in epoch milliseconds from epoch seconds, epoch milliseconds (as number or text) or ISO 8601. ISO without a zone is local
 * time, as Tasmota sends it. Undefined when it is none of these.
 */
export function timeFrom(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? numberFrom(value.trim()) : undefined;
  if (number !== undefined) {
    if (!(number > 0 && number < 1e14)) return undefined;
    return number < secondsEnd ? number * 1_000 : number;
  }
  if (typeof value !== 'string' || !isoLike.test(value.trim())) return undefined;
  const at = Date.parse(value.trim().replace(' ', 'T'));
  return Number.isNaN(at) ? undefined : at;
}

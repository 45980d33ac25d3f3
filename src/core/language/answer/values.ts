/** What is read off an entity for an attribute that is asked about: as it is said, and as a number where it is one. */
import type { Entity } from '../../domain/home.ts';
import { brightnessOf, finite, number, read, temperatureUnit, text } from '../plan/index.ts';
import { sayNumber, sayPosition, saySpan, sayWhite, sayWord, withUnit } from '../reply/index.ts';
import { sayState } from './states.ts';

export interface Read {
  /** "21.5 °C", "40 %", "red". */
  readonly said: string;
  readonly number?: number;
  readonly unit?: string;
  /** What it is, where that is not the attribute asked for: "set to". */
  readonly verb?: string;
}

const measured = (value: number | string, unit: string): Read => ({
  said: withUnit(sayNumber(value), unit),
  number: Number(value),
  unit,
});
const ofNumber = (value: number | undefined, unit: string): Read | undefined => (value === undefined ? undefined : measured(value, unit));
const ofText = (value: string | undefined): Read | undefined =>
  value === undefined || value === '' ? undefined : { said: sayWord(value) };

const CLASS_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['temperature', ['temperature']],
  ['humidity', ['humidity', 'moisture']],
  ['battery', ['battery']],
  ['power', ['power', 'apparent_power']],
  ['brightness', ['illuminance']],
  ['illuminance', ['illuminance']],
  ['air quality', ['aqi', 'pm25', 'pm10', 'carbon_dioxide', 'volatile_organic_compounds']],
  ['co2', ['carbon_dioxide']],
  ['volume', ['volume', 'volume_storage']],
  ['speed', ['speed', 'wind_speed']],
  ['pressure', ['pressure', 'atmospheric_pressure']],
]);

/** A sensor's own state, for an attribute it measures or for none. */
function sensor(entity: Entity, attribute: string | undefined): Read | undefined {
  const value = finite(entity.state);
  const unit = text(entity, 'unit_of_measurement') ?? '';
  if (attribute !== undefined) {
    const own = text(entity, 'device_class') ?? '';
    const classes = CLASS_OF.get(attribute) ?? [attribute.replaceAll(' ', '_')];
    const named = entity.name.toLowerCase().includes(attribute);
    const byUnit = (attribute === 'temperature' && /^°?[CF]$/.test(unit)) || false;
    if (!classes.includes(own) && !named && !byUnit && attribute !== 'value') return undefined;
  }
  return value === undefined ? ofText(sayState(entity)) : measured(entity.state, unit);
}

const temperature = (entity: Entity, target: boolean): Read | undefined => {
  const unit = entity.domain === 'weather' ? (text(entity, 'temperature_unit') ?? '°C') : temperatureUnit(entity);
  const now = number(entity, 'current_temperature');
  const wanted = number(entity, 'temperature');
  if (entity.domain === 'weather') return ofNumber(wanted, unit);
  if (!target && now !== undefined) return measured(now, unit);
  if (wanted !== undefined) return { ...measured(wanted, unit), verb: 'set to' };
  const low = number(entity, 'target_temp_low');
  const high = number(entity, 'target_temp_high');
  if (low === undefined || high === undefined) return target ? ofNumber(now, unit) : undefined;
  return { said: withUnit(`${sayNumber(low)} to ${sayNumber(high)}`, unit), verb: 'set to' };
};

function colour(entity: Entity): Read | undefined {
  const named = text(entity, 'color_name');
  if (named !== undefined) return ofText(named);
  const rgb = read(entity, 'rgb_color');
  const kelvin = number(entity, 'color_temp_kelvin');
  if (kelvin !== undefined && text(entity, 'color_mode') !== 'rgb' && text(entity, 'color_mode') !== 'hs')
    return { said: sayWhite(kelvin) };
  if (Array.isArray(rgb) && rgb.length === 3 && rgb.every((part) => typeof part === 'number'))
    return { said: nearestColour(rgb as readonly number[]) };
  return undefined;
}

const BASIC: readonly (readonly [name: string, r: number, g: number, b: number])[] = [
  ['red', 255, 0, 0],
  ['orange', 255, 150, 0],
  ['yellow', 255, 255, 0],
  ['green', 0, 200, 0],
  ['cyan', 0, 255, 255],
  ['blue', 0, 0, 255],
  ['purple', 140, 0, 200],
  ['magenta', 255, 0, 255],
  ['pink', 255, 150, 190],
  ['white', 255, 255, 255],
];
function nearestColour(rgb: readonly number[]): string {
  const far = ([, ...parts]: (typeof BASIC)[number]): number => parts.reduce((sum, part, i) => sum + (part - (rgb[i] ?? 0)) ** 2, 0);
  return BASIC.reduce((best, one) => (far(one) < far(best) ? one : best))[0];
}

const playing = (entity: Entity): string | undefined => {
  const title = text(entity, 'media_title');
  const artist = text(entity, 'media_artist') ?? text(entity, 'media_series_title');
  return title === undefined ? artist : artist === undefined ? title : `${title} by ${artist}`;
};

/** H:MM:SS or seconds. */
export function secondsIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\d+(?::\d{1,2}){1,2}(?:\.\d+)?$/.test(value)) return undefined;
  return value.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
const span = (value: unknown): Read | undefined => {
  const seconds = secondsIn(value);
  return seconds === undefined ? undefined : { said: saySpan(seconds), number: seconds, unit: 's' };
};

/** The value of an attribute; undefined where the entity has none. Without an attribute: its main value, for sensors and numbers. */
export function readingOf(entity: Entity, asked?: string): Read | undefined {
  const attribute = asked?.toLowerCase().replaceAll('_', ' ').trim();
  const { domain } = entity;
  if (entity.state === 'unavailable') return undefined;
  if (domain === 'sensor' || domain === 'number' || domain === 'input_number' || domain === 'counter') {
    if (entity.state === 'unknown' || entity.state === '') return undefined;
    const own = sensor(entity, domain === 'sensor' ? attribute : undefined);
    if (own !== undefined) return own;
  }
  switch (attribute) {
    case undefined:
    case 'state':
      return ['select', 'input_select', 'text', 'input_text'].includes(domain) ? ofText(entity.state) : undefined;
    case 'temperature':
      return ['climate', 'water_heater', 'weather'].includes(domain) ? temperature(entity, false) : generic(entity, attribute);
    case 'setpoint':
    case 'set point':
    case 'target':
    case 'target temperature':
      return ['climate', 'water_heater'].includes(domain) ? temperature(entity, true) : generic(entity, attribute);
    case 'humidity':
    case 'moisture':
      return ofNumber(number(entity, 'current_humidity', 'humidity'), '%');
    case 'brightness':
    case 'light level':
      return domain !== 'light'
        ? generic(entity, attribute)
        : entity.state === 'on'
          ? measured(brightnessOf(entity), '%')
          : { said: 'off', number: 0 };
    case 'colour':
    case 'color':
      return colour(entity);
    case 'colour temperature':
    case 'color temperature': {
      const kelvin = number(entity, 'color_temp_kelvin');
      return kelvin === undefined ? undefined : { said: sayWhite(kelvin), number: kelvin, unit: 'K' };
    }
    case 'position':
    case 'opening': {
      const position = number(entity, 'current_position');
      return position === undefined ? undefined : { said: sayPosition(position), number: position, unit: '%' };
    }
    case 'tilt':
      return ofNumber(number(entity, 'current_tilt_position'), '%');
    case 'volume': {
      if (domain !== 'media_player') return generic(entity, attribute);
      const level = number(entity, 'volume_level');
      return level === undefined ? undefined : measured(Math.round(level * 100), '%');
    }
    case 'speed':
    case 'fan speed':
      return (
        ofNumber(number(entity, 'percentage'), '%') ??
        ofText(text(entity, 'fan_mode') ?? text(entity, 'fan_speed') ?? text(entity, 'preset_mode')) ??
        generic(entity, attribute)
      );
    case 'battery':
    case 'battery level':
    case 'charge':
      return ofNumber(number(entity, 'battery_level', 'battery'), '%');
    case 'mode':
      return ofText(
        domain === 'climate' || domain === 'water_heater' ? entity.state : (text(entity, 'mode') ?? text(entity, 'preset_mode')),
      );
    case 'preset':
      return ofText(text(entity, 'preset_mode'));
    case 'swing':
      return ofText(text(entity, 'swing_mode'));
    case 'source':
    case 'input':
    case 'channel':
      return ofText(text(entity, 'source'));
    case 'song':
    case 'track':
    case 'title':
    case 'music':
      return ofText(playing(entity) ?? text(entity, attribute));
    case 'artist':
      return ofText(text(entity, 'media_artist') ?? text(entity, 'artist'));
    case 'remaining':
    case 'duration':
      return span(read(entity, attribute));
    default:
      return generic(entity, attribute);
  }
}

/** A device's own parameter, under its name. */
function generic(entity: Entity, attribute: string): Read | undefined {
  const name = attribute.replaceAll(' ', '_').slice(0, 60);
  const value = read(entity, name) ?? read(entity, `current_${name}`);
  if (typeof value === 'number') return measured(value, unitOf(entity, name));
  if (typeof value === 'boolean') return { said: value ? 'on' : 'off' };
  return typeof value === 'string' ? (finite(value) === undefined ? ofText(value) : measured(value, unitOf(entity, name))) : undefined;
}

/** The unit of a parameter, where one of the device's own commands gives it. */
function unitOf(entity: Entity, name: string): string {
  const own = text(entity, `${name}_unit`);
  if (own !== undefined) return own;
  const commands = read(entity, 'commands');
  if (typeof commands !== 'object' || commands === null || Array.isArray(commands)) return '';
  for (const parameters of Object.values(commands).slice(0, 100)) {
    if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters) || !Object.hasOwn(parameters, name)) continue;
    const spec = (parameters as Readonly<Record<string, unknown>>)[name];
    if (typeof spec === 'object' && spec !== null && 'unit' in spec && typeof spec.unit === 'string') return spec.unit;
  }
  return '';
}

export { playing };

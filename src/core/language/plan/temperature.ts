/** Target temperatures of climates and water heaters: the unit, the range, and how much "a bit warmer" is. */
import type { Entity } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import { can, number, rangeOf, read, text } from './attributes.ts';
import { clamp, level, type Range, type Sizes, stepped } from './range.ts';
import { actWith, lacks, type Planned, worked } from './result.ts';
import { wanted } from './want.ts';

/** The lowest minimum that speaks for Fahrenheit, by kind: rooms are set from 45 °F, water from 110 °F. */
const FAHRENHEIT_FROM = { climate: 40, water_heater: 86 } as const;
const isWater = (entity: Entity): boolean => entity.domain === 'water_heater';

/** °F where the entity says so, or where its range makes no sense in °C; else °C. */
export function temperatureUnit(entity: Entity): '°C' | '°F' {
  const said = (text(entity, 'temperature_unit') ?? text(entity, 'unit_of_measurement'))?.toUpperCase();
  if (said !== undefined && /^(°|º)?\s*[CF]/.test(said)) return said.includes('F') ? '°F' : '°C';
  const low = number(entity, 'min_temp');
  if (low !== undefined) return low >= FAHRENHEIT_FROM[isWater(entity) ? 'water_heater' : 'climate'] && !noRoom(entity) ? '°F' : '°C';
  const around = number(entity, 'current_temperature', 'temperature');
  return around !== undefined && around > (isWater(entity) ? 100 : 45) ? '°F' : '°C';
}

/** An oven, a sauna: begins as high in °C as rooms in °F, but goes further up than rooms, or is colder than a room in °F can be. */
const noRoom = (entity: Entity): boolean =>
  !isWater(entity) && ((number(entity, 'max_temp') ?? 0) > 120 || (number(entity, 'current_temperature') ?? 99) < 32);

/** The range of the target. Where the entity gives none: what a room or a boiler can be asked for at all. */
export function temperatureRange(entity: Entity): Range {
  const unit = temperatureUnit(entity);
  const wide = isWater(entity) ? { '°C': [20, 100], '°F': [68, 212] } : { '°C': [5, 40], '°F': [41, 104] };
  const [min, max] = wide[unit] as [number, number];
  const range = rangeOf(entity, 'min_temp', 'max_temp', { min, max, unit });
  const step = number(entity, 'target_temp_step');
  // A range that begins above what any room is kept at is a boiler's or a typing mistake: it does not forbid what rooms are asked for.
  const warmest = unit === '°F' ? 86 : 30;
  if (entity.domain === 'climate' && range.min >= warmest && !noRoom(entity))
    return { ...range, min: unit === '°F' ? 60 : 16, ...(step === undefined ? {} : { step }) };
  return step !== undefined && step > 0 && step <= 10 ? { ...range, step } : range;
}

function sizes({ unit, step = 1 }: Range): Sizes {
  const steps = (least: number): number => Math.max(step, Math.round(least / step) * step);
  return unit === '°F'
    ? { little: steps(1), some: steps(2), much: steps(5) }
    : { little: step <= 0.5 ? 0.5 : steps(1), some: steps(1), much: steps(3) };
}

/** A target where none is known: what the room has now, else what rooms usually have. */
function present(entity: Entity, range: Range): number {
  const usual = isWater(entity) ? (range.unit === '°F' ? 120 : 50) : range.unit === '°F' ? 68 : 20;
  return (
    number(entity, 'temperature') ??
    stepped(clamp(number(entity, 'current_temperature') ?? usual, range), { ...range, step: range.step ?? 1 })
  );
}

/**
 * Without a target (`temperature`, even null while it is off) and without bit 1 there is nothing to set. A thermostat that measures but
 * tells neither a target nor a feature mask has not said what it can do: it is taken for what thermostats are.
 */
export function setTemperature(deed: Deed, entity: Entity): Planned {
  const target = read(entity, 'temperature');
  if (target !== null && number(entity, 'temperature') === undefined && can(entity, 1) !== true && !measures(entity))
    return lacks('temperature');
  const range = temperatureRange(entity);
  const want = wanted(deed);
  // "Half as warm" has no meaning on these scales; it is a lot.
  const factored = want !== undefined && 'change' in want && want.change.factor !== undefined;
  const meant: Deed = factored ? { ...deed, change: { direction: want.change.direction, size: 'much' } } : deed;
  const found = level(meant, present(entity, range), { ...range, unit: range.unit }, sizes(range));
  return actWith(entity, 'set_temperature', 'temperature', found.ok ? worked(found.value) : found);
}

const measures = (entity: Entity): boolean =>
  entity.domain === 'climate' && can(entity, 1) === undefined && number(entity, 'current_temperature') !== undefined;

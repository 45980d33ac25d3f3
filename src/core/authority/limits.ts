/** How hot anything may be made by a sentence, however hot the device can go. */
import type { Action, Entity, Json } from '../domain/home.ts';
import { number, temperatureUnit, text } from '../language/plan/index.ts';
import { serviceOf } from './safe.ts';
import { wordsAbout } from './words.ts';

/** In °C. */
export interface Limits {
  /** Rooms: 30 °C, 86 °F. */
  readonly room: number;
  /** Water out of a tap: 65 °C, 149 °F. */
  readonly water: number;
}
export const LIMITS: Limits = { room: 30, water: 65 };

/** What is meant to be hotter, or must be cooler, than a room. A device's own range counts besides. */
const SPECIAL: readonly (readonly [name: RegExp, celsius: number])[] = [
  [/ (?:hot tub|jacuzzi|spa|whirlpool|bath|pool) /, 40],
  [/ (?:sauna) /, 110],
  [/ (?:oven|stove|cooker|grill|smoker|air fryer) /, 300],
  [/ (?:kettle) /, 100],
];
/** Only as far as the device itself says. */
const OWN_RANGE =
  / (?:kiln|furnace|forge|autoclave|chiller|process|reactor|tank|press|extruder|proofer|proofing|prover|proving|incubator|fermenter|fermentation|dehydrator) /;

const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

function limitOf(entity: Entity, limits: Limits): number | undefined {
  const words = wordsAbout(entity);
  if (OWN_RANGE.test(words)) return undefined;
  const special = SPECIAL.find(([name]) => name.test(words))?.[1];
  return special ?? (entity.domain === 'water_heater' ? limits.water : limits.room);
}

const isTemperatureNumber = (entity: Entity): boolean => /^\s*(?:°|º)\s*[CF]\s*$/i.test(text(entity, 'unit_of_measurement') ?? '');

/** Temperatures a call asks for. */
function asked(action: Action, entity: Entity): number[] {
  const service = serviceOf(action);
  if (service === 'set_temperature')
    return ['temperature', 'target_temp_high', 'target_temp_low'].flatMap((field) => numberOf(action.data[field]) ?? []);
  if (service === 'set_value' && isTemperatureNumber(entity)) return [numberOf(action.data['value']) ?? []].flat();
  return [];
}

/** Why a call goes beyond the limits: "31 °C is more than the 30 °C I may set"; undefined when it does not. */
export function beyondLimits(action: Action, entity: Entity, limits: Limits = LIMITS): string | undefined {
  const wanted = asked(action, entity);
  if (wanted.length === 0) return undefined;
  const unit = temperatureUnit(entity);
  const own = number(entity, 'max_temp', 'max') ?? Number.POSITIVE_INFINITY;
  // A plain number with a unit has a range of its own and is no room; only what heats rooms and water is held to ours.
  const house = entity.domain === 'number' || entity.domain === 'input_number' ? undefined : limitOf(entity, limits);
  const most = Math.min(own, house === undefined ? Number.POSITIVE_INFINITY : unit === '°F' ? Math.round(house * 1.8 + 32) : house);
  const hottest = Math.max(...wanted);
  return hottest > most ? `${hottest} ${unit} is more than the ${most} ${unit} it may be set to` : undefined;
}

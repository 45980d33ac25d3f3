/** Thermostats, heaters: on, off, a temperature, warmer and colder. The homes of this set measure in °C. */
import type { Entity } from '../../../core/domain/home.ts';
import { hvacMode, temperature, turn, warmer } from '../calls.ts';
import { type Derivation, onOff, UNSURE } from './derive.ts';

/** Above it a number without a unit is meant in °F, or is beyond what a thermostat does. */
const HOTTEST = 40;

export function climate(said: string, entity: Entity): Derivation {
  const number = /\b(\d+)\s*(?:degrees?\b|°)?\s*(c|celsius|f|fahrenheit)?\b/.exec(said);
  if (number) {
    const degrees = Number(number[1]);
    const unit = number[2]?.[0];
    const converted = ((degrees - 32) * 5) / 9;
    if (unit === 'f') return { calls: temperature(converted, 0.6), quiet: converted > HOTTEST ? ['refuse', 'ask'] : [] };
    if (degrees <= HOTTEST) return { calls: temperature(degrees) };
    return { calls: [...temperature(degrees), ...(unit === undefined ? temperature(converted, 0.6) : [])], quiet: ['refuse', 'ask'] };
  }
  if (/\bwarmer\b/.test(said)) return { calls: warmer(entity, true) };
  if (/\bcolder\b|\bcooler\b/.test(said)) return { calls: warmer(entity, false) };
  if (/^cool\b/.test(said)) return { calls: [...hvacMode('cool', 'auto'), ...warmer(entity, false)] };
  if (/^heat (?:up )?the\b/.test(said)) return { calls: [...turn(entity, true), ...warmer(entity, true)] };
  const on = onOff(said);
  return on === undefined ? UNSURE : { calls: turn(entity, on) };
}

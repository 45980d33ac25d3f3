/** Lights: on, off, a brightness, brighter and dimmer. */
import type { Entity } from '../../../core/domain/home.ts';
import { brighter, brightness, turn } from '../calls.ts';
import { dimmable } from '../pointing.ts';
import { type Derivation, onOff, UNSURE } from './derive.ts';

const SHARES: readonly (readonly [RegExp, number])[] = [
  [/\bthree quarters\b/, 75],
  [/\bquarter\b/, 25],
  [/\bhalf\b/, 50],
  [/\b(?:maximum|full brightness|all the way up)\b/, 100],
];

export function light(said: string, entity: Entity): Derivation {
  if (!dimmable(entity)) {
    const on = onOff(said);
    if (/\d+\s*(?:%|percent)|\bdim|\bbright/.test(said)) return 'that the device cannot do';
    return on === undefined ? (/^light on the \w+$/.test(said) ? { calls: turn(entity, true) } : UNSURE) : { calls: turn(entity, on) };
  }
  const by = /(\d+)\s*(?:%|percent) (brighter|dimmer)/.exec(said);
  if (by) return { calls: brighter(entity, by[2] === 'brighter', Number(by[1])) };
  const to =
    /(\d+)\s*(?:%|percent)/.exec(said)?.[1] ??
    /\b(?:brightness(?: to)?|to|light) (\d+)\b/.exec(said)?.[1] ??
    /\b(\d+) brightness/.exec(said)?.[1];
  if (to !== undefined) return { calls: brightness(Number(to)) };
  const named = SHARES.find(([pattern]) => pattern.test(said));
  if (named) return { calls: brightness(named[1]) };
  if (/\b(?:minimum|all the way down)\b/.test(said)) return { calls: [...brightness(0), ...brightness(1)] };
  if (/\b(?:on|off)\b/.test(said) && !/\bbright|\bdim/.test(said)) return { calls: turn(entity, onOff(said) ?? false) };
  if (/\b(?:dim|dimmer|dark|darker|decrease|lower)\b/.test(said)) return { calls: brighter(entity, false) };
  if (/\b(?:bright|brighter|brighten|increase|raise)\b/.test(said)) return { calls: brighter(entity, true) };
  const on = onOff(said);
  return on === undefined ? UNSURE : { calls: turn(entity, on) };
}

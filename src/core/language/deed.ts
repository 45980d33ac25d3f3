/**
 * A deed: what a clause wants done, read from its words, before it is known to which entities. `plan/` turns a deed and an entity into
 * a service call, or says why that cannot be.
 */
import type { Intent } from './intent.ts';

/** A value somebody said. */
export type Value =
  /** 50, 50 %, 21 °C, 2700 K, level 3. `unit` as in `units.ts`: '%', '°C', '°F', 'K', 's' (durations, always seconds), 'degree', 'level', '' … */
  | { readonly kind: 'number'; readonly number: number; readonly unit: string }
  /** A colour by its CSS name, lower case, without spaces: "red", "lightblue"; `rgb` 0-255 each. */
  | { readonly kind: 'colour'; readonly name: string; readonly rgb: readonly [number, number, number] }
  /** White by its warmth, in kelvin: "warm white" 2700, "daylight" 6500. */
  | { readonly kind: 'kelvin'; readonly kelvin: number }
  /** The end or middle of a range: maximum, minimum, half, quarter; as a share 0..1 of the range. */
  | { readonly kind: 'share'; readonly share: number }
  /** A mode, a speed, an option, as said, lower case: "eco", "high", "fan only". */
  | { readonly kind: 'word'; readonly word: string };

/** A change relative to the present state. Exactly one of amount, factor, size says how much. */
export interface Change {
  readonly direction: 1 | -1;
  /** By so much, in `unit`: 10 '%', 2 '°C', 1 'level'. */
  readonly amount?: number;
  readonly unit?: string;
  /** Times so much: "half as bright" 0.5, "twice as loud" 2. */
  readonly factor?: number;
  /** "a bit", (nothing), "a lot". */
  readonly size?: 'little' | 'some' | 'much';
}

/**
 * What an attribute is called here, whatever people call it. Anything else is a device's own parameter, as said, with underscores:
 * "intensity", "interval", "song".
 */
export const ATTRIBUTES = [
  'brightness',
  'colour',
  'colour_temperature',
  'temperature',
  'humidity',
  'position',
  'tilt',
  'speed', // of a fan; climate's is `fan_mode`, found by the entity
  'volume',
  'mode', // hvac mode, operation mode, humidifier mode, preset: found by the entity
  'preset',
  'swing',
  'direction',
  'oscillation',
  'source',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number] | (string & {});

export interface Deed {
  readonly intent: Intent;
  readonly attribute?: Attribute;
  /** Kinds of devices that the verb itself speaks of, and whether nothing else can be meant. */
  readonly about?: { readonly kinds: readonly string[]; readonly only: boolean };
  readonly value?: Value;
  readonly change?: Change;
  /** A song, an item, a message, a timer's name. */
  readonly content?: string;
  /** In seconds. */
  readonly duration?: number;
}

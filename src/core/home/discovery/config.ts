/**
 * The settings of one component as they came over the wire, flattened to what is ever looked at: scalars, lists of scalars, and the
 * availability list. What is nested deeper, longer than anybody needs or only of use to a browser is left behind here.
 */
import { isRecord } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { WholeFloat } from '../template/payload.ts';

export type Config = Readonly<Record<string, Json>>;

/** Longest text (a template), and most items of a list. */
const MAX_TEXT = 8_192;
const MAX_ITEMS = 512;
/** For browsers only, or read elsewhere. */
const DROPPED: ReadonlySet<string> = new Set([
  'device',
  'origin',
  'components',
  'child_devices',
  'icon',
  'entity_picture',
  'platform',
  'force_update',
  'suggested_display_precision',
  'visible_by_default',
  'enabled',
  '~',
  '__proto__',
]);

/** A property a map really has. */
export const own = (map: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'boolean' || (typeof value === 'string' && value.length <= MAX_TEXT) || Number.isFinite(value);

/** Flat and of bounded size. What is left out is as if it had not been said. */
export function flat(settings: Readonly<Record<string, unknown>>): Config {
  const kept: Record<string, Json> = {};
  for (const key in settings) {
    if (DROPPED.has(key)) continue;
    const value = settings[key];
    if (isScalar(value)) kept[key] = value;
    else if (Array.isArray(value) && key === 'availability')
      kept[key] = value.slice(0, 16).flatMap((item) => (isRecord(item) ? [scalars(item)] : []));
    else if (Array.isArray(value)) kept[key] = value.slice(0, MAX_ITEMS).filter(isScalar);
    else if (isRecord(value) && key === 'availability') kept[key] = [scalars(value)];
  }
  return kept;
}

const scalars = (map: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(map).filter((pair): pair is [string, string] => pair[0] !== '__proto__' && isScalar(pair[1])));

/** A number as JSON has it, also one that a message wrote as 51.0; NaN for anything else. */
export const numberFrom = (value: unknown): number =>
  typeof value === 'number'
    ? value
    : value instanceof WholeFloat
      ? value.value
      : typeof value === 'string' && value.trim() !== ''
        ? Number(value)
        : Number.NaN;

/** Whether an action is the one that was wanted: service and fields, numbers within what rounding may do. */
import type { Action, Json } from '../../core/domain/home.ts';

/** What a field of a service call must be. */
export type Match =
  | { readonly is: Json }
  | { readonly about: number; readonly within: number }
  | { readonly above: number }
  | { readonly below: number }
  | { readonly oneOf: readonly Json[] }
  /** A text, whatever its case, articles and punctuation. */
  | { readonly like: string }
  /** Seconds, as a number or H:MM:SS. */
  | { readonly seconds: number }
  | { readonly rgb: readonly number[] }
  | 'anything';

/** A service call that would be right. Fields it does not name must be absent, but for those of `may`. */
export interface Call {
  readonly service: string;
  readonly data?: Readonly<Record<string, Match>>;
  readonly may?: readonly string[];
}

/** One thing to be done: on this entity, by any of these calls. */
export interface Want {
  readonly entity: string;
  readonly calls: readonly Call[];
}

export function fits(value: Json | undefined, match: Match): boolean {
  if (value === undefined) return false;
  if (match === 'anything') return true;
  if ('is' in match) return equal(value, match.is);
  if ('oneOf' in match) return match.oneOf.some((one) => equal(value, one));
  if ('like' in match) return typeof value === 'string' && essence(value) === essence(match.like);
  if ('seconds' in match) return secondsOf(value) === match.seconds;
  if ('rgb' in match)
    return (
      Array.isArray(value) && value.length === match.rgb.length && match.rgb.every((part, i) => Math.abs(part - Number(value[i])) <= 2)
    );
  if (typeof value !== 'number') return false;
  if ('about' in match) return Math.abs(value - match.about) <= match.within + 1e-9;
  return 'above' in match ? value > match.above : value < match.below;
}

export const equal = (a: Json, b: Json): boolean =>
  JSON.stringify(a) === JSON.stringify(b) || (typeof a === 'number' && String(a) === String(b));

/** Letters and digits, without the articles people may or may not say. */
export const essence = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !['the', 'a', 'an', 'my', 'some'].includes(word))
    .join(' ');

export function secondsOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const parts = value.split(':').map(Number);
  return parts.some(Number.isNaN) ? undefined : parts.reduce((sum, part) => sum * 60 + part, 0);
}

export function callFits({ service, data }: Action, call: Call): boolean {
  if (service !== call.service) return false;
  const wanted = call.data ?? {};
  return (
    Object.entries(wanted).every(([key, match]) => fits(Object.hasOwn(data, key) ? data[key] : undefined, match)) &&
    Object.keys(data).every((key) => Object.hasOwn(wanted, key) || call.may?.includes(key))
  );
}

export const wantFits = (action: Action, { entity, calls }: Want): boolean =>
  action.entity === entity && calls.some((call) => callFits(action, call));

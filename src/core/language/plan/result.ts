/** What planning answers, and the few ways to say it. */
import type { Action, Entity, Json } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import type { Intent } from '../intent.ts';

/** Why a deed cannot be done to an entity. `detail` is a short clause for a person: "it cannot be dimmed", "it goes from 16 to 30 °C". */
export interface Unplanned {
  readonly ok: false;
  readonly reason: 'no_capability' | 'out_of_range';
  readonly detail: string;
  /** What was not said and can be asked for. */
  readonly needs?: Need;
}
export type Need = 'colour' | 'value';
/** The one service call that does a deed to an entity, or why there is none. */
export type Planned = { readonly ok: true; readonly action: Action } | Unplanned;
/** A value on the way to a plan. */
export type Worked<T> = { readonly ok: true; readonly value: T } | Unplanned;

/** What a domain of Home Assistant knows about deeds. */
export interface Domain {
  /** The attribute that is meant when none was said: a light that is raised becomes brighter. */
  readonly usual?: (deed: Deed, entity: Entity) => string | undefined;
  readonly plan: (deed: Deed, entity: Entity) => Planned;
}

/** Calls `service` of the entity's own domain, or of another one when it is written with its domain. */
export const act = (entity: Entity, service: string, data: Action['data'] = {}): Planned => ({
  ok: true,
  action: { entity: entity.id, service: service.includes('.') ? service : `${entity.domain}.${service}`, data },
});

export const cannot = (detail: string): Unplanned => ({ ok: false, reason: 'no_capability', detail });
/** It could, if only it were said to what. */
export const missing = (needs: Need): Unplanned => ({ ok: false, reason: 'no_capability', detail: `it needs a ${needs}`, needs });
export const outside = (detail: string): Unplanned => ({ ok: false, reason: 'out_of_range', detail });
export const worked = <T>(value: T): Worked<T> => ({ ok: true, value });

/** What is only on and off of what can be more: the call, why there is none, or undefined where something is to be set. */
export function switched(intent: Intent, entity: Entity): Planned | undefined {
  switch (intent) {
    case 'on':
    case 'start':
    case 'activate':
      return act(entity, 'turn_on');
    case 'off':
    case 'stop':
      return act(entity, 'turn_off');
    case 'set':
    case 'raise':
    case 'lower':
      return undefined;
    default:
      return lacks(undefined);
  }
}

/** A call with one computed field. */
export const actWith = (entity: Entity, service: string, field: string, value: Worked<Json>): Planned =>
  value.ok ? act(entity, service, { [field]: value.value }) : value;

/** Somebody's word inside a sentence of ours: short, on one line, underscores as spaces. */
export function quoted(said: string): string {
  const line = said.replace(/[\s_\p{C}]+/gu, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

const CANNOT: Readonly<Record<string, string>> = {
  brightness: 'it cannot be dimmed',
  colour: 'it cannot change its colour',
  colour_temperature: 'its white cannot be made warmer or cooler',
  temperature: 'it has no target temperature',
  humidity: 'it has no target humidity',
  position: 'it only opens and closes',
  tilt: 'its slats cannot be tilted',
  speed: 'it has no speeds',
  volume: 'its volume cannot be changed',
  mode: 'it has no modes',
  preset: 'it has no presets',
  swing: 'it does not swing',
  direction: 'it turns in one direction only',
  oscillation: 'it does not swing',
  source: 'it has no sources',
};

/** The sentence for an attribute that a device lacks. */
export function lacks(attribute: string | undefined): Unplanned {
  if (attribute === undefined) return cannot('it cannot do that');
  return cannot(Object.hasOwn(CANNOT, attribute) ? (CANNOT[attribute] ?? '') : `it has no ${quoted(attribute)}`);
}

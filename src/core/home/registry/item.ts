/**
 * One discovered entity: what was said of it, what it is, what it shows. The entity object stays the same for as long as the entity lives;
 * its name and state change in place, so that whoever has an index of names need not look again when a lamp goes on.
 */
import type { Fault } from '../../base/index.ts';
import type { Attributes, Entity, Json } from '../../domain/home.ts';
import type { Component } from '../discovery/announcement.ts';
import { platforms } from '../discovery/platforms/index.ts';
import type { Settings } from '../discovery/settings.ts';
import type { Change, Shown, Thing } from '../discovery/thing.ts';
import { Availability } from './availability.ts';

export type Living = { -readonly [K in keyof Entity]: Entity[K] };

export interface Item {
  readonly component: Component;
  /** Topic of its announcement. */
  readonly source: string;
  readonly unique: string;
  readonly settings: Settings;
  readonly thing: Thing;
  readonly availability: Availability;
  readonly entity: Living;
  /** What its messages have said, shown or not. */
  raw: Shown;
  /** When a message was last heard. */
  heardAt: number | undefined;
  /** When it goes back to off. */
  offAt: number | undefined;
  expired: boolean;
}

/** A component understood; null where there is nothing to show; a fault where it is not understood. */
export function understand(
  component: Component,
  settings: Settings,
): { readonly thing: Thing; readonly availability: Availability } | null | Fault {
  const thing = platforms.get(component.platform)?.(settings) ?? null;
  const availability = new Availability(settings);
  if (settings.trouble !== undefined) return settings.trouble;
  return thing === null ? null : { thing, availability };
}

/** Brings what is shown up to date; true when that is something else than before. */
export function show(item: Item): boolean {
  const { entity, raw, thing, availability } = item;
  const state = availability.isUp && !item.expired ? raw.state : 'unavailable';
  const attributes = thing.view?.(raw) ?? raw.attributes;
  const changed = state !== entity.state || (attributes !== entity.attributes && !equal(attributes, entity.attributes));
  entity.state = state;
  entity.attributes = attributes;
  return changed;
}

/** Takes a change into what is known; what is the same stays the same object. */
export function apply(item: Item, change: NonNullable<Change>): void {
  const { raw } = item;
  const state = change.state ?? raw.state;
  const attributes = change.attributes === undefined ? raw.attributes : merged(raw.attributes, change.attributes);
  if (state !== raw.state || attributes !== raw.attributes) item.raw = { state, attributes };
}

function merged(before: Attributes, more: Readonly<Record<string, Json>>): Attributes {
  for (const name in more) if (!same(before[name] ?? null, more[name] ?? null)) return { ...before, ...more };
  return before;
}

/** Attributes hold scalars and short lists. */
const same = (a: Json, b: Json): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => item === (b as readonly Json[])[i]));

function equal(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => same(a[name] ?? null, b[name] ?? null));
}

/** Attributes that are only there once a message has said them. */
const SAID_LATER =
  'rgb_color hs_color xy_color rgbw_color rgbww_color hvac_action current_humidity action tone volume_level installed_version latest_version in_progress'.split(
    ' ',
  );

/** What was known before, where the new settings still have a place for it. */
export function carried(before: Shown, fresh: Attributes): Attributes {
  const known = Object.entries(fresh).map(([name, value]) => [name, value === null ? (before.attributes[name] ?? null) : value] as const);
  const said = SAID_LATER.flatMap((name) =>
    name in fresh || before.attributes[name] === undefined ? [] : [[name, before.attributes[name]] as const],
  );
  return Object.fromEntries([...known, ...said]) as Attributes;
}

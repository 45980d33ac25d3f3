/**
 * What the owner corrects after a mood is his preference for it: in that room, for that mood, this lamp is set like this. Plain data,
 * bounded, undoable one by one, and it survives a restart as JSON. A mood's preferences pass the same authority as the mood.
 */
import { riskOf } from '../../authority/index.ts';
import { isRecord, type Timestamp, timestamp } from '../../base/index.ts';
import type { Action, Home, Json } from '../../domain/home.ts';
import { merge } from '../plan/index.ts';
import { moodOf } from './prototypes.ts';

/** Moods × rooms that are remembered, and devices of each. The oldest falls off. */
export const MAX_PREFERENCES = 200;
export const MAX_DEVICES = 30;

export interface Preference {
  readonly mood: string;
  /** Id of the area; absent for the whole house. */
  readonly area?: string;
  /** In place of what the mood would do with that device. */
  readonly actions: readonly Action[];
  readonly at: Timestamp;
}
/** Oldest first. */
export type Preferences = readonly Preference[];

const isOf = (one: Preference, mood: string, area: string | undefined): boolean => one.mood === mood && one.area === area;

/** A group of the grammar and its mood are one. */
const idOf = (mood: string): string => moodOf(mood)?.id ?? mood;

/** What the owner wants instead, for a mood in a room. */
export function preferred(preferences: Preferences | undefined, mood: string, area: string | undefined): readonly Action[] {
  const own =
    preferences?.findLast((one) => isOf(one, mood, area)) ??
    (area === undefined ? undefined : preferences?.findLast((one) => isOf(one, mood, undefined)));
  return own?.actions ?? [];
}

/** Relative calls ("volume up") are not a wish for next time. */
const RELATIVE =
  /\.(?:volume_up|volume_down|toggle|media_next_track|media_previous_track|select_next|select_previous|increment|decrement|change|press|stop_cover)$/;

export type Learnt =
  | {
      readonly preferences: Preferences;
      /** Give this to `unlearn` to take it back. */
      readonly undo: Preferences;
      readonly learnt: readonly Action[];
    }
  | undefined;

/**
 * Remembers corrections that followed a mood. Only what a mood may do is remembered: nothing risky, nothing relative. Undefined when
 * nothing of it is. `undo` is what was remembered of this mood before.
 */
export function learn(
  preferences: Preferences,
  from: { readonly mood: string; readonly area?: string; readonly at: Timestamp },
  corrections: readonly Action[],
  home: Home,
): Learnt {
  const learnt = corrections.filter((action) => {
    const entity = home.entities.find(({ id }) => id === action.entity);
    return entity !== undefined && !RELATIVE.test(action.service) && riskOf(action, entity) !== 'security';
  });
  if (learnt.length === 0) return undefined;
  const mood = idOf(from.mood);
  const before = preferences.find((one) => isOf(one, mood, from.area));
  let actions: readonly Action[] = before?.actions ?? [];
  for (const action of learnt) actions = replaced(actions, action);
  const one: Preference = {
    mood,
    ...(from.area === undefined ? {} : { area: from.area }),
    actions: actions.slice(-MAX_DEVICES),
    at: from.at,
  };
  const rest = preferences.filter((other) => !isOf(other, mood, from.area));
  return { preferences: [...rest, one].slice(-MAX_PREFERENCES), undo: before === undefined ? [] : [before], learnt };
}

/** The latest word on a device counts; what adds to it (a colour after a brightness) is merged where it can be. */
function replaced(actions: readonly Action[], action: Action): readonly Action[] {
  const same = actions.find(({ entity }) => entity === action.entity);
  const joined = same === undefined ? undefined : merge(same, action);
  return [...actions.filter(({ entity }) => entity !== action.entity), joined ?? action];
}

/** Forgets a mood's preference in a room; with what was before (`undo` of `learn`), restores that. */
export function unlearn(preferences: Preferences, mood: string, area: string | undefined, undo: Preferences = []): Preferences {
  const id = idOf(mood);
  return [...preferences.filter((one) => !isOf(one, id, area)), ...undo.filter((one) => isOf(one, id, area))];
}

/** As JSON has it. */
export const serialisePreferences = (preferences: Preferences): Json => ({
  version: 1,
  preferences: preferences.map(({ mood, area, actions, at }) => ({
    mood,
    ...(area === undefined ? {} : { area }),
    at,
    actions: actions.map(({ entity, service, data }) => ({ entity, service, data })),
  })),
});

/** What was stored, without what is no preference; that is counted. */
export function parsePreferences(stored: unknown): { readonly preferences: Preferences; readonly skipped: number } {
  const list = isRecord(stored) && Array.isArray(stored['preferences']) ? (stored['preferences'] as readonly unknown[]) : [];
  const preferences = list.slice(-MAX_PREFERENCES).flatMap((one) => {
    if (!isRecord(one)) return [];
    const { mood, area, at, actions } = one;
    if (!isName(mood) || !(area === undefined || isName(area)) || typeof at !== 'number' || !Number.isFinite(at) || !Array.isArray(actions))
      return [];
    const parsed = (actions as readonly unknown[]).slice(0, MAX_DEVICES).flatMap((action) => actionOf(action) ?? []);
    return parsed.length === 0 ? [] : [{ mood, ...(area === undefined ? {} : { area }), actions: parsed, at: timestamp(at) }];
  });
  return { preferences, skipped: list.length - preferences.length };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 200;

/** A service call as it was stored: an id, a service, data that is JSON. */
export function actionOf(value: unknown): Action | undefined {
  if (!isRecord(value)) return undefined;
  const { entity, service, data } = value;
  if (typeof entity !== 'string' || !/^[a-z_]+\.\S{1,200}$/.test(entity)) return undefined;
  if (typeof service !== 'string' || !/^[a-z_]+\.[a-z0-9_]{1,100}$/.test(service)) return undefined;
  if (!isRecord(data) || JSON.stringify(data).length > 4_000) return undefined;
  return { entity, service, data: data as Action['data'] };
}

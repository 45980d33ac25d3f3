/**
 * A registry as plain JSON: what was announced, by whom, under which ids, and the last states. Loaded, it is as if all of that had just been
 * said; announced again in the same words it stays the same. What is damaged in it is left out, and what is said there is judged anew:
 * a file is trusted no more than the wire.
 */
import { isRecord, type Timestamp, timestamp } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { type Component, MAX_MESSAGE } from '../discovery/announcement.ts';
import { flat, own } from '../discovery/config.ts';
import { deviceOf } from '../discovery/device.ts';
import { BRIDGE_DEVICES } from '../discovery/topic.ts';
import type { Registry } from './registry.ts';
import { seenDay } from './sources.ts';

export interface SavedHome {
  readonly version: 1;
  readonly identities: readonly (readonly [unique: string, id: string])[];
  readonly announcements: readonly SavedAnnouncement[];
  readonly states: Readonly<Record<string, SavedState>>;
}
export interface SavedAnnouncement {
  readonly source: string;
  readonly size: number;
  /** The broker keeps it: when it does not tell it again, it was taken away. */
  readonly retained: boolean;
  /** Of what the broker does not keep: the end of the day on which it was last heard, milliseconds since 1970. */
  readonly seen?: number;
  readonly components: readonly Component[];
}
export interface SavedState {
  readonly state: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

export function saveHome(registry: Registry): SavedHome {
  return {
    version: 1,
    identities: registry.identities(),
    announcements: savedAnnouncements(registry),
    states: Object.fromEntries(savedStates(registry)),
  };
}

/** In the order in which they were made. */
export function savedAnnouncements(registry: Registry): readonly SavedAnnouncement[] {
  const bySource = new Map<string, Component[]>();
  for (const { source, component } of registry.items()) {
    const there = bySource.get(source);
    if (there === undefined) bySource.set(source, [component]);
    else there.push(component);
  }
  return [...bySource].map(([source, components]) => {
    const { size = 0, retained = false, seen } = registry.sources.get(source) ?? {};
    const day = retained || seen === undefined ? {} : { seen: seenDay(seen) };
    return { source, size, retained, ...day, components };
  });
}

/** What each entity shows, by id. */
export const savedStates = (registry: Registry): readonly (readonly [id: string, SavedState])[] =>
  [...registry.items()].map(({ entity, raw }) => [entity.id, raw] as const);

/** Ids to make a registry with, from what `saveHome` gave; none where it is damaged. */
export function savedIdentities(saved: unknown): SavedHome['identities'] {
  const list = isRecord(saved) ? own(saved, 'identities') : undefined;
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).filter(
    (pair): pair is [string, string] =>
      Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string' && /^[a-z_]+\.[a-z0-9_]+$/.test(pair[1]),
  );
}

/** Fills a registry that was made with these identities. */
export function loadHome(registry: Registry, saved: unknown): void {
  const announcements = isRecord(saved) && own(saved, 'version') === 1 ? own(saved, 'announcements') : undefined;
  if (!isRecord(saved) || !Array.isArray(announcements)) return;
  for (const said of announcements as unknown[]) loadAnnouncement(registry, said);
  loadStates(registry, own(saved, 'states'));
}

/** One of `savedAnnouncements`; false where it makes no sense. */
export function loadAnnouncement(registry: Registry, said: unknown): boolean {
  if (!isRecord(said)) return false;
  const [source, size, retained, seen, components] = ['source', 'size', 'retained', 'seen', 'components'].map((key) => own(said, key));
  if (typeof source !== 'string' || !isSize(size) || !Array.isArray(components)) return false;
  const read = (components as unknown[]).flatMap(componentOf);
  // Without a mark: told again, it is read again, also what is understood of it only now.
  const about = { size, mark: '', bridged: BRIDGE_DEVICES.test(source) };
  registry.announce(source, { components: read, gone: [], replaces: true, faults: [] }, about);
  registry.sources.remember(source, retained === true, timestamp(typeof seen === 'number' && Number.isFinite(seen) ? seen : 0));
  return true;
}

/** States by id, of those that are announced; `then`: when they were so. */
export function loadStates(registry: Registry, states: unknown, then?: Timestamp): void {
  for (const [id, state] of isRecord(states) ? Object.entries(states) : []) {
    const [word, attributes] = isRecord(state) ? [own(state, 'state'), own(state, 'attributes')] : [];
    if (typeof word === 'string' && isRecord(attributes)) registry.recall(id, word.slice(0, 255), flat(attributes), then);
  }
}

const isSize = (size: unknown): size is number => typeof size === 'number' && size >= 0 && size <= MAX_MESSAGE;

function componentOf(saved: unknown): Component[] {
  if (!isRecord(saved)) return [];
  const [key, platform, config, device, origin] = ['key', 'platform', 'config', 'device', 'origin'].map((name) => own(saved, name));
  if (typeof key !== 'string' || typeof platform !== 'string' || !isRecord(config)) return [];
  const whose = isRecord(device) ? deviceOf({ ...device, identifiers: own(device, 'id'), suggested_area: own(device, 'area') }) : undefined;
  return [
    {
      key,
      platform,
      config: flat(config),
      ...(whose === undefined ? {} : { device: whose }),
      ...(typeof origin === 'string' ? { origin } : {}),
    },
  ];
}

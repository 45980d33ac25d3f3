/**
 * A registry as plain JSON: what was announced, by whom, under which ids, and the last states. Loaded, it is as if all of that had just been
 * said; what is announced again in the same words then costs nothing. What is damaged in it is left out.
 */
import { isRecord } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import type { Component } from '../discovery/announcement.ts';
import { flat, own } from '../discovery/config.ts';
import { deviceOf } from '../discovery/device.ts';
import type { Registry } from './registry.ts';

export interface SavedHome {
  readonly version: 1;
  readonly identities: readonly (readonly [unique: string, id: string])[];
  readonly announcements: readonly SavedAnnouncement[];
  readonly states: Readonly<Record<string, SavedState>>;
}
export interface SavedAnnouncement {
  readonly source: string;
  readonly size: number;
  readonly mark: string;
  readonly components: readonly Component[];
}
export interface SavedState {
  readonly state: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

export function saveHome(registry: Registry): SavedHome {
  const bySource = new Map<string, Component[]>();
  const states: [string, SavedState][] = [];
  for (const { source, component, entity, raw } of registry.items()) {
    const there = bySource.get(source);
    if (there === undefined) bySource.set(source, [component]);
    else there.push(component);
    states.push([entity.id, raw]);
  }
  const announcements = [...bySource].map(([source, components]) => {
    const { size, mark } = registry.sourceOf(source);
    return { source, size, mark, components };
  });
  return { version: 1, identities: registry.identities(), announcements, states: Object.fromEntries(states) };
}

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
  for (const said of announcements as unknown[]) {
    if (!isRecord(said)) continue;
    const [source, size, mark, components] = ['source', 'size', 'mark', 'components'].map((key) => own(said, key));
    if (typeof source !== 'string' || typeof size !== 'number' || typeof mark !== 'string' || !Array.isArray(components)) continue;
    const read = (components as unknown[]).flatMap(componentOf);
    registry.announce(source, { components: read, gone: [], replaces: true, faults: [] }, { size, mark });
  }
  const states = own(saved, 'states');
  for (const [id, state] of isRecord(states) ? Object.entries(states) : []) {
    const [word, attributes] = isRecord(state) ? [own(state, 'state'), own(state, 'attributes')] : [];
    if (typeof word === 'string' && isRecord(attributes)) registry.recall(id, word.slice(0, 255), flat(attributes));
  }
}

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

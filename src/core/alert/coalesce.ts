/** Changes that come at one moment, as one: four devices that fall silent in the same second are told of once, not four times. */
import type { IncidentChange } from '../domain/index.ts';
import { alertId } from './alert.ts';

/** At most one change of each alert up to its end, as it stands after all of them, in the order in which they began. */
export function coalesce(changes: readonly IncidentChange[]): readonly IncidentChange[] {
  if (changes.length < 2) return changes;
  const merged: IncidentChange[] = [];
  const places = new Map<string, number>();
  for (const change of changes) {
    const id = alertId(change.incident.first);
    const place = places.get(id);
    const before = place === undefined ? undefined : merged[place];
    if (place === undefined || !before || change.kind === 'closed') {
      if (change.kind === 'closed') places.delete(id);
      else places.set(id, merged.length);
      merged.push(change);
    } else merged[place] = { incident: change.incident, kind: graver(before, change), told: before.told || change.told };
  }
  return merged;
}

/** What a person should hear of gives the change its name; what has only just opened has opened. */
const graver = (before: IncidentChange, after: IncidentChange): IncidentChange['kind'] =>
  before.kind === 'opened' || (before.told && !after.told) ? before.kind : after.kind;

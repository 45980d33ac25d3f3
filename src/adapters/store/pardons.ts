/** Pardons as rows. The file may have been edited by hand: what makes no sense is left out and counted. */
import type { DatabaseSync } from 'node:sqlite';
import { timestamp } from '../../core/base/index.ts';
import type { DeviceId, Pardon, Pattern, SensorId } from '../../core/domain/index.ts';

const PATTERNS: Readonly<Record<Pattern, true>> = {
  spike: true,
  drop: true,
  rise: true,
  fall: true,
  noisier: true,
  quieter: true,
  shape: true,
  stuck: true,
  silent: true,
  impossible: true,
};

const COLUMNS = ['id', 'sensor', 'device', 'pattern', 'low', 'high', 'at', 'opened', 'alert', 'text'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], unknown>>;

/** In the order in which they were given. */
export function readPardons(db: DatabaseSync): { readonly pardons: readonly Pardon[]; readonly leftOut: number } {
  const rows = db.prepare(`SELECT ${COLUMNS.join(', ')} FROM pardons ORDER BY number`).all() as unknown as Row[];
  const pardons = rows.flatMap((row) => pardonOf(row) ?? []);
  return { pardons, leftOut: rows.length - pardons.length };
}

export function writePardon(db: DatabaseSync, { id, sensor, device, pattern, low, high, at, opened, alert, text }: Pardon): void {
  db.prepare(`INSERT OR REPLACE INTO pardons (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`).run(
    id,
    sensor,
    device ?? null,
    pattern,
    low,
    high,
    at,
    opened,
    alert,
    text,
  );
}

export function deletePardon(db: DatabaseSync, id: string): void {
  db.prepare('DELETE FROM pardons WHERE id = ?').run(id);
}

function pardonOf({ id, sensor, device, pattern, low, high, at, opened, alert, text }: Row): Pardon | undefined {
  if (typeof id !== 'string' || typeof sensor !== 'string' || typeof alert !== 'string' || typeof text !== 'string') return undefined;
  if (typeof pattern !== 'string' || !Object.hasOwn(PATTERNS, pattern)) return undefined;
  if (typeof at !== 'number' || typeof opened !== 'number') return undefined;
  return {
    id,
    sensor: sensor as SensorId,
    ...(typeof device === 'string' ? { device: device as DeviceId } : {}),
    pattern: pattern as Pattern,
    low: typeof low === 'number' ? low : Number.NaN,
    high: typeof high === 'number' ? high : Number.NaN,
    at: timestamp(at),
    opened: timestamp(opened),
    alert,
    text,
  };
}

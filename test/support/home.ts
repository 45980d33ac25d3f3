/** A small simulated home: devices as functions of the minute, lived through by the real watcher, told as incidents. */
import { toAlert } from '../../src/core/alert/index.ts';
import { timestamp } from '../../src/core/base/index.ts';
import type { Alert, DeviceId, EpisodeChange, IncidentChange, Quantity, Reading, Sensor, SensorId } from '../../src/core/domain/index.ts';
import { quantityOf } from '../../src/core/domain/quantity.ts';
import { Incidents, Watch } from '../../src/core/watch/index.ts';
import { PersistenceScorer } from './fakes.ts';
import { random, START } from './sensors.ts';

const MINUTE = 60_000;

/** "Freezer/temperature °C": device, what is measured, unit. */
export function homeSensor(words: string, quantity?: Quantity): Sensor {
  const [, device = '', leaf = '', unit = ''] = /^(.*?)\/(.*?)(?: (\S+))?$/.exec(words) ?? [];
  const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return {
    id: `${slug(device)}.${slug(leaf)}` as SensorId,
    device: slug(device) as DeviceId,
    name: `${device} ${leaf}`,
    deviceName: device,
    quantity: quantity ?? quantityOf(leaf, unit),
    unit,
  };
}

/** Value at a minute, given noise in -1 … 1; undefined where it says nothing. */
export type Course = (minute: number, noise: () => number) => number | undefined;

export interface Lived {
  readonly changes: readonly EpisodeChange[];
  readonly incidents: readonly IncidentChange[];
  /** Alerts as they stood when they were told last while they were open. */
  readonly alerts: readonly Alert[];
}

/** Lives through `minutes`, a reading of everything each minute. */
export async function live(minutes: number, courses: Readonly<Record<string, Course>>): Promise<Lived> {
  const watch = new Watch({ threshold: 0.55, maxSensors: 1_000 });
  const scorer = new PersistenceScorer();
  const incidents = new Incidents();
  const changes: EpisodeChange[] = [];
  const told: IncidentChange[] = [];
  const alerts = new Map<string, Alert>();
  const noise = random(7);
  const sensors = Object.entries(courses).map(([words, course]) => ({ sensor: homeSensor(words), course }));
  for (let minute = 0; minute < minutes; minute++) {
    const at = timestamp(START + minute * MINUTE);
    for (const { sensor, course } of sensors) {
      const value = course(minute, () => 2 * noise() - 1);
      if (value !== undefined) watch.push({ sensor, at, value } satisfies Reading);
    }
    if (minute % 10 !== 9 && minute !== minutes - 1) continue;
    const { data, rows } = watch.takeBatch();
    for (const change of watch.settle(await scorer.run(data, rows)).changes) {
      changes.push(change);
      for (const each of incidents.note(change)) {
        told.push(each);
        const alert = toAlert(each, { timeZone: 'UTC', now: timestamp(at) });
        if (each.kind !== 'closed' && each.kind !== 'eased') alerts.set(alert.id, alert);
      }
    }
  }
  return { changes, incidents: told, alerts: [...alerts.values()] };
}

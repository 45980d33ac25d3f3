/** From a change in the life of an incident to what is published. */
import type { Timestamp } from '../base/index.ts';
import type { Alert, AlertSensor, Episode, Incident, IncidentChange } from '../domain/index.ts';
import { incidentSentence } from './incident.ts';
import { nameOf } from './name.ts';
import type { TimeContext } from './time.ts';

const idLimit = 200;

/** `20250303T140200Z`, with milliseconds only where there are any; times outside what a date can hold become their number. */
function compact(at: Timestamp): string {
  if (!(Math.abs(at) <= 8.64e15)) return 'x';
  return new Date(at).toISOString().replace(/[-:]/g, '').replace('.000', '').replace('.', '-');
}

/** `<sensor>-<opened>`: the same from opening to closing and after a restart; safe as one MQTT topic level. */
export const alertId = ({ sensor, opened }: Pick<Episode, 'sensor' | 'opened'>): string =>
  `${sensor.id
    .toLowerCase()
    .replace(/[^a-z0-9_.-]/g, '_')
    .slice(0, idLimit)}-${compact(opened)}`;

/** The alert as it stands after this change, with its sentence. Sensor, value and pattern are those of the episode that opened it. */
export function toAlert({ kind, incident }: Pick<IncidentChange, 'kind' | 'incident'>, context: TimeContext): Alert {
  const { first, episodes, unlisted, closed, severity, quietly, causes } = incident;
  return {
    id: alertId(first),
    state: kind === 'closed' ? 'cleared' : 'open',
    sensor: first.sensor.id,
    device: first.sensor.device,
    opened: first.opened,
    since: first.since,
    ...(closed === undefined ? {} : { closed }),
    severity,
    score: Math.max(first.score, ...episodes.map(({ score }) => score)),
    value: first.value,
    unit: first.sensor.unit,
    expected: first.expected,
    pattern: first.pattern,
    sensors: sensorsOf(incident),
    ...(unlisted > 0 ? { more: unlisted } : {}),
    ...(quietly ? { quietly } : {}),
    causes: causes.map(({ cause, likelihood, because }) => ({ cause, likelihood, because })),
    text: incidentSentence(incident, kind, context),
  };
}

/** Each sensor once, by its leading episode, with the share of all the evidence it brought. */
function sensorsOf({ episodes, shares }: Pick<Incident, 'episodes' | 'shares'>): readonly AlertSensor[] {
  const sensors = new Map<string, AlertSensor>();
  for (const [i, { sensor, pattern, value, since, closed }] of episodes.entries()) {
    const share = shares[i] ?? 0;
    const known = sensors.get(sensor.id);
    if (known) {
      sensors.set(sensor.id, { ...known, share: known.share + share });
      continue;
    }
    const { id, unit } = sensor;
    sensors.set(id, { id, name: nameOf(sensor), share, pattern, value, unit, since, ...(closed === undefined ? {} : { closed }) });
  }
  return [...sensors.values()].map((sensor) => ({ ...sensor, share: Math.round(1_000 * sensor.share) / 1_000 }));
}

/** From a change in an episode's life to what is published. */
import type { Timestamp } from '../base/index.ts';
import type { Alert, Episode, EpisodeChange } from '../domain/index.ts';
import { sentence } from './sentence.ts';
import { severity } from './severity.ts';
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

/** The alert as it stands after this change, with its sentence. */
export function toAlert(change: EpisodeChange, context: TimeContext): Alert {
  const { episode } = change;
  return {
    id: alertId(episode),
    state: change.kind === 'closed' ? 'cleared' : 'open',
    sensor: episode.sensor.id,
    device: episode.sensor.device,
    opened: episode.opened,
    since: episode.since,
    ...(episode.closed === undefined ? {} : { closed: episode.closed }),
    severity: severity(episode),
    score: episode.score,
    value: episode.value,
    unit: episode.sensor.unit,
    expected: episode.expected,
    pattern: episode.pattern,
    text: sentence(episode, change.kind, context),
  };
}

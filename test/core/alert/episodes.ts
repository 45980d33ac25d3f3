/** Episodes for tests, in one line each: begun at 14:02, raised at 14:05 UTC on Monday 3 March 2025. */

import { severity } from '../../../src/core/alert/index.ts';
import { later, minutes, timestamp } from '../../../src/core/base/index.ts';
import type { DeviceId, Episode, Expectation, Incident, Pattern, Quantity, Sensor, SensorId } from '../../../src/core/domain/index.ts';

export const NOW = timestamp(Date.UTC(2025, 2, 3, 14, 5));

export const sensorNamed = (name: string, quantity: Quantity, unit: string): Sensor => ({
  id: 'device.leaf' as SensorId,
  device: 'device' as DeviceId,
  name,
  deviceName: 'Device',
  quantity,
  unit,
});

export const episode = (
  sensor: Sensor,
  pattern: Pattern,
  value: number,
  low: number,
  high: number,
  basis: Expectation['basis'],
  more: Partial<Episode> = {},
): Episode => ({
  sensor,
  pattern,
  opened: NOW,
  since: timestamp(Date.UTC(2025, 2, 3, 14, 2)),
  value,
  worst: value,
  expected: { low, middle: (low + high) / 2, high, basis },
  rarity: 1e5,
  score: 0.9,
  ...more,
});

/** Closed so many minutes after it began, at `value` where that is another. */
export const closedAfter = (span: number, ending: NonNullable<Episode['ending']>, open: Episode, value = open.value): Episode => ({
  ...open,
  closed: later(open.since, minutes(span)),
  ending,
  value,
});

/** An incident of these episodes, leading first; the leading one opened it. */
export const incident = (episodes: readonly [Episode, ...Episode[]], more: Partial<Incident> = {}): Incident => ({
  first: episodes[0],
  episodes,
  shares: episodes.map(() => 1 / episodes.length),
  unlisted: 0,
  devices: [episodes[0].sensor.deviceName],
  severity: severity(episodes[0]),
  causes: [],
  ...(episodes[0].closed === undefined ? {} : { closed: episodes[0].closed }),
  ...more,
});

import { describe, expect, it } from 'vitest';
import { sentence } from '../../../src/core/alert/index.ts';
import { hours, minutes, seconds, timestamp } from '../../../src/core/base/index.ts';
import type { Episode, Pattern } from '../../../src/core/domain/index.ts';
import { sensor } from '../../support/sensors.ts';

const NOON = timestamp(Date.UTC(2026, 0, 5, 12));
const context = { timeZone: 'UTC', now: NOON };

/** An episode of a water meter: growths are litres an hour. */
const episode = (pattern: Pattern, value: number, growth = hours(1), usual: readonly [number, number] = [0, 15]): Episode => ({
  sensor: { ...sensor('water.meter', 'count', 'l'), name: 'Water meter' },
  pattern,
  opened: NOON,
  since: NOON,
  value,
  worst: value,
  expected: { low: usual[0], middle: 4, high: usual[1], basis: 'hour' },
  rarity: 1e4,
  score: 0.5,
  facts: { growth },
});

describe('What a counter has done is said by its growth', () => {
  it.each([
    ['rise', episode('rise', 120), 'Water meter has gone up by 120 l in the last hour; around this hour it is normally 0 to 15 l.'],
    [
      'spike',
      episode('spike', 80, minutes(15)),
      'Water meter has gone up by 20 l in the last 15 minutes; around this hour it is normally 0 to 3.8 l.',
    ],
    [
      'fall',
      episode('fall', 2, hours(1), [10, 30]),
      'Water meter has gone up by only 2 l in the last hour; around this hour it is normally 10 to 30 l.',
    ],
    [
      'drop',
      episode('drop', 0, hours(1), [10, 30]),
      'Water meter has not gone up in the last hour; around this hour it is normally 10 to 30 l.',
    ],
    [
      'rise',
      episode('rise', 600, seconds(1), [0, 60]),
      'Water meter has gone up by 10 l a minute; around this hour it is normally 0 to 1 l.',
    ],
    [
      'shape',
      episode('shape', 9),
      'Water meter has gone up in another way than usual since 12:00: by 9 l in the last hour; around this hour it is normally 0 to 15 l.',
    ],
  ] as const)('%s', (_, told, wanted) => {
    expect(sentence(told, 'opened', context)).toBe(wanted);
  });

  it('and when it is over no level is named', () => {
    const closed = { ...episode('rise', 120), closed: timestamp(NOON + hours(2)), ending: 'recovered' as const };
    expect(sentence(closed, 'closed', context)).toBe('Water meter is back to normal after 2 hours.');
  });
});

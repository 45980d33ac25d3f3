/** When something is due: clocks, calendars, changes of clocks, the sun. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { due, type Every, type Place, sayTime, sunTime, type When } from '../../../../src/core/language/schedule/index.ts';

const at = (iso: string) => timestamp(Date.parse(iso));
/** A Tuesday, 14:02 in Berlin. */
const now = at('2025-03-04T13:02:00Z');
const berlin = 'Europe/Berlin';
const iso = (when: When, from = now, zone = berlin, place?: Place, every?: Every): string => {
  const found = due(when, from, zone, place, every);
  return found.kind === 'time'
    ? new Date(found.at).toISOString().replace(/\.000Z$/, 'Z')
    : found.kind === 'cannot'
      ? `${found.reason}: ${found.detail}`
      : found.kind;
};

describe('a time is due', () => {
  it.each<[string, When, string]>([
    ['in ten minutes', { kind: 'after', seconds: 600 }, '2025-03-04T13:12:00Z'],
    ['at 19:00', { kind: 'at', minutesOfDay: 1140 }, '2025-03-04T18:00:00Z'],
    ['at seven in the morning, which is tomorrow', { kind: 'at', minutesOfDay: 420 }, '2025-03-05T06:00:00Z'],
    ['at this very minute, which is tomorrow', { kind: 'at', minutesOfDay: 842 }, '2025-03-05T13:02:00Z'],
    ['tomorrow at 19:00', { kind: 'at', minutesOfDay: 1140, day: 'tomorrow' }, '2025-03-05T18:00:00Z'],
    ['today at 13:00', { kind: 'at', minutesOfDay: 780, day: 'today' }, 'past: that time has passed today'],
    ['on Friday at noon', { kind: 'at', minutesOfDay: 720, day: 'friday' }, '2025-03-07T11:00:00Z'],
    ['on Tuesday at 20:00, which is today', { kind: 'at', minutesOfDay: 1200, day: 'tuesday' }, '2025-03-04T19:00:00Z'],
    ['on Tuesday at 8:00, which is next week', { kind: 'at', minutesOfDay: 480, day: 'tuesday' }, '2025-03-11T07:00:00Z'],
    ['when the washing machine is done', { kind: 'state', entity: 'sensor.washer', word: 'done' }, 'on-event'],
    ['in minus a minute', { kind: 'after', seconds: -60 }, 'past: that time has passed'],
    ['in two years', { kind: 'after', seconds: 63_072_000 }, 'too_far: that is more than a year away'],
    ['in NaN', { kind: 'after', seconds: Number.NaN }, 'invalid: that is no time I understand'],
    ['at 25 o’clock', { kind: 'at', minutesOfDay: 1500 }, 'invalid: there is no such time of day'],
    [
      'at sunset, and nobody knows where',
      { kind: 'sun', event: 'sunset', offset: 0 },
      'no_sun: I do not know when sunset is here: no place is configured (language.place, latitude and longitude)',
    ],
  ])('%s', (_, when, expected) => expect(iso(when)).toBe(expected));

  it.each<[string, string, string, number, string]>([
    ['that is skipped is an hour later', '2025-03-29T20:00:00Z', berlin, 150, '2025-03-30T01:30:00Z'],
    ['on the day the clocks go forward', '2025-03-29T20:00:00Z', berlin, 420, '2025-03-30T05:00:00Z'],
    ['that comes twice is the first', '2025-10-25T20:00:00Z', berlin, 150, '2025-10-26T00:30:00Z'],
    ['on the day the clocks go back', '2025-10-25T20:00:00Z', berlin, 420, '2025-10-26T06:00:00Z'],
    ['west of Greenwich', '2025-03-04T23:00:00Z', 'America/Los_Angeles', 1140, '2025-03-05T03:00:00Z'],
    ['far in the east', '2025-03-04T20:00:00Z', 'Pacific/Auckland', 420, '2025-03-05T18:00:00Z'],
    ['where zones have half hours', '2025-03-04T12:00:00Z', 'Asia/Kolkata', 1140, '2025-03-04T13:30:00Z'],
  ])('a clock time %s', (_, from, zone, minutesOfDay, expected) =>
    expect(iso({ kind: 'at', minutesOfDay }, at(from), zone)).toBe(expected),
  );
});

describe('what comes again', () => {
  const seven: When = { kind: 'at', minutesOfDay: 420 };
  const evening: When = { kind: 'at', minutesOfDay: 1140 };
  const workdays = { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] } as const;
  it.each<[string, When, Every, string]>([
    ['every day at seven, which is tomorrow', seven, { days: [...workdays.days, 'saturday', 'sunday'] }, '2025-03-05T06:00:00Z'],
    ['every workday at 19:00, which is today', evening, workdays, '2025-03-04T18:00:00Z'],
    ['every Monday at seven', seven, { days: ['monday'] }, '2025-03-10T06:00:00Z'],
    ['every Tuesday at seven, which is next week', seven, { days: ['tuesday'] }, '2025-03-11T06:00:00Z'],
    ['every hour', { kind: 'after', seconds: 3_600 }, { seconds: 3_600 }, '2025-03-04T14:02:00Z'],
    ['every second', { kind: 'after', seconds: 1 }, { seconds: 1 }, 'invalid: I do not understand how often that is to be'],
    ['on no day', seven, { days: [] }, 'invalid: I do not understand how often that is to be'],
    ['each time it is seven', seven, { times: true }, 'invalid: I do not understand how often that is to be'],
    ['each time the washing machine is done', { kind: 'state', entity: 'sensor.washer', word: 'done' }, { times: true }, 'on-event'],
  ])('%s', (_, when, every, expected) => expect(iso(when, now, berlin, undefined, every)).toBe(expected));

  it('keeps its clock time across a change of clocks', () =>
    expect(iso(seven, at('2025-03-29T20:00:00Z'), berlin, undefined, { days: ['sunday'] })).toBe('2025-03-30T05:00:00Z'));
  it('waits out the summer where the sun does not set', () =>
    expect(
      iso({ kind: 'sun', event: 'sunset', offset: 0 }, at('2025-06-21T12:00:00Z'), berlin, { latitude: 69.65, longitude: 18.96 }, workdays),
    ).toMatch(/^2025-07-2/));
});

describe('the sun', () => {
  const london: Place = { latitude: 51.5074, longitude: -0.1278 };
  it.each<[string, 'sunrise' | 'sunset', string, Place, string]>([
    ['London, midsummer', 'sunrise', '2025-06-21T12:00:00Z', london, '2025-06-21T03:43:00Z'],
    ['London, midsummer', 'sunset', '2025-06-21T12:00:00Z', london, '2025-06-21T20:21:00Z'],
    ['New York, equinox', 'sunrise', '2025-03-20T16:00:00Z', { latitude: 40.7128, longitude: -74.006 }, '2025-03-20T10:59:00Z'],
    ['Sydney, midsummer', 'sunset', '2025-12-21T02:00:00Z', { latitude: -33.8688, longitude: 151.2093 }, '2025-12-21T09:05:00Z'],
  ])('of %s: %s to about a minute', (_, event, around, place, expected) =>
    expect(Math.abs((sunTime(event, at(around), place) ?? 0) - at(expected))).toBeLessThan(100_000),
  );

  it('sets again tomorrow when it has set today', () => {
    expect(iso({ kind: 'sun', event: 'sunset', offset: 0 }, at('2025-06-21T20:00:00Z'), berlin, london)).toMatch(/^2025-06-21T20:2/);
    expect(iso({ kind: 'sun', event: 'sunset', offset: 0 }, at('2025-06-21T21:00:00Z'), berlin, london)).toMatch(/^2025-06-22T20:2/);
  });
  it('half an hour before sunset', () =>
    expect(iso({ kind: 'sun', event: 'sunset', offset: -1_800 }, at('2025-06-21T12:00:00Z'), berlin, london)).toMatch(/^2025-06-21T19:5/));
  it('does not set in Tromsø in June', () => {
    const tromso = { latitude: 69.65, longitude: 18.96 };
    expect(iso({ kind: 'sun', event: 'sunset', offset: 0 }, at('2025-06-21T12:00:00Z'), berlin, tromso)).toBe(
      'no_sun: there is no sunset in the coming days',
    );
    expect(sunTime('sunrise', now, { latitude: 200, longitude: 0 })).toBeUndefined();
  });
});

it.each([
  ['2025-03-04T18:00:00Z', 'at 19:00'],
  ['2025-03-05T06:00:00Z', 'tomorrow at 07:00'],
  ['2025-03-07T11:00:00Z', 'on Fri 7 Mar at 12:00'],
])('%s is said %s', (time, said) => expect(sayTime(at(time), now, berlin)).toBe(said));

/** What a person reads when something is wrong. */
import { describe, expect, it } from 'vitest';
import { sentence, sentenceLimit } from '../../../src/core/alert/index.ts';
import { minutes, timestamp } from '../../../src/core/base/index.ts';
import type { Episode, Pattern } from '../../../src/core/domain/index.ts';
import { closedAfter, episode, NOW, sensorNamed } from './episodes.ts';

const london = { timeZone: 'Europe/London', now: NOW };
const opened = (e: Episode): string => sentence(e, 'opened', london);
const closed = (e: Episode): string => sentence(e, 'closed', london);

const freezer = sensorNamed('Freezer temperature', 'temperature', '°C');
const power = sensorNamed('Power meter power', 'power', 'W');
const pump = sensorNamed('Pump vibration', 'vibration', 'mm/s');
const cellar = sensorNamed('Cellar humidity', 'humidity', '%');
const door = sensorNamed('Front door contact', 'switch', '');

describe('a level that left its range', () => {
  it.each<[string, Episode, string]>([
    [
      'says how far it rose, since when, and what is normal at this hour',
      episode(freezer, 'rise', -9.5, -19, -17, 'hour'),
      'Freezer temperature has risen to -9.5 °C since 14:02; around this hour it is normally between -19 and -17 °C.',
    ],
    [
      'says the same of a fall',
      episode(freezer, 'fall', -25.04, -19, -17, 'always'),
      'Freezer temperature has fallen to -25 °C since 14:02; it is normally between -19 and -17 °C.',
    ],
    [
      'groups thousands and says "far" where it is',
      episode(power, 'spike', 3410, 180, 420, 'recent'),
      'Power meter power jumped to 3,410 W at 14:02, far above normal; lately it stayed between 180 and 420 W.',
    ],
    [
      'says "slightly" where it is',
      episode(power, 'rise', 430, 180, 420, 'recent'),
      'Power meter power has risen slightly to 430 W since 14:02; lately it stayed between 180 and 420 W.',
    ],
    [
      'names one number where normal has no width',
      episode(power, 'spike', 40, 0, 0, 'always'),
      'Power meter power jumped to 40 W at 14:02; it is normally about 0 W.',
    ],
    [
      'shows as many digits as it takes to see that the value lies outside',
      episode(sensorNamed('Pump column 3', 'other', ''), 'rise', 4.04, 1, 4, 'recent'),
      'Pump column 3 has risen slightly to 4.04 since 14:02; lately it stayed between 1 and 4.',
    ],
    [
      'takes a counter that goes back for a reset',
      episode(sensorNamed('Water meter total', 'count', ''), 'drop', 12, 34_000, 34_100, 'recent'),
      'Water meter total went back to 12 at 14:02, as if it had been reset; lately it stayed between 34,000 and 34,100.',
    ],
    [
      'says nothing of normal where nothing is known',
      episode(power, 'rise', 40, Number.NaN, Number.NaN, 'recent'),
      'Power meter power has risen to 40 W since 14:02.',
    ],
    [
      'never says -0',
      episode(power, 'fall', -0.001, 180, 420, 'recent'),
      'Power meter power has fallen to 0 W since 14:02; lately it stayed between 180 and 420 W.',
    ],
  ])('%s', (_title, e, expected) => {
    expect(opened(e)).toBe(expected);
  });
});

describe('a signal that changed its ways', () => {
  it.each<[string, Episode, string]>([
    [
      'noisier: both swings',
      episode(pump, 'noisier', 4.8, 0.9, 1.3, 'recent', { facts: { low: 1.2, high: 4.8 } }),
      'Pump vibration has become unsteady since 14:02: it swings between 1.2 and 4.8 mm/s, normally it stays between 0.9 and 1.3 mm/s.',
    ],
    [
      'noisier, without its swing',
      episode(pump, 'noisier', 4.8, 0.9, 1.3, 'recent'),
      'Pump vibration has become unsteady since 14:02 and reached 4.8 mm/s; normally it stays between 0.9 and 1.3 mm/s.',
    ],
    [
      'quieter',
      episode(pump, 'quieter', 1.1, 0.9, 1.3, 'recent', { facts: { low: 1.05, high: 1.15 } }),
      'Pump vibration has become unusually steady since 14:02: it only moves between 1.05 and 1.15 mm/s, normally it varies between 0.9 and 1.3 mm/s.',
    ],
    [
      'shape',
      episode(pump, 'shape', 4.2, 0.9, 1.3, 'recent'),
      'Pump vibration has not followed its usual pattern since 14:02: it reads 4.2 mm/s where about 1.1 mm/s was expected.',
    ],
    [
      'shape, with nothing odd about the value',
      episode(pump, 'shape', 1.1, 0.9, 1.3, 'recent'),
      'Pump vibration has not followed its usual pattern since 14:02.',
    ],
  ])('%s', (_title, e, expected) => {
    expect(opened(e)).toBe(expected);
  });
});

describe('a sensor in trouble', () => {
  const quiet = (cadence: number): Partial<Episode> => ({ facts: { cadence: minutes(cadence) } });
  it.each<[string, Episode, string]>([
    [
      'stuck, with every digit it sent',
      episode(cellar, 'stuck', 45.2031, 40, 50, 'recent'),
      'Cellar humidity has been stuck at exactly 45.2031 % since 14:02; it normally keeps changing.',
    ],
    [
      'stuck, with its usual pace',
      episode(cellar, 'stuck', 45.2, 40, 50, 'recent', quiet(4)),
      'Cellar humidity has been stuck at exactly 45.2 % since 14:02; it normally changes about every 4 minutes.',
    ],
    [
      'silent',
      episode(freezer, 'silent', -18, -19, -17, 'recent', quiet(5)),
      'Freezer temperature has sent nothing since 14:02; it normally reports every 5 minutes.',
    ],
    [
      'silent, hourly',
      episode(freezer, 'silent', -18, -19, -17, 'recent', quiet(59)),
      'Freezer temperature has sent nothing since 14:02; it normally reports every hour.',
    ],
    [
      'disconnected',
      episode(freezer, 'impossible', -127, -19, -17, 'recent'),
      'Freezer temperature reported -127 °C at 14:02, which this kind of sensor says when it is disconnected.',
    ],
    [
      'with the watcher’s own reason',
      episode(freezer, 'impossible', -80, -19, -17, 'recent', { facts: { reason: 'only happens in space.\n' } }),
      'Freezer temperature reported -80 °C at 14:02, which only happens in space.',
    ],
    ['impossible', episode(cellar, 'impossible', 150, 40, 50, 'recent'), 'Cellar humidity reported 150 % at 14:02, which is impossible.'],
    [
      'not a number',
      episode(cellar, 'impossible', Number.NaN, 40, 50, 'recent'),
      'Cellar humidity sent something that is not a number at 14:02.',
    ],
  ])('%s', (_title, e, expected) => {
    expect(opened(e)).toBe(expected);
  });
});

describe('a switch is on or off, not 1 or 0', () => {
  it.each<[Episode, string]>([
    [episode(door, 'spike', 1, 0, 0, 'hour'), 'Front door contact switched on at 14:02, which is unusual around this hour.'],
    [episode(door, 'fall', 0, 1, 1, 'recent'), 'Front door contact has been off since 14:02, which is unusual.'],
    [episode(door, 'noisier', 1, 0, 1, 'recent'), 'Front door contact has been switching on and off unusually often since 14:02.'],
    [episode(door, 'quieter', 0, 0, 1, 'recent'), 'Front door contact has been switching on and off less than usual since 14:02.'],
    [episode(door, 'shape', 0, 0, 1, 'recent'), 'Front door contact has not followed its usual pattern since 14:02 (it is off now).'],
    [
      episode(door, 'stuck', 0, 0, 1, 'recent', { facts: { cadence: minutes(60) } }),
      'Front door contact has stayed off since 14:02; it normally changes every hour.',
    ],
    [episode(door, 'rise', 3, 0, 1, 'recent'), 'Front door contact has risen to 3 since 14:02; lately it stayed between 0 and 1.'],
  ])('%o', (e, expected) => {
    expect(opened(e)).toBe(expected);
  });
});

describe('the end of an episode', () => {
  it.each<[string, Episode, string]>([
    [
      'gives the value it came back to',
      closedAfter(42, 'recovered', episode(freezer, 'rise', -9.5, -19, -17, 'hour'), -18.2),
      'Freezer temperature is back to normal (-18.2 °C) after 42 minutes; it had reached -9.5 °C.',
    ],
    [
      'gives the lowest it fell to',
      closedAfter(42, 'recovered', episode(power, 'drop', 0, 180, 420, 'hour')),
      'Power meter power is back to normal after 42 minutes; it had fallen to 0 W.',
    ],
    [
      'says that the new level is the habit now',
      closedAfter(180, 'accepted', episode(freezer, 'rise', -9.5, -19, -17, 'hour')),
      'Freezer temperature has stayed high for 3 hours: this is now taken as normal.',
    ],
    [
      'says that the silence is over',
      closedAfter(42, 'recovered', episode(freezer, 'silent', -18, -19, -17, 'hour')),
      'Freezer temperature reports again after 42 minutes of silence.',
    ],
    [
      'says that it moves again',
      closedAfter(42, 'recovered', episode(cellar, 'stuck', 45, 40, 50, 'hour')),
      'Cellar humidity is changing again after 42 minutes.',
    ],
    [
      'says that it makes sense again',
      closedAfter(1, 'recovered', episode(cellar, 'impossible', 150, 40, 50, 'hour')),
      'Cellar humidity makes sense again after 1 minute.',
    ],
    [
      'says that the pattern is back',
      closedAfter(2_900, 'recovered', episode(pump, 'shape', 1, 0.9, 1.3, 'hour')),
      'Pump vibration is back to its usual pattern after 2 days.',
    ],
    [
      'calls a switch by its state',
      closedAfter(180, 'accepted', episode(door, 'rise', 1, 0, 0, 'hour')),
      'Front door contact has stayed on for 3 hours: this is now taken as normal.',
    ],
    [
      'says that the sensor went away',
      closedAfter(180, 'gone', episode(door, 'rise', 1, 0, 0, 'hour')),
      'Front door contact is no longer there: nothing more has come from it, so its alert is closed after 3 hours.',
    ],
  ])('%s', (_title, e, expected) => {
    expect(closed(e)).toBe(expected);
  });
});

describe('times are local, and dated when they are not today’s', () => {
  const since = (iso: string, timeZone = 'Europe/London'): string =>
    sentence({ ...episode(freezer, 'silent', -18, -19, -17, 'hour'), since: timestamp(Date.parse(iso)) }, 'opened', {
      timeZone,
      now: NOW,
    }).split(';')[0] ?? '';
  it.each([
    ['2025-03-03T09:30:00Z', 'Europe/London', 'since 09:30'],
    ['2025-03-03T09:30:00Z', 'Asia/Kolkata', 'since 15:00'],
    ['2025-03-02T23:30:00Z', 'Europe/London', 'since yesterday 23:30'],
    ['2025-03-02T23:30:00Z', 'Europe/Berlin', 'since 00:30'],
    ['2025-02-27T12:00:00Z', 'Europe/London', 'since Thu 27 Feb 12:00'],
    ['2013-02-27T12:00:00Z', 'Europe/London', 'since 27 Feb 2013 12:00'],
    ['2025-03-05T12:00:00Z', 'Europe/London', 'since Wed 5 Mar 12:00'],
  ])('%s in %s: %s', (iso, zone, expected) => {
    expect(since(iso, zone)).toBe(`Freezer temperature has sent nothing ${expected}`);
  });

  it('an impossible time is no crash', () => {
    const e = { ...episode(freezer, 'silent', -18, -19, -17, 'hour'), since: timestamp(Number.NaN) };
    expect(opened(e)).toContain('since an unknown time');
  });
});

describe('whatever the wire calls a sensor, the sentence stays one line below Home Assistant’s 255 characters', () => {
  const patterns: readonly Pattern[] = ['spike', 'drop', 'rise', 'fall', 'noisier', 'quieter', 'shape', 'stuck', 'silent', 'impossible'];
  const names = ['', 'x'.repeat(10_000), 'a\nb\u0000c\u202edcba', '🧊'.repeat(500), '   ', '__proto__'];
  const values = [0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 1e-300, 123456.789];
  it.each(names)('%.20j', (name) => {
    const hostile = sensorNamed(name, 'other', '\u0007°'.repeat(100));
    for (const pattern of patterns) {
      for (const value of values) {
        for (const [low, high] of [
          [0, 1],
          [value, value],
          [Number.NaN, 1],
          [-1e308, 1e308],
        ] as const) {
          const e = episode(hostile, pattern, value, low, high, 'hour');
          for (const text of [opened(e), closed(closedAfter(5, 'recovered', e)), closed(closedAfter(5, 'accepted', e))]) {
            expect(text.length).toBeLessThanOrEqual(sentenceLimit);
            expect(text).toMatch(/^\S.*[.…]$/);
            expect(text).not.toMatch(/[\p{Cc}\p{Cf}\n]|-0(?![.\d])|undefined|NaN|Infinity/u);
          }
        }
      }
    }
  });

  it('capitalises a plain word and leaves names with capitals of their own alone', () => {
    const start = (name: string): string => opened(episode(sensorNamed(name, 'power', 'W'), 'rise', 4, 1, 2, 'hour')).slice(0, name.length);
    expect([start('freezer door'), start('iPhone battery'), start('pH value'), start('température')]).toEqual([
      'Freezer door',
      'iPhone battery',
      'pH value',
      'Température',
    ]);
  });
});

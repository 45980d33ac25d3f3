import { describe, expect, it } from 'vitest';
import { type AlertOrder, orderOfIntent, readAlertOrder, untilIn } from '../../../../src/core/alert/words/index.ts';
import { timestamp } from '../../../../src/core/base/index.ts';

/** Monday 5 January 2026, 14:02 UTC. */
const clock = { now: timestamp(Date.UTC(2026, 0, 5, 14, 2)), timezone: 'UTC' };
const read = (text: string): string => {
  const found = readAlertOrder(text, clock);
  return found === undefined ? '-' : `${said(found.order)}${found.meant === 'surely' ? '' : ' ?'}`;
};
const when = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString().slice(8, 16));
function said(order: AlertOrder): string {
  const { verb } = order;
  const about = 'about' in order && order.about !== '' ? ` ${order.about}` : '';
  const all = 'all' in order && order.all ? ' all' : '';
  const until = 'until' in order ? ` until ${when(order.until)}` : '';
  return `${verb}${all}${about}${until}${verb === 'list' ? ` ${order.which}` : ''}${verb === 'unclear' ? `: ${order.time}` : ''}`;
}

describe('What is said to alerts', () => {
  it.each([
    ['acknowledge the freezer alarm', 'acknowledge freezer'],
    ['Please acknowledge the Freezer alarm, thanks!', 'acknowledge freezer'],
    ['acknowledge', 'acknowledge'],
    ['ack', 'acknowledge'],
    ['acknowledge it', 'acknowledge'],
    ['acknowledge the alarm', 'acknowledge'],
    ['acknowledge all', 'acknowledge all'],
    ['acknowledge all of the freezer alarms', 'acknowledge all freezer'],
    ['acknowledge freezer.temperature-20260105T080000Z', 'acknowledge freezer.temperature-20260105t080000z'],
    ['dismiss the alert of the pump', 'acknowledge pump'],
    ['I have seen the freezer alarm', 'acknowledge freezer'],
    ['snooze', 'snooze'],
    ['snooze 1h', 'snooze until 05T15:02'],
    ['snooze the freezer alarm for an hour', 'snooze freezer until 05T15:02'],
    ['snooze the freezer alarm for 1h 30min', 'snooze freezer until 05T15:32'],
    ['snooze for half an hour', 'snooze until 05T14:32'],
    ['snooze freezer.temperature-20260105T080000Z for 2h', 'snooze freezer.temperature-20260105t080000z until 05T16:02'],
    ['snooze the pump until half past four', 'snooze pump until 05T16:30'],
    ['snooze all alarms until tomorrow at 8', 'snooze all until 06T08:00'],
    ['silence the freezer alarm for the next two hours', 'snooze freezer until 05T16:02'],
    ['snooze it until the cows come home', 'unclear: until the cows come home'],
    ['stop snoozing', 'wake'],
    ['stop snoozing the freezer', 'wake freezer'],
    ['unsnooze', 'wake'],
    ['wake up the freezer alarm', 'wake freezer'],
    ['what alarms are open?', 'list open'],
    ['Which alerts are snoozed?', 'list snoozed'],
    ['show me the acknowledged alarms', 'list acknowledged'],
    ['are there any alarms', 'list open'],
    ['list alerts', 'list open'],
    ['maintenance on the pump until 5', 'maintain pump until 05T17:00'],
    ['start maintenance in the cellar for two hours', 'maintain cellar until 05T16:02'],
    ['maintenance mode for the pump', 'maintain pump'],
    ['maintenance on everything until 18:00', 'maintain everything until 05T18:00'],
    ['the pump is under maintenance until 17:00', 'maintain pump until 05T17:00 ?'],
    ['end the maintenance on the pump', 'end-maintenance pump'],
    ['maintenance is over', 'end-maintenance'],
    ['maintenance on the pump is over', 'end-maintenance pump'],
    ['what is in maintenance?', 'maintained'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '',
    'set an alarm for 7',
    'turn off the alarm',
    'arm the alarm',
    'wake me at 7',
    'mute the kitchen radio',
    'silence the kitchen',
    'acknowledge it in ten minutes',
    'why did the alarm go off',
    'turn on the maintenance light',
    'is the smoke alarm battery low?',
    '__proto__',
    `acknowledge ${'x'.repeat(9_000)}`,
  ])('%.40j is none of it', (text) => {
    expect(read(text)).toBe('-');
  });
});

describe('A time after "until"', () => {
  it.each([
    ['16:30', '05T16:30'],
    ['9:15', '05T21:15'],
    ['09:15', '06T09:15'],
    ['13:00', '06T13:00'],
    ['5', '05T17:00'],
    ['2', '06T02:00'],
    ["five o'clock", '05T17:00'],
    ['half past 4', '05T16:30'],
    ['half past 13', '06T13:30'],
    ['quarter to 5', '05T16:45'],
    ['a quarter past two', '05T14:15'],
    ['5 pm', '05T17:00'],
    ['7 am', '06T07:00'],
    ['7 in the evening', '05T19:00'],
    ['noon', '06T12:00'],
    ['midnight', '06T00:00'],
    ['24', '06T00:00'],
    ['tonight', '05T19:00'],
    ['the evening', '05T19:00'],
    ['tomorrow', '06T07:00'],
    ['tomorrow evening', '06T19:00'],
    ['tomorrow at 7', '06T07:00'],
    ['tomorrow at 9:15', '06T09:15'],
    ['the morning', '06T07:00'],
    ['friday', '09T07:00'],
    ['monday', '12T07:00'],
    ['monday 15:00', '05T15:00'],
    ['monday 8:00', '12T08:00'],
    ['25', ''],
    ['99:99', ''],
    ['', ''],
  ])('%j is %s', (text, expected) => {
    expect(when(untilIn(`snooze until ${text}`, clock).until)).toBe(expected);
  });

  it('is that of the owner, in summer and in winter', () => {
    const summer = { now: timestamp(Date.UTC(2026, 6, 1, 10)), timezone: 'Europe/Berlin' };
    expect(when(untilIn('until 16:30', summer).until)).toBe('01T14:30');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15])('at %s is none', (now) => {
    expect(untilIn('until 16:30', { now: timestamp(now), timezone: 'UTC' }).until).toBeUndefined();
  });
});

describe('What the language path has found', () => {
  it.each([
    [
      { intent: 'alert_ack', text: 'I am dealing with it' },
      { verb: 'acknowledge', about: '', all: false },
    ],
    [
      { intent: 'alert_ack', text: 'reset the alarm of the pump', target: 'the pump' },
      { verb: 'acknowledge', about: 'pump', all: false },
    ],
    [
      { intent: 'alert_snooze', text: 'keep quiet about the freezer for an hour', target: 'the freezer' },
      { verb: 'snooze', about: 'freezer', all: false, until: timestamp(clock.now + 3_600_000) },
    ],
    [
      { intent: 'alert_snooze', text: 'snooze' },
      { verb: 'snooze', about: '', all: false },
    ],
    [
      { intent: 'alert_snooze', text: 'be quiet until whenever' },
      { verb: 'unclear', time: 'until whenever' },
    ],
    [
      { intent: 'alert_normal', text: 'the pump is supposed to be that hot', target: 'the pump' },
      { verb: 'normal', about: 'pump' },
    ],
  ] as const)('%o becomes %o', (intent, order) => {
    expect(orderOfIntent(intent, clock)).toEqual(order);
  });
});

import { describe, expect, it } from 'vitest';
import { sentenceLimit } from '../../../../src/core/alert/index.ts';
import {
  alarmOf,
  eventSentence,
  forgottenSentence,
  maintenanceOver,
  maintenanceSentence,
  normalSentence,
  stateWords,
} from '../../../../src/core/alert/life/index.ts';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { AlertEvent } from '../../../../src/core/domain/index.ts';

const at = (hour: number, minute = 0, day = 5) => timestamp(Date.UTC(2026, 0, day, hour, minute));
const context = { timeZone: 'UTC', now: at(15) };
const alert = { text: 'Freezer temperature has risen to -9.5 °C since 14:02.', since: at(14, 2) };
const life = { snoozed: at(16, 30), told: at(14, 5), escalated: 1 };

describe('What becomes of an alert reads', () => {
  it.each<[AlertEvent, string]>([
    ['raised', alert.text],
    ['updated', alert.text],
    ['resolved', alert.text],
    ['acknowledged', 'The freezer alarm is acknowledged.'],
    ['snoozed', 'The freezer alarm is snoozed until 16:30.'],
    ['woken', `The freezer alarm is no longer snoozed. ${alert.text}`],
    ['escalated', `Nobody has answered since 14:05: ${alert.text}`],
  ])('%s: %s', (event, text) => {
    expect(eventSentence(event, alert, 'Freezer', life, context)).toBe(text);
  });

  it('short, however long the names and sentences are', () => {
    const long = { ...alert, text: 'x'.repeat(250) };
    for (const event of ['woken', 'escalated', 'snoozed', 'acknowledged'] as const)
      expect(eventSentence(event, long, 'Freezer '.repeat(500), life, context).length).toBeLessThanOrEqual(sentenceLimit);
  });

  it.each([
    ['Freezer', 'the freezer alarm'],
    ['PV inverter', 'the PV inverter alarm'],
    ['iPhone', 'the iPhone alarm'],
    ['Smoke alarm', 'the smoke alarm'],
    ['', 'the unnamed alarm'],
    ['\u202eevil\n\u0000name', 'the evil name alarm'],
  ])('%j is %s', (called, alarm) => {
    expect(alarmOf(called)).toBe(alarm);
  });

  it('with the day where it is another one', () => {
    expect(eventSentence('snoozed', alert, 'Freezer', { snoozed: at(7, 0, 6) }, context)).toBe(
      'The freezer alarm is snoozed until Tue 6 Jan 07:00.',
    );
  });

  it.each([
    [
      maintenanceSentence({ scope: { device: 'pump' }, called: 'Pump', from: at(15), until: at(17) }, context),
      'Maintenance on the pump until 17:00: its alarms wait until then.',
    ],
    [
      maintenanceSentence({ scope: {}, called: 'everything', from: at(15), until: at(17) }, context),
      'Maintenance on everything until 17:00: its alarms wait until then, but what is critical is told.',
    ],
    [maintenanceOver({ scope: { area: 'cellar' }, called: 'Cellar', from: at(15), until: at(17) }), 'Maintenance on the cellar is over.'],
    [normalSentence('Freezer', true), 'The freezer alarm is taken as normal.'],
    [normalSentence('Freezer', false), 'The freezer alarm is not taken as normal any more.'],
    [forgottenSentence('Freezer'), 'The freezer alarm is from before a restart; nothing of it has been seen since, so it is closed.'],
    [stateWords({ snoozed: at(16, 30) }, context), 'snoozed until 16:30'],
    [stateWords({ acknowledged: at(14) }, context), 'acknowledged'],
    [stateWords({ held: 'quiet' }, context), 'waiting for the end of the quiet hours'],
    [stateWords({ held: 'maintenance' }, context), 'waiting for the end of maintenance'],
    [stateWords({}, context), ''],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

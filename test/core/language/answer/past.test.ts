/** What was: from a record of what was seen, and never from what is. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { answerMeasured, answerWas, type History, type Window, windowIn } from '../../../../src/core/language/answer/index.ts';
import { house, thing } from '../reply/house.ts';

const at = (iso: string) => timestamp(Date.parse(iso));
const now = at('2025-03-04T13:02:00Z');
const context = { now, timezone: 'Europe/Berlin' };
const hours = (window: Window | undefined): string =>
  window === undefined ? 'none' : `${new Date(window.from).toISOString().slice(5, 16)} ${new Date(window.to).toISOString().slice(5, 16)}`;

describe('the time that words say, in the owner’s time zone', () => {
  it.each([
    ['how warm was it last night', '03-03T19:00 03-04T07:00'],
    ['was it open yesterday', '03-02T23:00 03-03T23:00'],
    ['how often did it open today', '03-03T23:00 03-04T13:02'],
    ['was it on this morning', '03-04T04:00 03-04T11:00'],
    ['how often did it open this week', '02-24T23:00 03-04T13:02'],
    ['how warm was it 2 hours ago', '03-04T11:02 03-04T11:08'],
    ['how warm was it', 'none'],
  ])('%s', (line, expected) => expect(hours(windowIn(line, context))).toBe(expected));
});

const sensor = thing('sensor.t', 'Kitchen Temperature', 'kitchen', '23', { unit_of_measurement: '°C', device_class: 'temperature' });
const gate = thing('cover.gate', 'Gate', undefined, 'closed', { device_class: 'gate' });
const record = (entity: string, ...states: readonly (readonly [string, string])[]): History =>
  states.map(([time, state]) => ({ entity, state, at: at(`2025-03-0${time}Z`) }));
const measured = record('sensor.t', ['3T10:00', '20.5'], ['3T20:00', '18'], ['4T02:00', '16.5'], ['4T06:00', '17'], ['4T12:00', '23']);
const moved = record(
  'cover.gate',
  ['3T08:00', 'closed'],
  ['4T07:00', 'open'],
  ['4T08:00', 'closed'],
  ['4T10:00', 'open'],
  ['4T10:30', 'closed'],
);
const of = (line: string): Window => windowIn(line, context) as Window;

describe('what a sensor measured', () => {
  it.each([
    ['how warm was it last night', 'Last night: the kitchen temperature was between 16.5 and 20.5 °C.'],
    ['what was the highest temperature today', 'The highest of the kitchen temperature today was 23 °C.'],
    ['what was the lowest temperature last night', 'The lowest of the kitchen temperature last night was 16.5 °C.'],
  ])('%s', (line, said) => expect(answerMeasured(sensor, line, measured, house, of(line)).reply).toBe(said));
  it('says that there is no record, whatever it reads now', () =>
    expect(answerMeasured(sensor, 'how warm was it last week', [], house, of('last week')).reply).toBe(
      'I have no record of the kitchen temperature from last week.',
    ));
});

describe('what a thing was', () => {
  it.each([
    ['how often did the gate open today', 'open', 'The gate became open 2 times today.'],
    ['was the gate open this morning', 'open', 'Yes, the gate was open this morning, last at 11:00.'],
    ['was the gate open yesterday', 'open', 'No, the gate was not open yesterday.'],
    ['how long was the gate open today', 'open', 'The gate was open for 1 hour and 30 minutes today.'],
  ])('%s', (line, state, said) => expect(answerWas(gate, state, line, moved, house, context, of(line)).reply).toBe(said));
  it('does not know what it has not seen', () =>
    expect(answerWas(gate, 'open', 'was the gate open today', [], house, context, of('today')).reply).toBe(
      'I have no record of the gate from today.',
    ));
});

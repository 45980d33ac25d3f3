/**
 * The first hours of a sensor: nothing is known of it yet, so that nothing is told of it. Each drawing is in the test of its kind.
 */
import { describe, it } from 'vitest';
import {
  airConditioner,
  cistern,
  dailyJob,
  energyMeter,
  filterPressure,
  freezer,
  officeAir,
  officeLights,
  pump,
  room,
  type Span,
} from '../../../support/courses.ts';
import { expectQuiet, neighbourhood } from '../../../support/expect-life.ts';
import { DAY, HOUR, type Point } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();

const kinds: Readonly<Record<string, (span: Span) => Point[]>> = {
  'energy meter': energyMeter,
  pump,
  'air of an office': officeAir,
  'lights of an office': officeLights,
  'air conditioner': (span) => airConditioner(span, () => false),
  room,
  'daily job': dailyJob,
  cistern,
  filter: filterPressure,
  freezer,
};
const LATE = ['daily job', 'pump'];
const young = (kind: string, step: number) =>
  liveAll(sensor('new.value', 'other', ''), (seed) => kinds[kind]?.({ step, days: 1, seed }) ?? []);

describe('A sensor in its first hours', () => {
  // What happens for the first time after hours of standing still is news to anybody: the job, and in some homes the pump.
  it.each(Object.keys(kinds).filter((kind) => !LATE.includes(kind)))('is quiet for four hours, read every minute: %s', async (kind) => {
    expectQuiet(await young(kind, 1), 0, 4 * HOUR, 1);
  });

  it.each(Object.keys(kinds).filter((kind) => kind !== 'freezer'))('is quiet for a day, read every five minutes: %s', async (kind) => {
    expectQuiet(await young(kind, 5), 0, DAY, 1);
  });

  it.each(Object.keys(kinds))('has no more than one alert on its first day, read every five minutes: %s', async (kind) => {
    for (const life of await young(kind, 5)) expectQuiet([life], 0, DAY, 1);
  });
});

/** The demonstration's promise: what goes wrong in the plant is told, about the right sensor, and little else is. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type FaultKind, QUIET_MINUTES } from '../../src/demo/index.ts';
import { runPlant } from '../../tools/pictures/run.ts';

const MINUTE = 60_000;
/** Told while the fault is at work, or while its traces fade. */
const FADING = 60 * MINUTE;

const DAYS = 1.5;
const SENSORS = 8;
/** The sensors that a fault touches. */
const TOUCHED: Record<FaultKind, RegExp> = {
  door: /^freezer/,
  bearing: /^circulation_pump/,
  stuck: /^living_room.humidity/,
  silent: /^power_meter/,
  heater: /^power_meter/,
};

interface FaultTime {
  readonly kind: FaultKind;
  readonly from: number;
  readonly to: number;
}
const faults: FaultTime[] = [];
const told: { readonly sensor: string; readonly at: number; readonly text: string }[] = [];
const during = (kind: FaultKind): string[] => {
  const fault = faults.find((f) => f.kind === kind);
  return told.filter((t) => fault && t.at >= fault.from && t.at < fault.to).map((t) => t.text);
};

beforeAll(async () => {
  const run = await runPlant(DAYS * 1_440, QUIET_MINUTES);
  for (const { at, state } of run.plant) {
    if (state.fault && state.just === 'began') faults.push({ kind: state.fault.kind, from: at, to: at + state.fault.minutes * MINUTE });
  }
  for (const [sensor, course] of run.courses)
    for (const { episode, texts } of course.told) told.push({ sensor, at: episode.opened, text: texts.at(-1) ?? '' });
});

describe('in the first cycle of the demonstration', () => {
  test.each<[FaultKind, RegExp]>([
    ['door', /^Freezer temperature has risen to -1\d\.\d °C since 14:\d\d/],
    ['bearing', /^Circulation pump (vibration|kurtosis) has risen /],
    ['stuck', /^Living room humidity has been stuck at exactly \d\d\.\d %/],
    ['silent', /^Power meter power has sent nothing since /],
    ['heater', /^Power meter power (has risen|jumped) to 3,\d\d\d W/],
  ])('the fault "%s" is told while it lasts', (kind, sentence) => {
    expect(during(kind)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });

  test('alerts about sensors that are well are rarer than one a sensor a day', () => {
    const wrong = told.filter(
      ({ at, sensor }) => !faults.some(({ kind, from, to }) => TOUCHED[kind].test(sensor) && at >= from && at < to + FADING),
    );
    expect(wrong.length, wrong.map(({ text }) => text).join('\n')).toBeLessThan(DAYS * SENSORS);
  });
});

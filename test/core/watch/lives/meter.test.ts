/**
 * A counter that never repeats: kWh of a household, in steps of a hundredth, every quarter of an hour.
 *
 *     5211 |                                                                          ▄▄▄▄▄▄▄▄▄▄▄▄▄█▀▀▀▀▀▀▀▀
 *          |                                                                 ▄▄▄▄█▀▀▀▀▀
 *          |                                                        ▄▄▄▄▄▄▀▀▀▀
 *          |                          ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▀▀▀▀▀▀▀▀▀▀▀▀
 *     5145 |▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▀▀▀▀▀▀▀▀
 *          +|-------------------------------|-------------------------------|-------------------------------
 *     from the 22nd to the 24th day, with the night of 2 kW
 */
import { describe, it } from 'vitest';
import { energyMeter } from '../../../support/courses.ts';
import { expectNoticed, expectQuiet, neighbourhood } from '../../../support/expect-life.ts';
import { DAY, during, HOUR } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const meter = sensor('meter.energy', 'energy', 'kWh');

const household = (days: number, more?: (minute: number) => number) => (seed: number) => energyMeter({ step: 15, days, seed }, more);

describe('An energy meter', () => {
  it('may grow for four weeks without a word, though it never shows the same number twice', async () => {
    expectQuiet(await liveAll(meter, household(28)), 0, 28 * DAY, 1);
  });

  it('that stands still in the middle of a day is told of within three hours', async () => {
    const stops = 23 * DAY + 10 * HOUR;
    const lives = await liveAll(meter, (seed) => {
      const course = household(24)(seed);
      const last = course.find(({ minute }) => minute >= stops)?.value;
      return during(course, stops, 24 * DAY, () => last);
    });
    expectNoticed(lives, stops, 3 * HOUR);
  });

  // Nine times the usual growth at night is the usual growth of an evening: what tells is the hour.
  it('that goes on at 2 kW all night, where 0.2 are usual, is told of before the morning', async () => {
    const night = 22 * DAY + 22 * HOUR;
    const left = household(24, (minute) => (minute >= night && minute < night + 9 * HOUR ? 2 : 0));
    expectNoticed(await liveAll(meter, left), night, 9 * HOUR);
  });
});

/**
 * Days and weeks: an office from Monday to Friday, eight to six. Carbon dioxide in ppm and the power of its lights, every ten minutes.
 *
 *     1091 |     ▄▄              ▄               █        █▀██▄
 *          |    ▄██ █▄▄        ▄▄███▄        ██▄██        █ █ █▄         ▄████
 *          |    █ ▀█▀▀█       ▄███▀██       █▀█▀ ▀▄       █ ▀  █       ▄█▀█▀▀█
 *          |    █  ▀  █       █  ▀  █       █     █      █     █       █     █
 *      409 |▄▄▄▄█     ▀█▄▄▄▄▄▄█     █▄▄▄▄▄▄▄▀     █▄▄▄▄▄▄█     ▀█▄▄▄▄▄▄█     ▀█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
 *          +|------------|-------------|-------------|------------|-------------|-------------|-------------
 *     a week
 *
 *     722.1 |    ▄██▄███       ███▄███       █▀▀█         █▀█▄▄▄▄       ██▀▀▀█▄
 *           |    █     █       █     █       █   ▀█       █     █       █     █
 *      11.2 |▄▄▄▄█     █▄▄▄▄▄▄▄█     █▄▄▄▄▄▄▄█    █▄▄▄▄▄▄▄█     █▄▄▄▄▄▄▄█     █▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
 *           +|------------|-------------|-------------|------------|-------------|-------------|-------------
 *     a week
 */
import { describe, expect, it } from 'vitest';
import { officeAir, officeHours, officeLights } from '../../../support/courses.ts';
import { expectNoticed, expectQuiet, neighbourhood, once } from '../../../support/expect-life.ts';
import { DAY, HOUR, hourOfDay, type Life, WEEK } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const co2 = sensor('office.co2', 'co2', 'ppm');
const lights = sensor('lights.power', 'power', 'W');
const span = (seed: number) => ({ step: 10, days: 35, seed });
const air = (atWork: (minute: number) => boolean) => liveAll(co2, (seed) => officeAir(span(seed), atWork));
const light = (atWork: (minute: number) => boolean) => liveAll(lights, (seed) => officeLights(span(seed), atWork));
const ordinaryAir = once(() => air(officeHours));
const ordinaryLight = once(() => light(officeHours));

/** Mondays after the second week, one after the other. */
const MONDAYS = [2 * WEEK, 3 * WEEK, 4 * WEEK];
const SUNDAY = 4 * WEEK - DAY;
const alsoAt = (from: number, to: number) => (minute: number) => officeHours(minute) || (minute >= from && minute < to);
const onDays = (lives: readonly Life[], days: readonly number[]): number =>
  lives.reduce((sum, life) => sum + days.reduce((n, day) => n + life.between(day, day + DAY).length, 0), 0);

describe('An office that works on five days of the week', () => {
  it('has nothing to tell in its first working week', async () => {
    expectQuiet(await ordinaryAir(), 0, 5 * DAY, 1);
    expectQuiet(await ordinaryLight(), 0, 5 * DAY, 1);
  });

  it('has no more than one alert a week for the air and two for the lights', async () => {
    expectQuiet(await ordinaryAir(), WEEK, 5 * WEEK, 4 * 4);
    expectQuiet(await ordinaryLight(), WEEK, 5 * WEEK, 4 * 4 * 2);
  });

  // The hours of a day have habits, the days of a week have none: each Monday is the first working day in 64 cells, and a little odd.
  it.fails('has a quiet Monday after two weekends', async () => {
    const mondays = (await ordinaryLight()).map((life) => onDays([life], MONDAYS));
    for (const alerts of mondays) expect(alerts).toBe(0);
  });

  it('tells of lights that burn in the night from Wednesday to Thursday, in nearly every home', async () => {
    const night = 3 * WEEK + 3 * DAY;
    expectNoticed(await light(alsoAt(night, night + 5 * HOUR)), night, 6 * HOUR, { missed: 2 });
  });

  // For the same reason a Sunday at work is just another day.
  it.fails('tells of a Sunday on which somebody works', async () => {
    const worked = (minute: number): boolean =>
      officeHours(minute) || (minute >= SUNDAY && minute < SUNDAY + DAY && hourOfDay(minute) >= 8 && hourOfDay(minute) < 18);
    expectNoticed(await air(worked), SUNDAY, DAY, { missed: 1 });
  });
});

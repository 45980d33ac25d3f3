/**
 * What is used in one season only: an air conditioner in standby for three weeks, then switched on at noon of the hot days.
 *
 *     953 |                                  ██  ███  ██           ███  ██   ██  ███  ██            ██  ███
 *         |                                  ██  ███  ██           ███  ██   ██  ███  ██            ██  ███
 *     0.9 |▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄██▄▄███▄▄██▄▄▄▄▄▄▄▄▄▄▄███▄▄██▄▄▄██▄▄███▄▄██▄▄▄▄▄▄▄▄▄▄▄▄██▄▄███
 *         +|---|----|---|----|---|----|----|---|----|---|----|---|----|----|---|----|---|----|---|----|----
 *     three weeks, the season begins in the second
 */
import { describe, expect, it } from 'vitest';
import { airConditioner } from '../../../support/courses.ts';
import { expectQuiet, neighbourhood, once } from '../../../support/expect-life.ts';
import { DAY, WEEK } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const power = sensor('bedroom_ac.power', 'power', 'W');
const SEASON = 21;
/** Two cooler days in the middle of each week. */
const hot = (day: number): boolean => day >= SEASON && day % 7 !== 3 && day % 7 !== 4;
const summer = once(() => liveAll(power, (seed) => airConditioner({ step: 10, days: 42, seed }, hot)));

describe('An air conditioner that is used on hot days', () => {
  it('may be told of on its first hot day, once', async () => {
    for (const life of await summer()) {
      expect(life.between(SEASON * DAY, (SEASON + 1) * DAY).length, life.show((SEASON - 1) * DAY, (SEASON + 2) * DAY)).toBeLessThanOrEqual(
        1,
      );
    }
  });

  // It is told of again the moment the first alert has been accepted: the standby before had no spread at all.
  it.fails('is told of at most once in the week in which the season begins', async () => {
    expectQuiet(await summer(), SEASON * DAY, (SEASON + 7) * DAY, 4);
  });

  it('is no news on the hot days of the weeks after', async () => {
    expectQuiet(await summer(), (SEASON + 10) * DAY, 6 * WEEK, 2);
  });

  it('in standby is told of twice a week at the very most, as nothing moves but a tenth of a watt', async () => {
    expectQuiet(await summer(), 0, SEASON * DAY, 4 * 3 * 2);
  });
});

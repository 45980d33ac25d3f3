/**
 * A load of two states: a well pump of 400 W that runs for 8 to 16 minutes whenever water is drawn.
 *
 *     408.1 |                        ▀             █▀             █▀▀▀▀▀▀▀█           ██      ██      ██
 *           |                                      █              █       █           ██      ██      ██
 *           |                                      █              █       █           ██      ██      ██
 *           |                                      █              █       █           ██      ██      ██
 *         0 |▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄▄▄▄▄▄█ ▄▄▄▄▄▄▄▄▄▄▄▄▄█       █▄▄▄▄▄▄▄▄▄▄▄██▄▄▄▄▄▄██▄▄▄▄▄▄██▄▄▄▄▄
 *           +|-----------------------------------------------------------------------------------------------
 *     eighteen hours of the 21st day, with the run of an hour and a half
 */
import { describe, it } from 'vitest';
import { pump } from '../../../support/courses.ts';
import { expectNoticed, expectQuiet, neighbourhood, once } from '../../../support/expect-life.ts';
import { DAY, during, HOUR, WEEK } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const power = sensor('pump.power', 'power', 'W');
const well = (seed: number) => pump({ step: 3, days: 21, seed });
const ordinary = once(() => liveAll(power, well));

describe('A pump that is on or off', () => {
  it('is told of once a day at the very most', async () => {
    expectQuiet(await ordinary(), WEEK, 3 * WEEK, 4 * 14);
  });

  // Two a week: which of its pauses or runs is the longest so far is told again and again.
  it.fails('is told of once a week at most, however irregularly it runs', async () => {
    expectQuiet(await ordinary(), WEEK, 3 * WEEK, 4 * 2);
  });

  it('that stays on six times as long as ever is told of while it still runs', async () => {
    const on = 20 * DAY + 10 * HOUR;
    const lives = await liveAll(power, (seed) => during(well(seed), on, on + 96, ({ minute }) => 400 + (minute % 7)));
    expectNoticed(lives, on, 96);
  });

  // Half-way between two usual values is not far from either, by any witness.
  it.fails('that runs at half its power all day is told of that day', async () => {
    const lives = await liveAll(power, (seed) => during(well(seed), 20 * DAY, 21 * DAY, ({ value }) => value / 2));
    expectNoticed(lives, 20 * DAY, DAY);
  });
});

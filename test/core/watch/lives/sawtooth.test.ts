/**
 * Up slowly and down at once, or the other way round: a cistern that is drawn down and filled again, a filter that clogs and is washed back.
 *
 *     96.9 | ▀█▄▄        █▀█▄        ▀█▄▄       ██▄▄        █▀█▄
 *          |█   ▀▀▄▄     ▀  ▀▀█▄▄   █   ▀█▄▄    █  ▀▀█▄     █   ▀█▄▄
 *          |█      ▀▀█▄ █       ▀█▄▄█      ▀▀█▄▄▀     ▀▀█▄▄ █      ▀█▄▄
 *          |▀         ▀▀█          ▀▀          ▀          ▀▀█         ▀▀█▄▄
 *     -0.5 |                                                              ▀█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
 *          +|-----------------------|-----------------------|-----------------------|-----------------------
 *     four days of the cistern; on the third the valve stays shut
 *
 *     1.023 |██               ▄▄█▀█               ▄▄█▀█               ▄▄█▀█           ██   ▄█  ▄█   ▄█  ▄█  ▄
 *           | █           ▄▄██▀   █           ▄▄█▀▀   █           ▄▄█▀▀   █          ▄▀█  █▀█  ██  ▄██  ██ ▄█
 *           | █       ▄▄█▀▀       █       ▄▄█▀▀       █       ▄▄█▀▀       █        ▄▄█ █ █▀ █ █ █ ▄█ █ █ █ █
 *           | █   ▄▄█▀▀           █   ▄▄█▀▀           █   ▄▄█▀▀           █   ▄▄██▀▀   ██▀  ██▀ █▄█  ██▀ ██
 *     0.197 | █▄█▀▀▀              █▄█▀▀               █▄█▀▀               █▄█▀▀▀       █▀   █▀  ██   █▀  █▀
 *           +|-----------|-----------|-----------|-----------|-----------|-----------|-----------|-----------
 *     eight days of the filter; it fails on the seventh
 */
import { describe, it } from 'vitest';
import { cistern, filterPressure } from '../../../support/courses.ts';
import { expectNoticed, expectQuiet, neighbourhood } from '../../../support/expect-life.ts';
import { DAY, HOUR, WEEK } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const level = sensor('cistern.level', 'level', '%');
const bar = sensor('boiler.filter', 'pressure', 'bar');
const tank = (days: number, how?: Parameters<typeof cistern>[1]) => liveAll(level, (seed) => cistern({ step: 10, days, seed }, how));
const filter = (days: number, clogging?: (minute: number) => number) =>
  liveAll(bar, (seed) => filterPressure({ step: 15, days, seed }, clogging));
const EIGHT = 15 * DAY + 8 * HOUR;

describe('A sawtooth', () => {
  it('has little to tell: a cistern', async () => {
    const lives = await tank(28);
    expectQuiet(lives, 0, WEEK, 4 * 2);
    expectQuiet(lives, WEEK, 4 * WEEK, 4 * 3);
  });

  it('has little to tell: a filter', async () => {
    const lives = await filter(28);
    expectQuiet(lives, 0, WEEK, 4 * 2);
    expectQuiet(lives, WEEK, 4 * WEEK, 4 * 3);
  });

  it('that falls four times as fast, as the cistern leaks, is told of within two hours', async () => {
    expectNoticed(await tank(17, { drain: (minute) => (minute >= EIGHT ? 24 : 6) }), EIGHT, 2 * HOUR);
  });

  it('that falls further than ever, as the valve stays shut, is told of within a day', async () => {
    expectNoticed(await tank(17, { fills: (minute) => minute < EIGHT }), EIGHT, DAY);
  });

  it('that rises five times as fast, as the filter fails, is told of within a day, in nearly every home', async () => {
    expectNoticed(await filter(23, (minute) => (minute >= 21 * DAY ? 5 : 1)), 21 * DAY, DAY, { missed: 1 });
  });
});

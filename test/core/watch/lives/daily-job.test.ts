/**
 * Once a day: a processor with nothing to do, but for half an hour of backup at three each night. Every ten minutes.
 *
 *     102.2 |                                                   █
 *           |                                                   █
 *           |   █                       ▄                       █                       ▄
 *           |   █                       █                       █                       █
 *       0.5 |▄▄▄█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄█▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
 *           +|-----------------------|-----------------------|-----------------------|-----------------------
 *     four nights; the third takes twice as much
 */
import { describe, it } from 'vitest';
import { dailyJob } from '../../../support/courses.ts';
import { expectNoticed, expectQuiet, neighbourhood, once } from '../../../support/expect-life.ts';
import { DAY, during, HOUR, WEEK } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const cpu = sensor('server.processor', 'other', '%');
const jobs = (backup?: (day: number) => number, days = 28) => liveAll(cpu, (seed) => dailyJob({ step: 10, days, seed }, backup));
const ordinary = once(() => jobs());
const LATER = 21;
const THREE = LATER * DAY + 3 * HOUR;

describe('A job that runs once a day', () => {
  it('is told of on few of its first nights, and in the weeks after on few as well', async () => {
    const lives = await ordinary();
    for (const life of lives) expectQuiet([life], 0, WEEK, 3);
    expectQuiet(lives, WEEK, 4 * WEEK, 4 * 5);
  });

  it('is no news at all once it has run on ten nights', async () => {
    expectQuiet(await ordinary(), 10 * DAY, 28 * DAY, 2);
  });

  it('is news when it takes twice as much', async () => {
    expectNoticed(await jobs((day) => (day === LATER ? 93 : 45), 23), THREE, HOUR);
  });

  it('is news when it does not end', async () => {
    const lives = await liveAll(cpu, (seed) =>
      during(dailyJob({ step: 10, days: 23, seed }), THREE, THREE + 7 * HOUR, ({ minute }) => 84 + (minute % 3)),
    );
    expectNoticed(lives, THREE, 2 * HOUR);
  });

  // None of its readings is unusual; the hour is.
  it('is news when it does not run', async () => {
    expectNoticed(await jobs((day) => (day === LATER ? 0 : 80), 23), THREE, 8 * HOUR);
  });
});

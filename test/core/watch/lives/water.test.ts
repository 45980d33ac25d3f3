/**
 * A water meter in litres, every five minutes: somebody draws water now and then by day, nobody at night.
 *
 *     growth in an hour   0 │▁▁▁▁▁▁▃▅▃▂▂▃▃▂▂▂▄▅▄▂▁▁▁│▁▁▁█████████▅▃▂▂▃        a tap left open from 2:00 on the second day
 */
import { describe, expect, it } from 'vitest';
import { expectNoticed, expectQuiet, neighbourhood, once } from '../../../support/expect-life.ts';
import { DAY, every, HOUR, hourOfDay, type Life, type Point, WEEK } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const counted = sensor('water.total', 'count', 'l');
/** Nothing in its name or unit says what it is. */
const unknown = sensor('cellar.value', 'other', '');

function water(days: number, more: (minute: number) => number = () => 0, start = 88_123): (seed: number) => Point[] {
  return (seed) => {
    let total = start;
    return every(
      5,
      days * DAY,
      (minute, random) => {
        const hour = hourOfDay(minute);
        const awake = hour >= 6.5 && hour < 22.5;
        if (awake && random.uniform() < 0.16) total += random.between(1, 12);
        total += more(minute) / 12;
        return Math.round(total);
      },
      seed,
    );
  };
}
const NIGHT = 20 * DAY + 2 * HOUR;
const tap = (minute: number): number => (minute >= NIGHT && minute < NIGHT + 5 * HOUR ? 90 : 0);
const ordinary = once(() => liveAll(counted, water(28)));

describe('A water meter', () => {
  it('has little to tell in four ordinary weeks', async () => {
    expectQuiet(await ordinary(), 0, WEEK, 4);
    expectQuiet(await ordinary(), WEEK, 4 * WEEK, 4 * 2);
  });

  it('of a tap left open at night is told of within two hours, though by day as much is drawn', async () => {
    expectNoticed(await liveAll(counted, water(21, tap)), NIGHT, 2 * HOUR);
  });

  it('is known by its readings where nothing else says what it is', async () => {
    expectNoticed(await liveAll(unknown, water(21, tap)), NIGHT, 2 * HOUR);
    expectQuiet(await liveAll(unknown, water(10)), 0, 10 * DAY, 4 * 2);
  });

  it('that begins again at nought each midnight is no news for it', async () => {
    const daily = (seed: number): Point[] => {
      let before = 0;
      return water(
        21,
        () => 0,
        0,
      )(seed).map(({ minute, value }, i, all) => {
        if (i > 0 && minute % DAY === 0) before = all[i - 1]?.value ?? 0;
        return { minute, value: value - before };
      });
    };
    const told = (lives: readonly Life[]) => lives.map((life) => life.alerts.map(({ minute }) => minute));
    expect(told(await liveAll(counted, daily))).toEqual(
      told(
        await liveAll(
          counted,
          water(21, () => 0, 0),
        ),
      ),
    );
  });
});

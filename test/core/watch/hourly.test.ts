import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../src/core/base/index.ts';
import { Hourly } from '../../../src/core/watch/hourly.ts';
import { random } from '../../support/sensors.ts';

const MINUTE = 60_000;
const DAY = 1_440;
const MIDNIGHT = Date.UTC(2026, 0, 5);
const at = (minute: number) => timestamp(MIDNIGHT + minute * MINUTE);

/** Half an hour of work at three each night, every ten minutes; what is heard of each hour from day `from` on. */
function nights(days: number, runs: (day: number) => boolean, from: number) {
  const hourly = new Hourly();
  const noise = random(5);
  const told: { hour: number; distance: number }[] = [];
  for (let minute = 0; minute < days * DAY; minute += 10) {
    const works = runs(Math.floor(minute / DAY)) && minute % DAY >= 180 && minute % DAY < 210;
    const distance = hourly.note((works ? 80 : 0.5) + noise(), at(minute), 4);
    hourly.accept();
    if (distance !== undefined && minute >= from * DAY) told.push({ hour: Math.floor(((minute % DAY) / 60 + 23) % 24), distance });
  }
  return told;
}

describe('An hour of the day', () => {
  it('is looked at when it has ended, once it has been lived through on four days', () => {
    expect(nights(4, () => true, 0)).toEqual([]);
    expect(nights(6, () => true, 5)).toHaveLength(48);
    for (const { distance } of nights(20, () => true, 5)) expect(distance).toBeLessThan(6);
  });

  it('that is not like its days stands out, though each of its readings is usual', () => {
    const missed = nights(16, (day) => day !== 15, 15);
    const [farthest] = [...missed].sort((a, b) => b.distance - a.distance);
    expect(farthest?.hour).toBe(3);
    expect(farthest?.distance).toBeGreaterThan(20);
  });

  it('is not judged when only part of it was heard, or the hours before were not', () => {
    const hourly = new Hourly();
    for (let minute = 0; minute < 6 * DAY; minute += 10) {
      hourly.note(1, at(minute), 1);
      hourly.accept();
    }
    expect(hourly.note(9, at(6 * DAY + 300), 1)).toBeUndefined();
    expect(hourly.note(9, at(6 * DAY + 360), 1)).toBeUndefined();
  });

  it('of a trouble teaches nothing, and all of it can be forgotten', () => {
    const hourly = new Hourly();
    const live = (from: number, to: number, value: number, learn: boolean): number | undefined => {
      let last: number | undefined;
      for (let minute = from * DAY; minute < to * DAY; minute += 10) {
        last = hourly.note(value, at(minute), 1) ?? last;
        if (learn) hourly.accept();
        else hourly.reject();
      }
      return last;
    };
    live(0, 6, 1, true);
    expect(live(6, 9, 11, false)).toBeGreaterThan(50);
    expect(live(9, 10, 11, false)).toBeGreaterThan(50);
    hourly.forget();
    expect(live(10, 11, 11, true)).toBeUndefined();
  });
});

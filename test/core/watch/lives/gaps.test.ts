/**
 * Three days of nothing: a thermometer with an empty battery, and a gateway that was off.
 *
 *     21.7 |  █▀▀▀█  ▄██▀▀█ ▄▄                     ▀▀███  █▀▀▀▀█ █▀▀▀▀█ ▄█▀▀▀▀█ █▀▀▀▀█ ▄█▀▀▀█▄ █▀▀▀▀█ ▄▄
 *          |██▀    ███    ▀██                           ▀▀▀    ▀▀▀    ▀▀▀     ▀▀▀    ▀▀▀     ▀██    ▀███
 *          |                                                                                           █
 *          |                                                                                           █
 *          |                                                                                           █▄▄▄
 *     10.5 |                                                                                            ▀▀▀█
 *          +|------|------|-------|------|------|-------|------|-------|------|------|-------|------|-------
 *     the second and the third week: the hole, and the heating that fails
 */
import { describe, expect, it } from 'vitest';
import { freezer, pump, room } from '../../../support/courses.ts';
import { expectNoticed, expectQuiet, neighbourhood } from '../../../support/expect-life.ts';
import { DAY, during, HOUR, type Point } from '../../../support/lives.ts';
import { sensor } from '../../../support/sensors.ts';

const { liveAll } = neighbourhood();
const inside = sensor('room.temperature');
const LOST = 10 * DAY + 8 * HOUR;
const BACK = LOST + 3 * DAY;
const FAILS = 20 * DAY + 8 * HOUR;

const without = (course: readonly Point[]): Point[] => during(course, LOST, BACK, () => undefined);
const rooms = (seed: number) => without(room({ step: 10, days: 22, seed }));
const gatewayOff = { asleep: [LOST, BACK] } as const;

describe('A hole of three days', () => {
  it('is told of once where it is the sensor that is silent, and it has come back when it speaks again', async () => {
    for (const life of await liveAll(inside, rooms)) {
      const told = life.between(LOST, BACK);
      expect(
        told.map(({ pattern }) => pattern),
        life.show(LOST - DAY, BACK + DAY),
      ).toEqual(['silent']);
      expect(told[0]?.ending).toBe('recovered');
      expect(told[0]?.ended).toBe(BACK);
    }
  });

  it('is nobody’s silence where the gateway itself was off', async () => {
    expectQuiet(await liveAll(inside, rooms, gatewayOff), LOST, BACK);
  });

  it.each([
    ['a room', inside, rooms],
    ['a freezer', sensor('freezer.temperature'), (seed: number) => without(freezer({ step: 5, days: 22, seed }))],
    ['a pump', sensor('pump.power', 'power', 'W'), (seed: number) => without(pump({ step: 5, days: 22, seed }))],
  ] as const)('raises no storm when readings come again: %s', async (_, of, course) => {
    for (const life of await liveAll(of, course, gatewayOff)) {
      expectQuiet([life], BACK, BACK + 3 * HOUR, 1);
      expectQuiet([life], BACK, BACK + DAY, 2);
    }
  });

  it('makes nobody forget: the heating that fails a week later is told of within two hours', async () => {
    const cold = (seed: number) => without(room({ step: 10, days: 22, seed }, (minute) => (minute >= FAILS ? -9 : 0)));
    expectNoticed(await liveAll(inside, cold, gatewayOff), FAILS, 2 * HOUR);
  });
});

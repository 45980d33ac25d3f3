import { expect, test } from 'vitest';
import { timestamp } from '../../src/core/base/index.ts';
import { mqttMessages, Plant, serialLine } from '../../src/demo/index.ts';

const minute = (quiet: number) => new Plant({ start: timestamp(Date.parse('2026-03-02T06:00:00Z')), hour: 6, quiet }).step();
const values = minute(Number.POSITIVE_INFINITY);

test('each device speaks as its make does and says what time it is in the plant', () => {
  const spoken = mqttMessages(values).map(({ topic, payload }) => [topic, JSON.parse(payload)]);
  expect(spoken).toEqual([
    [
      'zigbee2mqtt/freezer',
      { temperature: expect.closeTo(-18, 0), battery: 97, linkquality: expect.any(Number), time: '2026-03-02T06:00:00.000Z' },
    ],
    [
      'tele/living_room/SENSOR',
      {
        time: '2026-03-02T06:00:00.000Z',
        SCD40: { CarbonDioxide: expect.any(Number), Temperature: expect.any(Number), Humidity: expect.any(Number) },
        TempUnit: 'C',
      },
    ],
    [
      'power_meter/status/pm1:0',
      {
        id: 0,
        voltage: expect.any(Number),
        current: expect.any(Number),
        apower: expect.any(Number),
        aenergy: { total: expect.any(Number) },
        time: '2026-03-02T06:00:00.000Z',
      },
    ],
  ]);
});

test('a silent meter publishes nothing', () => {
  expect(mqttMessages({ ...values, meter: undefined }).map((m) => m.topic)).toEqual(['zigbee2mqtt/freezer', 'tele/living_room/SENSOR']);
});

test('the pump writes name:value pairs', () => {
  expect(serialLine(values)).toMatch(/^vibration:\d\.\d+,kurtosis:\d\.\d+,temperature:\d\d\.\d+$/);
});

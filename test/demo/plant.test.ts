import { describe, expect, test } from 'vitest';
import { timestamp } from '../../src/core/base/index.ts';
import type { FaultKind } from '../../src/demo/index.ts';
import { Plant, type PlantValues } from '../../src/demo/index.ts';

const START = timestamp(Date.parse('2026-03-02T06:00:00Z'));
const days = (count: number, options: { seed?: number; quiet?: number } = {}): PlantValues[] => {
  const plant = new Plant({ start: START, hour: 6, ...options });
  return Array.from({ length: count * 1_440 }, () => plant.step());
};
const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
/** The minutes in which the first fault of that kind is at work. */
function during(values: readonly PlantValues[], kind: FaultKind): PlantValues[] {
  const begin = values.findIndex(({ state }) => state.fault?.kind === kind);
  return values.slice(begin, begin + (values[begin]?.state.fault?.minutes ?? 0));
}

describe('a plant in which nothing goes wrong', () => {
  const healthy = days(3, { quiet: Number.POSITIVE_INFINITY });

  test('keeps its freezer between -19.2 and -16.3 °C, back and forth all day', () => {
    const temperatures = healthy.map((v) => v.freezer.temperature);
    const [low, high] = range(temperatures);
    expect(low).toBeGreaterThan(-19.2);
    expect(low).toBeLessThan(-18.8);
    expect(high).toBeLessThan(-16.3);
    const crossings = temperatures.filter((t, i) => t > -18 && (temperatures[i - 1] ?? t) <= -18 && (temperatures[i - 5] ?? t) <= -18);
    expect(crossings.length).toBeGreaterThan(60);
  });

  test('has a pump that runs smoothly: kurtosis near 3, little vibration', () => {
    expect(mean(healthy.map((v) => v.pump.kurtosis))).toBeCloseTo(3, 1);
    const [low, high] = range(healthy.map((v) => v.pump.vibration));
    expect(low).toBeGreaterThan(0.9);
    expect(high).toBeLessThan(1.7);
  });

  test('is cooler at night and stuffier in the evening than at dawn', () => {
    const at = (hour: number, of: (v: PlantValues) => number): number =>
      mean(healthy.filter((v) => new Date(v.at).getUTCHours() === hour).map(of));
    expect(at(4, (v) => v.climate.temperature)).toBeLessThan(at(16, (v) => v.climate.temperature) - 0.5);
    expect(at(20, (v) => v.climate.co2)).toBeGreaterThan(at(6, (v) => v.climate.co2) + 100);
  });

  test('has a meter whose energy only rises and whose power has fridge and boiler in it', () => {
    const power = healthy.map((v) => v.meter?.apower ?? Number.NaN);
    const energy = healthy.map((v) => v.meter?.energy ?? Number.NaN);
    expect(energy.every((wh, i) => i === 0 || wh > (energy[i - 1] ?? Number.NaN))).toBe(true);
    const [low, high] = range(power);
    expect(low).toBeGreaterThan(140);
    expect(high).toBeGreaterThan(800);
    expect(high).toBeLessThan(1_000);
  });

  test('steps by one minute', () => {
    expect(healthy.slice(0, 3).map((v) => v.at - START)).toEqual([0, 60_000, 120_000]);
  });
});

describe('a plant in which something goes wrong', () => {
  const values = days(2, { quiet: 480 });

  test('is well for as long as was asked and has the freezer door ajar first', () => {
    const first = values.findIndex((v) => v.state.fault);
    expect(first).toBe(480);
    expect(values[first]?.state).toMatchObject({ fault: { kind: 'door' }, age: 0, just: 'began' });
  });

  test('warms its freezer to about -9.5 °C behind a door left ajar, and cools it down again', () => {
    const [, warmest] = range(during(values, 'door').map((v) => v.freezer.temperature));
    expect(warmest).toBeGreaterThan(-10.3);
    expect(warmest).toBeLessThan(-8.7);
    const shut = values.findIndex((v) => v.state.fault?.kind === 'door' && v.state.just === 'ended');
    const later = values.slice(shut + 120, shut + 160).map((v) => v.freezer.temperature);
    expect(mean(later)).toBeLessThan(-17);
  });

  test('shows a wearing bearing in the kurtosis before it shows in the vibration', () => {
    const wearing = during(values, 'bearing');
    const early = wearing.slice(25, 45);
    expect(mean(early.map((v) => v.pump.kurtosis))).toBeGreaterThan(3.6);
    expect(mean(early.map((v) => v.pump.vibration))).toBeLessThan(1.4);
    const late = wearing.slice(-20);
    expect(mean(late.map((v) => v.pump.kurtosis))).toBeGreaterThan(8);
    expect(mean(late.map((v) => v.pump.vibration))).toBeGreaterThan(3);
  });

  test('repeats one humidity to the digit while that sensor is stuck', () => {
    const stuck = new Set(during(values, 'stuck').map((v) => v.climate.humidity));
    expect(stuck.size).toBe(1);
  });

  test('draws more than everything else together for two hours while the heater is forgotten', () => {
    const power = during(values, 'heater').map((v) => v.meter?.apower ?? Number.NaN);
    expect(power).toHaveLength(120);
    expect(Math.min(...power)).toBeGreaterThan(3_000);
  });

  test('hears nothing at all from a silent meter and everything from the others', () => {
    const silent = during(values, 'silent');
    expect(silent.length).toBeGreaterThan(100);
    expect(silent.every((v) => v.meter === undefined && Number.isFinite(v.freezer.temperature))).toBe(true);
    const back = values.find((v) => v.state.fault?.kind === 'silent' && v.state.just === 'ended');
    expect(back?.meter).toBeDefined();
  });

  test('has every fault in each cycle, in an order that changes', () => {
    const kinds = days(6)
      .filter((v) => v.state.just === 'began')
      .map((v) => v.state.fault?.kind);
    const cycles = [kinds.slice(0, 5), kinds.slice(5, 10)];
    for (const cycle of cycles) expect(cycle.toSorted()).toEqual(['bearing', 'door', 'heater', 'silent', 'stuck']);
    expect(cycles[0]).not.toEqual(cycles[1]);
  });
});

test('the same seed gives the same days, another seed others', () => {
  expect(days(1, { seed: 7 })).toEqual(days(1, { seed: 7 }));
  expect(days(1, { seed: 7 })).not.toEqual(days(1, { seed: 8 }));
});

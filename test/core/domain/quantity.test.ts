/** What a sensor measures, told from its name and unit. */
import { describe, expect, it } from 'vitest';
import type { Quantity } from '../../../src/core/domain/index.ts';
import { decimalsFor, isPlausible, isUnit, plausibleRange, quantityOf, sentinelOf, unitOf } from '../../../src/core/domain/quantity.ts';

const quantities: readonly Quantity[] = [
  'temperature',
  'humidity',
  'pressure',
  'power',
  'energy',
  'voltage',
  'current',
  'battery',
  'illuminance',
  'co2',
  'flow',
  'level',
  'speed',
  'vibration',
  'frequency',
  'signal',
  'switch',
  'count',
  'other',
];

describe('the quantity is told from', () => {
  it.each<[string, string, Quantity]>([
    ['the leaf, as Zigbee2MQTT names it', 'temperature', 'temperature'],
    ['the leaf below a chip, as Tasmota names it', 'BME280.Humidity', 'humidity'],
    ['an abbreviation', 'RelH', 'humidity'],
    ['a compound, as Shelly names it', 'apower', 'power'],
    ['a parent where the leaf says only "total"', 'ENERGY.Total', 'energy'],
    ['the leaf before its parent', 'ENERGY.Voltage', 'voltage'],
    ['a noun before the adjective "current"', 'current_temperature', 'temperature'],
    ['"current" when it is the noun', 'ENERGY.Current', 'current'],
    ['a noun before "battery"', 'battery_voltage', 'voltage'],
    ['words joined by capitals', 'Volume Flow RateRMS', 'flow'],
    ['a name with digits in it', 'Accelerometer1RMS', 'vibration'],
    ['CO2 with its digit', 'CO2', 'co2'],
    ['CO₂ with a small one', 'eCO₂', 'co2'],
    ['a total of nothing in particular', 'total', 'count'],
    ['a contact', 'contact', 'switch'],
    ['a link', 'linkquality', 'signal'],
  ])('%s: %s is %s', (_why, leaf, expected) => {
    expect(quantityOf(leaf)).toBe(expected);
  });

  it.each<[string, string, Quantity]>([
    ['x', '°C', 'temperature'],
    ['total', 'kWh', 'energy'],
    ['level', 'hPa', 'pressure'],
    ['rain', 'mm/s', 'vibration'],
    ['wind_speed', 'mm/s', 'speed'],
    ['soil', '%', 'other'],
    ['soil_moisture', '%', 'humidity'],
  ])('the unit where it settles it: %s in %s is %s', (leaf, unit, expected) => {
    expect(quantityOf(leaf, unit)).toBe(expected);
  });

  it.each([
    'color_temp',
    'power_factor',
    'HumidityRatio',
    'temperature_calibration',
    'L1',
    'T-TPT',
    '',
    '__proto__',
    'constructor',
    '.'.repeat(10_000),
  ])('nothing where the name only sounds like it: %.40s', (leaf) => {
    expect(quantityOf(leaf, leaf)).toBe('other');
  });
});

describe('a unit nobody gave', () => {
  it.each<[Quantity, string, number | undefined, string]>([
    ['temperature', 'temperature', 20, '°C'],
    ['temperature', 'temperature.tF', 68, '°F'],
    ['energy', 'aenergy.total', 5, 'Wh'],
    ['energy', 'ENERGY.Total', 5, 'kWh'],
    ['voltage', 'voltage', 230, 'V'],
    ['voltage', 'voltage', 3015, 'mV'],
    ['pressure', 'pressure', 1013, 'hPa'],
    ['pressure', 'pressure', 0.05, ''],
    ['signal', 'rssi', -60, 'dBm'],
    ['other', 'x', 1, ''],
  ])('%s %s with the first value %s is in "%s"', (quantity, leaf, first, unit) => {
    expect(unitOf(quantity, leaf, first)).toBe(unit);
  });

  it('is told from a remark in brackets only when the remark is a unit', () => {
    expect(['%', '°C', 'kPa', 'outlet', 'constructor', ''].map(isUnit)).toEqual([true, true, true, false, false, false]);
  });
});

describe('the plausible range', () => {
  it('holds its own default unit for every quantity, and no NaN and no infinity for any', () => {
    for (const quantity of quantities) {
      const [low, high] = plausibleRange(quantity, unitOf(quantity));
      expect(low).toBeLessThan(high);
      expect(isPlausible(quantity, unitOf(quantity), 1)).toBe(true);
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e308])
        expect(isPlausible(quantity, unitOf(quantity), value)).toBe(false);
    }
  });

  it.each<[Quantity, string, number, boolean]>([
    ['temperature', '°C', -273.15, true],
    ['temperature', '°C', -274, false],
    ['temperature', '°F', -459, true],
    ['temperature', '°F', -460, false],
    ['humidity', '%', 100.4, true],
    ['humidity', '%', 150, false],
    ['illuminance', 'lx', -1, false],
    ['co2', 'ppm', -1, false],
    ['battery', '%', 200, true],
    ['battery', '%', 255, false],
    ['power', 'W', -3_000, true],
    ['other', '', 1e29, true],
    ['other', 'constructor', 1e31, false],
  ])('%s in "%s": %d is plausible: %s', (quantity, unit, value, expected) => {
    expect(isPlausible(quantity, unit, value)).toBe(expected);
  });
});

describe('numbers that mean "no measurement"', () => {
  it.each<[Quantity, string, number, boolean | undefined]>([
    ['temperature', '°C', -127, true],
    ['temperature', '°F', -196.6, true],
    ['temperature', '°C', 85, false],
    ['temperature', '°C', 84.9, undefined],
    ['temperature', '°C', -327.68, true],
    ['humidity', '%', 655.35, true],
    ['other', '', -999, false],
    ['other', '', 65535, false],
    ['count', '', 65535, undefined],
    ['power', 'W', -127, undefined],
  ])('%s in %s: %d is certain to be one: %s', (quantity, unit, value, certain) => {
    expect(sentinelOf(quantity, unit, value)?.certain).toBe(certain);
  });
});

it.each([
  [-9.5, 2, 1],
  [3410, 240, 0],
  [1.2, 0.4, 1],
  [1.05, 0.1, 2],
  [45.2, 0, 1],
  [0.0213, 0, 4],
  [123456.789, 0.001, 0],
  [0, 0, 0],
  [Number.NaN, Number.NaN, 0],
])('%d beside a range of width %d is shown with %d decimals', (value, width, decimals) => {
  expect(decimalsFor(value, width)).toBe(decimals);
});

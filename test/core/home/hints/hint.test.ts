import { describe, expect, it } from 'vitest';
import { type Described, type Hint, hintOf, loudnessOf } from '../../../../src/core/home/hints/index.ts';

const sensor = (more: Omit<Described, 'domain'>): Hint => hintOf({ domain: 'sensor', ...more });
const binary = (more: Omit<Described, 'domain'>): Hint => hintOf({ domain: 'binary_sensor', ...more });

describe('a sensor says by class, unit and state class how its numbers are to be read', () => {
  it.each<[Omit<Described, 'domain'>, Hint]>([
    [
      { deviceClass: 'temperature', unit: '°C', stateClass: 'measurement' },
      { quantity: 'temperature', unit: '°C', reading: { as: 'level' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'Temperature', unit: '℃' },
      { quantity: 'temperature', unit: '°C', reading: { as: 'level' }, watch: 'normal' },
    ],
    [
      { unit: 'hPa', stateClass: 'measurement' },
      { quantity: 'pressure', unit: 'hPa', reading: { as: 'level' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'energy', unit: 'kWh', stateClass: 'total_increasing' },
      { quantity: 'energy', unit: 'kWh', reading: { as: 'counter', falls: 'reset' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'energy', unit: 'kWh', stateClass: 'total' },
      { quantity: 'energy', unit: 'kWh', reading: { as: 'counter', falls: 'allowed' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'water', unit: 'm³' },
      { quantity: 'count', unit: 'm³', reading: { as: 'counter', falls: 'reset' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'energy_storage', unit: 'kWh' },
      { quantity: 'energy', unit: 'kWh', reading: { as: 'level' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'battery', unit: '%', category: 'diagnostic' },
      { quantity: 'battery', unit: '%', reading: { as: 'battery' }, watch: 'normal' },
    ],
    [
      { name: 'Linkquality', unit: 'lqi', stateClass: 'measurement', category: 'diagnostic' },
      { quantity: 'signal', unit: 'lqi', reading: { as: 'link' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'signal_strength', unit: 'dBm', category: 'diagnostic', enabled: false },
      { quantity: 'signal', unit: 'dBm', reading: { as: 'link' }, watch: 'normal' },
    ],
    [
      { unit: 'ms', stateClass: 'measurement', category: 'diagnostic' },
      { unit: 'ms', reading: { as: 'level' }, watch: 'quiet' },
    ],
    [
      { deviceClass: 'duration', unit: 's' },
      { quantity: 'other', unit: 's', reading: { as: 'level' }, watch: 'quiet' },
    ],
    [
      { deviceClass: 'wind_direction', unit: '°', stateClass: 'measurement_angle' },
      { quantity: 'other', unit: '°', reading: { as: 'angle' }, watch: 'off' },
    ],
    [{ deviceClass: 'timestamp' }, { reading: { as: 'time' }, watch: 'off' }],
    [{ options: ['idle', 'heat'] }, { reading: { as: 'states', options: ['idle', 'heat'] }, watch: 'quiet' }],
    [{ name: 'Firmware' }, { reading: { as: 'text' }, watch: 'off' }],
    [
      { unit: '°C', category: 'config' },
      { quantity: 'temperature', unit: '°C', reading: { as: 'level' }, watch: 'off' },
    ],
    [
      { unit: '%', stateClass: 'measurement' },
      { unit: '%', reading: { as: 'level' }, watch: 'normal' },
    ],
    [
      { deviceClass: 'volume_flow_rate', unit: 'm³/h' },
      { quantity: 'flow', unit: 'm³/h', reading: { as: 'level' }, watch: 'normal' },
    ],
  ])('%j', (described, hint) => {
    expect(sensor(described)).toEqual(hint);
  });

  it('a class that its unit contradicts is not believed', () => {
    expect(sensor({ deviceClass: 'power', unit: 'kWh' }).quantity).toBe('energy');
    expect(sensor({ deviceClass: 'wind_speed', unit: 'm/s' }).quantity).toBe('speed');
    expect(sensor({ deviceClass: 'sound_pressure', unit: 'dB' }).quantity).toBe('other');
    expect(sensor({ deviceClass: 'precipitation', unit: 'mm' }).quantity).toBe('other');
  });

  it('what comes from the wire is cut and cleaned', () => {
    expect(sensor({ unit: ' k\u0000W ' })).toMatchObject({ unit: 'kW', quantity: 'power' });
    expect(sensor({ unit: 'x'.repeat(1e5), stateClass: 'measurement' })).toEqual({ reading: { as: 'level' }, watch: 'normal' });
    expect(sensor({ deviceClass: 'constructor', unit: '__proto__' })).toMatchObject({ reading: { as: 'level' } });
    expect(sensor({ options: Array.from({ length: 1e4 }, String) }).reading).toHaveProperty('options.length', 64);
  });
});

describe('two states are watched by what they are about', () => {
  it.each<[Omit<Described, 'domain'>, string, string]>([
    [{ deviceClass: 'door' }, 'door', 'normal'],
    [{ deviceClass: 'garage_door' }, 'garage-door', 'normal'],
    [{ deviceClass: 'motion' }, 'motion', 'normal'],
    [{ deviceClass: 'moisture' }, 'danger', 'normal'],
    [{ deviceClass: 'smoke', category: 'diagnostic' }, 'danger', 'normal'],
    [{ deviceClass: 'tamper', category: 'diagnostic', enabled: false }, 'trouble', 'normal'],
    [{ deviceClass: 'battery', category: 'diagnostic' }, 'low-battery', 'normal'],
    [{ deviceClass: 'connectivity', category: 'diagnostic' }, 'connection', 'quiet'],
    [{ deviceClass: 'update', category: 'config' }, 'operated', 'off'],
    [{ deviceClass: 'power' }, 'operated', 'quiet'],
    [{ deviceClass: 'power', name: 'Sump pump' }, 'running', 'normal'],
    [{ name: 'Cellar pump' }, 'running', 'normal'],
    [{ name: 'Something' }, 'plain', 'normal'],
  ])('%j is a %s, %s', (described, kind, watch) => {
    expect(binary(described)).toEqual({ quantity: 'switch', unit: '', reading: { as: 'binary', kind }, watch });
  });

  it.each<[Described, Hint['reading'], string]>([
    [{ domain: 'lock' }, { as: 'binary', kind: 'lock' }, 'normal'],
    [{ domain: 'cover', deviceClass: 'garage' }, { as: 'binary', kind: 'garage-door' }, 'normal'],
    [{ domain: 'cover', deviceClass: 'blind' }, { as: 'text' }, 'off'],
    [{ domain: 'light' }, { as: 'binary', kind: 'operated' }, 'quiet'],
    [{ domain: 'switch', name: 'Heater' }, { as: 'binary', kind: 'running' }, 'normal'],
    [{ domain: 'climate' }, { as: 'level' }, 'normal'],
    [{ domain: 'number', unit: '°C' }, { as: 'text' }, 'off'],
    [{ domain: 'update' }, { as: 'text' }, 'off'],
    [{ domain: '__proto__' }, { as: 'text' }, 'off'],
  ])('%j', (described, reading, watch) => {
    expect(hintOf(described)).toMatchObject({ reading, watch });
  });
});

it("the owner's word stands above what the device says", () => {
  const diagnostic = sensor({ unit: 'ms', category: 'diagnostic' });
  expect([undefined, 'off', 'quiet', 'normal', 'loud'].map((said) => loudnessOf(diagnostic, said as never))).toEqual([
    'quiet',
    'off',
    'quiet',
    'normal',
    'loud',
  ]);
  expect(loudnessOf(undefined, undefined)).toBe('normal');
});

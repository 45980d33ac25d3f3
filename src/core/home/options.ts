/** Options of single sensors: what the owner knows better. */
import Type from 'typebox';
import type { Quantity } from '../domain/index.ts';

const quantities = [
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
] as const satisfies readonly Quantity[];

export const SensorOptions = Type.Object(
  {
    match: Type.String({
      minLength: 1,
      maxLength: 128,
      pattern: '^[a-z0-9_.*?-]+$',
      examples: ['garage_freezer.*'],
      description:
        'Identity of the sensor, as /api/sensors lists it; * stands for any characters, ? for one. Of several entries that match, later ones win.',
    }),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, examples: ['Freezer temperature'], description: 'Its name at the start of a sentence.' }),
    ),
    unit: Type.Optional(Type.String({ maxLength: 12, examples: ['°C'], description: 'Its unit, as printed after a number.' })),
    quantity: Type.Optional(
      Type.Enum(quantities, { examples: ['temperature'], description: 'What it measures, when its name does not tell.' }),
    ),
    watch: Type.Optional(
      Type.Enum(['off', 'quiet', 'normal', 'loud'], {
        examples: ['quiet'],
        description:
          'off: its readings are thrown away. quiet: what happens to it is told only as a part of a larger trouble of its device. loud: it is told sooner, and as graver. Unless said, as it describes itself: settings off, diagnostic values quiet, all else normal.',
      }),
    ),
  },
  { description: 'What the owner knows better about one sensor, or about several.' },
);
export type SensorOptions = Type.Static<typeof SensorOptions>;

export const SensorsOptions = Type.Array(SensorOptions, {
  default: [],
  maxItems: 1_000,
  description: 'Names, units and exceptions for single sensors; all others are found and named by themselves.',
});
export type SensorsOptions = Type.Static<typeof SensorsOptions>;

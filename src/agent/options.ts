/** Options of the watcher's shell: whose time counts and how much it takes on. */
import Type from 'typebox';

export const WatchOptions = Type.Object(
  {
    clock: Type.Union([Type.Literal('system'), Type.Literal('readings')], {
      default: 'system',
      description:
        'Whose time counts: the clock of this machine, or the times that come with the readings (for recordings played back). Takes effect at the next start.',
    }),
    max_sensors: Type.Integer({
      default: 2000,
      minimum: 1,
      maximum: 100_000,
      unit: 'sensors',
      description:
        'Most sensors watched at once, at up to 20 kB of memory each; further ones are counted and left alone. Takes effect at the next start.',
    }),
    timezone: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$',
        examples: ['Europe/Berlin'],
        description: 'Time zone for the times in sentences and for the habits of an hour of the day; the zone of this machine when absent.',
      }),
    ),
  },
  { default: {}, description: 'How readings are watched.' },
);
export type WatchOptions = Type.Static<typeof WatchOptions>;

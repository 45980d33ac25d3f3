/** Options of the life of alerts: when nobody is to be disturbed, and what is told again. */
import Type from 'typebox';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const clock = (description: string, example: string) =>
  Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', examples: [example], description });

const Days = Type.Array(Type.Enum(days, { description: 'Day of the week.' }), {
  default: [],
  maxItems: 7,
  description: 'Days on which it begins (mon … sun); every day when empty.',
});
const Area = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 64,
    examples: ['bedroom'],
    description: 'Only what is in this area (its id in the home file); all when absent.',
  }),
);

export const QuietHours = Type.Object(
  {
    area: Area,
    days: Days,
    from: clock('Begins at this time of day.', '22:00'),
    to: clock('Ends at this time of day; on the next day when that is earlier.', '07:00'),
  },
  { description: 'Hours in which only what is critical is told.' },
);
export type QuietHours = Type.Static<typeof QuietHours>;

export const WeeklyMaintenance = Type.Object(
  {
    device: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        examples: ['circulation_pump'],
        description: 'Only this device (the part of a sensor identity before the dot, see /api/sensors).',
      }),
    ),
    area: Area,
    days: Days,
    from: clock('Begins at this time of day.', '06:00'),
    to: clock('Ends at this time of day; on the next day when that is earlier.', '08:00'),
  },
  { description: 'Hours in which somebody works there: alerts wait until they are over.' },
);
export type WeeklyMaintenance = Type.Static<typeof WeeklyMaintenance>;

export const AlertsOptions = Type.Object(
  {
    escalate_after: Type.Integer({
      default: 15,
      minimum: 0,
      maximum: 1_440,
      unit: 'minutes',
      description: 'An alert that nobody acknowledges is told again, louder, after this time; 0: never.',
    }),
    escalate_times: Type.Integer({
      default: 3,
      minimum: 1,
      maximum: 20,
      unit: 'times',
      description: 'Told again so often at most.',
    }),
    escalate_from: Type.Union([Type.Literal('critical'), Type.Literal('warning')], {
      default: 'critical',
      description: 'How grave an alert must be to be told again.',
    }),
    snooze: Type.Integer({
      default: 60,
      minimum: 1,
      maximum: 10_080,
      unit: 'minutes',
      description: 'How long "snooze" is, when nobody says.',
    }),
    quiet_hours: Type.Array(QuietHours, {
      default: [],
      maxItems: 50,
      description: 'Hours in which only what is critical is told; the rest is told when they end, if it still goes on.',
    }),
    maintenance: Type.Array(WeeklyMaintenance, {
      default: [],
      maxItems: 50,
      description:
        'Hours of the week in which somebody works on a device or in an area; alerts of it are told when they end, if they still go on.',
    }),
  },
  { default: {}, description: 'What becomes of an alert: quiet hours, maintenance, and being told again.' },
);
export type AlertsOptions = Type.Static<typeof AlertsOptions>;

/** Options of what is kept between runs. */
import Type from 'typebox';

export const StoreOptions = Type.Object(
  {
    path: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1024,
        pattern: '^[^\\u0000]+$',
        examples: ['/var/lib/kinglet/kinglet.db'],
        description:
          'The file (SQLite). When absent: kinglet.db in the state directory that systemd gives, else in ~/.local/state/kinglet. ":memory:" keeps nothing. Takes effect at the next start.',
      }),
    ),
  },
  {
    default: {},
    description:
      'What Kinglet keeps between runs: what you have called normal, what is planned, what you want of moods, devices, open alerts and maintenance, and the habits of doors, pumps, batteries and links.',
  },
);
export type StoreOptions = Type.Static<typeof StoreOptions>;

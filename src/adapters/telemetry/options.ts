/** Options of the log. */
import Type from 'typebox';

export const LogOptions = Type.Object(
  {
    level: Type.Union([Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')], {
      default: 'info',
      description:
        'Least severe line that is written. SIGUSR2 switches to debug and back while the daemon runs; SIGHUP applies a change of this file.',
    }),
    format: Type.Union([Type.Literal('auto'), Type.Literal('text'), Type.Literal('json')], {
      default: 'auto',
      description: 'Lines for people (text) or for machines (json); auto writes text to a terminal and json elsewhere.',
    }),
    repeat: Type.Integer({
      default: 10,
      minimum: 1,
      maximum: 1440,
      unit: 'minutes',
      description: 'Trouble that goes on is summed up in one line at most this often.',
    }),
  },
  { default: {}, description: 'The log on standard error (the journal, under systemd).' },
);
export type LogOptions = Type.Static<typeof LogOptions>;
export type LogLevel = LogOptions['level'];

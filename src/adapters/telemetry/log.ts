/**
 * The log: pino behind the `Log` port. Lines go to standard error: for people on a terminal, JSON elsewhere, with the journal's
 * priority in front of each line when the journal listens (sd-daemon(3): `<4>`). The level holds for all children at once and
 * can be changed while running. Secrets are taken out of everything.
 */
import { type Logger, pino } from 'pino';
import type { Log } from '../../agent/ports.ts';
import type { LogLevel, LogOptions } from './options.ts';
import { prettyLine } from './pretty.ts';
import { redact, withoutUrlPasswords } from './secrets.ts';

const RANK: Readonly<Record<LogLevel, number>> = { debug: 20, info: 30, warn: 40, error: 50 };
/** syslog(3) priorities. */
const PRIORITY: Readonly<Record<string, number>> = { debug: 7, info: 6, warn: 4, error: 3 };

export interface LogTarget {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface LogControl {
  readonly log: Log;
  readonly level: LogLevel;
  /** Holds at once for every child already given out. */
  setLevel(level: LogLevel): void;
  /** To debug, and back to what was set. Returns the level that now holds. */
  toggleDebug(): LogLevel;
}

export interface LogSetup extends Partial<Pick<LogOptions, 'level' | 'format'>> {
  readonly target?: LogTarget;
  readonly env?: NodeJS.ProcessEnv;
}

export function createLog({ level = 'info', format = 'auto', target = process.stderr, env = process.env }: LogSetup = {}): LogControl {
  const gate = { configured: level, level };
  const text = format === 'text' || (format === 'auto' && target.isTTY === true);
  const colours = target.isTTY === true && !env['NO_COLOR'];
  const journal = !target.isTTY && env['JOURNAL_STREAM'] !== undefined;
  const write = (json: string): void => {
    const line = text ? prettyLine(json, colours) : json;
    const priority = journal ? `<${PRIORITY[/^\{"level":"(\w+)"/.exec(json)?.[1] ?? ''] ?? 6}>` : '';
    target.write(journal && text ? line.trimEnd().replaceAll(/^/gm, priority).concat('\n') : priority + line);
  };
  const root = pino(
    {
      level: 'trace', // the gate below decides, for all children alike
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (fields: unknown) => fields }, // `redact` has written it already
    },
    { write },
  );
  return {
    log: gated(root, gate),
    get level() {
      return gate.level;
    },
    setLevel(next) {
      gate.configured = next;
      gate.level = next;
    },
    toggleDebug() {
      gate.level = gate.level === 'debug' && gate.configured !== 'debug' ? gate.configured : 'debug';
      return gate.level;
    },
  };
}

function gated(logger: Logger, gate: { readonly level: LogLevel }): Log {
  const at = (level: LogLevel) => (fields: object, message: string) => {
    if (RANK[level] < RANK[gate.level]) return;
    logger[level](named(redact(fields instanceof Error ? { err: fields } : fields) as object), withoutUrlPasswords(message));
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (bindings) => gated(logger.child(named(redact(bindings) as object)), gate),
  };
}

/** Every line has a level, a time and a message of its own: fields of those names get a `_`, or JSON would hold them twice. */
const named = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key === 'level' || key === 'time' || key === 'msg' ? `${key}_` : key, value]),
  );

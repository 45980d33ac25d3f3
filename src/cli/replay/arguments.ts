/** The arguments of `replay` and `feed`, checked before anything is touched. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, type Millis, millis, ok, type Result } from '../../core/base/index.ts';
import type { TableOptions } from '../../core/protocol/table.ts';

export const replayUsage =
  'Use: kinglet replay --out DIR [--interval 1s] [--columns a,b] [--ignore c,d] FILE..., or kinglet replay --threshold.';

/** What `--help` prints. */
export const replayHelp = `${replayUsage}

  --out DIR        folder for FILE.scores.csv and FILE.alerts.jsonl
  --interval 1s    time between rows that carry none: 500ms, 1s, 15min, 1h
  --columns a,b    only these columns
  --ignore c,d     without these columns
  --threshold      prints the shipped alert threshold and nothing else

For people who train models:
  --models DIR     signals.json and the model it names, instead of the shipped ones
`;

export interface ReplayArguments {
  readonly kind: 'replay';
  readonly out: string;
  /** The folder of another model than the shipped one. */
  readonly models: string | undefined;
  readonly table: TableOptions;
  /** Path and the name its output goes by; `-` is standard input, by the name `stdin`. */
  readonly files: readonly InputFile[];
}

export interface InputFile {
  readonly path: string;
  readonly name: string;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, sec: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `1s`, `0.5s`, `15min`, `15m`, `1h`, `1d`. */
export function parseInterval(text: string): Result<Millis> {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|sec|m|min|h|d)$/.exec(text.trim());
  const ms = match === null ? Number.NaN : Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN);
  if (!(ms > 0 && ms <= 366 * 86_400_000))
    return fail('arguments/interval', `--interval wants a time like 500ms, 1s, 15min or 1h, not "${text}".`);
  return ok(millis(ms));
}

/** `a,b` and repeated options alike; blanks around names go. */
export const names = (given: readonly string[] | undefined): string[] | undefined =>
  given
    ?.flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The file's name without `.gz` and then without `.csv` or `.txt`. */
export const outputName = (path: string): string =>
  path === '-'
    ? 'stdin'
    : basename(path)
        .replace(/\.gz$/i, '')
        .replace(/\.(?:csv|txt)$/i, '');

/** What all commands that read a table take. */
export const tableOptions = {
  interval: { type: 'string' },
  columns: { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
} as const;

export function tableArguments(values: { interval?: string; columns?: string[]; ignore?: string[] }): Result<TableOptions> {
  const interval = parseInterval(values.interval ?? '1s');
  if (!interval.ok) return interval;
  const columns = names(values.columns);
  if (columns !== undefined && columns.length === 0)
    return fail('arguments/columns', '--columns wants the names of columns, separated by commas.');
  return ok({ interval: interval.value, columns, ignore: names(values.ignore) });
}

/** Node's own sentence about a wrong option, its first line with one full stop. */
export const optionFault = (error: unknown, usage: string): Result<never> => {
  const sentence = error instanceof Error ? (error.message.split(/\n|\. /)[0] ?? '') : String(error);
  return fail('arguments/option', `${sentence.replace(/\.$/, '')}.`, usage, error);
};

/** What `replay` was asked to do. */
export type ReplayRequest =
  | ReplayArguments
  | { readonly kind: 'threshold'; readonly models: string | undefined }
  | { readonly kind: 'help' };

export function parseReplay(args: readonly string[]): Result<ReplayRequest> {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
  } catch (error) {
    return optionFault(error, replayUsage);
  }
  const { values, positionals } = parsed;
  if (values.help === true) return ok({ kind: 'help' });
  const { models } = values;
  if (models === '') return fail('arguments/models', '--models wants the folder of a model.', replayUsage);
  if (values.threshold === true) {
    if (positionals.length > 0 || Object.keys(values).length > (models === undefined ? 1 : 2))
      return fail('arguments/threshold', '--threshold stands alone.', replayUsage);
    return ok({ kind: 'threshold', models });
  }
  if (values.out === undefined || values.out === '')
    return fail('arguments/out', 'replay wants --out with a folder for its results.', replayUsage);
  if (positionals.length === 0) return fail('arguments/files', 'replay wants at least one file.', replayUsage);
  const table = tableArguments(values);
  if (!table.ok) return table;
  const files = positionals.map((path) => ({ path, name: outputName(path) }));
  const seen = new Map<string, string>();
  for (const { path, name } of files) {
    const other = seen.get(name);
    if (other !== undefined) {
      return fail(
        'arguments/same-name',
        `"${other}" and "${path}" would both be written to ${name}.scores.csv.`,
        'Replay them one at a time, each with its own --out.',
      );
    }
    seen.set(name, path);
  }
  return ok({ kind: 'replay', out: values.out, models, table: table.value, files });
}

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      ...tableOptions,
      out: { type: 'string' },
      threshold: { type: 'boolean' },
      models: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });

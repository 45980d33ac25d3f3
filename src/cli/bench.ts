/** `kinglet bench NAME [--json] [--minutes N]`, `kinglet bench --list`: measures and prints; exit 2 for a name that is none. */
import { parseArgs } from 'node:util';
import { type BenchIo, benchNames, loadBench, table } from '../bench/index.ts';

const USAGE = 'Use: npm run -s bench -- NAME [--json] [--minutes N], or --list for the names.';

export interface BenchStreams {
  out(text: string): void;
  err(text: string): void;
  readonly signal: AbortSignal;
}

/** Runs the command and resolves with its exit code: 0, or 2 when the arguments are wrong. A bench that cannot run rejects. */
export async function benchCommand(args: readonly string[], { out, err, signal }: BenchStreams): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === 'string') {
    err(`${parsed}\n`);
    return 2;
  }
  if (parsed.list) {
    for (const name of benchNames()) out(`${name.padEnd(10)}${(await loadBench(name))?.what}\n`);
    return 0;
  }
  const bench = await loadBench(parsed.name);
  if (!bench) {
    err(`There is no bench called "${parsed.name}"; there are ${benchNames().join(', ')}.\n`);
    return 2;
  }
  const io: BenchIo = {
    signal,
    progress: (text) => err(`${bench.name}: ${text}\n`),
    ...(parsed.minutes === undefined ? {} : { minutes: parsed.minutes }),
  };
  const result = await bench.run(io);
  out(parsed.json ? `${JSON.stringify({ bench: bench.name, what: bench.what, ...result })}\n` : `${bench.what}\n\n${table(result)}\n`);
  return 0;
}

interface Parsed {
  readonly name: string;
  readonly list: boolean;
  readonly json: boolean;
  readonly minutes?: number;
}

/** The arguments, or the sentence that says what is wrong with them. */
function parse(args: readonly string[]): Parsed | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { list: { type: 'boolean' }, json: { type: 'boolean' }, minutes: { type: 'string' } },
      allowPositionals: true,
    });
    const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
    if (minutes !== undefined && !(minutes > 0 && minutes <= 1_440))
      return `--minutes wants a number above 0 and up to 1440, not "${values.minutes}".`;
    if (!values.list && positionals.length !== 1) return USAGE;
    return {
      name: positionals[0] ?? '',
      list: values.list ?? false,
      json: values.json ?? false,
      ...(minutes === undefined ? {} : { minutes }),
    };
  } catch (error) {
    return `${error instanceof Error ? error.message.split('\n')[0] : String(error)} ${USAGE}`;
  }
}

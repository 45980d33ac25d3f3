/** `kinglet bench NAME [--json] [--minutes N]`, `kinglet bench --list`: measures and prints; exit 2 for a name that is none. */
import { parseArgs } from 'node:util';
import { type Bench, type BenchIo, type BenchResult, benchNames, type Given, loadBench, table } from '../bench/index.ts';
import { describe, FaultError } from '../core/base/index.ts';

const USAGE = 'Use: npm run -s bench -- NAME [--json] [--minutes N], or --list for the names.';

export interface BenchStreams {
  out(text: string): void;
  err(text: string): void;
  readonly signal: AbortSignal;
}

/** Runs the command and resolves with its exit code: 0, or 2 when the arguments are wrong. A bench that cannot run rejects. */
export async function benchCommand(args: readonly string[], { out, err, signal }: BenchStreams): Promise<number> {
  const refuse = (sentence: string): number => {
    err(`${sentence}\n`);
    return 2;
  };
  const name = args.find((arg) => !arg.startsWith('-'));
  const bench = name === undefined ? undefined : await loadBench(name);
  const parsed = parse(args, bench);
  if (typeof parsed === 'string') return refuse(parsed);
  if (parsed.list) {
    for (const known of benchNames()) out(`${known.padEnd(10)}${(await loadBench(known))?.what}\n`);
    return 0;
  }
  if (!bench) return refuse(`There is no bench called "${name}"; there are ${benchNames().join(', ')}.`);
  const io: BenchIo = {
    signal,
    progress: (text) => err(`${bench.name}: ${text}\n`),
    given: parsed.given,
    ...(parsed.minutes === undefined ? {} : { minutes: parsed.minutes }),
  };
  let result: BenchResult;
  try {
    result = await bench.run(io);
  } catch (error) {
    if (error instanceof FaultError) return refuse(describe(error.fault));
    throw error;
  }
  out(parsed.json ? `${JSON.stringify({ bench: bench.name, what: bench.what, ...result })}\n` : `${bench.what}\n\n${table(result)}\n`);
  return 0;
}

interface Parsed {
  readonly list: boolean;
  readonly json: boolean;
  readonly minutes?: number;
  readonly given: Given;
}

const COMMON = { list: { type: 'boolean' }, json: { type: 'boolean' }, minutes: { type: 'string' } } as const;

/** The arguments, or the sentence that says what is wrong with them. */
function parse(args: readonly string[], bench: Bench | undefined): Parsed | string {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { ...bench?.options, ...COMMON }, allowPositionals: true });
    const { list, json, minutes: text, ...given } = values as Given & { list?: boolean; json?: boolean; minutes?: string };
    const minutes = text === undefined ? undefined : Number(text);
    if (minutes !== undefined && !(minutes > 0 && minutes <= 1_440))
      return `--minutes wants a number above 0 and up to 1440, not "${text}".`;
    if (!list && positionals.length !== 1) return USAGE;
    return { list: list ?? false, json: json ?? false, given, ...(minutes === undefined ? {} : { minutes }) };
  } catch (error) {
    return `${error instanceof Error ? error.message.split('\n')[0] : String(error)} ${USAGE}`;
  }
}

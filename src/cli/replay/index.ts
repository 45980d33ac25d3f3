/**
 * `kinglet replay`: recordings through the real watcher, exactly as the daemon would have seen them: same pipeline, same model, same
 * threshold, with a file for a source and the file's time for a clock.
 *
 *     kinglet replay --out DIR [--interval 1s] [--columns a,b] [--ignore c,d] FILE...
 *     kinglet replay --threshold
 *
 * `--models DIR` takes another model than the shipped one: for people who train them.
 *
 * DIR/<name>.scores.csv has a row per input row, DIR/<name>.alerts.jsonl a line per incident. Both appear when they are whole.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ARTIFACTS, openScorer, readManifest } from '../../adapters/onnx/index.ts';
import type { Scorer } from '../../agent/ports.ts';
import { formatNumber } from '../../core/alert/index.ts';
import { describe, type Fault, FaultError, ok, type Result } from '../../core/base/index.ts';
import { createProgress, type ProgressStream } from '../progress.ts';
import { type InputFile, parseReplay, type ReplayArguments, replayHelp } from './arguments.ts';
import { type FileReport, replayFile } from './file.ts';
import { fileFault, openSource, type TextSource } from './source.ts';
import { WholeFile } from './whole-file.ts';

export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressStream;
  readonly signal: AbortSignal;
  /** What `-` reads; the process's own by default. */
  readonly stdin?: Readable;
}

/** The model of a folder, undefined for the shipped one, and its threshold; tests bring their own. */
export interface Engine {
  threshold(folder: string | undefined): Promise<Result<number>>;
  open(folder: string | undefined): Promise<Result<{ readonly scorer: Scorer; readonly threshold: number }>>;
}

const onnx: Engine = {
  async threshold(folder = ARTIFACTS) {
    const found = await readManifest(folder);
    return found.ok ? ok(found.value.manifest.threshold) : found;
  },
  async open(folder = ARTIFACTS) {
    const opened = await openScorer({ folder });
    return opened.ok ? ok({ scorer: opened.value.scorer, threshold: opened.value.manifest.threshold }) : opened;
  },
};

/** Bad argument or file. */
const refused = 2;
/** The machine's fault: no model. */
const broken = 1;
/** As a shell says of a program that SIGINT ended. */
const interrupted = 130;

/** Runs the command; resolves with its exit code. Rejects only on bugs. */
export async function replay(args: readonly string[], io: CommandIo, engine: Engine = onnx): Promise<number> {
  const say = (f: Fault, code: number, about = ''): number => {
    io.stderr.write(`kinglet replay: ${about}${describe(f)}\n`);
    return code;
  };
  const parsed = parseReplay(args);
  if (!parsed.ok) return say(parsed.fault, refused);
  if (parsed.value.kind === 'help') {
    io.stdout.write(replayHelp);
    return 0;
  }
  const { models } = parsed.value;
  // A folder that was named is an argument; the shipped one is our own.
  const noModel = models === undefined ? broken : refused;
  if (parsed.value.kind === 'threshold') {
    const threshold = await engine.threshold(models);
    if (!threshold.ok) return say(threshold.fault, noModel);
    io.stdout.write(`${threshold.value}\n`);
    return 0;
  }
  const inputs = await openAll(parsed.value, io.stdin ?? process.stdin);
  if (!inputs.ok) return say(inputs.fault, refused);
  if (models !== undefined) {
    const usable = await engine.threshold(models);
    if (!usable.ok) return say(usable.fault, refused);
  }
  try {
    await mkdir(parsed.value.out, { recursive: true });
  } catch (error) {
    return say(folderFault(parsed.value.out, error), refused);
  }
  const opened = await engine.open(models);
  if (!opened.ok) return say(opened.fault, noModel);
  await using scorer = opened.value.scorer;
  const { threshold } = opened.value;
  for (const [i, input] of inputs.value.entries()) {
    const label = inputs.value.length > 1 ? `[${i + 1}/${inputs.value.length}] ${input.file.name}` : input.file.name;
    const progress = createProgress({ stream: io.stderr, label, total: input.source.total });
    try {
      const report = await replayOne(input, parsed.value, { scorer, threshold, progress, signal: io.signal });
      remark(io.stderr, input.file.name, report);
    } catch (error) {
      progress.clear();
      if (io.signal.aborted) return interrupted;
      if (!(error instanceof FaultError)) throw error;
      return say(
        error.fault,
        refused,
        error.fault.code.startsWith('table/') ? `${input.file.path === '-' ? 'standard input' : `"${input.file.path}"`}: ` : '',
      );
    }
  }
  return 0;
}

interface Input {
  readonly file: InputFile;
  readonly source: TextSource;
}

async function openAll({ files }: ReplayArguments, stdin: Readable): Promise<Result<readonly Input[]>> {
  const inputs: Input[] = [];
  for (const file of files) {
    const source = await openSource(file.path, stdin);
    if (!source.ok) return source;
    inputs.push({ file, source: source.value });
  }
  return ok(inputs);
}

type Means = Pick<Parameters<typeof replayFile>[0], 'scorer' | 'threshold' | 'progress' | 'signal'>;

async function replayOne({ file, source }: Input, { out, table }: ReplayArguments, means: Means): Promise<FileReport> {
  try {
    await using scores = await WholeFile.create(join(out, `${file.name}.scores.csv`));
    await using alerts = await WholeFile.create(join(out, `${file.name}.alerts.jsonl`));
    const report = await replayFile({ name: file.name, source, table, scores, alerts, ...means });
    await scores.commit();
    await alerts.commit();
    return report;
  } catch (error) {
    // Trouble of the disk while writing; anything without a system code is a bug and stays what it is.
    if (error instanceof Error && 'syscall' in error) throw new FaultError(fileFault(join(out, file.name), error));
    throw error;
  }
}

/** What a reader of the results should know, and on a terminal what was done. */
function remark(stderr: ProgressStream, name: string, { rows, alerts, leftOut, badTimes }: FileReport): void {
  if (leftOut.length > 0)
    stderr.write(`${name}: left out ${leftOut.length === 1 ? 'the column' : 'columns'} of text ${leftOut.join(', ')}.\n`);
  if (badTimes > 0)
    stderr.write(
      `${name}: the time of ${formatNumber(badTimes, 0)} ${badTimes === 1 ? 'row' : 'rows'} cannot be read; the time of the row before was taken.\n`,
    );
  if (stderr.isTTY) stderr.write(`${name}: ${formatNumber(rows, 0)} rows, ${alerts} ${alerts === 1 ? 'alert' : 'alerts'}.\n`);
}

const folderFault = (path: string, error: unknown): Fault => {
  const { code } = error as NodeJS.ErrnoException;
  const why =
    code === 'EEXIST' || code === 'ENOTDIR'
      ? 'it is not a folder'
      : code === 'EACCES' || code === 'EPERM'
        ? 'this user may not'
        : (code ?? String(error));
  return { code: 'file/out', detail: `results cannot be written to "${path}": ${why}.`, cause: error };
};

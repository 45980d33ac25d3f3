/**
 * How a contestant is asked: it gets files, it gives scores per row and alerts. Kinglet is asked through `kinglet replay` and
 * nothing else; its peers read the same staged files.
 *
 *     set ── stage ──► /tmp/…/series_001.csv ──► contestant.play ──► Recording, Recording, …
 *
 * Files are staged under neutral names, because in some sets the name gives the answer away.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeOf } from './data.ts';

export interface Raised {
  readonly sensor: string;
  /** Row at which it was raised. */
  readonly row: number;
  readonly text: string;
}

/** What a contestant said of one file. */
export interface Recording {
  /** Epoch ms, one per row. */
  readonly times: Float64Array;
  readonly sensors: readonly string[];
  /** Per sensor, one score in 0..1 per row. */
  readonly scores: readonly Float64Array[];
  /** Joint state of the device, 0..1 per row. */
  readonly device: Float64Array;
  /** Alerts at the threshold of the contestant; peers without an own threshold leave it empty. */
  readonly alerts: readonly Raised[];
}

export interface PlayOptions {
  /** As `kinglet replay` takes them. */
  readonly interval?: string;
  readonly columns?: readonly string[];
  readonly ignore?: readonly string[];
}

/** The network behind a contestant. */
export interface Model {
  /** The folder with its manifest; undefined: the shipped one. */
  readonly folder: string | undefined;
}

export interface Contestant {
  readonly name: string;
  /** The one threshold it ships with; undefined: it has none, and gets the best or an equal alarm rate, as the section says. */
  readonly threshold: number | undefined;
  /** What its cost is measured on; peers have none. */
  readonly model?: Model;
  /** Yields one recording per path, in order. */
  play(paths: readonly string[], options: PlayOptions): AsyncGenerator<Recording>;
}

/** A folder of staged files that goes away with its scope. */
export class Stage implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'kinglet-bench-'));
  #count = 0;

  /** A neutral name: series_001.csv; the ending tells plain from .gz. */
  #next(ending: string): string {
    this.#count++;
    return join(this.folder, `series_${String(this.#count).padStart(3, '0')}${ending}`);
  }
  copy(path: string): string {
    const to = this.#next(/\.(csv|tsv|txt)(\.gz)?$/.exec(path)?.[0] ?? '.csv');
    copyFileSync(path, to);
    return to;
  }
  write(text: string): string {
    const to = this.#next('.csv');
    writeFileSync(to, text);
    return to;
  }
  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}
export type ReplayCommand = (args: string[], io: Io) => Promise<number>;

/** Files, and bytes of text, per replay call: the outputs of a batch lie on disk together. */
const batchFiles = 64;
const batchBytes = 32e6;

function* batches(paths: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    const size = statSync(path).size * (path.endsWith('.gz') ? 6 : 1);
    if (batch.length > 0 && (batch.length >= batchFiles || bytes + size > batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(path);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Kinglet itself, through its command; with a folder, Kinglet with that model in place of the shipped one. Throws with the command's
 * own sentence when it refuses.
 */
export async function kinglet(
  replay: ReplayCommand,
  { name = 'kinglet', folder }: { name?: string; folder?: string } = {},
): Promise<Contestant> {
  const models = folder === undefined ? [] : ['--models', folder];
  const call = async (args: string[]): Promise<string> => {
    let said = '';
    let complaint = '';
    const io: Io = {
      stdout: {
        write: (text) => {
          said += text;
        },
      },
      stderr: {
        write: (text) => {
          complaint += text;
        },
      },
    };
    const code = await replay(args, io);
    if (code !== 0) throw new Error(`kinglet replay ended with ${code}: ${complaint.trim() || said.trim()}`);
    return said;
  };
  const threshold = Number((await call(['--threshold', ...models])).trim());
  if (!(threshold > 0 && threshold <= 1)) throw new Error('kinglet replay --threshold did not print a number in 0..1');

  async function* play(paths: readonly string[], options: PlayOptions): AsyncGenerator<Recording> {
    const flags = [
      ...(options.interval ? ['--interval', options.interval] : []),
      ...(options.columns ? ['--columns', options.columns.join(',')] : []),
      ...(options.ignore ? ['--ignore', options.ignore.join(',')] : []),
    ];
    for (const batch of batches(paths)) {
      const out = mkdtempSync(join(tmpdir(), 'kinglet-replay-'));
      try {
        await call(['--out', out, ...models, ...flags, ...batch]);
        for (const path of batch) yield readRecording(out, path);
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    }
  }
  return { name, threshold, model: { folder }, play };
}

/** The two output files of `kinglet replay` for one input file. */
function readRecording(out: string, path: string): Recording {
  const name = (path.split('/').at(-1) ?? path).replace(/\.gz$/, '').replace(/\.(csv|tsv|txt)$/, '');
  const recording = parseScores(readFileSync(join(out, `${name}.scores.csv`), 'utf8'));
  return { ...recording, alerts: parseAlerts(readFileSync(join(out, `${name}.alerts.jsonl`), 'utf8'), recording.times) };
}

/** `timestamp,<sensor>…,device`. A cell that is no number in 0..1 is a broken promise of the interface and throws. */
export function parseScores(text: string): Omit<Recording, 'alerts'> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const header = (lines[0] ?? '').trim().split(',');
  if (header[0] !== 'timestamp' || header.at(-1) !== 'device' || header.length < 2) throw new Error(`not a scores file: ${lines[0]}`);
  const rows = lines.length - 1;
  const times = new Float64Array(rows);
  const columns = header.slice(1).map(() => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    const cells = (lines[i + 1] ?? '').split(',');
    times[i] = timeOf(cells[0] ?? '');
    columns.forEach((column, c) => {
      const score = Number(cells[c + 1] || 'gap');
      if (!(score >= 0 && score <= 1)) throw new Error(`row ${i + 1}: ${header[c + 1]} is '${cells[c + 1]}', not a number in 0..1`);
      column[i] = score;
    });
  }
  const device = columns.pop() ?? new Float64Array(rows);
  return { times, sensors: header.slice(1, -1), scores: columns, device };
}

function parseAlerts(text: string, times: Float64Array): Raised[] {
  const alerts: Raised[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const alert = JSON.parse(line) as { sensor: string; opened: string | number; text: string };
    alerts.push({ sensor: alert.sensor, row: rowAt(times, timeOf(String(alert.opened))), text: alert.text });
  }
  return alerts;
}

/** The first row at or after a time; times are taken to rise, as far as the recording's clock does. */
export function rowAt(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, times.length - 1);
}

/**
 * One recording through the watcher:
 *
 *     text ─► TableReader ─► rows ─► batches of readings ─► watchReadings (the daemon's own) ─► ScoreLines ─► scores.csv, alerts.jsonl
 *
 * Memory does not grow with the file. Batches end after a fixed number of rows, never by how the bytes came in.
 */
import { watchReadings } from '../../agent/pipeline.ts';
import type { Scorer } from '../../agent/ports.ts';
import type { Reading, Sensor } from '../../core/domain/index.ts';
import { type TableOptions, TableReader, type TableRow } from '../../core/protocol/table.ts';
import { Watch } from '../../core/watch/index.ts';
import type { Progress } from '../progress.ts';
import { AlertList } from './alert-list.ts';
import { readRows } from './rows.ts';
import { csvCell } from './score-text.ts';
import { ScoreLines } from './scores.ts';
import { columnSensors } from './sensors.ts';
import type { TextSource } from './source.ts';
import type { WholeFile } from './whole-file.ts';

/** Readings in a batch: enough for the model's best speed, few enough for the memory of a small machine. */
const batchReadings = 512;
/** Empty rows in a row before the watcher is asked about silence without a reading that brings the time along. */
const emptyRun = 8;
/** Empty rows that may wait to be written. */
const quietRows = 1_024;

export interface FileJob {
  readonly name: string;
  readonly source: TextSource;
  readonly table: TableOptions;
  readonly threshold: number;
  readonly scorer: Scorer;
  readonly scores: WholeFile;
  readonly alerts: WholeFile;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface FileReport {
  readonly rows: number;
  readonly alerts: number;
  /** Columns left out because their first cell is text. */
  readonly leftOut: readonly string[];
  /** Rows whose time could not be read. */
  readonly badTimes: number;
}

/** Rejects with a `FaultError` when the recording is no table or cannot be read or written, and with the signal's reason when aborted. */
export async function replayFile(job: FileJob): Promise<FileReport> {
  const { source, table, threshold, scorer, scores, alerts, progress, signal } = job;
  const reader = new TableReader(table);
  const rows = readRows(reader, source, signal);
  const start = await rows.next();
  if (start.done || start.value.length === 0) throw new Error('a table without rows is a fault of the reader');
  const columns = reader.columns ?? [];
  const sensors = columnSensors(job.name, columns, (start.value[0] as TableRow).values);
  const list = new AlertList(new Map(sensors.map((sensor, i) => [sensor.id as string, columns[i] ?? ''])));
  const lines = new ScoreLines(
    sensors.map((sensor) => sensor.id),
    (line) => scores.append(line),
    list,
  );
  scores.append(`timestamp,${columns.map((column) => `${csvCell(column)},`).join('')}device\n`);

  const watch = new Watch({ threshold, maxSensors: sensors.length });
  const drained = async (): Promise<void> => {
    alerts.append(list.take(false));
    progress.show({ bytes: source.read(), rows: lines.rows, alerts: list.count });
    await Promise.all([scores.drained(), alerts.drained()]);
  };
  // Trouble with the file ends the stream; it is thrown once the watcher has no answer outstanding.
  let trouble: unknown;
  const pieces = chain(start.value, rows, (error) => {
    trouble = error;
  });
  for await (const settled of watchReadings(batches(pieces, sensors, watch, lines, drained), { watch, scorer })) {
    lines.settle(settled);
    await drained();
  }
  if (trouble !== undefined) throw trouble;
  signal.throwIfAborted();
  alerts.append(list.take(true));
  progress.clear();
  return { rows: lines.rows, alerts: list.count, leftOut: reader.leftOut, badTimes: reader.badTimes };
}

async function* chain<T>(first: T, rest: AsyncIterable<T>, failed: (error: unknown) => void): AsyncGenerator<T, void> {
  yield first;
  try {
    yield* rest;
  } catch (error) {
    failed(error);
  }
}

/**
 * Rows into batches of readings. A reading brings its time along, so the watcher notices the silence of the other columns by itself;
 * where whole rows are empty it is told the time (`tick`), after everything before has been pushed.
 */
async function* batches(
  pieces: AsyncIterable<readonly TableRow[]>,
  sensors: readonly Sensor[],
  watch: Watch,
  lines: ScoreLines,
  drained: () => Promise<void>,
): AsyncGenerator<readonly Reading[]> {
  const rowsPerBatch = Math.max(1, Math.ceil(batchReadings / sensors.length));
  let rows: TableRow[] = [];
  let readings: Reading[] = [];
  let empty = 0;

  const take = (quiet: boolean): readonly Reading[] => {
    const taken = readings;
    lines.expect({ rows, quiet });
    rows = [];
    readings = [];
    return taken;
  };

  for await (const piece of pieces) {
    for (const row of piece) {
      const before = readings.length;
      for (let i = 0; i < sensors.length; i++) {
        const value = row.values[i] as number;
        if (!Number.isNaN(value)) readings.push({ sensor: sensors[i] as Sensor, at: row.time, value });
      }
      rows.push(row);
      if (readings.length > before) {
        empty = 0;
        if (rows.length >= rowsPerBatch) yield take(false);
        continue;
      }
      empty++;
      if (empty < emptyRun) continue;
      if (readings.length > 0) {
        // What was read before the silence goes first; the row at hand stays for after it.
        rows.pop();
        yield take(false);
        rows.push(row);
      }
      await Promise.resolve(); // the batch just yielded is pushed before this goes on
      watch.tick(row.time);
      if (watch.waiting > 0) yield take(false);
      else if (rows.length >= quietRows) {
        take(true);
        await drained();
      }
    }
  }
  if (rows.length > 0) {
    const quiet = readings.length === 0;
    const last = take(quiet);
    if (!quiet) yield last;
  }
}

/**
 * Verdicts back into rows. Rows go out in order, each once everything that was read before and with it is settled.
 *
 *     rows ─► Batch, Batch, … ─► settle(verdicts, changes) matches the oldest ─► lines of scores.csv, alerts
 *             (quiet: nothing of it is in the watcher)
 */
import type { Timestamp } from '../../core/base/index.ts';
import type { EpisodeChange, Verdict } from '../../core/domain/index.ts';
import type { TableRow } from '../../core/protocol/table.ts';
import type { Settled } from '../../core/watch/index.ts';
import type { AlertList } from './alert-list.ts';
import { csvCell, scoreText } from './score-text.ts';

/** Rows whose verdicts come in one `Settled`; `quiet` rows get none, as they are empty and the watcher has nothing to say of them. */
export interface RowBatch {
  readonly rows: readonly TableRow[];
  readonly quiet: boolean;
}

export class ScoreLines {
  readonly #waiting: RowBatch[] = [];
  readonly #columns: number;
  readonly #columnOf: ReadonlyMap<string, number>;
  readonly #write: (line: string) => void;
  readonly #alerts: AlertList;
  #device = 0;
  #rows = 0;

  /** @param ids sensor ids in column order. */
  constructor(ids: readonly string[], write: (line: string) => void, alerts: AlertList) {
    this.#columns = ids.length;
    this.#columnOf = new Map(ids.map((id, i) => [id, i]));
    this.#write = write;
    this.#alerts = alerts;
  }

  /** Rows written. */
  get rows(): number {
    return this.#rows;
  }

  /** Announces rows in the order in which the watcher gets them. */
  expect(batch: RowBatch): void {
    this.#waiting.push(batch);
    this.#flushQuiet();
  }

  /** Takes the watcher's answer for the oldest batch that is not quiet. */
  settle({ verdicts, changes }: Settled): void {
    const batch = this.#waiting.shift();
    if (batch === undefined || batch.quiet) throw new Error('an answer came that no rows wait for');
    this.#writeRows(batch.rows, verdicts, changes);
    this.#flushQuiet();
  }

  #flushQuiet(): void {
    while (this.#waiting[0]?.quiet) this.#writeRows(this.#waiting.shift()?.rows ?? [], [], []);
  }

  #writeRows(rows: readonly TableRow[], verdicts: readonly Verdict[], changes: readonly EpisodeChange[]): void {
    const silences = changes.filter((c) => c.kind === 'opened' && c.episode.pattern === 'silent');
    const scores = new Float64Array(this.#columns);
    let next = 0;
    for (const row of rows) {
      scores.fill(0);
      for (let i = 0; i < this.#columns; i++) {
        if (Number.isNaN(row.values[i])) continue;
        const verdict = verdicts[next++];
        if (verdict === undefined) throw new Error(`${rows.length} rows got only ${verdicts.length} verdicts`);
        scores[i] = verdict.score;
        this.#device = verdict.device;
      }
      // Silence is found where there is no reading to carry the verdict: the row in which it is noticed shows it.
      for (const { episode } of silences) {
        const column = this.#columnOf.get(episode.sensor.id);
        if (episode.opened !== row.time || column === undefined) continue;
        scores[column] = Math.max(scores[column] ?? 0, episode.score);
        this.#device = Math.max(this.#device, episode.score);
      }
      let line = csvCell(row.stamp);
      for (let i = 0; i < this.#columns; i++) line += `,${scoreText(scores[i] ?? 0)}`;
      this.#write(`${line},${scoreText(this.#device)}\n`);
      this.#rows++;
    }
    if (next !== verdicts.length) throw new Error(`${rows.length} rows with ${next} readings got ${verdicts.length} verdicts`);
    const stampOf = (at: Timestamp): string => rows.find((row) => row.time === at)?.stamp ?? new Date(at).toISOString();
    for (const change of changes) this.#alerts.note(change, stampOf);
  }
}

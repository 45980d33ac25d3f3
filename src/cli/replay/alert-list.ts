/** The episodes of a recording as lines of alerts.jsonl, in the order in which they opened. */
import { toAlert } from '../../core/alert/index.ts';
import type { Timestamp } from '../../core/base/index.ts';
import type { EpisodeChange } from '../../core/domain/index.ts';

interface Entry {
  /** The column, as the scores file calls it. */
  readonly sensor: string;
  readonly opened: string;
  closed: string | null;
  severity: string;
  readonly score: number;
  text: string;
}

export class AlertList {
  readonly #entries: Entry[] = [];
  readonly #open = new Map<string, Entry>();
  readonly #columns: ReadonlyMap<string, string>;
  #head = 0;
  #count = 0;

  /** @param columns sensor id → column name. */
  constructor(columns: ReadonlyMap<string, string>) {
    this.#columns = columns;
  }

  /** Episodes opened so far. */
  get count(): number {
    return this.#count;
  }

  note(change: EpisodeChange, stampOf: (at: Timestamp) => string): void {
    const { episode } = change;
    // A sensor may have one episode of the model and one of each rule at a time; the rules' patterns are theirs alone.
    const rule =
      episode.pattern === 'silent' || episode.pattern === 'stuck' || episode.pattern === 'impossible' ? episode.pattern : 'model';
    const key = `${episode.sensor.id}|${rule}`;
    if (change.kind === 'closed') {
      const entry = this.#open.get(key);
      if (entry !== undefined) entry.closed = stampOf(episode.closed ?? episode.opened);
      this.#open.delete(key);
      return;
    }
    const { severity, text } = toAlert(change, { timeZone: 'UTC', now: episode.opened });
    const told = this.#open.get(key);
    if (change.kind === 'worsened') {
      if (told !== undefined) [told.severity, told.text] = [severity, text];
      return;
    }
    const entry: Entry = {
      sensor: this.#columns.get(episode.sensor.id) ?? episode.sensor.id,
      opened: stampOf(episode.opened),
      closed: null,
      severity,
      score: Math.round(episode.score * 1e6) / 1e6,
      text,
    };
    this.#entries.push(entry);
    this.#open.set(key, entry);
    this.#count++;
  }

  /** Lines that will not change any more: those before the oldest open episode; all of them at the `end`. */
  take(end: boolean): string {
    let text = '';
    while (this.#head < this.#entries.length && (end || this.#entries[this.#head]?.closed !== null)) {
      text += `${JSON.stringify(this.#entries[this.#head++])}\n`;
    }
    if (this.#head > 0) {
      this.#entries.splice(0, this.#head);
      this.#head = 0;
    }
    return text;
  }
}

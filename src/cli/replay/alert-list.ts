/** The incidents of a recording as lines of alerts.jsonl, in the order in which they opened. */
import { toAlert } from '../../core/alert/index.ts';
import { type Timestamp, timestamp } from '../../core/base/index.ts';
import type { Alert, EpisodeChange, IncidentChange } from '../../core/domain/index.ts';
import { Incidents } from '../../core/watch/index.ts';

/** One line. The first six are what scripts go by. */
interface Entry {
  /** The column that opened it, as the scores file calls it. */
  readonly sensor: string;
  readonly opened: string;
  closed: string | null;
  severity: string;
  readonly score: number;
  text: string;
  /** All columns that took part, leading first, with their share of the evidence. */
  sensors: readonly { readonly sensor: string; readonly share: number; readonly pattern: string }[];
  causes: Alert['causes'];
}

export class AlertList {
  readonly #entries: Entry[] = [];
  readonly #open = new Map<string, Entry>();
  readonly #columns: ReadonlyMap<string, string>;
  readonly #incidents = new Incidents();
  #head = 0;
  #count = 0;

  /** @param columns sensor id → column name. */
  constructor(columns: ReadonlyMap<string, string>) {
    this.#columns = columns;
  }

  /** Incidents opened so far. */
  get count(): number {
    return this.#count;
  }

  note(change: EpisodeChange, stampOf: (at: Timestamp) => string): void {
    for (const each of this.#incidents.note(change)) this.#write(each, stampOf);
  }

  #write({ kind, incident }: IncidentChange, stampOf: (at: Timestamp) => string): void {
    const now = timestamp(Math.max(...incident.episodes.map(({ opened }) => opened)));
    const alert = toAlert({ kind, incident }, { timeZone: 'UTC', now });
    const columnOf = (id: string): string => this.#columns.get(id) ?? id;
    const parts = {
      severity: alert.severity,
      sensors: alert.sensors.map(({ id, share, pattern }) => ({ sensor: columnOf(id), share, pattern })),
    };
    const told = this.#open.get(alert.id);
    if (told) {
      Object.assign(told, parts);
      // The last word while it lasted: what it was like at its worst, not how it faded.
      if (kind === 'closed') told.closed = stampOf(alert.closed ?? alert.opened);
      else if (kind !== 'eased') [told.text, told.causes] = [alert.text, alert.causes];
      if (kind === 'closed') this.#open.delete(alert.id);
      return;
    }
    const entry: Entry = {
      sensor: columnOf(alert.sensor),
      opened: stampOf(alert.opened),
      closed: null,
      severity: alert.severity,
      score: Math.round(alert.score * 1e6) / 1e6,
      text: alert.text,
      sensors: parts.sensors,
      causes: alert.causes,
    };
    this.#entries.push(entry);
    this.#open.set(alert.id, entry);
    this.#count++;
  }

  /** Lines that will not change any more: those before the oldest open incident; all of them at the `end`. */
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

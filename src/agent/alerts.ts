/**
 * Episode changes → incidents → what people and machines get to see: `alert/<id>` retained while open, `event` and a line in the journal
 * for each change that people should hear of, and the list behind GET /api/alerts.
 */
import { coalesce, toAlert } from '../core/alert/index.ts';
import type { Alert, Episode, EpisodeChange, IncidentChange, Sensor } from '../core/domain/index.ts';
import { Incidents } from '../core/watch/index.ts';
import { entityOf } from './language/living-home.ts';
import type { Clock, Log, Publisher } from './ports.ts';

/** Alerts remembered for the page; the oldest cleared ones fall off first. */
const REMEMBERED = 500;

/** An alert as plain data for whoever answers questions about it. */
export interface AlertRecord extends Alert {
  /** Ids of the entities that took part, leading first. */
  readonly entities: readonly string[];
}

/** An alert and the episodes of its incident, leading first. */
export interface AlertFile {
  readonly alert: Alert;
  readonly episodes: readonly Episode[];
}

export interface AlertDeskOptions {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  /** Open and recent alerts by id, kept by the caller so that they outlive this desk. */
  readonly alerts: Map<string, Alert>;
  /** The episodes of those alerts, kept likewise; the desk's own when absent. */
  readonly episodes?: Map<string, readonly Episode[]>;
  /** What belongs together, kept likewise. */
  readonly incidents?: Incidents;
  /** Called with each sentence that people should hear, for a terminal. */
  readonly say?: (alert: Alert, kind: IncidentChange['kind']) => void;
}

export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #alerts: Map<string, Alert>;
  readonly #episodes: Map<string, readonly Episode[]>;
  readonly #incidents: Incidents;

  constructor(options: AlertDeskOptions) {
    this.#options = options;
    this.#alerts = options.alerts;
    this.#episodes = options.episodes ?? new Map();
    this.#incidents = options.incidents ?? new Incidents();
  }

  /** Open and recent alerts, oldest first. */
  list(): readonly Alert[] {
    return [...this.#alerts.values()];
  }
  /** The same for questions: with the entities, latest first. */
  records(): readonly AlertRecord[] {
    return this.list()
      .toReversed()
      .map((alert) => ({ ...alert, entities: alert.sensors.map(({ id }) => entityOf(id)) }));
  }
  /** Tells which sensors are silent now, alone or with their device. */
  silence(): (sensor: Sensor) => boolean {
    const silent = new Set<string>();
    for (const { id, state } of this.#alerts.values()) {
      if (state !== 'open') continue;
      for (const { pattern, closed, facts, sensor } of this.#episodes.get(id) ?? [])
        if (pattern === 'silent' && closed === undefined) silent.add(facts?.extent === 'device' ? `${sensor.device}/` : sensor.id);
    }
    return ({ id, device }) => silent.has(id) || silent.has(`${device}/`);
  }
  get open(): number {
    let n = 0;
    for (const alert of this.#alerts.values()) if (alert.state === 'open') n++;
    return n;
  }

  /** An open or recent alert with the episodes of its incident, open and over, leading first. */
  find(id: string): AlertFile | undefined {
    const alert = this.#alerts.get(id);
    return alert && { alert, episodes: this.#episodes.get(id) ?? [] };
  }

  /** Takes changes of episodes that come at one moment. Resolves when the broker has what became of them; sentences are logged and said before that. */
  async tell(...changes: readonly EpisodeChange[]): Promise<void> {
    const noted = changes.flatMap((change) => this.#incidents.note(change));
    await Promise.all(coalesce(noted).map((change) => this.#publish(change)));
  }

  async #publish(change: IncidentChange): Promise<void> {
    const { publisher, clock, log, timeZone, say } = this.#options;
    const alert = toAlert(change, { timeZone, now: clock.now() });
    const before = this.#alerts.get(alert.id);
    this.#alerts.set(alert.id, alert);
    this.#episodes.set(alert.id, change.incident.episodes);
    this.#forget();
    const payload = JSON.stringify(alert);
    // Of hundreds of sensors that are one too many to be listed nothing changes but how many they are: told with the next change.
    const same = before?.sensors.length === alert.sensors.length && change.kind === 'joined';
    if (!change.told && same) return;
    const retained = publisher.publish({
      topic: `alert/${alert.id}`,
      payload: alert.state === 'open' ? payload : '',
      qos: 1,
      retain: true,
    });
    if (!change.told) return retained;
    const { id, sensor, state, severity, score, text, causes } = alert;
    log.info({ alert: id, sensor, state, severity, score, ...(causes[0] ? { cause: causes[0].cause } : {}) }, text);
    say?.(alert, change.kind);
    await Promise.all([retained, publisher.publish({ topic: 'event', payload, qos: 1, retain: false })]);
  }

  #forget(): void {
    if (this.#alerts.size <= REMEMBERED) return;
    for (const [id, alert] of this.#alerts) {
      if (alert.state !== 'cleared') continue;
      this.#alerts.delete(id);
      this.#episodes.delete(id);
      return;
    }
    // All open: there are never more of those than incidents may be open, and each is still on the broker.
  }
}

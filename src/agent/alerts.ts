/**
 * Episode changes → incidents → alerts with a life → what people and machines get to see: `alert/<id>` retained while open, `event` and a line
 * in the journal for each change that people should hear of, and the list behind GET /api/alerts.
 *
 *     EpisodeChange ─► Incidents ─► toAlert ─► AlertLives ─┬─► alert/<id>   always
 *     acknowledge, snooze, … ──────────────────────────────┤
 *     tick ────────────────────────────────────────────────┴─► event, journal   when it is told
 */
import { coalesce, toAlert } from '../core/alert/index.ts';
import {
  type AlertLives,
  eventSentence,
  forgottenSentence,
  isAsGrave,
  isSameTrouble,
  type Life,
  normalSentence,
} from '../core/alert/life/index.ts';
import { hours, seconds, type Timestamp } from '../core/base/index.ts';
import type { Alert, AlertEvent, Episode, EpisodeChange, IncidentChange, Sensor, SensorId } from '../core/domain/index.ts';
import type { Incidents } from '../core/watch/index.ts';
import { type AlertBooks, emptyBooks } from './alert-books.ts';
import type { AlertMemory } from './alert-memory.ts';
import { entityOf } from './language/living-home.ts';
import type { Clock, Log, Publisher } from './ports.ts';

/** Alerts remembered for the page; the oldest cleared ones fall off first. */
const REMEMBERED = 500;
/** An alert from before a restart that is not seen again for so long is over: as long as a new level takes to become a habit. */
const UNSEEN = hours(6);

/** Shortest time between two looks at what is due. */
const TICK = seconds(1);

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

/** The books are kept by the caller, so that they outlive this desk; those that are missing are the desk's own. */
export interface AlertDeskOptions extends Pick<AlertBooks, 'alerts'>, Partial<Omit<AlertBooks, 'alerts'>> {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  /** Where open alerts outlive the process. */
  readonly memory?: AlertMemory | undefined;
  /** Id of the area a sensor is in. */
  readonly areaOf?: (sensor: SensorId) => string | undefined;
  /** Called with each sentence that people should hear, for a terminal. */
  readonly say?: (alert: Alert, event: AlertEvent) => void;
  /** Called with each alert that has changed, told or not. */
  readonly changed?: (alert: Alert, event: AlertEvent | undefined) => void;
}

export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #alerts: Map<string, Alert>;
  readonly #episodes: Map<string, readonly Episode[]>;
  readonly #incidents: Incidents;
  readonly #restored: AlertBooks['restored'];
  readonly #aliases: AlertBooks['aliases'];
  #restoredAt: Timestamp | undefined;
  #tickedAt = Number.NEGATIVE_INFINITY;
  readonly lives: AlertLives;

  constructor(options: AlertDeskOptions) {
    this.#options = options;
    const { alerts, episodes, incidents, lives, restored, aliases } = { ...emptyBooks(), ...options };
    this.#alerts = alerts;
    this.#episodes = episodes;
    this.#incidents = incidents;
    this.#restored = restored;
    this.#aliases = aliases;
    this.lives = lives;
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

  /** What an alert is called in a sentence: by its device where that has no other open alert, else by its sensor. */
  calledOf({ id, device, sensors, sensor }: Alert): string {
    const kept = this.#restored.get(id);
    if (kept) return kept.called;
    const first = this.#episodes.get(id)?.find((episode) => episode.sensor.id === sensor)?.sensor;
    const alone = !this.list().some((other) => other.state === 'open' && other.device === device && other.id !== id);
    return (alone ? first?.deviceName : first?.name) || sensors[0]?.name || device;
  }

  /** Takes changes of episodes that come at one moment. Resolves when the broker has what became of them; sentences are logged and said before that. */
  async tell(...changes: readonly EpisodeChange[]): Promise<void> {
    const noted = changes.flatMap((change) => this.#incidents.note(change));
    await Promise.all(coalesce(noted).map((change) => this.#note(change)));
  }

  /** Time passes: what waited is told, what nobody has answered is told again. May be called as often as one likes. */
  async tick(): Promise<void> {
    const now = this.#options.clock.now();
    // Nothing is due before a clock that follows the readings has seen the first of them, nor several times a second.
    if (now <= 0 || Math.abs(now - this.#tickedAt) < TICK) return;
    this.#tickedAt = now;
    const told = this.lives.tick(now).map(({ id, event }) => this.#tellOf(id, event));
    await Promise.all([...told, ...this.#unseen(now)]);
  }

  /** Somebody knows of it. False: it is no longer open. */
  acknowledge(id: string): boolean {
    return this.#act(id, (now) => this.lives.acknowledge(id, now));
  }
  /** Nobody wants to hear of it until then. */
  snooze(id: string, until: Timestamp): boolean {
    return this.#act(id, (now) => this.lives.snooze(id, until, now));
  }
  /** False where it is not snoozed, too. */
  wake(id: string): boolean {
    return this.#act(id, (now) => this.lives.wake(id, now));
  }
  /** Takes back what was done to it. */
  revert(id: string, before: Life): boolean {
    const done = this.lives.revert(id, before);
    if (done) void this.#tellOf(id, undefined);
    return done;
  }
  /** Somebody has called it normal, or not any more. */
  feedback(id: string, normal: boolean): void {
    const alert = this.#alerts.get(id);
    if (alert) void this.#event({ ...alert, text: normalSentence(this.calledOf(alert), normal) }, 'feedback');
  }

  #act(id: string, act: (now: Timestamp) => AlertEvent | undefined): boolean {
    const event = this.#alerts.get(id)?.state === 'open' ? act(this.#options.clock.now()) : undefined;
    if (event !== undefined) void this.#tellOf(id, event);
    return event !== undefined;
  }

  async #note(change: IncidentChange): Promise<void> {
    const { clock, timeZone, areaOf } = this.#options;
    const now = clock.now();
    const made = toAlert(change, { timeZone, now });
    const known = this.#known(made, change.kind);
    const { id } = known;
    const before = this.#alerts.get(id);
    const area = areaOf?.(known.sensor);
    const event = this.lives.note(
      { id, device: known.device, severity: known.severity, ...(area === undefined ? {} : { area }) },
      known === made ? change.kind : change.kind === 'closed' ? 'closed' : 'worsened',
      // People know of what they have been told before a restart, unless it has become graver.
      change.told && (known === made || change.kind !== 'opened' || !isAsGrave(before?.severity ?? 'notice', known.severity)),
      now,
    );
    const alert = this.#dressed(known);
    this.#alerts.set(id, alert);
    this.#episodes.set(id, change.incident.episodes);
    this.#forget();
    // Of hundreds of sensors that are one too many to be listed nothing changes but how many they are: told with the next change.
    const same = before?.sensors.length === alert.sensors.length && change.kind === 'joined';
    if (!change.told && event === undefined && same) return;
    if (change.kind === 'closed') this.#aliases.delete(made.id);
    await this.#tell(alert, event);
  }

  /** The alert under the name it had before a restart, where this is the same trouble still. */
  #known(made: Alert, kind: IncidentChange['kind']): Alert {
    let id = this.#aliases.get(made.id);
    if (id === undefined && kind === 'opened') {
      id = [...this.#restored.keys()].find((kept) => isSameTrouble(this.#alerts.get(kept), made));
      if (id !== undefined) {
        this.#restored.delete(id);
        this.#aliases.set(made.id, id);
      }
    }
    const before = id === undefined ? undefined : this.#alerts.get(id);
    return before ? { ...made, id: before.id, opened: before.opened, since: before.since } : made;
  }

  /** Alerts from before a restart that have not been seen again. */
  #unseen(now: Timestamp): Promise<void>[] {
    if (this.#restored.size === 0) return [];
    this.#restoredAt ??= now;
    if (now - this.#restoredAt < UNSEEN) return [];
    const closed = [...this.#restored.keys()].flatMap((id) => this.#alerts.get(id) ?? []);
    return closed.map(async (alert) => {
      const { id, device, severity } = alert;
      const text = forgottenSentence(this.calledOf(alert));
      const event = this.lives.note({ id, device, severity }, 'closed', true, now);
      this.#restored.delete(id);
      const { acknowledged: _, snoozed: __, held: ___, ...rest } = alert;
      const over: Alert = { ...rest, state: 'cleared', closed: now, text };
      this.#alerts.set(id, over);
      await this.#tell(over, event);
    });
  }

  #tellOf(id: string, event: AlertEvent | undefined): Promise<void> {
    const known = this.#alerts.get(id);
    if (!known) {
      this.lives.forget(id);
      return Promise.resolve();
    }
    const alert = this.#dressed(known);
    this.#alerts.set(id, alert);
    return this.#tell(alert, event);
  }

  /** With what its life has come to. */
  #dressed({ acknowledged: _, snoozed: __, held: ___, escalated: ____, ...alert }: Alert): Alert {
    const { acknowledged, snoozed, held, escalated } = this.lives.of(alert.id) ?? {};
    return {
      ...alert,
      ...(acknowledged === undefined ? {} : { acknowledged }),
      ...(snoozed === undefined ? {} : { snoozed }),
      ...(held === undefined ? {} : { held }),
      ...(escalated === undefined ? {} : { escalated }),
    };
  }

  async #tell(alert: Alert, event: AlertEvent | undefined): Promise<void> {
    const { publisher, clock, timeZone, changed, memory } = this.#options;
    const life = this.lives.of(alert.id);
    const payload = alert.state === 'open' ? JSON.stringify(alert) : '';
    const retained = publisher.publish({ topic: `alert/${alert.id}`, payload, qos: 1, retain: true });
    const called = this.calledOf(alert);
    memory?.note(alert, life, called);
    changed?.(alert, event);
    if (event === undefined) return retained;
    const text = eventSentence(event, alert, called, life, { timeZone, now: clock.now() });
    await Promise.all([retained, this.#event({ ...alert, text }, event)]);
  }

  #event(alert: Alert, event: AlertEvent): Promise<void> {
    const { publisher, log, say } = this.#options;
    const { id, sensor, state, severity, score, text, causes } = alert;
    const fields = { alert: id, event, sensor, state, severity, score, ...(causes[0] ? { cause: causes[0].cause } : {}) };
    if (event === 'escalated') log.warn(fields, text);
    else log.info(fields, text);
    say?.(alert, event);
    return publisher.publish({ topic: 'event', payload: JSON.stringify({ ...alert, event_type: event }), qos: 1, retain: false });
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

/**
 * Episode changes → what people and machines get to see: `alert/<id>` retained while open, `event` on each change, a line in the
 * journal, and the list behind GET /api/alerts.
 */
import { toAlert } from '../core/alert/index.ts';
import type { Alert, EpisodeChange } from '../core/domain/index.ts';
import type { Clock, Log, Publisher } from './ports.ts';

/** Alerts remembered for the page; the oldest cleared ones fall off first. */
const REMEMBERED = 500;

export interface AlertDeskOptions {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  /** Open and recent alerts by id, kept by the caller so that they outlive this desk. */
  readonly alerts: Map<string, Alert>;
  /** Called with each sentence, for a terminal. */
  readonly say?: (alert: Alert) => void;
}

export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #alerts: Map<string, Alert>;

  constructor(options: AlertDeskOptions) {
    this.#options = options;
    this.#alerts = options.alerts;
  }

  /** Open and recent alerts, oldest first. */
  list(): readonly Alert[] {
    return [...this.#alerts.values()];
  }
  get open(): number {
    let n = 0;
    for (const alert of this.#alerts.values()) if (alert.state === 'open') n++;
    return n;
  }

  /** Tells a change. Resolves when the broker has it; the sentence is logged and said before that. */
  async tell(change: EpisodeChange): Promise<void> {
    const { publisher, clock, log, timeZone, say } = this.#options;
    const alert = toAlert(change, { timeZone, now: clock.now() });
    this.#alerts.set(alert.id, alert);
    this.#forget();
    log.info({ alert: alert.id, sensor: alert.sensor, state: alert.state, severity: alert.severity, score: alert.score }, alert.text);
    say?.(alert);
    const payload = JSON.stringify(alert);
    await Promise.all([
      publisher.publish({ topic: `alert/${alert.id}`, payload: alert.state === 'open' ? payload : '', qos: 1, retain: true }),
      publisher.publish({ topic: 'event', payload, qos: 1, retain: false }),
    ]);
  }

  #forget(): void {
    if (this.#alerts.size <= REMEMBERED) return;
    for (const [id, alert] of this.#alerts) {
      if (alert.state !== 'cleared') continue;
      this.#alerts.delete(id);
      return;
    }
    // All open: there are never more of those than sensors and rules, and each is still on the broker.
  }
}

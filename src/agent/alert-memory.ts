/**
 * Open alerts and announced maintenance as they outlive the process: one note each in the store, written when something is told or done.
 * After a restart they are what they were: an alert keeps its id, its snooze and its acknowledgement.
 */
import { type KeptAlert, type Life, type Once, onceKey, readAlert, readOnce, writeAlert, writeOnce } from '../core/alert/life/index.ts';
import { fault } from '../core/base/index.ts';
import type { Alert } from '../core/domain/index.ts';
import type { AlertBooks } from './alert-books.ts';
import type { Notes, Observer } from './ports.ts';

const ALERT = 'alert';
const MAINTENANCE = 'maintenance';
/** Further open alerts are not kept. */
const MOST = 2_000;

export class AlertMemory {
  readonly #notes: Notes;
  readonly #observer: Observer;
  /** What is kept of each alert: what has not changed is not written again. */
  readonly #kept = new Map<string, string>();

  constructor(notes: Notes, observer: Observer) {
    this.#notes = notes;
    this.#observer = observer;
  }

  /** An alert as it is now; one that is over is dropped. */
  note(alert: Alert, life: Life | undefined, called: string): void {
    const { id } = alert;
    if (alert.state !== 'open' || life === undefined) {
      if (this.#kept.delete(id)) this.#say(this.#notes.dropNote(ALERT, id));
      return;
    }
    const text = writeAlert({ alert, life, called });
    if (this.#kept.get(id) === text) return;
    if (!this.#kept.has(id) && this.#kept.size >= MOST) {
      this.#observer.fault('store', fault('store/too-many-alerts', `More than ${MOST} open alerts are not kept over a restart.`));
      return;
    }
    this.#kept.set(id, text);
    this.#say(this.#notes.keepNote(ALERT, { id, text }));
  }

  noteMaintenance(window: Once): void {
    this.#say(this.#notes.keepNote(MAINTENANCE, { id: onceKey(window), text: writeOnce(window) }));
  }
  dropMaintenance(window: Once): void {
    this.#say(this.#notes.dropNote(MAINTENANCE, onceKey(window)));
  }

  /** Puts back what was kept; what makes no sense is dropped and counted. */
  restore({ alerts, lives, restored }: Pick<AlertBooks, 'alerts' | 'lives' | 'restored'>): void {
    const kept: KeptAlert[] = this.#read(ALERT, readAlert);
    for (const one of kept) {
      const { alert, called } = one;
      this.#kept.set(alert.id, writeAlert(one));
      alerts.set(alert.id, alert);
      restored.set(alert.id, { called });
    }
    lives.restore(
      kept.map(({ life }) => life),
      this.#read(MAINTENANCE, readOnce),
    );
  }

  #read<T>(kind: string, read: (text: string) => T | undefined): T[] {
    const notes = this.#notes.notes(kind);
    if (!notes.ok) {
      this.#observer.fault('store', notes.fault);
      return [];
    }
    let senseless = 0;
    const out = notes.value.flatMap(({ id, text }) => {
      const value = read(text);
      if (value !== undefined) return [value];
      senseless++;
      this.#notes.dropNote(kind, id);
      return [];
    });
    if (senseless > 0)
      this.#observer.fault('store', fault('store/nonsense', `${senseless} notes about alerts make no sense and are left out.`), senseless);
    return out;
  }

  #say(done: ReturnType<Notes['dropNote']>): void {
    // A store that cannot be written has said so when it was opened; that it is full or gone is news.
    if (!done.ok && done.fault.code !== 'store/unwritable') this.#observer.fault('store', done.fault);
  }
}

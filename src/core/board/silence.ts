/** What ought to have been heard by now, and was not. */
import type { Constants } from './constants.ts';

export type Missing =
  /** Nothing that makes sense since the port was opened: said once. */
  | 'silent'
  /** Nothing of a board that was there: it is not any more, or another. */
  | 'quiet'
  /** No window, though everything else goes on: the stream has ended. */
  | 'late'
  | undefined;

/** So long without a word that makes sense is worth saying. */
const SILENT_MS = 10_000;
/** Our firmware says its STATUS every 10 s while it streams. */
const QUIET_MS = 30_000;
/** A window that is later than this, and than two heartbeats, does not come. */
const LATE_MS = 3_000;

const OPENING_MS = 3_000;

/** Longest time between two windows of a channel, in milliseconds; undefined where none are wanted, or nothing is known of them yet. */
export const heartbeatOf = (stream: { readonly heartbeat: number } | undefined, constants: Constants | undefined): number | undefined =>
  stream && constants ? (1_000 * stream.heartbeat * constants.n) / constants.rate : undefined;

export class Silence {
  #opened = 0;
  #heard = 0;
  #measured = 0;
  #said = false;

  opened(now: number): void {
    this.#opened = now;
    this.#said = false;
    this.begin(now);
  }
  /** A new epoch: everything is to be heard anew. */
  begin(now: number): void {
    this.#heard = now;
    this.#measured = now;
  }
  heard(now: number): void {
    this.#heard = now;
  }
  measured(now: number): void {
    this.#measured = now;
  }
  /** A board that is opened starts (DTR), and a start then is no news. */
  isOpening(now: number): boolean {
    return now - this.#opened <= OPENING_MS;
  }

  /** @param heartbeat longest time between two windows, in milliseconds; undefined while the board does not stream */
  missing(now: number, known: boolean, heartbeat: number | undefined): Missing {
    if (!known) {
      if (this.#said || now - this.#opened <= SILENT_MS) return undefined;
      this.#said = true;
      return 'silent';
    }
    if (heartbeat === undefined) return undefined;
    if (now - this.#heard > QUIET_MS) return 'quiet';
    if (now - this.#measured <= Math.max(LATE_MS, 2 * heartbeat)) return undefined;
    this.#measured = now;
    return 'late';
  }
}

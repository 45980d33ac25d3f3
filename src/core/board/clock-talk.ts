/** When the board is asked for its time, and what its answers teach. One question is on its way at a time; a late answer to an earlier one is none. */
import { BoardClock } from './clock.ts';
import { askClock, type ClockAnswer } from './frames.ts';

/** "An unusual time", so that no rhythm of the board's own hides behind it (klippy/clocksync.py); ten times that once its clock is known. */
const FAST_MS = 983.9;
const FAST_PAIRS = 8;
const SLOW_MS = 9_839;

export class ClockTalk {
  readonly clock = new BoardClock();
  #pairs = 0;
  #next = 0;
  #token = 0;
  #sent: number | undefined;

  /** The board has started again, or another one is there. */
  begin(now: number): void {
    this.clock.reset();
    this.#pairs = 0;
    this.#next = now;
    this.#sent = undefined;
  }

  /** The question to send, if it is time for one. */
  due(now: number): Uint8Array | undefined {
    if (now < this.#next) return undefined;
    this.#next = now + (this.#pairs < FAST_PAIRS ? FAST_MS : SLOW_MS);
    this.#token = (this.#token + 1) >>> 0;
    this.#sent = now;
    return askClock(this.#token);
  }

  take({ token, t_ms }: ClockAnswer, now: number): void {
    if (this.#sent === undefined || token !== this.#token) return;
    if (this.clock.take({ sent: this.#sent, received: now, board_ms: t_ms })) this.#pairs++;
    this.#sent = undefined;
  }
}

/**
 * The board's clock seen from the gateway's: a decaying regression over questions and answers, as Klipper does it (klippy/clocksync.py,
 * docs/Protocol.md): each new pair weighs 1/30, what took unusually long on its way or is far from what was expected is left out.
 *
 *     sent ──────► board_ms ──────► received         the board read its clock somewhere in between: in the middle, give or take half the way
 *
 * A resonator is off by up to 5,000 ppm and drifts with its temperature; the gateway's clock may be set at any time. Pure: time comes in.
 */
export interface ClockPair {
  /** The gateway's time, in milliseconds, when the question left and when the answer came. */
  readonly sent: number;
  readonly received: number;
  /** The board's time in its answer: milliseconds since its start modulo 2^32, fractions allowed. */
  readonly board_ms: number;
}

/** Weight of a new pair among the old ones. */
const DECAY = 1 / 30;
/** The shortest way ever is forgotten slowly, or one lucky answer would outlive every change of the line: milliseconds per millisecond. */
const AGEING = 0.00001;
/** So much longer than the shortest half of a round trip is a way on which something waited. */
const LATE_MS = 5;
/** Errors beyond this, and beyond five times the usual, are outliers; so many in a row are a clock that was set. */
const STRANGE_MS = 5;
const STRANGE_TIMES = 25;
const STRANGE_MAX = 3;
/** A slope out of a shorter time than this says more about the line than about the clocks. */
const TRUST_MS = 5_000;
/** A ceramic resonator is not worse than this. */
const RESONATOR = 0.005;
const WRAP = 2 ** 32;

export class BoardClock {
  #pairs = 0;
  /** Means and moments of the board's time (unwrapped) and of what the gateway's has more. */
  #board = 0;
  #ahead = 0;
  #variance = 0;
  #covariance = 0;
  /** Mean square of the errors of prediction. */
  #error = STRANGE_MS ** 2;
  #shortest = Number.POSITIVE_INFINITY;
  #shortestAt = 0;
  #late = 0;
  #strange = 0;
  /** The newest board time, unwrapped. */
  #last = 0;
  #outliers = 0;

  /** Pairs that were left out. */
  get outliers(): number {
    return this.#outliers;
  }
  get known(): boolean {
    return this.#pairs > 0;
  }
  /** How much faster the board's clock runs, in parts per million; undefined before there is anything to tell by. */
  get drift_ppm(): number | undefined {
    return this.#pairs < 2 ? undefined : (1 / (1 + this.#slope()) - 1) * 1e6;
  }
  /** Half of the shortest round trip lately: no time is known better than this. Milliseconds. */
  get uncertainty_ms(): number {
    return this.#shortest;
  }

  /** The board has started again. */
  reset(): void {
    this.#pairs = 0;
    this.#variance = 0;
    this.#covariance = 0;
    this.#error = STRANGE_MS ** 2;
    this.#shortest = Number.POSITIVE_INFINITY;
    this.#late = 0;
    this.#strange = 0;
  }

  /** Learns from one answer; false when it was left out. */
  take({ sent, received, board_ms }: ClockPair): boolean {
    const half = (received - sent) / 2;
    // A clock that was set in between says nothing.
    if (!(half >= 0)) return this.#leaveOut();
    const aged = this.#shortest + Math.max(0, sent - this.#shortestAt) * AGEING;
    if (half <= aged) {
      this.#shortest = half;
      this.#shortestAt = sent;
    } else if (half > aged + LATE_MS && ++this.#late < STRANGE_MAX) return this.#leaveOut();
    this.#late = 0;
    const board = this.#unwrapped(board_ms);
    const ahead = (sent + received) / 2 - board;
    if (this.#pairs > 0) {
      const error = (ahead - this.#aheadAt(board)) ** 2;
      const unsure = STRANGE_MS + RESONATOR * Math.abs(board - this.#last) * (1 - this.#trust());
      if (error > unsure ** 2 && error > STRANGE_TIMES * this.#error) {
        if (++this.#strange < STRANGE_MAX) return this.#leaveOut();
        this.reset();
      } else this.#error += DECAY * (error - this.#error);
    }
    this.#strange = 0;
    this.#add(board, ahead);
    return true;
  }

  /** The gateway's time of a time of the board; undefined before the first answer. Right within half the wrap, 24 days, of the last answer. */
  at(board_ms: number): number | undefined {
    if (this.#pairs === 0) return undefined;
    const board = this.#unwrapped(board_ms);
    return board + this.#aheadAt(board);
  }

  #add(board: number, ahead: number): void {
    const first = this.#pairs === 0;
    this.#pairs++;
    this.#last = board;
    if (first) {
      this.#board = board;
      this.#ahead = ahead;
      return;
    }
    const weight = Math.max(DECAY, 1 / this.#pairs);
    const [x, y] = [board - this.#board, ahead - this.#ahead];
    this.#board += weight * x;
    this.#ahead += weight * y;
    this.#variance = (1 - weight) * (this.#variance + weight * x * x);
    this.#covariance = (1 - weight) * (this.#covariance + weight * x * y);
  }

  /** 0..1: how far the slope is to be believed, by the time it was taken over. */
  #trust(): number {
    return this.#variance / (this.#variance + TRUST_MS ** 2);
  }
  #slope(): number {
    return this.#variance > 0 ? (this.#trust() * this.#covariance) / this.#variance : 0;
  }

  #aheadAt(board: number): number {
    return this.#ahead + this.#slope() * (board - this.#board);
  }

  /** The one of all times with these 32 bits that is nearest to the last. */
  #unwrapped(board_ms: number): number {
    if (this.#pairs === 0) return board_ms;
    const forward = (((board_ms - this.#last) % WRAP) + WRAP) % WRAP;
    return this.#last + (forward < WRAP / 2 ? forward : forward - WRAP);
  }

  #leaveOut(): false {
    this.#outliers++;
    return false;
  }
}

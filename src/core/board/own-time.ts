/**
 * The board's own clock taken for the time: from where it was first heard, on and on, also over its starts. For simulated boards, whose
 * seconds are shorter than ours, and recordings of boards.
 */
const WRAP = 2 ** 32;

export class OwnTime {
  #last: number | undefined;
  #at = 0;
  #newest = Number.NEGATIVE_INFINITY;

  /** The board has started again: its next time is the moment after the newest. */
  reset(): void {
    this.#last = undefined;
  }

  /** @param now the gateway's time, for the first time of all */
  at(board_ms: number, now: number): number {
    if (this.#last === undefined) this.#at = Math.max(now, this.#newest + 1);
    else {
      const forward = (((board_ms - this.#last) % WRAP) + WRAP) % WRAP;
      this.#at += forward < WRAP / 2 ? forward : forward - WRAP;
    }
    this.#last = board_ms;
    this.#newest = Math.max(this.#newest, this.#at);
    return this.#at;
  }
}

/**
 * When several devices may have fallen silent together. A device was last heard at `since` and is missed from its next report on, so it
 * went some time between the two; what went together has a moment in common:
 *
 *     attic    ──●────[░░░░░░░░░]            ● last heard   ░ when it may have gone
 *     garage   ─────●────[░░░░░░░░░]
 *     moment             [░░░░░░]
 */
import { hours, type Millis, minutes, seconds } from '../base/index.ts';
import type { Episode } from '../domain/index.ts';

/** Devices that report less often than this say too little about a moment. */
const SLOWEST = minutes(15);
/** Clocks and radios differ by this much. */
const SLACK = seconds(30);
/** Missed so much later it is told as a trouble of its own, or nobody would hear of it. */
const LATEST = hours(1);

/** Reports come this much later than usual without meaning anything, in cadences. */
const LATE = 1.5;

export class SilentMoment {
  #from: number;
  #to: number;
  #at: number;

  constructor(episode: Episode) {
    [this.#from, this.#to] = spanOf(episode);
    this.#at = episode.opened;
  }

  fits(episode: Episode): boolean {
    const [from, to] = spanOf(episode);
    return Math.min(to, this.#to) >= Math.max(from, this.#from) && Math.abs(episode.opened - this.#at) <= LATEST;
  }

  /** Another device that went at this moment makes it more precise. */
  narrow(episode: Episode): void {
    const [from, to] = spanOf(episode);
    this.#from = Math.max(this.#from, from);
    this.#to = Math.min(this.#to, to);
    this.#at = Math.max(this.#at, episode.opened);
  }
}

/** Empty (NaN) for a device that says too little. */
function spanOf({ since, facts }: Episode): readonly [number, number] {
  const cadence = facts?.cadence ?? (0 as Millis);
  return cadence > SLOWEST ? [Number.NaN, Number.NaN] : [since - SLACK, since + LATE * Math.max(0, cadence) + SLACK];
}

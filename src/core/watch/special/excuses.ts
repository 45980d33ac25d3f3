/**
 * "This is normal", for what no model watches: what is like something that has been called so is not told, and what is open and meant by it
 * is over. Taken back, what still goes on is told again.
 */
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Episode, EpisodeChange } from '../../domain/index.ts';

/** What has been called normal. */
export interface Pardoned {
  /** Whether it is like that. */
  readonly isLike: (episode: Episode) => boolean;
  /** Whether it is meant by what has been said from then on. */
  readonly isMeant: (episode: Episode, from: Timestamp) => boolean;
}

interface Open {
  episode: Episode;
  hushed: boolean;
  toldAt: Timestamp;
}
const EVER = timestamp(Number.NEGATIVE_INFINITY);

export class Excuses {
  readonly #pardoned: Pardoned;
  readonly #open = new Map<string, Open>();

  constructor(pardoned: Pardoned) {
    this.#pardoned = pardoned;
  }

  /** Whether an open episode is not told of. */
  isHushed(episode: Episode): boolean {
    return this.#open.get(keyOf(episode))?.hushed ?? false;
  }

  /** What of it is told. */
  through(changes: readonly EpisodeChange[], at: Timestamp): readonly EpisodeChange[] {
    return changes.length === 0 ? changes : changes.flatMap((change) => this.#through(change, at));
  }

  #through(change: EpisodeChange, at: Timestamp): EpisodeChange[] {
    const { kind, episode } = change;
    const key = keyOf(episode);
    const before = this.#open.get(key);
    if (kind === 'closed') {
      this.#open.delete(key);
      return before?.hushed ? [] : [change];
    }
    // What has been told is followed to its end; what was hushed is told when it goes further than was pardoned.
    const hushed = before?.hushed !== false && this.#pardoned.isLike(episode);
    this.#open.set(key, { episode, hushed, toldAt: at });
    if (hushed) return [];
    return [before?.hushed ? { ...change, kind: 'opened' } : change];
  }

  /** What has been called normal, or not any more, since the last time. */
  look(at: Timestamp): readonly EpisodeChange[] {
    const changes: EpisodeChange[] = [];
    for (const open of this.#open.values()) {
      const { episode, hushed, toldAt } = open;
      if (this.#pardoned.isMeant(episode, hushed ? EVER : toldAt) === hushed) continue;
      open.hushed = !hushed;
      open.toldAt = at;
      changes.push(hushed ? { kind: 'opened', episode } : { kind: 'closed', episode: { ...episode, closed: at, ending: 'accepted' } });
    }
    return changes;
  }
}

/** Of a sensor what is odd and what is missing are apart. */
const keyOf = ({ sensor, pattern }: Episode): string => `${sensor.id}|${pattern === 'stuck'}`;

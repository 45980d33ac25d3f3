/**
 * Link quality jumps with every person who walks by, so only its hours count: told when each hour of a whole day was well below what they
 * were before, and not at all in the first days.
 */
import { hours, type Timestamp } from '../../base/index.ts';
import type { Episode, EpisodeChange, Sensor } from '../../domain/index.ts';
import { type Learned, numberIn, rounded } from '../learned.ts';

const HOUR = hours(1);
/** Hours lived before anything is told, hours in a row that must be bad, and good for it to be over. */
const LIVED = 72;
const BAD = 24;
const GOOD = 6;
/** After so many bad hours this is how it is now. */
const ACCEPTED = 14 * 24;
/** Weight of the newest hour in what is usual: a week. */
const NEW = 1 / 168;
/** So many mean deviations below, and at least so much: 10 dB, or 30 of the 255 (or 100) steps of a quality. */
const FAR = 3;
const [LEAST_DB, LEAST_STEPS] = [10, 30];
/** Hours after which its age changes nothing; and beyond any quality or signal strength. */
const OLD = 1_000;
const FURTHEST = 1e9;
const SCORE = 0.999;

export class LinkRule {
  sensor: Sensor;
  #hour = Number.NaN;
  #sum = 0;
  #count = 0;
  #lived = 0;
  #usual = 0;
  #spread = 0;
  #bad = 0;
  #good = 0;
  #open: Episode | undefined;

  constructor(sensor: Sensor) {
    this.sensor = sensor;
  }

  get open(): readonly Episode[] {
    return this.#open === undefined ? [] : [this.#open];
  }

  /** What is usual, for the next life. */
  get learned(): Learned {
    const [usual = 0, spread = 0] = rounded([this.#usual, this.#spread]);
    return { lived: Math.min(this.#lived, OLD), usual, spread };
  }
  /** What was learned in an earlier life, before anything is noted; of what makes no sense nothing. */
  recall(saved: unknown): boolean {
    const lived = numberIn(saved, 'lived', [0, OLD]);
    const [usual, spread] = [numberIn(saved, 'usual', [-FURTHEST, FURTHEST]), numberIn(saved, 'spread', [0, FURTHEST])];
    if (lived === undefined || usual === undefined || spread === undefined) return false;
    this.#lived = lived;
    this.#usual = usual;
    this.#spread = spread;
    return true;
  }

  note(value: number, at: Timestamp): readonly EpisodeChange[] {
    if (!Number.isFinite(value)) return [];
    const hour = Math.floor(at / HOUR);
    const changes = hour === this.#hour || this.#count === 0 ? [] : this.#judge(this.#sum / this.#count, at);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#sum = 0;
      this.#count = 0;
    }
    this.#sum += value;
    this.#count++;
    return changes;
  }

  /** It is no longer watched. */
  leave(at: Timestamp): readonly EpisodeChange[] {
    return this.#close('gone', at);
  }

  /** An hour is over: this was its mean. */
  #judge(mean: number, at: Timestamp): readonly EpisodeChange[] {
    const low = this.#usual - Math.max(FAR * this.#spread, this.sensor.unit.toLowerCase() === 'dbm' ? LEAST_DB : LEAST_STEPS);
    const isBad = this.#lived >= LIVED && mean < low;
    this.#bad = isBad ? this.#bad + 1 : 0;
    this.#good = isBad ? 0 : this.#good + 1;
    if (isBad && this.#bad < ACCEPTED) return this.#bad === BAD ? this.#tell(mean, low, at) : [];
    const changes =
      this.#open === undefined
        ? []
        : this.#bad >= ACCEPTED
          ? this.#close('accepted', at)
          : this.#good >= GOOD
            ? this.#close('recovered', at)
            : [];
    if (this.#bad >= ACCEPTED) this.#lived = 0;
    this.#learn(mean);
    return changes;
  }

  #learn(mean: number): void {
    const weight = Math.max(NEW, 1 / ++this.#lived);
    const off = Math.abs(mean - this.#usual);
    this.#usual += weight * (mean - this.#usual);
    if (this.#lived > 1) this.#spread += weight * (off - this.#spread);
  }

  #tell(mean: number, low: number, at: Timestamp): readonly EpisodeChange[] {
    this.#open = {
      sensor: this.sensor,
      pattern: 'fall',
      opened: at,
      since: (at - BAD * HOUR) as Timestamp,
      value: mean,
      worst: mean,
      expected: { low, middle: this.#usual, high: 2 * this.#usual - low, basis: 'always' },
      rarity: 100,
      score: SCORE,
      facts: { severity: 'notice' },
    };
    return [{ kind: 'opened', episode: this.#open }];
  }

  #close(ending: 'recovered' | 'accepted' | 'gone', at: Timestamp): readonly EpisodeChange[] {
    const open = this.#open;
    this.#open = undefined;
    return open === undefined ? [] : [{ kind: 'closed', episode: { ...open, closed: at, ending } }];
  }
}

/** What the plain rules have told of a sensor: their open episodes, and those that are pardoned and go on. */
import type { Millis, Timestamp } from '../base/index.ts';
import type { Episode, EpisodeChange, Expectation, Pardon, Sensor } from '../domain/index.ts';
import { Excuse, isMeant, type Pardons } from './pardon.ts';
import type { RuleStep } from './rules.ts';

/** What a plain rule is worth: certain, whatever the history. */
export const RULE_SCORE = 0.95;

export type RulePattern = 'impossible' | 'stuck' | 'silent';

/** Whom a rule's trouble concerns: this sensor, the whole device, or this sensor as part of what was told of its device. */
export type Extent = 'sensor' | 'device' | 'covered';

/** What a plain rule has to say. */
export interface RuleNews {
  readonly pattern: RulePattern;
  readonly step: RuleStep;
  readonly value: number;
  readonly since: Timestamp;
  readonly reason?: string | undefined;
  readonly extent: Extent;
}
export const NO_RULES: readonly RuleNews[] = [];

/** The same with what was known when it said so. */
export interface RuleTurn extends RuleNews {
  readonly at: Timestamp;
  readonly cadence: Millis;
}

const NOTHING: ReadonlyMap<never, never> = new Map<never, never>();

export class Ruled {
  // Nearly always empty: one empty map serves all sensors, and a change makes a new one.
  #open: ReadonlyMap<RulePattern, Episode | 'covered'> = NOTHING;
  #excused: ReadonlyMap<RulePattern, Excuse> = NOTHING;

  get isTroubled(): boolean {
    return this.#open.size > 0;
  }

  /** What has been told of this sensor, and not of its device. */
  get told(): readonly Episode[] {
    return [...this.#open.values()].filter((episode) => episode !== 'covered');
  }

  /** Opens or closes the episode of a rule; returns the score to tell. `usual`: what the sensor reads at this time, where that is known. */
  turn(sensor: Sensor, turn: RuleTurn, usual: Expectation | undefined, pardons: Pardons, changes: EpisodeChange[]): number {
    const { pattern, step, value, at, since, cadence, reason, extent } = turn;
    if (step === 'none') return 0;
    if (step === 'recovered') {
      const ruled = this.#open.get(pattern);
      this.#open = without(this.#open, pattern);
      this.#excused = without(this.#excused, pattern);
      if (ruled && ruled !== 'covered') changes.push({ kind: 'closed', episode: { ...ruled, closed: at, ending: 'recovered', value } });
      return 0;
    }
    if (extent === 'covered') {
      if (pardons.find({ sensor, pattern, value, worst: value, facts: { extent: 'device' } })) return 0;
      this.#open = new Map(this.#open).set(pattern, 'covered');
      return RULE_SCORE;
    }
    const episode: Episode = {
      sensor: extent === 'device' ? { ...sensor, name: sensor.deviceName } : sensor,
      pattern,
      opened: at,
      since,
      value,
      worst: value,
      expected: usual ?? { low: value, middle: value, high: value, basis: 'always' },
      rarity: Number.POSITIVE_INFINITY,
      score: RULE_SCORE,
      facts: { cadence, ...(reason === undefined ? {} : { reason }), ...(extent === 'device' ? { extent } : {}) },
    };
    const pardon = pardons.find(episode);
    if (pardon) {
      this.#excused = new Map(this.#excused).set(pattern, new Excuse(pardon, episode, false));
      return 0;
    }
    this.#open = new Map(this.#open).set(pattern, episode);
    changes.push({ kind: 'opened', episode });
    return RULE_SCORE;
  }

  pardon(sensor: Sensor, pardon: Pardon, at: Timestamp, changes: EpisodeChange[]): void {
    for (const [pattern, ruled] of this.#open) {
      if (ruled === 'covered') {
        if (pattern === 'silent' && pardon.device === sensor.device) this.#open = without(this.#open, pattern);
      } else if (isMeant(pardon, ruled)) {
        this.#open = without(this.#open, pattern);
        this.#excused = new Map(this.#excused).set(pattern, new Excuse(pardon, ruled, true));
        changes.push({ kind: 'closed', episode: { ...ruled, closed: at, ending: 'accepted' } });
      }
    }
  }

  unpardon({ id }: Pardon, at: Timestamp, changes: EpisodeChange[]): void {
    for (const [pattern, excuse] of this.#excused) {
      if (excuse.pardon.id !== id) continue;
      this.#excused = without(this.#excused, pattern);
      this.#open = new Map(this.#open).set(pattern, reopened(excuse, at, changes));
    }
  }

  /** The sensor is no longer watched: nothing is open any more. */
  clear(): void {
    this.#open = NOTHING;
    this.#excused = NOTHING;
  }
}

/** A pardoned trouble that goes on is told, under the same alert where it had been told before. */
export function reopened({ episode, told }: Excuse, at: Timestamp, changes: EpisodeChange[]): Episode {
  const again = told ? episode : { ...episode, opened: at };
  changes.push({ kind: 'opened', episode: again });
  return again;
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const left = new Map(map);
  left.delete(key);
  return left.size > 0 ? left : NOTHING;
}

/**
 * Sensors that no model watches: two states, batteries, links. Stands beside the watcher and takes such readings before it does.
 *
 *     reading ─► note ─┬─ {score, changes}   it was one of these
 *                      └─ undefined          it is the model's
 *     clock ───► tick ─── changes            what has lasted too long, what has not happened
 */
import type { Timestamp } from '../../base/index.ts';
import type { EpisodeChange, Reading, Sensor, SensorId } from '../../domain/index.ts';
import type { Reading as HowRead, Loudness } from '../../home/hints/index.ts';
import { BinaryWatch, Slots } from '../binary/index.ts';
import { BatteryRule, LinkRule } from '../gentle/index.ts';

/** How a sensor is to be watched, as `hintOf` and its owner say. */
export interface Manner {
  readonly reading: HowRead;
  readonly watch: Loudness;
}

export interface SpecialOptions {
  /** IANA name of the home's zone. */
  readonly timezone: string;
  /** Asked for every reading; undefined for a sensor of which nothing is said. */
  readonly mannerOf: (sensor: Sensor) => Manner | undefined;
  /** Most sensors; readings of further ones are the model's. */
  readonly max: number;
}

/** What became of a reading. */
export interface Noted {
  readonly score: number;
  readonly changes: readonly EpisodeChange[];
}

type Rule = BinaryWatch | BatteryRule | LinkRule;
interface Kept {
  readonly as: string;
  readonly rule: Rule;
  loudness: Loudness;
}

export class Special {
  readonly #options: SpecialOptions;
  readonly #slots: Slots;
  readonly #kept = new Map<SensorId, Kept>();

  constructor(options: SpecialOptions) {
    this.#options = options;
    this.#slots = new Slots(options.timezone);
  }

  get sensors(): number {
    return this.#kept.size;
  }

  note({ sensor, at, value }: Reading): Noted | undefined {
    const manner = this.#options.mannerOf(sensor);
    const as = manner === undefined ? '' : nameOf(manner.reading);
    const before = this.#kept.get(sensor.id);
    const over = before !== undefined && before.as !== as ? this.#leave(sensor.id, before, at) : [];
    if (manner === undefined || as === '') return over.length > 0 ? { score: 0, changes: over } : undefined;
    const kept = this.#kept.get(sensor.id) ?? this.#keep(sensor, manner.reading, as);
    if (kept === undefined) return undefined;
    kept.rule.sensor = sensor;
    kept.loudness = manner.watch;
    const changes = kept.rule instanceof BinaryWatch ? kept.rule.note(value, at, this.#slots.at(at)) : kept.rule.note(value, at);
    return { score: kept.rule.open.length > 0 ? (kept.rule.open[0]?.score ?? 0) : 0, changes: [...over, ...said(changes, kept)] };
  }

  /** Time has come this far; once a second is enough. */
  tick(at: Timestamp): readonly EpisodeChange[] {
    const slot = this.#slots.at(at);
    const changes: EpisodeChange[] = [];
    for (const kept of this.#kept.values()) {
      if (!(kept.rule instanceof BinaryWatch)) continue;
      for (const change of said(kept.rule.tick(at, slot), kept)) changes.push(change);
    }
    return changes;
  }

  /** Its device is not there any more: nobody knows how long its state goes on. */
  lose(id: SensorId): void {
    const rule = this.#kept.get(id)?.rule;
    if (rule instanceof BinaryWatch) rule.lose();
  }

  /** Sensors that are no longer wanted: what is open is closed, what was learned is forgotten. */
  forget(unwanted: (id: SensorId) => boolean, at: Timestamp): readonly EpisodeChange[] {
    return [...this.#kept].flatMap(([id, kept]) => (unwanted(id) ? this.#leave(id, kept, at) : []));
  }

  #keep(sensor: Sensor, reading: HowRead, as: string): Kept | undefined {
    if (this.#kept.size >= this.#options.max) return undefined;
    const rule =
      reading.as === 'binary'
        ? new BinaryWatch(sensor, reading.kind)
        : reading.as === 'battery'
          ? new BatteryRule(sensor)
          : new LinkRule(sensor);
    const kept: Kept = { as, rule, loudness: 'normal' };
    this.#kept.set(sensor.id, kept);
    return kept;
  }

  #leave(id: SensorId, kept: Kept, at: Timestamp): readonly EpisodeChange[] {
    this.#kept.delete(id);
    return said(kept.rule.leave(at), kept);
  }
}

/** Which rule it is; empty for what is the model's. */
function nameOf(reading: HowRead): string {
  if (reading.as === 'binary') return `binary ${reading.kind}`;
  return reading.as === 'battery' || reading.as === 'link' ? reading.as : '';
}

/** The same with how loudly its sensor is watched. */
function said(changes: readonly EpisodeChange[], { loudness }: Kept): readonly EpisodeChange[] {
  if (changes.length === 0 || (loudness !== 'quiet' && loudness !== 'loud')) return changes;
  return changes.map((change) => ({ ...change, episode: { ...change.episode, facts: { ...change.episode.facts, loudness } } }));
}

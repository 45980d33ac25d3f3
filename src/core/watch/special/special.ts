/**
 * Sensors that no model watches: two states, batteries, links. Stands beside the watcher and takes such readings before it does.
 *
 *     reading ─► note ─┬─ {score, changes}   it was one of these
 *                      └─ undefined          it is the model's
 *     clock ───► tick ─── changes            what has lasted too long, what has not happened
 */
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { DeviceId, EpisodeChange, Reading, Sensor, SensorId } from '../../domain/index.ts';
import type { Reading as HowRead, Loudness } from '../../home/hints/index.ts';
import { BinaryWatch, Slots } from '../binary/index.ts';
import { BatteryRule, LinkRule } from '../gentle/index.ts';
import { saidAs } from '../said.ts';
import { Excuses, type Pardoned } from './excuses.ts';
import { dayOf, type Remembered, RememberedSensors } from './remembered.ts';

/** How a sensor is to be watched, as `hintOf` and its owner say. */
export interface Manner {
  readonly reading: HowRead;
  readonly watch: Loudness;
  /** Of two states: what is on reads 0, as a contact does whose door is open. */
  readonly inverted?: boolean;
}

export interface SpecialOptions {
  /** IANA name of the home's zone. */
  readonly timezone: string;
  /** Asked for every reading; undefined for a sensor of which nothing is said. */
  readonly mannerOf: (sensor: Sensor) => Manner | undefined;
  /** Most sensors; readings of further ones are the model's. */
  readonly max: number;
  /** Absent: nothing is. */
  readonly pardoned?: Pardoned;
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
  heardAt: Timestamp;
  /** Its device is gone: time tells nothing of it until it is heard again. */
  lost: boolean;
}

export class Special {
  readonly #options: SpecialOptions;
  readonly #excuses: Excuses;
  #slots: Slots;
  readonly #kept = new Map<SensorId, Kept>();
  readonly #remembered = new RememberedSensors();
  /** Of devices with something open: the score of each of those sensors. */
  readonly #troubled = new Map<DeviceId, Map<SensorId, number>>();
  #now = Number.NEGATIVE_INFINITY;

  constructor(options: SpecialOptions) {
    this.#options = options;
    this.#excuses = new Excuses(options.pardoned ?? { isLike: () => false, isMeant: () => false });
    this.#slots = new Slots(options.timezone);
  }

  get sensors(): number {
    return this.#kept.size;
  }

  /** Whose they are. */
  ids(): readonly SensorId[] {
    return [...this.#kept.keys()];
  }

  /** What has been learned of each, for the next life: those that were met, and those that may still be. At most `max` of each sort. */
  *learned(): Generator<readonly [SensorId, Remembered]> {
    for (const [id, { as, rule, heardAt }] of this.#kept) yield [id, { as, at: dayOf(heardAt), learned: rule.learned }];
    yield* this.#remembered.entries();
  }
  /** What was learned of a sensor in an earlier life; false where that makes no sense. */
  remember(id: string, saved: unknown, now: Timestamp): boolean {
    return this.#remembered.add(id, saved, now, this.#options.max);
  }

  /** Another time zone from now on. */
  moveTo(timezone: string): void {
    this.#slots = new Slots(timezone);
  }

  /** Whether anything at all is open. */
  get isTroubled(): boolean {
    return this.#troubled.size > 0;
  }

  /** How abnormal its worst sensor here is, 0..1. */
  stateOf(device: DeviceId): number {
    const scores = this.#troubled.get(device);
    return scores === undefined ? 0 : Math.max(...scores.values());
  }

  note({ sensor, at, value }: Reading): Noted | undefined {
    const manner = this.#options.mannerOf(sensor);
    const as = manner === undefined ? '' : nameOf(manner);
    const before = this.#kept.get(sensor.id);
    const over = before !== undefined && before.as !== as ? this.#leave(sensor.id, before, at) : [];
    if (manner === undefined || as === '') return over.length > 0 ? { score: 0, changes: over } : undefined;
    // A number behind an entity of two states ("above 30 °C") is no state.
    if (manner.reading.as === 'binary' && value !== 0 && value !== 1) return over.length > 0 ? { score: 0, changes: over } : undefined;
    const kept = this.#kept.get(sensor.id) ?? this.#keep(sensor, manner.reading, as, at);
    if (kept === undefined) return over.length > 0 ? { score: 0, changes: over } : undefined;
    kept.rule.sensor = sensor;
    kept.loudness = manner.watch;
    kept.lost = false;
    kept.heardAt = at;
    const { rule } = kept;
    // What the clock has passed cannot begin before: a sensor whose clock is slow is heard all the same.
    const when = timestamp(Math.max(at, this.#now));
    const changes =
      rule instanceof BinaryWatch ? rule.note(manner.inverted ? 1 - value : value, when, this.#slots.at(when)) : rule.note(value, at);
    const told = this.#told(kept, changes);
    return { score: this.#scoreOf(rule) ?? 0, changes: [...over, ...told] };
  }

  /** Time has come this far; once a second is enough. */
  tick(at: Timestamp): readonly EpisodeChange[] {
    this.#now = Math.max(this.#now, at);
    const slot = this.#slots.at(at);
    const changes: EpisodeChange[] = [];
    for (const change of this.#excuses.look(timestamp(this.#now))) {
      const kept = this.#kept.get(change.episode.sensor.id);
      if (kept !== undefined) this.#mark(kept);
      changes.push(change);
    }
    for (const kept of this.#kept.values()) {
      if (kept.lost || !(kept.rule instanceof BinaryWatch)) continue;
      for (const change of this.#told(kept, kept.rule.tick(at, slot))) changes.push(change);
    }
    return changes;
  }

  /** Its device is not there any more: nobody knows how long its state goes on. */
  lose(id: SensorId): void {
    const kept = this.#kept.get(id);
    if (kept === undefined || kept.lost) return;
    kept.lost = true;
    if (kept.rule instanceof BinaryWatch) kept.rule.lose();
  }
  /** The same for all that it has. */
  loseDevice(device: DeviceId): void {
    for (const [id, { rule }] of this.#kept) if (rule.sensor.device === device) this.lose(id);
  }

  /** Sensors that are no longer wanted: what is open is closed, what was learned is forgotten. */
  forget(unwanted: (id: SensorId) => boolean, at: Timestamp): readonly EpisodeChange[] {
    const when = timestamp(Math.max(at, this.#now));
    this.#remembered.forget(unwanted);
    return [...this.#kept].flatMap(([id, kept]) => (unwanted(id) ? this.#leave(id, kept, when) : []));
  }

  #keep(sensor: Sensor, reading: HowRead, as: string, at: Timestamp): Kept | undefined {
    if (this.#kept.size >= this.#options.max) return undefined;
    const rule =
      reading.as === 'binary'
        ? new BinaryWatch(sensor, reading.kind)
        : reading.as === 'battery'
          ? new BatteryRule(sensor)
          : new LinkRule(sensor);
    const learned = this.#remembered.take(sensor.id, as);
    // What makes no sense starts anew, as what is not known does.
    if (learned !== undefined) rule.recall(learned);
    const kept: Kept = { as, rule, loudness: 'normal', heardAt: at, lost: false };
    this.#kept.set(sensor.id, kept);
    return kept;
  }

  #leave(id: SensorId, kept: Kept, at: Timestamp): readonly EpisodeChange[] {
    this.#kept.delete(id);
    return this.#told(kept, kept.rule.leave(at));
  }

  /** What is told of it, and how loudly its sensor is watched. */
  #told(kept: Kept, changes: readonly EpisodeChange[]): readonly EpisodeChange[] {
    if (changes.length === 0) return changes;
    const marked = changes.map((change) => saidAs(change, kept.loudness));
    const told = this.#excuses.through(marked, this.#now as Timestamp); // not the sensor's clock, which may be ahead
    this.#mark(kept);
    return told;
  }

  #scoreOf({ open }: Rule): number | undefined {
    return open.find((episode) => !this.#excuses.isHushed(episode))?.score;
  }

  #mark({ rule }: Kept): void {
    const { id, device } = rule.sensor;
    const score = this.#scoreOf(rule);
    const scores = this.#troubled.get(device) ?? new Map<SensorId, number>();
    if (score === undefined) scores.delete(id);
    else scores.set(id, score);
    if (scores.size > 0) this.#troubled.set(device, scores);
    else this.#troubled.delete(device);
  }
}

/** Which rule it is; empty for what is the model's. */
function nameOf({ reading, inverted = false }: Manner): string {
  if (reading.as === 'binary') return `binary ${reading.kind} ${inverted}`;
  return reading.as === 'battery' || reading.as === 'link' ? reading.as : '';
}

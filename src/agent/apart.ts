/**
 * The readings that no model sees: those of a rule of their own, and those that nobody watches. Stands before the watcher.
 *
 *     reading ─► take ─┬─ true    two states, batteries, links: judged; angles, times, words, what is off: only shown
 *                      └─ false   the watcher's
 *     batch's end ─► settle ─► verdicts and changes of what was taken, and of the time that has passed
 */
import { seconds, type Timestamp } from '../core/base/index.ts';
import type { EpisodeChange, Reading, SensorId, Verdict } from '../core/domain/index.ts';
import type { Settled, Watch } from '../core/watch/index.ts';
import { Special } from '../core/watch/special/index.ts';
import type { HabitMemory } from './habit-memory.ts';
import type { Manners } from './manners.ts';

export interface ApartParts {
  readonly watch: Watch;
  readonly manners: Manners;
  /** IANA name. */
  readonly timezone: string;
  readonly maxSensors: number;
}

/** Shortest time between two looks at what time brings. */
const TICK = seconds(1);

export class Apart {
  readonly #parts: ApartParts;
  readonly #special: Special;
  #verdicts: Verdict[] = [];
  #changes: EpisodeChange[] = [];
  #now: Timestamp | undefined;
  #tickedAt = Number.NEGATIVE_INFINITY;
  #isGone: (id: SensorId) => boolean = () => false;

  constructor(parts: ApartParts) {
    const { watch, timezone, maxSensors: max, manners } = parts;
    this.#parts = parts;
    this.#special = new Special({ timezone, max, mannerOf: (sensor) => manners.of(sensor), pardoned: watch.pardoned });
  }

  /** Brings back what was learned in an earlier life, before any reading. */
  recall(memory: Pick<HabitMemory, 'recall'>, at: Timestamp): void {
    memory.recall(this.#special, at);
  }
  /** Keeps what has been learned: now, or if it is time by a clock that nobody sets. */
  keep(memory: Pick<HabitMemory, 'keep' | 'tick'>, monotonic?: number): void {
    if (monotonic === undefined) memory.keep(this.#special);
    else memory.tick(this.#special, monotonic);
  }

  /** Sensors that have a rule of their own. */
  get sensors(): number {
    return this.#special.sensors;
  }

  /** Another configuration: its zone, and who knows which sensors' devices are unavailable. */
  configure(timezone: string, isGone: (id: SensorId) => boolean): void {
    this.#special.moveTo(timezone);
    this.#isGone = isGone;
  }

  /** How late it is; told at the end of the batch, after its readings. */
  time(now: Timestamp): void {
    this.#now = now;
  }

  /** Whether this reading is none for the watcher. */
  take(reading: Reading): boolean {
    const { watch, manners } = this.#parts;
    const noted = this.#special.note(reading);
    if (noted === undefined && manners.of(reading.sensor).watch !== 'off') return false;
    watch.pass(reading);
    const { sensor, at, value } = reading;
    const score = noted?.score ?? 0;
    for (const change of noted?.changes ?? []) this.#changes.push(change);
    this.#verdicts.push({
      sensor,
      at,
      value,
      score,
      device: Math.max(watch.deviceState(sensor.device), this.#special.stateOf(sensor.device)),
    });
    return true;
  }

  /** What has come of it since the last time. */
  settle(): Settled {
    this.#tick();
    const settled = { verdicts: this.#verdicts, changes: this.#changes };
    this.#verdicts = [];
    this.#changes = [];
    return settled;
  }

  /** What the watcher has settled, with what is known here: a device is as abnormal as its worst sensor, and none is heard of one that is silent. */
  beside(settled: Settled): Settled {
    for (const { kind, episode } of settled.changes)
      if (kind === 'opened' && episode.pattern === 'silent' && episode.facts?.extent === 'device')
        this.#special.loseDevice(episode.sensor.device);
    if (!this.#special.isTroubled) return settled;
    const worst = (verdict: Verdict): Verdict => {
      const state = this.#special.stateOf(verdict.sensor.device);
      return state > verdict.device ? { ...verdict, device: state } : verdict;
    };
    return { ...settled, verdicts: settled.verdicts.map(worst) };
  }

  /** Sensors that are no longer wanted: what is open of them is closed with the next batch. */
  forget(unwanted: (id: SensorId) => boolean, at: Timestamp): void {
    this.#changes.push(...this.#special.forget(unwanted, at));
  }

  #tick(): void {
    const now = this.#now;
    // A clock that follows the readings has not seen the first of them at 0.
    if (now === undefined || now <= 0 || Math.abs(now - this.#tickedAt) < TICK) return;
    this.#tickedAt = now;
    for (const id of this.#special.ids()) if (this.#isGone(id)) this.#special.lose(id);
    for (const change of this.#special.tick(now)) this.#changes.push(change);
  }
}

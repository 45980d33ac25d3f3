/**
 * The watcher, pure: readings in, windows out to whoever runs the model, answers in, verdicts and episode changes out.
 *
 *     push(reading) ─► rules, grid, window ─► takeBatch() ─► [model] ─► settle(answers) ─► verdicts, changes
 *
 * Batches are settled in the order they were taken, each reading gets exactly one verdict, and no answer depends on what else
 * shared its batch: a recording and the live wire give the same scores.
 */
import { type Fault, fault, type Millis, millis, type Result, type Timestamp } from '../base/index.ts';
import type { DeviceId, Episode, EpisodeChange, Pardon, Reading, Sensor, SensorId, Verdict } from '../domain/index.ts';
import type { Loudness } from '../home/hints/index.ts';
import { type Scaling, Timeline } from '../signal/index.ts';
import { Device } from './device.ts';
import type { Seen } from './intake.ts';
import { Pardons } from './pardon.ts';
import { NO_RULES, type RuleNews } from './ruled.ts';
import { saidAs } from './said.ts';
import { SensorWatch } from './sensor-watch.ts';
import { Siblings } from './siblings.ts';
import type { Pardoned } from './special/excuses.ts';
import { ANSWER, readAnswer } from './surprise.ts';
import { type Batch, Windows } from './windows.ts';

export type { Batch } from './windows.ts';

export interface WatchOptions {
  /** The one shipped alert threshold, a score in (0,1). */
  readonly threshold: number;
  /** Sensors at most; readings of further ones get score 0 and are counted. */
  readonly maxSensors: number;
  /**
   * Who says how late it is: the readings (recordings, simulations; the default), or the caller by `tick` (a live house, where a sensor may
   * have a wrong clock).
   */
  readonly time?: 'readings' | 'caller';
  /** How loudly a sensor is watched: asked for every reading. `off` is not asked for here: such readings are passed by. */
  readonly loudnessOf?: (sensor: Sensor) => Loudness;
}

export interface Settled {
  /** Exactly one per pushed reading, in push order. */
  readonly verdicts: readonly Verdict[];
  readonly changes: readonly EpisodeChange[];
}

interface Pending {
  readonly watch: SensorWatch | undefined;
  /** Undefined for a tick, which gets no verdict. */
  readonly reading: Reading | undefined;
  readonly at: Timestamp;
  readonly row: number;
  readonly scaling: Scaling | undefined;
  /** The sensor's step and its cadence in words when this came in; the grid is ahead by the time it is settled. */
  readonly step: Millis;
  readonly cadence: Millis;
  /** The sensor has been given up. */
  readonly gone?: boolean;
  /** Something has been called normal, or not normal after all. */
  readonly pardon?: Pardon;
  readonly revoked?: Pardon;
  readonly rules: readonly RuleNews[];
  /** As it is judged, if it is. */
  readonly seen?: Seen;
}

const NONE = millis(0);
/** Silence is looked for at most this often, in milliseconds. */
const TICK = 1_000;

export class Watch {
  readonly #options: WatchOptions;
  readonly #sensors = new Map<SensorId, SensorWatch>();
  readonly #devices = new Map<DeviceId, Device>();
  readonly #windows = new Windows();
  readonly #siblings = new Siblings();
  #pending: Pending[] = [];
  #taken: Pending[][] = [];
  readonly #timeline = new Timeline();
  /** As given, and as settled so far. */
  readonly #given = new Pardons();
  readonly #pardons = new Pardons();
  #now = Number.NaN;
  #unheard = 0;
  #refused = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Readings and ticks not yet taken in a batch. */
  get waiting(): number {
    return this.#pending.length;
  }
  get sensors(): number {
    return this.#sensors.size;
  }
  /** Readings of sensors beyond the limit. */
  get refused(): number {
    return this.#refused;
  }
  get full(): Fault | undefined {
    return this.#refused === 0
      ? undefined
      : fault(
          'watch/too-many-sensors',
          `${this.#refused} readings came from sensors beyond the first ${this.#options.maxSensors}.`,
          'Raise watch.max_sensors or narrow mqtt.topics.',
        );
  }

  push(reading: Reading): void {
    const { at, value } = reading;
    if (this.#options.time !== 'caller') this.tick(at);
    const watch = this.#watchOf(reading);
    if (!watch) {
      this.#pending.push({ watch, reading, at, row: -1, scaling: undefined, step: NONE, cadence: NONE, rules: NO_RULES });
      return;
    }
    watch.loudness = this.#options.loudnessOf?.(reading.sensor) ?? 'normal';
    const rules = watch.heed(value, at);
    if (rules.some(({ pattern }) => pattern === 'silent')) this.#deviceOf(watch.sensor.device).silenceTold = false;
    const isDue = watch.impossible.possible(value) && watch.intake.place(at, value);
    const window = isDue ? this.#windows.add(watch.intake.cells) : undefined;
    const { row, scaling } = window ?? { row: -1, scaling: undefined };
    const { step, cadence } = watch.intake.grid;
    this.#pending.push({ watch, reading, at, row, scaling, step, cadence, rules, ...(isDue ? { seen: watch.intake.seen } : {}) });
  }

  /** A reading that no model is to see: it brings the time along, and a sensor that was watched here is not any more. */
  pass({ sensor, at }: Reading): void {
    if (this.#options.time !== 'caller') this.tick(at);
    const watch = this.#sensors.get(sensor.id);
    if (watch) this.#leave(watch);
  }

  /** How abnormal a device is, 0..1, as settled so far. */
  deviceState(device: DeviceId): number {
    return this.#devices.get(device)?.state ?? 0;
  }

  /** Time has come this far: silence is noticed here. Where readings bring the time along this is called for each of them. */
  tick(at: Timestamp): void {
    if (this.#options.time === 'caller') {
      this.#unheard += Number.isNaN(this.#now) ? 0 : Math.max(0, at - this.#now);
      this.#now = at;
    } else {
      this.#unheard += this.#timeline.note(at);
      this.#now = this.#timeline.now;
    }
    if (this.#unheard < TICK) return;
    const span = millis(this.#unheard);
    const now = this.#now as Timestamp;
    this.#unheard = 0;
    for (const watch of this.#sensors.values()) {
      const { grid } = watch.intake;
      const step = watch.silent.tick(span, grid.step, grid.longest, grid.irregular);
      if (step === 'none') continue;
      const { step: pace, cadence, lastAt } = grid;
      const device = this.#deviceOf(watch.sensor.device);
      // A device that falls silent is one trouble, not one for each of its sensors.
      const extent = !device.isSilentSince(watch) ? 'sensor' : device.silenceTold ? 'covered' : 'device';
      device.silenceTold ||= extent === 'device';
      const rules: RuleNews[] = [{ pattern: 'silent', step, since: lastAt, value: watch.heard, extent }];
      this.#pending.push({ watch, reading: undefined, at: now, row: -1, scaling: undefined, step: pace, cadence, rules });
    }
  }

  /** Sensors that are no longer wanted: their alerts are closed, what was learned of them is forgotten. */
  forget(unwanted: (id: SensorId) => boolean): void {
    for (const [id, watch] of this.#sensors) if (unwanted(id)) this.#leave(watch);
  }

  #leave(watch: SensorWatch): void {
    this.#sensors.delete(watch.sensor.id);
    const at = (Number.isNaN(this.#now) ? watch.intake.grid.lastAt : this.#now) as Timestamp;
    this.#pending.push({
      watch,
      reading: undefined,
      at,
      row: -1,
      scaling: undefined,
      cadence: NONE,
      step: NONE,
      rules: NO_RULES,
      gone: true,
    });
  }

  /** What has been called normal, in the order in which that was said. */
  get pardons(): readonly Pardon[] {
    return this.#given.list();
  }

  /** Whether what is watched elsewhere is like what has been called normal; and whether it is meant by what has been said from then on. */
  readonly pardoned: Pardoned = {
    isLike: (episode) => this.#given.find(episode) !== undefined,
    isMeant: (episode, from) => this.#given.isMeant(episode, from),
  };

  /** From here on this is normal, between the readings before and after. Its sensor need not be known yet. Faults: `watch/too-many-pardons`. */
  pardon(pardon: Pardon): Result<void> {
    const added = this.#given.add(pardon);
    if (added.ok) this.#pending.push({ ...this.#note(pardon), pardon });
    return added;
  }

  /** From here on this is not normal any more; false when it was not. */
  unpardon(id: string): boolean {
    const revoked = this.#given.remove(id);
    if (revoked) this.#pending.push({ ...this.#note(revoked), revoked });
    return revoked !== undefined;
  }

  #note({ at }: Pardon): Pending {
    const now = Number.isNaN(this.#now) ? at : (this.#now as Timestamp);
    return { watch: undefined, reading: undefined, at: now, row: -1, scaling: undefined, step: NONE, cadence: NONE, rules: NO_RULES };
  }

  /** Open episodes of a sensor as they stand after the last batch settled, their worst values included. */
  openEpisodes(sensor: SensorId): readonly Episode[] {
    return this.#sensors.get(sensor)?.open ?? [];
  }

  /** Everything pushed since the last batch. `rows` may be 0: settle it all the same, with an empty answer. */
  takeBatch(): Batch {
    this.#taken.push(this.#pending);
    this.#pending = [];
    return this.#windows.take();
  }

  /** Settles the oldest batch taken. `answers` holds `rows × ANSWER.size` floats. */
  settle(answers: Float32Array): Settled {
    const batch = this.#taken.shift();
    if (!batch) throw new Error('settle without a batch taken');
    const verdicts: Verdict[] = [];
    const changes: EpisodeChange[] = [];
    for (const p of batch) {
      let score = 0;
      const before = changes.length;
      if (p.watch && p.reading) p.watch.note(p.reading.value, p.seen);
      for (const r of p.rules) {
        score = Math.max(score, p.watch?.rule({ ...r, at: p.at, cadence: p.cadence }, changes) ?? 0);
      }
      if (!p.reading) {
        if (p.pardon ?? p.revoked) this.#decree(p, changes);
        else if (p.gone) this.#dismiss(p.watch, p.at, changes);
        else if (p.watch) this.#stateOf(p.watch);
        this.#surround(changes, before, p);
        continue;
      }
      if (p.watch && p.scaling && p.seen) {
        const surprise = readAnswer(answers, p.row * ANSWER.size, p.scaling, p.seen.value);
        const { members } = this.#deviceOf(p.watch.sensor.device);
        score = Math.max(score, p.watch.judge(surprise, p.seen, p.at, p.step, changes, members));
      }
      this.#surround(changes, before, p);
      const { sensor, at, value } = p.reading;
      verdicts.push({ sensor, at, value, score, device: p.watch ? this.#stateOf(p.watch) : 0 });
    }
    return { verdicts, changes };
  }

  /** Shows the new changes what their device's other sensors do, and says how loudly theirs is watched. */
  #surround(changes: EpisodeChange[], from: number, { watch, at }: Pending): void {
    if (!watch) return;
    for (let i = from; i < changes.length; i++) {
      const change = saidAs(changes[i] as EpisodeChange, watch.loudness);
      changes[i] =
        change.kind === 'closed' ? change : { ...change, at, siblings: this.#siblings.of(watch, this.#deviceOf(watch.sensor.device), at) };
    }
  }

  #decree(p: Pending, changes: EpisodeChange[]): void {
    const pardon = p.pardon ?? p.revoked;
    if (!pardon) return;
    if (p.pardon) this.#pardons.add(pardon);
    else this.#pardons.remove(pardon.id);
    const known = this.#sensors.get(pardon.sensor);
    const whole = pardon.device === undefined ? undefined : this.#devices.get(pardon.device)?.members;
    for (const watch of whole ?? (known ? [known] : [])) {
      const before = changes.length;
      if (p.pardon) watch.pardon(pardon, p.at, changes);
      else watch.unpardon(pardon, p.at, changes);
      this.#stateOf(watch);
      this.#surround(changes, before, { ...p, watch });
    }
  }

  #dismiss(watch: SensorWatch | undefined, at: Timestamp, changes: EpisodeChange[]): void {
    if (!watch) return;
    watch.leave(at, changes);
    this.#deviceOf(watch.sensor.device).dismiss(watch);
  }

  #stateOf(watch: SensorWatch): number {
    return this.#deviceOf(watch.sensor.device).note(watch, watch.state(this.#options.threshold));
  }

  #deviceOf(id: DeviceId): Device {
    let device = this.#devices.get(id);
    if (!device) {
      device = new Device();
      this.#devices.set(id, device);
    }
    return device;
  }

  #watchOf(reading: Reading): SensorWatch | undefined {
    const { sensor } = reading;
    const known = this.#sensors.get(sensor.id);
    if (known) {
      if (known.sensor !== sensor) known.rename(sensor); // its owner knows better now
      return known;
    }
    if (this.#sensors.size >= this.#options.maxSensors) {
      this.#refused++;
      return undefined;
    }
    const watch = new SensorWatch(sensor, this.#options.threshold, this.#pardons);
    this.#sensors.set(sensor.id, watch);
    this.#deviceOf(sensor.device).admit(watch);
    return watch;
  }
}

/**
 * Everything Kinglet remembers of one sensor (about 15 KB): its grid and cells, its calibration, its open episodes.
 * The front half (`place`) knows nothing of verdicts, so windows may be batched over sensors and over time; the back half
 * (`judge`, `rule`) is called later, in the order of the readings, and never looks at the grid or the cells, which are ahead of it by then.
 */
import { Arena, bytesOf, type Millis, type Timestamp } from '../base/index.ts';
import type { Episode, EpisodeChange, Pardon, Sensor, Sibling } from '../domain/index.ts';
import { Cells, Discord, Grid, type Novelty } from '../signal/index.ts';
import { Calibration, type Evidence } from './calibrate.ts';
import { Daily } from './daily.ts';
import { describeEpisode, worsened } from './describe.ts';
import { alertDues, pulseDues } from './dues.ts';
import { EpisodeMachine, evidenceOf, type Step, scoreOf } from './episode.ts';
import { Excuse, isMeant, type Pardons } from './pardon.ts';
import { ImpossibleRule, type RuleStep, SilentRule, StuckRule } from './rules.ts';
import type { Surprise } from './surprise.ts';

/** Windows a sensor must have shown before the model may raise an alarm. */
const WARM = 128;
/** Readings that show how a sensor swings now. */
const SWING = 12;
/** An episode is told again at most so often. */
const RETELLINGS = 3;
/** Distance from its habits, in usual spreads, within which a sensor counts as back. */
const SETTLED = 4;
/** What a plain rule is worth: certain, whatever the history. */
const RULE_SCORE = 0.95;
/** What is pardoned counts at most this share of what is told of. */
const HUSHED = 0.5;
/** Evidence below which a pardoned trouble counts as calm. */
const QUIET = 1.3;

const BYTES = Cells.BYTES + Discord.BYTES + Grid.BYTES + Calibration.BYTES + Daily.BYTES + bytesOf(8 * SWING);

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
const NOTHING: ReadonlyMap<never, never> = new Map<never, never>();

/** The same with what was known when it said so. */
export interface RuleTurn extends RuleNews {
  readonly at: Timestamp;
  readonly cadence: Millis;
}

export class SensorWatch {
  sensor: Sensor;
  readonly cells: Cells;
  readonly discord: Discord;
  /** What the newest cell has added to the sensor's repertoire. */
  novelty: Novelty | undefined;
  readonly grid: Grid;
  readonly impossible: ImpossibleRule;
  readonly stuck = new StuckRule();
  readonly silent = new SilentRule();
  readonly #calibration: Calibration;
  readonly #daily: Daily;
  readonly #machine: EpisodeMachine;
  /** The same for the device's state: it asks for less, as nobody is told. */
  readonly #pulse: EpisodeMachine;
  #windows = 0;
  #merged = 1;
  #episode: Episode | undefined;
  #retold = 0;
  readonly #swing: Float64Array;
  // Nearly always empty: one empty map serves all sensors, and a change makes a new one.
  #ruled: ReadonlyMap<RulePattern, Episode | 'covered'> = NOTHING;
  /** The last finite reading that was settled. */
  latest = Number.NaN;
  /** Its state as its device has noted it. */
  noted = 0;
  readonly #pardons: Pardons;
  /** Evidence that is told of. */
  readonly #loud: number;
  /** What goes on and is pardoned: the model's trouble, and those of the rules. */
  #excuse: Excuse | undefined;
  #excused: ReadonlyMap<RulePattern, Excuse> = NOTHING;

  constructor(sensor: Sensor, threshold: number, pardons: Pardons) {
    const arena = new Arena(BYTES);
    this.cells = new Cells(arena);
    this.discord = new Discord(arena);
    this.grid = new Grid(arena);
    this.#calibration = new Calibration(arena);
    this.#daily = new Daily(arena);
    this.#swing = arena.float64(SWING).fill(Number.NaN);
    this.sensor = sensor;
    this.impossible = new ImpossibleRule(sensor);
    this.#machine = new EpisodeMachine(threshold);
    this.#pulse = new EpisodeMachine(threshold, 'state');
    this.#loud = evidenceOf(threshold);
    this.#pardons = pardons;
  }

  /** What is open and has been told, as it stands now. */
  get open(): readonly Episode[] {
    return [this.#episode, ...this.#ruled.values()].filter((e) => e !== undefined && e !== 'covered');
  }

  /** Asks the plain rules about a reading; nearly always they have nothing to say. */
  heed(value: number, at: Timestamp): readonly RuleNews[] {
    const silent = this.silent.heard();
    const impossible = this.impossible.step(value);
    const stuck = this.impossible.possible(value) ? this.stuck.step(value, at) : 'none';
    if (silent === 'none' && impossible === 'none' && stuck === 'none') return NO_RULES;
    const news: RuleNews[] = [];
    if (silent !== 'none') news.push({ pattern: 'silent', step: silent, value, since: at, extent: 'sensor' });
    if (impossible !== 'none')
      news.push({ pattern: 'impossible', step: impossible, value, since: at, reason: this.impossible.reason(value), extent: 'sensor' });
    if (stuck !== 'none') news.push({ pattern: 'stuck', step: stuck, value, since: this.stuck.since, extent: 'sensor' });
    return news;
  }

  /** Puts a possible reading on the grid; true when it opened a new cell (a window is due). */
  place(at: Timestamp, value: number): boolean {
    const placement = this.grid.place(at);
    if (placement.kind === 'merge') {
      this.#merged++;
      this.cells.amend(this.cells.last + (value - this.cells.last) / this.#merged);
      return false;
    }
    this.#merged = 1;
    const last = this.cells.last;
    for (let i = 0; i < placement.skipped; i++) {
      const filled = i < placement.held ? last : Number.NaN;
      this.cells.push(filled);
      this.discord.push(filled);
    }
    this.cells.push(value);
    this.novelty = this.discord.push(value);
    return true;
  }

  /** How abnormal the sensor is now, 0..1: at least the threshold while an episode is open. */
  state(threshold: number): number {
    if (this.#ruled.size > 0) return RULE_SCORE;
    if (!this.#pulse.isOpen) return Math.min(this.#pulse.score, threshold * 0.999);
    return Math.max(threshold, scoreOf(this.#pulse.peak));
  }

  /**
   * Weighs the model's answer for a reading; returns its score and, through `changes`, what became of the episode.
   * `step` is the sensor's cadence when the reading came.
   */
  judge(surprise: Surprise, novelty: Novelty | undefined, value: number, at: Timestamp, step: Millis, changes: EpisodeChange[]): number {
    this.#windows++;
    this.#swing[this.#windows % SWING] = value;
    const weighed = this.#calibration.weigh(surprise, novelty, value, at);
    const warm = this.#windows > WARM;
    const settled = weighed.distance < SETTLED;
    const news = Math.max(0, weighed.value - this.#daily.usual(at));
    const held = this.#machine.isOpen || this.#pulse.isOpen;
    if (!held) this.#daily.note(weighed.value, at);
    const evidence = Math.max(
      0,
      news - alertDues(step, this.#windows, this.#calibration.age(at), this.#calibration.habit.crossings) - this.#machine.budget(at),
    );
    const describe = (): Episode => this.#describe(surprise, { ...weighed, value: evidence }, value, at, step);
    const excused = this.#isExcused(evidence, settled, value, describe);
    const hush = (e: number): number => (excused ? Math.min(e, HUSHED * this.#loud) : e);
    const felt = Math.max(0, news - pulseDues(step, this.#windows) - this.#pulse.budget(at));
    const [pulse, turn] = this.#steps(hush(felt), hush(evidence), settled, warm, at);
    if (turn === 'opened') this.#open(describe(), changes);
    else if (this.#episode && turn !== 'none') {
      changes.push({ kind: 'closed', episode: { ...this.#episode, closed: at, ending: turn, value } });
      this.#episode = undefined;
    } else if (this.#episode) this.#follow(this.#episode, value, at, changes);
    if (this.#machine.isOpen || this.#pulse.isOpen) this.#calibration.hold();
    else if (this.#excuse && !this.#excuse.lasts) {
      // It becomes a habit, but must not make the sensor blind to other troubles of its size.
      this.#calibration.habit.learn(value, at);
    } else {
      if (held) this.#calibration.release(turn === 'accepted' || pulse === 'accepted');
      this.#calibration.learn(value, at);
    }
    return this.#machine.score;
  }

  /** Both machines; what one of them accepts as the new habit is no trouble to the other. */
  #steps(felt: number, evidence: number, settled: boolean, warm: boolean, at: Timestamp): readonly [pulse: Step, turn: Step] {
    const pulse = this.#pulse.step(felt, settled, warm, at);
    const turn = this.#machine.step(evidence, settled, warm, at);
    if (turn === 'accepted') this.#pulse.dismiss();
    if (pulse !== 'accepted' || !this.#machine.isOpen) return [pulse, turn];
    this.#machine.dismiss();
    return [pulse, 'accepted'];
  }

  /** How it stands, for the episodes of its siblings; undefined before its first reading is settled. */
  glimpse(at: Timestamp): Sibling | undefined {
    if (Number.isNaN(this.latest)) return undefined;
    const seen = this.#swing.filter((v) => !Number.isNaN(v));
    const [low, high] = seen.length > 0 ? [Math.min(...seen), Math.max(...seen)] : [this.latest, this.latest];
    const usual = this.#calibration.habit.expectation(at);
    const troubled = this.#episode !== undefined || this.#ruled.size > 0;
    return { sensor: this.sensor, value: this.latest, low, high, ...(usual ? { usual } : {}), troubled };
  }

  /** Its owner has given it another name, unit or quantity. */
  rename(sensor: Sensor): void {
    this.sensor = sensor;
    this.impossible.judgeAs(sensor);
  }

  /** It is no longer watched: whatever is open is closed. */
  leave(at: Timestamp, changes: EpisodeChange[]): void {
    for (const episode of [this.#episode, ...this.#ruled.values()]) {
      if (episode && episode !== 'covered') changes.push({ kind: 'closed', episode: { ...episode, closed: at, ending: 'gone' } });
    }
    this.#episode = undefined;
    this.#ruled = NOTHING;
    this.#excuse = undefined;
    this.#excused = NOTHING;
  }

  /** Somebody calls this normal: what is meant by it and open is closed, and quiet as long as it goes on. */
  pardon(pardon: Pardon, at: Timestamp, changes: EpisodeChange[]): void {
    const episode = this.#episode;
    if (episode && isMeant(pardon, episode)) {
      this.#excuse = new Excuse(pardon, episode, true);
      this.#episode = undefined;
      this.#machine.dismiss();
      this.#pulse.dismiss();
      this.#calibration.forgive();
      changes.push({ kind: 'closed', episode: { ...episode, closed: at, ending: 'accepted' } });
    }
    for (const [pattern, ruled] of this.#ruled) {
      if (ruled === 'covered') {
        if (pattern === 'silent' && pardon.device === this.sensor.device) this.#ruled = without(this.#ruled, pattern);
      } else if (isMeant(pardon, ruled)) {
        this.#ruled = without(this.#ruled, pattern);
        this.#excused = new Map(this.#excused).set(pattern, new Excuse(pardon, ruled, true));
        changes.push({ kind: 'closed', episode: { ...ruled, closed: at, ending: 'accepted' } });
      }
    }
  }

  /** Not normal after all: what was quiet for it and still goes on is told, under the same alert where it had been told before. */
  unpardon({ id }: Pardon, at: Timestamp, changes: EpisodeChange[]): void {
    const again = ({ episode, told }: Excuse): Episode => {
      const reopened = told ? episode : { ...episode, opened: at };
      changes.push({ kind: 'opened', episode: reopened });
      return reopened;
    };
    if (this.#excuse?.pardon.id === id) {
      const { episode, told } = this.#excuse;
      const other = this.#pardons.find(episode);
      if (other) this.#excuse = new Excuse(other, episode, told);
      else {
        this.#machine.resume(evidenceOf(episode.score), at);
        this.#pulse.resume(evidenceOf(episode.score), at);
        this.#episode = again(this.#excuse);
        this.#excuse = undefined;
      }
    }
    for (const [pattern, excuse] of this.#excused) {
      if (excuse.pardon.id !== id) continue;
      this.#excused = without(this.#excused, pattern);
      this.#ruled = new Map(this.#ruled).set(pattern, again(excuse));
    }
  }

  /** Opens or closes the episode of a plain rule; returns the score to tell. */
  rule({ pattern, step, value, at, since, cadence, reason, extent }: RuleTurn, changes: EpisodeChange[]): number {
    if (step === 'recovered') {
      const ruled = this.#ruled.get(pattern);
      this.#ruled = without(this.#ruled, pattern);
      this.#excused = without(this.#excused, pattern);
      if (ruled && ruled !== 'covered') changes.push({ kind: 'closed', episode: { ...ruled, closed: at, ending: 'recovered', value } });
      return 0;
    }
    if (step === 'none') return 0;
    if (extent === 'covered') {
      if (this.#pardons.find({ sensor: this.sensor, pattern, value, worst: value, facts: { extent: 'device' } })) return 0;
      this.#ruled = new Map(this.#ruled).set(pattern, 'covered');
      return RULE_SCORE;
    }
    const episode: Episode = {
      sensor: extent === 'device' ? { ...this.sensor, name: this.sensor.deviceName } : this.sensor,
      pattern,
      opened: at,
      since,
      value,
      worst: value,
      expected: this.#calibration.habit.expectation(at) ?? { low: value, middle: value, high: value, basis: 'always' },
      rarity: Number.POSITIVE_INFINITY,
      score: RULE_SCORE,
      facts: { cadence, ...(reason === undefined ? {} : { reason }), ...(extent === 'device' ? { extent } : {}) },
    };
    const pardon = this.#pardons.find(episode);
    if (pardon) {
      this.#excused = new Map(this.#excused).set(pattern, new Excuse(pardon, episode, false));
      return 0;
    }
    this.#ruled = new Map(this.#ruled).set(pattern, episode);
    changes.push({ kind: 'opened', episode });
    return RULE_SCORE;
  }

  /** Whether this reading is quiet because of a pardon; begins and ends an excuse. */
  #isExcused(evidence: number, settled: boolean, value: number, describe: () => Episode): boolean {
    if (this.#machine.isOpen) return false;
    const loud = evidence >= this.#loud && this.#windows > WARM;
    // Further than was pardoned: it is judged afresh.
    if (this.#excuse && loud && !this.#excuse.covers(value)) this.#excuse = undefined;
    if (this.#excuse) {
      if (this.#excuse.step(evidence < QUIET && settled)) this.#excuse = undefined;
      return true;
    }
    if (!loud || !this.#pardons.any(this.sensor)) return false;
    const episode = describe();
    const pardon = this.#pardons.find(episode);
    if (pardon) this.#excuse = new Excuse(pardon, episode, false);
    return pardon !== undefined;
  }

  #describe(surprise: Surprise, evidence: Evidence, value: number, at: Timestamp, cadence: Millis): Episode {
    const since = Number.isNaN(this.#machine.since) ? at : this.#machine.since;
    const seen = this.#swing.filter((v) => !Number.isNaN(v));
    const swing = { low: Math.min(...seen), high: Math.max(...seen) };
    const usual = this.#calibration.habit.expectation(at);
    return describeEpisode({ sensor: this.sensor, surprise, evidence, value, at, since, usual, swing, cadence });
  }

  #open(episode: Episode, changes: EpisodeChange[]): void {
    this.#episode = episode;
    this.#retold = 0;
    changes.push({ kind: 'opened', episode });
  }

  /** Keeps the worst value of an open episode, and tells it again when it is much worse than what was said. */
  #follow(episode: Episode, value: number, at: Timestamp, changes: EpisodeChange[]): void {
    const { middle } = episode.expected;
    if (Math.abs(value - middle) <= Math.abs(episode.worst - middle)) return;
    const again = this.#retold < RETELLINGS ? worsened(episode, this.#calibration.habit.expectation(at), value) : undefined;
    this.#episode = again ?? { ...episode, worst: value };
    if (!again) return;
    this.#retold++;
    changes.push({ kind: 'worsened', episode: again });
  }
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const left = new Map(map);
  left.delete(key);
  return left.size > 0 ? left : NOTHING;
}

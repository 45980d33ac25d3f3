/**
 * Everything Kinglet remembers of one sensor (about 15 KB): its grid and cells, its calibration, its open episodes.
 * The front half (`intake`) knows nothing of verdicts, so windows may be batched over sensors and over time; the back half
 * (`judge`, `rule`) is called later, in the order of the readings, and never looks at the front, which is ahead of it by then.
 */
import { Arena, bytesOf, type Millis, type Timestamp } from '../base/index.ts';
import type { Episode, EpisodeChange, Pardon, Sensor, Sibling } from '../domain/index.ts';
import type { Loudness } from '../home/hints/index.ts';
import { Calibration, type Evidence } from './calibrate.ts';
import { Daily } from './daily.ts';
import { describeEpisode, worsened } from './describe.ts';
import { alertDues, COUNTED, openingDues, pulseDues } from './dues.ts';
import { EpisodeMachine, evidenceOf, type Step, scoreOf } from './episode.ts';
import { Intake, type Seen } from './intake.ts';
import { Excuse, isMeant, type Pardons } from './pardon.ts';
import { NO_RULES, RULE_SCORE, Ruled, type RuleNews, type RuleTurn, reopened } from './ruled.ts';
import { ImpossibleRule, SilentRule, StuckRule } from './rules.ts';
import type { Surprise } from './surprise.ts';

/** Windows a sensor must have shown before the model may raise an alarm. */
const WARM = 128;
/** Readings that show how a sensor swings now. */
const SWING = 12;
/** Readings in a row that must be worth an alert before a sensor is a witness for its siblings: a knock is in all of them at once. */
const STEADY = 2;
/** A witness that has been silent for so many steps has gone. */
const PRESENT = 3;
/** Siblings looked at: of a device with hundreds of sensors the first ones stand for all. */
const LOOKED_AT = 64;
/** An episode is told again at most so often. */
const RETELLINGS = 3;
/** Distance from its habits, in usual spreads, within which a sensor counts as back. */
const SETTLED = 4;
/** What is pardoned counts at most this share of what is told of. */
const HUSHED = 0.5;
/** A sensor that is watched loudly is told of at this share of the threshold. */
const LOUD = 0.8;
/** Evidence below which a pardoned trouble counts as calm. */
const QUIET = 1.3;

const BYTES = Intake.BYTES + Calibration.BYTES + Daily.BYTES + bytesOf(8 * SWING);

/** What both machines are asked about a reading. */
interface Stride {
  /** Evidence for the state of the device, and for an alert; what opening an alert asks for in addition. */
  readonly felt: number;
  readonly evidence: number;
  readonly asked: number;
  /** Evidence taken off for the sensor's pace and for counting: it decides whether anybody is told, not how rare the reading is. */
  readonly owed: number;
  readonly settled: boolean;
  readonly warm: boolean;
  readonly at: Timestamp;
}

export class SensorWatch {
  sensor: Sensor;
  readonly intake: Intake;
  readonly impossible: ImpossibleRule;
  readonly stuck = new StuckRule();
  readonly silent = new SilentRule();
  #calibration: Calibration;
  #daily: Daily;
  #machine: EpisodeMachine;
  /** The same for the device's state: it asks for less, as nobody is told. */
  #pulse: EpisodeMachine;
  #windows = 0;
  /** Readings in a row that were worth an alert, and when the last of them came. */
  #stirred = 0;
  #stirredAt = Number.NaN;
  /** What it pays for its pace and for counting, as of the last reading judged. */
  #owed = 0;
  #measure = 0;
  #episode: Episode | undefined;
  #retold = 0;
  readonly #swing: Float64Array;
  readonly #ruled = new Ruled();
  /** The last finite reading that was settled or, of a counter, its growth per hour. */
  #latest = Number.NaN;
  #grows = false;
  /** The last reading that came in. */
  heard = Number.NaN;
  /** Its state as its device has noted it. */
  noted = 0;
  readonly #pardons: Pardons;
  /** Evidence that is told of. */
  #loud: number;
  readonly #threshold: number;
  #loudness: Loudness = 'normal';
  /** What goes on and is pardoned. */
  #excuse: Excuse | undefined;

  constructor(sensor: Sensor, threshold: number, pardons: Pardons) {
    const arena = new Arena(BYTES);
    this.intake = new Intake(sensor, arena);
    this.#calibration = new Calibration(arena);
    this.#daily = new Daily(arena);
    this.#swing = arena.float64(SWING).fill(Number.NaN);
    this.sensor = sensor;
    this.impossible = new ImpossibleRule(sensor);
    this.#machine = new EpisodeMachine(threshold);
    this.#pulse = new EpisodeMachine(threshold, 'state');
    this.#loud = evidenceOf(threshold);
    this.#threshold = threshold;
    this.#pardons = pardons;
  }

  /** What is open and has been told, as it stands now. */
  get open(): readonly Episode[] {
    return this.#episode ? [this.#episode, ...this.#ruled.told] : this.#ruled.told;
  }

  /** Asks the plain rules about a reading; nearly always they have nothing to say. */
  heed(value: number, at: Timestamp): readonly RuleNews[] {
    this.heard = value;
    const silent = this.silent.heard();
    const impossible = this.impossible.step(value);
    const stuck = this.impossible.possible(value) ? this.stuck.step(value, at, this.intake.isCounting) : 'none';
    if (silent === 'none' && impossible === 'none' && stuck === 'none') return NO_RULES;
    const news: RuleNews[] = [];
    if (silent !== 'none') news.push({ pattern: 'silent', step: silent, value, since: at, extent: 'sensor' });
    if (impossible !== 'none')
      news.push({ pattern: 'impossible', step: impossible, value, since: at, reason: this.impossible.reason(value), extent: 'sensor' });
    if (stuck !== 'none') news.push({ pattern: 'stuck', step: stuck, value, since: this.stuck.since, extent: 'sensor' });
    return news;
  }

  /** Notes a reading that is being settled; `seen` when it opened a cell. */
  note(value: number, seen: Seen | undefined): void {
    if (seen) {
      this.#latest = seen.value;
      this.#grows = seen.growth !== undefined;
    } else if (Number.isFinite(value) && !this.#grows) this.#latest = value;
  }

  /** How abnormal the sensor is now, 0..1: at least the threshold while an episode is open. */
  state(threshold: number): number {
    if (this.#ruled.isTroubled) return RULE_SCORE;
    if (!this.#pulse.isOpen) return Math.min(this.#pulse.score, threshold * 0.999);
    return Math.max(threshold, scoreOf(this.#pulse.peak));
  }

  /**
   * Weighs the model's answer for a reading; returns its score and, through `changes`, what became of the episode.
   * `step` is the sensor's cadence when the reading came; `siblings` are the sensors of its device, itself among them.
   */
  judge(
    surprise: Surprise,
    seen: Seen,
    at: Timestamp,
    step: Millis,
    changes: EpisodeChange[],
    siblings: readonly SensorWatch[] = [],
  ): number {
    if (seen.measure !== this.#measure) this.#restart(seen, at, changes);
    const { value, novelty } = seen;
    this.#windows++;
    this.#swing[this.#windows % SWING] = value;
    const weighed = this.#calibration.weigh(surprise, novelty, value, at);
    const warm = this.#windows > WARM;
    const settled = weighed.distance < SETTLED;
    const news = Math.max(0, weighed.value - this.#daily.usual(at));
    const held = this.#machine.isOpen || this.#pulse.isOpen;
    if (!held) this.#daily.note(weighed.value, at);
    const owed = alertDues(step) + (seen.growth === undefined ? 0 : COUNTED);
    this.#owed = owed;
    const evidence = Math.max(0, news - owed - this.#machine.budget(at));
    const describe = (): Episode => this.#describe(surprise, { ...weighed, value: evidence + owed }, seen, at, step);
    const felt = Math.max(0, news - pulseDues(step, this.#windows) - this.#pulse.budget(at));
    const excused = this.#isExcused(Math.max(evidence, felt), settled, value, describe);
    const hush = (e: number): number => (excused ? Math.min(e, HUSHED * this.#loud) : e);
    const stirs = hush(evidence) >= this.#loud && warm;
    this.#stirred = stirs ? this.#stirred + 1 : 0;
    this.#stirredAt = at;
    const asked = openingDues({
      step,
      witnesses: stirs && !this.#machine.isOpen ? this.#witnesses(siblings, at, step) : 0,
      windows: this.#windows,
      age: this.#calibration.age(at),
      crossings: this.#calibration.habit.crossings,
    });
    const [pulse, turn] = this.#steps({ felt: hush(felt), evidence: hush(evidence), asked, owed, settled, warm, at });
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
  #steps({ felt, evidence, asked, owed, settled, warm, at }: Stride): readonly [pulse: Step, turn: Step] {
    const pulse = this.#pulse.step(felt, settled, warm, at);
    const turn = this.#machine.step(evidence, settled, warm, at, { asked, owed });
    if (turn === 'accepted') this.#pulse.dismiss();
    if (pulse !== 'accepted' || !this.#machine.isOpen) return [pulse, turn];
    this.#machine.dismiss();
    return [pulse, 'accepted'];
  }

  /** How many of its siblings have been in trouble for some readings, and are so now. */
  #witnesses(siblings: readonly SensorWatch[], at: Timestamp, step: Millis): number {
    if (this.#stirred < STEADY) return 0;
    let n = 0;
    for (let i = 0; i < siblings.length && i < LOOKED_AT; i++) {
      const other = siblings[i] as SensorWatch;
      if (other !== this && other.#stirred >= STEADY && at - other.#stirredAt <= PRESENT * step) n++;
    }
    return n;
  }

  /** How it stands, for the episodes of its siblings; undefined before its first reading is settled. */
  glimpse(at: Timestamp): Sibling | undefined {
    if (Number.isNaN(this.#latest)) return undefined;
    const seen = this.#swing.filter((v) => !Number.isNaN(v));
    const [low, high] = seen.length > 0 ? [Math.min(...seen), Math.max(...seen)] : [this.#latest, this.#latest];
    const usual = this.#calibration.habit.expectation(at);
    const troubled = this.#episode !== undefined || this.#ruled.isTroubled;
    return { sensor: this.sensor, value: this.#latest, low, high, ...(usual ? { usual } : {}), troubled };
  }

  /** Its owner has given it another name, unit or quantity. */
  rename(sensor: Sensor): void {
    this.sensor = sensor;
    this.impossible.judgeAs(sensor);
    this.intake.rename(sensor);
  }

  /** How it is watched: loud, it is told of sooner. */
  get loudness(): Loudness {
    return this.#loudness;
  }
  set loudness(loudness: Loudness) {
    if (loudness === this.#loudness) return;
    this.#loudness = loudness;
    const threshold = loudness === 'loud' ? LOUD * this.#threshold : this.#threshold;
    this.#machine.threshold = threshold;
    this.#pulse.threshold = threshold;
    this.#loud = evidenceOf(threshold);
  }

  /** It is no longer watched: whatever is open is closed. */
  leave(at: Timestamp, changes: EpisodeChange[]): void {
    for (const episode of this.open) changes.push({ kind: 'closed', episode: { ...episode, closed: at, ending: 'gone' } });
    this.#episode = undefined;
    this.#ruled.clear();
    this.#excuse = undefined;
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
    this.#ruled.pardon(this.sensor, pardon, at, changes);
  }

  /** Not normal after all: what was quiet for it and still goes on is told, under the same alert where it had been told before. */
  unpardon(pardon: Pardon, at: Timestamp, changes: EpisodeChange[]): void {
    if (this.#excuse?.pardon.id === pardon.id) {
      const { episode, told } = this.#excuse;
      const other = this.#pardons.find(episode);
      if (other) this.#excuse = new Excuse(other, episode, told);
      else {
        const evidence = Math.max(0, evidenceOf(episode.score) - this.#owed);
        this.#machine.resume(evidence, at);
        this.#pulse.resume(evidence, at);
        this.#episode = reopened(this.#excuse, at, changes);
        this.#excuse = undefined;
      }
    }
    this.#ruled.unpardon(pardon, at, changes);
  }

  /** Opens or closes the episode of a plain rule; returns the score to tell. */
  rule(turn: RuleTurn, changes: EpisodeChange[]): number {
    return this.#ruled.turn(this.sensor, turn, this.#calibration.habit.expectation(turn.at), this.#pardons, changes);
  }

  /** It is judged by another measure from now on (`Intake.seen`): what was learned holds no longer, and what is open is part of it. */
  #restart({ measure }: Seen, at: Timestamp, changes: EpisodeChange[]): void {
    this.#measure = measure;
    if (this.#episode) changes.push({ kind: 'closed', episode: { ...this.#episode, closed: at, ending: 'accepted' } });
    this.#episode = undefined;
    this.#excuse = undefined;
    this.#machine.dismiss();
    this.#pulse.dismiss();
    this.#calibration = new Calibration();
    this.#daily = new Daily();
    this.#windows = 1;
    this.#swing.fill(Number.NaN);
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

  #describe(surprise: Surprise, evidence: Evidence, { value, growth }: Seen, at: Timestamp, cadence: Millis): Episode {
    const since = Number.isNaN(this.#machine.since) ? at : this.#machine.since;
    const seen = this.#swing.filter((v) => !Number.isNaN(v));
    const swing = { low: Math.min(...seen), high: Math.max(...seen) };
    const usual = this.#calibration.habit.expectation(at);
    return describeEpisode({ sensor: this.sensor, surprise, evidence, value, at, since, usual, swing, cadence, growth });
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

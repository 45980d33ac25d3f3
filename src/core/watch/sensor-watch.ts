/**
 * Everything Kinglet remembers of one sensor (about 15 KB): its grid and cells, its calibration, its open episodes.
 * The front half (`place`) knows nothing of verdicts, so windows may be batched over sensors and over time; the back half
 * (`judge`, `rule`) is called in the order of the readings.
 */
import { type Millis, millis, minutes, type Timestamp } from '../base/index.ts';
import type { Episode, EpisodeChange, Expectation, Pattern, Sensor } from '../domain/index.ts';
import { Cells, Grid, type Scaling } from '../signal/index.ts';
import { Calibration, type Evidence } from './calibrate.ts';
import { EpisodeMachine, scoreOf } from './episode.ts';
import { ImpossibleRule, SilentRule, StuckRule } from './rules.ts';
import { JUDGES, type Surprise } from './surprise.ts';

/** Windows a sensor must have shown before the model may raise an alarm. */
const WARM = 128;
/** The cadence at which evidence is taken as it is. */
const ORDINARY_STEP = minutes(5);
const PACE = 0.4;
/** Windows after which a sensor counts as known, and the evidence that a tenth of them asks for in addition. */
const GROWN = 1_000;
const YOUTH = 0.7;
/** What a plain rule is worth: certain, whatever the history. */
const RULE_SCORE = 0.95;

export type RulePattern = 'impossible' | 'stuck' | 'silent';

export class SensorWatch {
  sensor: Sensor;
  readonly cells = new Cells();
  readonly grid = new Grid();
  readonly impossible: ImpossibleRule;
  readonly stuck = new StuckRule();
  readonly silent = new SilentRule();
  readonly #calibration = new Calibration();
  readonly #machine: EpisodeMachine;
  #windows = 0;
  #merged = 1;
  #episode: Episode | undefined;
  readonly #ruled = new Map<RulePattern, Episode>();

  constructor(sensor: Sensor, threshold: number) {
    this.sensor = sensor;
    this.impossible = new ImpossibleRule(sensor);
    this.#machine = new EpisodeMachine(threshold);
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
    for (let i = 0; i < placement.skipped; i++) this.cells.push(i < placement.held ? last : Number.NaN);
    this.cells.push(value);
    return true;
  }

  /** How abnormal the sensor is now, 0..1: at least the threshold while an episode is open. */
  state(threshold: number): number {
    if (this.#ruled.size > 0) return RULE_SCORE;
    if (!this.#machine.isOpen) return Math.min(this.#machine.score, threshold * 0.999);
    return Math.max(threshold, scoreOf(this.#machine.peak));
  }

  /** Weighs the model's answer for a reading; returns its score and, through `changes`, what became of the episode. */
  judge(surprise: Surprise, scaling: Scaling, value: number, at: Timestamp, changes: EpisodeChange[]): number {
    this.#windows++;
    const weighed = this.#calibration.weigh(surprise, value, at);
    const evidence = { ...weighed, value: Math.max(0, weighed.value - paceOf(this.grid.step) - youthOf(this.#windows) - (this.#machine.isOpen ? 0 : this.#machine.budget(at))) };
    const settled = evidence.distance < 4;
    const step = this.#machine.step(evidence.value, settled, this.#windows > WARM, at);
    if (step === 'opened') {
      this.#episode = this.#describe(surprise, evidence, scaling, value, at);
      changes.push({ kind: 'opened', episode: this.#episode });
    } else if (this.#episode && step !== 'none') {
      changes.push({ kind: 'closed', episode: { ...this.#episode, closed: at, ending: step, value } });
      this.#episode = undefined;
    } else if (this.#episode && worse(this.#episode, value)) this.#episode = { ...this.#episode, worst: value };
    if (this.#machine.isOpen) this.#calibration.hold();
    else {
      if (step !== 'none') this.#calibration.release();
      this.#calibration.learn(value, at);
    }
    return this.#machine.score;
  }

  /** Opens or closes the episode of a plain rule; returns the score to tell. */
  rule(
    pattern: RulePattern,
    step: 'none' | 'opened' | 'recovered',
    value: number,
    at: Timestamp,
    since: Timestamp,
    changes: EpisodeChange[],
    reason?: string,
  ): number {
    if (step === 'recovered') {
      const episode = this.#ruled.get(pattern);
      this.#ruled.delete(pattern);
      if (episode) changes.push({ kind: 'closed', episode: { ...episode, closed: at, ending: 'recovered', value } });
      return 0;
    }
    if (step === 'none') return 0;
    const episode: Episode = {
      sensor: this.sensor,
      pattern,
      opened: at,
      since,
      value,
      worst: value,
      expected: this.#calibration.habit.expectation(at) ?? { low: value, middle: value, high: value, basis: 'always' },
      rarity: Number.POSITIVE_INFINITY,
      score: RULE_SCORE,
      facts: { cadence: millis(Math.max(this.grid.step, this.grid.longest)), ...(reason === undefined ? {} : { reason }) },
    };
    this.#ruled.set(pattern, episode);
    changes.push({ kind: 'opened', episode });
    return RULE_SCORE;
  }

  #describe(surprise: Surprise, evidence: Evidence, scaling: Scaling, value: number, at: Timestamp): Episode {
    const usual = this.#calibration.habit.expectation(at);
    const recent: Expectation = { low: surprise.low, middle: surprise.middle, high: surprise.high, basis: 'recent' };
    const outside = (e: Expectation | undefined): e is Expectation => e !== undefined && (value < e.low || value > e.high);
    const pattern = patternOf(surprise, evidence);
    const sided = pattern === 'rise' || pattern === 'fall' || pattern === 'spike' || pattern === 'drop';
    const sudden = pattern === 'spike' || pattern === 'drop';
    const expected = outside(usual) && !sudden ? usual : outside(recent) ? recent : outside(usual) ? usual : undefined;
    const range = expected ?? usual ?? recent;
    return {
      sensor: this.sensor,
      // A value inside every range did not leave by its size: the course of it is what is unusual.
      pattern: sided && !expected ? 'shape' : sided && expected ? sidedPattern(sudden, value, expected) : pattern,
      opened: at,
      since: Number.isNaN(this.#machine.since) ? at : this.#machine.since,
      value,
      worst: value,
      expected: range,
      rarity: 10 ** Math.min(12, evidence.value),
      score: scoreOf(evidence.value),
      facts: { low: value - scaling.s, high: value + scaling.s },
    };
  }
}

/**
 * What is rare among the readings of a week is common among those of a sensor that reports a hundred times as often. Neighbouring readings
 * repeat each other, so a hundredfold rate counts as a tenfold one and a bit.
 */
const paceOf = (step: Millis): number => PACE * Math.max(0, Math.log10(ORDINARY_STEP / Math.max(step, 1)));

/** Of a sensor that has shown little, little is known: the first alarms must be clear ones. */
const youthOf = (windows: number): number => YOUTH * Math.max(0, Math.log10(GROWN / windows));

function patternOf(surprise: Surprise, evidence: Evidence): Pattern {
  const judge = JUDGES[surprise.judge];
  if (evidence.witness === 'spread' || (evidence.witness === 'judge' && judge === 'spread')) return evidence.spread >= 0 ? 'noisier' : 'quieter';
  if (evidence.witness === 'judge' && judge === 'shape') return 'shape';
  const up = evidence.witness === 'point' ? surprise.z > 0 : evidence.direction > 0;
  if (evidence.witness === 'point' || (evidence.witness === 'judge' && judge === 'point')) return up ? 'spike' : 'drop';
  return up ? 'rise' : 'fall';
}

const sidedPattern = (sudden: boolean, value: number, expected: Expectation): Pattern =>
  value > expected.high ? (sudden ? 'spike' : 'rise') : sudden ? 'drop' : 'fall';

const worse = (episode: Episode, value: number): boolean =>
  Math.abs(value - episode.expected.middle) > Math.abs(episode.worst - episode.expected.middle);

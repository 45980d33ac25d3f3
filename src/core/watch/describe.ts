/** Evidence → the episode as it will be told: which pattern, against which expectation. Pure. */
import type { Millis, Timestamp } from '../base/index.ts';
import type { Episode, Expectation, Pattern, Sensor } from '../domain/index.ts';
import type { Evidence } from './calibrate.ts';
import { scoreOf } from './episode.ts';
import { JUDGES, type Surprise } from './surprise.ts';

export interface Scene {
  readonly sensor: Sensor;
  readonly surprise: Surprise;
  readonly evidence: Evidence;
  readonly value: number;
  readonly at: Timestamp;
  readonly since: Timestamp;
  /** The sensor's habits at this time, where they are known. */
  readonly usual: Expectation | undefined;
  /** The range of its last readings. */
  readonly swing: { readonly low: number; readonly high: number };
  /** How often it reports. */
  readonly cadence: Millis;
  /** Of a counter: values are growths per hour, the last one was seen in this time. */
  readonly growth?: Millis | undefined;
}

export function describeEpisode({ sensor, surprise, evidence, value, at, since, usual, swing, cadence, growth }: Scene): Episode {
  const recent: Expectation = { low: surprise.low, middle: surprise.middle, high: surprise.high, basis: 'recent' };
  const pattern = patternOf(surprise, evidence);
  const sudden = pattern === 'spike' || pattern === 'drop';
  const sided = sudden || pattern === 'rise' || pattern === 'fall';
  const candidates = sudden ? [recent, usual] : [usual, recent];
  const left = candidates.find((e) => e !== undefined && isOutside(value, e));
  return {
    sensor,
    // A value inside every range did not leave by its size: the course of it is what is unusual.
    pattern: !sided ? pattern : left ? sidedPattern(sudden, value, left) : 'shape',
    opened: at,
    since,
    value,
    worst: value,
    expected: left ?? usual ?? recent,
    rarity: 10 ** Math.min(12, evidence.value),
    score: scoreOf(evidence.value),
    facts: { ...swing, cadence, ...(growth === undefined ? {} : { growth }) },
  };
}

/** How far outside an expectation, in widths of it; 0 inside. */
export const excess = (value: number, { low, high }: Expectation): number =>
  Math.max(0, value - high, low - value) / Math.max(high - low, Number.MIN_VALUE);

/**
 * The same episode told again, because it has become much worse than what was said: a freezer whose door stands open is first "not in
 * its usual pattern", then far too warm. Undefined when what was said still holds.
 */
export function worsened(episode: Episode, usual: Expectation | undefined, value: number): Episode | undefined {
  const expected = episode.pattern === 'shape' || episode.expected.basis === 'recent' ? (usual ?? episode.expected) : episode.expected;
  const told = episode.pattern === 'shape' ? 0 : excess(episode.value, expected);
  if (excess(value, expected) < Math.max(WORTH_TELLING, MUCH_WORSE * told)) return undefined;
  return { ...episode, pattern: sidedPattern(false, value, expected), expected, value, worst: value };
}

/** A range's width outside it, and three times what was told. */
const WORTH_TELLING = 1;
const MUCH_WORSE = 3;

const isOutside = (value: number, { low, high }: Expectation): boolean => value < low || value > high;

const sidedPattern = (sudden: boolean, value: number, { high }: Expectation): Pattern =>
  value > high ? (sudden ? 'spike' : 'rise') : sudden ? 'drop' : 'fall';

function patternOf(surprise: Surprise, { witness, spread, direction }: Evidence): Pattern {
  if (witness === 'hour') return 'shape';
  const judge = JUDGES[surprise.judge];
  if (witness === 'spread' || (witness === 'judge' && judge === 'spread')) return spread >= 0 ? 'noisier' : 'quieter';
  if (witness === 'judge' && judge === 'shape') return 'shape';
  const up = witness === 'point' ? surprise.z > 0 : direction > 0;
  if (witness === 'point' || (witness === 'judge' && judge === 'point')) return up ? 'spike' : 'drop';
  return up ? 'rise' : 'fall';
}

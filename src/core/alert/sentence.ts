/**
 * An episode as one sentence for the person at home or on shift: what, where, since when, and what would have been normal, in the
 * sensor's own unit. Nothing of the statistics is said: "once in 10,000 readings" helps nobody at a freezer; the normal range does.
 *
 *     Freezer temperature  has risen to -9.5 °C  since 14:02;  around this hour it is normally between -19 and -17 °C.
 *     └ nameOf             └ opening()                         └ normally()
 */
import { absurd } from '../base/index.ts';
import type { Episode, EpisodeChange, Expectation } from '../domain/index.ts';
import { sentinelOf } from '../domain/quantity.ts';
import { closing } from './closing.ts';
import { growthOpening } from './growth.ts';
import { nameOf } from './name.ts';
import { cleanUnit, formatAgainst, formatExact, withUnit } from './number.ts';
import { switchOpening } from './switch.ts';
import { formatCadence, formatTime, type TimeContext } from './time.ts';

/** Home Assistant refuses states of 256 characters and more. */
export const sentenceLimit = 250;

/** How many widths of the normal range outside is "slightly" and how many is "far". */
const slightly = 0.25;
const far = 10;

/** The sentence for an episode that has opened, worsened or closed. One line, at most 250 characters, ends with a full stop. */
export function sentence(episode: Episode, change: EpisodeChange['kind'], context: TimeContext): string {
  const [name, claim, reason] = sentenceParts(episode, change, context);
  const whole = `${name} ${claim}${reason}.`;
  if (whole.length <= sentenceLimit) return whole;
  const short = `${name} ${claim}.`;
  return short.length <= sentenceLimit ? short : `${short.slice(0, sentenceLimit - 1).trimEnd()}…`;
}

/** Name, claim, and what may be left out: `${name} ${claim}${rest}.` is the sentence. */
export type Parts = readonly [name: string, claim: string, rest: string];

export function sentenceParts(episode: Episode, change: EpisodeChange['kind'], context: TimeContext): Parts {
  return [nameOf(episode.sensor), ...(change === 'closed' ? closing(episode) : opening(episode, context))];
}

/** The claim (with what, since when) and what is normal, the part that may be left out when the sentence gets too long. */
function opening(episode: Episode, context: TimeContext): readonly [string, string] {
  const asSwitch = switchOpening(episode, context);
  if (asSwitch !== undefined) return asSwitch;
  const { pattern } = episode;
  const since = formatTime(episode.since, context);
  const unit = cleanUnit(episode.sensor.unit);
  const growth = growthOpening(episode, unit, since);
  if (growth !== undefined) return growth;
  switch (pattern) {
    case 'rise':
    case 'fall':
    case 'spike':
    case 'drop':
      return level(episode, unit, since);
    case 'noisier':
      return [`has become unsteady since ${since}`, unsteady(episode, unit, 'it swings between', 'normally it stays')];
    case 'quieter':
      return [`has become unusually steady since ${since}`, unsteady(episode, unit, 'it only moves between', 'normally it varies')];
    case 'shape':
      return [`has not followed its usual pattern since ${since}`, misshapen(episode, unit)];
    case 'stuck':
      return [
        `has been stuck at exactly ${withUnit(formatExact(episode.value), unit)} since ${since}`,
        `; it normally ${changes(episode)}`,
      ];
    case 'silent':
      return [`has sent nothing since ${since}`, `; it normally reports ${formatCadence(episode.facts?.cadence ?? 0)}`];
    case 'impossible': {
      const at = formatTime(episode.since, context);
      if (!Number.isFinite(episode.value)) return [`sent something that is not a number at ${at}`, ''];
      const reason =
        episode.facts?.reason ?? sentinelOf(episode.sensor.quantity, episode.sensor.unit, episode.value)?.reason ?? 'is impossible';
      return [`reported ${withUnit(formatExact(episode.value), unit)} at ${at}`, `, which ${clean(reason)}`];
    }
    default:
      return absurd(pattern);
  }
}

const moves = { rise: 'has risen', fall: 'has fallen', spike: 'jumped', drop: 'dropped' } as const;

function level(episode: Episode, unit: string, since: string): readonly [string, string] {
  const { value, expected, sensor } = episode;
  const { low, high } = expected;
  const pattern = episode.pattern as keyof typeof moves; // the caller's switch
  const when = pattern === 'rise' || pattern === 'fall' ? 'since' : 'at';
  const text = formatAgainst(value, low, high);
  const counter = sensor.quantity === 'count' || sensor.quantity === 'energy';
  if (counter && (pattern === 'drop' || pattern === 'fall') && value < low) {
    return [`went back to ${withUnit(text.value, unit)} at ${since}, as if it had been reset`, normally(expected, text, unit)];
  }
  const widths = distance(value, expected);
  const slight = widths > 0 && widths < slightly ? ' slightly' : '';
  const side = widths >= far ? `, far ${value > high ? 'above' : 'below'} normal` : '';
  return [`${moves[pattern]}${slight} to ${withUnit(text.value, unit)} ${when} ${since}${side}`, normally(expected, text, unit)];
}

/** How far outside the normal range, in widths of it; 0 inside, and 0 when the range has no width to measure by. */
export function distance(value: number, { low, high }: Expectation): number {
  const width = high - low;
  if (!(width > 0) || !Number.isFinite(width) || !Number.isFinite(value)) return 0;
  return Math.max(0, value - high, low - value) / width;
}

/** "; around this hour it is normally between -19 and -17 °C", or nothing where nothing is known. */
function normally({ low, high, basis }: Expectation, text: { low: string; high: string }, unit: string): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return '';
  const range = text.low === text.high ? `about ${withUnit(text.low, unit)}` : `between ${text.low} and ${withUnit(text.high, unit)}`;
  switch (basis) {
    case 'hour':
      return `; around this hour it is normally ${range}`;
    case 'recent':
      return `; lately it stayed ${text.low === text.high ? 'at ' : ''}${range}`;
    case 'always':
      return `; it is normally ${range}`;
    default:
      return absurd(basis);
  }
}

/** ": it swings between 1.2 and 4.8 mm/s, normally it stays between 0.9 and 1.3 mm/s". */
function unsteady(episode: Episode, unit: string, now: string, usually: string): string {
  const { low, high } = episode.expected;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return '';
  const { low: from, high: to } = episode.facts ?? {};
  const usual = formatAgainst(episode.worst, low, high);
  const range =
    usual.low === usual.high ? `at about ${withUnit(usual.low, unit)}` : `between ${usual.low} and ${withUnit(usual.high, unit)}`;
  if (from === undefined || to === undefined || !(to > from)) {
    const reached = distance(episode.worst, episode.expected) > 0 ? ` and reached ${withUnit(usual.value, unit)}` : '';
    return `${reached}; ${usually} ${range}`;
  }
  const swing = formatAgainst(to, from, to);
  return `: ${now} ${swing.low} and ${withUnit(swing.high, unit)}, ${usually} ${range}`;
}

/** ": it reads 4.2 mm/s where about 1.1 mm/s was expected". */
function misshapen(episode: Episode, unit: string): string {
  const { low, middle, high } = episode.expected;
  if (![low, middle, high, episode.value].every(Number.isFinite)) return '';
  const { value } = formatAgainst(episode.value, low, high);
  const { value: wanted } = formatAgainst(middle, low, high);
  return value === wanted ? '' : `: it reads ${withUnit(value, unit)} where about ${withUnit(wanted, unit)} was expected`;
}

const changes = (episode: Episode): string => {
  const cadence = episode.facts?.cadence;
  if (cadence === undefined || !(cadence > 0)) return 'keeps changing';
  const often = formatCadence(cadence);
  return often.startsWith('every') && !/^every \w+$/.test(often) ? `changes about ${often}` : `changes ${often}`;
};

const clean = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, 120);

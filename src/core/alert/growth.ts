/**
 * Counters in words: what they have grown by in the time that was looked at, and what they normally grow by in it.
 *
 *     Water meter  has gone up by 30 l in the last 15 minutes;  around this hour it is normally 0 to 4 l.
 */
import { absurd, hours, type Millis, minutes } from '../base/index.ts';
import type { Episode, Expectation } from '../domain/index.ts';
import { formatAgainst, withUnit } from './number.ts';
import { formatSpan } from './time.ts';

/** Less than this is told as a rate: what a meter grew by in a second says nothing to anybody. */
const shortest = minutes(1);

/** Claim and rest, as in `sentence.ts`; undefined for what is no growth. `since` is a time in words. */
export function growthOpening(episode: Episode, unit: string, since: string): readonly [string, string] | undefined {
  const growth = episode.facts?.growth;
  if (growth === undefined || !(growth > 0)) return undefined;
  const span = growth < shortest ? shortest : growth;
  const told = growth < shortest ? ' a minute' : ` in the last ${spanWords(growth)}`;
  const { value, worst, expected } = inTime(episode, span);
  const { low, high } = expected;
  const text = formatAgainst(value, low, high);
  switch (episode.pattern) {
    case 'rise':
    case 'spike':
      return [`has gone up by ${withUnit(text.value, unit)}${told}`, normally(expected, text, unit)];
    case 'fall':
    case 'drop': {
      const little = value > 0 ? `gone up by only ${withUnit(text.value, unit)}` : 'not gone up';
      return [`has ${little}${value > 0 ? told : told.replace(' a minute', ' lately')}`, normally(expected, text, unit)];
    }
    case 'noisier':
    case 'quieter':
    case 'shape': {
      const usual = formatAgainst(worst, low, high);
      const how = { noisier: 'unevenly', quieter: 'more evenly than usual', shape: 'in another way than usual' }[episode.pattern];
      return [`has gone up ${how} since ${since}`, `: by ${withUnit(text.value, unit)}${told}${normally(expected, usual, unit)}`];
    }
    case 'stuck':
    case 'silent':
    case 'impossible':
      return undefined;
    default:
      return absurd(episode.pattern);
  }
}

/** "; it had reached 30 l in 15 minutes" and the like: an episode's growths in one span instead of an hour. */
export function inTime(episode: Episode, span: Millis): Pick<Episode, 'value' | 'worst' | 'expected'> {
  const share = span / hours(1);
  const { value, worst, expected } = episode;
  const { low, middle, high, basis } = expected;
  return {
    value: value * share,
    worst: worst * share,
    // Nothing that counts up grows by less than nothing.
    expected: { low: Math.max(0, low) * share, middle: middle * share, high: high * share, basis },
  };
}

const spanWords = (span: Millis): string => formatSpan(span).replace(/^(?:an|1) (?=minute|hour|day)/, '');

function normally({ basis }: Expectation, { low, high }: { low: string; high: string }, unit: string): string {
  const range = low === high ? `about ${withUnit(low, unit)}` : `${low} to ${withUnit(high, unit)}`;
  switch (basis) {
    case 'hour':
      return `; around this hour it is normally ${range}`;
    case 'recent':
      return `; lately it was ${range}`;
    case 'always':
      return `; it is normally ${range}`;
    default:
      return absurd(basis);
  }
}

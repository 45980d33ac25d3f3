/** How an episode ended, as the rest of a sentence that begins with the sensor's name. */
import { absurd } from '../base/index.ts';
import type { Episode } from '../domain/index.ts';
import { cleanUnit, formatAgainst, withUnit } from './number.ts';
import { stateOf } from './switch.ts';
import { formatSpan } from './time.ts';

/** Claim and an optional second clause, as in `sentence.ts`. */
export function closing(episode: Episode): readonly [string, string] {
  const span = formatSpan((episode.closed ?? episode.opened) - episode.since);
  switch (episode.ending ?? 'recovered') {
    case 'accepted':
      return accepted(episode, span);
    case 'gone':
      return [`is no longer there: nothing more has come from it`, `, so its alert is closed after ${span}`];
    case 'recovered':
      return recovered(episode, span);
    default:
      return absurd(episode.ending as never);
  }
}

function recovered(episode: Episode, span: string): readonly [string, string] {
  const { pattern } = episode;
  switch (pattern) {
    case 'silent':
      return [`reports again after ${span} of silence`, ''];
    case 'stuck':
      return [`is changing again after ${span}`, ''];
    case 'impossible':
      return [`makes sense again after ${span}`, ''];
    case 'noisier':
    case 'quieter':
    case 'shape':
      return [`is back to its usual pattern after ${span}`, ''];
    case 'rise':
    case 'fall':
    case 'spike':
    case 'drop':
      return [`is back to normal${current(episode)} after ${span}`, extreme(episode)];
    default:
      return absurd(pattern);
  }
}

/** " (-18.2 °C)" where the episode's last value is known to be a normal one. */
function current({ value, expected, sensor, facts }: Episode): string {
  if (facts?.growth !== undefined) return '';
  if (!(value >= expected.low && value <= expected.high)) return '';
  return ` (${withUnit(formatAgainst(value, expected.low, expected.high).value, cleanUnit(sensor.unit))})`;
}

/** "; it had reached -9.5 °C". */
function extreme(episode: Episode): string {
  const { worst, expected, sensor, facts } = episode;
  if (facts?.growth !== undefined) return '';
  if (stateOf(episode, worst) !== undefined || !Number.isFinite(worst) || (worst >= expected.low && worst <= expected.high)) return '';
  const { value } = formatAgainst(worst, expected.low, expected.high);
  return `; it had ${worst > expected.high ? 'reached' : 'fallen to'} ${withUnit(value, cleanUnit(sensor.unit))}`;
}

function accepted(episode: Episode, span: string): readonly [string, string] {
  const { pattern } = episode;
  switch (pattern) {
    case 'rise':
    case 'spike':
      return [`has stayed ${stateOf(episode) ?? 'high'} for ${span}`, ': this is now taken as normal'];
    case 'fall':
    case 'drop':
      return [`has stayed ${stateOf(episode) ?? 'low'} for ${span}`, ': this is now taken as normal'];
    case 'stuck':
      return [`has not changed for ${span}`, ': this is now taken as normal'];
    case 'silent':
      return [`has sent nothing for ${span}`, ': this is now taken as normal'];
    case 'noisier':
    case 'quieter':
    case 'shape':
    case 'impossible':
      return [`has kept to its new ways for ${span}`, ': this is now taken as normal'];
    default:
      return absurd(pattern);
  }
}

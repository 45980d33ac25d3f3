/** Two-state sensors: "on" and "off", or "open" and "closed", instead of 1 and 0, and no ranges, which mean nothing to a door. */
import { absurd } from '../base/index.ts';
import type { Episode } from '../domain/index.ts';
import { formatCadence, formatTime, type TimeContext } from './time.ts';

/** "on" or "off", or what its kind calls them, when the sensor is a switch and the value one of its states; else undefined. */
export function stateOf(episode: Episode, value: number = episode.value): string | undefined {
  if (episode.sensor.quantity !== 'switch' || (value !== 0 && value !== 1)) return undefined;
  return (episode.facts?.states ?? ['off', 'on'])[value];
}

/** Claim and reason as in `sentence.ts`; undefined when the episode is not about two states. */
export function switchOpening(episode: Episode, context: TimeContext): readonly [string, string] | undefined {
  const state = stateOf(episode);
  if (state === undefined) return undefined;
  const { pattern, expected, facts } = episode;
  const since = formatTime(episode.since, context);
  // Of a smoke detector nobody needs to be told that it is unusual.
  const unusual = facts?.severity !== undefined ? '' : `, which is unusual${expected.basis === 'hour' ? ' around this hour' : ''}`;
  switch (pattern) {
    case 'spike':
    case 'drop':
      return [`switched ${state} at ${since}`, unusual];
    case 'rise':
    case 'fall':
      return [`has been ${state} since ${since}`, unusual];
    case 'noisier':
      return [`has been switching on and off unusually often since ${since}`, ''];
    case 'quieter':
      return [`has been switching on and off less than usual since ${since}`, ''];
    case 'stuck':
      return [
        `has stayed ${state} since ${since}`,
        facts?.cadence ? `; it normally changes ${formatCadence(facts.cadence)}` : '; it normally keeps changing',
      ];
    case 'shape':
      return [`has not followed its usual pattern since ${since}`, ` (it is ${state} now)`];
    case 'silent':
    case 'impossible':
      return undefined; // said as for any sensor
    default:
      return absurd(pattern);
  }
}

/**
 * How urgent an episode is. Few things are critical: a person must look up from the stove for it. What can hurt somebody is critical
 * whatever the statistics say of it; the rest goes by how far outside and how rare.
 */
import type { Episode, Severity } from '../domain/index.ts';
import { distance } from './sentence.ts';

/** Words in a two-state sensor's name that mean danger when it turns on. */
const dangers = /\b(?:smoke|gas|carbon[ _-]?monoxide|co alarm|flood|leak|water[ _-]?leak|fire|heat alarm|intrusion|tamper)\b/i;

/** The 8-hour workplace limit for carbon dioxide, in ppm (OSHA 29 CFR 1910.1000 table Z-1; DGUV and EH40 alike). */
const co2Limit = 5_000;

export type Judged = Pick<Episode, 'sensor' | 'pattern' | 'value' | 'worst' | 'expected' | 'rarity' | 'facts'>;

export function severity(episode: Judged): Severity {
  const { sensor, pattern, worst, expected, rarity, facts } = episode;
  if (facts?.severity !== undefined) return facts.severity;
  if (sensor.quantity === 'switch' && worst === 1 && (pattern === 'spike' || pattern === 'rise') && dangers.test(sensor.name))
    return 'critical';
  if (sensor.quantity === 'co2' && worst > co2Limit && pattern !== 'impossible') return 'critical';
  switch (pattern) {
    case 'silent':
    case 'impossible':
      return 'warning'; // nobody is watching that place any more
    case 'stuck':
    case 'quieter':
    case 'shape':
      return rarity >= 1e5 ? 'warning' : 'notice';
    default: {
      const widths = distance(worst, expected);
      if (widths >= 10 && rarity >= 1e6) return 'critical';
      return widths >= 1 || rarity >= 1e4 ? 'warning' : 'notice';
    }
  }
}

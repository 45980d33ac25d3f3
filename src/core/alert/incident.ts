/**
 * An incident as a person reads it: the leading episode's sentence, who else is concerned, and what may be behind it.
 *
 *     Pump flow has fallen to 29 l/min since 12:05; it is normally between 31 and 33 l/min.  Current and pressure have left their habits too.
 *     └ sentence.ts of the leading episode                                                   └ others()
 *     Perhaps a filter is blocked or a valve is closing (likely).
 *     └ hint.ts
 *
 * What does not fit goes in this order: the names of the others, what is normal, the hint, the others.
 */
import { series } from '../base/index.ts';
import type { Episode, Incident, IncidentChange } from '../domain/index.ts';
import { sentinelOf } from '../domain/quantity.ts';
import { hintSentence } from './hint.ts';
import { capitalised, leafOf, nameOf } from './name.ts';
import { type Parts, sentence, sentenceLimit, sentenceParts } from './sentence.ts';
import { formatSpan, formatTime, type TimeContext } from './time.ts';

/** Sensors named beside the leading one, and devices. */
const NAMED = 3;

/** One line, at most 250 characters. */
export function incidentSentence(incident: Incident, kind: IncidentChange['kind'], context: TimeContext): string {
  const [leading] = incident.episodes;
  if (!leading) throw new Error('an incident without an episode');
  if (kind === 'closed') return fitting([[sentence(leading, 'closed', context), ending(incident, leading)]]);
  const away = incident.episodes.filter(({ closed }) => closed === undefined);
  const house = incident.devices.length > 1;
  const [name, claim, reason]: Parts = house ? silence(away, incident.devices, context) : sentenceParts(leading, 'opened', context);
  const long = `${name} ${claim}${reason}.`;
  const short = `${name} ${claim}.`;
  const rest = house ? [] : others(leading, away);
  const more = house ? 0 : incident.unlisted;
  const hint = saysItself(leading) ? '' : hintSentence(incident.causes);
  const named = clause(rest, more, NAMED);
  const counted = clause(rest, more, 0);
  return fitting([
    [long, named, hint],
    [long, counted, hint],
    [short, named, hint],
    [short, counted, hint],
    [long, named],
    [long, counted],
    [short, counted],
    [long],
    [short],
  ]);
}

/** The first that is short enough; the last in any case, cut. */
function fitting(choices: readonly (readonly string[])[]): string {
  let text = '';
  for (const choice of choices) {
    text = choice.filter((part) => part !== '').join(' ');
    if (text.length <= sentenceLimit) return text;
  }
  return `${text.slice(0, sentenceLimit - 1).trimEnd()}…`;
}

/** The other sensors that are away from their habits, each once. */
function others(leading: Episode, away: readonly Episode[]): readonly Episode[] {
  const seen = new Set([leading.sensor.id]);
  return away.filter(({ sensor }) => !seen.has(sensor.id) && seen.add(sensor.id));
}

/** "Current, pressure, speed and 4 more have left their habits too." */
function clause(rest: readonly Episode[], unlisted: number, named: number): string {
  const count = rest.length + unlisted;
  if (count === 0) return '';
  const silent = unlisted === 0 && rest.every(({ pattern }) => pattern === 'silent');
  const said = silent
    ? count === 1
      ? 'is silent too'
      : 'are silent too'
    : count === 1
      ? 'has left its habits too'
      : 'have left their habits too';
  if (named === 0) return `${count === 1 ? 'Another sensor' : `${count} other sensors`} of it ${said}.`;
  return `${capitalised(
    listed(
      rest.map(({ sensor }) => leafOf(sensor)),
      count,
      named,
    ),
  )} ${said}.`;
}

/** "attic, garage, cellar and 2 more". */
function listed(names: readonly string[], count: number, most: number): string {
  // "and 1 more" is as long as its name.
  const shown = names.slice(0, most > 0 && names.length === count && count === most + 1 ? count : most);
  const beyond = count - shown.length;
  const parts = beyond > 0 ? [...shown, `${beyond} more`] : shown;
  return series(parts);
}

/** "5 devices fell silent within 40 seconds, at about 08:59: Attic, Garage door, Cellar and 2 more"; three or fewer by their names. */
function silence(away: readonly Episode[], devices: readonly string[], context: TimeContext): Parts {
  const sinces = away.map(({ since }) => since);
  const from = sinces.reduce((a, b) => (b < a ? b : a));
  const span = sinces.reduce((a, b) => (b > a ? b : a)) - from;
  const within = span >= 1_000 ? ` within ${formatSpan(span)}` : '';
  const names = away.map(({ sensor }) => nameOf({ ...sensor, name: sensor.deviceName }));
  const few = devices.length <= NAMED;
  const all = listed(names, devices.length, NAMED);
  return [few ? all : `${devices.length} devices`, `fell silent${within}, at about ${formatTime(from, context)}`, few ? '' : `: ${all}`];
}

/** What became of the others when the last one was over. */
function ending({ episodes, unlisted }: Incident, leading: Episode): string {
  const rest = others(leading, episodes);
  const end = leading.ending ?? 'recovered';
  if (rest.length === 0 || unlisted > 0 || rest.some(({ ending }) => (ending ?? 'recovered') !== end)) return '';
  const across = rest.some(({ sensor }) => sensor.device !== leading.sensor.device);
  const names = listed(
    rest.map(({ sensor }) => (across ? nameOf({ ...sensor, name: sensor.deviceName }) : leafOf(sensor))),
    rest.length,
    NAMED,
  );
  if (end === 'recovered') return `${capitalised(names)} ${rest.length === 1 ? 'is' : 'are'} back too.`;
  return `The same goes for ${names}.`;
}

/** The sentence of a value that cannot be gives its cause where the sensor's datasheet knows it. */
const saysItself = ({ pattern, facts, sensor, value }: Episode): boolean =>
  pattern === 'impossible' && (facts?.reason !== undefined || sentinelOf(sensor.quantity, sensor.unit, value) !== undefined);

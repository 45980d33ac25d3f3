/** Many changes at one moment. */
import { expect, it } from 'vitest';
import { coalesce } from '../../../src/core/alert/index.ts';
import type { IncidentChange, SensorId } from '../../../src/core/domain/index.ts';
import { episode, incident, sensorNamed } from './episodes.ts';

const change = (id: string, kind: IncidentChange['kind'], told: boolean, unlisted: number): IncidentChange => ({
  kind,
  told,
  incident: incident([episode({ ...sensorNamed(id, 'other', ''), id: id as SensorId }, 'rise', 3, 1, 2, 'always')], { unlisted }),
});
const short = (changes: readonly IncidentChange[]): string[] =>
  coalesce(changes).map(({ kind, told, incident: { first, unlisted } }) => `${first.sensor.id}${unlisted} ${told ? kind : `(${kind})`}`);

it.each<[string, readonly IncidentChange[], readonly string[]]>([
  ['nothing is nothing', [], []],
  ['one is itself', [change('a', 'joined', false, 1)], ['a1 (joined)']],
  [
    'what joins what has just opened is part of the opening',
    [change('a', 'opened', true, 0), change('a', 'joined', true, 1)],
    ['a1 opened'],
  ],
  ['the last state counts, told once', [change('a', 'worsened', true, 1), change('a', 'joined', false, 2)], ['a2 worsened']],
  ['what nobody needs to hear stays so', [change('a', 'joined', false, 1), change('a', 'eased', false, 0)], ['a0 (eased)']],
  ['an end stays on its own', [change('a', 'opened', true, 0), change('a', 'closed', true, 0)], ['a0 opened', 'a0 closed']],
  [
    'and so does what begins after it',
    [change('a', 'eased', false, 1), change('a', 'closed', true, 0), change('a', 'opened', true, 2), change('a', 'joined', true, 3)],
    ['a1 (eased)', 'a0 closed', 'a3 opened'],
  ],
  [
    'alerts keep their order and apart',
    [change('a', 'opened', true, 0), change('b', 'opened', true, 0), change('a', 'joined', true, 1)],
    ['a1 opened', 'b0 opened'],
  ],
])('%s', (_title, changes, expected) => {
  expect(short(changes)).toEqual(expected);
});

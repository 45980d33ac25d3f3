/** CLINC150, validation: sentences out of scope and of other domains, at which a home must do nothing. */
import { join } from 'node:path';
import { readJson } from './data.ts';
import { type Case, executed, nothing } from './judge.ts';
import { ownHome } from './own-home.ts';
import { type Figure, type Played, type Section, type Suite, share, UNJUDGED } from './section.ts';

const ENTITIES = 60;

/** Intents a home serves; they are left out of what must not act. */
export const HOME_INTENTS: readonly string[] = [
  'smart_home',
  'play_music',
  'next_song',
  'update_playlist',
  'change_volume',
  'timer',
  'alarm',
  'todo_list',
  'todo_list_update',
  'shopping_list',
  'shopping_list_update',
  'reminder',
  'reminder_update',
];

const acted = ({ answer }: Played): boolean => executed(answer).length > 0;
const tagged =
  (tag: string) =>
  ({ case: { tags } }: Played): boolean =>
    tags.includes(tag);
const strange = (one: Played): boolean => tagged('other')(one) || tagged('oos')(one);

export const clinc: Section = {
  name: 'clinc',
  needs: 'clinc150',
  suite,
  failed: (one) => (strange(one) ? acted(one) : tagged('intent:smart_home')(one) && one.answer.outcome === 'refuse'),
  figures: (played): Figure[] => [
    {
      key: 'clinc.acted',
      what: 'CLINC, out of scope and non-home: action executed',
      unit: '%',
      measured: share(played, acted, strange),
      anchors: { HassIL: 0.7 },
      target: { of: 'measured', most: 0.5 },
    },
    { key: 'clinc.oos', what: '  out of scope', unit: '%', measured: share(played, acted, tagged('oos')) },
    { key: 'clinc.other', what: '  other domains', unit: '%', measured: share(played, acted, tagged('other')) },
    {
      key: 'clinc.smart_home',
      what: 'CLINC smart_home: acted, answered or asked',
      unit: '%',
      measured: share(played, ({ answer }) => answer.outcome !== 'refuse', tagged('intent:smart_home')),
    },
  ],
};

function suite(folder: string): Suite {
  const { val, oos_val: oos } = readJson(join(folder, 'clinc150', 'data_train_val.json')) as {
    val: readonly (readonly [string, string])[];
    oos_val: readonly (readonly [string, string])[];
  };
  const home = ownHome(ENTITIES);
  const cases = [...val, ...oos].map(
    ([text, intent], i): Case => ({
      id: String(i),
      home,
      place: 'house',
      text,
      area: 'living_room',
      gold: nothing('answer', 'refuse'),
      tags: [...(intent === 'oos' ? ['oos'] : HOME_INTENTS.includes(intent) ? ['served', UNJUDGED] : ['other']), `intent:${intent}`],
    }),
  );
  const strangers = cases.filter(({ tags }) => !tags.includes('served')).length;
  return {
    cases,
    dropped: new Map(),
    notes: [
      `CLINC: ${strangers} validation sentences out of scope or of other domains, in a home of ${ENTITIES} entities; left out as a home's own: ${HOME_INTENTS.join(', ')}.`,
    ],
  };
}

/**
 * home-llm's piles: phrasings × device names in small random homes. Names never enter weights, so half of them are held out to see that
 * it is so.
 */
import { byTag, Drops, right, type Section, type Suite, saidOf, share, tagged, wrong } from '../section.ts';
import { readWords } from './fill.ts';
import { furnish } from './homes.ts';
import { readNames } from './names.ts';
import { questions, refusals, specific } from './specific.ts';
import { templates } from './templates.ts';

const HOMES = 80;

export const homeLlm: Section = {
  name: 'home-llm',
  needs: 'home-llm',
  suite,
  figures(played) {
    const heldOut = ({ case: { tags } }: Parameters<typeof right>[0]): boolean => tags.includes('template') && tags.includes('held out');
    return [
      {
        key: 'home-llm.templates',
        what: 'home-llm, templated phrasings',
        unit: '%',
        measured: share(played, right, tagged('template')),
        anchors: { 'HassIL recognises': 26.7 },
        target: { of: 'measured', least: 95 },
      },
      {
        key: 'home-llm.heldout',
        what: '  unseen names',
        unit: '%',
        measured: share(played, right, heldOut),
        target: { of: 'measured', least: 95 },
      },
      ...byTag(played, 'home-llm.templates.count', 'actions in a sentence:', 'count:'),
      ...byTag(played, 'home-llm.templates', 'templates,', 'kind:'),
      { key: 'home-llm.specific', what: 'home-llm, specific phrasings', unit: '%', measured: share(played, right, tagged('specific')) },
      { key: 'home-llm.questions', what: 'home-llm, questions answered', unit: '%', measured: share(played, right, tagged('question')) },
      {
        key: 'home-llm.missing',
        what: 'home-llm, missing devices refused',
        unit: '%',
        measured: share(played, right, tagged('not available')),
      },
      { key: 'home-llm.already', what: 'home-llm, already so', unit: '%', measured: share(played, right, tagged('already')) },
      { key: 'home-llm.wrong', what: '  wrong action', unit: '%', measured: share(played, wrong), target: { of: 'measured', most: 1 } },
    ];
  },
};

function suite(folder: string): Suite {
  const names = readNames(folder);
  const homes = furnish(names, HOMES, 7);
  const dropped = new Drops();
  const cases = [
    ...templates(folder, homes, readWords(folder), dropped),
    ...specific(folder, homes, names, dropped),
    ...questions(folder, homes, dropped),
    ...refusals(folder, homes, dropped),
  ];
  const count = (tag: string): number => cases.filter(({ tags }) => tags.includes(tag)).length;
  return {
    // Home by home, so that each is opened once.
    cases: cases.toSorted((a, b) => homes.findIndex(({ home }) => home === a.home) - homes.findIndex(({ home }) => home === b.home)),
    dropped: dropped.counts,
    notes: [
      `home-llm: ${count('template')} filled templates, ${count('specific')} specific phrasings, ${count('question')} questions, ${count('refusal')} refusals in homes of 8 to 30 devices; ${saidOf(dropped.counts)}.`,
    ],
  };
}

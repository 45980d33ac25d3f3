/**
 * A few of Home Assistant's own test files: sentences with their intent and slots, each file with its own little home. What maps cleanly to
 * a service call or an answer is judged; the speaker is in the area that needs one.
 */
import { basename, dirname, join } from 'node:path';
import { filesBelow, readYaml } from '../data.ts';
import type { Case } from '../judge.ts';
import { byTag, Drops, right, type Section, type Suite, saidOf, share, wrong } from '../section.ts';
import { goldFor } from './gold.ts';
import { HERE, homeFor, type RawFile, type RawTest } from './home.ts';

export const haIntents: Section = {
  name: 'ha-intents',
  needs: join('ha-intents-en', 'tests'),
  suite,
  figures: (played) => [
    { key: 'ha-intents.exact', what: 'Home Assistant sample tests', unit: '%', measured: share(played, right), anchors: { HassIL: 100 } },
    ...byTag(played, 'ha-intents', 'tests,', 'intent:'),
    { key: 'ha-intents.wrong', what: '  wrong action', unit: '%', measured: share(played, wrong), target: { of: 'measured', most: 1 } },
  ],
};

function suite(folder: string): Suite {
  const dropped = new Drops();
  const cases: Case[] = [];
  const paths = filesBelow(join(folder, 'ha-intents-en', 'tests'), /\.yaml$/);
  for (const path of paths) {
    const file = readYaml(path) as RawFile;
    const intent = basename(dirname(path));
    for (const [t, test] of file.tests.entries()) {
      const home = homeFor(intent, file, test as RawTest);
      for (const [s, text] of test.sentences.entries()) {
        const gold = goldFor(intent, text, test.slots ?? {}, home);
        if (gold === undefined) dropped.add(`of ${intent}, which was not mapped`);
        else
          cases.push({
            id: `${intent}/${basename(path)}/${t}.${s}`,
            home,
            place: intent,
            text,
            area: HERE,
            gold,
            tags: [`intent:${intent}`],
          });
      }
    }
  }
  return {
    cases,
    dropped: dropped.counts,
    notes: [`Home Assistant tests: ${paths.length} files, ${cases.length} sentences; ${saidOf(dropped.counts)}.`],
  };
}

/**
 * device-actions-v2-fixtures of home-assistant-datasets: 37 homes, sentences with their target. Right is exactly the target with the
 * derived action. Nobody says where the speaker is, so that asking is right as well wherever the words fit several devices alike.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Entity, Home } from '../../../core/domain/home.ts';
import { filesBelow, readYaml } from '../data.ts';
import { isHeldOutHome } from '../heldout.ts';
import type { Case, Gold } from '../judge.ts';
import type { Want } from '../match.ts';
import { pointing, siblings } from '../pointing.ts';
import { byTag, Drops, right, type Section, type Suite, saidOf, share, tagged, wrong } from '../section.ts';
import { derive } from './derive.ts';
import { readHome, targetOf } from './home.ts';

const NEEDS = join('ha-datasets', 'datasets', 'device-actions-v2-fixtures');

interface RawTest {
  readonly entity_id: string;
  readonly device: string;
  readonly area: string;
  readonly sentences: readonly unknown[];
}

export const deviceActions: Section = {
  name: 'device-actions',
  needs: NEEDS,
  suite,
  figures: (played) => [
    {
      key: 'device-actions.exact',
      what: 'device-actions, exact plan',
      unit: '%',
      measured: share(played, right),
      anchors: { 'HassIL recognises': 71.7 },
      target: { of: 'measured', least: 95 },
    },
    {
      key: 'device-actions.heldout',
      what: '  homes training never saw',
      unit: '%',
      measured: share(played, right, tagged('held out')),
      target: { of: 'measured', least: 95 },
    },
    { key: 'device-actions.wrong', what: '  wrong action', unit: '%', measured: share(played, wrong), target: { of: 'measured', most: 1 } },
    ...byTag(played, 'device-actions.exact', 'exact,', 'kind:'),
  ],
};

function suite(folder: string): Suite {
  const dropped = new Drops();
  const cases: Case[] = [];
  const root = join(folder, NEEDS);
  for (const name of readdirSync(root).sort()) {
    const home = readHome(join(root, name, '_fixtures.yaml'));
    for (const path of filesBelow(join(root, name), /^[^_].*\.yaml$/)) {
      const { category, tests } = readYaml(path) as { category: string; tests: readonly RawTest[] };
      for (const [t, test] of tests.entries()) {
        const target = targetOf(home, test);
        for (const [s, sentence] of test.sentences.entries()) {
          const gold = target === undefined ? 'without its target in the home' : goldOf(String(sentence), target, home);
          if (typeof gold === 'string') dropped.add(gold);
          else
            cases.push({
              id: `${name}/${basename(path, '.yaml')}/${t}.${s}`,
              home,
              place: name,
              text: String(sentence),
              gold,
              tags: [`kind:${category}`, ...(isHeldOutHome(name) ? ['held out'] : [])],
            });
        }
      }
    }
  }
  return { cases, dropped: dropped.counts, notes: [`device-actions: ${cases.length} sentences; ${saidOf(dropped.counts)}.`] };
}

function goldOf(sentence: string, target: Entity, home: Home): Gold | string {
  const derived = derive(sentence, target);
  if (typeof derived === 'string') return derived;
  const { best, alike: like } = pointing(sentence, home, (entity) => typeof derive(sentence, entity) !== 'string');
  if (!best.includes(target.id))
    return like.includes(target.id) ? 'that fit several devices of one name' : 'whose words fit another device better';
  const unclear = like.length > 1;
  const want: Want = { entity: target.id, calls: derived.calls };
  const quiet = [...(derived.quiet ?? []), ...(unclear ? (['ask'] as const) : [])];
  return {
    plans: derived.calls.length === 0 ? [] : [{ must: [want], may: siblings(sentence, target, home, derived.calls) }],
    quiet,
    unclear,
  };
}

/**
 * HomeBench, development rows; evaluation only. A row succeeds when the multiset of actions equals the gold operations and there is one
 * refusal for each clause that must be refused; F1 counts operations and refusals of all rows together.
 */
import { join } from 'node:path';
import type { Home } from '../../../core/domain/home.ts';
import { readJsonLines } from '../data.ts';
import { type Case, refusedOf } from '../judge.ts';
import { byTag, Drops, type Played, right, type Section, type Suite, saidOf, share, wrong } from '../section.ts';
import { operationsOf } from './gold.ts';
import { homeFrom, type RawHome } from './home.ts';

const FILES = ['train_data_part1_copy.jsonl', 'valid_data_copy.jsonl'];

interface RawRow {
  readonly id: string;
  readonly input: string;
  readonly output: string;
  readonly home_id: number;
  readonly type: string;
}

export const homebench: Section = {
  name: 'homebench',
  needs: 'homebench',
  suite,
  figures: (played) => [
    {
      key: 'homebench.success',
      what: 'HomeBench, success',
      unit: '%',
      measured: share(played, right),
      anchors: { 'o3-mini with examples': 74.4, 'grounded regex': 79.3, 'GPT-4o with examples': 66.9 },
      target: { of: 'measured', least: 86 },
    },
    {
      key: 'homebench.f1',
      what: '  F1',
      unit: '%',
      measured: Object.fromEntries([...played].map(([name, all]) => [name, f1(all)])),
      anchors: { 'o3-mini with examples': 85.8, 'grounded regex': 89.1 },
    },
    ...byTag(played, 'homebench', 'success,', 'type:'),
    { key: 'homebench.wrong', what: '  wrong action', unit: '%', measured: share(played, wrong), target: { of: 'measured', most: 1 } },
  ],
};

function suite(folder: string): Suite {
  const homes = new Map<number, Home>(
    (readJsonLines(join(folder, 'homebench', 'home_status_method.jsonl')) as RawHome[]).map((raw) => [raw.home_id, homeFrom(raw)]),
  );
  const dropped = new Drops();
  const cases: Case[] = [];
  let unmet = 0;
  for (const row of FILES.flatMap((file) => readJsonLines(join(folder, 'homebench', file)) as RawRow[])) {
    const home = homes.get(row.home_id);
    const gold =
      home &&
      operationsOf(
        row.output,
        home.areas.map(({ id }) => id),
      );
    if (home === undefined || gold === undefined) {
      dropped.add('whose gold cannot be read');
      continue;
    }
    if (gold.wants.some(({ entity }) => !home.entities.some(({ id }) => id === entity))) unmet++;
    const single = gold.errors === 1 && gold.wants.length === 0;
    cases.push({
      id: row.id,
      home,
      place: `home ${row.home_id}`,
      text: row.input,
      gold: {
        plans: gold.wants.length === 0 ? [] : [{ must: gold.wants }],
        quiet: gold.wants.length > 0 ? [] : single ? ['refuse', 'ask', 'answer'] : ['refuse', 'ask'],
        refused: gold.errors,
      },
      tags: [`type:${typeOf(row.type)}`],
    });
  }
  return {
    cases: cases.toSorted((a, b) => a.place.localeCompare(b.place)),
    dropped: dropped.counts,
    notes: [
      `HomeBench: ${cases.length} development rows of ${homes.size} homes; ${saidOf(dropped.counts)}; ${unmet} name a device that their home lacks and count as failed.`,
    ],
  };
}

/** normal, unexist_device, unexist_attribute; several clauses by whether all, none or some can be done. */
const typeOf = (type: string): string =>
  type.startsWith('multi') ? `multi${type.replace(/^multi\d+/, '')}`.replace(/_unexist_\w+/, '_unexist') : type;

/** Over operations, a refused clause being one. */
export function f1(played: readonly Played[]): number {
  let [met, done, wanted] = [0, 0, 0];
  for (const { case: one, answer, verdict } of played) {
    const errors = one.gold.refused ?? 0;
    const refused = refusedOf(answer);
    met += verdict.met + Math.min(errors, refused);
    done += verdict.done + refused;
    wanted += (one.gold.plans[0]?.must.length ?? 0) + errors;
  }
  return (200 * met) / (done + wanted);
}

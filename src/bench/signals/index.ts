/**
 * The development scoreboard of the watcher: every set at hand by its own rule, through `kinglet replay` and nothing else, beside a
 * robust z-score and random numbers on the same files. The data is optional (`data.ts`); without it there is nothing to measure.
 *
 *     npm run -s bench -- signals --only nab --alone --verbose
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '../../cli/replay.ts';
import { FaultError, fault } from '../../core/base/index.ts';
import { type Bench, type BenchIo, type BenchResult, type Row, row } from '../bench.ts';
import { randomScores, robustZScore } from './baseline.ts';
import { signalsFolder } from './data.ts';
import { falserate } from './falserate.ts';
import { homes } from './homes.ts';
import { nab } from './nab-section.ts';
import { optionsConfig, readOptions } from './options.ts';
import { type Contestant, kinglet } from './play.ts';
import type { Context, Figure, Section } from './section.ts';
import { skab } from './skab.ts';
import { ucr } from './ucr.ts';
import { water } from './water.ts';
import { wells } from './wells.ts';

const sections: readonly Section[] = [nab, skab, homes, water, wells, falserate, ucr];
export const sectionNames: readonly string[] = sections.map(({ name }) => name);

/** As other benches give it, and all figures with every contestant and anchor. */
export interface SignalsResult extends BenchResult {
  readonly figures: readonly Figure[];
}

export const bench = {
  name: 'signals',
  what: 'how well trouble is found: NAB, SKAB, homes, water, wells, UCR, through replay',
  options: optionsConfig,
  async run(io: BenchIo): Promise<SignalsResult> {
    const options = readOptions(io.given ?? {}, sectionNames);
    if (typeof options === 'string') throw new FaultError(fault('bench/options', options));
    const folder = signalsFolder();
    if (folder === undefined) {
      return {
        rows: [],
        figures: [],
        notes: ['skipped: the signal sets are not here (../shared/data/signals, or signals below $KINGLET_DATA).'],
      };
    }
    const notes: string[] = [];
    // Kinglet first: peers take their alarm rate from it.
    const own = await kinglet((args, streams) => replay(args, { ...streams, signal: io.signal }));
    const contestants: Contestant[] = options.alone ? [own] : [own, robustZScore, randomScores];
    const context: Context = {
      folder,
      contestants,
      quick: options.quick,
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      progress: io.progress,
      signal: io.signal,
    };
    const figures: Figure[] = [];
    const details: string[] = [];
    for (const section of sections) {
      if (options.only && !options.only.includes(section.name)) continue;
      if (!existsSync(join(folder, section.needs))) {
        notes.push(`${section.name}: skipped, ${section.needs} is not here.`);
        continue;
      }
      const report = await section.run(context);
      figures.push(...report.figures);
      notes.push(...report.notes);
      details.push('', `── ${section.name} ──`, ...report.details);
    }
    if (options.quick) notes.push('Quick: a fixed part of the recordings; do not compare with whole runs.');
    notes.push(...besides(figures));
    if (options.out !== undefined)
      writeFileSync(options.out, `${JSON.stringify({ bench: 'signals', quick: options.quick, figures, notes }, undefined, 2)}\n`);
    return { rows: figures.flatMap(rowOf), figures, notes: options.verbose ? [...notes, ...details] : notes };
  },
} satisfies Bench;

/** A line of the table: Kinglet beside the robust z-score; figures that only peers have are left to the notes. */
function rowOf({ what, unit, measured, target }: Figure): Row[] {
  const own = measured['kinglet'];
  if (own === undefined) return [];
  const peer = measured[robustZScore.name];
  const { ratio, ...line } = row({
    what,
    measured: own,
    unit,
    ...(peer === undefined ? {} : { beside: { what: robustZScore.name, measured: peer } }),
    ...(target ? { target } : {}),
  });
  return [ratio !== undefined && Number.isFinite(ratio) ? { ...line, ratio } : line];
}

/** What the table has no room for: the other contestants and the anchors. */
function besides(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ what, measured, anchors }) => {
    const others = Object.entries({ ...measured, ...anchors }).filter(
      ([name]) => name !== 'kinglet' && (measured['kinglet'] === undefined || name !== robustZScore.name),
    );
    return others.length === 0 ? [] : [`${what.trim()}: ${others.map(([name, x]) => `${name} ${Number(x.toFixed(2))}`).join(', ')}`];
  });
}

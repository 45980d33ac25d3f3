/**
 * The development scoreboard of the watcher: every set at hand by its own rule, through `kinglet replay` and nothing else, beside a
 * robust z-score and random numbers on the same files. The data is optional (`data.ts`); without it there is nothing to measure.
 *
 *     npm run -s bench -- signals --only nab --alone --verbose
 *     npm run -s bench -- signals --compare models/.cache/float,models/.cache/teacher --out models/artifacts/bench.json
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '../../cli/replay.ts';
import { FaultError, fault } from '../../core/base/index.ts';
import { type Bench, type BenchIo, type BenchResult, type Row, row } from '../bench.ts';
import { randomScores, robustZScore } from './baseline.ts';
import { cost } from './cost.ts';
import { signalsFolder } from './data.ts';
import { type Environment, environment } from './environment.ts';
import { falserate } from './falserate.ts';
import { homes } from './homes.ts';
import { invariance } from './invariance.ts';
import { nab } from './nab-section.ts';
import { nameOf, optionsConfig, readOptions } from './options.ts';
import { type Contestant, kinglet, type ReplayCommand } from './play.ts';
import type { Context, Figure, Section } from './section.ts';
import { skab } from './skab.ts';
import { ucr } from './ucr.ts';
import { water } from './water.ts';
import { wells } from './wells.ts';

const sections: readonly Section[] = [nab, skab, homes, water, wells, falserate, ucr, invariance, cost];
export const sectionNames: readonly string[] = sections.map(({ name }) => name);

/** As other benches give it, and all figures with every contestant and anchor. */
export interface SignalsResult extends BenchResult {
  readonly figures: readonly Figure[];
  readonly environment: Environment;
}

export const bench = {
  name: 'signals',
  what: 'how well trouble is found: NAB, SKAB, homes, water, wells, UCR, through replay; what it costs',
  options: optionsConfig,
  async run(io: BenchIo): Promise<SignalsResult> {
    const options = readOptions(io.given ?? {}, sectionNames);
    if (typeof options === 'string') throw new FaultError(fault('bench/options', options));
    const folder = signalsFolder();
    const notes: string[] = [];
    if (folder === undefined) notes.push('skipped: the signal sets are not here (../shared/data/signals, or signals below $KINGLET_DATA).');
    const command: ReplayCommand = (args, streams) => replay(args, { ...streams, signal: io.signal });
    // Kinglet first: peers take their alarm rate from it.
    const contestants: Contestant[] = [await kinglet(command)];
    for (const models of options.compare) contestants.push(await otherModel(command, models));
    if (!options.alone) contestants.push(robustZScore, randomScores);
    const context: Context = {
      folder: folder ?? '',
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
      if (section.needs !== undefined && (folder === undefined || !existsSync(join(folder, section.needs)))) {
        if (folder !== undefined) notes.push(`${section.name}: skipped, ${section.needs} is not here.`);
        continue;
      }
      const report = await section.run(context);
      figures.push(...report.figures);
      notes.push(...report.notes);
      details.push('', `── ${section.name} ──`, ...report.details);
    }
    if (options.quick) notes.push('Quick: a fixed part of the recordings; do not compare with whole runs.');
    notes.push(...besides(figures, options.compare.map(nameOf)));
    const seen = await environment(folder, contestants);
    if (options.out !== undefined) {
      const told = { bench: 'signals', quick: options.quick, environment: seen, figures: figures.map(written), notes };
      writeFileSync(options.out, `${JSON.stringify(told, undefined, 2)}\n`);
    }
    return {
      rows: figures.flatMap((figure) => rowOf(figure, options.compare.map(nameOf))),
      figures,
      environment: seen,
      notes: options.verbose ? [...notes, ...details] : notes,
    };
  },
} satisfies Bench;

/** Throws a fault with the command's own sentence when the folder holds no model that fits. */
async function otherModel(command: ReplayCommand, folder: string): Promise<Contestant> {
  try {
    return await kinglet(command, { name: nameOf(folder), folder });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw new FaultError(fault('bench/models', sentence.replace(/^kinglet replay ended with \d+: kinglet replay: /, '')));
  }
}

/** As it is written to a file: JSON has no NaN, which is what a share of nothing is. */
export const written = (figure: Figure): Figure => ({
  ...figure,
  measured: Object.fromEntries(Object.entries(figure.measured).filter(([, x]) => Number.isFinite(x))),
});

/** A line of the table: Kinglet, itself with other models, and the robust z-score; figures that only peers have are left to the notes. */
function rowOf({ what, unit, measured, target }: Figure, compared: readonly string[]): Row[] {
  const own = measured['kinglet'];
  if (own === undefined) return [];
  const peer = measured[robustZScore.name];
  const others = compared.flatMap((name) => (measured[name] === undefined ? [] : [{ what: name, measured: measured[name] }]));
  const { ratio, ...line } = row({
    what,
    measured: own,
    unit,
    ...(others.length === 0 ? {} : { others }),
    ...(peer === undefined ? {} : { beside: { what: robustZScore.name, measured: peer } }),
    ...(target ? { target } : {}),
  });
  return [ratio !== undefined && Number.isFinite(ratio) ? { ...line, ratio } : line];
}

/** What the table has no room for: the other contestants and the anchors. */
function besides(figures: readonly Figure[], compared: readonly string[]): string[] {
  return figures.flatMap(({ what, measured, anchors }) => {
    const others = Object.entries({ ...measured, ...anchors }).filter(
      ([name]) => name !== 'kinglet' && !(measured['kinglet'] !== undefined && [robustZScore.name, ...compared].includes(name)),
    );
    return others.length === 0 ? [] : [`${what.trim()}: ${others.map(([name, x]) => `${name} ${Number(x.toFixed(2))}`).join(', ')}`];
  });
}

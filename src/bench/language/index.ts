/**
 * The development scoreboard of the language path: every set at hand by its own rule, through the way of `kinglet understand` and nothing
 * else, beside Kinglet without its network in the same run. The data is optional (`data.ts`); without it there is nothing to measure.
 *
 *     npm run -s bench -- language --only homebench --verbose --sample 200
 *     npm run -s bench -- language --compare models/.cache/float,models/.cache/teacher --out bench-language.json
 */
import { createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultError, fault } from '../../core/base/index.ts';
import { type Bench, type BenchIo, type BenchResult, type Row, row } from '../bench.ts';
import { clinc } from './clinc.ts';
import { type Contestants, KINGLET, openContestants, RULES } from './contestants.ts';
import { languageFolder } from './data.ts';
import { deviceActions } from './device-actions/index.ts';
import { type Environment, environment } from './environment.ts';
import { failureLine, listed } from './failures.ts';
import { haIntents } from './ha-intents/index.ts';
import { homeLlm } from './home-llm/index.ts';
import { homebench } from './homebench/index.ts';
import { latency } from './latency.ts';
import { nameOf, optionsConfig, readOptions } from './options.ts';
import { overall } from './overall.ts';
import { play, thin } from './play.ts';
import type { Figure, Played, Section } from './section.ts';
import { slurp } from './slurp.ts';

const sections: readonly Section[] = [deviceActions, homeLlm, homebench, slurp, clinc, haIntents];
const LATENCY = 'latency';
export const sectionNames: readonly string[] = [...sections.map(({ name }) => name), LATENCY];

/** As other benches give it, and all figures with every contestant and anchor. */
export interface LanguageResult extends BenchResult {
  readonly figures: readonly Figure[];
  readonly environment: Environment;
}

export const bench = {
  name: 'language',
  what: 'how well sentences are understood: device-actions, home-llm, HomeBench, SLURP, CLINC, through understand; what it costs',
  options: optionsConfig,
  run: (io: BenchIo): Promise<LanguageResult> => run(io, openContestants),
} satisfies Bench;

/** @param open who is measured */
export async function run(io: BenchIo, open: (compare: readonly string[]) => Promise<Contestants>): Promise<LanguageResult> {
  const options = readOptions(io.given ?? {}, sectionNames);
  if (typeof options === 'string') throw new FaultError(fault('bench/options', options));
  const folder = languageFolder();
  await using contestants = await open(options.compare);
  const notes = [...contestants.notes];
  if (folder === undefined)
    notes.push('skipped: the language sets are not here (../shared/data/language, or language below $KINGLET_DATA).');
  const wanted = (name: string): boolean => options.only === undefined || options.only.includes(name);
  const figures: Figure[] = [];
  const details: string[] = [];
  const everything = new Map<string, ReadonlyMap<string, readonly Played[]>>();
  const failures = options.failures === undefined ? undefined : createWriteStream(options.failures);
  for (const section of sections) {
    if (!wanted(section.name) || folder === undefined) continue;
    if (!existsSync(join(folder, section.needs))) {
      notes.push(`${section.name}: skipped, ${section.needs} is not here.`);
      continue;
    }
    const suite = section.suite(folder);
    const cases = thin(suite.cases, options.sample);
    const played = new Map<string, Played[]>();
    for (const understander of contestants.list) {
      const began = performance.now();
      const results = await play(cases, understander, io.signal);
      played.set(understander.name, results);
      io.progress(`${section.name}: ${understander.name}, ${cases.length} requests, ${((performance.now() - began) / 1000).toFixed(1)} s`);
      const failed = results.filter((one) => (section.failed ? section.failed(one) : !one.verdict.right || one.verdict.wrong));
      for (const one of failed) failures?.write(`${failureLine(section.name, understander.name, one)}\n`);
      if (understander === contestants.list[0]) details.push('', `── ${section.name}: ${failed.length} failed ──`, ...failed.map(listed));
    }
    everything.set(section.name, played);
    figures.push(...section.figures(played));
    notes.push(...suite.notes);
  }
  figures.push(...overall(everything));
  if (wanted(LATENCY)) figures.push(...(await latency(contestants.list, io.signal)));
  if (options.sample !== undefined) notes.push('A sample of each set; do not compare with whole runs.');
  notes.push(...besides(figures, options.compare.map(nameOf)));
  const seen = await environment(folder, options.compare);
  if (options.out !== undefined)
    writeFileSync(
      options.out,
      `${JSON.stringify({ bench: 'language', environment: seen, figures: figures.map(written), notes }, undefined, 2)}\n`,
    );
  await new Promise<void>((resolve) => (failures === undefined ? resolve() : failures.end(resolve)));
  return {
    rows: figures.flatMap((figure) => rowOf(figure, options.compare.map(nameOf))),
    figures,
    environment: seen,
    notes: options.verbose ? [...notes, ...details] : notes,
  };
}

/** As it is written to a file: JSON has no NaN, which is what a share of nothing is. */
const written = (figure: Figure): Figure => ({
  ...figure,
  measured: Object.fromEntries(Object.entries(figure.measured).filter(([, x]) => Number.isFinite(x))),
});

/** A line of the table: Kinglet, itself with other models, and beside it the rules alone; these lead where there is no model. */
function rowOf({ what, unit, measured, target }: Figure, compared: readonly string[]): Row[] {
  const own = measured[KINGLET] ?? measured[RULES];
  if (own === undefined || Number.isNaN(own)) return [];
  const peer = measured[KINGLET] === undefined ? undefined : measured[RULES];
  const others = compared.flatMap((name) => (measured[name] === undefined ? [] : [{ what: name, measured: measured[name] }]));
  const { ratio, ...line } = row({
    what,
    measured: own,
    unit,
    ...(others.length === 0 ? {} : { others }),
    ...(peer === undefined ? {} : { beside: { what: RULES, measured: peer } }),
    ...(target ? { target } : {}),
  });
  return [ratio !== undefined && Number.isFinite(ratio) ? { ...line, ratio } : line];
}

/** What the table has no room for: the anchors. */
function besides(figures: readonly Figure[], compared: readonly string[]): string[] {
  return figures.flatMap(({ what, measured, anchors }) => {
    const shown = [KINGLET, RULES, ...compared];
    const others = Object.entries({ ...measured, ...anchors }).filter(([name]) => !shown.includes(name));
    return others.length === 0 ? [] : [`${what.trim()}: ${others.map(([name, x]) => `${name} ${Number(x.toFixed(2))}`).join(', ')}`];
  });
}

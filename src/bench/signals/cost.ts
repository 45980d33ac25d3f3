/** What a window costs and what a sensor weighs, for the shipped model and those beside it. Needs no recordings. */
import { statSync } from 'node:fs';
import { ARTIFACTS, openScorer, readManifest } from '../../adapters/onnx/index.ts';
import type { Scorer } from '../../agent/ports.ts';
import { describe } from '../../core/base/index.ts';
import { seeded } from '../../demo/random.ts';
import { STATE_LIMIT_KB, stateBytes } from '../memory.ts';
import type { Context, Figure, Report, Section } from './section.ts';

const BATCHES = [64, 256] as const;
/** Windows in one measurement: some tens of milliseconds, well above the clock of the account of CPU time. */
const WINDOWS = 16_384;
/** Measurements, of which the best counts: others use this machine too, and nobody makes a run faster than it is. */
const ROUNDS = 7;

export const cost: Section = { name: 'cost', run };

async function run({ contestants, progress, signal }: Context): Promise<Report> {
  const micros = new Map<number, Record<string, number>>(BATCHES.map((batch) => [batch, {}]));
  const kilobytes: Record<string, number> = {};
  for (const { name, model } of contestants) {
    if (!model) continue;
    const folder = model.folder ?? ARTIFACTS;
    const [found, opened] = [await readManifest(folder), await openScorer({ folder })];
    if (!found.ok) throw new Error(describe(found.fault));
    if (!opened.ok) throw new Error(describe(opened.fault));
    kilobytes[name] = statSync(found.value.model).size / 1_000;
    await using scorer = opened.value.scorer;
    for (const [batch, measured] of micros) {
      signal.throwIfAborted();
      measured[name] = await microsPerWindow(scorer, batch);
      progress(`cost: ${name}, batch ${batch}, ${measured[name].toFixed(2)} µs a window`);
    }
  }
  const own = contestants[0]?.name ?? '';
  const state = (await stateBytes(progress)) / 1_000;
  const figures: Figure[] = [
    ...[...micros].map(
      ([batch, measured]): Figure => ({
        key: `cost.window_${batch}`,
        what: `cost of a window, batch ${batch}`,
        unit: 'µs',
        measured,
        target: { of: 'measured', most: 10 },
      }),
    ),
    { key: 'cost.model', what: 'size of the model', unit: 'KB', measured: kilobytes, target: { of: 'measured', most: 1_000 } },
    {
      key: 'cost.state',
      what: 'state per sensor',
      unit: 'KB',
      measured: { [own]: state },
      anchors: { 'Netdata, k-means': 18 },
      target: { of: 'measured', most: STATE_LIMIT_KB },
    },
  ];
  return {
    figures,
    notes: [
      `Cost: CPU time of all threads, the way into the model's Worker and back included, the model itself on one thread; the best of ${ROUNDS} measurements of ${WINDOWS.toLocaleString('en-US')} windows. ` +
        `State: the watcher alone with 1,000 sensors of 2,000 readings each, after a full collection, as in the bench of memory.`,
    ],
    details: [],
  };
}

async function microsPerWindow(scorer: Scorer, batch: number): Promise<number> {
  const random = seeded(5);
  const windows = new Float32Array(batch * scorer.inputs).map(() => random.between(-2, 2));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let done = 0; done < WINDOWS; done += batch) await scorer.run(windows.slice(), batch);
    const { user, system } = process.cpuUsage(before);
    if (round > 0) best = Math.min(best, (user + system) / WINDOWS); // the first warms up
  }
  return best;
}

/**
 * What this machine's Kinglet makes of the golden histories (test/golden/signals.json): the windows it writes and the answers of the
 * shipped model, through the daemon's own worker. Prints JSON; compared by tools/golden-arm64.mjs.
 *
 *     node tools/golden-answers.ts [EXTRA]      EXTRA more windows, seeded: ordinary ones and such at the ends of the int8 range
 */
import { readFileSync } from 'node:fs';
import { openScorer } from '../src/adapters/onnx/index.ts';
import { describe } from '../src/core/base/index.ts';
import { Cells, INPUTS, WindowWriter } from '../src/core/signal/index.ts';
import { seeded } from '../src/demo/random.ts';

const golden = JSON.parse(readFileSync(new URL('../test/golden/signals.json', import.meta.url), 'utf8')) as {
  cases: { name: string; cells: (number | null)[]; inputs: number[] | null }[];
};
const cases = golden.cases.flatMap((one) => (one.inputs ? [{ ...one, inputs: one.inputs }] : []));
const writer = new WindowWriter();
const windows = cases.map(({ cells }) => {
  const past = new Cells();
  for (const value of cells) past.push(value ?? Number.NaN);
  const window = new Float32Array(INPUTS);
  writer.write(past, window, 0);
  return window;
});

/** Inputs end at ±4: a window full of them is the largest sum that a row of weights can meet. */
const extra = Number(process.argv[2] ?? 0);
const random = seeded(41);
const made = Array.from({ length: extra }, (_, i) => {
  const walk = new Float32Array(INPUTS);
  let x = random.between(-1, 1);
  for (let k = 0; k < INPUTS; k++) {
    x = 0.9 * x + 0.5 * random.normal();
    walk[k] = i % 2 === 0 ? Math.max(-4, Math.min(4, x)) : random.uniform() < 0.5 ? -4 : 4;
  }
  return walk;
});

const opened = await openScorer();
if (!opened.ok) throw new Error(describe(opened.fault));
await using scorer = opened.value.scorer;
const ask = async (rows: readonly ArrayLike<number>[]): Promise<number[][]> => {
  const data = new Float32Array(rows.length * scorer.inputs);
  rows.forEach((row, i) => {
    data.set(row, i * scorer.inputs);
  });
  const answer = await scorer.run(data, rows.length);
  return rows.map((_, i) => [...answer.subarray(i * scorer.outputs, (i + 1) * scorer.outputs)]);
};
process.stdout.write(
  JSON.stringify({
    arch: process.arch,
    names: cases.map(({ name }) => name),
    windows: windows.map((window) => [...window]),
    answers: await ask(cases.map(({ inputs }) => inputs)),
    extra: extra > 0 ? await ask(made) : [],
  }),
);

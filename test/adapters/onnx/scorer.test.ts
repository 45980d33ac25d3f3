import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScorer } from '../../../src/adapters/onnx/index.ts';
import type { Scorer } from '../../../src/agent/ports.ts';
import { INPUTS } from '../../../src/core/signal/index.ts';
import { ANSWER } from '../../../src/core/watch/index.ts';
import { readGolden } from '../../support/golden.ts';
import { random } from '../../support/sensors.ts';

const golden = readGolden();
const cases = golden.cases.flatMap(({ name, inputs, outputs }) => (inputs && outputs ? [{ name, inputs, outputs }] : []));

async function open(): Promise<Scorer> {
  const opened = await openScorer();
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value.scorer;
}

describe('The shipped model', () => {
  let scorer: Scorer;
  beforeAll(async () => {
    scorer = await open();
  });
  afterAll(() => scorer[Symbol.asyncDispose]());

  const ask = (rows: readonly (readonly number[])[]): Promise<Float32Array> => scorer.run(Float32Array.from(rows.flat()), rows.length);

  it('is the one the golden answers were taken from', async () => {
    const opened = await openScorer();
    if (!opened.ok) throw new Error(opened.fault.detail);
    await opened.value.scorer[Symbol.asyncDispose]();
    expect(opened.value.manifest.sha256).toBe(golden.sha256);
    expect(opened.value.manifest.threshold).toBeGreaterThan(0);
    expect([scorer.inputs, scorer.outputs]).toEqual([INPUTS, ANSWER.size]);
  });

  it.each(cases.map((c) => [c.name, c] as const))('answers as it did where it was trained: %s', async (_, { inputs, outputs }) => {
    const answer = await ask([inputs]);
    expect(answer).toHaveLength(ANSWER.size);
    for (const [i, expected] of outputs.entries()) expect(Math.abs((answer[i] ?? Number.NaN) - expected)).toBeLessThan(1e-4);
  });

  it.each([2, 3, 7, 64, 333])('gives a window the same answer, bit for bit, whoever shares its batch of %i', async (size) => {
    const noise = random(size);
    const stranger = (): number[] => Array.from({ length: INPUTS }, () => 8 * noise() - 4);
    const alone = await Promise.all(cases.map(({ inputs }) => ask([inputs])));
    for (const [i, { inputs }] of cases.slice(0, 4).entries()) {
      const at = Math.floor(noise() * size);
      const rows = Array.from({ length: size }, (_, row) => (row === at ? inputs : stranger()));
      const answers = await ask(rows);
      expect(answers).toHaveLength(size * ANSWER.size);
      expect(answers.slice(at * ANSWER.size, (at + 1) * ANSWER.size)).toEqual(alone[i]);
    }
  });

  it('forecasts in order: no quantile lies below a lower one', async () => {
    const answers = await ask(cases.map((c) => c.inputs));
    for (let row = 0; row < cases.length; row++) {
      const quantiles = answers.slice(row * ANSWER.size, row * ANSWER.size + ANSWER.judge);
      expect(quantiles).toEqual(quantiles.slice().sort());
    }
  });

  it('answers in the order in which it was asked', async () => {
    const settled: number[] = [];
    const runs = [300, 1, 50, 1, 1].map(async (rows, n) => {
      await scorer.run(new Float32Array(rows * INPUTS), rows);
      settled.push(n);
    });
    await Promise.all(runs);
    expect(settled).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes the windows over instead of copying them', async () => {
    const windows = new Float32Array(INPUTS);
    const answer = scorer.run(windows, 1);
    expect(windows.byteLength).toBe(0);
    await answer;
  });

  it('refuses a batch that does not hold what it says, and answers the next', async () => {
    await expect(scorer.run(new Float32Array(INPUTS + 1), 1)).rejects.toThrow();
    await expect(scorer.run(new Float32Array(INPUTS), 1)).resolves.toHaveLength(ANSWER.size);
  });
});

describe('A scorer that was closed', () => {
  it('rejects whatever it is asked later', async () => {
    const scorer = await open();
    await scorer[Symbol.asyncDispose]();
    await expect(scorer.run(new Float32Array(INPUTS), 1)).rejects.toThrow('the model is closed');
    await scorer[Symbol.asyncDispose](); // a second time does no harm
  });

  // A worker that is terminated within a run aborts the whole process (onnxruntime-node throws a Napi::Error that nobody can catch).
  it('while it was at work rejects what it had not answered, and harms nobody', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('close-while-busy.ts', import.meta.url))]);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    expect({ code, said }).toEqual({ code: 0, said: 'the model is closed' });
  });
});

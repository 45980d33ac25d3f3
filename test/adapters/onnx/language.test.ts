import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARTIFACTS, openLanguageModel } from '../../../src/adapters/onnx/index.ts';
import { batchOf, featuresOf } from '../../../src/core/language/features.ts';
import { INTENTS, ROLES } from '../../../src/core/language/intent.ts';
import { type Batch, EMBEDDING, type LanguageModel, sizesOf, type Tensors } from '../../../src/core/language/model.ts';

interface Case {
  readonly tokens: readonly string[];
  readonly bits: readonly number[];
  readonly boundary: readonly number[];
  readonly roles: readonly number[];
  readonly intents: readonly number[];
  readonly scope: readonly number[];
  readonly embedding: readonly number[];
}
const NAMES = ['boundary', 'roles', 'intents', 'scope', 'embedding'] as const;
/** A norm that another processor rounds otherwise can move one int8 step: a tolerance on logits, never equality. */
const WITHIN = 0.02;

const isThere = existsSync(join(ARTIFACTS, 'language.json'));
const golden = (): { sha256: string; cases: readonly Case[] } =>
  JSON.parse(readFileSync(new URL('../../golden/language.json', import.meta.url), 'utf8')) as { sha256: string; cases: readonly Case[] };

async function open(thread: 'own' | 'worker'): Promise<LanguageModel> {
  const opened = await openLanguageModel({ thread });
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value.model;
}

function expectNear(got: Float32Array, wanted: ArrayLike<number>): void {
  expect(got).toHaveLength(wanted.length);
  for (let i = 0; i < wanted.length; i++) expect(Math.abs((got[i] ?? Number.NaN) - (wanted[i] ?? 0))).toBeLessThan(WITHIN);
}

describe.skipIf(!isThere).each(['own', 'worker'] as const)('The shipped language model in its %s thread', (thread) => {
  let model: LanguageModel;
  beforeAll(async () => {
    model = await open(thread);
  });
  afterAll(() => model[Symbol.asyncDispose]());

  it('answers as it did where it was trained', async () => {
    for (const { tokens, bits, ...wanted } of golden().cases) {
      const told = await model.run(featuresOf(tokens, bits));
      for (const name of NAMES) expectNear(told[name], wanted[name]);
    }
  });

  it('answers a sentence alone as in company, padding or not', async () => {
    const sentences = golden().cases.map(({ tokens, bits }) => ({ texts: tokens, bits }));
    const together = batchOf(sentences);
    const told = await model.run(together);
    for (const [row, { texts, bits }] of sentences.entries()) {
      const alone = await model.run(featuresOf(texts, bits));
      const from = row * together.tokens;
      const rows = (part: Float32Array, width: number): Float32Array => part.slice(from * width, (from + texts.length) * width);
      expectNear(rows(told.boundary, 1), alone.boundary);
      expectNear(rows(told.roles, ROLES.length), alone.roles);
      expectNear(rows(told.intents, INTENTS.length), alone.intents);
      expectNear(told.scope.slice(row, row + 1), alone.scope);
      expectNear(told.embedding.slice(row * EMBEDDING, (row + 1) * EMBEDDING), alone.embedding);
    }
  });

  it('gives finite numbers for no words, for noise and for the longest sentence', async () => {
    const noise = Array.from({ length: 64 }, (_, i) => String.fromCodePoint(0x1f300 + i).repeat(i));
    const batches = [featuresOf([], []), featuresOf(['\0'], [0xffffffff]), featuresOf(noise, Array<number>(64).fill(0xffffffff))];
    for (const batch of batches) {
      const told = await model.run(batch);
      const sizes = sizesOf(batch.rows, batch.tokens);
      for (const name of NAMES) {
        expect(told[name]).toHaveLength(sizes[name]);
        expect(told[name].every(Number.isFinite)).toBe(true);
      }
      expect(Math.hypot(...told.embedding)).toBeCloseTo(1, 3);
    }
  });

  it('leaves the batch to the caller', async () => {
    const batch = featuresOf(['turn', 'on'], [1, 0]);
    const before = [...batch.ids];
    await model.run(batch);
    expect([...batch.ids]).toEqual(before);
  });

  const one = featuresOf(['on'], [0]);
  const spoilt: readonly [why: string, batch: Batch][] = [
    ['of no sentences', { ...one, rows: 0 }],
    ['that is shorter than it says', { ...one, rows: 2 }],
    ['of more tokens than a sentence has', { ...one, tokens: 65 }],
    ['with an id that the table does not have', { ...one, ids: new Int32Array(12).fill(8192) }],
  ];
  it.each(spoilt)('refuses a batch %s, and answers the next', async (_, batch) => {
    await expect(model.run(batch)).rejects.toThrow();
    await expect(model.run(one)).resolves.toHaveProperty('scope');
  });

  it('answers whoever asks at once, each with his own', async () => {
    const sentences = golden().cases.map(({ tokens, bits }) => featuresOf(tokens, bits));
    const alone: Tensors[] = [];
    for (const batch of sentences) alone.push(await model.run(batch));
    const together = await Promise.all(sentences.map((batch) => model.run(batch)));
    for (const [i, told] of together.entries()) expect(told.scope).toEqual(alone[i]?.scope);
  });

  it('rejects whatever it is asked after it was closed', async () => {
    const other = await open(thread);
    await other[Symbol.asyncDispose]();
    await expect(other.run(one)).rejects.toThrow('the model is closed');
    await other[Symbol.asyncDispose](); // a second time does no harm
  });
});

it.skipIf(!isThere)('The shipped language model is the one the golden answers were taken from', async () => {
  const opened = await openLanguageModel();
  if (!opened.ok) throw new Error(opened.fault.detail);
  await opened.value.model[Symbol.asyncDispose]();
  expect(opened.value.manifest.sha256).toBe(golden().sha256);
});

it.skipIf(!isThere)('A worker that has too many sentences waiting turns the next away', async () => {
  const model = await open('worker');
  const all = await Promise.allSettled(Array.from({ length: 70 }, () => model.run(featuresOf(['on'], [0]))));
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(6);
  await model[Symbol.asyncDispose]();
});

/**
 * What moods are known by: for each some sentences of the grammar, as far from each other as they come, as the shipped model embeds them.
 *
 *     node tools/node.mjs tools/language/moods.ts > models/artifacts/language-moods.json
 */
import process from 'node:process';
import { openLanguageModel, readWords } from '../../src/adapters/onnx/index.ts';
import { featuresOf } from '../../src/core/language/features.ts';
import { expand } from '../../src/core/language/grammar/index.ts';
import { spellingTargets } from '../../src/core/language/lexicon/targets.ts';
import { indexHome } from '../../src/core/language/mention/index.ts';
import { EMBEDDING } from '../../src/core/language/model.ts';
import { moodOf } from '../../src/core/language/mood/index.ts';
import { bitsOfSentence, sentenceOf } from '../../src/core/language/sentence.ts';
import { createSpeller } from '../../src/core/language/text/index.ts';
import { readGrammar } from './grammar-files.ts';
import { fillGrammar } from './grammar-slots.ts';
import { inventHome } from './homes.ts';
import { randomOf } from './random.ts';

/** Sentences drawn for a mood, and how many of them stand for it. */
const DRAWN = 70;
const KEPT = 24;

const random = randomOf(11);
const { grammar, blocks } = readGrammar();
const opened = await openLanguageModel();
if (!opened.ok) throw new Error(opened.fault.detail);
const { model, manifest } = opened.value;
const known = await readWords();
const groups = new Map<string, Float32Array[]>();
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

for (const { block } of blocks.filter(({ block: b }) => b.intent === 'mood' && b.group !== '')) {
  const mood = moodOf(block.group)?.id;
  if (mood === undefined) throw new Error(`no mood is called ${block.group}`);
  const list = groups.get(mood) ?? [];
  groups.set(mood, list);
  const invented = inventHome(random, new Map());
  const index = indexHome(invented.home);
  const speller = createSpeller(spellingTargets(index), known);
  for (let i = 0; i < DRAWN; i++) {
    const template = random.pick(block.templates);
    const { pieces } = expand(template, block, grammar, random.next, (slot, argument) => fillGrammar(slot, argument, invented, random));
    const text = pieces.map((piece, n) => (n > 0 && piece.glued !== true ? ` ${piece.text}` : piece.text)).join('');
    const sentence = sentenceOf(text, index, speller);
    if (sentence.tokens.length === 0 || sentence.tokens.length > 40) continue;
    const { embedding } = await model.run(
      featuresOf(
        sentence.tokens.map(({ text: word }) => word),
        bitsOfSentence(sentence),
      ),
    );
    list.push(embedding.slice(0, EMBEDDING));
  }
}
await model[Symbol.asyncDispose]();

/** Farthest first: each next example is the one least like those taken. */
function spread(list: readonly Float32Array[]): Float32Array[] {
  const middle = new Float32Array(EMBEDDING);
  for (const one of list) for (let i = 0; i < EMBEDDING; i++) middle[i] = (middle[i] ?? 0) + (one[i] ?? 0);
  // What is far from all the others of its mood says more about noise than about the mood.
  const pool = list.toSorted((a, b) => dot(b, middle) - dot(a, middle)).slice(0, Math.ceil(list.length * 0.9));
  const taken = pool.slice(0, 1);
  while (taken.length < KEPT && taken.length < pool.length) {
    const [next] = pool.toSorted((a, b) => Math.max(...taken.map((t) => dot(t, a))) - Math.max(...taken.map((t) => dot(t, b))));
    if (next === undefined || taken.includes(next)) break;
    taken.push(next);
  }
  return taken;
}

const told = Object.fromEntries(
  [...groups]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([mood, list]) => [
      mood,
      spread(list).map((e) => Buffer.from(Int8Array.from(e, (x) => Math.round(Math.max(-1, Math.min(1, x)) * 127))).toString('base64')),
    ]),
);
process.stdout.write(`${JSON.stringify({ model: manifest.sha256, size: EMBEDDING, moods: told }, undefined, 1)}\n`);

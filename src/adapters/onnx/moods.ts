/** What moods are known by, as embeddings of the shipped language model: written beside it by `tools/language/moods.ts`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Prototype } from '../../core/language/mood/index.ts';
import { ARTIFACTS } from './folder.ts';

const Moods = Type.Object({
  model: Type.String(),
  size: Type.Integer({ minimum: 1, maximum: 1_024 }),
  moods: Type.Record(Type.String(), Type.Array(Type.String({ maxLength: 4_096 }), { maxItems: 200 })),
});

/** Empty where there is no file, or where it is another model's: embeddings of two models do not compare. */
export async function readMoods(sha256: string, folder: string = ARTIFACTS): Promise<readonly Prototype[]> {
  let told: unknown;
  try {
    told = JSON.parse(await readFile(join(folder, 'language-moods.json'), 'utf8'));
  } catch {
    return [];
  }
  if (!Value.Check(Moods, told) || told.model !== sha256) return [];
  return Object.entries(told.moods).map(([mood, examples]) => ({
    mood,
    examples: examples.map((text) => unit(Buffer.from(text, 'base64'), told.size)),
  }));
}

function unit(bytes: Buffer, size: number): Float32Array {
  const out = Float32Array.from({ length: size }, (_, i) => (bytes[i] === undefined ? 0 : ((bytes[i] ?? 0) << 24) >> 24));
  const length = Math.hypot(...out) || 1;
  return out.map((x) => x / length);
}

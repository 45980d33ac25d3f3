/**
 * The manifest beside the language model, held against this Kinglet as that of the signals model is: the file's hash, the tensors, the
 * version of the features, the names of intents and roles in their order.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { fail, ok, type Result } from '../../core/base/index.ts';
import { BITS, BUCKETS, FEATURE_VERSION, GRAMS, MAX_TOKENS } from '../../core/language/features.ts';
import { INTENTS, ROLES } from '../../core/language/intent.ts';
import { EMBEDDING } from '../../core/language/model.ts';

const MAX_MODEL_BYTES = 16 * 1024 * 1024;
const RETRAIN = 'Reinstall Kinglet, or rebuild the model with: make -C models language';

const TensorSchema = Type.Object({
  name: Type.String(),
  dtype: Type.String(),
  shape: Type.Array(Type.Union([Type.Integer(), Type.String()])),
});
const ManifestSchema = Type.Object({
  name: Type.Literal('language'),
  version: Type.String(),
  file: Type.String(),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  feature_version: Type.Integer(),
  inputs: Type.Array(TensorSchema),
  outputs: Type.Array(TensorSchema),
  tokens: Type.Integer(),
  buckets: Type.Integer(),
  intents: Type.Array(Type.String()),
  roles: Type.Array(Type.String()),
});
export type LanguageManifest = Type.Static<typeof ManifestSchema>;

const INPUTS = [`ids int32 N,T,${GRAMS}`, `bits float32 N,T,${BITS}`, 'mask float32 N,T'];
const OUTPUTS = [
  'boundary float32 N,T',
  `roles float32 N,T,${ROLES.length}`,
  `intents float32 N,T,${INTENTS.length}`,
  'scope float32 N',
  `embedding float32 N,${EMBEDDING}`,
];

/** Reads and checks `language.json` and the file it names. Codes as of `readManifest`: `model/missing`, `model/manifest`, `model/mismatch`, `model/hash`. */
export async function readLanguageManifest(folder: string): Promise<Result<{ manifest: LanguageManifest; model: string }>> {
  const path = join(folder, 'language.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    return fail('model/missing', `There is no model manifest at ${path}.`, RETRAIN, cause);
  }
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    return fail('model/manifest', `${path} is not JSON.`, RETRAIN, cause);
  }
  if (!Value.Check(ManifestSchema, manifest)) {
    const first = Value.Errors(ManifestSchema, manifest)[0];
    return fail('model/manifest', `${path} is not a model manifest: ${first?.instancePath ?? '/'} ${first?.message ?? ''}.`, RETRAIN);
  }
  const mismatch = mismatchOf(manifest);
  if (mismatch) return fail('model/mismatch', `${path} does not fit this Kinglet: ${mismatch}.`, RETRAIN);
  // The manifest names a neighbour, never a path.
  const model = join(folder, basename(manifest.file));
  let bytes: Buffer;
  try {
    bytes = await readFile(model);
  } catch (cause) {
    return fail('model/missing', `There is no model at ${model}.`, RETRAIN, cause);
  }
  if (bytes.length > MAX_MODEL_BYTES) return fail('model/mismatch', `${model} is larger than ${MAX_MODEL_BYTES} bytes.`, RETRAIN);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256)
    return fail('model/hash', `${model} is not the file its manifest describes (its sha256 is ${sha256}).`, RETRAIN);
  return ok({ manifest, model });
}

type Tensor = LanguageManifest['inputs'][number];
const listed = (tensors: readonly Tensor[]): string =>
  tensors.map(({ name, dtype, shape }) => `${name} ${dtype} ${shape.join()}`).join('; ');

function mismatchOf(m: LanguageManifest): string | undefined {
  if (m.feature_version !== FEATURE_VERSION) return `its features are of version ${m.feature_version}, ours of version ${FEATURE_VERSION}`;
  if (m.buckets !== BUCKETS) return `it knows ${m.buckets} buckets, ours are ${BUCKETS}`;
  if (m.tokens !== MAX_TOKENS) return `it reads ${m.tokens} tokens, we send up to ${MAX_TOKENS}`;
  if (m.intents.join() !== INTENTS.join()) return `its intents are ${m.intents.join(', ')}; read are ${INTENTS.join(', ')}`;
  if (m.roles.join() !== ROLES.join()) return `its roles are ${m.roles.join(', ')}; read are ${ROLES.join(', ')}`;
  if (listed(m.inputs) !== INPUTS.join('; ')) return `it takes ${listed(m.inputs)}; given are ${INPUTS.join('; ')}`;
  if (listed(m.outputs) !== OUTPUTS.join('; ')) return `it gives ${listed(m.outputs)}; read are ${OUTPUTS.join('; ')}`;
  return undefined;
}

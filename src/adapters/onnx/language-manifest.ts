/**
 * The manifest beside the language model, held against this Kinglet as that of the signals model is: the file's hash, the tensors, the
 * version of the features, the names of intents and roles in their order.
 */
import { Type } from 'typebox';
import type { Result } from '../../core/base/index.ts';
import { BITS, BUCKETS, FEATURE_VERSION, GRAMS, MAX_TOKENS } from '../../core/language/features.ts';
import { INTENTS, ROLES } from '../../core/language/intent.ts';
import { EMBEDDING } from '../../core/language/model.ts';
import { readManifestFile } from './manifest-file.ts';

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
  return readManifestFile<LanguageManifest>(folder, 'language', { schema: ManifestSchema, mismatchOf, hint: RETRAIN });
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

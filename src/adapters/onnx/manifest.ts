/**
 * The manifest beside a model says what the model is; the daemon believes nothing it has not checked: the file's hash, the tensors,
 * the version of the window layout, the labels of the answer.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { fail, ok, type Result } from '../../core/base/index.ts';
import { FEATURE_VERSION, INPUTS } from '../../core/signal/index.ts';
import { ANSWER, LABELS } from '../../core/watch/index.ts';

const MAX_MODEL_BYTES = 16 * 1024 * 1024;
const RETRAIN = 'Reinstall Kinglet, or rebuild the model with: make -C models signals';

const ManifestSchema = Type.Object({
  name: Type.String(),
  version: Type.String(),
  file: Type.String(),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  feature_version: Type.Integer(),
  input: Type.Object({ name: Type.String(), inputs: Type.Integer(), dtype: Type.Literal('float32') }),
  output: Type.Object({ name: Type.String(), outputs: Type.Integer(), labels: Type.Array(Type.String()) }),
  threshold: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
});
export type Manifest = Type.Static<typeof ManifestSchema>;

/** Reads and checks a model folder: `signals.json` and the file it names. Codes: `model/missing`, `model/manifest`, `model/mismatch`, `model/hash`. */
export async function readManifest(folder: string, name = 'signals'): Promise<Result<{ manifest: Manifest; model: string }>> {
  const path = join(folder, `${name}.json`);
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

function mismatchOf(m: Manifest): string | undefined {
  if (m.feature_version !== FEATURE_VERSION) return `its windows are of version ${m.feature_version}, ours of version ${FEATURE_VERSION}`;
  if (m.input.inputs !== INPUTS) return `it takes ${m.input.inputs} inputs, a window has ${INPUTS}`;
  if (m.output.outputs !== ANSWER.size) return `it gives ${m.output.outputs} outputs, ${ANSWER.size} are read`;
  if (m.output.labels.join() !== LABELS.join()) return `its answers are ${m.output.labels.join(', ')}; read are ${LABELS.join(', ')}`;
  return undefined;
}

/**
 * The manifest beside a model says what the model is; the daemon believes nothing it has not checked: the file's hash, the tensors,
 * the version of the window layout, the labels of the answer.
 */
import { Type } from 'typebox';
import type { Result } from '../../core/base/index.ts';
import { FEATURE_VERSION, INPUTS } from '../../core/signal/index.ts';
import { ANSWER, LABELS } from '../../core/watch/index.ts';
import { readManifestFile } from './manifest-file.ts';

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
  return readManifestFile<Manifest>(folder, name, { schema: ManifestSchema, mismatchOf, hint: RETRAIN });
}

function mismatchOf(m: Manifest): string | undefined {
  if (m.feature_version !== FEATURE_VERSION) return `its windows are of version ${m.feature_version}, ours of version ${FEATURE_VERSION}`;
  if (m.input.inputs !== INPUTS) return `it takes ${m.input.inputs} inputs, a window has ${INPUTS}`;
  if (m.output.outputs !== ANSWER.size) return `it gives ${m.output.outputs} outputs, ${ANSWER.size} are read`;
  if (m.output.labels.join() !== LABELS.join()) return `its answers are ${m.output.labels.join(', ')}; read are ${LABELS.join(', ')}`;
  return undefined;
}

/**
 * A model's manifest and the file it names, as they lie in a folder: nothing of them is believed before it is checked.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { fail, ok, type Result } from '../../core/base/index.ts';

const MAX_MODEL_BYTES = 16 * 1024 * 1024;

/** What every manifest says of its file. */
interface Described {
  readonly file: string;
  readonly sha256: string;
}

/** What is asked of a manifest. */
export interface Expected<M extends Described> {
  /** The schema of `M`. */
  readonly schema: TSchema;
  /** What does not fit this Kinglet, as the end of a sentence; undefined when all fits. */
  readonly mismatchOf: (manifest: M) => string | undefined;
  /** What to do about a model that does not fit. */
  readonly hint: string;
}

/** Reads and checks `<name>.json` of a folder and the file it names. Codes: `model/missing`, `model/manifest`, `model/mismatch`, `model/hash`. */
export async function readManifestFile<M extends Described>(
  folder: string,
  name: string,
  { schema, mismatchOf, hint }: Expected<M>,
): Promise<Result<{ manifest: M; model: string }>> {
  const path = join(folder, `${name}.json`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    return fail('model/missing', `There is no model manifest at ${path}.`, hint, cause);
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    return fail('model/manifest', `${path} is not JSON.`, hint, cause);
  }
  if (!Value.Check(schema, given)) {
    const first = Value.Errors(schema, given)[0];
    return fail('model/manifest', `${path} is not a model manifest: ${first?.instancePath ?? '/'} ${first?.message ?? ''}.`, hint);
  }
  const manifest = given as M;
  const mismatch = mismatchOf(manifest);
  if (mismatch) return fail('model/mismatch', `${path} does not fit this Kinglet: ${mismatch}.`, hint);
  // The manifest names a neighbour, never a path.
  const model = join(folder, basename(manifest.file));
  let bytes: Buffer;
  try {
    bytes = await readFile(model);
  } catch (cause) {
    return fail('model/missing', `There is no model at ${model}.`, hint, cause);
  }
  if (bytes.length > MAX_MODEL_BYTES) return fail('model/mismatch', `${model} is larger than ${MAX_MODEL_BYTES} bytes.`, hint);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256)
    return fail('model/hash', `${model} is not the file its manifest describes (its sha256 is ${sha256}).`, hint);
  return ok({ manifest, model });
}

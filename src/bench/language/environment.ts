/** What figures were measured with: enough to tell two runs apart, nothing that changes by itself. */
import { readdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { ARTIFACTS, readLanguageManifest } from '../../adapters/onnx/index.ts';
import { KINGLET } from './contestants.ts';
import { nameOf } from './options.ts';

export interface Environment {
  /** v24.21.0 */
  readonly node: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cores: number;
  /** The sets that were there, by folder. */
  readonly data: readonly string[];
  /** By contestant. */
  readonly models: Readonly<Record<string, { readonly version: string; readonly sha256: string; readonly bytes: number }>>;
}

/** @param folder with the language sets, undefined when this machine has none. */
export async function environment(folder: string | undefined, compare: readonly string[]): Promise<Environment> {
  const models: Record<string, Environment['models'][string]> = {};
  for (const [name, place] of [[KINGLET, ARTIFACTS] as const, ...compare.map((one) => [nameOf(one), one] as const)]) {
    const found = await readLanguageManifest(place);
    if (!found.ok) continue;
    const { version, sha256 } = found.value.manifest;
    models[name] = { version, sha256, bytes: statSync(found.value.model).size };
  }
  return {
    node: process.version,
    arch: process.arch,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    data: folder === undefined ? [] : readdirSync(folder).sort(),
    models,
  };
}

/** What figures were measured with: enough to tell two runs apart, nothing that changes by itself. */
import { readdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { ARTIFACTS, readManifest } from '../../adapters/onnx/index.ts';
import type { Contestant } from './play.ts';

export interface Environment {
  /** v24.21.0 */
  readonly node: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cores: number;
  /** The sets that were there, by folder. */
  readonly data: readonly string[];
  /** By contestant. */
  readonly models: Readonly<Record<string, ModelSeen>>;
}

export interface ModelSeen {
  readonly version: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly threshold: number;
}

/** @param folder with the signal sets, undefined when this machine has none. */
export async function environment(folder: string | undefined, contestants: readonly Contestant[]): Promise<Environment> {
  const models: Record<string, ModelSeen> = {};
  for (const { name, model } of contestants) {
    if (!model) continue;
    const found = await readManifest(model.folder ?? ARTIFACTS);
    if (!found.ok) continue;
    const { version, sha256, threshold } = found.value.manifest;
    models[name] = { version, sha256, bytes: statSync(found.value.model).size, threshold };
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

/** What the benches of models are told alike on the command line: lists, sections, models to compare, samples. */
import { basename, resolve } from 'node:path';
import type { Given } from './bench.ts';

/** What a model given to `--compare` is called: the last part of its folder. */
export const nameOf = (folder: string): string => basename(resolve(folder));

/** `a,b` and repeated options alike. */
const listOf = (given: Given[string]): string[] | undefined =>
  (typeof given === 'string' ? [given] : Array.isArray(given) ? given.map(String) : undefined)
    ?.flatMap((list) => list.split(','))
    .map((name) => name.trim());

export interface CommonOptions {
  readonly only?: readonly string[];
  readonly sample?: number;
  readonly compare: readonly string[];
  readonly out?: string;
}

/** The options all share, or the sentence that says what is wrong with them; `reserved`: names other contestants have. */
export function readCommon(given: Given, sections: readonly string[], reserved: readonly string[]): CommonOptions | string {
  const only = listOf(given['only']);
  const unknown = only?.find((name) => !sections.includes(name));
  if (unknown !== undefined) return `--only knows ${sections.join(', ')}; not "${unknown}".`;
  const compare = listOf(given['compare']) ?? [];
  const names = compare.map(nameOf);
  const twice = names.find((name, i) => reserved.includes(name) || names.indexOf(name) !== i);
  if (twice !== undefined) return `--compare calls a model by the last part of its folder, and "${twice}" is taken.`;
  const sample = given['sample'] === undefined ? undefined : Number(given['sample']);
  if (sample !== undefined && !(Number.isInteger(sample) && sample > 0))
    return `--sample wants a whole number above 0, not "${String(given['sample'])}".`;
  return {
    ...(only ? { only } : {}),
    ...(sample === undefined ? {} : { sample }),
    ...(typeof given['out'] === 'string' ? { out: given['out'] } : {}),
    compare,
  };
}

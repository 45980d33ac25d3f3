/** What may be said to this bench on the command line. */
import { basename, resolve } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Given } from '../bench.ts';

export interface LanguageOptions {
  /** Names of sections; absent: all. */
  readonly only?: readonly string[];
  /** At most so many requests of each section, spread over all of it. */
  readonly sample?: number;
  /** Lists what failed. */
  readonly verbose: boolean;
  /** Where every failed request is written, one JSON line each. */
  readonly failures?: string;
  /** Folders of other models, each a contestant of its own. */
  readonly compare: readonly string[];
  /** Where the figures are written as JSON, for the model card. */
  readonly out?: string;
}

/** For `node:util`'s parseArgs. */
export const optionsConfig = {
  only: { type: 'string', multiple: true },
  sample: { type: 'string' },
  verbose: { type: 'boolean' },
  failures: { type: 'string' },
  compare: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** What a model given to `--compare` is called: the last part of its folder. */
export const nameOf = (folder: string): string => basename(resolve(folder));
/** Names that other contestants have. */
const reserved: readonly string[] = ['kinglet', 'rules', ''];

/** `a,b` and repeated options alike. */
const listOf = (given: Given[string]): string[] | undefined =>
  (typeof given === 'string' ? [given] : Array.isArray(given) ? given.map(String) : undefined)
    ?.flatMap((list) => list.split(','))
    .map((name) => name.trim());

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(given: Given, sections: readonly string[]): LanguageOptions | string {
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
    ...(typeof given['failures'] === 'string' ? { failures: given['failures'] } : {}),
    compare,
    verbose: given['verbose'] === true,
  };
}

/** What may be said to this bench on the command line. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Given } from '../bench.ts';
import { readCommon } from '../options.ts';

export { nameOf } from '../options.ts';

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

/** Names that other contestants have. */
const reserved: readonly string[] = ['kinglet', 'rules', ''];

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(given: Given, sections: readonly string[]): LanguageOptions | string {
  const common = readCommon(given, sections, reserved);
  if (typeof common === 'string') return common;
  return {
    ...common,
    ...(typeof given['failures'] === 'string' ? { failures: given['failures'] } : {}),
    verbose: given['verbose'] === true,
  };
}

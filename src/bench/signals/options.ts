/** What may be said to this bench on the command line. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Given } from '../bench.ts';
import { readCommon } from '../options.ts';

export { nameOf } from '../options.ts';

export interface SignalsOptions {
  /** Names of sections; absent: all. */
  readonly only?: readonly string[];
  /** A smaller, fixed choice of recordings: minutes, not a quarter of an hour. */
  readonly quick: boolean;
  /** How many UCR series, families in turn. */
  readonly sample?: number;
  /** Per file and per alert, for people who tune. */
  readonly verbose: boolean;
  /** Kinglet alone, without its peers: the fast loop. */
  readonly alone: boolean;
  /** Folders of other models, each a contestant of its own: `models/.cache/float`. */
  readonly compare: readonly string[];
  /** Where the figures are written as JSON, for the model card. */
  readonly out?: string;
}

/** For `node:util`'s parseArgs. */
export const optionsConfig = {
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean' },
  sample: { type: 'string' },
  verbose: { type: 'boolean' },
  alone: { type: 'boolean' },
  compare: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** Names that other contestants have. */
const reserved: readonly string[] = ['kinglet', 'robust z', 'random', ''];

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(given: Given, sections: readonly string[]): SignalsOptions | string {
  const common = readCommon(given, sections, reserved);
  if (typeof common === 'string') return common;
  return {
    ...common,
    quick: given['quick'] === true,
    verbose: given['verbose'] === true,
    alone: given['alone'] === true,
  };
}

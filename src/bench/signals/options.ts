/** What may be said to this bench on the command line. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Given } from '../bench.ts';

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
  out: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(given: Given, sections: readonly string[]): SignalsOptions | string {
  const lists = typeof given['only'] === 'string' ? [given['only']] : Array.isArray(given['only']) ? given['only'].map(String) : undefined;
  const only = lists?.flatMap((list) => list.split(',')).map((name) => name.trim());
  const unknown = only?.find((name) => !sections.includes(name));
  if (unknown !== undefined) return `--only knows ${sections.join(', ')}; not "${unknown}".`;
  const sample = given['sample'] === undefined ? undefined : Number(given['sample']);
  if (sample !== undefined && !(Number.isInteger(sample) && sample > 0))
    return `--sample wants a whole number above 0, not "${String(given['sample'])}".`;
  return {
    ...(only ? { only } : {}),
    ...(sample === undefined ? {} : { sample }),
    ...(typeof given['out'] === 'string' ? { out: given['out'] } : {}),
    quick: given['quick'] === true,
    verbose: given['verbose'] === true,
    alone: given['alone'] === true,
  };
}

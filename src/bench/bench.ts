/**
 * What a bench is: something measured beside a floor or a peer that was measured in the same run on the same machine, so that the
 * figure means something elsewhere too. Benches are for people and scripts; no test times anything.
 */
import type { ParseArgsOptionsConfig } from 'node:util';

export interface Bench {
  readonly name: string;
  /** One line for `--list`. */
  readonly what: string;
  /** What it takes on the command line beyond the usual, for `node:util`'s parseArgs. */
  readonly options?: ParseArgsOptionsConfig;
  run(io: BenchIo): Promise<BenchResult>;
}

export interface BenchIo {
  /** Says on standard error what is going on; a bench may take minutes. */
  progress(text: string): void;
  /** Ends the bench early; `run` then rejects. */
  readonly signal: AbortSignal;
  /** How long the measured part may take, in minutes; a bench has its own default and may take less. */
  readonly minutes?: number;
  /** Its own options as given. */
  readonly given?: Given;
}

export type Given = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export interface BenchResult {
  readonly rows: readonly Row[];
  /** How it was done, where that is needed to read the figures: peer, rate, machine. */
  readonly notes: readonly string[];
}

export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** The floor or peer of the same run, in the same unit. */
  readonly beside?: { readonly what: string; readonly measured: number };
  /** The same figure of others, each a column of its own. */
  readonly others?: readonly { readonly what: string; readonly measured: number }[];
  /** measured / beside. */
  readonly ratio?: number;
  readonly target?: Target;
  /** Whether the target was reached; absent where there is none. */
  readonly reached?: boolean;
}

/** What the figure should be: `{ of: 'ratio', most: 2 }`, `{ of: 'measured', least: 50_000 }`. */
export interface Target {
  readonly of: 'measured' | 'ratio';
  readonly most?: number;
  readonly least?: number;
}

/** Fills in what follows from the rest. */
export function row(given: Omit<Row, 'ratio' | 'reached'>): Row {
  const { measured, beside, target } = given;
  const ratio = beside === undefined ? undefined : measured / beside.measured;
  const value = target?.of === 'ratio' ? ratio : measured;
  const reached =
    target &&
    value !== undefined &&
    value <= (target.most ?? Number.POSITIVE_INFINITY) &&
    value >= (target.least ?? Number.NEGATIVE_INFINITY);
  return { ...given, ...(ratio === undefined ? {} : { ratio }), ...(reached === undefined ? {} : { reached }) };
}

/** The middle one; of an even number the mean of the two middle ones. NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Linear between the two nearest ranks; `q` 0..1. NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Least-squares slope of y over x. NaN of fewer than two points. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  let above = 0;
  let below = 0;
  for (const [x, y] of points) {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) ** 2;
  }
  return above / below;
}

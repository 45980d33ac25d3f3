/** The numbers that training and daemon must agree on: test/golden/signals.json, written by models/signals/golden.py. */
import { readFileSync } from 'node:fs';
import { Cells } from '../../src/core/signal/index.ts';

export interface GoldenCase {
  readonly name: string;
  /** Oldest first; NaN is a gap. */
  readonly cells: readonly number[];
  /** 136 numbers; null where no window exists. */
  readonly inputs: readonly number[] | null;
  /** The int8 model's answer, in the order of `LABELS` of src/core/watch/surprise.ts. */
  readonly outputs: readonly number[] | null;
}

export interface Golden {
  readonly feature_version: number;
  /** Of the model that gave the outputs. */
  readonly sha256: string;
  readonly cases: readonly GoldenCase[];
}

export function readGolden(): Golden {
  const text = readFileSync(new URL('../golden/signals.json', import.meta.url), 'utf8');
  const golden = JSON.parse(text) as Golden & { cases: { cells: (number | null)[] }[] };
  return { ...golden, cases: golden.cases.map((c) => ({ ...c, cells: c.cells.map((v) => v ?? Number.NaN) })) };
}

/** A sensor's past as the watcher keeps it. */
export function cellsOf(values: readonly number[]): Cells {
  const cells = new Cells();
  for (const value of values) cells.push(value);
  return cells;
}

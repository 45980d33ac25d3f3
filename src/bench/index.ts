/** The benches by name, each loaded only when it is asked for. */
import type { Bench } from './bench.ts';

export type { Bench, BenchIo, BenchResult, Given, Row, Target } from './bench.ts';
export { table } from './table.ts';

const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  signals: () => import('./signals/index.ts'),
  ingest: () => import('./ingest.ts'),
  watch: () => import('./watch.ts'),
  memory: () => import('./memory.ts'),
  latency: () => import('./latency.ts'),
  home: () => import('./home.ts'),
  language: () => import('./language/index.ts'),
};

export const benchNames = (): string[] => Object.keys(BENCHES);

/** Undefined for a name that is none. */
export async function loadBench(name: string): Promise<Bench | undefined> {
  if (!Object.hasOwn(BENCHES, name)) return undefined;
  return (await BENCHES[name]?.())?.bench;
}

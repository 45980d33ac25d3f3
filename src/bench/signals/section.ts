/** A section of the scoreboard: one data set, one rule, all contestants. */
import type { Target } from '../bench.ts';
import type { Contestant, PlayOptions, Recording } from './play.ts';

export interface Context {
  /** The folder with the signal sets. */
  readonly folder: string;
  /** Kinglet as shipped first, then Kinglet with other models, then peers. */
  readonly contestants: readonly Contestant[];
  /** A smaller, fixed choice of recordings: minutes instead of a quarter of an hour. */
  readonly quick: boolean;
  /** Series of the UCR archive to take; undefined: all, or the quick choice. */
  readonly sample?: number;
  progress(text: string): void;
  readonly signal: AbortSignal;
}

/** One line of the scoreboard. */
export interface Figure {
  /** Stable: `nab.standard`. */
  readonly key: string;
  readonly what: string;
  readonly unit: string;
  /** By contestant. */
  readonly measured: Readonly<Record<string, number>>;
  /** Published or computed elsewhere, same rule and unit: what to compare with. */
  readonly anchors?: Readonly<Record<string, number>>;
  readonly target?: Target;
}

export interface Report {
  readonly figures: readonly Figure[];
  /** What is needed to read the figures. */
  readonly notes: readonly string[];
  /** Per file, for people who tune. */
  readonly details: readonly string[];
}

export interface Section {
  readonly name: string;
  /** What must lie in the data folder; a section that needs nothing runs without one too. */
  readonly needs?: string;
  run(context: Context): Promise<Report>;
}

/** Whether it is Kinglet as shipped: peers take their alarm rate from it, and the details are of its alerts. */
export const leads = ({ contestants }: Pick<Context, 'contestants'>, contestant: Contestant): boolean => contestant === contestants[0];

/** Plays files and hands over each recording with the number of its file; says how far it is. */
export async function playAll(
  { progress, signal }: Context,
  contestant: Contestant,
  what: string,
  paths: readonly string[],
  options: PlayOptions,
  take: (recording: Recording, file: number) => void,
): Promise<void> {
  const began = performance.now();
  let file = 0;
  let readings = 0;
  for await (const recording of contestant.play(paths, options)) {
    signal.throwIfAborted();
    take(recording, file++);
    readings += recording.times.length * recording.sensors.length;
  }
  if (file !== paths.length) throw new Error(`${contestant.name} answered for ${file} of ${paths.length} files`);
  const spent = (performance.now() - began) / 1000;
  progress(`${what}: ${contestant.name}, ${file} files, ${readings.toLocaleString('en-US')} readings, ${spent.toFixed(1)} s`);
}

/** The name under which `--compare` brings the float32 twin of the shipped model: the name of its folder. */
export const FLOAT = 'float';

/** Every k-th of a list, so that about `most` are left: the same on every run. */
export const thin = <T>(items: readonly T[], most: number): T[] => {
  const step = Math.max(1, items.length / most);
  return items.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step) || i === 0);
};

export const percent = (part: number, whole: number): number => (whole === 0 ? Number.NaN : (100 * part) / whole);

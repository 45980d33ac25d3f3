/** A section of the scoreboard: one set turned into requests with what would be right, and the figures that follow. */
import type { Target } from '../bench.ts';
import type { Case, Verdict } from './judge.ts';
import type { Timed } from './understander.ts';

/** Why sentences of a set were left out. */
export type Dropped = ReadonlyMap<string, number>;

export interface Suite {
  readonly cases: readonly Case[];
  readonly dropped: Dropped;
  /** What is needed to read the figures. */
  readonly notes: readonly string[];
}

/** One request as one contestant answered it. */
export interface Played {
  readonly case: Case;
  readonly answer: Timed;
  readonly verdict: Verdict;
}

/** One line of the scoreboard. */
export interface Figure {
  /** Stable: `device-actions.exact`. */
  readonly key: string;
  readonly what: string;
  readonly unit: string;
  /** By contestant. */
  readonly measured: Readonly<Record<string, number>>;
  /** Published or computed elsewhere, same rule and unit: what to compare with. */
  readonly anchors?: Readonly<Record<string, number>>;
  readonly target?: Target;
}

export interface Section {
  readonly name: string;
  /** What must lie in the data folder. */
  readonly needs: string;
  /** @param folder with the language sets */
  suite(folder: string): Suite;
  figures(played: ReadonlyMap<string, readonly Played[]>): readonly Figure[];
  /** Whether a figure of its own counts as failure what the verdict does not; for lists of failures. */
  failed?(played: Played): boolean;
}

/** The tag of requests for which anything, or nothing, may be done. */
export const UNJUDGED = 'unjudged';

export const percent = (part: number, whole: number): number => (whole === 0 ? Number.NaN : (100 * part) / whole);

/** A figure by contestant: the share of requests, among those that count, for which something holds. */
export function share(
  played: ReadonlyMap<string, readonly Played[]>,
  holds: (one: Played) => boolean,
  counts: (one: Played) => boolean = () => true,
): Record<string, number> {
  return Object.fromEntries(
    [...played].map(([name, all]) => {
      const among = all.filter(counts);
      return [name, percent(among.filter(holds).length, among.length)];
    }),
  );
}

export const right = ({ verdict }: Played): boolean => verdict.right;
export const wrong = ({ verdict }: Played): boolean => verdict.wrong;
export const tagged =
  (tag: string) =>
  ({ case: { tags } }: Played): boolean =>
    tags.includes(tag);

/** A figure per tag that begins with `prefix`, in the order in which they come. */
export function byTag(played: ReadonlyMap<string, readonly Played[]>, key: string, what: string, prefix: string): Figure[] {
  const [first = []] = [...played.values()];
  const tags = new Map<string, number>();
  for (const { case: one } of first) for (const tag of one.tags) if (tag.startsWith(prefix)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  return [...tags].map(([tag, n]) => ({
    key: `${key}.${tag.slice(prefix.length)}`,
    what: `  ${what} ${tag.slice(prefix.length)} (${n})`,
    unit: '%',
    measured: share(played, right, tagged(tag)),
  }));
}

/** Counts why things were dropped. */
export class Drops {
  readonly counts = new Map<string, number>();
  add(why: string): void {
    this.counts.set(why, (this.counts.get(why) ?? 0) + 1);
  }
}

export const saidOf = (dropped: Dropped): string => {
  const total = [...dropped.values()].reduce((sum, n) => sum + n, 0);
  return total === 0 ? 'none dropped' : `${total} dropped: ${[...dropped].map(([why, n]) => `${n} ${why}`).join(', ')}`;
};

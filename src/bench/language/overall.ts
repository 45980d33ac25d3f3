/** What holds over all sets together: how often something wrong is done, how well is refused, how well is asked. */
import { executed } from './judge.ts';
import { type Figure, type Played, share, UNJUDGED, wrong } from './section.ts';

/** A tenth of its gold looks wrong, and every such row counts as a wrong action. */
const NOISY = 'homebench';

export function overall(sections: ReadonlyMap<string, ReadonlyMap<string, readonly Played[]>>): Figure[] {
  const among = (wanted: (section: string) => boolean): Map<string, readonly Played[]> => {
    const pooled = new Map<string, Played[]>();
    for (const [section, played] of sections)
      if (wanted(section))
        for (const [name, all] of played)
          pooled.set(name, [...(pooled.get(name) ?? []), ...all.filter(({ case: { tags } }) => !tags.includes(UNJUDGED))]);
    return pooled;
  };
  const all = among(() => true);
  if (all.size === 0) return [];
  const mustNot = ({ case: { gold, judge } }: Played): boolean => gold.plans.length === 0 && judge === undefined;
  const still = ({ answer }: Played): boolean => executed(answer).length === 0;
  const asked = ({ answer }: Played): boolean => answer.outcome === 'ask';
  const clear = among((section) => section !== NOISY);
  return [
    { key: 'all.wrong', what: 'all sets, wrong action', unit: '%', measured: share(all, wrong), target: { of: 'measured', most: 1 } },
    { key: 'all.wrong.clear', what: '  without HomeBench', unit: '%', measured: share(clear, wrong), target: { of: 'measured', most: 1 } },
    { key: 'all.refused', what: 'all sets, nothing done where nothing may be', unit: '%', measured: share(all, still, mustNot) },
    {
      key: 'all.asked',
      what: 'all sets, asked back rightly',
      unit: '%',
      measured: share(all, ({ case: { gold }, verdict }) => gold.quiet.includes('ask') || verdict.right, asked),
    },
  ];
}

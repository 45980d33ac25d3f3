/** What holds over all sets together: how often something wrong is done, how well is refused, how well is asked. */
import { type Figure, type Played, share, wrong } from './section.ts';

export function overall(played: ReadonlyMap<string, readonly Played[]>): Figure[] {
  const mustNot = ({ case: { gold } }: Played): boolean => gold.plans.length === 0;
  const still = ({ answer }: Played): boolean => answer.actions.length === 0;
  const asked = ({ answer }: Played): boolean => answer.outcome === 'ask';
  return [
    { key: 'all.wrong', what: 'all sets, wrong action', unit: '%', measured: share(played, wrong), target: { of: 'measured', most: 1 } },
    { key: 'all.refused', what: 'all sets, nothing done where nothing may be', unit: '%', measured: share(played, still, mustNot) },
    {
      key: 'all.asked',
      what: 'all sets, asked back rightly',
      unit: '%',
      measured: share(played, ({ case: { gold } }) => gold.quiet.includes('ask'), asked),
    },
  ];
}

/** Puts the requests of a suite to a contestant, home by home. */
import type { Home } from '../../core/domain/home.ts';
import { type Case, judge } from './judge.ts';
import type { Played } from './section.ts';
import type { Session, Understander } from './understander.ts';

export async function play(cases: readonly Case[], understander: Understander, signal: AbortSignal): Promise<Played[]> {
  let home: Home | undefined;
  let session: Session | undefined;
  const played: Played[] = [];
  for (const one of cases) {
    signal.throwIfAborted();
    if (session === undefined || one.home !== home) {
      home = one.home;
      session = understander.open(one.home);
    }
    const answer = await session.ask({
      id: one.id,
      text: one.text,
      ...(one.area === undefined ? {} : { area: one.area }),
      ...(one.state === undefined ? {} : { state: one.state }),
    });
    played.push({ case: one, answer, verdict: one.judge?.(answer) ?? judge(answer, one.gold) });
  }
  return played;
}

/** About `most` of a list, spread evenly over it: the same on every run. */
export const thin = <T>(items: readonly T[], most: number | undefined): readonly T[] => {
  if (most === undefined || items.length <= most) return items;
  const step = items.length / most;
  return items.filter((_, i) => i === 0 || Math.floor(i / step) !== Math.floor((i - 1) / step));
};

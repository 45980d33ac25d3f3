/** What would have been right, and whether an answer was. */
import type { Action, Home, Outcome } from '../../core/domain/home.ts';
import { type Want, wantFits } from './match.ts';
import type { StateOverlay, Timed } from './understander.ts';

/** A right plan: all of `must`, and whatever else is in `may`. */
export interface Plan {
  readonly must: readonly Want[];
  readonly may?: readonly Want[];
}

export interface Gold {
  /** Any of these. None: nothing may be done. */
  readonly plans: readonly Plan[];
  /** Outcomes that are right too, with nothing done. */
  readonly quiet: readonly Outcome[];
  /** How many clauses must be in `refused`; absent: it is not looked at. A single clause may be asked about or answered instead. */
  readonly refused?: number;
  /** Where asking back is no loss of quality, only of time: it names the candidates. Whether asking was justified. */
  readonly unclear?: boolean;
}

export interface Case {
  readonly id: string;
  readonly home: Home;
  /** For reports. */
  readonly place: string;
  readonly text: string;
  readonly area?: string;
  readonly state?: StateOverlay;
  readonly gold: Gold;
  /** Where no list of actions can say what is right. */
  readonly judge?: (answer: Timed) => Verdict;
  /** What the figures are split by. */
  readonly tags: readonly string[];
}

export interface Verdict {
  readonly right: boolean;
  /** Something was executed that was not wanted. */
  readonly wrong: boolean;
  /** Actions wanted, done, and done as wanted. */
  readonly wanted: number;
  readonly done: number;
  readonly met: number;
}

/** What a person is asked to confirm before it is done; for anything else a confirmation is one question too many. */
const RISKY = /^(?:lock|cover|valve|alarm_control_panel|climate|water_heater|siren|switch|button|script|vacuum|lawn_mower|humidifier)\./;

/** What an answer would do: `confirm` included, for who says yes gets it. */
export const executed = ({ outcome, actions }: Pick<Timed, 'outcome' | 'actions'>): readonly Action[] =>
  outcome === 'act' || outcome === 'confirm' ? actions : [];

export function judge(answer: Timed, gold: Gold): Verdict {
  const done = executed(answer);
  const best = gold.plans.map((plan) => meet(done, plan)).sort((a, b) => b.met - a.met || a.spare - b.spare || a.wanted - b.wanted)[0];
  const refusedRight = gold.refused === undefined || refusedOf(answer) === gold.refused;
  const wants = gold.plans.flatMap(({ must, may }) => [...must, ...(may ?? [])]);
  const confirmed = answer.outcome !== 'confirm' || done.some(({ entity }) => RISKY.test(entity));
  const planned = gold.plans.some((plan) => {
    const { met, spare } = meet(done, plan);
    return done.length > 0 && met === plan.must.length && spare === 0;
  });
  const quiet = done.length === 0 && gold.quiet.includes(answer.outcome);
  return {
    right: refusedRight && ((planned && confirmed) || quiet),
    wrong: done.some((action) => !wants.some((want) => wantFits(action, want))),
    wanted: best?.wanted ?? 0,
    done: done.length,
    met: best?.met ?? 0,
  };
}

/** Clauses refused. One clause about which nothing is done counts as refused, however that was said. */
export function refusedOf({ outcome, refused, actions }: Timed): number {
  const told = refused?.length ?? 0;
  return told === 0 && actions.length === 0 && outcome !== 'escalate' ? 1 : told;
}

/** Wants that an action of its own fulfils, and actions that fulfil none. */
function meet(actions: readonly Action[], { must, may = [] }: Plan): { met: number; spare: number; wanted: number } {
  const left = [...actions];
  let met = 0;
  for (const want of must) {
    const at = left.findIndex((action) => wantFits(action, want));
    if (at < 0) continue;
    left.splice(at, 1);
    met++;
  }
  const spare = left.filter((action) => !may.some((want) => wantFits(action, want))).length;
  return { met, spare, wanted: must.length };
}

/** Golds that many sections share. */
export const act = (...must: readonly Want[]): Gold => ({ plans: [{ must }], quiet: [] });
export const nothing = (...quiet: readonly Outcome[]): Gold => ({ plans: [], quiet });

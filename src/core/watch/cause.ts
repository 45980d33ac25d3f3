/**
 * What may be behind an incident, where the pattern is a known one: a small table of causes, each a pure function from what is seen to
 * named clues for and against.
 *
 *     likelihood = logistic(prior + Σ weight of the clues that hold)      told from 0.5 on, at most 0.95
 *
 * The weights are log-odds set by hand from what people who mend such things write (each cause names its source), not learned, so the
 * likelihood is an ordering with words, never a measured frequency, and never said as a fact. Adding a cause is adding a row.
 */
import type { CauseHint, Incident, Sibling } from '../domain/index.ts';
import { batteryEmpty } from './causes/battery-empty.ts';
import { bearingWear } from './causes/bearing-wear.ts';
import { blockedFlow } from './causes/blocked-flow.ts';
import { doorOpen } from './causes/door-open.ts';
import { heatingFailure } from './causes/heating-failure.ts';
import { leak } from './causes/leak.ts';
import { powerCut } from './causes/power-cut.ts';
import { type Cause, Scene } from './causes/scene.ts';
import { sensorFault } from './causes/sensor-fault.ts';
import { sensorStuck } from './causes/sensor-stuck.ts';

export const CAUSES: readonly Cause[] = [
  powerCut,
  batteryEmpty,
  sensorFault,
  sensorStuck,
  bearingWear,
  doorOpen,
  leak,
  blockedFlow,
  heatingFailure,
];

/** A guess below this is no help. */
const WORTH_SAYING = 0.5;
/** Nothing is ever certain from afar. */
const SUREST = 0.95;
/** A second guess this close to the best is said beside it. */
const CLOSE = 0.1;

/** The best guess, two when they are close; none when nothing known fits. */
export function causesOf(incident: Omit<Incident, 'causes'> & { readonly siblings: readonly Sibling[] }): readonly CauseHint[] {
  const scene = new Scene(incident);
  const hints: CauseHint[] = [];
  for (const { id, prior, look } of CAUSES) {
    const seen = look(scene);
    if (!seen) continue;
    const held = seen.clues.filter(({ holds }) => holds);
    const odds = held.reduce((sum, { weight }) => sum + weight, prior);
    const likelihood = Math.min(SUREST, Math.round(100 / (1 + Math.exp(-odds))) / 100);
    if (likelihood < WORTH_SAYING) continue;
    hints.push({ cause: id, text: seen.text, likelihood, because: held.flatMap(({ weight, because }) => (weight > 0 ? [because] : [])) });
  }
  hints.sort((a, b) => b.likelihood - a.likelihood);
  return hints.slice(0, 2).filter((hint, i) => i === 0 || hint.likelihood >= (hints[0]?.likelihood ?? 0) - CLOSE);
}

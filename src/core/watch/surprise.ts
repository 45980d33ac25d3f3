/**
 * The model's answer → witnesses: how far this reading is from the forecast, what the judge says of the window, whether the
 * forecast has been missed on one side for a while, whether the signal has become noisier or quieter, how well it fills in cells it
 * was not shown. Each is a number in its own
 * scale that only this sensor's history makes comparable (calibrate.ts).
 */
import type { Scaling } from '../signal/index.ts';

/** Where the model's answer keeps what; the manifest's labels must say the same. */
export const ANSWER = { quantiles: 0, judge: 5, misfit: 9, size: 10 } as const;
export const JUDGES = ['point', 'level', 'spread', 'shape'] as const;
export const LABELS: readonly string[] = ['q02', 'q25', 'q50', 'q75', 'q98', ...JUDGES, 'misfit'];
/** The outer quantiles lie this many standard deviations from the median in a normal distribution (0.02 and 0.98). */
const OUTER = 2.054;

/** The forecast in the sensor's unit, and how far off the reading was. */
export interface Surprise {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Signed distance from the median in forecast standard deviations; unbounded. */
  readonly z: number;
  /** One forecast standard deviation on the reading's side of the median, in the sensor's unit. */
  readonly side: number;
  /** The judge's strongest logit and which it was. */
  readonly logit: number;
  readonly judge: number;
  /** Mean distance of sixteen cells a little back from what the model fills in there, seeing what lies before and after; in units of the window. */
  readonly misfit: number;
}

export function readAnswer(answer: Float32Array, at: number, scaling: Scaling, value: number): Surprise {
  const unsquash = (q: number): number => scaling.loc + scaling.s * Math.sinh(q);
  const low = unsquash(answer[at] as number);
  const middle = unsquash(answer[at + 2] as number);
  const high = unsquash(answer[at + 4] as number);
  const floor = 0.02 * scaling.s;
  const side = Math.max(value >= middle ? high - middle : middle - low, floor) / OUTER;
  const z = (value - middle) / side;
  let judge = 0;
  let logit = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < JUDGES.length; k++) {
    const v = answer[at + ANSWER.judge + k] as number;
    if (v > logit) {
      logit = v;
      judge = k;
    }
  }
  return { low, middle, high, z, side, logit, judge, misfit: answer[at + ANSWER.misfit] as number };
}

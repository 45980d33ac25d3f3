/** A scorer that knows how long its runs take. */
import type { Scorer } from './ports.ts';

/** Weight of the newest run in the mean. */
const NEWEST = 0.1;

export interface Measured {
  readonly scorer: Scorer;
  /** Smoothed time of a run, waiting included, in milliseconds; NaN before the first. */
  milliseconds(): number;
}

export function measured(scorer: Scorer, monotonic: () => number = () => performance.now()): Measured {
  let mean = Number.NaN;
  return {
    milliseconds: () => mean,
    scorer: {
      inputs: scorer.inputs,
      outputs: scorer.outputs,
      async run(windows, rows) {
        const from = monotonic();
        const answers = await scorer.run(windows, rows);
        const took = monotonic() - from;
        mean = Number.isNaN(mean) ? took : mean + NEWEST * (took - mean);
        return answers;
      },
      [Symbol.asyncDispose]: () => scorer[Symbol.asyncDispose](),
    },
  };
}

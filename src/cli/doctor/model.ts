/** Whether the signals model is there, whole, and answers. */

import type { Scorer } from '../../agent/ports.ts';
import { describe, type Result } from '../../core/base/index.ts';
import { type Finding, good, problem } from './finding.ts';

export type OpenScorer = () => Promise<Result<{ readonly scorer: Scorer }>>;

export async function checkModel(open: OpenScorer): Promise<readonly Finding[]> {
  const opened = await open();
  if (!opened.ok)
    return [
      problem(
        'model',
        opened.fault.detail,
        opened.fault.hint ?? 'Install Kinglet again, or build the model with `make -C models signals`.',
      ),
    ];
  const { scorer } = opened.value;
  try {
    const answer = await scorer.run(new Float32Array(scorer.inputs), 1);
    return answer.every(Number.isFinite)
      ? [good('model', `The signals model answers (${scorer.inputs} numbers in, ${scorer.outputs} out).`)]
      : [problem('model', 'The signals model answers with something that is not a number.', 'Install Kinglet again.')];
  } catch (error) {
    return [
      problem(
        'model',
        `The signals model does not answer: ${error instanceof Error ? error.message : String(error)}.`,
        'Install Kinglet again.',
      ),
    ];
  } finally {
    await scorer[Symbol.asyncDispose]();
  }
}

/** All faults of a configuration as findings. */
export const faultFindings = (about: string, faults: readonly Parameters<typeof describe>[0][]): readonly Finding[] =>
  faults.map((f) => problem(about, describe(f)));

/** Cause hints as people read them: "Perhaps its door was left open (likely)." Never as a fact. */
import type { CauseHint } from '../domain/index.ts';

/** The word for a likelihood; what is below one half is not said. */
export function likelihoodWord(likelihood: number): string {
  return likelihood >= 0.85 ? 'very likely' : likelihood >= 0.65 ? 'likely' : 'possible';
}

/** One short sentence about the best guess, or the two best when they are close; empty when there is none. */
export function hintSentence([best, second]: readonly CauseHint[]): string {
  if (!best) return '';
  const word = likelihoodWord(best.likelihood);
  return second ? `Perhaps either ${best.text} or ${second.text} (${word}).` : `Perhaps ${best.text} (${word}).`;
}

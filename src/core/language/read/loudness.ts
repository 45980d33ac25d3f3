/** How loud something is to be played: "play some jazz in the kitchen at volume 30", "… at 30 percent". */
import type { Sentence } from '../sentence.ts';

export interface LoudnessFound {
  /** Where its words begin; they end with the clause. */
  readonly from: number;
  /** Percent, 0..100. */
  readonly percent: number;
}

/** At the end of tokens `[from, to)`; a bare number may be a channel or part of a title. */
export function loudnessAt({ tokens }: Sentence, from: number, to: number): LoudnessFound | undefined {
  const word = (i: number): string => (i >= from && i < to ? (tokens[i]?.text ?? '') : '');
  let at = to - 1;
  const behind = /^(?:volume|loudness)$/.test(word(at));
  if (behind) at--;
  const percent = word(at) === 'percent';
  if (percent) at--;
  const number = at > from ? tokens[at]?.number : undefined;
  if (number === undefined || number < 0 || number > 100) return undefined;
  const before = /^(?:volume|loudness)$/.test(word(at - 1));
  if (!behind && !before && !percent) return undefined;
  if (before) at--;
  while (/^(?:at|with|on|a|the|of)$/.test(word(at - 1))) at--;
  return at > from ? { from: at, percent: number } : undefined;
}

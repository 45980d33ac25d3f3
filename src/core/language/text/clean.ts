/**
 * What arrives is hostile or at least untidy: control characters, curly quotes, full-width letters, 10 KB of anything. Cleaned text is
 * what all offsets refer to.
 */

/** Longer sentences are refused before anything looks at them: ten commands in one breath are about 900 characters. */
export const MAX_TEXT = 2_000;

const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u2032\u00b4`]/g, "'"],
  [/[\u201c\u201d\u201e\u2033\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  // Controls, bidirectional marks, zero-width characters, lone surrogates: never part of a word.
  [/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, ' '],
];

/** Compatibility-normalised (NFKC), one kind of quote and dash, no control characters; spaces are kept as they are. */
export function clean(text: string): string {
  let out = text.normalize('NFKC');
  for (const [pattern, by] of REPLACED) out = out.replace(pattern, by);
  return out;
}

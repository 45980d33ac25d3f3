/** Names as tokens: the same cleaning as sentences get, so that "Kid's Room (2)" and "kids room two" meet. */
import { clean, tokenise } from '../text/index.ts';

/** Longer names are cut: what a device calls itself comes from the wire. */
const MAX_NAME = 80;

const PUNCTUATION = /^[,.;:?!"]$/;

export const wordsOf = (name: string): readonly string[] =>
  tokenise(clean(name.slice(0, MAX_NAME)))
    .map(({ text }) => text)
    .filter((word) => !PUNCTUATION.test(word));

/** Singular of a plural word, by the regular endings: lights → light, batteries → battery, switches → switch; others unchanged. */
export function stem(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is|news)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|xes|sses)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

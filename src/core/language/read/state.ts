/** What a question asks whether it is so: "on", "open", "running". */
import * as words from '../lexicon/words.ts';
import { isKind, isName, type Sentence } from '../sentence.ts';

/** The state a question asks about. */
export function stateIn(sentence: Sentence, from: number, to: number): string | undefined {
  for (let i = to - 1; i >= from; i--) {
    const word = sentence.tokens[i]?.text ?? '';
    if (
      (words.STATE_WORDS.has(word) || ASKED.has(word)) &&
      !(isName(sentence, i) || isKind(sentence, i)) &&
      !(word === 'on' && /^(?:the|my|our|a)$/.test(sentence.tokens[i + 1]?.text ?? '')) &&
      !(word === 'home' && /^(?:in|the|my|our|this|whole|entire)$/.test(sentence.tokens[i - 1]?.text ?? ''))
    )
      return word;
  }
  return undefined;
}

const ASKED = new Set(
  'warm cool humid bright dim loud quiet left home ran run opened closed moving motion dead discharged shining lit enabled disabled active plugged spinning working heating cooling drying'.split(
    ' ',
  ),
);

/** Whether a sentence has a verb of its own: then it is no mere answer to a question. */
import * as words from '../lexicon/words.ts';
import { isKind, isName, isPlace, type Sentence } from '../sentence.ts';

export const isWordy = (sentence: Sentence): boolean =>
  sentence.tokens.some(
    ({ text }, at) =>
      (words.ACTION_VERBS.has(text) || words.QUESTION_WORDS.has(text)) &&
      !/^(?:one|light|fan|lamp|leave)$/.test(text) &&
      !isKind(sentence, at) &&
      !isName(sentence, at) &&
      !isPlace(sentence, at),
  );

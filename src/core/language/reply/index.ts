/** What goes back in words, and how names, lists and values are said anywhere. */

export { sayDays, WEEKDAYS } from './days.ts';
export { type Words, wordsFor } from './deeds.ts';
export { doingPhrase, doneSentences } from './done.ts';
export { LISTED, listed, MAX_REPLY, paragraph, plural, pluralOf } from './lists.ts';
export { aOrAn, capitalised, isPlural, plainName, sayEntity, sayIn, sayPlace, tidyName, withArticle } from './names.ts';
export { type Refused, refusedSentence, whichOne } from './refused.ts';
export { askConfirmation, askMany, askWhich, type Means, replyTo } from './reply.ts';
export { percent, sayLength, sayNumber, sayPosition, saySpan, sayWhite, sayWord, withUnit } from './values.ts';

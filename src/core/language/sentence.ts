/** A sentence as all later stages see it: tokens, and what they mention in this home. */
import { bitsOf, findMentions, type HomeIndex, type Mention } from './mention/index.ts';
import { clean, mend, type Speller, type Token, tokenise } from './text/index.ts';

export interface Sentence {
  /** Cleaned; offsets of tokens refer to it. */
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
  /** The mention each token is part of. */
  readonly mentionAt: readonly (Mention | undefined)[];
  readonly index: HomeIndex;
}

export function sentenceOf(text: string, index: HomeIndex, speller?: Speller): Sentence {
  const cleaned = clean(text);
  const plain = tokenise(cleaned);
  const tokens = speller === undefined ? plain : mend(plain, speller);
  const mentions = findMentions(tokens, index);
  const mentionAt: (Mention | undefined)[] = tokens.map(() => undefined);
  for (const mention of mentions) mentionAt.fill(mention, mention.from, mention.to);
  return { text: cleaned, tokens, mentions, mentionAt, index };
}

export const bitsOfSentence = (sentence: Sentence): number[] => bitsOf(sentence.tokens, sentence.index, sentence.mentions);

/** The words of tokens `[from, to)`, as normalised. */
export const wordsIn = (sentence: Sentence, from: number, to: number): string[] => sentence.tokens.slice(from, to).map(({ text }) => text);

/** What was said in tokens `[from, to)`, as it was written. */
export function saidIn(sentence: Sentence, from: number, to: number): string {
  const first = sentence.tokens[from];
  const last = sentence.tokens[to - 1];
  return first === undefined || last === undefined ? '' : sentence.text.slice(first.from, last.to);
}

/** Whether tokens `[from, to)` are (part of) the name of an entity, and of nothing plainer. */
export const isName = (sentence: Sentence, at: number): boolean =>
  sentence.mentionAt[at]?.refs.some(({ type }) => type === 'entity') ?? false;
/** The name of something that can be commanded, not of a sensor only. */
export const isCommandName = (sentence: Sentence, at: number): boolean =>
  sentence.mentionAt[at]?.refs.some(
    (ref) => ref.type === 'entity' && !/^(?:sensor|binary_sensor|weather|sun|person|event)\./.test(ref.id),
  ) ?? false;
export const isKind = (sentence: Sentence, at: number): boolean =>
  sentence.mentionAt[at]?.refs.some(({ type }) => type === 'kind') ?? false;
export const isPlace = (sentence: Sentence, at: number): boolean =>
  sentence.mentionAt[at]?.refs.some(({ type }) => type === 'area' || type === 'floor') ?? false;

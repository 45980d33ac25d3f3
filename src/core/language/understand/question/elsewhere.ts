/** Questions that only sound like the home's: the time in Tokyo, what is good for bread, whether a fan is better than a heater. */
import { stem } from '../../mention/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { Asked } from './asked.ts';
import { unknownPlace } from './things.ts';

/** General knowledge and advice: of things as such, not of those here. */
const GENERAL =
  /\b(?:good|best|better|ideal|perfect|recommended|typical|average|healthy|safest|cheapest|worst|worth)\b.*\b(?:for|to|than|in|of|when)\b|\b(?:should|would|could|might) (?:a|an|one|it|they|people)\b|\bshould (?:i|we) (?:buy|get|use|pay|wear|eat|choose|cook|bake)\b|^(?:how|why) (?:do|does|can|could|would|should|did) (?:you|i|one|people|they|a|an|we)\b(?!.*\b(?:leave|left|alarm|warn|alert)\b)|^what (?:does|do) (?:a|an|it mean|turning|people)\b|^(?:what|who) (?:is|was|are|were) (?:an?|the (?:capital|president|population|meaning|difference|point|name of the \S+ who)|some|better)\b|^(?:is|are) (?:an? \S+(?: \S+)?|\S+s) (?:better|worse|cheaper|safer|faster|more|good|bad|dangerous|allowed|worth)\b|\b(?:invented|discovered|born|famous|history of|recipes? for|spell|spelled|mean in|translate)\b|\bin (?:general|the world|history|english|german|french|spanish)\b/;

export const isGeneral = (line: string): boolean => GENERAL.test(line);

const HERE =
  /^(?:the|my|our|this|that|here|a|an|it|your|inside|outside|general|house|home|flat|apartment|room|moment|morning|afternoon|evening|night|day|week|weekend|minute|minutes|hour|hours|today|tonight|tomorrow|now|local|total|fact|bed|town|area|neighborhood|about|what|which|next|last|noon|midnight|\d.*)$/;

/** A place that this home does not know, in a question about time or weather. */
export function strangePlace(sentence: Sentence, from: number, to: number): string | undefined {
  const apart = sentence.tokens.slice(from, to).find(({ text }) => /^(?:difference|zone|zones)$/.test(text));
  if (apart !== undefined) return apart.text;
  for (let i = from + 1; i < to - 1; i++) {
    if (!/^(?:in|at|for|over)$/.test(sentence.tokens[i]?.text ?? '')) continue;
    const word = sentence.tokens[i + 1]?.text ?? '';
    if (!/\p{L}/u.test(word) || HERE.test(word) || sentence.mentionAt[i + 1] !== undefined || sentence.index.byStem.has(stem(word)))
      continue;
    return word;
  }
  return undefined;
}

/** Whether nothing of what is asked about belongs to this home or to any: no name, kind, room or measure. */
export function isForeign(sentence: Sentence, { phrases }: Asked): boolean {
  const about = phrases.targets.filter(({ pronoun, tokens }) => pronoun === undefined && tokens.length > 0);
  if (about.length === 0) return false;
  if (about.some((phrase) => unknownPlace(sentence, phrase) !== undefined)) return true;
  return about.every(({ tokens }) =>
    tokens.every((at) => sentence.mentionAt[at] === undefined && !sentence.index.byStem.has(stem(sentence.tokens[at]?.text ?? ''))),
  );
}

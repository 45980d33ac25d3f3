/** Which words of a clause are its verb: what is said of the thing rather than which thing. */
import * as words from '../lexicon/words.ts';
import { stem } from '../mention/index.ts';
import { isKind, isName, isPlace, type Sentence } from '../sentence.ts';

export const PARTICLES = /^(?:on|off|up|down|out|back|over|away)$/;

/** "retract the awning", "batten down the shutters": a word nobody knows, before what something is done to, is what is done. */
export function leadsAsVerb(sentence: Sentence, from: number, to: number): boolean {
  const word = (i: number): string => (i < to ? (sentence.tokens[i]?.text ?? '') : '');
  if (sentence.mentionAt[from] !== undefined || !/^\p{L}{3,}$/u.test(word(from)) || words.EXCEPT_WORDS.has(word(from))) return false;
  const at = PARTICLES.test(word(from + 1)) ? from + 2 : from + 1;
  return (
    /^(?:the|my|our|all|both|every)$/.test(word(at)) &&
    sentence.mentionAt[at + 1] !== undefined &&
    !/^(?:all|both|every|each|any|some)$/.test(word(from))
  );
}

/** A verb or its particle, outside names and kinds. */
export function verbAt(sentence: Sentence, at: number): boolean {
  const word = sentence.tokens[at]?.text ?? '';
  const next = sentence.tokens[at + 1]?.text ?? '';
  const before = sentence.tokens[at - 1]?.text ?? '';
  if (isName(sentence, at) && (sentence.mentionAt[at]?.to ?? 0) - (sentence.mentionAt[at]?.from ?? 0) > 1) return false;
  if (PARTICLES.test(word)) return !(word === 'on' && atPlace(sentence, at));
  if (
    !VERB_FORMS.has(word) &&
    !words.ACTION_VERBS.has(word) &&
    !words.UP_WORDS.has(word) &&
    !words.DOWN_WORDS.has(word) &&
    !words.STATE_WORDS.has(word)
  )
    return false;
  if (word === 'fire' && next === 'up') return true;
  if (word === 'show' && /^(?:us|me)$/.test(next)) return true;
  if (word === 'power' && /^(?:on|off|up|down)$/.test(next) && !/^(?:the|my|our|a|this|that)$/.test(before)) return true;
  if (word === 'switch' && at === firstWord(sentence) && sentence.tokens.length > 2) return true;
  if (
    (word === 'switch' || word === 'plug') &&
    isKind(sentence, at) &&
    /^(?:on|off|the|to|it|my|our|all|both|every|in|over|from|them)$/.test(next) &&
    !/^(?:the|my|our|a|smart|wall|light|power)$/.test(before) &&
    sentence.mentionAt[at - 1] === undefined
  )
    return true;
  if (isKind(sentence, at) || isName(sentence, at) || isPlace(sentence, at)) {
    // "light the fire", "vacuum the hall", "heat the room": a verb when it leads and a noun follows.
    return (
      /^(?:light|vacuum|heat|cool|fan|water|charge|mop|sweep|hoover|press|drive|program|show|lock|alarm|bolt|latch|saw|mill|shade)$/.test(
        word,
      ) &&
      /^(?:the|my|our|up|all|every|a|everything|both|it|them)$/.test(next) &&
      !/^(?:the|my|our|a|an|all|every|this|that)$/.test(before)
    );
  }
  // "the cleaning robot", "warm light": adjectives stay with their noun when that makes a name; else they are verbs.
  return true;
}

/** "the light on the porch", "to 30 on the balcony": a preposition, unless it follows the verb it belongs to. */
function atPlace(sentence: Sentence, at: number): boolean {
  const before = sentence.tokens[at - 1]?.text ?? '';
  const named = sentence.mentionAt[at + 2];
  // "on the landing, turn off the light"
  if (named !== undefined && isPlace(sentence, at + 2) && sentence.tokens[named.to]?.text === ',') return true;
  if (/^(?:both|all|every|each)$/.test(sentence.tokens[at + 1]?.text ?? '') && /^floors?$/.test(sentence.tokens[at + 2]?.text ?? ''))
    return true;
  if (
    at === 0 ||
    (/^(?:turn|turned|turning|switch|switched|switching|put|power|flip|get|keep|leave|click|turns|it|them|lights?|back)$/.test(before) &&
      !(/^lights?$/.test(before) && placeAfter(sentence, at)))
  )
    return false;
  return /^(?:the|my|our)$/.test(sentence.tokens[at + 1]?.text ?? '') && sentence.tokens[at + 2] !== undefined;
}

const firstWord = (sentence: Sentence): number => sentence.tokens.findIndex(({ text }) => !words.FILLERS.has(text));

const placeAfter = (sentence: Sentence, at: number): boolean => {
  const next = /^(?:the|my|our)$/.test(sentence.tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
  const word = sentence.tokens[next]?.text;
  return word !== undefined && next > at + 1 && (isPlace(sentence, next) || sentence.index.placeStems.has(stem(word)));
};

const VERB_FORMS = new Set(
  'take carry throttle sound blow blast offline online show step disengage request included activated deactivated enabled disabled dimmed raised lowered increased decreased reduced mowed mopped docked muted unmuted shut unlocked extend lengthen prolong shorten oscillate oscillating swinging rotate rotating reverse let direct advance glow shine display emit needs need needed should must ought started stopped locked cleaned vacuumed toggled toggle state states session task job moment freeze suspend increasing decreasing raising lowering reducing dimming packing significantly slightly gradually gently completely turning switching setting making putting adjusting bringing getting closing opening locking unlocking starting stopping playing pausing cleaning vacuuming running dimming changed change turned switched closed opened'.split(
    ' ',
  ),
);

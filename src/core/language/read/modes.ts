/** Modes, speeds and options by their names: those of this home's devices, and the ones that everybody knows. */
import * as words from '../lexicon/words.ts';
import { isKind, isName, isPlace, type Sentence, wordsIn } from '../sentence.ts';
import { ownParameters } from './attributes.ts';
import { PARTICLES } from './verbs.ts';

export interface ModeFound {
  readonly from: number;
  readonly to: number;
  readonly word: string;
  /** Said with "mode" or for an attribute that has modes: it outweighs a number. */
  readonly strong: boolean;
}

const MODE_TAIL = new Set(['mode', 'effect', 'setting', 'preset', 'speed', 'level', 'position', 'settings']);

const MULTI: readonly (readonly string[])[] = [
  ['fan', 'only'],
  ['heat', 'cool'],
  ['heat', 'pump'],
  ['high', 'demand'],
  ['warm', 'up'],
  ['cool', 'down'],
];

/** A mode, speed or option by name: "to sleep mode", "on high", "eco", "fan only". */
export function modeIn(
  sentence: Sentence,
  from: number,
  to: number,
  used: readonly boolean[],
  attribute: string | undefined,
): ModeFound | undefined {
  const { tokens, index } = sentence;
  const word = (i: number): string => (i < to ? (tokens[i]?.text ?? '') : '');
  const free = (i: number): boolean =>
    i >= from &&
    i < to &&
    (used[i] !== true ||
      PARTICLES.test(word(i)) ||
      words.UP_WORDS.has(word(i)) ||
      words.DOWN_WORDS.has(word(i)) ||
      words.MODE_WORDS.has(word(i)) ||
      index.options.has(word(i)));
  const own = attribute !== undefined && [...ownParameters(sentence).values()].includes(attribute);
  const option = (i: number): boolean => word(i) !== '' && (index.options.has(word(i)) || words.MODE_WORDS.has(word(i)));
  // X mode
  for (let i = from + 1; i < to; i++)
    if (MODE_TAIL.has(word(i)) && free(i - 1) && option(i - 1) && !(isName(sentence, i - 1) && isName(sentence, i))) {
      const two = MULTI.find(([a, b]) => word(i - 2) === a && word(i - 1) === b);
      const start = two !== undefined ? i - 2 : i - 1;
      if (two === undefined && words.ACTION_VERBS.has(word(start)) && start === from) continue;
      // "the heating mode to fan only": the mode is still to come.
      if (word(i) === 'mode' && isKind(sentence, start) && word(i + 1) === 'to' && option(i + 2) && !/^(?:on|off)$/.test(word(i + 2)))
        continue;
      if (two === undefined && word(i) === 'level' && /^(?:light|volume|sound|brightness|humidity|fan)$/.test(word(i - 1))) continue;
      if (two === undefined && word(i) === 'speed' && word(i - 1) === 'fan') {
        // "to high fan speed"
        if (!(i - 2 > from && option(i - 2) && free(i - 2) && !isKind(sentence, i - 2))) continue;
        return { from: /^(?:to|at|on)$/.test(word(i - 3)) ? i - 3 : i - 2, to: i + 1, word: optionWord(word(i - 2)), strong: true };
      }
      return { from: start, to: i + 1, word: two !== undefined ? two.join(' ') : optionWord(word(start)), strong: true };
    }
  // to X, on X, mode X
  for (let i = from; i < to - 1; i++) {
    if (!/^(?:to|on|in|into|at|as|mode|speed|swing|direction|source|preset|input|position|be)$/.test(word(i))) continue;
    let at = i + 1;
    while (/^(?:the|a|an|its|be|be in|in)$/.test(word(at))) at++;
    // After "mode … to" any word is one, also one that the device does not have.
    const asked =
      word(i) === 'to' &&
      (own ||
        /^(?:cooling|heating|drying)$/.test(word(at)) ||
        // "set the house mode to siesta": what has nothing but options is given one, be it one that it lacks.
        sentence.mentionAt[i - 1]?.refs.some((r) => r.type === 'entity' && /^(?:select|input_select)\./.test(r.id)) === true ||
        attribute === 'mode' ||
        attribute === 'swing' ||
        attribute === 'preset' ||
        attribute === 'source' ||
        attribute === 'fan_speed');
    if (
      at >= to ||
      !(option(at) || (asked && !LEADS.test(word(at)))) ||
      !(free(at) || asked) ||
      isPlace(sentence, at) ||
      (isName(sentence, at) && !index.options.has(word(at)))
    )
      continue;
    if (word(i) === 'on' && isKind(sentence, at) && !words.MODE_WORDS.has(word(at))) continue;
    if (tokens[at]?.number !== undefined) continue;
    const length = Math.max(optionLength(sentence, at, to), asked ? 1 : 0);
    if (length === 0) continue;
    const end = at + length;
    const tail = MODE_TAIL.has(word(end)) ? end + 1 : end;
    // "on the main light", "in the night stand": words of a noun.
    if (
      tail === end &&
      (sentence.mentionAt[end] !== undefined || sentence.mentionAt[at]?.to === end + 1) &&
      word(i) !== 'mode' &&
      word(i) !== 'speed'
    )
      continue;
    // "turn on the heat", "on auto": an option only when nothing follows it, or something that is no device.
    if (word(i) === 'on' && /^(?:heat|cool|fan|light|low|music|electric)$/.test(word(at)) && word(at) !== 'low') continue;
    return {
      from: i,
      to: tail,
      word: optionWord(wordsIn(sentence, at, end).join(' ')),
      strong:
        word(i) === 'mode' ||
        attribute === 'mode' ||
        attribute === 'swing' ||
        attribute === 'fan_speed' ||
        attribute === 'speed' ||
        attribute === 'source',
    };
  }
  // "house mode holiday": an option of something that is named.
  const end = to - 1;
  if (
    end > from &&
    option(end) &&
    free(end) &&
    sentence.mentionAt[end] === undefined &&
    sentence.mentionAt[end - 1]?.refs.some((r) => r.type === 'entity' && /^(?:select|input_select)\./.test(r.id)) === true
  )
    return { from: end, to, word: optionWord(word(end)), strong: true };
  // "swing down", "fan speed low": an attribute followed or preceded by its option
  if (attribute !== undefined && (own || /^(?:mode|swing|fan_speed|speed|preset|source|direction|volume|brightness)$/.test(attribute))) {
    // An option of a device's own stands last: "strength strong".
    for (let i = own ? to - 1 : from; i < to; i++)
      if (
        option(i) &&
        free(i) &&
        tokens[i]?.number === undefined &&
        !(own && (sentence.mentionAt[i] !== undefined || attribute.includes(word(i)))) &&
        !(i === from && words.ACTION_VERBS.has(word(i))) &&
        isSettled(word(i), attribute)
      )
        return { from: i, to: i + 1, word: optionWord(word(i)), strong: true };
    // "raise the swing": the direction is the option
    if (attribute === 'swing') {
      const line = wordsIn(sentence, from, to).join(' ');
      if (/\b(?:raise|lift|upward|upwards|increase)\b/.test(line)) return { from, to: from + 1, word: 'up', strong: true };
      if (/\b(?:lower|drop|downward|downwards|decrease)\b/.test(line)) return { from, to: from + 1, word: 'down', strong: true };
    }
  }
  return undefined;
}

/** Words that begin no option. */
const LEADS = /^(?:swing|fan|mode|speed|be|its|my|their|it|the|a|an|in|on|at|of|for|and|by|up|down)$/;

const optionWord = (word: string): string => word.replace(/^(up|down)wards?$/, '$1').replace(/^automatic$/, 'auto');

const isSettled = (word: string, attribute: string): boolean =>
  attribute === 'swing' || attribute === 'direction'
    ? /^(?:up|down|left|right|middle|mid|auto|off|on|both|horizontal|vertical|swing|high|low|medium|forward|reverse|top|bottom|center)$/.test(
        word,
      )
    : attribute === 'volume' || attribute === 'brightness'
      ? /^(?:high|low|medium|mid|middle|normal)$/.test(word)
      : !/^(?:up|down|on|off|fan|level|light|power|volume|temperature|left|right|full|half)$/.test(word);

/** How many words the option at `at` has: the longest run of this home's option words, "fan only" and the like. */
function optionLength(sentence: Sentence, at: number, to: number): number {
  const { tokens, index } = sentence;
  let n = 0;
  while (at + n < to && n < 4) {
    const token = tokens[at + n];
    if (token === undefined) break;
    // "hdmi 3", whether or not there is a third.
    if (n > 0 && token.number !== undefined && /^(?:hdmi|av|channel|input)$/.test(tokens[at + n - 1]?.text ?? '')) {
      n++;
      break;
    }
    if (token.number !== undefined) break;
    if (!(index.options.has(token.text) || words.MODE_WORDS.has(token.text))) break;
    if (n > 0 && MODE_TAIL.has(token.text)) break;
    if (n > 0 && (isPlace(sentence, at + n) || !index.options.has(token.text))) break;
    n++;
  }
  return n;
}

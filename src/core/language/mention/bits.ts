/**
 * What is known of each token before the network looks at it, as 32 bits: what it mentions in this home and the lexicon's word classes.
 * The network never sees a name, only that it is one. The order is the model's: change it, and retrain (FEATURE_VERSION).
 */
import { isColourWord } from '../lexicon/colours.ts';
import * as words from '../lexicon/words.ts';
import type { Token } from '../text/index.ts';
import { findMentions, type Mention } from './find.ts';
import type { HomeIndex } from './home-index.ts';

export const BITS = [
  'name-begins',
  'name',
  'area',
  'floor',
  'kind',
  'number',
  'unit',
  'colour',
  'duration-unit',
  'time',
  'pronoun',
  'except',
  'quantity',
  'attribute',
  'on',
  'off',
  'open',
  'close',
  'up',
  'down',
  'question',
  'negation',
  'conjunction',
  'end',
  'verb',
  'state',
  'filler',
  'option',
  'mended',
  'quote',
  'preposition',
  'person',
] as const;

type Bit = (typeof BITS)[number];
const MASK = Object.fromEntries(BITS.map((bit, i) => [bit, 2 ** i])) as Readonly<Record<Bit, number>>;

const CLASSES: readonly (readonly [Bit, ReadonlySet<string>])[] = [
  ['unit', words.UNIT_WORDS],
  ['duration-unit', words.DURATION_UNITS],
  ['time', words.TIME_WORDS],
  ['pronoun', words.PRONOUNS],
  ['except', words.EXCEPT_WORDS],
  ['quantity', words.QUANTITY_WORDS],
  ['attribute', words.ATTRIBUTE_WORDS],
  ['on', words.ON_WORDS],
  ['off', words.OFF_WORDS],
  ['open', words.OPEN_WORDS],
  ['close', words.CLOSE_WORDS],
  ['up', words.UP_WORDS],
  ['down', words.DOWN_WORDS],
  ['question', words.QUESTION_WORDS],
  ['negation', words.NEGATIONS],
  ['conjunction', words.CONJUNCTIONS],
  ['end', words.END_MARKS],
  ['verb', words.ACTION_VERBS],
  ['state', words.STATE_WORDS],
  ['filler', words.FILLERS],
  ['option', words.MODE_WORDS],
  ['preposition', words.PREPOSITIONS],
  ['person', words.PERSONS],
];

const LEXICON: ReadonlyMap<string, number> = lexicon();

function lexicon(): Map<string, number> {
  const out = new Map<string, number>();
  for (const [bit, members] of CLASSES) for (const word of members) out.set(word, (out.get(word) ?? 0) + MASK[bit]);
  return out;
}

/** One unsigned 32-bit integer per token. */
export function bitsOf(tokens: readonly Token[], index: HomeIndex, mentions: readonly Mention[] = findMentions(tokens, index)): number[] {
  const bits = tokens.map(({ text, number, mended }) => {
    let own = LEXICON.get(text) ?? 0;
    if (number !== undefined) own |= MASK.number;
    else if (/^\d+:/.test(text)) own |= MASK.time;
    if (isColourWord(text) || words.WHITE_WORDS.has(text)) own |= MASK.colour;
    if (index.options.has(text)) own |= MASK.option;
    if (mended !== undefined) own |= MASK.mended;
    if (text === '"') own |= MASK.quote;
    return own;
  });
  for (const { from, to, refs } of mentions)
    for (const ref of refs) {
      const bit = ref.type === 'entity' ? MASK.name : MASK[ref.type];
      for (let i = from; i < to; i++) bits[i] = ((bits[i] ?? 0) | bit) >>> 0;
      if (ref.type === 'entity') bits[from] = ((bits[from] ?? 0) | MASK['name-begins']) >>> 0;
    }
  return bits.map((b) => b >>> 0);
}

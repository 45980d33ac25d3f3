/** What a mistyped word may be mended to: the lexicon's own words, then this home's. */
import type { HomeIndex } from '../mention/index.ts';
import { KINDS } from '../mention/index.ts';
import { COLOUR_WORDS } from './colours.ts';
import * as words from './words.ts';

/** Commonest first: the earlier word wins a tie. */
export function* spellingTargets(index: HomeIndex): Iterable<string> {
  yield* [
    'the',
    'and',
    'with',
    'from',
    'that',
    'this',
    'then',
    'what',
    'when',
    'which',
    'where',
    'there',
    'please',
    'room',
    'turn',
    'off',
    'halfway',
    'half',
    'quarter',
    'twice',
    'double',
    'bright',
    'dark',
    'cold',
    'forecast',
    'today',
    'everything',
    ...'next previous skip track song music play pause resume unpause stop start back forward again status setting state volume level light lights lock unlock open close'.split(
      ' ',
    ),
  ];
  for (const kind of KINDS)
    for (const phrase of kind.words)
      for (const word of phrase.split(' ')) {
        yield word;
        if (!word.endsWith('s')) yield `${word}s`;
      }
  yield* index.vocabulary;
  for (const list of Object.values(words)) for (const word of list) yield word;
  yield* [
    'temperature',
    'brightness',
    'kitchen',
    'bedroom',
    'bathroom',
    'living',
    'room',
    'office',
    'hallway',
    'garage',
    'garden',
    'please',
    'timer',
    'percent',
    'degrees',
    'yesterday',
    'shopping',
  ];
  yield* index.options;
  yield* COLOUR_WORDS;
}

/** How sentences are spoilt on the way: slips of the fingers, what a recogniser mishears, fillers, missing articles. */
import type { Random } from './random.ts';

const NEAR: Readonly<Record<string, string>> = {
  q: 'wa',
  w: 'qes',
  e: 'wrd',
  r: 'etf',
  t: 'ryg',
  y: 'tuh',
  u: 'yij',
  i: 'uok',
  o: 'ipl',
  p: 'ol',
  a: 'qsz',
  s: 'adwx',
  d: 'sfec',
  f: 'dgrv',
  g: 'fhtb',
  h: 'gjyn',
  j: 'hkum',
  k: 'jlim',
  l: 'kop',
  z: 'asx',
  x: 'zcd',
  c: 'xvf',
  v: 'cbg',
  b: 'vnh',
  n: 'bmj',
  m: 'nk',
};
const HEARD: Readonly<Record<string, string>> = {
  lights: 'lice',
  light: 'like',
  blinds: 'blind',
  four: 'for',
  two: 'to',
  to: 'two',
  for: 'four',
  the: 'a',
  off: 'of',
  on: 'in',
  lamp: 'lamb',
  heat: 'heed',
  close: 'clothes',
  by: 'buy',
  their: 'there',
  whole: 'hole',
  wait: 'weight',
  right: 'write',
  fan: 'van',
  dim: 'them',
  set: 'said',
  turn: 'turned',
  in: 'and',
  your: 'you',
};
const FILLERS = ['um', 'uh', 'like', 'please', 'just', 'so', 'you know', 'maybe', 'now', 'okay', 'hey', 'well', 'actually'];

/** One slip in a word of at least three letters. */
export function slip(word: string, r: Random): string {
  if (word.length < 3 || !/^[a-z]+$/i.test(word)) return word;
  const at = 1 + r.below(word.length - 1);
  switch (r.below(5)) {
    case 0:
      return at < word.length - 1 ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : word;
    case 1:
      return word.slice(0, at) + word.slice(at + 1);
    case 2:
      return word.slice(0, at) + word[at] + word.slice(at);
    case 3: {
      const near = NEAR[(word[at] as string).toLowerCase()];
      return near === undefined ? word : word.slice(0, at) + near[r.below(near.length)] + word.slice(at + 1);
    }
    default:
      return word[1] + (word[0] as string) + word.slice(2);
  }
}

export interface Spoiling {
  readonly typos: number;
  readonly misheard: number;
  readonly fillers: number;
  readonly drops: number;
}

/** Spoils the words of a piece of text. */
export function spoil(text: string, how: Spoiling, r: Random): string {
  return text.replace(/[A-Za-z]+|[^A-Za-z]+/g, (piece) => {
    if (!/^[a-z]/i.test(piece)) return piece;
    if (r.chance(how.typos)) return slip(piece, r);
    if (r.chance(how.misheard)) return HEARD[piece.toLowerCase()] ?? piece;
    if (/^(?:the|a|my)$/i.test(piece) && r.chance(how.drops)) return '';
    return r.chance(how.fillers) ? `${r.pick(FILLERS)} ${piece}` : piece;
  });
}

/** Contractions opened, spellings made one: what is learned and matched is always the same form. */

/** One written word → the words it stands for. Written with and without its apostrophe, as people type. */
const OPENED: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'],
  cannot: ['can', 'not'],
  cant: ['can', 'not'],
  "won't": ['will', 'not'],
  wont: ['will', 'not'],
  "shan't": ['shall', 'not'],
  "let's": ['let', 'us'],
  lets: ['let', 'us'],
  "i'm": ['i', 'am'],
  im: ['i', 'am'],
  gonna: ['going', 'to'],
  wanna: ['want', 'to'],
  gotta: ['got', 'to'],
  gimme: ['give', 'me'],
  lemme: ['let', 'me'],
  whats: ['what', 'is'],
  wheres: ['where', 'is'],
  whos: ['who', 'is'],
  hows: ['how', 'is'],
  thats: ['that', 'is'],
  theres: ['there', 'is'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  isnt: ['is', 'not'],
  arent: ['are', 'not'],
  wasnt: ['was', 'not'],
  ive: ['i', 'have'],
  id: ['i', 'would'],
  youre: ['you', 'are'],
  theyre: ['they', 'are'],
  pls: ['please'],
  plz: ['please'],
  thx: ['thanks'],
  ok: ['okay'],
  u: ['you'],
  ur: ['your'],
  "y'all": ['you', 'all'],
  alright: ['all', 'right'],
  turnoff: ['turn', 'off'],
  turnon: ['turn', 'on'],
  switchoff: ['switch', 'off'],
  switchon: ['switch', 'on'],
  trun: ['turn'],
  trn: ['turn'],
  tun: ['turn'],
};

const ENDINGS: Readonly<Record<string, string>> = { "'m": 'am', "'re": 'are', "'ve": 'have', "'d": 'would', "'ll": 'will' };
/** After these, 's is "is"; elsewhere it is a possessive and falls off. */
const IS_AFTER = new Set([
  'what',
  'where',
  'who',
  'how',
  'it',
  'that',
  'there',
  'here',
  'he',
  'she',
  'when',
  'why',
  'which',
  'everything',
  'nobody',
]);

/** British and other spellings of words that matter here → the one used throughout. */
const SPELT: Readonly<Record<string, string>> = {
  colour: 'color',
  colours: 'colors',
  coloured: 'colored',
  grey: 'gray',
  centre: 'center',
  programme: 'program',
  metre: 'meter',
  favourite: 'favorite',
  mould: 'mold',
  neighbour: 'neighbor',
  neighbours: 'neighbors',
  cosy: 'cozy',
  lite: 'light',
  lites: 'lights',
  nite: 'night',
  thru: 'through',
  '1st': 'first',
  '2nd': 'second',
  '3rd': 'third',
  '4th': 'fourth',
  '5th': 'fifth',
  '6th': 'sixth',
};

/** The words a lower-case written word stands for; possessive 's is dropped ("emma's" → "emma"). */
export function opened(word: string): readonly string[] {
  const whole = Object.hasOwn(OPENED, word) ? OPENED[word] : undefined;
  if (whole !== undefined) return whole;
  const apostrophe = word.lastIndexOf("'");
  if (apostrophe > 0) {
    const stem = word.slice(0, apostrophe);
    const end = word.slice(apostrophe);
    if (end === "'t" && stem.endsWith('n') && stem.length > 2) return [stem.slice(0, -1), 'not'];
    if (Object.hasOwn(ENDINGS, end)) return [stem, ENDINGS[end] as string];
    if (end === "'s") return IS_AFTER.has(stem) ? [stem, 'is'] : [spelt(stem)];
    return [spelt(word.replaceAll("'", ''))];
  }
  return [spelt(word)];
}

const spelt = (word: string): string => (Object.hasOwn(SPELT, word) ? (SPELT[word] as string) : word);

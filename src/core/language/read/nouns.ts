/** The nouns of a clause, each with what joins it to the one before: the first half of reading phrases. */
import * as words from '../lexicon/words.ts';
import { stem } from '../mention/index.ts';
import type { Sentence } from '../sentence.ts';
import type { NamedPlace, Phrase } from './phrases.ts';

const LOCATIVE = new Set('in on at of for from inside within throughout across around to into onto by near'.split(' '));

const DETERMINERS = new Set('the a an my our your this that these those his her their its'.split(' '));

const SKIPPED = new Set(
  'please is are be was been being am do does did have has had can could will would should shall may might must if there just really very so too now then again also still already back up down right left ahead out going go got get need needs want wants like let us me i you we with as it’s not than how what which who when where why about yes okay hey hi hello oh well um uh er hmm kindly currently actually percent degree degrees celsius fahrenheit kelvin level levels by home’s s off on open closed ever last long many much there’s o clock other another one ones more less bit little lot way only even anymore securely firmly properly fully gently carefully different random further else'.split(
    ' ',
  ),
);

const ALL = new Set(['all', 'every', 'each', 'everything', 'entire', 'whole', 'everyone']);

const PLACE_WORDS: Readonly<Record<string, NamedPlace>> = {
  here: 'here',
  everywhere: 'everywhere',
  outside: 'outside',
  outdoors: 'outside',
  outdoor: 'outside',
  exterior: 'outside',
  inside: 'inside',
  indoors: 'inside',
  indoor: 'inside',
  interior: 'inside',
  upstairs: 'upstairs',
  downstairs: 'downstairs',
};

const WHOLE_HOME = new Set('house home apartment flat place building property'.split(' '));

export interface Noun {
  connector: 'none' | 'and' | 'loc' | 'except';
  tokens: number[];
  quantity?: NonNullable<Phrase['quantity']>;
  pronoun?: NonNullable<Phrase['pronoun']>;
  place?: NamedPlace;
  except: boolean;
}

export function nounsIn(sentence: Sentence, from: number, to: number, used: readonly boolean[]): Noun[] {
  const nouns: Noun[] = [];
  let current: Noun | undefined;
  let connector: Noun['connector'] = 'none';
  let except = false;
  let quantity: NonNullable<Phrase['quantity']> | undefined;
  const push = (noun: Omit<Noun, 'connector' | 'except'>): Noun => {
    const made: Noun = { connector, except, ...(quantity === undefined ? {} : { quantity }), ...noun };
    nouns.push(made);
    connector = 'none';
    quantity = undefined;
    return made;
  };
  for (let i = from; i < to; i++) {
    const word = sentence.tokens[i]?.text ?? '';
    const mention = sentence.mentionAt[i];
    const next = sentence.tokens[i + 1]?.text ?? '';
    if (used[i]) {
      if (current !== undefined && !/^(?:on|off|up|down)$/.test(word)) current = undefined;
      continue;
    }
    // "the blinds and curtains downstairs": where all of them are.
    if (
      mention !== undefined &&
      current?.connector === 'and' &&
      /^(?:up|down)stairs$/.test(word) &&
      mention.refs.every(({ type }) => type === 'floor')
    ) {
      connector = 'loc';
      push({ tokens: [i] });
      current = undefined;
      continue;
    }
    if (mention !== undefined && !(mention.to - mention.from === 1 && plainWord(sentence, i))) {
      current ??= push({ tokens: [] });
      for (let j = i; j < Math.min(mention.to, to); j++) current.tokens.push(j);
      i = Math.min(mention.to, to) - 1;
      continue;
    }
    // "but keep the ones on the terrace playing"
    if (word === 'but' && /^(?:keep|leave)$/.test(next) && nouns.length > 0) {
      except = true;
      current = undefined;
      connector = 'except';
      i++;
      continue;
    }
    if (
      (words.EXCEPT_WORDS.has(word) || (word === 'but' && next === 'not')) &&
      !(word === 'but' && !(next === 'not' ? leadsKnown(sentence, i + 2, to) : leadsNoun(sentence, i + 1, to))) &&
      !(word === 'other' && next !== 'than') &&
      !(word === 'leaving' && next === 'the' && i === from)
    ) {
      except = true;
      current = undefined;
      connector = 'except';
      continue;
    }
    if (word === 'not' && (leadsNoun(sentence, i + 1, to) || next === 'in') && nouns.length > 0) {
      except = true;
      current = undefined;
      connector = 'except';
      continue;
    }
    if (word === 'and' || word === ',' || word === 'or' || word === 'plus' || word === ';' || (word === 'as' && next === 'well')) {
      current = undefined;
      connector = 'and';
      continue;
    }
    const place = PLACE_WORDS[word];
    if (place !== undefined) {
      const own = push({ tokens: [], place });
      if (/door|ior$/.test(word)) own.connector = 'none';
      current = undefined;
      continue;
    }
    if (word === 'for' && (occasion(sentence, i + 1) || (!leadsNoun(sentence, i + 1, to) && current !== undefined))) {
      // "for the delivery", "for the night": what it is for changes nothing.
      let end = i + 1;
      while (
        end < to &&
        !used[end] &&
        (sentence.mentionAt[end] === undefined || occasion(sentence, end)) &&
        !/^(?:and|,|\.|;|but|except)$/.test(sentence.tokens[end]?.text ?? '')
      )
        end++;
      current = undefined;
      i = end - 1;
      continue;
    }
    // "on both floors", "on every floor": the whole home.
    if (
      word === 'on' &&
      /^(?:both|all|every|each)$/.test(next) &&
      /^(?:the )?(?:floors?|levels|stor(?:eys?|ies))$/.test(rest(sentence, i + 2, to))
    ) {
      push({ tokens: [], place: 'everywhere' });
      current = undefined;
      i = sentence.tokens[i + 2]?.text === 'the' ? i + 3 : i + 2;
      continue;
    }
    if (LOCATIVE.has(word)) {
      current = undefined;
      if (connector !== 'except') connector = 'loc';
      continue;
    }
    if (
      (word === 'this' || word === 'the' || word === 'my' || word === 'our' || word === 'a') &&
      /^(?:room|area|space)$/.test(next) &&
      !used[i + 1] &&
      sentence.mentionAt[i + 1] === undefined
    ) {
      push({ tokens: [], place: 'here' });
      current = undefined;
      i++;
      continue;
    }
    if (WHOLE_HOME.has(word)) {
      push({ tokens: [], place: 'everywhere' });
      current = undefined;
      continue;
    }
    if (word === 'other' || word === 'others') {
      const head = next === 'one' || next === 'ones' ? i + 1 : i;
      const noun = push({ tokens: [], pronoun: next === 'ones' || word === 'others' ? 'others' : 'other' });
      current = head === i && sentence.mentionAt[i + 1] !== undefined ? noun : undefined;
      i = head;
      continue;
    }
    if (word === 'it' || word === 'itself' || ((word === 'that' || word === 'this') && endsNoun(sentence, i + 1, to, used))) {
      push({ tokens: [], pronoun: 'it' });
      current = undefined;
      continue;
    }
    if (
      word === 'them' ||
      word === 'they' ||
      ((word === 'those' || word === 'these' || word === 'both') && endsNoun(sentence, i + 1, to, used))
    ) {
      if (word === 'both') quantity = 'both';
      push({ tokens: [], pronoun: 'them' });
      current = undefined;
      continue;
    }
    if (ALL.has(word)) {
      // "all off": of everything.
      const alone = word === 'all' && nouns.length === 0 && (i + 1 >= to || /^(?:on|off)$/.test(sentence.tokens[i + 1]?.text ?? ''));
      if (word === 'everything' || word === 'everyone' || alone) {
        quantity = 'all';
        current = push({ tokens: [i] });
        current = undefined;
      } else quantity = 'all';
      continue;
    }
    if (word === 'both' || word === 'any' || word === 'some') {
      quantity = word;
      continue;
    }
    if (DETERMINERS.has(word)) {
      if (current !== undefined && nouns.at(-1) === current) current = undefined;
      continue;
    }
    const { number } = sentence.tokens[i] ?? {};
    if (number !== undefined && current === undefined && leadsNoun(sentence, i + 1, to)) {
      quantity = number;
      continue;
    }
    if (SKIPPED.has(word) || words.FILLERS.has(word) || /^[.;:?!"]$/.test(word)) {
      if (/^[.;:?!"]$/.test(word)) current = undefined;
      continue;
    }
    current ??= push({ tokens: [] });
    current.tokens.push(i);
  }
  // An area between a kind's words and a verb: nothing to do. Nouns of nothing fall out.
  const first = nouns.findIndex((noun) => noun.tokens.some((at) => sentence.mentionAt[at] !== undefined));
  // "open the curtains by increasing them": the clause itself says what they are.
  const heard = nouns.filter((noun, n) => !(first >= 0 && n > first && (noun.pronoun === 'it' || noun.pronoun === 'them') && !noun.except));
  return heard.filter((noun) => noun.tokens.length > 0 || noun.pronoun !== undefined || noun.place !== undefined);
}

const rest = (sentence: Sentence, from: number, to: number): string => {
  const end = sentence.tokens[from]?.text === 'the' ? from + 2 : from + 1;
  return sentence.tokens
    .slice(from, Math.min(end, to))
    .map(({ text }) => text)
    .join(' ');
};

/** "for the night", "for the kids": no device, whatever is called so. */
const occasion = (sentence: Sentence, at: number): boolean => {
  const next = DETERMINERS.has(sentence.tokens[at]?.text ?? '') ? at + 1 : at;
  return (
    /^(?:night|day|evening|morning|afternoon|weekend|moment|time|party|guests?|kids|children|baby|winter|summer)$/.test(
      sentence.tokens[next]?.text ?? '',
    ) && sentence.mentionAt[next + 1] === undefined
  );
};

/** A one-word mention that is more likely grammar: "on", "it", "all" where a device is called so. */
const plainWord = (sentence: Sentence, at: number): boolean => {
  const word = sentence.tokens[at]?.text ?? '';
  return DETERMINERS.has(word) || LOCATIVE.has(word) || word === 'and' || word === 'it' || word === 'all' || /^[.,;:?!"]$/.test(word);
};

/** As `leadsNoun`, also for a word that is only a part of a name. */
function leadsKnown(sentence: Sentence, at: number, to: number): boolean {
  let i = at;
  while (i < to && (DETERMINERS.has(sentence.tokens[i]?.text ?? '') || LOCATIVE.has(sentence.tokens[i]?.text ?? ''))) i++;
  return i < to && (sentence.mentionAt[i] !== undefined || sentence.index.byStem.has(stem(sentence.tokens[i]?.text ?? '')));
}

function leadsNoun(sentence: Sentence, at: number, to: number): boolean {
  let i = at;
  while (
    i < to &&
    (DETERMINERS.has(sentence.tokens[i]?.text ?? '') || ['for', 'in', 'from', 'of'].includes(sentence.tokens[i]?.text ?? ''))
  )
    i++;
  return i < to && sentence.mentionAt[i] !== undefined;
}

function endsNoun(sentence: Sentence, at: number, to: number, used: readonly boolean[]): boolean {
  const word = sentence.tokens[at]?.text;
  return (
    at >= to ||
    word === undefined ||
    used[at] === true ||
    (sentence.mentionAt[at] === undefined && (SKIPPED.has(word) || LOCATIVE.has(word) || /^(?:and|,|\.|\?|!|please|one|ones)$/.test(word)))
  );
}

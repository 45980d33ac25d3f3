/**
 * What a clause is about: its noun phrases with the places they are tied to.
 *
 *     the fan in the kitchen and the bedroom lights  →  [fan · kitchen] [lights · bedroom]
 *     all the kitchen and hall lights except the lamp →  [lights · kitchen, all] [lights · hall, all]  except [lamp]
 */
import * as words from '../lexicon/words.ts';
import type { Ref } from '../mention/index.ts';
import { isName, type Sentence, saidIn } from '../sentence.ts';

/** Places that are words rather than areas of this home. */
export type NamedPlace = 'here' | 'everywhere' | 'outside' | 'inside' | 'upstairs' | 'downstairs';

export interface Phrase {
  /** Token indices of its content words, places tied to it not included. */
  readonly tokens: readonly number[];
  /** Ids of areas and floors it is tied to ("in the kitchen"); any of them will do. */
  readonly places: readonly Place[];
  readonly quantity?: 'all' | 'both' | 'any' | 'some' | 'one' | number;
  /** Said in the plural: "lights", "them". */
  readonly plural: boolean;
  readonly pronoun?: 'it' | 'them' | 'other' | 'others';
  /** As said. */
  readonly text: string;
}

export interface Place {
  /** An area or floor of this home, or words that are none ("in the attic", where no attic is known). */
  readonly ref?: Extract<Ref, { type: 'area' | 'floor' }>;
  readonly named?: NamedPlace;
  readonly tokens: readonly number[];
}

export interface Phrases {
  readonly targets: readonly Phrase[];
  readonly excepts: readonly Phrase[];
  /** Places said without anything to be there: "in the kitchen, make it warmer". */
  readonly places: readonly Place[];
}

const LOCATIVE = new Set('in on at of for from inside within throughout across around to into onto by near'.split(' '));
const DETERMINERS = new Set('the a an my our your this that these those his her their its'.split(' '));
const SKIPPED = new Set(
  'please is are be was been being am do does did have has had can could will would should shall may might must if there just really very so too now then again also still already back up down right left ahead out going go got get need needs want wants like let us me i you we with as it’s not than how what which who when where why about yes okay hey hi hello oh well um uh er hmm kindly currently actually percent degree degrees celsius fahrenheit kelvin level levels by home’s s off on open closed ever last long many much there’s o clock other another one ones more less bit little lot way only even anymore securely firmly properly fully gently carefully different random'.split(
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

interface Noun {
  connector: 'none' | 'and' | 'loc' | 'except';
  tokens: number[];
  quantity?: NonNullable<Phrase['quantity']>;
  pronoun?: NonNullable<Phrase['pronoun']>;
  place?: NamedPlace;
  except: boolean;
}

/** `used[i]`: token i is a verb, a value, an attribute or of another clause: no part of a noun. */
export function phrasesIn(sentence: Sentence, from: number, to: number, used: readonly boolean[]): Phrases {
  return tied(sentence, nounsIn(sentence, from, to, used));
}

function nounsIn(sentence: Sentence, from: number, to: number, used: readonly boolean[]): Noun[] {
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
    if (
      (words.EXCEPT_WORDS.has(word) || (word === 'but' && next === 'not')) &&
      !(word === 'but' && !leadsNoun(sentence, next === 'not' ? i + 2 : i + 1, to)) &&
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
      if (word === 'everything' || word === 'everyone') {
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

/** Ties places to the things they belong to. */
function tied(sentence: Sentence, nouns: readonly Noun[]): Phrases {
  const targets: Draft[] = [];
  const excepts: Draft[] = [];
  const pending: Place[] = [];
  let group: Draft[] = [];
  let lastWasPlace = false;
  let shared: Place[] = [];
  for (const [n, noun] of nouns.entries()) {
    const list = noun.except ? excepts : targets;
    const place = placeOf(sentence, noun);
    const next = nouns[n + 1];
    if (place !== undefined) {
      const loc =
        noun.connector === 'loc' ||
        noun.place !== undefined ||
        (noun.connector === 'and' && lastWasPlace && !(next !== undefined && next.connector === 'none'));
      if (!noun.except && loc && group.length > 0) {
        for (const draft of group) draft.places.push(place);
        lastWasPlace = true;
        continue;
      }
      if (!noun.except && loc) {
        pending.push(place);
        lastWasPlace = true;
        continue;
      }
      // "kitchen and bedroom lights": the kitchen waits for its lights.
      if (next !== undefined && (next.connector === 'and' || next.connector === 'none') && !noun.except && sharesHead(sentence, next)) {
        shared.push(place);
        continue;
      }
      if (noun.except || noun.connector !== 'none' || noun.tokens.length > 0) {
        list.push(draftOf(sentence, noun, place.named === undefined ? [] : [place]));
        if (list === targets) group = [list.at(-1) as Draft];
        lastWasPlace = false;
        continue;
      }
      pending.push(place);
      continue;
    }
    // "the light in the guest bedroom" where areas are called "Guest Bedroom 1" and "2": words that must fit as well.
    if (
      !noun.except &&
      noun.connector === 'loc' &&
      group.length > 0 &&
      noun.pronoun === undefined &&
      (!hasThing(sentence, noun) || nouns[n - 1]?.tokens.length !== 0)
    ) {
      for (const draft of group) draft.tokens = [...draft.tokens, ...noun.tokens];
      lastWasPlace = true;
      continue;
    }
    // Words that nobody knows, right behind a thing: they say which one, so they must fit.
    if (
      !noun.except &&
      noun.connector === 'none' &&
      group.length > 0 &&
      noun.pronoun === undefined &&
      noun.quantity === undefined &&
      noun.tokens.every((at) => sentence.mentionAt[at] === undefined)
    ) {
      const draft = group.at(-1) as Draft;
      draft.tokens = [...draft.tokens, ...noun.tokens];
      continue;
    }
    if (lastWasPlace && noun.connector === 'and') group = [];
    const draft = draftOf(sentence, noun, []);
    if (!noun.except) {
      draft.places.push(...pending.splice(0));
      if (shared.length > 0) {
        const head = headOf(sentence, noun);
        for (const each of shared) list.push({ ...draft, tokens: head, places: [each] });
        shared = [];
      }
      if (lastWasPlace) group = [];
      group.push(draft);
    }
    list.push(draft);
    lastWasPlace = false;
  }
  for (const each of shared) targets.push({ tokens: [...each.tokens], places: [], plural: false, text: '' });
  // Several places are several things: each is there, or is missed by itself.
  const each = targets.flatMap((d) =>
    d.places.length > 1 && d.places.every((p) => p.ref !== undefined) && d.tokens.length > 0
      ? d.places.map((place) => ({ ...d, places: [place] }))
      : [d],
  );
  return { targets: each.map((d) => finished(sentence, d)), excepts: excepts.map((d) => finished(sentence, d)), places: pending };
}

type Draft = Omit<Phrase, 'places' | 'tokens'> & { readonly places: Place[]; tokens: readonly number[] };

function draftOf(sentence: Sentence, noun: Noun, places: Place[]): Draft {
  const plural =
    noun.pronoun === 'them' ||
    noun.pronoun === 'others' ||
    noun.tokens.some((at) => sentence.mentionAt[at]?.refs.some((ref) => ref.type === 'kind' && ref.plural) ?? false) ||
    noun.tokens.some((at) => sentence.tokens[at]?.text === 'everything');
  return {
    tokens: noun.tokens,
    places,
    plural,
    text: '',
    ...(noun.quantity === undefined ? {} : { quantity: noun.quantity }),
    ...(noun.pronoun === undefined ? {} : { pronoun: noun.pronoun }),
  };
}

function finished(sentence: Sentence, draft: Draft): Phrase {
  const at = [...draft.tokens].toSorted((a, b) => a - b);
  return { ...draft, text: draft.text || (at.length === 0 ? '' : saidIn(sentence, at[0] as number, (at.at(-1) as number) + 1)) };
}

/** The place a noun is, if it is nothing but a place. */
function placeOf(sentence: Sentence, noun: Noun): Place | undefined {
  if (noun.place !== undefined) return { named: noun.place, tokens: noun.tokens };
  if (noun.pronoun !== undefined || noun.tokens.length === 0) return undefined;
  const mention = sentence.mentionAt[noun.tokens[0] as number];
  if (mention === undefined || noun.tokens.some((at) => sentence.mentionAt[at] !== mention)) {
    // "in the attic" of a home without one: a place nobody knows is still a place.
    return undefined;
  }
  const ref = mention.refs.find((r) => r.type === 'area' || r.type === 'floor');
  if (ref === undefined || (ref.type !== 'area' && ref.type !== 'floor')) return undefined;
  if (noun.connector !== 'loc' && mention.refs.some((r) => r.type === 'entity')) return undefined;
  if (noun.connector !== 'loc' && mention.refs.some((r) => r.type === 'kind')) return undefined;
  return { ref, tokens: noun.tokens };
}

/** Whether a noun has a kind of device as its head: "bedroom lights". */
const sharesHead = (sentence: Sentence, noun: Noun): boolean => {
  const last = noun.tokens.at(-1);
  if (last === undefined || noun.tokens.length < 2) return false;
  const first = noun.tokens[0] as number;
  return (
    (sentence.mentionAt[last]?.refs.some((r) => r.type === 'kind') ?? isName(sentence, last)) &&
    (isPlaceToken(sentence, first) || isName(sentence, first))
  );
};

/** Whether a noun has a device or a kind of device in it, rather than being words alone. */
const hasThing = (sentence: Sentence, noun: Noun): boolean =>
  noun.tokens.some((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'kind' || r.type === 'entity') ?? false);

const isPlaceToken = (sentence: Sentence, at: number): boolean =>
  sentence.mentionAt[at]?.refs.some((r) => r.type === 'area' || r.type === 'floor') ?? false;

/** The tokens of a noun's last kind word. */
function headOf(sentence: Sentence, noun: Noun): number[] {
  const last = noun.tokens.at(-1) as number;
  const mention = sentence.mentionAt[last];
  if (mention?.refs.some((r) => r.type === 'kind')) return noun.tokens.filter((at) => sentence.mentionAt[at] === mention);
  return [last];
}

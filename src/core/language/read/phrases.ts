import type { Ref } from '../mention/index.ts';
import { isName, type Sentence, saidIn } from '../sentence.ts';
import { type Noun, nounsIn } from './nouns.ts';

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

/** `used[i]`: token i is a verb, a value, an attribute or of another clause: no part of a noun. */
export function phrasesIn(sentence: Sentence, from: number, to: number, used: readonly boolean[]): Phrases {
  return tied(sentence, nounsIn(sentence, from, to, used));
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

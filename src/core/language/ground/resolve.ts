/**
 * A phrase → the entities it means: one, a set, several between which must be asked, or none.
 *
 * One exact name wins over all that merely fit. A plural or "all" takes everything that fits. A singular kind in a named place takes what
 * is there. Everything else that fits twice is asked, unless only one of them is in the speaker's area or in a state in which the
 * request makes sense.
 */
import type { Deed } from '../deed.ts';
import { type EntityEntry, type HomeIndex, stem } from '../mention/index.ts';
import type { Phrase, Phrases, Place } from '../read/index.ts';
import { type Sentence, saidIn } from '../sentence.ts';
import { candidatesOf } from './candidates.ts';
import { choose } from './choose.ts';
import { commanded, hasParameter, serves } from './fits.ts';

export type Grounded =
  | { readonly kind: 'found'; readonly ids: readonly string[] /** Named or one, rather than a set by kind. */; readonly sure: boolean }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[]; readonly text: string }
  | { readonly kind: 'none'; readonly text: string /** Ids of what is nearest, to offer. */; readonly near: readonly string[] };

export interface GroundContext {
  readonly sentence: Sentence;
  readonly deed: Deed;
  /** Id of the speaker's area. */
  readonly area?: string;
  /** The clause is a question: sensors and all may be meant. */
  readonly asking: boolean;
  /** Of a question: what could answer it; any entity when absent. */
  readonly accepts?: (entry: EntityEntry) => boolean;
  /** State of an entity now. */
  readonly stateOf: (id: string) => string;
}

/** The entities of one phrase. */
export function resolve(phrase: Phrase, context: GroundContext): Grounded {
  const { sentence, deed, asking } = context;
  const { about } = deed;
  if (about?.only === true && !asking) return resolveAbout(phrase, context, about.kinds);
  const able = (entry: EntityEntry): boolean =>
    asking ? (context.accepts?.(entry) ?? true) : serves(deed, entry) && fitsParameter(deed, entry);
  let found = candidatesOf(sentence, phrase, able);
  if (found.length === 0 && !asking) {
    // It is there, but cannot do that: planning says so.
    found = candidatesOf(sentence, phrase, (entry) => serves(deed, entry));
    const bolt = found.length === 0 && (deed.intent === 'lock' || deed.intent === 'unlock') ? lockOf(phrase, sentence) : undefined;
    if (bolt !== undefined) return { kind: 'found', ids: [bolt], sure: false };
    if (found.length === 0) found = candidatesOf(sentence, phrase, commanded);
  }
  if (found.length === 0) return { kind: 'none', text: sought(phrase, sentence), near: nearest(sentence, phrase, context) };
  return choose(found, phrase, context);
}

/** "lock the garage door": the only lock of the garage, rather than the door that has none of its own. */
function lockOf(phrase: Phrase, { tokens, index }: Sentence): string | undefined {
  const place = phrase.tokens.map((at) => stem(tokens[at]?.text ?? '')).filter((word) => !/^(?:door|gate|entrance)$/.test(word));
  if (place.length === 0) return undefined;
  const [one, ...others] = [...index.entities.values()].filter(
    ({ entity, areaStems }) => entity.domain === 'lock' && place.every((word) => areaStems.has(word)),
  );
  return others.length === 0 ? one?.entity.id : undefined;
}

/**
 * "water the citrus trees": what is watered is no device. The one that waters there is meant; where none can be told from the place, the only
 * one there is.
 */
function resolveAbout(phrase: Phrase, context: GroundContext, kinds: readonly string[]): Grounded {
  const { sentence } = context;
  const of = (entry: EntityEntry): boolean => commanded(entry) && kinds.some((kind) => entry.kinds.has(kind));
  const named = candidatesOf(sentence, phrase, of);
  if (named.length > 0) return choose(named, phrase, context);
  const all = [...sentence.index.entities.values()].filter(of).map(({ entity }) => entity.id);
  if (all.length === 0) return { kind: 'none', text: phrase.text, near: [] };
  return all.length === 1 ? { kind: 'found', ids: all, sure: false } : { kind: 'ambiguous', ids: all, text: phrase.text };
}

/** "fan in the kitchen" */
function sought({ text, places }: Phrase, sentence: Sentence): string {
  if (text === '') return placeText(places, sentence);
  const [place] = places;
  const [from = 0] = place?.tokens ?? [];
  const where = place?.ref === undefined || place.tokens.length === 0 ? '' : saidIn(sentence, from, from + place.tokens.length);
  return where === '' || text.toLowerCase().includes(where.toLowerCase()) ? text : `${text} in the ${where}`;
}

const fitsParameter = (deed: Deed, entry: EntityEntry): boolean => {
  const { attribute } = deed;
  if (attribute === undefined || deed.intent === 'on' || deed.intent === 'off') return true;
  if (attribute === 'intensity' || attribute === 'interval' || attribute === 'song' || attribute === 'artist' || attribute === 'style')
    return hasParameter(entry, attribute) || attribute === 'intensity';
  return true;
};

export const placeText = (places: readonly Place[], sentence: Sentence): string =>
  places
    .map((place) => (place.ref?.type === 'area' ? (sentence.index.areas.get(place.ref.id)?.name ?? '') : (place.named ?? '')))
    .join(' and ');

/** What comes nearest to a phrase that fits nothing: the same kind elsewhere, or a name with one of its words. */
function nearest(sentence: Sentence, phrase: Phrase, context: GroundContext): string[] {
  const loose: Phrase = { ...phrase, places: [] };
  const elsewhere = phrase.places.length > 0 ? candidatesOf(sentence, loose, (entry) => serves(context.deed, entry)) : [];
  if (elsewhere.length > 0) return elsewhere.slice(0, 3).map(({ entry }) => entry.entity.id);
  for (const at of [...phrase.tokens].reverse()) {
    const one = candidatesOf(sentence, { ...loose, tokens: [at] }, (entry) => serves(context.deed, entry));
    if (one.length > 0 && one.length <= 12) return one.slice(0, 3).map(({ entry }) => entry.entity.id);
  }
  return [];
}

/** Everything of the home that "everything", "all" without a kind speaks of, for switching. */
export function everything(index: HomeIndex, deed: Deed): string[] {
  const domains =
    deed.intent === 'off'
      ? ['light', 'switch', 'fan', 'media_player', 'climate', 'humidifier', 'input_boolean']
      : deed.intent === 'on'
        ? ['light', 'switch', 'fan']
        : deed.intent === 'pause' || deed.intent === 'stop' || deed.intent === 'mute' || deed.intent === 'play'
          ? ['media_player']
          : deed.intent === 'close' || deed.intent === 'open'
            ? ['cover']
            : deed.intent === 'raise' || deed.intent === 'lower' || deed.intent === 'set'
              ? ['light']
              : deed.intent === 'lock' || deed.intent === 'unlock'
                ? ['lock']
                : [];
  return [...index.entities.values()].filter(({ entity }) => domains.includes(entity.domain)).map(({ entity }) => entity.id);
}

export type { Phrases };

/**
 * A phrase → the entities it means: one, a set, several between which must be asked, or none.
 *
 * One exact name wins over all that merely fit. A plural or "all" takes everything that fits. A singular kind in a named place takes what
 * is there. Everything else that fits twice is asked, unless only one of them is in the speaker's area or in a state in which the
 * request makes sense.
 */
import type { Deed } from '../deed.ts';
import type { EntityEntry, HomeIndex } from '../mention/index.ts';
import { fold } from '../plan/index.ts';
import type { Phrase, Phrases, Place } from '../read/index.ts';
import { type Sentence, saidIn } from '../sentence.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { commanded, hasParameter, implied, serves } from './fits.ts';

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
    if (found.length === 0) found = candidatesOf(sentence, phrase, commanded);
  }
  if (found.length === 0) return { kind: 'none', text: sought(phrase, sentence), near: nearest(sentence, phrase, context) };
  return choose(found, phrase, context);
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

function choose(found: readonly Candidate[], phrase: Phrase, context: GroundContext): Grounded {
  const ids = (list: readonly Candidate[]): string[] =>
    list.toSorted((a, b) => order(a, context) - order(b, context)).map(({ entry }) => entry.entity.id);
  const all = phrase.quantity === 'all' || phrase.quantity === 'both' || typeof phrase.quantity === 'number';
  // "the heat": who heats the rooms comes before what merely heats.
  const rooms = justHeat(phrase, context.sentence) ? found.filter(({ entry }) => entry.entity.domain === 'climate') : [];
  if (rooms.length > 0 && rooms.length < found.length) return choose(rooms, phrase, context);
  const exact = found.filter((c) => c.exact);
  const many = all || phrase.plural;
  if (exact.length === 1 && !(many && wantsSet(phrase, exact[0] as Candidate, context)))
    return { kind: 'found', ids: ids(exact), sure: true };
  let pool = exact.length > 1 && !many ? exact : found;
  const best = Math.max(...pool.map(({ score }) => score));
  const named = pool.some((c) => c.named);
  if (named && !many) {
    const top = pool.filter((c) => c.named && c.score > best - 3);
    if (top.length > 0) pool = top;
  } else if (named && many) {
    const top = pool.filter((c) => c.named && c.score > best - 12);
    if (top.length > 0) pool = top;
  }
  // Words of the name beat words of the kind: "the lamp" is what is called a lamp, if anything is.
  if (!named && !all) {
    const top = pool.filter((c) => c.score > best - 3.5);
    if (top.length > 0 && !phrase.plural) pool = top;
  }
  if (pool.length === 1) return { kind: 'found', ids: ids(pool), sure: named || exact.length > 0 || phrase.places.length > 0 };
  if (typeof phrase.quantity === 'number' && phrase.quantity !== pool.length && !many)
    return { kind: 'ambiguous', ids: ids(pool), text: phrase.text };
  const placed = phrase.places.length > 0 || hasPlaceWords(phrase, context.sentence);
  if (many || context.asking) {
    // "the lights" without a place are those of the room one is in.
    if (!all && !placed && context.area !== undefined && !context.asking) {
      const here = pool.filter(({ entry }) => entry.area?.id === context.area);
      if (here.length > 0) return { kind: 'found', ids: ids(here), sure: false };
    }
    return { kind: 'found', ids: ids(pool), sure: false };
  }
  if (context.area !== undefined) {
    const here = pool.filter(({ entry }) => entry.area?.id === context.area);
    if (here.length === 1 || (here.length > 1 && here.every(({ entry }) => entry.entity.domain === 'light') && !named))
      return { kind: 'found', ids: ids(here), sure: false };
    if (here.length > 1) pool = here;
  }
  if (placed && !named && sameSort(pool)) return { kind: 'found', ids: ids(pool), sure: false };
  const sensible = pool.filter(({ entry }) => makesSense(context.deed, context.stateOf(entry.entity.id), entry.entity.domain));
  if (sensible.length === 1) return { kind: 'found', ids: ids(sensible), sure: false };
  const entries = pool.map(({ entry }) => entry);
  const likely = spokenOf(entries, context.deed) ?? warmed(entries, context.deed);
  if (likely !== undefined) return { kind: 'found', ids: [likely], sure: false };
  return { kind: 'ambiguous', ids: ids(pool), text: phrase.text };
}

/** The only one that degrees mean something to: "set the suite to 21 degrees". */
function warmed(pool: readonly EntityEntry[], { attribute, value }: Deed): string | undefined {
  if (attribute !== undefined || value?.kind !== 'number' || !value.unit.startsWith('°')) return undefined;
  const [one, ...others] = pool.filter(({ entity }) => entity.domain === 'climate' || entity.domain === 'water_heater');
  return others.length === 0 ? one?.entity.id : undefined;
}

/** The only one of the kinds that the verb speaks of. */
function spokenOf(pool: readonly EntityEntry[], { about }: Deed): string | undefined {
  const [one, ...others] = about === undefined ? [] : pool.filter((entry) => about.kinds.some((kind) => entry.kinds.has(kind)));
  return others.length === 0 ? one?.entity.id : undefined;
}

const justHeat = (phrase: Phrase, sentence: Sentence): boolean =>
  phrase.tokens.length === 1 && /^(?:heat|heating)$/.test(sentence.tokens[phrase.tokens[0] as number]?.text ?? '');

/** "kitchen lights", all of them, where one is called "Kitchen Light": the set is meant, unless the one is itself a plural. */
function wantsSet(phrase: Phrase, exact: Candidate, { sentence }: GroundContext): boolean {
  const last = phrase.tokens.at(-1);
  const said = last === undefined ? '' : (sentence.tokens[last]?.text ?? '');
  return !exact.entry.names.some((words) => words.at(-1) === said) || phrase.quantity === 'all';
}

const order = ({ entry }: Candidate, { sentence }: GroundContext): number => positions(sentence.index).get(entry.entity.id) ?? 0;

/** Place of each entity in the home file, so that sets come in an order people know. */
function positions(index: HomeIndex): ReadonlyMap<string, number> {
  let known = cache.get(index);
  if (known === undefined) {
    known = new Map([...index.entities.keys()].map((id, i) => [id, i]));
    cache.set(index, known);
  }
  return known;
}
const cache = new WeakMap<HomeIndex, ReadonlyMap<string, number>>();

const sameSort = (pool: readonly Candidate[]): boolean =>
  new Set(pool.map(({ entry }) => entry.entity.domain)).size === 1 &&
  ['light', 'cover', 'fan', 'media_player', 'lock', 'climate', 'switch'].includes(pool[0]?.entry.entity.domain ?? '') &&
  !(pool[0]?.entry.entity.domain === 'switch' || pool[0]?.entry.entity.domain === 'media_player');

function hasPlaceWords(phrase: Phrase, sentence: Sentence): boolean {
  return phrase.tokens.some((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'area' || r.type === 'floor') ?? false);
}

/** Whether a request changes anything in that state: "turn off the light" when only one is on. */
function makesSense(deed: Deed, state: string, domain: string): boolean {
  switch (deed.intent) {
    case 'off':
      return state !== 'off' && state !== 'unavailable' && state !== 'unknown' && state !== 'standby';
    case 'on':
      return false;
    case 'close':
    case 'lock':
      return domain === 'lock' ? state === 'unlocked' : state === 'open' || state === 'opening';
    case 'open':
      return false;
    case 'pause':
    case 'next':
    case 'previous':
    case 'mute':
    case 'stop':
      return (
        state === 'playing' ||
        state === 'cleaning' ||
        state === 'mowing' ||
        state === 'active' ||
        state === 'opening' ||
        state === 'closing'
      );
    case 'play':
      return state === 'paused';
    case 'set':
    case 'raise':
    case 'lower':
      return domain === 'media_player' ? state === 'playing' : domain === 'light' ? state === 'on' : false;
    default:
      return false;
  }
}

/** What a deed without a target is about: by its attribute or intent, in the places said or where the speaker is. */
export function resolveImplied(places: readonly Place[], context: GroundContext): Grounded | undefined {
  const { sentence, deed } = context;
  const groups = implied(deed);
  if (groups.length === 0) return undefined;
  const phrase: Phrase = { tokens: [], places, plural: false, text: '' };
  const word = deed.value?.kind === 'word' ? fold(deed.value.word) : undefined;
  // Who has the mode that was said comes before who merely has modes.
  const offering =
    deed.attribute === 'mode' && word !== undefined
      ? groups.map((fits) => (entry: EntityEntry) => fits(entry) && offersMode(entry, word))
      : [];
  for (const fits of [...offering, ...groups]) {
    const found = candidatesOf(sentence, phrase, (entry) => fits(entry) && (deed.attribute === undefined || canAttribute(entry, deed)));
    if (found.length === 0) continue;
    const here = places.length === 0 && context.area !== undefined ? found.filter(({ entry }) => entry.area?.id === context.area) : [];
    const pool = here.length > 0 ? here : found;
    const ids = pool.map(({ entry }) => entry.entity.id);
    if (ids.length === 1) return { kind: 'found', ids, sure: places.length > 0 };
    const domain = pool[0]?.entry.entity.domain;
    if (domain === 'light' && (places.length > 0 || here.length > 0)) {
      const lit = pool.filter(({ entry }) => context.stateOf(entry.entity.id) === 'on');
      const relative = deed.intent === 'raise' || deed.intent === 'lower';
      return { kind: 'found', ids: relative && lit.length > 0 ? lit.map(({ entry }) => entry.entity.id) : ids, sure: false };
    }
    const sensible = pool.filter(({ entry }) => makesSense(deed, context.stateOf(entry.entity.id), entry.entity.domain));
    if (sensible.length === 1) return { kind: 'found', ids: sensible.map(({ entry }) => entry.entity.id), sure: false };
    const likely = spokenOf(
      (sensible.length > 0 ? sensible : pool).map(({ entry }) => entry),
      deed,
    );
    if (likely !== undefined) return { kind: 'found', ids: [likely], sure: false };
    if (places.length > 0 && domain !== 'media_player' && domain !== undefined) return { kind: 'found', ids, sure: false };
    return { kind: 'ambiguous', ids, text: '' };
  }
  return { kind: 'none', text: placeText(places, sentence), near: [] };
}

const MODE_LISTS = ['hvac_modes', 'preset_modes', 'available_modes', 'operation_list', 'options'];
const offersMode = ({ entity }: EntityEntry, word: string): boolean =>
  MODE_LISTS.some((list) => {
    const options = entity.attributes[list];
    return Array.isArray(options) && options.some((one) => typeof one === 'string' && fold(one) === word);
  });

/** A rough look, so that "set the fan speed" in a room with a plain fan and an air conditioner finds the one that has it. */
function canAttribute({ entity, ...entry }: EntityEntry, deed: Deed): boolean {
  const { attributes: a } = entity;
  switch (deed.attribute) {
    case 'fan_speed':
    case 'speed':
      return (
        entity.domain === 'fan' ||
        entity.domain === 'vacuum' ||
        Array.isArray(a['fan_modes']) ||
        hasParameter({ entity, ...entry }, 'fan_speed')
      );
    case 'source': {
      const list = a['source_list'];
      const said = deed.value?.kind === 'word' ? deed.value.word : '';
      return !Array.isArray(list) || list.some((one) => typeof one === 'string' && one.toLowerCase() === said.toLowerCase());
    }
    case 'swing':
      return Array.isArray(a['swing_modes']) || hasParameter({ entity, ...entry }, 'swing') || entity.domain === 'fan';
    default:
      return true;
  }
}

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

/** Of what a phrase can mean, what it means: one, a set, or several between which must be asked. */
import type { Deed } from '../deed.ts';
import { type EntityEntry, type HomeIndex, stem } from '../mention/index.ts';
import type { Phrase } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import type { Candidate } from './candidates.ts';
import type { GroundContext, Grounded } from './resolve.ts';

export function choose(fitting: readonly Candidate[], phrase: Phrase, context: GroundContext): Grounded {
  const found = ownSort(fitting, phrase, context);
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
  } else if (named && many && !allThere(phrase, found, context)) {
    const top = pool.filter((c) => c.named && c.score > best - 12);
    if (top.length > 0) pool = top;
  }
  const placed = phrase.places.length > 0 || hasPlaceWords(phrase, context.sentence);
  // "the light" is one of the room one is in, whatever it is called.
  if (!named && !many && !placed && !context.asking && context.area !== undefined) {
    const here = pool.filter(({ entry }) => entry.area?.id === context.area);
    if (here.length > 0) pool = here;
  }
  // Words of the name beat words of the kind: "the lamp" is what is called a lamp, if anything is.
  if (!named && !all) {
    const top = pool.filter((c) => c.score > best - 3.5);
    if (top.length > 0 && !phrase.plural) pool = top;
  }
  if (pool.length === 1) return { kind: 'found', ids: ids(pool), sure: named || exact.length > 0 || phrase.places.length > 0 };
  if (typeof phrase.quantity === 'number' && phrase.quantity !== pool.length && !many)
    return { kind: 'ambiguous', ids: ids(pool), text: phrase.text };
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

/** What hangs before windows: one is called like the other, where there is none of its own. */
const HANGINGS: ReadonlySet<string> = new Set(['blind', 'curtain', 'shade', 'shutter']);

/** "close the curtains": those that are curtains, and not the blinds, the pool cover and the projector screen too, unless there are none. */
function ownSort(found: readonly Candidate[], phrase: Phrase, { sentence }: GroundContext): readonly Candidate[] {
  const kinds = phrase.tokens.flatMap((at) => sentence.mentionAt[at]?.refs ?? []).flatMap((ref) => (ref.type === 'kind' ? [ref.id] : []));
  const [kind, ...others] = new Set(kinds.filter((id) => HANGINGS.has(id)));
  if (kind === undefined || others.length > 0) return found;
  const own = found.filter(({ entry }) => entry.entity.attributes['device_class'] === kind || entry.stems.has(stem(kind)));
  return own.length > 0 ? own : found;
}

/** The only one that degrees mean something to: "set the suite to 21 degrees". */
function warmed(pool: readonly EntityEntry[], { attribute, value }: Deed): string | undefined {
  if (attribute !== undefined || value?.kind !== 'number' || !value.unit.startsWith('°')) return undefined;
  const [one, ...others] = pool.filter(({ entity }) => entity.domain === 'climate' || entity.domain === 'water_heater');
  return others.length === 0 ? one?.entity.id : undefined;
}

/** The only one of the kinds that the verb speaks of. */
export function spokenOf(pool: readonly EntityEntry[], { about }: Deed): string | undefined {
  const [one, ...others] = about === undefined ? [] : pool.filter((entry) => about.kinds.some((kind) => entry.kinds.has(kind)));
  return others.length === 0 ? one?.entity.id : undefined;
}

/** "all the kitchen lights", where one is called "Kitchen Light": what is in the kitchen, not what is called so. */
const allThere = (phrase: Phrase, found: readonly Candidate[], { sentence }: GroundContext): boolean =>
  phrase.quantity === 'all' &&
  found.some(({ entry }) => entry.area !== undefined && phrase.tokens.every((at) => ownWord(entry, sentence.tokens[at]?.text ?? '')));

/** A word of its area, or of its kind. */
const ownWord = (entry: EntityEntry, word: string): boolean => entry.areaStems.has(stem(word)) || entry.kinds.has(stem(word));

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
export function makesSense(deed: Deed, state: string, domain: string): boolean {
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

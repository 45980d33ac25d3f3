/**
 * Which entities a phrase can mean: every word of it must be explained by the entity's name, its area or floor, or its kind. Nothing is
 * guessed from half a phrase.
 */
import { type EntityEntry, type HomeIndex, type Ref, stem } from '../mention/index.ts';
import type { Phrase, Place } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import { alignment } from '../text/spelling.ts';
import { outdoors } from './places.ts';

export interface Candidate {
  readonly entry: EntityEntry;
  readonly score: number;
  /** The phrase is its whole name (or an alias), places apart. */
  readonly exact: boolean;
  /** Words of its own name were said, beyond its kind and area. */
  readonly named: boolean;
  /** A kind was said that it is not of, by a word that may be about anything: "the light switch". */
  readonly loose: boolean;
}

/** Words that say nothing about which device is meant: they may stay unexplained. */
const SOFT = new Set(
  'device system unit machine appliance smart set control controller controls automatic electric little big main new old whole entire thing one ones stuff current level levels setting settings value area room state status mode function time function coverage range angle please percent power other overhead device output switch light lighting side'.split(
    ' ',
  ),
);
/** Of those, the ones that still must fit when nothing else was said. */
const NOUNS = new Set([
  'light',
  'lighting',
  'switch',
  'power',
  'area',
  'room',
  'side',
  'machine',
  'overhead',
  'main',
  'little',
  'big',
  'old',
  'new',
]);

/** More than this are not told apart any more. */
export const MAX_CANDIDATES = 5_000;

export function candidatesOf(sentence: Sentence, phrase: Phrase, accepts: (entry: EntityEntry) => boolean): readonly Candidate[] {
  const { index } = sentence;
  const parts = partsOf(sentence, phrase.tokens);
  const out: Candidate[] = [];
  const pool = poolOf(index, parts, phrase.places);
  for (const id of pool) {
    const entry = index.entities.get(id);
    if (entry === undefined || !accepts(entry)) continue;
    const candidate = explain(entry, parts, phrase, sentence);
    if (candidate !== undefined) out.push(candidate);
    if (out.length >= MAX_CANDIDATES) break;
  }
  // "salon lights": where there are lights, nothing else is meant.
  const fitting = out.filter(({ loose }) => !loose);
  return fitting.length > 0 ? fitting : out;
}

/** A piece of a phrase: a mention or a single word. */
export interface Part {
  readonly stems: readonly string[];
  readonly refs: readonly Ref[];
}

export function partsOf(sentence: Sentence, tokens: readonly number[]): readonly Part[] {
  const parts: Part[] = [];
  const done = new Set<object>();
  for (const at of [...tokens].toSorted((a, b) => a - b)) {
    const mention = sentence.mentionAt[at];
    const text = sentence.tokens[at]?.text ?? '';
    if (mention === undefined || !tokens.includes(mention.from) || !tokens.includes(mention.to - 1)) {
      parts.push({ stems: [stem(text)], refs: sentence.index.said.get(text) ?? [] });
    } else if (!done.has(mention)) {
      done.add(mention);
      parts.push({ stems: sentence.tokens.slice(mention.from, mention.to).map((t) => stem(t.text)), refs: mention.refs });
    }
  }
  return parts;
}

/** Entities that the rarest part allows. */
function poolOf(index: HomeIndex, parts: readonly Part[], places: readonly Place[]): Iterable<string> {
  let best: ReadonlySet<string> | undefined;
  for (const part of parts) {
    if (part.stems.every((s) => SOFT.has(s)) && part.refs.length === 0) continue;
    const ids = new Set<string>();
    for (const ref of part.refs) {
      if (ref.type === 'entity') ids.add(ref.id);
      else if (ref.type === 'kind') for (const id of index.byKind.get(ref.id) ?? []) ids.add(id);
      else if (ref.type === 'area') for (const entry of index.entities.values()) if (entry.area?.id === ref.id) ids.add(entry.entity.id);
      if (ref.type === 'floor') for (const entry of index.entities.values()) if (entry.floor?.id === ref.id) ids.add(entry.entity.id);
    }
    const first = part.stems[0] as string;
    for (const id of index.byStem.get(first) ?? []) ids.add(id);
    if (ids.size === 0) for (const near of nearStems(index, first)) for (const id of index.byStem.get(near) ?? []) ids.add(id);
    if (ids.size > 0 && (best === undefined || ids.size < best.size)) best = ids;
    if (ids.size === 0) return [];
  }
  if (best !== undefined) return best;
  return parts.length === 0 || places.length > 0 || parts.every((p) => p.stems.every((s) => SOFT.has(s))) ? index.entities.keys() : [];
}

/** Stems one slip away from a word no name has. */
function nearStems(index: HomeIndex, word: string): readonly string[] {
  if (word.length < 4) return [];
  const out: string[] = [];
  for (const known of index.byStem.keys()) {
    if (Math.abs(known.length - word.length) > 1 || known[0] !== word[0]) continue;
    if (alignment(word, known) === 1 && word.length > 4) out.push(known);
    if (out.length > 4) break;
  }
  return out;
}

function explain(entry: EntityEntry, parts: readonly Part[], phrase: Phrase, sentence: Sentence): Candidate | undefined {
  let score = 0;
  let named = false;
  let loose = false;
  const matched = new Set<string>();
  let explained = 0;
  for (const part of parts) {
    const byName = part.stems.every((s) => entry.stems.has(s));
    const area = part.refs.find((r) => r.type === 'area');
    const ownArea = area !== undefined && entry.area?.id === area.id;
    const ownFloor = part.refs.some((r) => r.type === 'floor' && r.id === entry.floor?.id);
    const kind = part.refs.find((r) => r.type === 'kind' && entry.kinds.has(r.id));
    const itself = part.refs.some((r) => r.type === 'entity' && r.id === entry.entity.id);
    if (itself) {
      score += 60;
      named = true;
      for (const s of part.stems) matched.add(s);
    } else if (ownArea) {
      score += 12 + (byName ? 1 : 0);
      if (byName) for (const s of part.stems) matched.add(s);
    } else if (byName && kind !== undefined) {
      // "the light" is any light; "the lamp" is what is called a lamp, if anything is.
      score += part.stems.length === 1 && kind.type === 'kind' && part.stems[0] === kind.id ? 5 : 9;
      for (const s of part.stems) matched.add(s);
    } else if (byName) {
      score += area === undefined ? 10 : 7;
      named = true;
      for (const s of part.stems) matched.add(s);
    } else if (ownFloor) score += 8;
    else if (kind !== undefined) score += 4;
    else if (part.stems.every((s) => entry.areaStems.has(s) || entry.stems.has(s))) {
      score += 6;
      for (const s of part.stems) if (entry.stems.has(s)) matched.add(s);
    } else if (part.stems.every((s) => entry.floorStems.has(s))) score += 5;
    else if (
      part.stems.every((s) => [...entry.stems].some((own) => own.length > 4 && s.length > 4 && s[0] === own[0] && alignment(s, own) === 1))
    ) {
      score += 5;
      named = true;
    } else if (area !== undefined || !part.stems.every((s) => SOFT.has(s)) || (part.stems.some((s) => NOUNS.has(s)) && parts.length === 1))
      return undefined;
    else {
      loose ||= part.refs.some((r) => r.type === 'kind');
      continue;
    }
    explained++;
  }
  if (parts.length > 0 && explained === 0 && phrase.places.length === 0) return undefined;
  const placed = placeScore(entry, phrase.places, sentence);
  if (placed === undefined) return undefined;
  score += placed;
  const said = new Set(parts.flatMap((part) => part.stems));
  const exact = entry.names.some((words) => {
    const own = words.map(stem);
    if (!own.every((s) => said.has(s))) return false;
    // Words beyond the name may only be its area, its floor or its kind.
    return parts.every(
      (part) =>
        part.stems.every((s) => own.includes(s)) ||
        part.refs.some(
          (r) =>
            (r.type === 'area' && r.id === entry.area?.id) ||
            (r.type === 'floor' && r.id === entry.floor?.id) ||
            (r.type === 'kind' && entry.kinds.has(r.id)),
        ) ||
        part.stems.every((s) => entry.areaStems.has(s) || SOFT.has(s)),
    );
  });
  if (exact) score += 30;
  const longest = Math.max(...entry.names.map((words) => words.length), 1);
  return { entry, score: score + (8 * matched.size) / longest, exact, named, loose };
}

/** Undefined: it is in none of the places. */
function placeScore(entry: EntityEntry, places: readonly Place[], sentence: Sentence): number | undefined {
  if (places.length === 0) return 0;
  let best: number | undefined;
  for (const place of places) {
    const score = scoreIn(entry, place, sentence);
    if (score !== undefined && (best === undefined || score > best)) best = score;
  }
  return best;
}

function scoreIn(entry: EntityEntry, place: Place, sentence: Sentence): number | undefined {
  const { ref, named } = place;
  if (ref?.type === 'area') {
    const stems = place.tokens.map((at) => stem(sentence.tokens[at]?.text ?? ''));
    // A light that is called after its room is "the light" of it.
    if (entry.area?.id === ref.id) return stems.every((s) => entry.stems.has(s)) ? 16 : 12;
    return stems.length > 0 &&
      stems.every((s) => entry.stems.has(s)) &&
      (entry.area === undefined || !sentence.index.areas.has(ref.id) || !hasAnyInArea(sentence.index, ref.id, entry))
      ? 6
      : undefined;
  }
  if (ref?.type === 'floor') return entry.floor?.id === ref.id ? 10 : undefined;
  if (named === 'everywhere' || named === 'inside')
    return named === 'inside' && entry.area !== undefined && outdoors(entry.area.name) ? undefined : 1;
  if (named === 'outside')
    return (entry.area !== undefined && outdoors(entry.area.name)) ||
      [...entry.stems].some((s) => s === 'outdoor' || s === 'outside' || s === 'exterior') ||
      outdoors(entry.entity.name)
      ? 8
      : undefined;
  if (named === 'upstairs' || named === 'downstairs')
    return entry.floor !== undefined && levelOf(entry.floor.name, sentence.index) === named ? 8 : undefined;
  return 0;
}

/** Whether the area has something of the same kinds, so that a name that merely contains the area's is not meant. */
function hasAnyInArea(index: HomeIndex, area: string, like: EntityEntry): boolean {
  for (const kind of like.kinds)
    if (kind !== 'appliance')
      for (const id of index.byKind.get(kind) ?? []) if (index.entities.get(id)?.area?.id === area && id !== like.entity.id) return true;
  return false;
}

function levelOf(floor: string, index: HomeIndex): 'upstairs' | 'downstairs' | undefined {
  const name = floor.toLowerCase();
  if (/up|first|second|top|attic|loft|1|2|3/.test(name) && !/ground|down|basement|cellar/.test(name)) {
    // In America the first floor is the ground.
    const names = [...index.floors.values()].map((f) => f.name.toLowerCase());
    if (/first|1/.test(name) && !names.some((n) => /ground|down|main|basement/.test(n)) && names.some((n) => /second|2/.test(n)))
      return 'downstairs';
    return 'upstairs';
  }
  return /down|ground|main|basement|cellar|0/.test(name) ? 'downstairs' : undefined;
}

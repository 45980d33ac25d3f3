/**
 * A home as sentences need it: every way to say a name, the words of every entity, its kinds. Built once per home (and again when a
 * device comes or goes), read by every sentence; a few hundred bytes an entity.
 */
import type { Area, Entity, Floor, Home } from '../../domain/home.ts';
import { KINDS, kindsOf } from './kinds.ts';
import { stem, wordsOf } from './names.ts';

export type Ref =
  | { readonly type: 'entity'; readonly id: string }
  | { readonly type: 'area'; readonly id: string }
  | { readonly type: 'floor'; readonly id: string }
  | { readonly type: 'kind'; readonly id: string; readonly plural: boolean };

export interface EntityEntry {
  readonly entity: Entity;
  /** Name and aliases, each as words. */
  readonly names: readonly (readonly string[])[];
  /** Stems of all words of name and aliases. */
  readonly stems: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
  readonly area: Area | undefined;
  readonly floor: Floor | undefined;
  readonly areaStems: ReadonlySet<string>;
  readonly floorStems: ReadonlySet<string>;
}

export interface HomeIndex {
  readonly home: Home;
  readonly entities: ReadonlyMap<string, EntityEntry>;
  readonly areas: ReadonlyMap<string, Area>;
  readonly floors: ReadonlyMap<string, Floor>;
  /** What is said, its words joined without spaces ("livingroom" and "living room" are one) → what it may be. */
  readonly said: ReadonlyMap<string, readonly Ref[]>;
  /** Most characters of a key of `said`. */
  readonly longest: number;
  /** Stem → ids of entities whose name, alias, area or floor has it. */
  readonly byStem: ReadonlyMap<string, ReadonlySet<string>>;
  /** Kind → ids. */
  readonly byKind: ReadonlyMap<string, ReadonlySet<string>>;
  /** Stems of the words of areas and floors. */
  readonly placeStems: ReadonlySet<string>;
  /** All words of names, areas and floors: what spelling is mended to. */
  readonly vocabulary: ReadonlySet<string>;
  /** Words of modes, options, sources and own parameters of this home's devices. */
  readonly options: ReadonlySet<string>;
}

/** Entities beyond these are not known to sentences. */
export const MAX_ENTITIES = 10_000;
const MAX_OPTION_WORDS = 2_000;

export function indexHome(home: Home): HomeIndex {
  const said = new Map<string, Ref[]>();
  const entities = new Map<string, EntityEntry>();
  const byStem = new Map<string, Set<string>>();
  const byKind = new Map<string, Set<string>>();
  const vocabulary = new Set<string>();
  const placeStems = new Set<string>();
  const options = new Set<string>();
  const areas = new Map(home.areas.map((area) => [area.id, area]));
  const floors = new Map(home.floors.map((floor) => [floor.id, floor]));
  let longest = 0;

  const say = (words: readonly string[], ref: Ref): void => {
    const key = words.join('');
    if (key === '' || key.length > 80) return;
    const refs = said.get(key);
    if (refs === undefined) said.set(key, [ref]);
    else if (!refs.some((r) => r.type === ref.type && r.id === ref.id)) refs.push(ref);
    longest = Math.max(longest, key.length);
  };
  const add = (map: Map<string, Set<string>>, key: string, id: string): void => {
    const ids = map.get(key);
    if (ids) ids.add(id);
    else map.set(key, new Set([id]));
  };

  for (const kind of KINDS)
    for (const words of kind.words.map((w) => w.split(' '))) {
      say(words, { type: 'kind', id: kind.id, plural: false });
      const last = words.at(-1) as string;
      for (const many of plurals(last)) say([...words.slice(0, -1), many], { type: 'kind', id: kind.id, plural: true });
    }
  for (const [type, places] of [
    ['area', home.areas],
    ['floor', home.floors],
  ] as const)
    for (const place of places)
      for (const words of [place.name, ...place.aliases].map(wordsOf)) {
        for (const word of words) {
          vocabulary.add(word);
          placeStems.add(stem(word));
        }
        for (const form of placeForms(words, type)) say(form, { type, id: place.id });
      }
  for (const entity of home.entities.slice(0, MAX_ENTITIES)) {
    const names = [entity.name, ...entity.aliases].map(wordsOf).filter((words) => words.length > 0);
    const stems = new Set(names.flat().map(stem));
    const area = entity.area === undefined ? undefined : areas.get(entity.area);
    const floor = area?.floor === undefined ? undefined : floors.get(area.floor);
    const areaStems = new Set(area === undefined ? [] : [area.name, ...area.aliases].flatMap(wordsOf).map(stem));
    const floorStems = new Set(floor === undefined ? [] : [floor.name, ...floor.aliases].flatMap(wordsOf).map(stem));
    const kinds = kindsOf(entity, names.flat());
    entities.set(entity.id, { entity, names, stems, kinds, area, floor, areaStems, floorStems });
    for (const words of names) {
      for (const word of words) vocabulary.add(word);
      say(words, { type: 'entity', id: entity.id });
      const last = words.at(-1) as string;
      const other = stem(last) === last ? `${last}s` : stem(last);
      say([...words.slice(0, -1), other], { type: 'entity', id: entity.id });
    }
    for (const s of new Set([...stems, ...areaStems, ...floorStems])) add(byStem, s, entity.id);
    for (const kind of kinds) add(byKind, kind, entity.id);
    if (options.size < MAX_OPTION_WORDS) for (const word of optionWords(entity)) options.add(word);
  }
  return { home, entities, areas, floors, said, longest, byStem, byKind, placeStems, vocabulary, options };
}

function plurals(word: string): readonly string[] {
  if (word.endsWith('y') && !/[aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`];
  if (/(?:s|x|ch|sh)$/.test(word)) return [`${word}es`];
  return [`${word}s`];
}

/** "First Floor" is also "first"; "Kitchen" is "kitchen"; "Kids Room" is "kid room". */
function placeForms(words: readonly string[], type: 'area' | 'floor'): readonly (readonly string[])[] {
  const forms = [words];
  if (type === 'floor') forms.push(words.at(-1) === 'floor' ? words : [...words, 'floor']);
  const stemmed = words.map(stem);
  if (stemmed.join() !== words.join()) forms.push(stemmed);
  if (words[0] === 'the' && words.length > 1) forms.push(words.slice(1));
  return forms;
}

const OPTION_LISTS = [
  'fan_modes',
  'swing_modes',
  'preset_modes',
  'hvac_modes',
  'operation_list',
  'available_modes',
  'source_list',
  'options',
  'effect_list',
];

function optionWords(entity: Entity): string[] {
  const out: string[] = [];
  const take = (value: unknown): void => {
    if (Array.isArray(value))
      for (const item of value.slice(0, 50)) if (typeof item === 'string') out.push(...wordsOf(item.replaceAll('_', ' ')));
  };
  for (const list of OPTION_LISTS) take(entity.attributes[list]);
  const commands = entity.attributes['commands'];
  if (typeof commands === 'object' && commands !== null && !Array.isArray(commands))
    for (const parameters of Object.values(commands).slice(0, 20)) {
      if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) continue;
      for (const [name, parameter] of Object.entries(parameters).slice(0, 10)) {
        out.push(...wordsOf(name.replaceAll('_', ' ')));
        if (typeof parameter === 'object' && parameter !== null && !Array.isArray(parameter))
          take((parameter as { options?: unknown }).options);
      }
    }
  return out;
}

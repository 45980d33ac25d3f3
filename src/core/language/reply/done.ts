/**
 * What was done, in as few sentences as it takes: calls of the same kind are one clause, and clauses are one sentence.
 *
 *     Turned off the kitchen light and the desk lamp and set the thermostat to 21 °C.
 */
import type { Action, Entity, Home } from '../../domain/home.ts';
import { temperatureUnit, text } from '../plan/index.ts';
import { type Words, wordsFor } from './deeds.ts';
import { LISTED, listed, pluralOf } from './lists.ts';
import { sayEntity, sayIn, tidyName } from './names.ts';

interface Group {
  readonly words: Words;
  readonly entities: Entity[];
  readonly unknown: string[];
}

function unitOf(entity: Entity | undefined): string {
  if (entity === undefined) return '';
  if (entity.domain === 'climate' || entity.domain === 'water_heater') return temperatureUnit(entity);
  return text(entity, 'unit_of_measurement') ?? '';
}

/** Looking a few up is quicker than sorting all of a large home. */
function finder(entities: readonly Entity[], times: number): (id: string) => Entity | undefined {
  if (times <= 8) return (wanted) => entities.find(({ id }) => id === wanted);
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  return (id) => byId.get(id);
}

function groups(actions: readonly Action[], home: Home): Group[] {
  const find = finder(home.entities, actions.length);
  const found = new Map<string, Group>();
  for (const action of actions) {
    const entity = find(action.entity);
    const said = wordsFor(action, unitOf(entity));
    // Services of several domains that read alike are one: light.turn_off and switch.turn_off.
    const key = `${said.did}|${said.of ?? ''}|${said.tail}`;
    const group = found.get(key) ?? { words: said, entities: [], unknown: [] };
    found.set(key, group);
    if (entity === undefined) group.unknown.push(action.entity);
    else if (!group.entities.includes(entity)) group.entities.push(entity);
  }
  return [...found.values()];
}

const NOUNS: ReadonlyMap<string, string> = new Map([
  ['light', 'light'],
  ['fan', 'fan'],
  ['lock', 'lock'],
  ['media_player', 'player'],
  ['climate', 'thermostat'],
]);

/** "all 9 lights in the kitchen", "all 23 lights", where more than a list holds are everything there is. */
function together(entities: readonly Entity[], home: Home): string | undefined {
  const [first] = entities;
  if (first === undefined || entities.length <= LISTED || entities.some(({ domain }) => domain !== first.domain)) return undefined;
  const noun = NOUNS.get(first.domain);
  if (noun === undefined) return undefined;
  const all = home.entities.filter(({ domain }) => domain === first.domain);
  if (all.length === entities.length) return `all ${all.length} ${pluralOf(noun)}`;
  const area = home.areas.find(({ id }) => id === first.area);
  if (area === undefined || entities.some((e) => e.area !== area.id)) return undefined;
  const there = all.filter((e) => e.area === area.id);
  return there.length === entities.length ? `all ${there.length} ${pluralOf(noun)} ${sayIn(area)}` : undefined;
}

/** What a name alone leaves open is said with it: "the movie night scene", "the pasta timer". */
const SUFFIX: ReadonlyMap<string, readonly [noun: string, unless: RegExp]> = new Map([
  ['scene', ['scene', /\b(?:scene|mode|mood|time|preset)$/i]],
  ['script', ['script', /\b(?:script|routine|sequence|program|mode)$/i]],
  ['timer', ['timer', /\btimer$/i]],
  ['button', ['button', /\bbutton$/i]],
  ['input_button', ['button', /\bbutton$/i]],
]);

function nameOf(entity: Entity, home: Home): string {
  const name = sayEntity(entity, home);
  const [noun, unless] = SUFFIX.get(entity.domain) ?? [];
  return noun === undefined || unless?.test(tidyName(entity.name)) === true ? name : `${name} ${noun}`;
}

function clause({ words, entities, unknown }: Group, home: Home, form: 'did' | 'doing'): string {
  const verb = words[form];
  if (words.nameless === true) return `${verb}${words.tail}`;
  const names =
    together(entities, home) ??
    listed([...entities.map((entity) => nameOf(entity, home)), ...unknown.map((id) => tidyName(id.split('.')[1] ?? id))]);
  // "the volume of the radio", "the volumes" of several would be worse.
  const whose = words.of === undefined ? names : `${words.of} ${names}`;
  return `${verb} ${whose}${words.tail}`;
}

const decapitalised = (text: string): string => text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());

/** Clauses as sentences: short ones two by two, so that none is a list of lists. */
function sentences(clauses: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < clauses.length; i += 1) {
    const [one = '', two] = [clauses[i], clauses[i + 1]];
    if (two !== undefined && one.length + two.length < 110 && !/, /.test(one) && !/: /.test(one + two)) {
      out.push(`${one} and ${decapitalised(two)}.`);
      i += 1;
    } else out.push(`${one}.`);
  }
  return out;
}

/** "Turned off the kitchen light and the desk lamp." One sentence per two kinds of deed. */
export const doneSentences = (actions: readonly Action[], home: Home): string[] =>
  sentences(groups(actions, home).map((group) => clause(group, home, 'did')));

/** The same as it will be done: "turn off the hall light". Lower case, no full stop, to go after "at 19:00:" or before a question mark. */
export function doingPhrase(actions: readonly Action[], home: Home): string {
  const clauses = groups(actions, home).map((group) => decapitalised(clause(group, home, 'doing')));
  return listed(clauses);
}

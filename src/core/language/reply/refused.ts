/** Why a clause was not carried out, by name, with the nearest that there is. */
import type { Entity, Home, Refusal } from '../../domain/home.ts';
import { listed } from './lists.ts';
import { aOrAn, capitalised, isPlural, plainName, sayEntity, sayIn } from './names.ts';
import { sayWord } from './values.ts';

/** A refusal with what is known about it. */
export interface Refused extends Refusal {
  /**
   * no_device: what was looked for, as said ("heater in the garage"). no_capability and out_of_range: why, as plan() says it
   * ("it cannot be dimmed"), with or without the entity's id and a colon before it.
   */
  readonly detail?: string;
  /** The entity that cannot, where the detail does not begin with it. */
  readonly entity?: string;
  /** Ids of the nearest there is, to offer. */
  readonly near?: readonly string[];
  /** Ids between which must be asked. */
  readonly candidates?: readonly string[];
}

const DETERMINER = /^(?:the|a|an|my|our|your|some|any|all|all the|every|each|both)\s+/i;

const entitiesOf = (ids: readonly string[] | undefined, home: Home): Entity[] =>
  (ids ?? []).flatMap((id) => home.entities.find((entity) => entity.id === id) ?? []);

/** "a heater in the garage", "any lights in the attic", "the desk lamp" where a name was said with capitals. */
function sought(phrase: string): string {
  const bare = sayWord(phrase.replace(DETERMINER, '').replace(DETERMINER, ''));
  if (bare === '') return 'what you mean';
  if (/^\p{Lu}\p{Ll}/u.test(bare)) return `“${bare}”`;
  const head = bare.split(/ (?:in|on|at|of|from) /)[0] ?? bare;
  return isPlural(head) ? `any ${bare}` : aOrAn(bare);
}

/** "; there is one in the workshop", "; there are the desk lamp and the floor lamp". */
function offered(phrase: string, near: readonly Entity[], home: Home): string {
  const [first] = near;
  if (first === undefined) return '';
  const head = (phrase.replace(DETERMINER, '').split(/ (?:in|on|at|from) /)[0] ?? '').trim().toLowerCase();
  const area = home.areas.find(({ id }) => id === first.area);
  const same = plainName(first.name).toLowerCase() === head;
  if (near.length === 1) return same && area !== undefined ? `; there is one ${sayIn(area)}` : `; there is ${sayEntity(first, home)}`;
  return `; there are ${listed(near.map((entity) => sayEntity(entity, home)))}`;
}

/** The reason without an id in front of it, and the entity whose id it was. */
function split(refused: Refused, home: Home): { readonly entity: Entity | undefined; readonly why: string } {
  const detail = refused.detail ?? '';
  const [id, why] = /^([a-z_]+\.[^\s:]+): (.*)$/su.exec(detail)?.slice(1) ?? [refused.entity ?? '', detail];
  return { entity: home.entities.find((entity) => entity.id === id), why: why ?? '' };
}

/** One sentence for one refusal. */
export function refusedSentence(refused: Refused, home: Home): string {
  switch (refused.reason) {
    case 'no_device': {
      const phrase = refused.detail ?? refused.text;
      return `I could not find ${sought(phrase)}${offered(phrase, entitiesOf(refused.near, home), home)}.`;
    }
    case 'ambiguous':
      return whichOne(refused.candidates ?? refused.near ?? [], home, refused.text);
    case 'no_capability':
    case 'out_of_range': {
      const { entity, why } = split(refused, home);
      const name = entity === undefined ? `“${sayWord(refused.text)}”` : sayEntity(entity, home);
      const reason = why === '' ? (refused.reason === 'out_of_range' ? 'that is outside its range' : 'it cannot do that') : sayReason(why);
      return entity === undefined ? `I cannot do ${name}: ${reason}.` : `${capitalised(name)}: ${reason}.`;
    }
  }
}

/** Reasons may be somebody else's text, too: one line, no stop at its end. */
function sayReason(why: string): string {
  const line = why
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** "Which one: the desk lamp or the floor lamp?" Where names do not tell them apart, where they are does. */
export function whichOne(candidates: readonly string[], home: Home, text = ''): string {
  const entities = entitiesOf(candidates, home);
  if (entities.length === 0) return text === '' ? 'Which one do you mean?' : `Which one do you mean with “${sayWord(text)}”?`;
  return `Which one: ${listed([...new Set(entities.map((entity) => sayEntity(entity, home)))], 'or')}?`;
}

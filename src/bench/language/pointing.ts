/**
 * Which entities a sentence can mean, by its words alone: how a case is told from one whose gold its sentence does not fit, and where
 * asking back is no mistake. Deliberately simple, and not the product's way.
 */
import type { Entity, Home } from '../../core/domain/home.ts';
import type { Call, Want } from './match.ts';

/** Words that say nothing about which device is meant. */
const PLAIN = new Set(
  `a an the my our your this that these those it its them all every both of in on at to for from by with and or up down off out please can could would will you i me we us want
  like need lets let make makes made set turn turned switch put get give change adjust activate deactivate enable disable start stop run begin open close shut lock unlock raise lower
  increase decrease dim brighten brighter dimmer bright dark darker more less bit little half quarter three quarters full maximum minimum max min percent degrees degree celsius fahrenheit
  c f is are be sure ensure low high very too go back again now right here power plug unplug toggle state status hey is there any have has do does what whats how`.split(
    /\s+/,
  ),
);

/** What people call a kind of device, and what they say only to it. */
const KINDS: readonly (readonly [test: (entity: Entity) => boolean, words: string])[] = [
  [({ domain }) => domain === 'light', 'light lamp lighting bulb lit'],
  [(entity) => entity.domain === 'light' && dimmable(entity), 'brightness'],
  [
    ({ domain }) => domain === 'media_player',
    'volume louder quieter pause unpause play resume playback playing louder sound media player skip',
  ],
  [
    (entity) => entity.domain === 'media_player' && entity.attributes['device_class'] !== 'tv',
    'speaker music song track audio next previous forward ahead continue',
  ],
  [(entity) => entity.domain === 'media_player' && entity.attributes['device_class'] === 'tv', 'tv television movie film show screen'],
  [({ domain }) => domain === 'climate', 'thermostat temperature heat heating heater warmer colder cool climate hvac'],
  [({ domain }) => domain === 'fan', 'fan speed'],
  [({ domain }) => domain === 'lock', 'lock door unlocked locked'],
  [({ domain, attributes }) => domain === 'cover' && attributes['device_class'] === 'garage', 'door garage'],
  [({ domain, attributes }) => domain === 'cover' && attributes['device_class'] === 'gate', 'gate door'],
  [({ domain }) => domain === 'cover', 'blind shade curtain shutter cover'],
  [({ domain }) => domain === 'valve', 'valve water watering sprinkler irrigation'],
  [({ domain }) => domain === 'switch', 'switch plug outlet socket'],
  [({ domain }) => domain === 'vacuum', 'vacuum cleaner clean cleaning robot floor base dock'],
];

export const dimmable = ({ attributes }: Entity): boolean => {
  const modes = attributes['supported_color_modes'];
  return Array.isArray(modes) && modes.some((mode) => mode !== 'onoff');
};

/** Domains that can be told to do something. */
const ACTING = new Set(
  'light media_player climate fan lock cover valve switch vacuum humidifier water_heater todo timer scene script button lawn_mower siren number select'.split(
    ' ',
  ),
);

export const singular = (word: string): string =>
  word.length > 3 && word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : word.length > 3 && word.endsWith('s') && !word.endsWith('ss')
      ? word.slice(0, -1)
      : word;

export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll(/['’]s\b/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);

/** The words of a sentence that can tell devices apart. */
export const telling = (text: string): string[] => [...new Set(wordsOf(text).filter((word) => !PLAIN.has(word) && !isValue(word)))];
const isValue = (word: string): boolean => /^\d{2,}$/.test(word);

export interface Pointing {
  /** Entities that cover most of the sentence's words and add least of their own. */
  readonly best: readonly string[];
  /** Those that cover as many and add as little to their own name: whoever asks which of these is meant asks rightly. */
  readonly alike: readonly string[];
  /** How many words the best cover. */
  readonly words: number;
}

/** @param able whether what is said can be done to an entity at all */
export function pointing(text: string, home: Home, able: (entity: Entity) => boolean = () => true): Pointing {
  const words = telling(text);
  const said = new Set(wordsOf(text));
  const areas = new Map(home.areas.map(({ id, name }) => [id, wordsOf(name)]));
  const scored: { id: string; score: readonly number[] }[] = [];
  for (const entity of home.entities) {
    if (!ACTING.has(entity.domain) || !able(entity)) continue;
    const name = wordsOf(entity.name);
    const area = areas.get(entity.area ?? '') ?? [];
    const kind = KINDS.flatMap(([test, list]) => (test(entity) ? list.split(' ') : []));
    const own = words.filter((word) => name.includes(word) || area.includes(word));
    const covered = words.filter((word) => own.includes(word) || kind.includes(word)).length;
    const spare = (list: readonly string[]): number =>
      list.filter((word) => !words.includes(word) && !kind.includes(word) && !PLAIN.has(word)).length;
    // Words that only name the kind do not tell a short name from a long one.
    const named = name.some((word) => words.includes(word) && !kind.includes(word));
    const placed = own.some((word) => !kind.includes(word));
    const whole = name.length > 0 && name.every((word) => said.has(word));
    const rest = area.filter((word) => !name.includes(word));
    const score = [covered, whole ? 1 : 0, named ? -spare(name) : placed ? -1 : 0, placed ? -spare(rest) : 0];
    scored.push({ id: entity.id, score });
  }
  const top = scored.reduce<readonly number[] | undefined>(
    (high, { score }) => (high === undefined || compare(score, high) > 0 ? score : high),
    undefined,
  );
  const tied = (length: number): string[] =>
    scored.filter(({ score }) => top !== undefined && compare(score.slice(0, length), top.slice(0, length)) === 0).map(({ id }) => id);
  return { best: tied(4), alike: tied(3), words: top?.[0] ?? 0 };
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  for (const [i, x] of a.entries()) if (x !== b[i]) return x - (b[i] ?? 0);
  return 0;
};

/** Who says "the lights" of a room may have all of them. */
export const siblings = (text: string, target: Entity, home: Home, calls: readonly Call[]): Want[] =>
  /\b(?:lights|lamps|lighting|sprinklers)\b/i.test(text) && target.area !== undefined
    ? home.entities
        .filter(({ id, domain, area }) => id !== target.id && domain === target.domain && area === target.area)
        .map(({ id }) => ({ entity: id, calls }))
    : [];

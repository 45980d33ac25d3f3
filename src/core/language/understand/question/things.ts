/** What a question is about: what is named, or what measures its attribute in its place. */
import type { Entity } from '../../../domain/home.ts';
import { kindOfState, readingOf, stateHolds } from '../../answer/index.ts';
import { type GroundContext, resolve } from '../../ground/index.ts';
import { stem, wordsOf } from '../../mention/index.ts';
import type { Phrase, Place } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';
import { isPlaceOnly, placesIn } from '../places.ts';
import type { World } from '../world.ts';
import { type Asked, kindsIn, measureOf } from './asked.ts';

/** How many are told one by one. */
const MANY = 12;

export interface Things {
  readonly entities: readonly Entity[];
  /** The measure, where the phrase said it: "Robo's battery". */
  readonly attribute?: string;
}

/** Kinds of sensors that are a measure of a device: "the battery of the remote". */
const MEASURE_OF: ReadonlyMap<string, string> = new Map([
  ['battery', 'battery'],
  ['power', 'power'],
  ['energy', 'energy'],
  ['temperature', 'temperature'],
  ['humidity', 'humidity'],
  ['pressure', 'pressure'],
  ['co2', 'air quality'],
  ['illuminance', 'brightness'],
]);

const WEATHERLY: ReadonlySet<string> = new Set(['temperature', 'humidity', 'brightness', 'wind']);

export function thingsOf(sentence: Sentence, asked: Asked, world: World, spoken: readonly string[]): Things {
  const found = new Set<string>();
  let { attribute } = asked;
  const { kinds = [] } = asked;
  if (kinds.length > 0 && attribute === undefined && asked.phrases.targets.every((phrase) => isPlaceOnly(phrase, sentence))) {
    const places = placesOf(sentence, asked);
    const all = [...new Set(kinds.flatMap((kind) => [...(sentence.index.byKind.get(kind) ?? [])]))].flatMap((id) => world.now(id) ?? []);
    return {
      entities: plainest(
        withState(
          all.filter((entity) => inAny(entity, places, world)),
          asked.state,
        ),
        kinds,
      ),
    };
  }
  for (const phrase of asked.phrases.targets) {
    // "how cold is it outside" is of no thing that was spoken of.
    if (phrase.pronoun === 'it' && WEATHERLY.has(attribute ?? '') && placesOf(sentence, asked).length > 0) continue;
    if (phrase.pronoun !== undefined) {
      for (const id of spoken) found.add(id);
      continue;
    }
    if (isPlaceOnly(phrase, sentence) && attribute !== undefined) continue;
    const own = named(sentence, phrase, asked, attribute, world);
    for (const id of own.ids) found.add(id);
    attribute ??= own.attribute;
  }
  const entities = [...found].flatMap((id) => world.now(id) ?? []);
  const measure = attribute === undefined ? {} : { attribute };
  if (attribute === undefined) return { entities: plainest(withState(entities, asked.state), kindsIn(sentence, asked.phrases)) };
  const reading = entities.filter((entity) => measures(entity, attribute));
  if (reading.length > 0) return { entities: reading, ...measure };
  const placesOnly = asked.phrases.targets.every((phrase) => isPlaceOnly(phrase, sentence));
  if (entities.length > 0 && !placesOnly) return { entities: beside(entities, attribute, world) ?? entities, ...measure };
  if (asked.phrases.targets.some((phrase) => !isPlaceOnly(phrase, sentence) && phrase.pronoun === undefined))
    return { entities: [], ...measure };
  return { entities: measuring(placesOf(sentence, asked), attribute, world), ...measure };
}

/** What measures an attribute in these places; where none is said, where the speaker is. */
export function measuring(places: readonly Place[], attribute: string, world: World): Entity[] {
  // How bright it is outside, no lamp tells.
  const outside = attribute === 'brightness' && places.some(({ named: word }) => word === 'outside');
  const all = world
    .home()
    .entities.filter((entity) => measures(entity, attribute) && inAny(entity, places, world) && !(outside && entity.domain === 'light'));
  if (places.length > 0) return sensorsFirst(all);
  const here = all.filter(({ area }) => area !== undefined && area === world.area);
  return sensorsFirst(here.length > 0 ? here : all);
}

export const placesOf = (sentence: Sentence, { phrases }: Pick<Asked, 'phrases'>): Place[] => [
  ...phrases.places,
  ...phrases.targets.flatMap((phrase) => [...phrase.places, ...placesIn(phrase, sentence)]),
];

/** Entities of one phrase: first those that can answer, then any; then less the words that only say the measure, or that nobody knows. */
function named(
  sentence: Sentence,
  phrase: Phrase,
  { state }: Asked,
  attribute: string | undefined,
  world: World,
): { readonly ids: readonly string[]; readonly attribute?: string } {
  const adjective = state === undefined ? undefined : measureOf(state);
  const tries = (one: Phrase, measure: string | undefined): readonly string[] => {
    const able = (entity: Entity): boolean =>
      measure !== undefined
        ? measures(entity, measure)
        : state === undefined || stateHolds(entity, state) !== undefined || (adjective !== undefined && measures(entity, adjective));
    for (const accepts of measure === undefined && state === undefined ? [undefined] : [able, undefined]) {
      const grounded = resolve(one, contextOf(sentence, measure, world, accepts));
      if (grounded.kind !== 'none') return grounded.ids;
    }
    return [];
  };
  const ids = tries(phrase, attribute);
  if (ids.length > 0) return { ids };
  const isMention = (at: number): boolean => sentence.mentionAt[at] !== undefined;
  const measure = phrase.tokens.flatMap(
    (at) =>
      sentence.mentionAt[at]?.refs.flatMap((r) => (r.type === 'kind' && MEASURE_OF.has(r.id) ? [{ at, is: MEASURE_OF.get(r.id) }] : [])) ??
      [],
  )[0];
  if (measure?.is !== undefined && phrase.tokens.length > 1) {
    const rest = phrase.tokens.filter((at) => at !== measure.at && sentence.mentionAt[at] !== sentence.mentionAt[measure.at]);
    const of = tries({ ...phrase, tokens: rest }, measure.is);
    if (of.length > 0) return { ids: of, attribute: measure.is };
  }
  const parts = partsOfDevice(sentence, phrase, world);
  if (parts.length > 0) return { ids: parts };
  // Asking is safe: words nobody knows ("whirling away") need not fit when the rest names something; unless they say where.
  const known = phrase.tokens.filter((at) => isMention(at) || sentence.index.byStem.has(stem(sentence.tokens[at]?.text ?? '')));
  const thing = known.some((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'entity' || r.type === 'kind') ?? false);
  if (!thing || known.length === phrase.tokens.length || unknownPlace(sentence, phrase) !== undefined) return { ids: [] };
  return { ids: tries({ ...phrase, tokens: known }, attribute) };
}

const contextOf = (
  sentence: Sentence,
  attribute: string | undefined,
  world: World,
  accepts: ((entity: Entity) => boolean) | undefined,
): GroundContext => ({
  sentence,
  deed: { intent: 'ask_state', ...(attribute === undefined ? {} : { attribute }) },
  asking: true,
  stateOf: (id) => world.now(id)?.state ?? '',
  ...(accepts === undefined ? {} : { accepts: ({ entity }) => accepts(world.now(entity.id) ?? entity) }),
  ...(world.area === undefined ? {} : { area: world.area }),
});

/** "the bearing of the feed pump": a sensor that is named after the device, whatever the device was called here. */
function partsOfDevice(sentence: Sentence, phrase: Phrase, world: World): string[] {
  const device = phrase.tokens.flatMap(
    (at) => sentence.mentionAt[at]?.refs.flatMap((r) => (r.type === 'entity' ? [{ id: r.id, mention: sentence.mentionAt[at] }] : [])) ?? [],
  )[0];
  const entry = device === undefined ? undefined : sentence.index.entities.get(device.id);
  if (device === undefined || entry === undefined) return [];
  const rest = phrase.tokens.filter((at) => sentence.mentionAt[at] !== device.mention).map((at) => stem(sentence.tokens[at]?.text ?? ''));
  if (rest.length === 0) return [];
  return [...sentence.index.entities.values()]
    .filter(
      ({ entity, stems }) =>
        (entity.domain === 'sensor' || entity.domain === 'binary_sensor' || entity.domain === 'number') &&
        entry.names.some((words) => words.map(stem).every((s) => stems.has(s))) &&
        rest.every((s) => stems.has(s)),
    )
    .flatMap(({ entity }) => (world.now(entity.id) === undefined ? [] : [entity.id]));
}

/** Sensors named after the devices that measure what the devices themselves do not tell. */
function beside(devices: readonly Entity[], attribute: string, world: World): Entity[] | undefined {
  const out = devices.flatMap((device) => {
    const own = wordsOf(device.name).map(stem);
    return world
      .home()
      .entities.filter(
        (entity) =>
          entity.domain === 'sensor' && measures(entity, attribute) && own.every((s) => wordsOf(entity.name).map(stem).includes(s)),
      );
  });
  return out.length === 0 ? undefined : [...new Set(out)];
}

/** Room words of homes in general: where this home has no such room, that is what is said. */
export const ROOM =
  /\b(?:room|rooms|attic|cellar|basement|garage|shed|loft|nursery|office|study|pantry|laundry|kitchen|bedroom|bathroom|hall|hallway|toilet|porch|patio|garden|yard|balcony|terrace|driveway|upstairs|downstairs|floor|closet|cabin|barn|workshop|gym|sauna|pool|den|lounge|library|foyer|corridor|staircase|stairs)\b/;

/** Words behind "in", "at", "on" that are no place, device or kind of this home, and no room any home has: "in Rockefeller Center". */
export function unknownPlace(sentence: Sentence, phrase: Pick<Phrase, 'tokens'>): string | undefined {
  for (const at of phrase.tokens) {
    if (sentence.mentionAt[at] !== undefined || sentence.index.byStem.has(stem(sentence.tokens[at]?.text ?? ''))) continue;
    let before = at - 1;
    while (before >= 0 && (/^(?:the|my|our|your|a|an|his|her|their)$/.test(wordAt(sentence, before)) || phrase.tokens.includes(before))) {
      if (sentence.mentionAt[before] !== undefined) break;
      before--;
    }
    if (
      !/^(?:in|at|on|of|from|near|inside|for)$/.test(wordAt(sentence, before)) &&
      !(before < at - 1 && /^(?:do|does|did|has|have)$/.test(wordAt(sentence, before)))
    )
      continue;
    let end = at + 1;
    while (phrase.tokens.includes(end)) end++;
    const words = sentence.tokens
      .slice(before + 1, end)
      .map(({ text }) => text)
      .join(' ');
    if (
      !ROOM.test(words) &&
      !/^(?:standby|stand by|use|charge|progress|motion|operation|service|mode|order|place|sight|\S+ mode)$/.test(words)
    )
      return words;
  }
  return undefined;
}
const wordAt = (sentence: Sentence, at: number): string => sentence.tokens[at]?.text ?? '';

/** Whether a state word is asked of such things at all: locks of "locked", lamps and their likes of "on". */
export function ofState(entity: Entity, state: string): boolean {
  if (stateHolds(entity, state) === undefined) return false;
  const kind = kindOfState(state.replace(/^not /, ''));
  if (kind === undefined) return true;
  const deviceClass = entity.attributes['device_class'];
  const byClass = entity.domain === 'binary_sensor' || entity.domain === 'sensor';
  return (
    (kind.domains.includes('*') || kind.domains.includes(entity.domain)) &&
    (!byClass || kind.classes.length === 0 || (typeof deviceClass === 'string' && kind.classes.includes(deviceClass)))
  );
}

/** A door's contact rather than its lock, when it is asked whether it is open. */
function withState(entities: readonly Entity[], state: string | undefined): readonly Entity[] {
  if (state === undefined) return entities;
  const telling = entities.filter((entity) => stateHolds(entity, state) !== undefined);
  return telling.length > 0 ? telling : entities;
}

const OPENINGS: ReadonlySet<string> = new Set(['window', 'blind', 'curtain', 'shade', 'shutter', 'awning', 'gate']);

/** "The windows" are windows, not what hangs before them; "the blinds" no awning: as long as there are such. */
function plainest(entities: readonly Entity[], of: readonly string[]): readonly Entity[] {
  const kinds = of.filter((kind) => OPENINGS.has(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) return entities;
  const own = entities.filter(
    ({ attributes, name }) =>
      attributes['device_class'] === kind || ((attributes['device_class'] ?? '') === '' && wordsOf(name).map(stem).includes(kind)),
  );
  return own.length > 0 ? own : entities;
}

/** Where a sensor measures, a thermostat beside it says the same; a tank of hot water is no room. */
function sensorsFirst(entities: readonly Entity[]): Entity[] {
  const sensors = entities.filter(({ domain }) => domain === 'sensor');
  const rooms = entities.filter(({ domain }) => domain !== 'water_heater' && domain !== 'weather');
  return (sensors.length > 0 ? sensors : rooms.length > 0 ? rooms : entities).slice(0, MANY) as Entity[];
}

const AIR = /^(?:aqi|pm1|pm25|pm10|carbon_dioxide|volatile_organic_compounds.*|humidity|temperature)$/;

/** Whether an entity tells this attribute. */
export function measures(entity: Entity, attribute: string): boolean {
  const deviceClass = entity.attributes['device_class'];
  if (attribute === 'air') return entity.domain === 'sensor' && typeof deviceClass === 'string' && AIR.test(deviceClass);
  if (attribute === 'level') return entity.domain === 'sensor' && (deviceClass === 'battery' || wordsOf(entity.name).includes('level'));
  if (entity.domain === 'sensor')
    return typeof deviceClass === 'string'
      ? deviceClass.includes(attribute.replaceAll(' ', '_')) ||
          (attribute === 'brightness' && deviceClass === 'illuminance') ||
          (attribute === 'air quality' && AIR.test(deviceClass) && deviceClass !== 'temperature' && deviceClass !== 'humidity')
      : wordsOf(entity.name).map(stem).includes(stem(attribute));
  return entity.domain !== 'binary_sensor' && readingOf(entity, attribute) !== undefined;
}

const OUTSIDE = /\b(?:outside|outdoor|outdoors|garden|balcony|patio|terrace|exterior|yard|porch)\b/i;

/** Whether an entity is out of doors, by its name or its area's. */
export const isOutside = (entity: Entity, world: World): boolean =>
  OUTSIDE.test(`${entity.name} ${world.index.areas.get(entity.area ?? '')?.name ?? ''}`);

export function inAny(entity: Entity, places: readonly Place[], world: World): boolean {
  if (places.length === 0) return true;
  return places.some(({ ref, named: word }) => {
    if (ref?.type === 'area') return entity.area === ref.id;
    if (ref?.type === 'floor') return world.index.areas.get(entity.area ?? '')?.floor === ref.id;
    if (word === 'here') return entity.area === world.area;
    if (word === 'outside' || word === 'inside') return isOutside(entity, world) === (word === 'outside');
    if (word === 'upstairs' || word === 'downstairs')
      return new RegExp(word === 'upstairs' ? 'up|first|second|top' : 'down|ground|main', 'i').test(
        world.index.floors.get(world.index.areas.get(entity.area ?? '')?.floor ?? '')?.name ?? '',
      );
    return true;
  });
}

/** "Is it warmer upstairs than downstairs?", "which is fuller, tank 3 or 4?", "which room is the coldest?" */
import type { Entity } from '../../../domain/home.ts';
import { answerCompare, answerExtreme, answerMore, attributeOf, type Reply, type Side } from '../../answer/index.ts';
import { stem, wordsOf } from '../../mention/index.ts';
import { phrasesIn } from '../../read/index.ts';
import { sayPlace } from '../../reply/index.ts';
import type { Sentence } from '../../sentence.ts';
import { isPlaceOnly } from '../places.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { inAny, isOutside, measures, measuring, placesOf, thingsOf } from './things.ts';

/** The comparing word; words that only look like one are no comparison. */
const COMPARING =
  /^(?!other$|over$|ever$|never$|after$|under$|either$|whether$|weather$|water$|heater$|power$|number$|sensor$|timer$|dryer$|washer$|freezer$|computer$|printer$|speaker$|router$|cover$|her$|another$|meter$|boiler$|server$|mixer$|wrapper$|shutter$|chiller$|conveyor$|driver$|tumbler$|master$|counter$|corner$|mirror$|purifier$|humidifier$|dehumidifier$|compressor$|west$|test$|guest$|rest$|chest$|forest$|nest$|latest$)(?:\p{L}+(?:er|est)|more|most|less|least)$/u;

/** Undefined where nothing is compared. */
export function compare(sentence: Sentence, asked: Asked, range: readonly [from: number, to: number], world: World): Reply | undefined {
  const [from, to] = range;
  const word = (at: number): string => (at < to ? (sentence.tokens[at]?.text ?? '') : '');
  const at = indices(from, to).find((i) => COMPARING.test(word(i)) && sentence.mentionAt[i] === undefined);
  if (at === undefined) return undefined;
  const said =
    /^(?:more|most|less|least)$/.test(word(at)) && /^(?:humid|full|bright|loud)/.test(word(at + 1))
      ? `${word(at)} ${word(at + 1)}`
      : word(at);
  const attribute = asked.attribute ?? attributeOf(said.replace(/^(?:more|most|less|least) /, ''));
  const home = world.home();
  const than = indices(from, to).find((i) => word(i) === 'than');
  const or = indices(at, to).find((i) => word(i) === 'or');
  const split = than ?? or;
  if (split !== undefined) {
    const start = than === undefined ? at + 1 : from;
    const head =
      than === undefined
        ? indices(from, at).filter((i) => sentence.mentionAt[i] !== undefined || sentence.index.byStem.has(stem(word(i))))
        : [];
    const sides = [
      [start, split],
      [split + 1, to],
    ].map(([a = 0, b = 0]) => side(sentence, asked, [a, b], head, attribute, world));
    const [one, two] = sides;
    if (one === undefined || two === undefined) return undefined;
    return than === undefined ? answerMore([one, two], said, attribute) : answerCompare([one, two], said, attribute);
  }
  if (!/(?:est|most|least)\b/.test(said)) return undefined;
  const places = placesOf(sentence, asked);
  if (/\b(?:room|rooms|place|area|where|spot)\b/.test(asked.line) || /^where\b/.test(asked.line)) {
    const measure = attribute ?? 'temperature';
    const rooms = home.entities.filter(
      (entity) => entity.area !== undefined && !isOutside(entity, world) && inAny(entity, places, world) && ofRoom(entity, measure, world),
    );
    return answerExtreme(rooms, said, home, measure, (entity) => {
      const area = world.index.areas.get(entity.area ?? '');
      return area === undefined ? '' : sayPlace(area);
    });
  }
  const things = thingsOf(sentence, { ...asked, ...(attribute === undefined ? {} : { attribute }) }, world, []).entities;
  const pool =
    things.length > 1
      ? things
      : home.entities.filter((entity) => inAny(entity, places, world) && (attribute === undefined || measures(entity, attribute)));
  return answerExtreme(pool, said, home, attribute);
}

const indices = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** A room's own reading: a sensor named after its room, or the thermostat; not an oven's, not a boiler's. */
function ofRoom(entity: Entity, attribute: string, world: World): boolean {
  if (!measures(entity, attribute)) return false;
  if (entity.domain === 'climate') return (Number(entity.attributes['current_temperature']) || 20) < 45;
  if (entity.domain !== 'sensor') return attribute === 'brightness' ? entity.domain === 'light' : false;
  const area = world.index.areas.get(entity.area ?? '');
  const own = new Set([area?.name ?? '', ...(area?.aliases ?? []), attribute, 'sensor', 'room', 'level', 'air'].flatMap(wordsOf).map(stem));
  const beyond = wordsOf(entity.name).filter((name) => !own.has(stem(name)));
  return beyond.length <= 1;
}

/** One side: a place's readings, or a thing's; `head` is the noun that both share ("which tank is fuller, 3 or 4"). */
function side(
  sentence: Sentence,
  asked: Asked,
  [from, to]: readonly [number, number],
  head: readonly number[],
  attribute: string | undefined,
  world: World,
): Side | undefined {
  const used = sentence.tokens.map(({ text }) => COMPARING.test(text) || /^(?:is|it|are|which|what|one|does|do|,|\?)$/.test(text));
  for (const mention of sentence.mentions) used.fill(false, mention.from, mention.to);
  const phrases = phrasesIn(sentence, from, to, used);
  const [target] = phrases.targets;
  const own: Asked = { ...asked, phrases, ...(attribute === undefined ? {} : { attribute }) };
  const places = placesOf(sentence, own);
  const [place] = places;
  if (place !== undefined && (target === undefined || isPlaceOnly(target, sentence))) {
    const area =
      place.ref?.type === 'area'
        ? world.index.areas.get(place.ref.id)
        : place.ref === undefined
          ? undefined
          : world.index.floors.get(place.ref.id);
    return {
      label: area === undefined ? (place.named ?? 'there') : sayPlace(area),
      entities: measuring(places, attribute ?? 'temperature', world),
    };
  }
  const words = indices(from, to).filter(
    (i) =>
      !used[i] &&
      /[\p{L}\p{N}]/u.test(sentence.tokens[i]?.text ?? '') &&
      !/^(?:the|a|an|and|or|in|of|my|our)$/.test(sentence.tokens[i]?.text ?? ''),
  );
  if (words.length === 0) return undefined;
  const all = [...new Set([...head, ...words])];
  const the = head.length === 0 && sentence.tokens[(words[0] as number) - 1]?.text === 'the' ? 'the ' : '';
  const label = the + all.map((i) => sentence.tokens[i]?.text ?? '').join(' ');
  const stems = all.map((i) => stem(sentence.tokens[i]?.text ?? ''));
  const telling = [...sentence.index.entities.values()].filter((entry) => {
    if (!stems.every((s) => entry.stems.has(s))) return false;
    const entity = world.now(entry.entity.id) ?? entry.entity;
    return attribute === undefined ? entity.domain === 'sensor' : measures(entity, attribute);
  });
  const sensors = telling.filter(({ entity }) => entity.domain === 'sensor');
  const named = (sensors.length > 0 ? sensors : telling).flatMap(({ entity }) => world.now(entity.id) ?? []);
  const entities = named.length > 0 ? named : thingsOf(sentence, own, world, []).entities;
  return { label, entities };
}

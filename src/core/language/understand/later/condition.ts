/**
 * "the washing machine is done", "Ben comes home", "the temperature falls below 18": which thing is to be watched, and for what. Words
 * that say nothing of this home are refused with the reason; nobody waits for something that can never be told.
 */
import type { Entity } from '../../../domain/home.ts';
import { kindOfState, readingOf, stateHolds } from '../../answer/index.ts';
import type { Deed } from '../../deed.ts';
import { type GroundContext, resolve } from '../../ground/index.ts';
import { phrasesIn } from '../../read/index.ts';
import { askWhich, sayWord } from '../../reply/index.ts';
import type { Event } from '../../schedule/index.ts';
import { type Sentence, saidIn, wordsIn } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';

export type Grounded =
  | {
      readonly ok: true;
      readonly event: Event;
      readonly entity: Entity;
      /** It happens ("opens", "falls below") rather than is so. */
      readonly happens: boolean;
    }
  | { readonly ok: true; readonly sun: 'sunrise' | 'sunset' }
  | { readonly ok: false; readonly pieces: readonly Piece[] };

/** The verb of a condition; "happens" for those that tell of a change. */
const VERB =
  /^(?:(is|are|am|has been|have been|has|have|was)|(gets?|goes|go|turns?|becomes?|starts?|stops?|opens?|closes?|locks?|unlocks?|finishes|finish|finished|ends?|plays?|docks?|leaves?|left|arrives?|comes?|returns?|detects?|falls?|drops?|sinks?|rises?|climbs?|exceeds?|reaches|reach|hits|switches|powers|rings?|sets|rains|snows|wakes))$/;
const BELOW = /^(?:below|under|beneath|less than|lower than|colder than|cooler than|darker than|at most)$/;
const LEVEL =
  /\b(below|under|beneath|less than|lower than|colder than|cooler than|darker than|above|over|more than|higher than|warmer than|hotter than|brighter than|exceeds|reaches|hits) (?:about |around )?(-?\d+(?:\.\d+)?)\b/;
const MEASURES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:temperature|degrees|celsius|fahrenheit|warmer|hotter|colder|cooler|temp)\b/, 'temperature'],
  [/\b(?:humidity|humid)\b/, 'humidity'],
  [/\b(?:brightness|lux|brighter|darker|illuminance)\b/, 'illuminance'],
  [/\b(?:power|watts?|consumption)\b/, 'power'],
  [/\b(?:co2|carbon dioxide|air quality)\b/, 'carbon_dioxide'],
  [/\b(?:battery)\b/, 'battery'],
  [/\b(?:pressure|bar)\b/, 'pressure'],
];
const PEOPLE = /^(?:i|we|you|he|she|they|everyone|everybody|nobody|someone|somebody|anyone|anybody|no one)\b/;

/** `from`, `to`: the tokens after "when" or "if". */
export function conditionOf(sentence: Sentence, [from, to]: readonly [from: number, to: number], world: World): Grounded {
  const line = wordsIn(sentence, from, to).join(' ');
  const said = saidIn(sentence, from, to);
  const sun = sunOf(line);
  if (sun !== undefined) return { ok: true, sun };
  const cannot = (why: string): Grounded => ({ ok: false, pieces: [{ kind: 'nothing', reply: `${why} I have done nothing.` }] });
  if (/\b(?:rain|rains|raining|snow|snows|snowing|storm|windy|sunny)\b/.test(line) && !sentence.mentionAt.slice(from, to).some(Boolean))
    return cannot('I cannot tell what the weather is like.');
  if (/ (?:and|or) /.test(line) && line.split(' ').filter((w) => VERB.test(w)).length > 1)
    return cannot(`I can wait for one thing only: “${sayWord(said)}”.`);
  if (PEOPLE.test(line)) return cannot(`I cannot tell when that is: “${sayWord(said)}”.`);
  const level = LEVEL.exec(line);
  if (level !== null) return levelOf(sentence, from, to, line, level, world);
  const verbAt = verbIn(sentence, from, to);
  if (verbAt === undefined) return cannot(`I cannot wait for that: “${sayWord(said)}”.`);
  return stateOf(sentence, from, to, verbAt, world);
}

const sunOf = (line: string): 'sunrise' | 'sunset' | undefined =>
  /^(?:it (?:gets|is getting|becomes|turns) dark|(?:the )?sun (?:sets|goes down|has set|is down)|night falls|darkness falls)$/.test(line)
    ? 'sunset'
    : /^(?:it (?:gets|is getting|becomes) (?:light|bright)|(?:the )?sun (?:rises|comes up|is up|has risen)|day breaks)$/.test(line)
      ? 'sunrise'
      : undefined;

function verbIn(sentence: Sentence, from: number, to: number): number | undefined {
  for (let i = to - 1; i > from; i--) {
    const mention = sentence.mentionAt[i];
    const word = sentence.tokens[i]?.text ?? '';
    if (!VERB.test(word) || (mention !== undefined && mention.to - mention.from > 1)) continue;
    // "has been turned off", "starts running": the first of the verbs.
    let first = i;
    while (first - 1 > from && VERB.test(sentence.tokens[first - 1]?.text ?? '') && sentence.mentionAt[first - 1] === undefined) first--;
    return first;
  }
  return undefined;
}

/** Words of a state, longest first: "turned off", "comes home", "done". */
function stateWords(words: readonly string[]): readonly { readonly word: string; readonly length: number }[] {
  const plain = words.filter((w) => !/^(?:is|are|am|been|has|have|was|the|being|back|now|its|cycle|house|finally|all)$/.test(w));
  const out = new Map<string, number>();
  const put = (list: readonly string[], length: number): void => {
    const word = list.join(' ');
    if (word !== '') out.set(word, length);
  };
  for (let n = Math.min(4, plain.length); n > 0; n--) put(plain.slice(0, n), n);
  const [first = '', ...rest] = plain;
  // "gets locked" is "locked", "starts running" is "running", "stops running" is not.
  if (/^(?:gets?|becomes?|goes|turns?|starts?)$/.test(first))
    for (let n = Math.min(3, rest.length); n > 0; n--) put(rest.slice(0, n), n + 1);
  if (/^(?:comes?|gets?|arrives?|returns?)$/.test(first)) out.set('home', plain.length);
  if (/^(?:stops?)$/.test(first)) out.set('not running', plain.length);
  if (/^(?:switches|powers|comes?)$/.test(first) && /^(?:on|off)$/.test(rest[0] ?? '')) out.set(rest[0] as string, 2);
  if (first === 'left') out.set('away', 1);
  if (/^detects?$/.test(first)) out.set('detected', plain.length);
  if (first === 'not' && rest.length > 0) out.delete(rest[0] as string);
  return [...out].map(([word, length]) => ({ word, length }));
}

const TELLS: Deed = { intent: 'ask_state' };

function stateOf(sentence: Sentence, from: number, to: number, verbAt: number, world: World): Grounded {
  const said = saidIn(sentence, from, to);
  const after = wordsIn(sentence, verbAt, to);
  // "motion is detected in the hall": what comes after the place is about the thing.
  const place = after.findIndex((w, i) => i > 0 && /^(?:in|at|on)$/.test(w) && /^(?:the|my|our)$/.test(after[i + 1] ?? ''));
  const states = stateWords(place < 0 ? after : after.slice(0, place));
  const used = sentence.tokens.map((_, i) => i >= verbAt && i < to && (place < 0 || i < verbAt + place));
  const found = things(sentence, from, to, used, world);
  if (!('ids' in found)) return { ok: false, pieces: [found] };
  const happens = VERB.exec(sentence.tokens[verbAt]?.text ?? '')?.[1] === undefined;
  for (const { word } of states) {
    const able = found.ids.flatMap((id) => {
      const entity = world.now(id);
      return entity !== undefined && tellable(entity, word) ? [entity] : [];
    });
    const [entity, ...others] = able;
    if (entity === undefined) continue;
    if (others.length > 0) return several(able, world);
    return { ok: true, event: { kind: 'state', entity: entity.id, word: kindOfState(word)?.word ?? word }, entity, happens };
  }
  return { ok: false, pieces: [{ kind: 'nothing', reply: `I cannot tell when that is: “${sayWord(said)}”. I have done nothing.` }] };
}

/** Whether a word says something of an entity, in the state it is in or in another. */
function tellable(entity: Entity, word: string): boolean {
  if (stateHolds(entity, word) !== undefined) return true;
  if (entity.state !== 'unavailable' && entity.state !== 'unknown') return false;
  return ['on', 'off', 'open', 'closed', 'locked', 'idle', 'playing', 'home', 'docked', 'running', 'disarmed', 'heat'].some(
    (state) => stateHolds({ ...entity, state }, word) !== undefined,
  );
}

function levelOf(sentence: Sentence, from: number, to: number, line: string, level: RegExpExecArray, world: World): Grounded {
  const [, comparison = '', number = ''] = level;
  const measure = MEASURES.find(([pattern]) => pattern.test(line))?.[1];
  const first = from + line.slice(0, level.index).trim().split(' ').filter(Boolean).length;
  let verb = first;
  while (verb - 1 > from && VERB.test(sentence.tokens[verb - 1]?.text ?? '')) verb--;
  // "is below 18 degrees in the bedroom": what comes after the number is a place.
  let end = first + level[0].trim().split(' ').length;
  while (end < to && UNIT.test(sentence.tokens[end]?.text ?? '')) end++;
  const used = sentence.tokens.map((_, i) => i >= verb && i < end);
  const isMeasure = (entity: Entity): boolean =>
    entity.domain === 'sensor' &&
    (measure === undefined || entity.attributes['device_class'] === measure) &&
    readingOf(entity) !== undefined;
  const found = things(sentence, from, to, used, world);
  const named = 'ids' in found ? found.ids.flatMap((id) => world.now(id) ?? []) : [];
  let able = named.filter((entity) => readingOf(entity, entity.domain === 'sensor' ? undefined : measure)?.number !== undefined);
  const own = able.filter(isMeasure);
  if (own.length > 0) able = own;
  if (able.length === 0) {
    // "it gets below 18 degrees": the sensor of the room, or the only one there is.
    const all = world.home().entities.filter((entity) => measure !== undefined && isMeasure(entity));
    const words = wordsIn(sentence, from, verb).filter((w) => !/^(?:it|the|a|temperature|humidity|brightness|here|in|room|temp)$/.test(w));
    const here = all.filter((entity) => entity.area !== undefined && entity.area === world.area);
    if (words.length > 0) return { ok: false, pieces: ['ids' in found ? unknown(sentence, from, to) : found] };
    const there = end < to ? all.filter((entity) => isThere(sentence, end, to, entity)) : here;
    if (end < to && there.length === 0) return { ok: false, pieces: [unknown(sentence, from, to)] };
    able = there.length > 0 ? there : all;
  }
  const [entity, ...others] = able;
  if (entity === undefined) return { ok: false, pieces: [unknown(sentence, from, to)] };
  if (others.length > 0) {
    const here = able.filter(({ area }) => area !== undefined && area === world.area);
    if (here.length !== 1) return several(able, world);
    able = here;
  }
  const thing = able[0] as Entity;
  const value = Number(number);
  const attribute = thing.domain === 'sensor' ? undefined : measure;
  const now = readingOf(thing, attribute)?.number;
  const reaches = /^(?:reaches|hits)$/.test(comparison);
  const side = BELOW.test(comparison) || (reaches && now !== undefined && now > value) ? 'below' : 'above';
  const happens = wordsIn(sentence, verb, first + 1).some((w) => VERB.exec(w)?.[2] !== undefined);
  return {
    ok: true,
    event: { kind: 'level', entity: thing.id, ...(attribute === undefined ? {} : { attribute }), side, value },
    entity: thing,
    happens: happens || reaches || comparison === 'exceeds',
  };
}

const UNIT = /^(?:degrees?|celsius|fahrenheit|percent|watts?|lux|bar|kelvin|ppm)$/;
const OUT = /\b(?:outside|outdoors?|exterior|garden|yard|balcony|terrace)\b/i;

/** Whether an entity is at a place said in these tokens: "in the bedroom", "outside", "here". */
function isThere(sentence: Sentence, from: number, to: number, entity: Entity): boolean {
  const { places, targets } = phrasesIn(
    sentence,
    from,
    to,
    sentence.tokens.map(() => false),
  );
  return [...places, ...targets.flatMap((phrase) => phrase.places)].some(
    ({ ref, named }) =>
      (ref?.type === 'area' && entity.area === ref.id) ||
      (ref?.type === 'floor' && sentence.index.entities.get(entity.id)?.floor?.id === ref.id) ||
      (named === 'outside' && [entity.name, ...entity.aliases].some((name) => OUT.test(name))),
  );
}

/** What a condition speaks of, or why that is nothing. */
function things(
  sentence: Sentence,
  from: number,
  to: number,
  used: readonly boolean[],
  world: World,
): { readonly ids: readonly string[] } | Piece {
  const { targets, places } = phrasesIn(sentence, from, to, used);
  const context: GroundContext = {
    sentence,
    deed: TELLS,
    asking: true,
    stateOf: (id) => world.now(id)?.state ?? '',
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  const [phrase] = targets;
  if (phrase === undefined) return unknown(sentence, from, to);
  const grounded = resolve({ ...phrase, places: [...phrase.places, ...places], plural: true }, context);
  if (grounded.kind === 'none')
    return {
      kind: 'refused',
      refusal: { text: saidIn(sentence, from, to), reason: 'no_device' },
      detail: grounded.text,
      near: grounded.near,
    };
  return { ids: grounded.ids };
}

const unknown = (sentence: Sentence, from: number, to: number): Piece => ({
  kind: 'nothing',
  reply: `I do not know what to watch for that: “${sayWord(saidIn(sentence, from, to))}”. I have done nothing.`,
});

/** Asked, but not kept open: the answer would be taken for something to do now. */
const several = (able: readonly Entity[], world: World): Grounded => ({
  ok: false,
  pieces: [
    {
      kind: 'ask',
      deed: TELLS,
      candidates: [],
      text: '',
      question: `${askWhich(
        able.slice(0, 5).map(({ id }) => id),
        world.home(),
      )} Say it again with its name; I have done nothing yet.`,
    },
  ],
});

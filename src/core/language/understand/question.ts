/** A clause that asks: what it is about is grounded, then answered from states, history and alerts. */
import type { Entity } from '../../domain/home.ts';
import {
  answerAlerts,
  answerAll,
  answerAny,
  answerCompare,
  answerCount,
  answerDate,
  answerExtreme,
  answerList,
  answerSince,
  answerState,
  answerTime,
  answerTimers,
  answerWeather,
  answerWhen,
  answerWhere,
  answerWhich,
  answerWhy,
  type Reply,
  readingOf,
  stateHolds,
} from '../answer/index.ts';
import { type GroundContext, resolve } from '../ground/index.ts';
import { stem, wordsOf } from '../mention/index.ts';
import type { Phrase, Place, ReadClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import type { Piece } from './pieces.ts';
import { which } from './timers.ts';
import type { World } from './world.ts';

export function question(sentence: Sentence, read: ReadClause, world: World, spoken: readonly string[]): Piece[] {
  const { intent } = read.deed;
  const context = { now: world.at, timezone: world.timezone, ...(world.area === undefined ? {} : { area: world.area }) };
  const answered = (reply: Reply | string, ids: readonly string[] = []): Piece[] => [
    { kind: 'answer', reply: typeof reply === 'string' ? reply : reply.reply, ids },
  ];
  const missing = (): Piece[] => {
    const phrase = read.phrases.targets.find(({ text }) => text !== '');
    return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_device' }, detail: phrase?.text ?? read.text }];
  };
  switch (intent) {
    case 'ask_time':
      return answered(answerTime(context));
    case 'ask_date':
      return answered(answerDate(context, /\btomorrow\b/i.test(read.text) ? 1 : /\byesterday\b/i.test(read.text) ? -1 : 0));
    case 'ask_help':
      return answered(
        'Tell me what to switch, set, open or close, by name or by room; ask how things are; or say what you need, such as "it is too dark in here".',
      );
    case 'alert_why':
      return answered(answerWhy(about(read, world), context));
    case 'alert_list':
      return answered(answerAlerts(world.alerts()));
    case 'timer_left': {
      const ids = which(sentence, read, world, false);
      const timers = ids.flatMap((id) => world.now(id) ?? []);
      const all = world.home().entities.filter(({ domain }) => domain === 'timer');
      return answered(answerTimers(timers.length > 0 ? timers : read.deed.content === undefined ? all : [], world.home()), ids);
    }
    case 'ask_weather': {
      const weather = world.home().entities.find(({ domain }) => domain === 'weather');
      if (weather === undefined)
        return [{ kind: 'nothing', reply: 'I do not know the weather: there is no weather service in this home.' }];
      return answered(answerWeather(weather, read.deed.attribute, /\btomorrow\b/i.test(read.text) ? 1 : 0), [weather.id]);
    }
    case 'ask_list': {
      const list = thingsOf(sentence, read, world, spoken).find(({ domain }) => domain === 'todo') ?? onlyList(world);
      return list === undefined
        ? missing()
        : answered(answerList(list, world.home(), /\b(?:done|completed|finished|ticked)\b/i.test(read.text) ? 'completed' : 'open'), [
            list.id,
          ]);
    }
    default:
      break;
  }
  const { attribute } = read.deed;
  const state = read.state;
  const named = read.phrases.targets.length > 0;
  const things = thingsOf(sentence, read, world, spoken);
  const home = world.home();
  if (intent === 'ask_compare') return compare(sentence, read, world, things, answered);
  if (things.length === 0) {
    if (!named && attribute === undefined && state !== undefined && /^(?:ask_which|ask_any|ask_all|ask_count|ask_state)$/.test(intent)) {
      const all = home.entities.filter((entity) => stateHolds(entity, state) !== undefined && inAny(entity, read.phrases.places, world));
      const set = { entities: all, askedState: state };
      return answered(
        intent === 'ask_any'
          ? answerAny(set, home)
          : intent === 'ask_all'
            ? answerAll(set, home)
            : intent === 'ask_count'
              ? answerCount(set, home)
              : answerWhich(set, home),
      );
    }
    return named || attribute !== undefined || intent === 'ask_where'
      ? missing()
      : [{ kind: 'nothing', reply: 'I can only help with this home.' }];
  }
  const holding = state === undefined ? [] : things.filter((entity) => stateHolds(entity, state) === true);
  const ids = (holding.length > 0 ? holding : things).map(({ id }) => id);
  const noun = nounOf(read);
  const set = { entities: things, askedState: state ?? 'on', ...(noun === undefined ? {} : { noun }) };
  switch (intent) {
    case 'ask_which':
      if (attribute !== undefined && state === undefined) return answered(answerState({ entities: things, attribute }, home, context), ids);
      return answered(answerWhich(set, home), ids);
    case 'ask_count':
      return answered(
        answerCount(
          { entities: things, ...(state === undefined ? {} : { askedState: state }), ...(noun === undefined ? {} : { noun }) },
          home,
        ),
        ids,
      );
    case 'ask_any':
      return answered(answerAny(set, home), ids);
    case 'ask_all':
      return answered(answerAll(set, home), ids);
    case 'ask_where':
      return answered(answerWhere(things, home), ids);
    case 'ask_when':
      return answered(answerWhen(things[0] as Entity, verbOf(read), world.history((things[0] as Entity).id), home, context), ids);
    case 'ask_since':
      return answered(answerSince(things[0] as Entity, state, world.history((things[0] as Entity).id), home, context), ids);
    default: {
      const plural = things.length > 1 && state !== undefined && attribute === undefined;
      if (plural && read.phrases.targets.some((t) => t.plural)) return answered(answerAll(set, home), ids);
      return answered(
        answerState(
          {
            entities: things.slice(0, 12),
            ...(attribute === undefined ? {} : { attribute }),
            ...(state === undefined ? {} : { askedState: state }),
          },
          home,
          context,
        ),
        ids,
      );
    }
  }
}

/** What a question is about: what is named, or what measures its attribute in its place. */
function thingsOf(sentence: Sentence, read: ReadClause, world: World, spoken: readonly string[]): Entity[] {
  const context: GroundContext = {
    sentence,
    deed: read.deed,
    asking: true,
    stateOf: (id) => world.now(id)?.state ?? '',
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  const found = new Set<string>();
  for (const phrase of read.phrases.targets) {
    if (phrase.pronoun !== undefined) for (const id of spoken) found.add(id);
    else if (!isPlaceOnly(phrase, sentence) || read.deed.attribute === undefined) {
      let grounded = resolve(phrase, context);
      // Asking is safe: words nobody knows ("whirling away") need not fit when the rest names something.
      const known = phrase.tokens.filter(
        (at) => sentence.mentionAt[at] !== undefined || sentence.index.byStem.has(stem(sentence.tokens[at]?.text ?? '')),
      );
      if (
        grounded.kind === 'none' &&
        known.length > 0 &&
        known.length < phrase.tokens.length &&
        known.some((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'entity' || r.type === 'kind') ?? false)
      )
        grounded = resolve({ ...phrase, tokens: known }, context);
      if (grounded.kind !== 'none') for (const id of grounded.ids) found.add(id);
    }
  }
  const entities = [...found].flatMap((id) => world.now(id) ?? []);
  const { attribute } = read.deed;
  if (attribute === undefined) return withState(entities, read.state);
  const reading = entities.filter((entity) => measures(entity, attribute));
  if (reading.length > 0) return reading;
  // "the temperature of the freezer" where the sensor stands beside the device under its name.
  if (entities.length > 0 && !read.phrases.targets.every((phrase) => isPlaceOnly(phrase, sentence))) return entities;
  const named = read.phrases.targets.some((phrase) => !isPlaceOnly(phrase, sentence) && phrase.pronoun === undefined);
  if (named) return [];
  const places = [...read.phrases.places, ...read.phrases.targets.flatMap((phrase) => [...phrase.places, ...placesIn(phrase, sentence)])];
  const all = world.home().entities.filter((entity) => measures(entity, attribute) && inAny(entity, places, world));
  if (places.length > 0) return sensorsFirst(all);
  const here = all.filter(({ area }) => area !== undefined && area === world.area);
  return sensorsFirst(here.length > 0 ? here : all);
}

/** A door's contact rather than its lock, when it is asked whether it is open. */
function withState(entities: readonly Entity[], state: string | undefined): Entity[] {
  if (state === undefined) return [...entities];
  const telling = entities.filter((entity) => stateHolds(entity, state) !== undefined);
  return telling.length > 0 ? telling : [...entities];
}

/** Where a sensor measures, a thermostat beside it says the same. */
function sensorsFirst(entities: readonly Entity[]): Entity[] {
  const sensors = entities.filter(({ domain }) => domain === 'sensor');
  return (sensors.length > 0 ? sensors : entities).slice(0, 12) as Entity[];
}

function measures(entity: Entity, attribute: string): boolean {
  const deviceClass = entity.attributes['device_class'];
  if (entity.domain === 'sensor')
    return typeof deviceClass === 'string'
      ? deviceClass.includes(attribute) || (attribute === 'brightness' && deviceClass === 'illuminance')
      : wordsOf(entity.name).map(stem).includes(stem(attribute));
  return entity.domain !== 'binary_sensor' && readingOf(entity, attribute) !== undefined;
}

const isPlaceOnly = (phrase: Phrase, sentence: Sentence): boolean =>
  phrase.tokens.length > 0 &&
  phrase.tokens.every((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'area' || r.type === 'floor') ?? false);

const placesIn = (phrase: Phrase, sentence: Sentence): Place[] =>
  phrase.tokens.flatMap(
    (at) =>
      sentence.mentionAt[at]?.refs.flatMap((ref) => (ref.type === 'area' || ref.type === 'floor' ? [{ ref, tokens: [at] }] : [])) ?? [],
  );

function inAny(entity: Entity, places: readonly Place[], world: World): boolean {
  if (places.length === 0) return true;
  return places.some(({ ref, named }) => {
    if (ref?.type === 'area') return entity.area === ref.id;
    if (ref?.type === 'floor') return world.index.areas.get(entity.area ?? '')?.floor === ref.id;
    if (named === 'here') return entity.area === world.area;
    if (named === 'outside' || named === 'inside')
      return OUTSIDE.test(`${entity.name} ${world.index.areas.get(entity.area ?? '')?.name ?? ''}`) === (named === 'outside');
    if (named === 'upstairs' || named === 'downstairs')
      return new RegExp(named === 'upstairs' ? 'up|first|second|top' : 'down|ground|main', 'i').test(
        world.index.floors.get(world.index.areas.get(entity.area ?? '')?.floor ?? '')?.name ?? '',
      );
    return true;
  });
}
const OUTSIDE = /\b(?:outside|outdoor|outdoors|garden|balcony|patio|terrace|exterior|yard|porch)\b/i;

const onlyList = (world: World): Entity | undefined => {
  const lists = world.home().entities.filter(({ domain }) => domain === 'todo');
  return lists.length === 1 ? lists[0] : undefined;
};

const nounOf = (read: ReadClause): string | undefined =>
  read.phrases.targets.find(({ plural, text }) => plural && text !== '')?.text.toLowerCase();

/** "when did the pump last run" → run. */
function verbOf(read: ReadClause): string {
  const words = read.text.toLowerCase().match(/[a-z]+/g) ?? [];
  const turned = /turn(?:ed)? (on|off)/.exec(words.join(' '))?.[1];
  if (turned !== undefined) return `turned ${turned}`;
  const verb = words.findLast((w) =>
    /^(?:run|ran|running|open|opened|close|closed|lock|locked|unlock|unlocked|start|started|stop|stopped|on|off|play|played|clean|cleaned|triggered|move|moved|motion|active|charged|finish|finished|used|detected)$/.test(
      w,
    ),
  );
  return verb ?? read.state ?? 'on';
}

/** Alerts of what is named, else all. */
function about(read: ReadClause, world: World): ReturnType<World['alerts']> {
  const all = world.alerts();
  const words = read.phrases.targets
    .flatMap((t) => t.text.toLowerCase().split(/\s+/))
    .filter((w) => w.length > 3 && !/^(?:alarm|alert|warning|wrong|happened|going)$/.test(w));
  const own =
    words.length === 0
      ? []
      : all.filter(({ text, sensors }) =>
          words.some((w) => text.toLowerCase().includes(w) || (sensors?.some(({ name }) => name.toLowerCase().includes(w)) ?? false)),
        );
  return own.length > 0 ? own : all;
}

function compare(
  sentence: Sentence,
  read: ReadClause,
  world: World,
  things: readonly Entity[],
  answered: (reply: Reply, ids?: readonly string[]) => Piece[],
): Piece[] {
  const word =
    /\b(\w+est|\w+er|more|most|less|least)\b/i
      .exec(
        read.text.replace(
          /\b(?:water|heater|power|number|sensor|timer|dryer|washer|freezer|computer|printer|speaker|router|cover|ever|either|whether|weather|than|her|over|after|water heater|never|bigger than|other|another|meter)\b/gi,
          '',
        ),
      )?.[1]
      ?.toLowerCase() ?? 'warmer';
  const attribute = read.deed.attribute;
  const than = / than /i.test(read.text);
  const home = world.home();
  if (than) {
    const sides = [
      ...read.phrases.targets.map((phrase) => ({ phrase, places: placesIn(phrase, sentence) })),
      ...read.phrases.places.map((place) => ({ phrase: undefined, places: [place] })),
    ];
    const [one, two] = sides;
    if (one !== undefined && two !== undefined) {
      const sideOf = ({ phrase, places }: typeof one) => {
        const label =
          phrase?.text ??
          places[0]?.named ??
          (places[0]?.ref?.type === 'area'
            ? world.index.areas.get(places[0].ref.id)?.name
            : world.index.floors.get(places[0]?.ref?.id ?? '')?.name) ??
          'there';
        const own =
          places.length > 0
            ? home.entities.filter((entity) => inAny(entity, places, world))
            : phrase === undefined
              ? []
              : thingsOf(sentence, { ...read, phrases: { targets: [phrase], excepts: [], places: [] } }, world, []);
        return { label, entities: own };
      };
      return answered(answerCompare([sideOf(one), sideOf(two)], word, attribute));
    }
  }
  const pool = things.length > 1 ? things : home.entities.filter((entity) => inAny(entity, read.phrases.places, world));
  return answered(answerExtreme(pool, word, home, attribute));
}

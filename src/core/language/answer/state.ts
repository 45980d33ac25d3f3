/** "Is the door locked?", "what is the temperature in the kitchen?", "how bright is the lamp?" */
import type { Entity, Home } from '../../domain/home.ts';
import { brightnessOf, number } from '../plan/index.ts';
import { capitalised, isPlural, LISTED, listed, paragraph, sayEntity, sayPosition, saySpan, sayWord, withUnit } from '../reply/index.ts';
import { type AnswerContext, NOT_KNOWN, type Reply } from './context.ts';
import { sayState, stateHolds } from './states.ts';
import { playing, type Read, readingOf, secondsIn } from './values.ts';

export interface StateQuestion {
  /** What is asked about, already resolved. */
  readonly entities: readonly Entity[];
  /** "temperature", "volume": as in ATTRIBUTES, or a device's own parameter. */
  readonly attribute?: string;
  /** The state word of a question with yes or no: "locked", "on". */
  readonly askedState?: string;
}

const be = (entity: Entity): string => (isPlural(entity.name) ? 'are' : 'is');

/** "the kitchen temperature is 21.5 °C", "the lamp is on at 40 %", "the thermostat is heating, set to 21 °C". */
export function sentenceOf(entity: Entity, home: Home): string {
  const name = sayEntity(entity, home);
  const is = `${name} ${be(entity)}`;
  const state = sayState(entity);
  if (state === 'unavailable') return `${is} unavailable`;
  if (state === 'unknown' && !['scene', 'button', 'event'].includes(entity.domain)) return `the state of ${name} is unknown`;
  switch (entity.domain) {
    case 'light':
      return entity.state === 'on' && number(entity, 'brightness') !== undefined
        ? `${is} on at ${brightnessOf(entity)} %`
        : `${is} ${state}`;
    case 'cover':
    case 'valve': {
      const position = number(entity, 'current_position');
      const partly = position !== undefined && position > 0 && position < 100 && entity.state === 'open';
      return `${is} ${partly ? sayPosition(position) : state}`;
    }
    case 'climate':
    case 'water_heater': {
      const target = readingOf(entity, 'setpoint');
      const now = number(entity, 'current_temperature') === undefined ? undefined : readingOf(entity, 'temperature');
      const set = target?.verb === undefined || entity.state === 'off' ? '' : `, set to ${target.said}`;
      return `${is} ${state}${set}${now === undefined ? '' : `; it is ${now.said} now`}`;
    }
    case 'media_player': {
      const what = entity.state === 'playing' || entity.state === 'paused' ? playing(entity) : undefined;
      const volume = entity.state === 'playing' ? readingOf(entity, 'volume') : undefined;
      return `${is} ${state}${what === undefined ? '' : ` “${sayWord(what)}”`}${volume === undefined ? '' : ` at volume ${volume.said}`}`;
    }
    case 'fan': {
      const speed = entity.state === 'on' ? readingOf(entity, 'speed') : undefined;
      return `${is} ${state}${speed === undefined ? '' : ` at ${speed.said}`}`;
    }
    case 'vacuum': {
      const battery = readingOf(entity, 'battery');
      return `${is} ${state}${battery === undefined ? '' : ` (battery ${battery.said})`}`;
    }
    case 'todo':
      return `${name} has ${state} open ${entity.state === '1' ? 'item' : 'items'}`;
    case 'timer': {
      const left = secondsIn(entity.attributes['remaining']);
      return entity.state === 'idle' || left === undefined ? `${is} ${state}` : `${is} ${state} with ${saySpan(left)} left`;
    }
    case 'sensor':
    case 'number':
    case 'input_number':
    case 'counter':
      return `${is} ${readingOf(entity)?.said ?? state}`;
    case 'select':
    case 'input_select':
    case 'text':
    case 'input_text':
      return `${is} set to ${sayWord(entity.state)}`;
    default:
      return `${is} ${state}`;
  }
}

/** "the volume of the Sonos One is 30 %", "the thermostat is set to 21 °C", "the kitchen temperature is 21.5 °C". */
function valueSentence(entity: Entity, attribute: string, value: Read, home: Home): string {
  const name = sayEntity(entity, home);
  const said = attribute.replaceAll('_', ' ').toLowerCase();
  if (value.verb !== undefined) return `${name} is ${value.verb} ${value.said}`;
  if (entity.domain === 'sensor' || entity.domain === 'number' || entity.domain === 'input_number')
    return `${name} ${be(entity)} ${value.said}`;
  if (said === 'brightness' && value.said === 'off') return `${name} ${be(entity)} off`;
  if (said === 'position') return `${name} ${be(entity)} ${value.said}`;
  if (entity.domain === 'climate' && said === 'temperature') return `it is ${value.said} at ${name}`;
  return `the ${sayWord(said)} of ${name} is ${value.said}`;
}

/** "Yes, the front door is locked." */
function yesOrNo(entity: Entity, asked: string, home: Home): string {
  const holds = stateHolds(entity, asked);
  const sentence = sentenceOf(entity, home);
  if (holds === undefined) return `I cannot tell: ${sentence}.`;
  return `${holds ? 'Yes' : 'No'}, ${sentence}.`;
}

/** Several entities by their state: "the desk lamp and the TV are off", the larger groups first as they come. */
function grouped(entities: readonly Entity[], home: Home): string {
  const groups = new Map<string, Entity[]>();
  for (const entity of entities) {
    const sensor = ['sensor', 'number', 'input_number'].includes(entity.domain);
    const key = sensor ? entity.id : sayState(entity);
    groups.set(key, [...(groups.get(key) ?? []), entity]);
  }
  const parts = [...groups].map(([state, members]) => {
    const [only] = members;
    if (members.length === 1 && only !== undefined) return sentenceOf(only, home);
    return `${listed(members.map((entity) => sayEntity(entity, home)))} are ${state}`;
  });
  return listed(parts, 'and', LISTED);
}

/** Mean of what can be averaged, where all are in one unit. */
function average(values: readonly Read[]): string | undefined {
  const [first] = values;
  if (values.length < 2 || first?.unit === undefined || values.some((v) => v.number === undefined || v.unit !== first.unit))
    return undefined;
  const mean = values.reduce((sum, v) => sum + (v.number ?? 0), 0) / values.length;
  return withUnit(String(Math.round(mean * 10) / 10), first.unit);
}

/** The state of things, or whether a state word holds of them. */
export function answerState({ entities, attribute, askedState }: StateQuestion, home: Home, _context: AnswerContext): Reply {
  const [first] = entities;
  if (first === undefined) return NOT_KNOWN;
  if (attribute !== undefined) {
    const found = entities.flatMap((entity) => {
      const value = readingOf(entity, attribute);
      return value === undefined ? [] : [{ entity, value }];
    });
    if (found.length === 0) {
      const lost = entities.find(({ state }) => state === 'unavailable' || state === 'unknown');
      if (lost !== undefined) return say(`${sentenceOf(lost, home)}.`);
      if (askedState !== undefined) return answerState({ entities, askedState }, home, _context);
      return say(`${sentenceOf(first, home)}; I know no ${sayWord(attribute)} of it.`);
    }
    const mean = found.length > 3 ? average(found.map(({ value }) => value)) : undefined;
    const each = found.slice(0, 12).map(({ entity, value }) => valueSentence(entity, attribute, value, home));
    return say(`${listed(each)}${mean === undefined ? '' : `; ${mean} on average`}.`);
  }
  if (askedState !== undefined) {
    if (entities.length === 1) return { reply: paragraph([yesOrNo(first, askedState, home)]) };
    return yesOrNoOfMany(entities, askedState, home);
  }
  return say(`${grouped(entities, home)}.`);
}

function yesOrNoOfMany(entities: readonly Entity[], asked: string, home: Home): Reply {
  const known = entities.filter((entity) => stateHolds(entity, asked) !== undefined);
  if (known.length === 0) return say(`I cannot tell: ${grouped(entities, home)}.`);
  const holding = known.filter((entity) => stateHolds(entity, asked) === true);
  const lead = holding.length === known.length ? 'Yes' : holding.length === 0 ? 'No' : 'Not all';
  return say(`${lead}, ${grouped(known, home)}.`);
}

const say = (sentence: string): Reply => ({ reply: paragraph([capitalised(sentence)]) });

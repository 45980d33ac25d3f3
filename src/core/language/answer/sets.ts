/** Questions about sets: which are on, how many are open, are any unlocked, are all closed, which is the warmest, is it warmer upstairs. */
import type { Entity, Home } from '../../domain/home.ts';
import { capitalised, isPlural, listed, paragraph, sayEntity, sayNumber, sayWord, withUnit } from '../reply/index.ts';
import { NOT_KNOWN, type Reply } from './context.ts';
import { sentenceOf } from './state.ts';
import { stateHolds } from './states.ts';
import { type Read, readingOf } from './values.ts';

export interface SetQuestion {
  readonly entities: readonly Entity[];
  /** "on", "open". */
  readonly askedState: string;
  /** What they were called: "lights", "windows in the kitchen"; "things" where nobody said. */
  readonly noun?: string;
}

const names = (entities: readonly Entity[], home: Home): string => listed(entities.map((entity) => sayEntity(entity, home)));
const say = (sentence: string): Reply => ({ reply: paragraph([capitalised(sentence)]) });
const are = (entities: readonly Entity[]): string => (entities.length === 1 && !isPlural(entities[0]?.name ?? '') ? 'is' : 'are');

function sorted({ entities, askedState }: SetQuestion): {
  readonly yes: readonly Entity[];
  readonly no: readonly Entity[];
  readonly lost: readonly Entity[];
} {
  const yes: Entity[] = [];
  const no: Entity[] = [];
  const lost: Entity[] = [];
  for (const entity of entities) {
    const holds = stateHolds(entity, askedState);
    if (holds === undefined) lost.push(entity);
    else (holds ? yes : no).push(entity);
  }
  return { yes, no, lost };
}

/** What could not be asked is not passed over in silence. */
const unheard = (lost: readonly Entity[], home: Home): string => {
  const silent = lost.filter(({ state }) => state === 'unavailable' || state === 'unknown');
  return silent.length === 0 ? '' : ` I cannot reach ${names(silent, home)}.`;
};

const state = (said: string): string => sayWord(said.toLowerCase());

/** "Which lights are on?" */
export function answerWhich(question: SetQuestion, home: Home): Reply {
  const { yes, no, lost } = sorted(question);
  if (yes.length === 0 && no.length === 0) return lost.length === 0 ? NOT_KNOWN : say(`I cannot tell.${unheard(lost, home)}`);
  if (yes.length === 0)
    return say(`None of the ${question.noun ?? 'things I know'} are ${state(question.askedState)}.${unheard(lost, home)}`);
  return say(`${names(yes, home)} ${are(yes)} ${state(question.askedState)}.${unheard(lost, home)}`);
}

/** "How many windows are open?"; without a state word, how many there are. */
export function answerCount(question: Omit<SetQuestion, 'askedState'> & { readonly askedState?: string }, home: Home): Reply {
  const { askedState, entities, noun = 'things' } = question;
  const nouns = (count: number): string => (count === 1 ? singular(noun) : noun);
  if (askedState === undefined)
    return say(
      `There ${entities.length === 1 ? 'is' : 'are'} ${entities.length} ${nouns(entities.length)}${entities.length > 0 && entities.length <= 6 ? `: ${names(entities, home)}` : ''}.`,
    );
  const { yes, lost } = sorted({ ...question, askedState });
  const list = yes.length > 0 ? `: ${names(yes, home)}` : '';
  return say(`${yes.length} ${nouns(yes.length)} ${yes.length === 1 ? 'is' : 'are'} ${state(askedState)}${list}.${unheard(lost, home)}`);
}

const singular = (noun: string): string => {
  const [head = '', ...rest] = noun.split(' ');
  const one = /(?:ches|shes|sses|xes)$/.test(head)
    ? head.slice(0, -2)
    : /ies$/.test(head)
      ? `${head.slice(0, -3)}y`
      : head.replace(/s$/, '');
  return [/^(?:in|on|at|of)$/.test(rest[0] ?? 'in') ? one : head, ...rest].join(' ');
};

/** "Are any doors open?" */
export function answerAny(question: SetQuestion, home: Home): Reply {
  const { yes, no, lost } = sorted(question);
  if (yes.length > 0) return say(`Yes, ${names(yes, home)} ${are(yes)} ${state(question.askedState)}.${unheard(lost, home)}`);
  if (no.length === 0) return say(lost.length === 0 ? NOT_KNOWN.reply : `I cannot tell.${unheard(lost, home)}`);
  return say(`No, none of the ${question.noun ?? 'things I know'} are ${state(question.askedState)}.${unheard(lost, home)}`);
}

/** "Are all doors closed?" */
export function answerAll(question: SetQuestion, home: Home): Reply {
  const { yes, no, lost } = sorted(question);
  if (no.length > 0) {
    const exceptions = no.length === 1 ? sentenceOf(no[0] as Entity, home) : `${names(no, home)} are not`;
    return say(`No, ${exceptions}.${unheard(lost, home)}`);
  }
  if (yes.length === 0) return say(lost.length === 0 ? NOT_KNOWN.reply : `I cannot tell.${unheard(lost, home)}`);
  const all = yes.length === 1 ? `${names(yes, home)} ${are(yes)}` : yes.length === 2 ? 'both are' : `all ${yes.length} of them are`;
  return say(`Yes, ${all} ${state(question.askedState)}.${unheard(lost, home)}`);
}

export interface Side {
  /** "upstairs", "the kitchen": as it was called. */
  readonly label: string;
  readonly entities: readonly Entity[];
}

const WORSE = /^(?:cold|cool|dark|dim|low|quiet|slow|dry|empt|small|least|light weight|less|few|short)/;
/** What a comparing word is about, where no attribute was said. */
const ABOUT: readonly (readonly [RegExp, string])[] = [
  [/^(?:warm|hot|cold|cool|chill)/, 'temperature'],
  [/^(?:bright|dark|dim)/, 'brightness'],
  [/^(?:humid|damp|dry|moist)/, 'humidity'],
  [/^(?:loud|quiet|noisy)/, 'volume'],
  [/^(?:fast|slow)/, 'speed'],
  [/^(?:full|empt)/, 'level'],
];

/** The attribute of a comparing word: "warmest" is temperature. */
export const attributeOf = (word: string): string | undefined => ABOUT.find(([like]) => like.test(word.toLowerCase()))?.[1];

const numbers = (
  entities: readonly Entity[],
  attribute: string | undefined,
): { readonly entity: Entity; readonly value: Read & { readonly number: number } }[] => {
  const found = entities.flatMap((entity) => {
    const value = readingOf(entity, attribute);
    return value?.number === undefined || !Number.isFinite(value.number) ? [] : [{ entity, value: { ...value, number: value.number } }];
  });
  // A thermostat's reading beside a sensor of the same room would count twice.
  const areas = new Set(found.flatMap(({ entity }) => (entity.domain === 'sensor' && entity.area !== undefined ? [entity.area] : [])));
  return found.filter(({ entity }) => entity.domain === 'sensor' || entity.area === undefined || !areas.has(entity.area));
};

/** "Which room is the coldest?", "what is the brightest lamp?" `word` is the superlative as said. */
export function answerExtreme(
  entities: readonly Entity[],
  word: string,
  home: Home,
  attribute = attributeOf(word),
  label: (entity: Entity) => string = (entity) => sayEntity(entity, home),
): Reply {
  const found = numbers(entities, attribute);
  const [first, ...rest] = found;
  if (first === undefined) return { reply: `I know no ${sayWord(attribute ?? 'number')} to compare.` };
  const least = WORSE.test(word.toLowerCase());
  const best = rest.reduce(
    (top, one) => ((least ? one.value.number < top.value.number : one.value.number > top.value.number) ? one : top),
    first,
  );
  const tied = found.filter(({ value }) => value.number === best.value.number);
  if (best.value.said === 'off') return say(`none of them is on.`);
  const who = [...new Set(tied.map(({ entity }) => label(entity)))];
  return say(`${listed(who)} ${who.length === 1 ? 'is' : 'are'} the ${sayWord(word)}, at ${best.value.said}.`);
}

interface Compared {
  readonly label: string;
  readonly mean: number;
  readonly unit: string;
}

/** The average of what measures each side, or which side has nothing. */
function means(sides: readonly [Side, Side], attribute: string | undefined): readonly [Compared, Compared] | Reply {
  const each = sides.map(({ entities, label }): Compared | undefined => {
    const found = numbers(entities, attribute === 'level' ? undefined : attribute);
    const unit = found[0]?.value.unit;
    const same = found.filter(({ value }) => value.unit === unit);
    return same.length === 0
      ? undefined
      : { label: sayWord(label), mean: same.reduce((sum, { value }) => sum + value.number, 0) / same.length, unit: unit ?? '' };
  });
  const [one, two] = each;
  if (one !== undefined && two !== undefined && one.unit === two.unit) return [one, two];
  return { reply: `I know no ${sayWord(attribute ?? 'number')} of ${sayWord(sides[one === undefined ? 0 : 1].label)}.` };
}

const round = (n: number): number => Math.round(n * 10) / 10;
const shown = ({ mean, unit }: Compared): string => withUnit(sayNumber(round(mean)), unit);
const sinks = (word: string): boolean => WORSE.test(word.toLowerCase());

/** "Is it warmer upstairs than downstairs?" `word` is the comparative as said. Each side is the average of what measures it. */
export function answerCompare(sides: readonly [Side, Side], word: string, attribute = attributeOf(word)): Reply {
  const both = means(sides, attribute);
  if ('reply' in both) return both;
  const [one, two] = both;
  const holds = sinks(word) ? one.mean < two.mean : one.mean > two.mean;
  const equal = round(one.mean) === round(two.mean);
  return say(`${equal ? 'No, it is the same' : holds ? 'Yes' : 'No'}: ${one.label} ${shown(one)}, ${two.label} ${shown(two)}.`);
}

/** "Which is warmer, the nest or the snug?" */
export function answerMore(sides: readonly [Side, Side], word: string, attribute = attributeOf(word)): Reply {
  const both = means(sides, attribute);
  if ('reply' in both) return both;
  const [one, two] = both;
  if (round(one.mean) === round(two.mean)) return say(`neither: ${one.label} and ${two.label} are both at ${shown(one)}.`);
  const [more, less] = sinks(word) === one.mean < two.mean ? [one, two] : [two, one];
  return say(
    `${more.label} is ${sayWord(word)}: ${shown(more)}, against ${shown(less)} ${/^(?:upstairs|downstairs|outside|inside)$/.test(less.label) ? less.label : `for ${less.label}`}.`,
  );
}

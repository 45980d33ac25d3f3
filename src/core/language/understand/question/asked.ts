/**
 * What a question is after: the measure ("how warm", "set to", "playing from"), the state ("locked", "not closed"), and the phrases that
 * are left once the words for these are taken out.
 */
import type { Question } from '../../converse/memory.ts';
import type { Intent } from '../../intent.ts';
import type { Phrase, Phrases, ReadClause } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';
import { isPlaceOnly, placesIn } from '../places.ts';

export interface Asked {
  readonly intent: Intent;
  /** As in ATTRIBUTES; and 'air', 'source', 'song', 'battery', 'level', 'setpoint', 'wind'. */
  readonly attribute?: string;
  /** "open"; "not locked" where it was denied. */
  readonly state?: string;
  readonly phrases: Phrases;
  /** Kinds it is about, where the sentence only says where ("and downstairs?"). */
  readonly kinds?: readonly string[];
  /** The clause's words as normalised, single spaces. */
  readonly line: string;
}

/** Words → the measure they ask for. Adjectives after "how" and "is it" first; the attributes that commands know come from reading. */
const MEASURES: readonly (readonly [RegExp, string])[] = [
  [/\bset ?(?:to|at)\b|\bset ?point\b|\btarget\b/, 'setpoint'],
  [/\bplaying from\b|\b(?:what|which) (?:source|input|channel|station)\b/, 'source'],
  [/\b(?:what|which) (?:song|track|music|tune|album|title)\b|\bname of (?:the|this) (?:song|track)\b/, 'song'],
  [/\bhow (?:is|are) the air\b|\bair quality\b|\bhow (?:stuffy|stale|fresh|clean) (?:is|are)\b/, 'air'],
  [/\bhow (?:windy|strong is the wind)\b|\bwind speed\b|\bis it (?:very |really |so )?windy\b/, 'wind'],
  [/\bhow (?:warm|hot|cold|cool|chilly|toasty)\b|\bis it (?:very |really |too |still |getting |so |that )?(?:warm|hot|cold|cool|chilly|freezing|warmer|colder)\b(?!.*\bthan\b)/, 'temperature'],
  [/\bhow (?:humid|damp|dry|moist|muggy)\b|\bis it (?:very |really |too |still |so )?(?:humid|damp|muggy)\b/, 'humidity'],
  [/\bhow (?:bright|dark|dim)\b|\bis it (?:very |really |too |still |so |already )?(?:bright|dark|dim)\b/, 'brightness'],
  [/\bhow (?:loud|quiet|noisy)\b/, 'volume'],
  [/\bhow (?:fast|slow|quick)\b/, 'speed'],
  [/\bhow (?:far|wide|much)(?: \S+){0,2} (?:open|opened|closed|down|up)\b|\bhow open\b/, 'position'],
  [/\bhow (?:full|charged|empty)\b.*\b(?:battery|batteries)\b|\bhow much (?:charge|battery|juice)\b|\bbattery (?:level|status|state|charge)\b/, 'battery'],
  [/\bhow (?:full|empty)\b|\bfuller\b|\bfullest\b|\bemptier\b|\bemptiest\b/, 'level'],
]; // biome-ignore format: a table

/** What an adjective of a thing is measured by: "are the ovens hot". */
export const measureOf = (state: string): string | undefined => MEASURES.find(([words]) => words.test(`how ${state}`))?.[1];

/** States that only questions name. */
const ENDED =
  /^(?:done|finished|ready|full|empty|charged|standby|faulty|jammed|leaking|stuck|opening|closing|locking|unlocking|spinning|shining|bolted|secure|secured|sealed|unsealed|unsecured|unsecure|powered|deactivated)$/;
/** "News on the blinds", where nothing is said to be on. */
const NEWS = /\b(?:news|updates?|status|info|information|report|latest|word|scoop|details?|up to date|clue|fill) (?:me |us )?(?:in )?on\b/;
/** Which of two it is. */
const EITHER =
  /\b(\p{L}+) or (?:\p{L}+ing\b|on\b|off\b|open\b|closed\b|shut\b|locked\b|unlocked\b|paused\b|playing\b|still\b|idle\b|not\b|what\b|in standby\b|jammed\b|unsecure\b)/u;

/** Words that carry the measure or the asking, never a name. */
const SAYING =
  /^(?:how|what|which|warm|hot|cold|cool|chilly|toasty|humid|damp|dry|moist|muggy|windy|wind|bright|dark|dim|loud|quiet|noisy|fast|slow|full|empty|far|wide|stuffy|fresh|stale|set|doing|going|happening|currently|presently|still|from|source|input|song|track|tune|air|quality|today|tonight|yesterday|moment|status|state|condition|current|hue|color|info|information|update|news|okay|tell|inform|enlighten|disclose|confirm|clue|know|name|movie|film|average|mean|entity|have|has|number|quantity|amount|items|things|exactly|already|really|actually|freezing|fuller|emptier|fullest|emptiest|target|often|times|running|using|use|used|charged|right|warmer|colder|cooler|hotter|brighter|darker|louder|quieter|drier|warmest|coldest|coolest|hottest|brightest|darkest|loudest|highest|lowest|driest|most|least|more|less|higher|lower)$/;
/** Where somebody is. */
const PRESENCE = /^(?:home|away|in|out|here|back|around)$/;

export function askedOf(sentence: Sentence, read: ReadClause, again?: Question): Asked {
  const tokens = sentence.tokens.slice(read.from, read.to).map(({ text }) => text);
  const line = tokens.join(' ');
  const last = tokens.findLastIndex((word) => !/^[?.!,]$/.test(word));
  const used = new Set<number>();
  const person = sentence.mentions.some(
    ({ from, to, refs }) =>
      from >= read.from && to <= read.to && refs.some((r) => r.type === 'entity' && /^(?:person|device_tracker)\./.test(r.id)),
  );
  let state = read.state;
  // A weather service is often called "Home": behind a person it is where he is.
  if (person && PRESENCE.test(tokens[last] ?? '')) {
    state = tokens[last] === 'back' || tokens[last] === 'around' ? 'home' : (tokens[last] as string);
    used.add(read.from + last);
  }
  if (state === undefined && /^(?:is|are|has|have)\b/.test(line) && ENDED.test(tokens[last] ?? '')) {
    state = tokens[last] === 'ready' || tokens[last] === 'finished' ? 'done' : (tokens[last] as string);
    used.add(read.from + last);
  }
  if (/\b(?:on|in|at) (?:its|the|his|her) (?:base|dock|charger|station|docking station)\b/.test(line)) state = 'docked';
  else if ((state === 'on' && NEWS.test(line)) || (state === 'on' && /\bgoing on\b/.test(line)) || EITHER.test(line)) state = undefined;
  const measure = MEASURES.find(([words]) => words.test(line))?.[1];
  const attribute =
    measure ??
    (read.deed.attribute === 'degree' || (state !== undefined && ENDED.test(state)) ? undefined : read.deed.attribute) ??
    again?.attribute;
  if (measure !== undefined && read.state !== undefined && /^(?:how|what|which|is it)\b/.test(line)) state = undefined;
  if (state !== undefined && new RegExp(`\\b(?:not|never|no longer) (?:yet |already |really )?${state}\\b`).test(line))
    state = `not ${state}`;
  // "Which rooms have windows open?" is about windows.
  const asksThings = sentence.mentions.some(
    ({ from, to, refs }) => from >= read.from && to <= read.to && refs.some(({ type }) => type === 'kind'),
  );
  tokens.forEach((word, i) => {
    // "The current state", where the current is no electricity.
    const current = word === 'current' && i < last && tokens[i + 1] !== 'of' && tokens[i + 1] !== 'sensor';
    const rooms = i > 0 && i <= 2 && /^rooms?$/.test(word) && /^(?:which|what|how many) rooms?\b/.test(line) && asksThings;
    if (
      current ||
      rooms ||
      /^(?:anything|something|everything|entities|devices)$/.test(word) ||
      (SAYING.test(word) && !named(sentence, read.from + i))
    )
      used.add(read.from + i);
  });
  // "kitchen in last night": what is said of time is no part of a name.
  for (const [from, to] of timesIn(tokens)) for (let i = from; i < to; i++) used.add(read.from + i);
  const asked = state ?? again?.state;
  const phrases = without(read.phrases, used);
  return {
    intent: again?.intent ?? read.deed.intent,
    ...(attribute === undefined ? {} : { attribute }),
    ...(asked === undefined ? {} : { state: asked }),
    phrases: asked !== undefined && /\b(?:what|which|anything|something|everything)\b/.test(line) ? openIn(sentence, phrases) : phrases,
    ...(again?.kinds === undefined ? {} : { kinds: again.kinds }),
    line,
  };
}

/** Kinds of devices that a question names. */
export const kindsIn = (sentence: Sentence, phrases: Phrases): readonly string[] => [
  ...new Set(
    phrases.targets.flatMap(({ tokens }) =>
      tokens.flatMap((at) => sentence.mentionAt[at]?.refs.flatMap((r) => (r.type === 'kind' ? [r.id] : [])) ?? []),
    ),
  ),
];

/** Part of a name of several words, or a kind of its own: "the Living Room Hot Plate". */
const named = (sentence: Sentence, at: number): boolean => sentence.mentionAt[at] !== undefined;

const TIMES =
  /\b(?:(?:last|this|yesterday|tomorrow) (?:night|morning|afternoon|evening|week|month|time)|yesterday|today|tonight|(?:an|\d+|a few) (?:hours?|minutes?|days?) ago|right now|at the moment|all (?:day|night)|so far|lately|recently|during the (?:night|day))\b/g;

function timesIn(tokens: readonly string[]): [from: number, to: number][] {
  const line = tokens.join(' ');
  return [...line.matchAll(TIMES)].map((match) => {
    const from = match.index === 0 ? 0 : line.slice(0, match.index).trimEnd().split(' ').length;
    return [from, from + match[0].split(' ').length];
  });
}

/** "is anything on upstairs", "what is on upstairs": a place needs no "in", and nothing of its name is meant. */
function openIn(sentence: Sentence, phrases: Phrases): Phrases {
  const places = [...phrases.places];
  const targets = phrases.targets.filter((phrase) => {
    if (!isPlaceOnly(phrase, sentence)) return true;
    places.push(...placesIn(phrase, sentence), ...phrase.places);
    return false;
  });
  return { ...phrases, targets, places };
}

/** Phrases less the tokens of `used`; what nothing is left of goes, its places stay. */
function without(phrases: Phrases, used: ReadonlySet<number>): Phrases {
  const places = [...phrases.places];
  const targets = phrases.targets.flatMap((phrase): Phrase[] => {
    const tokens = phrase.tokens.filter((at) => !used.has(at));
    if (tokens.length > 0 || phrase.pronoun !== undefined || phrase.tokens.length === 0) return [{ ...phrase, tokens }];
    places.push(...phrase.places);
    return [];
  });
  return { ...phrases, targets, places };
}

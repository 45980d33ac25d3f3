/**
 * A clause's tokens → what is wanted (`Deed`) and what it is about (`Phrases`). Everything here is lexicon and order of words; the intent
 * comes from a proposer.
 */
import type { Change, Deed, Value } from '../deed.ts';
import type { Intent } from '../intent.ts';
import * as words from '../lexicon/words.ts';
import { stem } from '../mention/index.ts';
import type { ProposedClause } from '../propose/index.ts';
import { isKind, isName, isPlace, type Sentence, saidIn, wordsIn } from '../sentence.ts';
import { aboutOf } from './about.ts';
import { attributesIn, ownParameters } from './attributes.ts';
import { contentOf } from './content.ts';
import { type Phrases, phrasesIn } from './phrases.ts';
import { swingIn } from './swing.ts';
import { durationIn, factorOf, sizeOf, type ValueFound, valuesIn } from './values.ts';
import { type WhenSaid, whenIn } from './when.ts';

export interface ReadClause {
  readonly deed: Deed;
  readonly phrases: Phrases;
  readonly when?: WhenSaid;
  /** As said. */
  readonly text: string;
  /** Further values for the same thing: "to 30 and 10". */
  readonly more: readonly Deed[];
  /** The state word of a question: "on", "open". */
  readonly state?: string;
  /** The attribute was said in words ("brightness"), not only implied by a value. */
  readonly named: boolean;
  readonly from: number;
  readonly to: number;
}

/** Intents whose target carries free text: nothing of it is a value or an attribute. */
const FREE: ReadonlySet<Intent> = new Set<Intent>([
  'todo_add',
  'todo_remove',
  'todo_complete',
  'announce',
  'search',
  'timer_start',
  'timer_cancel',
  'timer_pause',
  'timer_resume',
  'timer_more',
  'timer_less',
  'timer_left',
  'ask_list',
]);
const ADJUSTS: ReadonlySet<Intent> = new Set<Intent>([
  'set',
  'raise',
  'lower',
  'on',
  'open',
  'close',
  'start',
  'activate',
  'toggle',
  'off',
]);
const PARTICLES = /^(?:on|off|up|down|out|back|over|away)$/;

export function readClause(sentence: Sentence, clause: ProposedClause): ReadClause {
  const little =
    clause.intent === 'open' || clause.intent === 'close'
      ? /\b(?:a (?:little )?bit|a little|slightly|a touch|a crack|partly|partially|some more)\b/i.test(
          saidIn(sentence, clause.from, clause.to),
        )
      : false;
  if (little) {
    const read = readClause(sentence, { ...clause, intent: clause.intent === 'open' ? 'raise' : 'lower' });
    return {
      ...read,
      deed: { ...read.deed, attribute: 'position', change: { direction: clause.intent === 'open' ? 1 : -1, size: 'little' } },
    };
  }
  if (clause.intent === 'off' && sentence.tokens[clause.from]?.text === 'disengage' && speaksOfLock(sentence, clause))
    return readClause(sentence, { ...clause, intent: 'unlock' });
  const { from, to } = clause;
  const { tokens } = sentence;
  const used: boolean[] = tokens.map(() => false);
  const use = (a: number, b: number): void => {
    for (let i = a; i < b; i++) used[i] = true;
  };
  const text = saidIn(sentence, from, to);
  const line = wordsIn(sentence, from, to).join(' ');
  const said = clause.intent.startsWith('timer_') || clause.intent === 'announce' ? undefined : whenIn(sentence, from, to);
  // "add bread for tomorrow": a day that is no time belongs to what is written down, sung or sent.
  const timed = said !== undefined && FREE.has(clause.intent) && /^(?:vague|unkept|until)$/.test(said.kind) ? undefined : said;
  const when = timed !== undefined && !clause.intent.startsWith('ask') && (timed.from > from || timed.to < to) ? timed : undefined;
  if (when !== undefined && (when.from === from || when.to === to)) {
    // Nothing of the time is a value, a mode or a name. One time or condition can be kept, not a second one beside it.
    const rest = readClause(sentence, { ...clause, ...(when.from === from ? { from: when.to } : { to: when.from }) });
    const both = rest.when === undefined ? when : { kind: 'unkept' as const, from: rest.when.from, to: rest.when.to };
    return { ...rest, when: both, text, from, to };
  }
  if (when !== undefined) use(when.from, when.to);
  if (FREE.has(clause.intent)) {
    const content = contentOf(sentence, clause, when);
    if (clause.intent === 'search' && isPlayer(sentence, content.used[0], content.used[1]))
      return readClause(sentence, { ...clause, intent: 'play' });
    use(content.used[0], content.used[1]);
    if (clause.intent.startsWith('todo_') && content.used[1] > 0) use(from, content.used[0]);
    for (let i = from; i < to; i++) if (verbAt(sentence, i)) used[i] = true;
    const changes = clause.intent === 'timer_more' || clause.intent === 'timer_less';
    const all = changes ? durationsIn(sentence, from, to) : [];
    const duration = changes
      ? (all.find((d) => tokens[d.from - 1]?.text === 'by') ?? all[0])
      : clause.intent.startsWith('timer_')
        ? durationIn(sentence, from, to)
        : undefined;
    const length = all.find((d) => d !== duration);
    if (length !== undefined) use(length.from, length.to);
    if (duration !== undefined) use(duration.from, duration.to);
    return {
      deed: {
        intent: clause.intent,
        ...(content.text === '' ? {} : { content: content.text }),
        ...(duration === undefined ? {} : { duration: duration.seconds }),
        ...(length === undefined ? {} : { value: { kind: 'number' as const, number: length.seconds, unit: 'length' } }),
      },
      phrases: phrasesIn(sentence, from, to, used),
      ...(when === undefined ? {} : { when }),
      text,
      more: [],
      named: false,
      from,
      to,
    };
  }
  const lasting = ADJUSTS.has(clause.intent) ? lastingIn(sentence, from, to) : undefined;
  if (lasting !== undefined) use(lasting.from, lasting.to);
  const swing = clause.intent.startsWith('ask') ? undefined : swingIn(sentence, from, to);
  for (const at of swing?.used ?? []) used[at] = true;
  const values = valuesIn(sentence, from, to).filter((v) => !used[v.from] && isMeant(v, clause.intent));
  for (const v of values) use(v.from, v.to);
  const attributes = attributesIn(sentence, from, to, ownParameters(sentence)).filter(
    (a) => !used[a.from] && !(isKindHead(sentence, a.from, a.to) && !/brightness|speed|swing|volume|colour/.test(a.attribute)),
  );
  for (const a of attributes) use(a.from, a.to);
  for (let i = from; i < to; i++) if (!used[i] && verbAt(sentence, i)) used[i] = true;
  const idle = IDLE_WORDS[clause.intent];
  if (idle !== undefined)
    for (let i = from; i < to; i++) if (idle.test(tokens[i]?.text ?? '') && !isName(sentence, i) && !isPlace(sentence, i)) used[i] = true;
  if (MEDIA.has(clause.intent))
    for (let i = from; i < to; i++) if (MEDIA_WORDS.test(tokens[i]?.text ?? '') && !isName(sentence, i)) used[i] = true;
  const modes = values.length === 0 || clause.intent === 'set' ? modeIn(sentence, from, to, used, attributes[0]?.attribute) : undefined;
  if (modes !== undefined) use(modes.from, modes.to);
  const change = swing === undefined ? changeOf(clause.intent, line, values) : undefined;
  const turning: Pick<Deed, 'attribute' | 'value'> | undefined =
    swing === undefined ? oscillationIn(line, clause.intent) : { attribute: 'swing', value: { kind: 'word', word: swing.word } };
  const chosen = change === undefined ? (values.find((v) => v.how === 'to') ?? values[0]) : undefined;
  // "heat the living room", "make it cooler": said without an attribute, warmth is one.
  const warmth =
    (clause.intent === 'raise' || clause.intent === 'lower') &&
    attributes.length === 0 &&
    /\b(?:heat|heating|warm|warmer|cool|cooler|cooling|hotter|colder)\b/.test(line)
      ? 'temperature'
      : undefined;
  const attribute =
    warmth ??
    attributes.find((a) => a.attribute !== 'degree' && a.attribute !== 'level' && a.attribute !== 'percentage')?.attribute ??
    attributes[0]?.attribute;
  const value: Value | undefined =
    change === undefined
      ? modes !== undefined && (chosen === undefined || modes.strong)
        ? { kind: 'word', word: modes.word }
        : (chosen?.value ?? (modes === undefined ? undefined : { kind: 'word', word: modes.word }))
      : undefined;
  const heats =
    attribute === undefined &&
    value?.kind === 'number' &&
    (value.unit === '' || value.unit === '°') &&
    /^(?:warm|heat|cool|chill)\b/.test(line)
      ? 'temperature'
      : undefined;
  const verb = ownVerb(sentence, from, to) ?? heats;
  const spoken = aboutOf(line, clause.intent);
  if (spoken?.about.only === true) for (let i = from; i < to; i++) if (WORKED.test(tokens[i]?.text ?? '')) used[i] = true;
  const deed: Deed = {
    intent: spoken?.intent ?? clause.intent,
    ...(spoken === undefined ? {} : { about: spoken.about }),
    ...(verb === undefined ? {} : { attribute: verb }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(value === undefined ? {} : { value }),
    ...(change === undefined ? {} : { change }),
    ...(lasting === undefined ? {} : { duration: lasting.seconds }),
    ...(turning === undefined ? {} : { intent: 'set' as const, ...turning }),
  };
  const more =
    value?.kind === 'number' && chosen !== undefined
      ? values
          .filter((v) => v !== chosen && v.value.kind === 'number' && v.from > chosen.from)
          .map((v): Deed => ({ ...deed, value: v.value }))
      : [];
  const second =
    chosen !== undefined && chosen.value.kind === 'number'
      ? values.find((v) => v.value.kind === 'colour' || v.value.kind === 'kelvin')
      : undefined;
  const state = clause.intent.startsWith('ask') ? stateIn(sentence, from, to) : undefined;
  return {
    deed,
    phrases: phrasesIn(sentence, from, to, used),
    ...(when === undefined ? {} : { when }),
    text,
    more: second === undefined ? more : [{ ...deed, attribute: 'colour', value: second.value }],
    ...(state === undefined ? {} : { state }),
    named: attributes.length > 0,
    from,
    to,
  };
}

/** Words that belong to the verb of an intent rather than to its target. */
const IDLE_WORDS: Partial<Record<Intent, RegExp>> = {
  dock: /^(?:base|station|dock|docking|home|charging|charge|charger|back|place|spot|recharge|cradle)$/,
  clean: /^(?:floor|floors|up|house|home|apartment|flat|cleaning|cleanup|everything|whole|dust|carpet|carpets)$/,
  start: /^(?:cleaning|vacuuming|mowing|work|working|job|cycle|cleanup)$/,
  pause: /^(?:current|task|operation|session|job|work|moment)$/,
  stop: /^(?:current|task|operation|session|job|work|cleaning|vacuuming|mowing|moving|working|watering)$/,
  next: /^(?:forward|ahead|advance|next|song|track|station|item)$/,
  previous: /^(?:backward|backwards|back)$/,
  raise: /^(?:half|as|twice|double|much|times|triple)$/,
  lower: /^(?:half|as|twice|halve|much|times)$/,
};
const MEDIA: ReadonlySet<Intent> = new Set<Intent>(['play', 'pause', 'next', 'previous', 'mute', 'unmute', 'stop']);
/** What a player plays is no player. */
const MEDIA_WORDS =
  /^(?:next|previous|prior|last|first|item|items|song|songs|track|tracks|music|audio|sound|playback|playing|one|episode|chapter|video|movie|show|album|playlist|podcast|tune|tunes|media|volume|again|station|channel|film|beginning|to|go)$/;

const speaksOfLock = (sentence: Sentence, { from, to }: ProposedClause): boolean =>
  sentence.mentions.some(
    (m) =>
      m.from >= from &&
      m.to <= to &&
      m.refs.some((r) => (r.type === 'kind' && r.id === 'lock') || (r.type === 'entity' && r.id.startsWith('lock.'))),
  );

/** "play the jukebox in the cellar": what is to be played is itself a player. */
function isPlayer(sentence: Sentence, from: number, to: number): boolean {
  const mention = sentence.mentionAt[from];
  const kind = mention?.refs.some((r) => r.type === 'kind' && ['tv', 'speaker', 'media', 'projector'].includes(r.id)) ?? false;
  if (mention?.from === from && mention.to === to && kind) return true;
  const said = sentence.tokens.slice(from, to).map(({ text }) => stem(text));
  if (said.length === 0) return false;
  for (const id of sentence.index.byStem.get(said[0] as string) ?? []) {
    const entry = id.startsWith('media_player.') ? sentence.index.entities.get(id) : undefined;
    if (
      entry !== undefined &&
      said.every((s) => entry.stems.has(s) || entry.areaStems.has(s)) &&
      said.some((s) => entry.stems.has(s) && !entry.areaStems.has(s))
    )
      return true;
  }
  return false;
}

const WORKED = /^(?:water|watering|irrigate|irrigating|sprinkle|sprinkling|heating|warming|cooling)$/;

/** "start the vacuum in bedroom 1", "turn on lamp 2": where nothing is set, a bare number says which one. */
const isMeant = ({ how, value }: ValueFound, intent: Intent): boolean =>
  !(NUMBERLESS.has(intent) && how === 'bare' && value.kind === 'number' && value.unit === '');
const NUMBERLESS: ReadonlySet<Intent> = new Set<Intent>(['start', 'dock', 'clean', 'lock', 'unlock', 'press', 'activate', 'stop', 'pause']);

/** All durations of a clause, in order. */
function durationsIn(sentence: Sentence, from: number, to: number): NonNullable<ReturnType<typeof durationIn>>[] {
  const out: NonNullable<ReturnType<typeof durationIn>>[] = [];
  for (let at = from; at < to; ) {
    const next = durationIn(sentence, at, to);
    if (next === undefined) break;
    out.push(next);
    at = next.to;
  }
  return out;
}

/** "for ten minutes": how long, after which it goes back. */
function lastingIn(sentence: Sentence, from: number, to: number): { seconds: number; from: number; to: number } | undefined {
  for (let i = from; i < to; i++)
    if (sentence.tokens[i]?.text === 'for') {
      const duration = durationIn(sentence, i + 1, Math.min(to, i + 8));
      if (duration !== undefined && duration.from === i + 1) return { seconds: duration.seconds, from: i, to: duration.to };
    }
  return undefined;
}

/** A verb or its particle, outside names and kinds. */
function verbAt(sentence: Sentence, at: number): boolean {
  const word = sentence.tokens[at]?.text ?? '';
  const next = sentence.tokens[at + 1]?.text ?? '';
  const before = sentence.tokens[at - 1]?.text ?? '';
  if (isName(sentence, at) && (sentence.mentionAt[at]?.to ?? 0) - (sentence.mentionAt[at]?.from ?? 0) > 1) return false;
  if (PARTICLES.test(word)) return !(word === 'on' && atPlace(sentence, at));
  if (
    !VERB_FORMS.has(word) &&
    !words.ACTION_VERBS.has(word) &&
    !words.UP_WORDS.has(word) &&
    !words.DOWN_WORDS.has(word) &&
    !words.STATE_WORDS.has(word)
  )
    return false;
  if (word === 'fire' && next === 'up') return true;
  if (word === 'switch' && at === firstWord(sentence) && sentence.tokens.length > 2) return true;
  if (
    (word === 'switch' || word === 'plug') &&
    isKind(sentence, at) &&
    /^(?:on|off|the|to|it|my|our|all|both|every|in|over|from|them)$/.test(next) &&
    !/^(?:the|my|our|a|smart|wall|light|power)$/.test(before) &&
    sentence.mentionAt[at - 1] === undefined
  )
    return true;
  if (isKind(sentence, at) || isName(sentence, at) || isPlace(sentence, at)) {
    // "light the fire", "vacuum the hall", "heat the room": a verb when it leads and a noun follows.
    return (
      /^(?:light|vacuum|heat|cool|fan|water|charge|mop|sweep|hoover|press|drive|program|show|lock|alarm|bolt|latch|saw|mill|shade)$/.test(
        word,
      ) &&
      /^(?:the|my|our|up|all|every|a)$/.test(next) &&
      !/^(?:the|my|our|a|an|all|every|this|that)$/.test(before)
    );
  }
  // "the cleaning robot", "warm light": adjectives stay with their noun when that makes a name; else they are verbs.
  return true;
}

/** "the light on the porch", "to 30 on the balcony": a preposition, unless it follows the verb it belongs to. */
function atPlace(sentence: Sentence, at: number): boolean {
  const before = sentence.tokens[at - 1]?.text ?? '';
  if (
    at === 0 ||
    (/^(?:turn|turned|turning|switch|switched|switching|put|power|flip|get|keep|leave|click|turns|it|them|lights?|back)$/.test(before) &&
      !(/^lights?$/.test(before) && placeAfter(sentence, at)))
  )
    return false;
  return /^(?:the|my|our)$/.test(sentence.tokens[at + 1]?.text ?? '') && sentence.tokens[at + 2] !== undefined;
}

const firstWord = (sentence: Sentence): number => sentence.tokens.findIndex(({ text }) => !words.FILLERS.has(text));

const placeAfter = (sentence: Sentence, at: number): boolean => {
  const next = /^(?:the|my|our)$/.test(sentence.tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
  const word = sentence.tokens[next]?.text;
  return word !== undefined && next > at + 1 && (isPlace(sentence, next) || sentence.index.placeStems.has(stem(word)));
};

const VERB_FORMS = new Set(
  'show step disengage request included activated deactivated enabled disabled dimmed raised lowered increased decreased reduced mowed mopped docked muted unmuted shut unlocked oscillate oscillating swinging rotate rotating reverse let direct advance glow shine display emit needs need needed should must ought started stopped locked cleaned vacuumed toggled toggle state states session task job moment freeze suspend increasing decreasing raising lowering reducing dimming packing significantly slightly gradually gently completely turning switching setting making putting adjusting bringing getting closing opening locking unlocking starting stopping playing pausing cleaning vacuuming running dimming changed change turned switched closed opened'.split(
    ' ',
  ),
);

const isKindHead = (sentence: Sentence, from: number, to: number): boolean => {
  const mention = sentence.mentionAt[from];
  return mention !== undefined && mention.to > to && mention.from <= from;
};

/** A relative change, when the clause asks for one. */
function changeOf(intent: Intent, line: string, values: readonly ValueFound[]): Change | undefined {
  if (intent !== 'raise' && intent !== 'lower' && !(intent === 'set' && values.some(({ how }) => how === 'by'))) return undefined;
  const direction =
    intent === 'raise' ? 1 : intent === 'lower' ? -1 : /\b(?:decrease|lower|reduce|down|less|cooler|dimmer|quieter)\b/.test(line) ? -1 : 1;
  const by =
    values.find(({ how, value }) => how === 'by' && value.kind === 'number') ??
    values.find(({ value, how }) => value.kind === 'number' && how !== 'to');
  if (by !== undefined && by.value.kind === 'number') return { direction, amount: by.value.number, unit: by.value.unit };
  const to = values.find(({ how, value }) => how === 'to' && value.kind === 'number');
  if (to !== undefined) return undefined;
  const factor = factorOf(line);
  if (factor !== undefined) return { direction, factor };
  return { direction, size: sizeOf(line) };
}

interface ModeFound {
  readonly from: number;
  readonly to: number;
  readonly word: string;
  /** Said with "mode" or for an attribute that has modes: it outweighs a number. */
  readonly strong: boolean;
}

const MODE_TAIL = new Set(['mode', 'setting', 'preset', 'speed', 'level', 'position', 'settings']);
const MULTI: readonly (readonly string[])[] = [
  ['fan', 'only'],
  ['heat', 'cool'],
  ['heat', 'pump'],
  ['high', 'demand'],
  ['warm', 'up'],
  ['cool', 'down'],
];

/** A mode, speed or option by name: "to sleep mode", "on high", "eco", "fan only". */
function modeIn(
  sentence: Sentence,
  from: number,
  to: number,
  used: readonly boolean[],
  attribute: string | undefined,
): ModeFound | undefined {
  const { tokens, index } = sentence;
  const word = (i: number): string => (i < to ? (tokens[i]?.text ?? '') : '');
  const free = (i: number): boolean =>
    i >= from &&
    i < to &&
    (used[i] !== true ||
      PARTICLES.test(word(i)) ||
      words.UP_WORDS.has(word(i)) ||
      words.DOWN_WORDS.has(word(i)) ||
      words.MODE_WORDS.has(word(i)) ||
      index.options.has(word(i)));
  const option = (i: number): boolean => word(i) !== '' && (index.options.has(word(i)) || words.MODE_WORDS.has(word(i)));
  // X mode
  for (let i = from + 1; i < to; i++)
    if (MODE_TAIL.has(word(i)) && free(i - 1) && option(i - 1) && !(isName(sentence, i - 1) && isName(sentence, i))) {
      const two = MULTI.find(([a, b]) => word(i - 2) === a && word(i - 1) === b);
      const start = two !== undefined ? i - 2 : i - 1;
      if (two === undefined && words.ACTION_VERBS.has(word(start)) && start === from) continue;
      if (two === undefined && word(i) === 'level' && /^(?:light|volume|sound|brightness|humidity|fan)$/.test(word(i - 1))) continue;
      if (two === undefined && word(i) === 'speed' && word(i - 1) === 'fan') {
        // "to high fan speed"
        if (!(i - 2 > from && option(i - 2) && free(i - 2) && !isKind(sentence, i - 2))) continue;
        return { from: /^(?:to|at|on)$/.test(word(i - 3)) ? i - 3 : i - 2, to: i + 1, word: optionWord(word(i - 2)), strong: true };
      }
      return { from: start, to: i + 1, word: two !== undefined ? two.join(' ') : optionWord(word(start)), strong: true };
    }
  // to X, on X, mode X
  for (let i = from; i < to - 1; i++) {
    if (!/^(?:to|on|in|into|at|as|mode|speed|swing|direction|source|preset|input|position|be)$/.test(word(i))) continue;
    let at = i + 1;
    while (/^(?:the|a|an|its|be|be in|in)$/.test(word(at))) at++;
    // After "mode … to" any word is one, also one that the device does not have.
    const asked =
      word(i) === 'to' &&
      (/^(?:cooling|heating|drying)$/.test(word(at)) ||
        attribute === 'mode' ||
        attribute === 'swing' ||
        attribute === 'preset' ||
        attribute === 'source' ||
        attribute === 'fan_speed');
    if (
      at >= to ||
      !(option(at) || (asked && !LEADS.test(word(at)))) ||
      !(free(at) || asked) ||
      isPlace(sentence, at) ||
      (isName(sentence, at) && !index.options.has(word(at)))
    )
      continue;
    if (word(i) === 'on' && isKind(sentence, at) && !words.MODE_WORDS.has(word(at))) continue;
    if (tokens[at]?.number !== undefined) continue;
    const length = Math.max(optionLength(sentence, at, to), asked ? 1 : 0);
    if (length === 0) continue;
    const end = at + length;
    const tail = MODE_TAIL.has(word(end)) ? end + 1 : end;
    // "on the main light", "in the night stand": words of a noun.
    if (
      tail === end &&
      (sentence.mentionAt[end] !== undefined || sentence.mentionAt[at]?.to === end + 1) &&
      word(i) !== 'mode' &&
      word(i) !== 'speed'
    )
      continue;
    // "turn on the heat", "on auto": an option only when nothing follows it, or something that is no device.
    if (word(i) === 'on' && /^(?:heat|cool|fan|light|low|music|electric)$/.test(word(at)) && word(at) !== 'low') continue;
    return {
      from: i,
      to: tail,
      word: optionWord(wordsIn(sentence, at, end).join(' ')),
      strong:
        word(i) === 'mode' ||
        attribute === 'mode' ||
        attribute === 'swing' ||
        attribute === 'fan_speed' ||
        attribute === 'speed' ||
        attribute === 'source',
    };
  }
  // "swing down", "fan speed low": an attribute followed or preceded by its option
  if (attribute !== undefined && /^(?:mode|swing|fan_speed|speed|preset|source|direction|volume|brightness)$/.test(attribute)) {
    for (let i = from; i < to; i++)
      if (
        option(i) &&
        free(i) &&
        tokens[i]?.number === undefined &&
        !(i === from && words.ACTION_VERBS.has(word(i))) &&
        isSettled(word(i), attribute)
      )
        return { from: i, to: i + 1, word: optionWord(word(i)), strong: true };
    // "raise the swing": the direction is the option
    if (attribute === 'swing') {
      const line = wordsIn(sentence, from, to).join(' ');
      if (/\b(?:raise|lift|upward|upwards|increase)\b/.test(line)) return { from, to: from + 1, word: 'up', strong: true };
      if (/\b(?:lower|drop|downward|downwards|decrease)\b/.test(line)) return { from, to: from + 1, word: 'down', strong: true };
    }
  }
  return undefined;
}

/** "pack the trash", where the trash has a command called so. */
function ownVerb(sentence: Sentence, from: number, to: number): string | undefined {
  const verb = sentence.tokens[from]?.text ?? '';
  if (to - from < 2 || !/^\p{L}{3,}$/u.test(verb) || /^(?:set|turn|switch|open|close|start|stop|play|pause)$/.test(verb)) return undefined;
  for (const { entity } of sentence.index.entities.values()) {
    const commands = entity.attributes['commands'];
    if (typeof commands === 'object' && commands !== null && !Array.isArray(commands) && Object.hasOwn(commands, verb)) return verb;
  }
  return undefined;
}

/** "let the fan oscillate", "stop swinging", "reverse the fan". */
function oscillationIn(line: string, intent: Intent): Pick<Deed, 'attribute' | 'value'> | undefined {
  if (intent !== 'set' && intent !== 'stop' && intent !== 'on' && intent !== 'off') return undefined;
  if (/\breverse\b/.test(line) && /\bfan\b/.test(line)) return { attribute: 'direction', value: { kind: 'word', word: 'reverse' } };
  if (!/\bfan\b/.test(line) || !/\b(?:oscillat\w*|swinging|rotating)\b/.test(line)) return undefined;
  return { attribute: 'oscillation', value: { kind: 'word', word: /\b(?:stop|off|not)\b/.test(line) ? 'off' : 'on' } };
}

/** Words that begin no option. */
const LEADS = /^(?:swing|fan|mode|speed|be|its|my|their|it|the|a|an|in|on|at|of|for|and|by|up|down)$/;

const optionWord = (word: string): string => word.replace(/^(up|down)wards?$/, '$1').replace(/^automatic$/, 'auto');

const isSettled = (word: string, attribute: string): boolean =>
  attribute === 'swing' || attribute === 'direction'
    ? /^(?:up|down|left|right|middle|mid|auto|off|on|both|horizontal|vertical|swing|high|low|medium|forward|reverse|top|bottom|center)$/.test(
        word,
      )
    : attribute === 'volume' || attribute === 'brightness'
      ? /^(?:high|low|medium|mid|middle|normal)$/.test(word)
      : !/^(?:up|down|on|off|fan|level|light|power|volume|temperature|left|right|full|half)$/.test(word);

/** How many words the option at `at` has: the longest run of this home's option words, "fan only" and the like. */
function optionLength(sentence: Sentence, at: number, to: number): number {
  const { tokens, index } = sentence;
  let n = 0;
  while (at + n < to && n < 4) {
    const token = tokens[at + n];
    if (token === undefined || token.number !== undefined) break;
    if (!(index.options.has(token.text) || words.MODE_WORDS.has(token.text))) break;
    if (n > 0 && MODE_TAIL.has(token.text)) break;
    if (n > 0 && (isPlace(sentence, at + n) || !index.options.has(token.text))) break;
    n++;
  }
  return n;
}

/** The state a question asks about. */
function stateIn(sentence: Sentence, from: number, to: number): string | undefined {
  for (let i = to - 1; i >= from; i--) {
    const word = sentence.tokens[i]?.text ?? '';
    if (
      (words.STATE_WORDS.has(word) || ASKED.has(word)) &&
      !(isName(sentence, i) || isKind(sentence, i)) &&
      !(word === 'on' && /^(?:the|my|our|a)$/.test(sentence.tokens[i + 1]?.text ?? '')) &&
      !(word === 'home' && /^(?:in|the|my|our|this|whole|entire)$/.test(sentence.tokens[i - 1]?.text ?? ''))
    )
      return word;
  }
  return undefined;
}
const ASKED = new Set(
  'warm cool humid bright dim loud quiet left home ran run opened closed moving motion dead discharged shining lit enabled disabled active plugged spinning working heating cooling drying'.split(
    ' ',
  ),
);

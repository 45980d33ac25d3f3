/**
 * A clause's tokens → what is wanted (`Deed`) and what it is about (`Phrases`). Everything here is lexicon and order of words; the intent
 * comes from a proposer.
 */
import type { Deed, Value } from '../deed.ts';
import type { Intent } from '../intent.ts';
import type { ProposedClause } from '../propose/index.ts';
import { isKind, type Sentence, saidIn, wordsIn } from '../sentence.ts';
import { aboutOf } from './about.ts';
import { armedHow } from './armed.ts';
import { attributesIn, ownParameters, ownVerb } from './attributes.ts';
import { changeOf, lastingIn } from './change.ts';
import { isFree, readFree, readSource } from './free.ts';
import { isIdleWord, isWorkWord } from './idle.ts';
import { loudnessAt } from './loudness.ts';
import { modeIn } from './modes.ts';
import { type Phrases, phrasesIn } from './phrases.ts';
import { stateIn } from './state.ts';
import { oscillationIn, swingIn } from './swing.ts';
import { type ValueFound, valuesIn } from './values.ts';
import { leadsAsVerb, verbAt } from './verbs.ts';
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

export function readClause(sentence: Sentence, clause: ProposedClause): ReadClause {
  const loudness = clause.intent === 'play' || clause.intent === 'search' ? loudnessAt(sentence, clause.from, clause.to) : undefined;
  if (loudness !== undefined) {
    const read = readClause(sentence, { ...clause, to: loudness.from });
    const volume: Deed = { intent: 'set', attribute: 'volume', value: { kind: 'number', number: loudness.percent, unit: '%' } };
    return { ...read, text: saidIn(sentence, clause.from, clause.to), to: clause.to, more: [...read.more, volume] };
  }
  const cracked = clause.intent === 'set' && /\bopen\b(?!.*\d)/i.test(saidIn(sentence, clause.from, clause.to));
  const little =
    clause.intent === 'open' || clause.intent === 'close' || cracked
      ? /\b(?:a (?:little )?bit|a little|slightly|a touch|a crack|partly|partially|some more)\b/i.test(
          saidIn(sentence, clause.from, clause.to),
        )
      : false;
  if (little) {
    const read = readClause(sentence, { ...clause, intent: clause.intent === 'close' ? 'lower' : 'raise' });
    return {
      ...read,
      deed: { ...read.deed, attribute: 'position', change: { direction: clause.intent === 'close' ? -1 : 1, size: 'little' } },
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
  const timed = said !== undefined && isFree(clause.intent) && /^(?:vague|unkept|until)$/.test(said.kind) ? undefined : said;
  const when = timed !== undefined && !clause.intent.startsWith('ask') && (timed.from > from || timed.to < to) ? timed : undefined;
  if (when !== undefined && (when.from === from || when.to === to)) {
    // Nothing of the time is a value, a mode or a name. One time or condition can be kept, not a second one beside it.
    const rest = readClause(sentence, { ...clause, ...(when.from === from ? { from: when.to } : { to: when.from }) });
    const both = rest.when === undefined ? when : { kind: 'unkept' as const, from: rest.when.from, to: rest.when.to };
    return { ...rest, when: both, text, from, to };
  }
  if (when !== undefined) use(when.from, when.to);
  const begun = { used, when };
  const source = readSource(sentence, clause, begun);
  if (source !== undefined) return source;
  if (isFree(clause.intent)) {
    const read = readFree(sentence, clause, begun);
    return read === 'play' ? readClause(sentence, { ...clause, intent: 'play' }) : read;
  }
  const lasting = ADJUSTS.has(clause.intent) ? lastingIn(sentence, from, to) : undefined;
  if (lasting !== undefined) use(lasting.from, lasting.to);
  const swing = clause.intent.startsWith('ask') ? undefined : swingIn(sentence, from, to);
  for (const at of swing?.used ?? []) used[at] = true;
  const values = valuesIn(sentence, from, to).filter((v) => !used[v.from] && isMeant(v, clause.intent));
  // "Tank 4" in a question: a number that names have is no value.
  const inName = (at: number): boolean => clause.intent.startsWith('ask') && sentence.index.byStem.has(tokens[at]?.text ?? '');
  for (const v of values) if (!inName(v.from)) use(v.from, v.to);
  const attributes = attributesIn(sentence, from, to, ownParameters(sentence)).filter(
    (a) => !used[a.from] && !(isKindHead(sentence, a.from, a.to) && !/brightness|speed|swing|volume|colour/.test(a.attribute)),
  );
  for (const a of attributes) use(a.from, a.to);
  for (let i = from; i < to; i++) if (!used[i] && verbAt(sentence, i)) used[i] = true;
  if (leadsAsVerb(sentence, from, to)) used[from] = true;
  for (let i = from; i < to; i++) if (isIdleWord(sentence, i, clause.intent)) used[i] = true;
  const modes = values.length === 0 || clause.intent === 'set' ? modeIn(sentence, from, to, used, attributes[0]?.attribute) : undefined;
  if (modes !== undefined) use(modes.from, modes.to);
  const change = swing === undefined ? changeOf(clause.intent, `${adverbBefore(sentence, from)}${line}`, values) : undefined;
  const turning: Pick<Deed, 'attribute' | 'value'> | undefined =
    swing === undefined ? oscillationIn(line, clause.intent) : { attribute: 'swing', value: { kind: 'word', word: swing.word } };
  const chosen = change === undefined ? (values.find((v) => v.how === 'to') ?? values[0]) : undefined;
  // "heat the living room", "make it cooler": said without an attribute, warmth is one.
  const warmth =
    (clause.intent === 'raise' || clause.intent === 'lower') &&
    attributes.length === 0 &&
    /\b(?:heat|heating|warm|warmer|hot|hotter|cool|cooler|cooling|cold|colder|chilly|freezing)\b/.test(line)
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
  // Whoever stays in does not want what notices him watched: the reason says how, wherever in the sentence it stands.
  const armed = clause.intent === 'arm' && value === undefined ? armedHow(wordsIn(sentence, 0, tokens.length).join(' ')) : undefined;
  const heats =
    attribute === undefined &&
    value?.kind === 'number' &&
    (value.unit === '' || value.unit === '°') &&
    /^(?:warm|heat|cool|chill)\b/.test(line)
      ? 'temperature'
      : undefined;
  const paced =
    attribute === undefined && /^(?:slow|speed)$/.test(tokens[from]?.text ?? '') && !isKind(sentence, from) ? 'speed' : undefined;
  const verb = ownVerb(sentence, from, to) ?? heats ?? paced;
  const spoken = aboutOf(line, clause.intent);
  if (spoken?.about.only === true) for (let i = from; i < to; i++) if (isWorkWord(tokens[i]?.text ?? '')) used[i] = true;
  const deed: Deed = {
    intent: spoken?.intent ?? clause.intent,
    ...(spoken === undefined ? {} : { about: spoken.about }),
    ...(verb === undefined ? {} : { attribute: verb }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(value === undefined ? {} : { value }),
    ...(armed === undefined ? {} : { value: { kind: 'word', word: armed } as const }),
    ...(change === undefined ? {} : { change }),
    ...(lasting === undefined ? {} : { duration: lasting.seconds }),
    ...(turning === undefined ? {} : { intent: 'set' as const, ...turning }),
  };
  const more =
    value?.kind === 'number' && chosen !== undefined && !/^(?:off|lock|unlock|stop|press|toggle)$/.test(deed.intent)
      ? values
          .filter((v) => v !== chosen && v.how !== 'by' && v.value.kind === 'number' && v.from > chosen.from)
          .map((v): Deed => ({ ...deed, value: v.value }))
      : furtherChanges(sentence, deed, values);
  // "to quiet mode at 50 percent": a mode, and a number besides.
  const besides =
    modes !== undefined && value?.kind === 'word' && chosen?.value.kind === 'number' && chosen.from >= modes.to
      ? [{ intent: deed.intent, value: chosen.value }]
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
    more: second === undefined ? [...more, ...besides] : [{ ...deed, attribute: 'colour', value: second.value }],
    ...(state === undefined ? {} : { state }),
    named: attributes.length > 0,
    from,
    to,
  };
}

/** "significantly", said before the verb, is no part of the clause, but says how far. */
const adverbBefore = ({ tokens }: Sentence, from: number): string => {
  const word = tokens[from - 1]?.text ?? '';
  return /^(?:significantly|considerably|drastically|greatly|slightly|gently|marginally|somewhat)$/.test(word) ? `${word} ` : '';
};

/** "by 30 percent and then by 50": one change after the other. With words between, the second is of something else. */
function furtherChanges({ tokens }: Sentence, deed: Deed, values: readonly ValueFound[]): Deed[] {
  const { change } = deed;
  const [first, ...others] = change?.amount === undefined ? [] : values.filter(({ how }) => how === 'by');
  const out: Deed[] = [];
  let end = first?.to ?? 0;
  for (const { value, from, to } of others) {
    const joined = tokens.slice(end, from).every(({ text }) => /^(?:and|then|,|again|another)$/.test(text));
    if (!joined || value.kind !== 'number' || change === undefined) break;
    out.push({ ...deed, change: { direction: change.direction, amount: value.number, unit: value.unit } });
    end = to;
  }
  return out;
}

const speaksOfLock = (sentence: Sentence, { from, to }: ProposedClause): boolean =>
  sentence.mentions.some(
    (m) =>
      m.from >= from &&
      m.to <= to &&
      m.refs.some((r) => (r.type === 'kind' && r.id === 'lock') || (r.type === 'entity' && r.id.startsWith('lock.'))),
  );

/** "start the vacuum in bedroom 1", "turn on lamp 2": where nothing is set, a bare number says which one. */
const isMeant = ({ how, value }: ValueFound, intent: Intent): boolean =>
  !(NUMBERLESS.has(intent) && how === 'bare' && value.kind === 'number' && value.unit === '');
const NUMBERLESS: ReadonlySet<Intent> = new Set<Intent>(['start', 'dock', 'clean', 'lock', 'unlock', 'press', 'activate', 'stop', 'pause']);

const isKindHead = (sentence: Sentence, from: number, to: number): boolean => {
  const mention = sentence.mentionAt[from];
  return mention !== undefined && mention.to > to && mention.from <= from;
};

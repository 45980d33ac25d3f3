/**
 * Values said in a clause: numbers with units, colours, shares of a range, modes; and changes: "by 10 percent", "a bit", "half as bright".
 */
import type { Change, Value } from '../deed.ts';
import { colourAt } from '../lexicon/colours.ts';
import { stem } from '../mention/index.ts';
import { isCommandName, isName, isPlace, type Sentence } from '../sentence.ts';

export interface ValueFound {
  /** Token indices `[from, to)`, the preposition included. */
  readonly from: number;
  readonly to: number;
  readonly value: Value;
  /** How it was said: "to 50", "by 50", "50". */
  readonly how: 'to' | 'by' | 'bare';
}

const UNITS: Readonly<Record<string, string>> = {
  percent: '%',
  percentage: '%',
  pct: '%',
  celsius: '°C',
  centigrade: '°C',
  c: '°C',
  fahrenheit: '°F',
  f: '°F',
  kelvin: 'K',
  kelvins: 'K',
  k: 'K',
  level: 'level',
  levels: 'level',
  step: 'level',
  steps: 'level',
  notch: 'level',
  notches: 'level',
  degree: '°',
  degrees: '°',
  bar: 'bar',
  rpm: 'rpm',
  watts: 'W',
  hertz: 'Hz',
  lux: 'lx',
  points: '%',
  point: '%',
};

export const SECONDS: Readonly<Record<string, number>> = {
  second: 1, seconds: 1, sec: 1, secs: 1, minute: 60, minutes: 60, min: 60, mins: 60, hour: 3_600, hours: 3_600, hr: 3_600, hrs: 3_600, day: 86_400, days: 86_400,
}; // biome-ignore format: one table

const TO = new Set(['to', 'at', 'on', 'into', 'equals']);

/** Shares of a range, longest first. */
const SHARES: readonly (readonly [RegExp, number])[] = [
  [/^(?:all the way (?:up|open)|as (?:bright|high|loud|much|far|warm|hot|fast) as (?:possible|it (?:goes|gets|can)))(?= |$)/, 1],
  [/^(?:all the way (?:down|closed)|as (?:dim|low|quiet|little|cold|dark|soft|slow) as (?:possible|it (?:goes|gets|can)))(?= |$)/, 0],
  [/^(?:the )?(?:maximum|max|full|fullest|highest|brightest|loudest|hottest|warmest|fastest|fully|completely)(?= |$)/, 1],
  [/^(?:the )?(?:minimum|min|lowest|dimmest|quietest|slowest|coolest|coldest)(?= |$)/, 0],
  [/^(?:half ?way|half|midway|mid point|midpoint)(?= |$)/, 0.5],
  [/^3 (?:quarters|fourths)(?= |$)/, 0.75],
  [/^2 thirds(?= |$)/, 2 / 3],
  [/^(?:a |1 )?(?:quarter|fourth)(?= |$)/, 0.25],
  [/^(?:a |1 )?third(?= |$)/, 1 / 3],
];

/** All values of tokens `[from, to)`, in order. */
export function valuesIn(sentence: Sentence, from: number, to: number): ValueFound[] {
  const { tokens } = sentence;
  const words = tokens.slice(0, to).map(({ text }) => text);
  const out: ValueFound[] = [];
  for (let i = from; i < to; ) {
    const found = numberAt(sentence, words, i, to) ?? colourFound(sentence, words, i, from) ?? shareAt(sentence, words, i);
    if (found === undefined) {
      i++;
      continue;
    }
    const before = words[i - 1] ?? '';
    const how = i > from && TO.has(before) ? 'to' : i > from && before === 'by' ? 'by' : 'bare';
    out.push({ from: how === 'bare' ? i : i - 1, to: found.to, value: found.value, how });
    i = found.to;
  }
  return out;
}

type Found = { readonly value: Value; readonly to: number } | undefined;

function numberAt(sentence: Sentence, words: readonly string[], at: number, end: number): Found {
  if (words[at] === 'half' && /^an?$/.test(words[at + 1] ?? '') && UNITS[words[at + 2] ?? ''] !== undefined && at + 2 < end)
    return { value: { kind: 'number', number: 0.5, unit: UNITS[words[at + 2] ?? ''] ?? '' }, to: at + 3 };
  const { number } = sentence.tokens[at] ?? {};
  // "3 quarters", "2 thirds" are shares.
  if (/^(?:quarter|fourth|third)s?$/.test(words[at + 1] ?? '') && at + 1 < end) return undefined;
  // "hdmi 3", "program 2": part of an option's name.
  if (number !== undefined && at > 0 && sentence.index.options.has(words[at - 1] ?? '') && sentence.index.options.has(words[at] ?? ''))
    return undefined;
  if (number !== undefined && /^(?:hdmi|channel|input|preset|program|scene|line|av|usb)$/.test(words[at - 1] ?? '')) return undefined;
  // "lamp 2", "line 3": numbers of names are names.
  if (number === undefined || isName(sentence, at) || isPlace(sentence, at) || numbersName(sentence, at)) return undefined;
  let to = at + 1;
  let unit = '';
  const next = words[to];
  if (next !== undefined && to < end && SECONDS[next] !== undefined) return { value: { kind: 'number', number, unit: next }, to: to + 1 };
  if (next !== undefined && to < end && UNITS[next] !== undefined && !(next === 'point' && sentence.tokens[to + 1]?.number !== undefined)) {
    unit = UNITS[next] as string;
    to++;
    const after = words[to];
    if (unit === '°' && to < end && after !== undefined && (UNITS[after] === '°C' || UNITS[after] === '°F')) {
      unit = UNITS[after] as string;
      to++;
    } else if (unit === '°' && after === 'kelvin') {
      unit = 'K';
      to++;
    }
  }
  return { value: { kind: 'number', number, unit }, to };
}

/** "the drain valve on tank 3": with the word before it a number is of a name, though the words of that name are not said in its order. */
export function numbersName({ tokens, index }: Sentence, at: number): boolean {
  if (tokens[at]?.number === undefined) return false;
  const before = tokens[at - 1]?.text ?? '';
  if (before.length < 3 || TO.has(before) || before === 'by' || UNITS[tokens[at + 1]?.text ?? ''] !== undefined) return false;
  const numbered = index.byStem.get(tokens[at]?.text ?? '');
  const named = index.byStem.get(stem(before));
  if (numbered === undefined || named === undefined) return false;
  for (const id of named) if (numbered.has(id)) return true;
  return false;
}

function colourFound(sentence: Sentence, words: readonly string[], at: number, from: number): Found {
  // Words of a name are no colours, unless the name is nothing but one.
  const mention = sentence.mentionAt[at];
  if (mention !== undefined && isCommandName(sentence, at) && mention.to - mention.from > 1) return undefined;
  if (
    at > 0 &&
    mention === undefined &&
    words[at] === 'warm' &&
    words[at + 1] === 'light' &&
    sentence.mentionAt[at + 1] !== undefined &&
    words[at - 1] !== 'to'
  )
    return undefined;
  const colour = colourAt(words, at);
  if (colour === undefined) return undefined;
  // "the olive grove", "the rose garden": words of places are no colours unless a colour is asked for.
  if (colour.words === 1 && sentence.index.placeStems.has(stem(words[at] ?? '')) && !/^(?:to|color|in)$/.test(words[at - 1] ?? ''))
    return undefined;
  // "make the light blue": the light is what becomes blue, unless something else is named for that.
  if (
    words[at] === 'light' &&
    colour.words > 1 &&
    at > from &&
    /^(?:the|my|our|this|that|every|each|all|room|A)$/.test(words[at - 1] ?? '')
  )
    return undefined;
  if (
    words[at] === 'light' &&
    colour.words > 1 &&
    sentence.mentionAt[at - 1] !== undefined &&
    !sentence.mentions.some((m) => m.to <= at - 1 && m.refs.some(({ type }) => type === 'kind' || type === 'entity'))
  )
    return undefined;
  if (['orange', 'gold', 'cream', 'chocolate', 'lime', 'peru', 'tan', 'wheat', 'snow'].includes(words[at] ?? '') && isPlace(sentence, at))
    return undefined;
  if (
    /^(?:candle|black|snow)$/.test(words[at] ?? '') &&
    words[at - 1] !== 'to' &&
    words[at + 1] !== undefined &&
    at + 1 < words.length &&
    colour.words === 1
  )
    return undefined;
  let to = at + colour.words;
  if (/^(?:shade|shades|tone|tint|hue|color|colored|tones)$/.test(words[to] ?? '')) to++;
  if (colour.kelvin !== undefined) return { value: { kind: 'kelvin', kelvin: colour.kelvin }, to };
  return colour.rgb === undefined ? undefined : { value: { kind: 'colour', name: colour.name, rgb: colour.rgb }, to };
}

function shareAt(sentence: Sentence, words: readonly string[], at: number): Found {
  if (isName(sentence, at)) return undefined;
  const rest = words.slice(at, at + 8).join(' ');
  // "half an hour", "half as bright", "half past" are no shares.
  if (/^(?:half (?:an?|the|of|past)|a? ?quarter (?:past|to|of)|half as|full (?:screen|moon))/.test(rest)) return undefined;
  for (const [pattern, share] of SHARES) {
    const match = pattern.exec(rest);
    if (match) return { value: { kind: 'share', share }, to: at + match[0].split(' ').length };
  }
  return undefined;
}

const LITTLE =
  /\b(?:a (?:little bit|tiny bit|wee bit|bit|little|touch|tad|notch|smidge|hair|step|fraction)|slightly|somewhat|marginally|gently)\b/;
const MUCH = /\b(?:a (?:lot|whole lot|good deal|great deal|ton)|much|significantly|considerably|way|far|greatly|drastically|lots)\b/;

/** The size of a change said in words. */
export function sizeOf(words: string): NonNullable<Change['size']> {
  if (LITTLE.test(words)) return 'little';
  if (MUCH.test(words)) return 'much';
  return 'some';
}

/** "half as bright" 0.5, "twice as loud" 2, "double the volume", "halve the brightness"; undefined when none is said. */
export function factorOf(words: string): number | undefined {
  if (/\b(?:half as|halve|cut .* in half|by half|half the (?:brightness|volume|speed|light))\b/.test(words)) return 0.5;
  if (/\b(?:twice (?:as|the)|double)\b/.test(words)) return 2;
  if (/\b(?:3 times|triple|thrice)\b/.test(words)) return 3;
  return undefined;
}

/** Seconds of the durations said in tokens `[from, to)` as one: "1 hour and 30 minutes", "half an hour", "90 seconds". */
export function durationIn(
  sentence: Sentence,
  from: number,
  to: number,
): { readonly seconds: number; readonly from: number; readonly to: number } | undefined {
  const words = sentence.tokens.slice(0, to).map(({ text }) => text);
  for (let i = from; i < to; i++) {
    let seconds = 0;
    let end = i;
    for (let at = i; at < to; ) {
      const piece = durationPiece(sentence, words, at, to);
      if (piece === undefined) break;
      seconds += piece.seconds;
      end = piece.to;
      at = piece.to;
      if (words[at] === 'and' || words[at] === ',') at++;
    }
    if (end > i) return { seconds, from: i, to: end };
  }
  return undefined;
}

function durationPiece(sentence: Sentence, words: readonly string[], at: number, end: number): { seconds: number; to: number } | undefined {
  const rest = words.slice(at, Math.min(end, at + 7)).join(' ');
  const fixed: readonly (readonly [RegExp, number])[] = [
    [/^(?:a )?half an? hour/, 1_800],
    [/^half hour/, 1_800],
    [/^an hour and a half/, 5_400],
    [/^an hour and a quarter/, 4_500],
    [/^an hour and 3 quarters/, 6_300],
    [/^(?:a )?(?:quarter of an|quarter) hour/, 900],
    [/^3 quarters of an hour/, 2_700],
    [/^half a minute/, 30],
    [/^a minute and a half/, 90],
    [/^an hour/, 3_600],
    [/^a minute/, 60],
    [/^a second/, 1],
    [/^a day/, 86_400],
    [/^a couple (?:of )?minutes/, 120],
    [/^a couple (?:of )?hours/, 7_200],
    [/^a few minutes/, 180],
  ];
  for (const [pattern, seconds] of fixed) {
    const match = pattern.exec(rest);
    if (match) return { seconds, to: at + match[0].split(' ').length };
  }
  const { number } = sentence.tokens[at] ?? {};
  if (number === undefined) return undefined;
  const dash = words[at + 1] === '-' ? 1 : 0;
  const unit = SECONDS[words[at + 1 + dash] ?? ''];
  if (unit === undefined || at + 1 >= end) return undefined;
  let seconds = number * unit;
  let to = at + 2 + dash;
  if (words[to] === 'and' && words[to + 1] === 'a' && words[to + 2] === 'half') {
    seconds += unit / 2;
    to += 3;
  } else if (words[to] === 'and' && words[to + 1] === 'a' && words[to + 2] === 'quarter') {
    seconds += unit / 4;
    to += 3;
  }
  return { seconds, to };
}

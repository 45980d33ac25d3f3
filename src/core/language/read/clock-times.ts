/** Clock times and days as they are said: "at half past six", "tomorrow morning at seven", "every weekday at 6:45", "on Friday at noon". */
import { ACTION_VERBS } from '../lexicon/words.ts';
import { isName, type Sentence } from '../sentence.ts';

export type Days = readonly ('sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday')[];

export type ClockSaid =
  | {
      readonly kind: 'at';
      readonly minutes: number;
      readonly half?: true;
      readonly day?: string;
      readonly every?: Days;
      readonly from: number;
      readonly to: number;
    }
  /** A day without a time, or days. */
  | { readonly kind: 'vague'; readonly every?: Days; readonly day?: string; readonly from: number; readonly to: number };

export const WEEK: Days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const WEEKDAYS = /^(?:sunday|monday|tuesday|wednesday|thursday|friday|saturday)s?$/;
type Part = 'morning' | 'afternoon' | 'evening' | 'night';

/** What is known so far of one phrase. */
interface Found {
  minutes?: number;
  /** Am or pm was said, or the hour leaves no choice. */
  sure?: boolean;
  /** Nothing but an hour: "at ten", which may be a value. */
  bare?: boolean;
  day?: string;
  part?: Part;
  /** The part of the day is all that was said so far. */
  parted?: boolean;
  every?: Days;
}

/** The first clock time or day said in tokens `[from, to)`. */
export function clockIn(sentence: Sentence, from: number, to: number): ClockSaid | undefined {
  for (let i = from; i < to; i++) {
    if (isName(sentence, i)) continue;
    const found: Found = {};
    let at = i;
    for (let next = pieceAt(sentence, at, to, found); next > at; next = pieceAt(sentence, at, to, found)) at = next;
    if (at === i) continue;
    const said = saidOf(sentence, found, from, i, at);
    if (said !== undefined) return said;
  }
  return undefined;
}

function saidOf(sentence: Sentence, found: Found, start: number, from: number, to: number): ClockSaid | undefined {
  const { minutes, day, every, part } = found;
  const repeat = every === undefined ? {} : { every };
  if (minutes === undefined) {
    // "tonight" in a sentence may only tell what it is about; "every night" asks for something.
    if (every !== undefined) return { kind: 'vague', every, from, to };
    if (day === undefined) return found.parted === true ? { kind: 'vague', from, to } : undefined;
    return { kind: 'vague', day, from, to };
  }
  if (found.bare === true && day === undefined && every === undefined && part === undefined && !timed(sentence, start, from))
    return undefined;
  return {
    kind: 'at',
    ...halved(minutes, found),
    ...(day === undefined || every !== undefined ? {} : { day }),
    ...repeat,
    from,
    to,
  };
}

/** "turn the lights off at ten", "lock the doors at eight": verbs that take no number, so that the number is an hour. */
function timed(sentence: Sentence, from: number, to: number): boolean {
  const words = sentence.tokens.slice(0, to).map(({ text }) => text);
  const own = words.slice(from);
  // "turn the TV off at ten and the lamp at eleven": the verb was said before.
  const verb = own.some((word, i) => ACTION_VERBS.has(word) && sentence.mentionAt[from + i] === undefined);
  const line = (verb ? own : words).join(' ');
  // "set it to 18 at eleven": the value has been said.
  if (/\bto \d/.test(own.join(' '))) return true;
  if (/\b(?:on|off)$/.test(line) && !/\b(?:fan|speed|volume)\b/.test(line)) return true;
  return (
    /\b(?:turn|switch|put|power|shut)\b.*\b(?:on|off)\b|\b(?:open|close|lock|unlock|start|stop|activate|run|arm|wake|pause|play|vacuum|mow)\b|^$/.test(
      line,
    ) && !/\b(?:set|dim|brighten|adjust|volume|brightness|temperature|fan|speed|percent|heating|thermostat)\b/.test(line)
  );
}

/** Which half of the day an hour is in. */
function halved(minutes: number, { sure, part, day, every }: Found): { readonly minutes: number; readonly half?: true } {
  const later = minutes + 720;
  if (sure === true || minutes >= 780) return { minutes: minutes % 1_440 };
  if (part === 'morning') return { minutes: minutes % 720 };
  if (part === 'afternoon' || part === 'evening') return { minutes: minutes >= 720 ? minutes : later };
  // "ten at night" is late, "two at night" is early.
  if (part === 'night') return { minutes: minutes >= 720 ? minutes - 720 : minutes < 300 ? minutes : later };
  // With a day: a morning hour from six on, else the afternoon.
  if (day !== undefined || every !== undefined) return { minutes: minutes < 360 ? later : minutes };
  return { minutes, half: true };
}

const word = (sentence: Sentence, i: number): string => sentence.tokens[i]?.text ?? '';

/** One piece more of the phrase at `at`; where it ends, or `at` when there is none. */
function pieceAt(sentence: Sentence, at: number, to: number, found: Found): number {
  const w = (n: number): string => (at + n < to ? word(sentence, at + n) : '');
  // "turn the heating on tomorrow", "switch it on weekdays": the verb's word, not the day's.
  if (w(0) === 'on' && (/^(?:today|tomorrow)$/.test(w(1)) || lacksParticle(sentence, at))) return at;
  if (found.minutes !== undefined || found.day !== undefined || found.every !== undefined) if (w(0) === ',') return at;
  if (found.minutes === undefined) {
    const time = timeAt(sentence, at, to, found);
    if (time > at) return time;
  }
  const part = /^(morning|afternoon|evening|night)s?$/;
  if (/^(?:in|at|during)$/.test(w(0)) && (w(1) === 'the' || w(1) === 'night')) {
    const named = part.exec(w(1) === 'night' ? w(1) : w(2))?.[1] as Part | undefined;
    if (named !== undefined && found.part === undefined && sentence.mentionAt[at] === undefined) {
      found.part = named;
      // "at night", and no hour: asked for.
      found.parted = found.minutes === undefined;
      return at + (w(1) === 'night' ? 2 : 3);
    }
  }
  if (w(0) === 'tonight' && found.day === undefined) {
    found.day = 'today';
    found.part ??= 'night';
    return at + 1;
  }
  if (w(0) === 'this' && part.test(w(1)) && found.day === undefined) {
    found.day = 'today';
    found.part ??= part.exec(w(1))?.[1] as Part;
    return at + 2;
  }
  if ((w(0) === 'every' || w(0) === 'each') && found.every === undefined) return everyAt(w, at, found);
  if (/^(?:daily|nightly)$/.test(w(0)) && found.every === undefined) {
    found.every = WEEK;
    if (w(0) === 'nightly') found.part ??= 'night';
    return at + 1;
  }
  if (found.every !== undefined && /^(?:except|excluding|but|not)$/.test(w(0))) {
    let n = 1;
    while (/^(?:not|on|for|the|at)$/.test(w(n))) n++;
    const out = manyDays(w, n) ?? (WEEKDAYS.test(w(n)) ? { days: [w(n) as Days[number]], to: n + 1 } : undefined);
    if (out !== undefined) {
      found.every = found.every.filter((day) => !out.days.includes(day));
      return at + out.to;
    }
  }
  // "on weekdays", "at weekends", "on mondays and fridays"
  const lead = /^(?:on|at|during)$/.test(w(0)) ? 1 : 0;
  const many = manyDays(w, lead + (w(lead) === 'the' ? 1 : 0));
  if (many !== undefined && found.every === undefined) {
    found.every = many.days;
    return at + many.to;
  }
  const skipped = /^(?:on|for|this|next)$/.test(w(0)) ? 1 : 0;
  if (found.day === undefined && (/^(?:today|tomorrow)$/.test(w(skipped)) || WEEKDAYS.test(w(skipped)))) {
    found.day = w(skipped).replace(/^(\w+day)s$/, '$1');
    const named = part.exec(w(skipped + 1))?.[1] as Part | undefined;
    if (named === undefined) return at + skipped + 1;
    found.part ??= named;
    return at + skipped + 2;
  }
  return at;
}

/** The verb before still wants its "on" or "off". */
function lacksParticle(sentence: Sentence, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const said = word(sentence, i);
    if (/^(?:on|off|and|then|,|;|\.)$/.test(said) && sentence.mentionAt[i] === undefined) return false;
    if (/^(?:turn|switch|put|power)$/.test(said)) return i < at - 1;
  }
  return false;
}

function manyDays(w: (n: number) => string, from: number): { readonly days: Days; readonly to: number } | undefined {
  if (/^(?:weekdays|workdays)$/.test(w(from))) return { days: WEEK.slice(1, 6), to: from + 1 };
  if (/^weekends?$/.test(w(from)) && (from > 0 || w(from) === 'weekends')) return { days: ['sunday', 'saturday'], to: from + 1 };
  const days: Days[number][] = [];
  let at = from;
  for (; WEEKDAYS.test(w(at)) && w(at).endsWith('s'); at += w(at + 1) === 'and' && /days$/.test(w(at + 2)) ? 2 : 1)
    days.push(w(at).slice(0, -1) as Days[number]);
  return days.length === 0 ? undefined : { days: WEEK.filter((day) => days.includes(day)), to: at };
}

/** "every day", "every weekday morning", "every Monday and Thursday", "each night". */
function everyAt(w: (n: number) => string, at: number, found: Found): number {
  const unit = w(1);
  const part = /^(morning|afternoon|evening|night)$/.exec(unit)?.[1] as Part | undefined;
  if (unit === 'day' || unit === 'single' || part !== undefined) {
    found.every = WEEK;
    if (part !== undefined) found.part ??= part;
    return at + (unit === 'single' ? 3 : 2);
  }
  const days: Days[number][] = [];
  let n = 1;
  if (/^(?:weekday|workday)$/.test(unit)) days.push(...WEEK.slice(1, 6));
  else if (unit === 'weekend') days.push('sunday', 'saturday');
  else if (!WEEKDAYS.test(unit)) return at;
  if (days.length === 0) {
    for (; WEEKDAYS.test(w(n)); n += (w(n + 1) === 'and' || w(n + 1) === ',') && WEEKDAYS.test(w(n + 2)) ? 2 : 1)
      days.push(w(n) as Days[number]);
    n--;
  }
  found.every = WEEK.filter((day) => days.includes(day));
  const named = /^(morning|afternoon|evening|night)$/.exec(w(n + 1))?.[1] as Part | undefined;
  if (named === undefined) return at + n + 1;
  found.part ??= named;
  return at + n + 2;
}

/** The time of day that stands right behind the word `at`, whatever that word is: "from 5", "to half past ten". */
export function clockBehind(sentence: Sentence, at: number, to: number): ClockSaid | undefined {
  const found: Found = {};
  const end = timeAt(sentence, at, to, found, RANGE);
  return end === at || found.minutes === undefined ? undefined : { kind: 'at', ...halved(found.minutes, found), from: at, to: end };
}

/** In place of a word before a time: an end of a span, so that "9 to 12" is no nine minutes to twelve. */
const RANGE = '';

/**
 * "at half past six", "at 7:30 pm", "quarter to eight", "7 pm", "at noon"; bare numbers only after "at". `lead`: what the word at `at` is
 * taken for.
 */
function timeAt(sentence: Sentence, at: number, to: number, found: Found, lead = word(sentence, at)): number {
  const led = lead === RANGE || /^(?:at|by|around|about|from|for|until|till)$/.test(lead);
  let i = led ? at + 1 : at;
  if (led && /^(?:about|around|exactly)$/.test(word(sentence, i))) i++;
  const w = (n: number): string => (i + n < to ? word(sentence, i + n) : '');
  const hourAt = (n: number): number | undefined => {
    const { number } = sentence.tokens[i + n] ?? {};
    return i + n < to && number !== undefined && Number.isInteger(number) && number >= 0 && number <= 24 ? number : undefined;
  };
  const settle = (minutes: number, end: number, certain: boolean, bare = false): number => {
    const half = meridiem(w, end);
    const sound = (minutes + 1_440) % 1_440;
    found.minutes = half === undefined ? sound : (sound % 720) + (half.pm ? 720 : 0);
    found.sure = certain || half !== undefined;
    found.bare = bare && half === undefined;
    return i + (half?.to ?? end);
  };
  if (w(0) === 'noon' || w(0) === 'midday') return led || found.day !== undefined ? settle(720, 1, true) : at;
  if (w(0) === 'midnight') return led || found.day !== undefined ? settle(0, 1, true) : at;
  const past = /^(?:half|quarter)$/.test(w(0)) || w(0) === 'a' ? (w(0) === 'a' ? w(1) : w(0)) : undefined;
  const skip = w(0) === 'a' ? 2 : 1;
  if (past === 'half' && w(skip) === 'past' && hourAt(skip + 1) !== undefined)
    return settle((hourAt(skip + 1) ?? 0) * 60 + 30, skip + 2, false);
  if (past === 'quarter' && /^(?:past|to|after|before|of)$/.test(w(skip)) && hourAt(skip + 1) !== undefined)
    return settle((hourAt(skip + 1) ?? 0) * 60 + (/^(?:past|after)$/.test(w(skip)) ? 15 : -15), skip + 2, false);
  const minute = sentence.tokens[i]?.number;
  const unit = w(1) === 'minutes' ? 1 : 0;
  // "twenty past nine"; "10 to 7" only where a time is expected.
  if (
    minute !== undefined &&
    minute > 0 &&
    minute < 60 &&
    hourAt(2 + unit) !== undefined &&
    (w(1 + unit) === 'past' || (w(1 + unit) === 'to' && led && lead !== RANGE))
  )
    return settle((hourAt(2 + unit) ?? 0) * 60 + (w(1 + unit) === 'past' ? minute : -minute), 3 + unit, false);
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(w(0));
  if (clock !== null) {
    const [hour, minutes] = [Number(clock[1]), Number(clock[2])];
    const named = led || found.day !== undefined || found.every !== undefined || meridiem(w, 1) !== undefined;
    if (hour < 24 && minutes < 60 && named) return settle(hour * 60 + minutes, 1, w(0).startsWith('0') || hour === 0);
  }
  // "6.45", as some write it; no other number is so after "at".
  const dotted = led && minute !== undefined && !Number.isInteger(minute) ? /^(\d{1,2})\.(\d{2})$/.exec(w(0)) : null;
  if (dotted !== null && Number(dotted[1]) < 24 && Number(dotted[2]) < 60 && !UNIT.test(w(1)))
    return settle(Number(dotted[1]) * 60 + Number(dotted[2]), 1, false);
  const hour = hourAt(0);
  if (hour === undefined || UNIT.test(w(1))) return at;
  if (meridiem(w, 1) !== undefined) return settle(hour * 60, 1, false);
  const spoken = sentence.tokens[i + 1]?.number;
  if (led && spoken !== undefined && spoken >= 10 && spoken < 60 && Number.isInteger(spoken) && !UNIT.test(w(2)))
    return settle(hour * 60 + spoken, 2, false);
  if (/^(?:oclock|hours?)$/.test(w(1)) || (w(1) === 'o' && w(2) === 'clock')) return settle(hour * 60, w(1) === 'o' ? 3 : 2, false);
  const dated =
    found.day !== undefined ||
    found.every !== undefined ||
    /^(?:tomorrow|tonight|today|every|each|in|this|on)$/.test(w(1)) ||
    WEEKDAYS.test(w(1));
  if ((lead === RANGE || /^(?:at|until|till)$/.test(lead)) && hour > 0 && (hour <= 12 || dated)) return settle(hour * 60, 1, false, true);
  return (lead === 'by' || lead === 'for' || lead === 'around') && dated && hour > 0 && found.day !== undefined
    ? settle(hour * 60, 1, false, true)
    : at;
}

const UNIT = /^(?:percent|degrees?|celsius|fahrenheit|kelvin|levels?|points?|bar|rpm|minutes?|mins?|seconds?|secs?|watts?|lux|%|times)$/;

/** "pm", "p.m.", right after the hour. */
function meridiem(w: (n: number) => string, at: number): { readonly pm: boolean; readonly to: number } | undefined {
  const glued = /^(a|p)m$/.exec(w(at))?.[1];
  if (glued !== undefined) return { pm: glued === 'p', to: at + 1 };
  const letter = /^(?:a|p)$/.exec(w(at))?.[0];
  if (letter === undefined) return undefined;
  if (w(at + 1) === 'm') return { pm: letter === 'p', to: at + 2 };
  return w(at + 1) === '.' && w(at + 2) === 'm' ? { pm: letter === 'p', to: at + (w(at + 3) === '.' ? 4 : 3) } : undefined;
}

/**
 * How long, as people say it to an alert: "for an hour", "for 1h 30min", "until 16:30", "until half past four", "till tomorrow at 7", "until 5".
 * Durations and clock times are read by the parsers of the language path; here is only what "until" means.
 */
import { type Timestamp, timestamp } from '../../base/index.ts';
import { durationIn } from '../../language/read/values.ts';
import { whenIn } from '../../language/read/when.ts';
import { DAY, dayOf, localParts, type Weekday, weekdays, zoned } from '../../language/schedule/clock.ts';
import type { Sentence } from '../../language/sentence.ts';
import { clean } from '../../language/text/clean.ts';
import { type Token, tokenise } from '../../language/text/tokens.ts';

export interface Clock {
  readonly now: Timestamp;
  /** IANA name. */
  readonly timezone: string;
}

export interface Said {
  /** The words without the time, as they were written. */
  readonly rest: string;
  readonly until?: Timestamp;
  /** A time was said and cannot be read: its words. */
  readonly unclear?: string;
}

const UNTIL = /^(?:until|till|til)$/;
/** "until tomorrow", "until the morning": when people get up. */
const MORNING = 7 * 60;
const EVENING = 19 * 60;

/** The time said in a text, and what else was said. */
export function untilIn(text: string, clock: Clock): Said {
  const cleaned = clean(text);
  const tokens = tokenise(cleaned);
  const at = tokens.findIndex(({ text: word }) => UNTIL.test(word));
  if (at >= 0) {
    const until = timeOf(tokens.slice(at + 1), clock);
    const rest = cleaned.slice(0, tokens[at]?.from).trim();
    return until === undefined ? { rest, unclear: cleaned.slice(tokens[at]?.from).slice(0, 80) } : { rest, until };
  }
  const span = durationIn(bare(cleaned, tokens), 0, tokens.length);
  if (span === undefined) return { rest: cleaned };
  // "for the next two hours"
  let from = span.from;
  while (/^(?:for|next|the|about|another|in|of)$/.test(tokens[from - 1]?.text ?? '')) from--;
  const rest = `${cleaned.slice(0, tokens[from]?.from)} ${cleaned.slice(tokens[span.to - 1]?.to)}`.trim();
  return { rest, until: timestamp(clock.now + span.seconds * 1_000) };
}

/** The next time a clock shows what was said after "until". */
function timeOf(tokens: readonly Token[], clock: Clock): Timestamp | undefined {
  const words = tokens.map(({ text }) => text).filter((word) => !/^[.!?,]$/.test(word));
  const line = words.join(' ');
  const named = namedTime(line);
  if (named !== undefined) return next([named.minutes], clock, named.day);
  const loose = looseTime(line);
  if (loose !== undefined) return next(loose.minutes, clock, loose.day);
  // As the language path reads it: "7 am", "16:30 tomorrow", "7 in the evening", "noon".
  const day = /^(?:on )?(today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday) (?:at )?(.+)$/.exec(line);
  const spoken = tokenise(`at ${(day?.[2] ?? line).replace(/^at /, '')}`);
  const said = whenIn(bare('', spoken), 0, spoken.length);
  if (said?.kind !== 'at') return undefined;
  // "4:30" without am or pm is the next one of both, unless it is written as on a clock with 24 hours.
  const either = day === null && /^at (?:[1-9]|1[0-2]):\d\d$/.test(spoken.map(({ text }) => text).join(' '));
  return next(either ? [said.minutes, said.minutes + 720] : [said.minutes], clock, said.day ?? day?.[1]);
}

function namedTime(line: string): { readonly minutes: number; readonly day?: string } | undefined {
  const match =
    /^(?:(?:(?:on )?(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow))(?: (?<part>morning|evening|night))?|(?<tonight>tonight|(?:the |this )?evening)|(?<early>(?:the |in the )?morning))$/.exec(
      line,
    );
  if (match === null) return undefined;
  const { day, part, tonight } = match.groups ?? {};
  const minutes = tonight !== undefined || part === 'evening' || part === 'night' ? EVENING : MORNING;
  return { minutes, ...(day === undefined ? {} : { day }) };
}

/** "5", "5 oclock", "half past 4", "quarter to 5", each perhaps with a day: morning or afternoon, whichever comes first. */
function looseTime(line: string): { readonly minutes: readonly number[]; readonly day?: string } | undefined {
  const match =
    /^(?:(?<before>tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday) )?(?:at )?(?:(?<part>half|quarter|a quarter) (?<side>past|to) )?(?<hour>\d{1,2})(?: ?o ?clock)?(?: (?<after>tomorrow))?$/.exec(
      line,
    );
  const { before, part, side, hour: said = '', after } = match?.groups ?? {};
  const hour = Number(said);
  if (match === null || hour > 24 || (part !== undefined && hour > 12)) return undefined;
  const offset = part === undefined ? 0 : (part === 'half' ? 30 : 15) * (side === 'to' ? -1 : 1);
  const minutes = ((hour % 24) * 60 + offset + 1_440) % 1_440;
  const day = before ?? after;
  const both = hour >= 1 && hour <= 12 && day === undefined;
  return { minutes: both ? [minutes, (minutes + 720) % 1_440] : [minutes], ...(day === undefined ? {} : { day }) };
}

/** The first of these clock times that lies ahead, on the day if one was said. */
function next(minutes: readonly number[], { now, timezone }: Clock, day?: string): Timestamp | undefined {
  if (!(Math.abs(now) <= 8.64e15 - 20 * DAY)) return undefined;
  const today = localParts(now, timezone);
  const weekday = weekdays.indexOf(day as Weekday);
  const first = day === 'tomorrow' ? 1 : weekday >= 0 ? (weekday - today.weekday + 7) % 7 : 0;
  const days = day === undefined || day === 'tonight' ? [0, 1, 2] : weekday >= 0 ? [first, first + 7] : [first];
  const times = days.flatMap((later) => minutes.map((m) => zoned(dayOf(today, later), m, timezone)));
  const ahead = times.filter((at) => at > now);
  return ahead.length === 0 ? undefined : timestamp(Math.min(...ahead));
}

/** The parsers look at tokens alone where there is no home to speak of. */
const bare = (text: string, tokens: readonly Token[]): Sentence => ({
  text,
  tokens,
  mentions: [],
  mentionAt: [],
  index: undefined as never,
});

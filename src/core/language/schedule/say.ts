/** Times and conditions in words: "at 19:00", "tomorrow at 07:00", "at sunset", "when the washing machine is done". */
import { formatTime } from '../../alert/index.ts';
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Home } from '../../domain/home.ts';
import { readingOf } from '../answer/index.ts';
import { isPlural, sayDays, sayEntity, sayNumber, saySpan, sayWord, withUnit } from '../reply/index.ts';
import type { Job } from './book.ts';
import { DAY, localParts } from './clock.ts';
import { type Event, isEvent } from './when.ts';

/** "at 19:00", "tomorrow at 07:00", "on Sat 8 Mar at 07:00". */
export function sayTime(at: Timestamp, now: Timestamp, timezone: string): string {
  const said = formatTime(at, { now, timeZone: timezone });
  const clock = /\d{2}:\d{2}$/.exec(said)?.[0];
  if (clock === undefined) return said;
  if (said === clock) return `at ${clock}`;
  const tomorrow = formatTime(at, { now: timestamp(now + DAY), timeZone: timezone });
  if (tomorrow === clock && at > now) return `tomorrow at ${clock}`;
  const day = said.slice(0, -clock.length).trim();
  return day === 'yesterday' ? `yesterday at ${clock}` : `on ${day} at ${clock}`;
}

/** In words, before the colon of a list: when it is due, or what it waits for, and how often. */
export function sayWhen(job: Pick<Job, 'when' | 'at' | 'every'>, now: Timestamp, timezone: string, home: Home): string {
  const { when, at, every } = job;
  if (isEvent(when)) return `${every === undefined ? 'when' : 'each time'} ${sayEvent(when, home)}`;
  const time = at === undefined ? '' : sayTime(at, now, timezone);
  if (every !== undefined && 'seconds' in every) return `every ${saySpan(every.seconds).replace(/^1 /, '')}, next ${time}`;
  const days = every !== undefined && 'days' in every ? ` ${sayDays(every.days)}` : '';
  if (when.kind !== 'sun') return days === '' || at === undefined ? time : `${days.trim()} at ${clockOf(at, timezone)}`;
  const offset =
    when.offset === 0 ? `at ${when.event}` : `${saySpan(Math.abs(when.offset))} ${when.offset < 0 ? 'before' : 'after'} ${when.event}`;
  return time === '' ? `${offset}${days}` : `${offset}${days} (${time.replace(/^at /, '')})`;
}

/** "the washing machine is done", "the kitchen temperature is below 18 °C". */
export function sayEvent(when: Event, home: Home): string {
  const entity = home.entities.find(({ id }) => id === when.entity);
  const name = entity === undefined ? sayWord(when.entity) : sayEntity(entity, home);
  if (when.kind === 'state') return `${name} ${entity !== undefined && isPlural(entity.name) ? 'are' : 'is'} ${sayWord(when.word)}`;
  const what = when.attribute === undefined || entity?.domain === 'sensor' ? name : `the ${sayWord(when.attribute)} of ${name}`;
  const unit = entity === undefined ? '' : readingOf(entity, when.attribute)?.unit;
  return `${what} is ${when.side} ${withUnit(sayNumber(when.value), unit)}`;
}

function clockOf(at: Timestamp, timezone: string): string {
  const minutes = Math.floor(localParts(at, timezone).minutesOfDay);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Times and conditions in words: "at 19:00", "tomorrow at 07:00", "at sunset", "when the washing machine is done". */
import { formatTime } from '../../alert/index.ts';
import { type Timestamp, timestamp } from '../../base/index.ts';
import type { Home } from '../../domain/home.ts';
import { readingOf } from '../answer/index.ts';
import { sayEntity, sayNumber, saySpan, sayWord, withUnit } from '../reply/index.ts';
import { DAY } from './clock.ts';
import type { When } from './when.ts';

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

/** In words, before the colon of a list. `at` is when it is due, for what has a time. */
export function sayWhen(when: When, at: Timestamp | undefined, now: Timestamp, timezone: string, home: Home): string {
  if (when.kind === 'state') {
    const entity = home.entities.find(({ id }) => id === when.entity);
    return `when ${entity === undefined ? sayWord(when.entity) : sayEntity(entity, home)} is ${sayWord(when.word)}`;
  }
  if (when.kind === 'level') {
    const entity = home.entities.find(({ id }) => id === when.entity);
    const name = entity === undefined ? sayWord(when.entity) : sayEntity(entity, home);
    const what = when.attribute === undefined || entity?.domain === 'sensor' ? name : `the ${sayWord(when.attribute)} of ${name}`;
    const unit = entity === undefined ? '' : readingOf(entity, when.attribute)?.unit;
    return `when ${what} is ${when.side} ${withUnit(sayNumber(when.value), unit)}`;
  }
  const time = at === undefined ? '' : sayTime(at, now, timezone);
  if (when.kind !== 'sun') return time;
  const offset =
    when.offset === 0 ? `at ${when.event}` : `${saySpan(Math.abs(when.offset))} ${when.offset < 0 ? 'before' : 'after'} ${when.event}`;
  return time === '' ? offset : `${offset} (${time.replace(/^at /, '')})`;
}

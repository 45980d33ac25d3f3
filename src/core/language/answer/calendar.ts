/** The time and the date, in the owner's time zone. */
import { formatTime } from '../../alert/index.ts';
import type { Timestamp } from '../../base/index.ts';
import type { AnswerContext, Reply } from './context.ts';

const valid = ({ now }: AnswerContext): boolean => Math.abs(now) <= 8.64e15;

/** "It is 14:02." */
export function answerTime(context: AnswerContext): Reply {
  return { reply: valid(context) ? `It is ${sayClock(context.now, context)}.` : 'I do not know the time.' };
}

/** "It is Tuesday, 4 March 2025." `days` from today: 1 for tomorrow. */
export function answerDate(context: AnswerContext, days = 0): Reply {
  if (!valid(context)) return { reply: 'I do not know the date.' };
  const at = context.now + days * 86_400_000;
  const date = new Intl.DateTimeFormat('en-GB', {
    timeZone: context.timezone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
    .format(at)
    .replace(/^(\p{L}+) /u, '$1, ');
  const when =
    days === 0
      ? 'It is'
      : days === 1
        ? 'Tomorrow is'
        : days === -1
          ? 'Yesterday was'
          : days > 0
            ? `In ${days} days it is`
            : `${-days} days ago it was`;
  return { reply: `${when} ${date}.` };
}

/** "14:02", "yesterday 14:02", "Mon 3 Mar 14:02". */
export const sayClock = (at: Timestamp, { now, timezone }: AnswerContext): string => formatTime(at, { now, timeZone: timezone });

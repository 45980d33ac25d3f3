/**
 * A plan as a person sees it among the actions: `timer.start` on `timer.new` with `command`, and with
 *
 *     duration: 600                                     in ten minutes; until a clock time
 *     at: sunset, offset: -1800                         half an hour before sunset
 *     at: "22:00", every: day                           every day at ten; a list of weekdays for some days
 *     every: 7200                                       every two hours
 *     when: {entity, state: done}                       once it becomes so; every: time for each time
 *     when: {entity, attribute?, below: 18}             or above
 *
 * A timer that rings has its `name` in place of the command, a reminder its `message`.
 */
import type { Action, Json } from '../../../domain/home.ts';
import type { Every, Job, When } from '../../schedule/index.ts';
import { NEW_TIMER } from '../timers.ts';

/** `seconds`: how long until it is due, for what is done once at a time. */
export function actionOf(plan: Pick<Job, 'when' | 'every'>, command: string, seconds: number | undefined): Action {
  return { entity: NEW_TIMER, service: 'timer.start', data: { ...timeOf(plan.when, plan.every, seconds), command } };
}

/** Its time or condition, as `timer.start` has it. */
export function timeOf(when: When, every: Every | undefined, seconds: number | undefined): Readonly<Record<string, Json>> {
  if (every === undefined && (when.kind === 'after' || when.kind === 'at')) return { duration: seconds ?? 0 };
  const often = every === undefined ? {} : { every: oftenOf(every) };
  switch (when.kind) {
    case 'after':
      return often;
    case 'at':
      return { at: clock(when.minutesOfDay), ...often };
    case 'sun':
      return { at: when.event, ...(when.offset === 0 ? {} : { offset: when.offset }), ...often };
    case 'state':
      return { when: { entity: when.entity, state: when.word }, ...often };
    case 'level':
      return {
        when: { entity: when.entity, ...(when.attribute === undefined ? {} : { attribute: when.attribute }), [when.side]: when.value },
        ...often,
      };
  }
}

const oftenOf = (every: Every): Json =>
  'seconds' in every ? every.seconds : 'times' in every ? 'time' : every.days.length === 7 ? 'day' : every.days;

const two = (n: number): string => String(n).padStart(2, '0');
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** Putting one that was taken off the book on it again. */
export const restarting = (job: Job, seconds: number | undefined): Action => ({
  entity: NEW_TIMER,
  service: 'timer.start',
  data: { ...timeOf(job.when, job.every, seconds), ...labelOf(job) },
});

/** Taking one off the book, with its words or its name. */
export const cancelling = (job: Pick<Job, 'text' | 'rings' | 'tells'>): Action => ({
  entity: NEW_TIMER,
  service: 'timer.cancel',
  data: labelOf(job),
});

/** What it is known by: its message, its name, its command. */
const labelOf = ({ text, rings, tells }: Pick<Job, 'text' | 'rings' | 'tells'>): Readonly<Record<string, Json>> =>
  tells !== undefined ? { message: text } : rings !== true ? { command: text } : text === '' ? {} : { name: text };

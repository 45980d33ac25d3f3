/** The book as it is stored, and read back after a restart: what is no job is left out and counted. */
import { isRecord, isTime, parsedJson, timestamp } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { actionOf } from '../mood/index.ts';
import { type Book, type Job, MAX_ACTIONS, MAX_JOBS, MAX_TEXT } from './book.ts';
import { weekdays } from './clock.ts';
import { type Every, isEvent, SOONEST, type When } from './when.ts';

/** As JSON has it. */
export const serialise = (book: Book): Json => JSON.parse(JSON.stringify({ version: 1, next: book.next, jobs: book.jobs })) as Json;

export interface Parsed {
  readonly book: Book;
  readonly skipped: number;
}

/** Reads what `serialise` wrote, text or value, whatever has become of it. */
export function parse(stored: unknown): Parsed {
  const value = typeof stored === 'string' ? parsedJson(stored) : stored;
  const list = isRecord(value) && Array.isArray(value['jobs']) ? (value['jobs'] as readonly unknown[]) : [];
  const jobs: Job[] = [];
  const ids = new Set<number>();
  for (const one of list.slice(0, 10 * MAX_JOBS)) {
    const job = jobOf(one);
    if (job === undefined || ids.has(job.id) || jobs.length >= MAX_JOBS) continue;
    ids.add(job.id);
    jobs.push(job);
  }
  const next = isRecord(value) && isId(value['next']) ? value['next'] : 1;
  return { book: { next: Math.max(next, ...jobs.map(({ id }) => id + 1)), jobs }, skipped: list.length - jobs.length };
}

const isId = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) > 0 && (value as number) < Number.MAX_SAFE_INTEGER - 1;
const isText = (value: unknown, longest: number): value is string => typeof value === 'string' && value.length <= longest;

function jobOf(value: unknown): Job | undefined {
  if (!isRecord(value)) return undefined;
  const { id, when: stored, every: often, at, actions, text, added, area, conversation, confirmed, rings, tells, held } = value;
  const when = whenOf(stored);
  const every = often === undefined ? undefined : everyOf(often);
  if (often !== undefined && every === undefined) return undefined;
  if (!isId(id) || when === undefined || !isText(text, MAX_TEXT) || !isTime(added) || !Array.isArray(actions)) return undefined;
  // Half a promise is none: one action that cannot be read leaves the whole job out.
  const done = (actions as readonly unknown[]).slice(0, MAX_ACTIONS + 1).map(actionOf);
  if (done.length > MAX_ACTIONS || (done.length === 0 && text.trim() === '' && rings !== true)) return undefined;
  if (isEvent(when) ? at !== undefined : !isTime(at)) return undefined;
  const sound = done.filter((action) => action !== undefined);
  if (sound.length !== done.length) return undefined;
  return {
    id,
    when,
    ...(every === undefined ? {} : { every }),
    ...(isTime(at) ? { at: timestamp(at) } : {}),
    actions: sound,
    text,
    added: timestamp(added),
    ...(isText(area, 200) ? { area } : {}),
    ...(isText(conversation, 200) ? { conversation } : {}),
    ...(confirmed === true ? { confirmed } : {}),
    ...(rings === true ? { rings } : {}),
    ...(rings === true && (tells === 'note' || tells === 'fact') ? { tells } : {}),
    ...(typeof held === 'boolean' ? { held } : {}),
  };
}

function everyOf(value: unknown): Every | undefined {
  if (!isRecord(value)) return undefined;
  const { days, seconds, times } = value;
  if (Array.isArray(days)) {
    const known = weekdays.filter((day) => (days as readonly unknown[]).includes(day));
    return known.length === 0 ? undefined : { days: known };
  }
  if (typeof seconds === 'number') return seconds >= SOONEST && seconds <= 366 * 86_400 ? { seconds } : undefined;
  return times === true ? { times } : undefined;
}

function whenOf(value: unknown): When | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['kind']) {
    case 'after': {
      const { seconds } = value;
      return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? { kind: 'after', seconds } : undefined;
    }
    case 'at': {
      const { minutesOfDay, day } = value;
      if (typeof minutesOfDay !== 'number' || !(minutesOfDay >= 0 && minutesOfDay < 1_440)) return undefined;
      if (day === undefined) return { kind: 'at', minutesOfDay };
      const named = (['today', 'tomorrow', ...weekdays] as const).find((one) => one === day);
      return named === undefined ? undefined : { kind: 'at', minutesOfDay, day: named };
    }
    case 'sun': {
      const { event, offset } = value;
      if ((event !== 'sunrise' && event !== 'sunset') || typeof offset !== 'number' || !(Math.abs(offset) <= 86_400)) return undefined;
      return { kind: 'sun', event, offset };
    }
    case 'state': {
      const { entity, word } = value;
      return isText(entity, 250) && /^[a-z_]+\.\S+$/.test(entity) && isText(word, 60) ? { kind: 'state', entity, word } : undefined;
    }
    case 'level': {
      const { entity, attribute, side, value: level } = value;
      if (!isText(entity, 250) || !/^[a-z_]+\.\S+$/.test(entity) || (side !== 'above' && side !== 'below')) return undefined;
      if (typeof level !== 'number' || !Number.isFinite(level) || !(attribute === undefined || isText(attribute, 60))) return undefined;
      return { kind: 'level', entity, side, value: level, ...(attribute === undefined ? {} : { attribute }) };
    }
    default:
      return undefined;
  }
}

/**
 * "in ten minutes", "at 7 pm": a command kept for later is a new timer with the command's own words, which are understood again when it
 * is due. What cannot be kept is refused, never done now and never dropped.
 */
import type { Action } from '../../domain/home.ts';
import type { ReadClause, WhenSaid } from '../read/index.ts';
import { type Sentence, saidIn } from '../sentence.ts';
import type { Piece } from './pieces.ts';
import { NEW_TIMER } from './timers.ts';
import type { World } from './world.ts';

/** The clause without its time. */
export function commandOf(sentence: Sentence, read: ReadClause, when: WhenSaid): string {
  return [saidIn(sentence, read.from, when.from), saidIn(sentence, when.to, read.to)]
    .map((part) => part.trim().replace(/^[,.;\s]+|[,.;\s]+$/g, ''))
    .filter((part) => part !== '')
    .join(' ');
}

/** `tried`: what the command would do now; it is kept only when it would do something. */
export function later(sentence: Sentence, read: ReadClause, when: WhenSaid, tried: readonly Piece[], world: World): Piece[] {
  const command = commandOf(sentence, read, when);
  if (!tried.some(({ kind }) => kind === 'done')) return [...tried];
  const seconds = secondsUntil(when, world);
  if (seconds === undefined) {
    const words = saidIn(sentence, when.from, when.to);
    const why = when.kind === 'sun' ? 'I do not know when the sun rises and sets here' : 'I cannot wait for that yet';
    return [{ kind: 'nothing', reply: `${why}: “${words}”. I have done nothing.` }];
  }
  const action: Action = { entity: NEW_TIMER, service: 'timer.start', data: { duration: seconds, command } };
  const whenWords = saidIn(sentence, when.from, when.to);
  return [
    {
      kind: 'done',
      deed: { intent: 'timer_start', duration: seconds, content: command },
      ids: [NEW_TIMER],
      actions: [action],
      sure: 1,
      said: `${whenWords.charAt(0).toUpperCase()}${whenWords.slice(1)} I will ${command}.`,
    },
  ];
}

function secondsUntil(when: WhenSaid, world: World): number | undefined {
  if (when.kind === 'after') return when.seconds;
  if (when.kind !== 'at') return undefined;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: world.timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    weekday: 'long',
    hourCycle: 'h23',
  }).formatToParts(new Date(world.at));
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '0';
  const now = Number(part('hour')) * 3_600 + Number(part('minute')) * 60 + Number(part('second'));
  const day = when.day?.toLowerCase();
  let seconds = when.minutes * 60 - now;
  if (day === 'tomorrow') return seconds + 86_400;
  const weekday = DAYS.indexOf(day ?? '');
  if (weekday >= 0) {
    const ahead = (weekday - DAYS.indexOf(part('weekday').toLowerCase()) + 7) % 7;
    seconds += (ahead === 0 && seconds <= 0 ? 7 : ahead) * 86_400;
    return seconds;
  }
  if (seconds <= 0) seconds += 86_400;
  return seconds;
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

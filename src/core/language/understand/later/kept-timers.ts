/** Timers that are kept on the schedule book rather than by a device: how long they have left, taken off, made longer. */
import { stem, wordsOf } from '../../mention/index.ts';
import type { ReadClause } from '../../read/index.ts';
import { capitalised, listed, paragraph, saySpan } from '../../reply/index.ts';
import { type Job, sayRing } from '../../schedule/index.ts';
import type { Piece } from '../pieces.ts';
import { NEW_TIMER } from '../timers.ts';
import type { World } from '../world.ts';
import { cancelled } from './control.ts';

/** Undefined when no such timer is kept: the clause is for timers of the home. */
export function keptTimers(read: ReadClause, world: World): Piece[] | undefined {
  const { deed, text } = read;
  const { intent } = deed;
  if (!intent.startsWith('timer_') || intent === 'timer_start') return undefined;
  const rings = world.book().jobs.filter(({ rings: own, tells, at }) => own === true && tells === undefined && at !== undefined);
  const meant = named(rings, read);
  if (meant.length === 0) return undefined;
  const many = /\b(?:all|every|both|timers)\b/i.test(text);
  if (intent === 'timer_left') {
    const left = meant.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
    return [{ kind: 'answer', reply: paragraph([`${capitalised(listed(left.slice(0, 5).map((job) => leftOf(job, world))))}.`]), ids: [] }];
  }
  const [job, ...others] = meant;
  if (job === undefined || (others.length > 0 && !(many && intent === 'timer_cancel')))
    return [
      {
        kind: 'ask',
        deed,
        candidates: [],
        text,
        question: `Which one: ${listed(
          meant.slice(0, 5).map((one) => leftOf(one, world)),
          'or',
        )}?`,
        ...(intent === 'timer_cancel' ? { plans: { ids: meant.map(({ id }) => id), choosing: true as const } } : {}),
      },
    ];
  switch (intent) {
    case 'timer_cancel':
      return [cancelled(meant, paragraph([`Cancelled ${listed(meant.slice(0, 5).map(sayRing))}.`]))];
    case 'timer_more':
    case 'timer_less':
      return changedBy(job, (intent === 'timer_less' ? -1 : 1) * (deed.duration ?? 0), read, world);
    default:
      return [{ kind: 'nothing', reply: `I cannot pause ${sayRing(job)}; it goes on.` }];
  }
}

const remaining = ({ at }: Job, world: World): number => Math.max(0, Math.round(((at ?? world.at) - world.at) / 1_000));
const leftOf = (job: Job, world: World): string => `${sayRing(job)} has ${saySpan(remaining(job, world))} left`;

function named(rings: readonly Job[], { deed }: ReadClause): readonly Job[] {
  const words =
    deed.content === undefined
      ? []
      : wordsOf(deed.content)
          .map(stem)
          .filter((word) => word !== 'timer');
  if (words.length === 0) return rings;
  return rings.filter(({ text }) => words.every((word) => wordsOf(text).map(stem).includes(word)));
}

function changedBy(job: Job, seconds: number, read: ReadClause, world: World): Piece[] {
  if (seconds === 0) return [{ kind: 'ask', deed: read.deed, candidates: [], text: read.text, question: 'By how much?' }];
  const left = Math.max(1, remaining(job, world) + seconds);
  const { when: _, at: __, id, added: ___, ...rest } = job;
  return [
    {
      kind: 'done',
      deed: read.deed,
      ids: [NEW_TIMER],
      actions: [
        { entity: NEW_TIMER, service: 'timer.change', data: { duration: seconds, ...(job.text === '' ? {} : { name: job.text }) } },
      ],
      plan: { cancel: [id], add: { ...rest, when: { kind: 'after', seconds: left } } },
      sure: 1,
      said: `${capitalised(sayRing(job))} has ${saySpan(left)} left now.`,
    },
  ];
}

/** "what is planned", "cancel the plan for the heating", "cancel the second one", "cancel all plans": said to the schedule book. */
import type { Done, Memory } from '../../converse/memory.ts';
import type { Intent } from '../../intent.ts';
import { capitalised, paragraph } from '../../reply/index.ts';
import { cancel, type Job, ordered, sayBook, sayJob, type Which } from '../../schedule/index.ts';
import type { DonePiece, Piece } from '../pieces.ts';
import { NEW_TIMER } from '../timers.ts';
import { calendarOf, type World } from '../world.ts';
import { cancelling, restarting } from './action.ts';

const CANCEL = /^(?:please )?(?:cancel|delete|remove|forget|clear|drop|scrap|stop|scratch|undo|call off|do not do)\b/;
const NTH = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last';
const ORDINALS = NTH.split('|');

/** What is said to the book; undefined when it is said to something else. `line`: the words of the sentence. */
export function planControl(line: string, intent: Intent, memory: Memory, world: World): Piece[] | undefined {
  const words = line
    .replace(/ ?[.,!?;]/g, '')
    .replace(/ (?:please|thanks|thank you)$/, '')
    .trim();
  if (intent === 'schedule_list') return list(world);
  const shown = memory.plans;
  if (shown !== undefined) {
    const picked = pickedOf(words, shown.ids, shown.choosing === true);
    if (picked !== undefined) return taken(picked, world);
    // "cancel it", right after the list: the only one of it; with several it is asked which.
    if (CANCEL.test(words) && !words.startsWith('undo') && /^\S+(?: (?:it|that|this|this one|that one|the plan|that plan))?$/.test(words))
      return shown.ids.length === 1 ? taken({ ids: shown.ids }, world) : which(shown.ids, world);
  }
  if (intent !== 'schedule_cancel') return undefined;
  const all = ordered(world.book()).map(({ id }) => id);
  if (/\b(?:all|every|everything|both)\b/.test(words) && !/\b(?:for|to|of|about) (?!all|me|today|now)/.test(words))
    return taken({ all: true }, world);
  const picked = pickedOf(words, all, false);
  if (picked !== undefined) return taken(picked, world);
  const about = words
    .replace(CANCEL, '')
    .replace(
      /\b(?:all|every|the|my|a|any|plans?|planned|schedules?|scheduled|commands?|job|jobs|thing|things|what|you|have|is|are|i)\b/g,
      ' ',
    );
  const rest = about.split(/\s+/).filter((word) => word !== '' && !/^(?:for|to|of|about|at|on|in|it|that|this)$/.test(word));
  if (rest.length === 0) return all.length === 1 ? taken({ ids: all }, world) : which(all, world);
  const many = /\b(?:all|every|plans|schedules)\b/.test(words);
  const found = cancel(world.book(), { words: rest }, calendarOf(world));
  if (found.kind === 'ambiguous' && many) return taken({ ids: found.jobs.map(({ id }) => id) }, world);
  return taken({ words: rest }, world);
}

/** "the second one", "cancel number 2", "both", as places in what was listed. */
function pickedOf(words: string, ids: readonly number[], choosing: boolean): Which | undefined {
  const said = CANCEL.test(words) ? words.replace(CANCEL, '').trim() : choosing ? words : undefined;
  if (said === undefined) return undefined;
  if (/^(?:all(?: of (?:them|those|it))?|both(?: of them)?|them(?: all| both)?|everything|every one)$/.test(said)) return { ids };
  const nth = new RegExp(`^(?:the |number |plan |no )*(${NTH}|\\d+(?:st|nd|rd|th)?)(?: one| plan| of them)?$`).exec(said)?.[1];
  if (nth !== undefined) {
    const at = nth === 'last' ? ids.length - 1 : /^\d/.test(nth) ? Number.parseInt(nth, 10) - 1 : ORDINALS.indexOf(nth);
    const id = ids[at];
    return { ids: id === undefined ? [] : [id] };
  }
  if (!choosing) return undefined;
  const rest = said.split(/\s+/).filter((word) => !/^(?:the|one|for|plan|that|of|a|my)$/.test(word));
  return rest.length === 0 || rest.length > 6 ? undefined : { words: rest };
}

function list(world: World): Piece[] {
  const book = world.book();
  return [{ kind: 'answer', reply: sayBook(book, calendarOf(world)), ids: [], plans: { ids: ordered(book).map(({ id }) => id) } }];
}

function which(ids: readonly number[], world: World): Piece[] {
  if (ids.length === 0) return [{ kind: 'answer', reply: 'Nothing is planned.', ids: [] }];
  const jobs = world.book().jobs.filter(({ id }) => ids.includes(id));
  return [asked({ ...world.book(), jobs }, world)];
}

function asked(book: ReturnType<World['book']>, world: World): Piece {
  const said = sayBook(book, calendarOf(world));
  return {
    kind: 'ask',
    deed: { intent: 'schedule_cancel' },
    candidates: [],
    text: '',
    question: `Which one? ${said}`,
    plans: { ids: ordered(book).map(({ id }) => id), choosing: true },
  };
}

function taken(wanted: Which, world: World): Piece[] {
  const found = cancel(world.book(), wanted, calendarOf(world));
  if (found.kind === 'ambiguous') return [asked({ ...world.book(), jobs: found.jobs }, world)];
  if (found.kind === 'none') return [{ kind: 'answer', reply: found.said, ids: [] }];
  return [cancelled(found.jobs, found.said)];
}

/** Jobs taken off the book, with what is said of it. */
export const cancelled = (jobs: readonly Job[], said: string): DonePiece => ({
  kind: 'done',
  deed: { intent: 'schedule_cancel' },
  ids: [NEW_TIMER],
  actions: jobs.slice(0, 20).map(cancelling),
  plan: { cancel: jobs.map(({ id }) => id) },
  sure: 1,
  said,
});

/** What takes back what these deeds did to the book: their plans are cancelled, what they cancelled is planned again. */
export function unplanning(last: readonly Done[], world: World): DonePiece | undefined {
  const book = world.book();
  const added = last.flatMap(({ planned }) => planned ?? []);
  const jobs = book.jobs.filter(({ id }) => added.includes(id));
  const back = last.flatMap(({ unplanned }) => unplanned ?? []);
  if (jobs.length === 0 && back.length === 0) return undefined;
  const ids = jobs.map(({ id }) => id);
  const gone = jobs.length === 0 ? '' : cancel(book, { ids }, calendarOf(world)).said;
  const again = back.map((job) => `${capitalised(sayJob(job, calendarOf(world)))}.`);
  const actions = [
    ...jobs.slice(0, 20).map(cancelling),
    ...back.slice(0, 20).map((job) => restarting(job, job.at === undefined ? undefined : Math.round((job.at - world.at) / 1_000))),
  ];
  return {
    ...cancelled(jobs, paragraph([gone, ...(again.length === 0 ? [] : ['Planned again.', ...again.slice(0, 5)])])),
    actions,
    plan: { cancel: ids, restore: back },
  };
}

/** A plan as a piece of the answer: its action, what is said of it, and why it cannot be kept. */
import { ACTION_VERBS } from '../../lexicon/words.ts';
import { capitalised, doingPhrase, paragraph, sayLength, sayWord } from '../../reply/index.ts';
import { type Added, add, isEvent, MAX_TEXT, sayWhen, type Wanted } from '../../schedule/index.ts';
import type { Piece } from '../pieces.ts';
import { NEW_TIMER } from '../timers.ts';
import { calendarOf, type World } from '../world.ts';
import { actionOf } from './action.ts';
import { refused } from './wanted.ts';

/** The plan as a piece, once the book has shown that it can be kept. */
export function planned(wanted: Wanted, command: string, world: World): Piece[] {
  // Half of a command is another one.
  if (command.length > MAX_TEXT) return refused('That is too long to be kept.');
  const calendar = calendarOf(world);
  const added = add(world.book(), wanted, calendar);
  if (!added.ok) return refused(`${capitalised(added.detail)}.`);
  const { job } = added;
  const said = sayWhen(job, world.at, world.timezone, calendar.home);
  const seconds = job.at === undefined ? undefined : Math.round((job.at - world.at) / 1_000);
  const action = actionOf(wanted, command, seconds);
  return [
    {
      kind: 'done',
      deed: { intent: 'timer_start', ...(seconds === undefined ? {} : { duration: seconds }), content: command },
      ids: [NEW_TIMER],
      actions: [action],
      would: wanted.actions,
      plan: { add: wanted },
      sure: 1,
      said: paragraph([`${capitalised(spoken(wanted, said))} I will ${doing(wanted, command, world)}.${howItIsNow(added)}`]),
    },
  ];
}

/** Said of something that is waited for, where it is so already or nobody knows. */
export const howItIsNow = ({ already, job }: Extract<Added, { ok: true }>): string =>
  already
    ? ' It is so already; I wait until it becomes so again.'
    : isEvent(job.when) && job.held === undefined
      ? ' I do not know yet how that is now.'
      : '';

/** "In 20 minutes" rather than the clock time it comes to. */
const spoken = ({ when, every }: Wanted, said: string): string =>
  when.kind === 'after' && every === undefined ? `in ${sayLength(when.seconds)} (${said.replace(/^at /, '')})` : said;
/** As it was said, where that begins with a verb; "lights off" is "turn off the lights". */
function doing({ actions }: Wanted, command: string, world: World): string {
  const verb = /^(?:please )?(\p{L}+)/u.exec(command.toLowerCase())?.[1] ?? '';
  return ACTION_VERBS.has(verb) || actions.length > 12 ? mine(command) : doingPhrase(actions, world.home());
}
const mine = (command: string): string =>
  sayWord(
    command
      .replace(/\bmy\b/gi, 'your')
      .replace(/\bme\b/gi, 'you')
      .replace(/^please /i, ''),
  );

/** What is done now and taken back later: "for ten minutes", "until ten", "until sunset". */
import { timestamp } from '../../../base/index.ts';
import type { Action } from '../../../domain/home.ts';
import type { Intent } from '../../intent.ts';
import type { WhenSaid } from '../../read/index.ts';
import { capitalised, sayWord } from '../../reply/index.ts';
import { due, type Wanted, type When } from '../../schedule/index.ts';
import { type Sentence, saidIn } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { actionOf } from './action.ts';
import { commandOf, isDone, type Range, refused, whenOf } from './wanted.ts';

/** "for ten minutes": then back. */
export function lasting(seconds: number | undefined, intent: Intent, text: string, made: readonly Piece[], world: World): Piece[] {
  if (seconds === undefined) return [...made];
  const rest = text.replace(/\bfor (?:about )?(?:an? |half an? |\S+ )?(?:\S+ )?(?:seconds?|minutes?|mins?|hours?|hrs?)\b.*$/i, '').trim();
  return thenBack({ kind: 'after', seconds }, intent, rest, made, world) ?? [...made];
}

/** "until ten", "until sunset": then back; where there is no way back nothing is done. */
export function untilThen(
  sentence: Sentence,
  range: Range & { readonly intent?: Intent },
  { end, from, to }: Extract<WhenSaid, { kind: 'until' }>,
  tried: readonly Piece[],
  world: World,
): Piece[] {
  const words = sayWord(saidIn(sentence, from, to));
  const kept =
    end.kind === 'vague' || end.kind === 'unkept' || end.kind === 'range'
      ? undefined
      : whenOf(sentence, end.kind === 'event' ? { ...end, link: 'when' } : end, world);
  if (kept === undefined) return refused(`Tell me until what time: “${words}”.`);
  if ('pieces' in kept) return [...kept.pieces];
  const done = tried.filter(isDone);
  const [first] = done;
  const command = commandOf(sentence, range, { from, to }, done, world);
  const back = first === undefined ? undefined : thenBack(kept.when, first.deed.intent, command, tried, world);
  return back ?? refused(`I do not know what to do then: “${words}”.`);
}

/** Now, and taken back at that time. */
export function thenBack(when: When, intent: Intent, text: string, made: readonly Piece[], world: World): Piece[] | undefined {
  const command = backTo(intent, text);
  const at = made.findLastIndex(({ kind }) => kind === 'done');
  const last = made[at];
  if (command === undefined || last?.kind !== 'done') return undefined;
  const found = due(when, world.at, world.timezone, world.place);
  if (found.kind === 'cannot') return refused(`${capitalised(found.detail)}.`);
  const seconds = found.kind === 'time' ? Math.round((found.at - timestamp(world.at)) / 1_000) : undefined;
  const action: Action = actionOf({ when }, command, seconds);
  const wanted: Wanted = { when, actions: [], text: command, ...(world.area === undefined ? {} : { area: world.area }) };
  const ids = made.flatMap((piece) => (piece.kind === 'done' ? piece.ids : []));
  return made.map((piece, i) => (i === at ? { ...last, ids, actions: [...last.actions, action], plan: { add: wanted } } : piece));
}

/** The words that take a command back. */
export function backTo(intent: Intent, command: string): string | undefined {
  return BACK[intent]?.(command);
}
const BACK: Partial<Record<Intent, (command: string) => string>> = {
  on: (c) => (/\bon\b/i.test(c) ? c.replace(/\bon\b/i, 'off') : `turn off ${c}`),
  off: (c) => (/\boff\b/i.test(c) ? c.replace(/\boff\b/i, 'on') : `turn on ${c}`),
  open: (c) => c.replace(/\bopen\b/i, 'close'),
  close: (c) => c.replace(/\b(?:close|shut)\b/i, 'open'),
  start: (c) => c.replace(/\b(?:start|run)\b/i, 'stop'),
};

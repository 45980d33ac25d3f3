/** One clause to what comes of it: a command, a question, a wish, a plan, an alert, or a word of conversation. */
import type { Memory } from '../converse/memory.ts';
import type { Intent } from '../intent.ts';
import { ACTION_VERBS } from '../lexicon/words.ts';
import { undoing } from '../plan/index.ts';
import type { Proposal, ProposedClause } from '../propose/index.ts';
import { readClause, readShared, type WhenSaid, whenIn } from '../read/index.ts';
import { capitalised, sayWord } from '../reply/index.ts';
import { isKind, isName, type Sentence, saidIn, wordsIn } from '../sentence.ts';
import { act } from './act.ts';
import { correction, more, tooClause } from './again.ts';
import { alertRequest, isAlertVerb } from './alert-request.ts';
import { command } from './command.ts';
import { isIdle } from './decide.ts';
import type { Ground } from './ground.ts';
import { keptTimers, lasting, later, planControl, retimed, ringAt, unplanning, without } from './later/index.ts';
import { areaNamed, mood, moodOfClause } from './mood.ts';
import type { Piece } from './pieces.ts';
import { listPreferences } from './preference.ts';
import { ability } from './question/ability.ts';
import { questionAgain } from './question/again.ts';
import { question } from './question/index.ts';
import type { Antecedents } from './target.ts';
import { timers } from './timers.ts';
import { isWordy } from './wordy.ts';
import type { World } from './world.ts';

/** In the order in which a clause is tried as each of them; the pieces are not applied yet. */
export function pieceOf(
  sentence: Sentence,
  clause: ProposedClause,
  clauses: readonly ProposedClause[],
  world: World,
  antecedents: Antecedents,
  memory: Memory,
  ground: Ground,
  network: Proposal | undefined,
): Piece[] {
  const { intent } = clause;
  const text = saidIn(sentence, clause.from, clause.to);
  if (clauses.length === 1) {
    const line = wordsIn(sentence, 0, sentence.tokens.length).join(' ');
    const said = planControl(line, intent, memory, world) ?? retimed(sentence, memory, world) ?? listPreferences(line, world);
    if (said !== undefined) return said;
  }
  if (intent === 'correct' || (clauses.length <= 2 && (intent === 'other' || CORRECTS.test(saidIn(sentence, 0, sentence.tokens.length))))) {
    const corrected = correction(sentence, memory, world);
    if (corrected !== undefined) return corrected;
  }
  if (clauses.length === 1) {
    const also = questionAgain(sentence, clause, memory.question, world, antecedents.spoken);
    if (also !== undefined) return also;
    const too = tooClause(sentence, clause, memory, world);
    if (too !== undefined) return too;
    const again = more(sentence, memory, world);
    if (again !== undefined) return again;
  }
  const alone = clauses.length === 1 ? network : undefined;
  const waiting = memory.asked?.deed;
  if (
    waiting?.intent === 'mood' &&
    clauses.length === 1 &&
    !isWordy(sentence) &&
    areaNamed(sentence, readClause(sentence, clause)) !== undefined
  )
    return mood(sentence, clause, waiting.content, world);
  if (intent === 'mood' || intent === 'other' || intent === 'statement') {
    const when = intent === 'mood' ? whenIn(sentence, clause.from, clause.to) : undefined;
    const timed = when === undefined || when.kind === 'vague' || (when.from === clause.from && when.to === clause.to) ? undefined : when;
    const own = timed === undefined ? clause : without(clause, timed);
    const id = moodOfClause(sentence, own, alone, ground.moods);
    if (intent === 'mood' || (id !== undefined && clauses.length === 1)) {
      const made = mood(sentence, own, id, world);
      return timed === undefined ? made : later(sentence, clause, timed, made, world);
    }
  }
  // Of several commands, one that is not understood is told of, not passed over.
  if (intent === 'other' && clauses.length > 1 && commandsDevice(sentence, clause) && !/^(?:leave|keep|let)\b/i.test(text))
    return [{ kind: 'refused', refusal: { text, reason: 'no_capability' }, detail: 'I did not understand it' }];
  if (clauses.length === 1 && /^(?:other|on|off)$/.test(intent) && isBareName(sentence, clause))
    return [
      {
        kind: 'ask',
        deed: { intent: 'other' },
        candidates: [],
        text,
        question: `${capitalised(sayWord(text.replace(/[\s,]+(?:please|thanks)$/i, '')))}: what shall I do?`,
      },
    ];
  if (isIdle(intent)) return [{ kind: 'nothing', reply: idleReply(intent) }];
  if (intent === 'undo') return undo(memory, world);
  if (intent === 'again') {
    if (memory.last.length === 0) return [{ kind: 'nothing', reply: 'There is nothing to repeat.' }];
    return memory.last.flatMap((done) => act({ deed: done.deed, more: [], text }, done.ids, true, world));
  }
  if (intent === 'yes' || intent === 'no')
    return [{ kind: 'nothing', reply: intent === 'yes' ? 'There is nothing to confirm.' : 'All right.' }];
  const read = readShared(sentence, clause, clauses);
  const kept = keptTimers(read, world) ?? ringAt(sentence, read, world);
  if (kept !== undefined) return kept;
  // What cannot be carried out as it was heard may be a wish: "the air is thick enough to cut".
  const wished = (pieces: Piece[]): Piece[] => {
    if (alone === undefined || commandsDevice(sentence, clause) || !pieces.every(({ kind }) => kind === 'refused' || kind === 'nothing'))
      return pieces;
    const id = moodOfClause(sentence, { ...clause, intent: 'statement' }, alone, ground.moods);
    return id === undefined ? pieces : mood(sentence, clause, id, world);
  };
  if (intent.startsWith('ask_') || intent === 'timer_left' || intent === 'alert_why' || intent === 'alert_list')
    return wished(question(sentence, read, world, antecedents.spoken));
  if (isAlertVerb(intent)) {
    // "acknowledge it in ten minutes": nobody sees to alerts later; a snooze has an end.
    if (intent !== 'alert_snooze' && read.when !== undefined)
      return [{ kind: 'nothing', reply: 'I can do that with an alert at once only. I have done nothing.' }];
    return alertRequest(sentence, read, world);
  }
  if (intent.startsWith('schedule_')) return planControl(text, intent, memory, world) ?? [];
  const made = intent.startsWith('timer_') ? timers(sentence, read, world) : command(sentence, read, world, antecedents);
  const when = read.when ?? timeShared(sentence, clause, clauses);
  if (when !== undefined) return later(sentence, read, when, made, world, clause.sharesWith !== undefined);
  return wished(ability(text, lasting(read.deed.duration, intent, text, made, world), ground.index.home));
}

/** "turn the TV on in ten minutes and the lamp off": both then. */
function timeShared(sentence: Sentence, { sharesWith }: ProposedClause, clauses: readonly ProposedClause[]): WhenSaid | undefined {
  const before = sharesWith === undefined ? undefined : clauses[sharesWith];
  const when = before === undefined ? undefined : whenIn(sentence, before.from, before.to);
  return when?.to === before?.to && (when?.kind === 'at' || when?.kind === 'after') ? when : undefined;
}

/** "lights", "the coffee machine": named, and not a word of what is to be done. */
function isBareName({ tokens, mentionAt }: Sentence, { from, to }: ProposedClause): boolean {
  if (to - from > 1 && ACTION_VERBS.has(tokens[from]?.text ?? '')) return false;
  const idle = (at: number): boolean =>
    mentionAt[at] === undefined && /^(?:the|my|our|all|a|an|please|thanks)$/.test(tokens[at]?.text ?? '');
  let [first, last] = [from, to];
  while (first < last && idle(first)) first++;
  while (last > first && idle(last - 1)) last--;
  return first < last && mentionAt.slice(first, last).every((mention) => mention !== undefined);
}

/** A verb of commands first, and a device named: that is no wish, whatever becomes of it. */
function commandsDevice(sentence: Sentence, { from, to }: ProposedClause): boolean {
  if (!ACTION_VERBS.has(sentence.tokens[from]?.text ?? '')) return false;
  for (let at = from + 1; at < to; at++) if (isName(sentence, at) || isKind(sentence, at)) return true;
  return false;
}

const CORRECTS = /^(?:no|nope|sorry|wait|actually)\b(?! more\b)|^i (?:meant|mean|said)\b/i;

const idleReply = (intent: Intent): string =>
  intent === 'forbid'
    ? 'All right, I leave it as it is.'
    : intent === 'statement'
      ? 'All right.'
      : intent === 'nevermind'
        ? 'All right.'
        : 'I can only help with this home.';

function undo(memory: Memory, world: World): Piece[] {
  if (memory.last.length === 0) return [{ kind: 'nothing', reply: 'There is nothing to undo.' }];
  const actions = memory.last.toReversed().flatMap(({ actions: list, before: was }) =>
    list.toReversed().flatMap((action) => {
      const entity = was.find(({ id }) => id === action.entity);
      return entity === undefined ? [] : undoing(action, entity);
    }),
  );
  const plans = unplanning(memory.last, world);
  if (actions.length === 0 && plans === undefined) return [{ kind: 'nothing', reply: 'That cannot be undone.' }];
  const ids = actions.map(({ entity }) => entity);
  const taken: Piece[] = actions.length === 0 ? [] : [{ kind: 'done', deed: { intent: 'undo' }, ids, actions, sure: 1 }];
  return plans === undefined ? taken : [...taken, { ...plans, deed: { intent: 'undo' } }];
}

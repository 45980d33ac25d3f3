/**
 * A sentence to its answer, as one pure function: the story of the language path.
 *
 *     sentence ─ proposals ─ decide ─ clauses ─ read ─ ground ─ plan ─┬─ actions ─ authority ─ reply
 *                                                                     └─ questions, moods, timers, schedule, conversation
 */

import type { Timestamp } from '../../base/index.ts';
import type { Action, Answer, Entity, Refusal, Utterance } from '../../domain/home.ts';
import { type Memory, recall } from '../converse/memory.ts';
import type { Intent } from '../intent.ts';
import type { HomeIndex } from '../mention/index.ts';
import { apply, undoing } from '../plan/index.ts';
import { type Proposal, type ProposedClause, proposeByRules } from '../propose/index.ts';
import { readClause } from '../read/index.ts';
import { type Sentence, saidIn, sentenceOf } from '../sentence.ts';
import type { Speller } from '../text/index.ts';
import { MAX_TEXT } from '../text/index.ts';
import { type Antecedents, act, command } from './command.ts';
import { decide, isIdle } from './decide.ts';
import type { Piece } from './pieces.ts';
import { NEW_TIMER, timers } from './timers.ts';
import type { World } from './world.ts';

export interface Ground {
  readonly index: HomeIndex;
  readonly speller?: Speller;
  readonly timezone: string;
}

export interface Understood {
  readonly answer: Answer;
  readonly memory: Memory;
}

/** Prepares a sentence; the network looks at it between this and `understand`. */
export const prepare = (utterance: Pick<Utterance, 'text'>, ground: Ground): Sentence =>
  sentenceOf(utterance.text.slice(0, MAX_TEXT), ground.index, ground.speller);

export function understand(
  utterance: Utterance,
  sentence: Sentence,
  ground: Ground,
  given: { readonly at: Timestamp; readonly memory?: Memory; readonly network?: Proposal; readonly states?: ReadonlyMap<string, Entity> },
): Understood {
  const memory = recall(given.memory, given.at);
  const states = new Map(memory.states);
  for (const [id, entity] of given.states ?? []) states.set(id, entity);
  const world: World = {
    index: ground.index,
    now: (id) => states.get(id) ?? ground.index.entities.get(id)?.entity,
    at: given.at,
    timezone: ground.timezone,
    ...(utterance.area === undefined ? {} : { area: utterance.area }),
  };
  if (utterance.text.length > MAX_TEXT) return nothing(utterance, memory, 'That is too long for me; say it in shorter sentences.');
  if (sentence.tokens.length === 0) return nothing(utterance, memory, 'I did not hear anything.');
  const rules = proposeByRules(sentence);
  const { clauses } = decide(rules, given.network);
  const pieces: Piece[] = [];
  let antecedents: Antecedents = { spoken: memory.spoken, candidates: memory.asked?.candidates ?? [] };
  const before = new Map<string, Entity>();
  for (const clause of clauses) {
    const made = pieceOf(sentence, clause, clauses, world, antecedents, memory);
    for (const piece of made) {
      pieces.push(piece);
      if (piece.kind !== 'done') continue;
      for (const action of piece.actions) {
        const entity = world.now(action.entity);
        if (entity === undefined) continue;
        if (!before.has(entity.id)) before.set(entity.id, entity);
        states.set(entity.id, apply(action, entity));
      }
      antecedents = { spoken: piece.ids.filter((id) => id !== NEW_TIMER), candidates: antecedents.candidates };
    }
    const spoken = spokenIn(sentence, clause);
    if (made.every(({ kind }) => kind !== 'done') && spoken.length > 0) antecedents = { ...antecedents, spoken };
  }
  return compose(utterance, pieces, memory, states, before, antecedents, world);
}

/** Entities named in a clause that did nothing: "the fireplace is too hot, turn it off". */
function spokenIn(sentence: Sentence, clause: ProposedClause): string[] {
  const ids: string[] = [];
  for (const mention of sentence.mentions) {
    if (mention.from < clause.from || mention.to > clause.to) continue;
    const own = mention.refs.flatMap((r) => (r.type === 'entity' ? [r.id] : []));
    if (own.length > 0) ids.push(...own);
    else
      for (const ref of mention.refs)
        if (ref.type === 'kind') {
          const of = [...(sentence.index.byKind.get(ref.id) ?? [])];
          if (of.length === 1) ids.push(...of);
        }
  }
  return ids;
}

function pieceOf(
  sentence: Sentence,
  clause: ProposedClause,
  clauses: readonly ProposedClause[],
  world: World,
  antecedents: Antecedents,
  memory: Memory,
): Piece[] {
  const { intent } = clause;
  const text = saidIn(sentence, clause.from, clause.to);
  if (isIdle(intent)) return [{ kind: 'nothing', reply: idleReply(intent), ...(intent === 'other' ? {} : {}) }];
  if (intent === 'undo') return undo(memory, text);
  if (intent === 'again') {
    const last = memory.last;
    if (last.length === 0) return [{ kind: 'nothing', reply: 'There is nothing to repeat.' }];
    return last.flatMap((done) => act({ deed: done.deed, more: [], text }, done.ids, true, world));
  }
  if (intent === 'yes' || intent === 'no')
    return [{ kind: 'nothing', reply: intent === 'yes' ? 'There is nothing to confirm.' : 'All right.' }];
  if (intent.startsWith('ask_') || intent === 'timer_left' || intent.startsWith('alert_') || intent.startsWith('schedule_'))
    return [{ kind: 'answer', reply: '', ids: [] }];
  if (intent === 'mood') return [{ kind: 'nothing', reply: 'I do not know how to help with that yet.' }];
  const read = readClause(sentence, inherited(sentence, clause, clauses));
  if (read.when !== undefined) {
    const { when } = read;
    if (when.kind === 'after') {
      const rest = [saidIn(sentence, clause.from, when.from), saidIn(sentence, when.to, clause.to)]
        .join(' ')
        .trim()
        .replace(/^[,.\s]+|[,.\s]+$/g, '');
      const action: Action = { entity: NEW_TIMER, service: 'timer.start', data: { duration: when.seconds, command: rest } };
      return [
        {
          kind: 'done',
          deed: { intent: 'timer_start', duration: when.seconds, content: rest },
          ids: [NEW_TIMER],
          actions: [action],
          sure: 1,
        },
      ];
    }
  }
  if (intent.startsWith('timer_')) return timers(sentence, read, world);
  return command(sentence, read, world, antecedents);
}

/** "set the heating to 20 and the humidifier to 40": what the first clause says with its verb counts for the second. */
function inherited(_sentence: Sentence, clause: ProposedClause, clauses: readonly ProposedClause[]): ProposedClause {
  if (clause.sharesWith === undefined) return clause;
  const from = clauses[clause.sharesWith];
  return from === undefined ? clause : { ...clause };
}

const idleReply = (intent: Intent): string =>
  intent === 'forbid'
    ? 'All right, I leave it as it is.'
    : intent === 'statement'
      ? 'All right.'
      : intent === 'nevermind'
        ? 'All right.'
        : 'I can only help with this home.';

function undo(memory: Memory, _text: string): Piece[] {
  if (memory.last.length === 0) return [{ kind: 'nothing', reply: 'There is nothing to undo.' }];
  const done = memory.last.toReversed();
  const actions = done.flatMap(({ actions: list, before }) =>
    list.toReversed().flatMap((action) => {
      const was = before.find(({ id }) => id === action.entity);
      return was === undefined ? [] : undoing(action, was);
    }),
  );
  if (actions.length === 0) return [{ kind: 'nothing', reply: 'That cannot be undone.' }];
  return [{ kind: 'done', deed: { intent: 'undo' }, ids: actions.map(({ entity }) => entity), actions, sure: 1 }];
}

function nothing(utterance: Utterance, memory: Memory, reply: string): Understood {
  return { answer: { id: utterance.id, outcome: 'refuse', actions: [], reply, confidence: 0 }, memory };
}

function compose(
  utterance: Utterance,
  pieces: readonly Piece[],
  memory: Memory,
  states: ReadonlyMap<string, Entity>,
  before: ReadonlyMap<string, Entity>,
  antecedents: Antecedents,
  world: World,
): Understood {
  const done = pieces.filter((p) => p.kind === 'done');
  const actions = done.flatMap((p) => p.actions);
  const refused: Refusal[] = pieces.flatMap((p) =>
    p.kind === 'refused'
      ? [p.refusal]
      : p.kind === 'ask' && (actions.length > 0 || p.candidates.length > 0)
        ? [{ text: p.text, reason: 'ambiguous' as const }]
        : [],
  );
  const asks = pieces.filter((p) => p.kind === 'ask');
  const answers = pieces.filter((p) => p.kind === 'answer');
  const outcome = actions.length > 0 ? 'act' : asks.length > 0 ? 'ask' : answers.length > 0 ? 'answer' : 'refuse';
  const reply =
    actions.length > 0
      ? 'Done.'
      : asks.length > 0
        ? `Which one: ${asks[0]?.candidates.map((id) => world.now(id)?.name ?? id).join(', ')}?`
        : answers.length > 0
          ? (answers[0]?.reply ?? '')
          : pieces.map((p) => (p.kind === 'nothing' ? p.reply : p.kind === 'refused' ? p.detail : '')).join(' ');
  const answer: Answer = { id: utterance.id, outcome, actions, ...(refused.length > 0 ? { refused } : {}), reply, confidence: 0.9 };
  const undone = done.some(({ deed }) => deed.intent === 'undo');
  const next: Memory = {
    at: world.at,
    last: undone
      ? []
      : done.length > 0
        ? done.map((p) => ({ deed: p.deed, ids: p.ids, actions: p.actions, before: p.ids.flatMap((id) => before.get(id) ?? []) }))
        : memory.last,
    spoken: antecedents.spoken,
    ...(asks[0] !== undefined && actions.length === 0
      ? { asked: { deed: asks[0].deed, candidates: asks[0].candidates, text: asks[0].text, yes: asks[0].yes ?? false } }
      : {}),
    states,
  };
  return { answer, memory: next };
}

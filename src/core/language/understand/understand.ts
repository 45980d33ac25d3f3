/**
 * A sentence to its answer, as one pure function: the story of the language path.
 *
 *     sentence ─ proposals ─ decide ─ clauses ─ read ─ ground ─ plan ─┬─ actions ─ authority ─ reply
 *                                                                     └─ questions, moods, timers, later, conversation
 */
import { judge, type Pending, type Policy, pending } from '../../authority/index.ts';
import type { Timestamp } from '../../base/index.ts';
import type { Action, Answer, Entity, Home, Outcome, Refusal, Utterance } from '../../domain/home.ts';
import type { AlertRecord, History } from '../answer/index.ts';
import { type Done, type Memory, recall } from '../converse/memory.ts';
import type { Intent } from '../intent.ts';
import { ACTION_VERBS } from '../lexicon/words.ts';
import type { HomeIndex } from '../mention/index.ts';
import { ASK_BEYOND, type Preferences } from '../mood/index.ts';
import { apply, undoing } from '../plan/index.ts';
import { type Proposal, type ProposedClause, proposeByRules } from '../propose/index.ts';
import { readClause, whenIn } from '../read/index.ts';
import { askConfirmation, askMany, askWhich, type Refused, replyTo } from '../reply/index.ts';
import { type Book, emptyBook, type Place, takeDue } from '../schedule/index.ts';
import { isKind, isName, type Sentence, saidIn, sentenceOf, wordsIn } from '../sentence.ts';
import { MAX_TEXT, type Speller } from '../text/index.ts';
import { act } from './act.ts';
import { correction, more, tooClause } from './again.ts';
import { type AlertRequest, alertRequest, isAlertVerb } from './alert-request.ts';
import { command } from './command.ts';
import { decide, isIdle } from './decide.ts';
import { pendingAnswer, picked } from './follow.ts';
import { changed, keptTimers, lasting, later, planControl, retimed, ringAt, sharedWhen, unplanning, without } from './later/index.ts';
import { areaNamed, type Moods, mood, moodOfClause, oneWish } from './mood.ts';
import type { DonePiece, Piece } from './pieces.ts';
import { forgotten, listPreferences, moodCorrected, preferring } from './preference.ts';
import { ability } from './question/ability.ts';
import { questionAgain } from './question/again.ts';
import { question } from './question/index.ts';
import type { Antecedents } from './target.ts';
import { NEW_TIMER, timers } from './timers.ts';
import { isWordy } from './wordy.ts';
import { calendarOf, type World } from './world.ts';

export interface Ground {
  readonly index: HomeIndex;
  readonly speller?: Speller;
  readonly timezone: string;
  readonly policy?: Policy;
  /** The owner's, for what is risky. */
  readonly pin?: string;
  readonly moods?: Moods;
  readonly history?: (id: string) => History;
  readonly alerts?: () => readonly AlertRecord[];
  /** For sunrise and sunset. */
  readonly place?: Place;
}

export interface Understood {
  readonly answer: Answer;
  /** With the schedule book and the preferences as they are now. */
  readonly memory: Memory;
  /** Something said to an alert, for whoever keeps alerts: the answer is theirs. */
  readonly alert?: AlertRequest;
}

/** Prepares a sentence; the network looks at it between this and `understand`. */
export const prepare = (utterance: Pick<Utterance, 'text'>, ground: Ground): Sentence =>
  sentenceOf(utterance.text.slice(0, MAX_TEXT), ground.index, ground.speller);

export function understand(
  utterance: Utterance,
  sentence: Sentence,
  ground: Ground,
  given: {
    readonly at: Timestamp;
    readonly memory?: Memory;
    readonly network?: Proposal;
    readonly states?: ReadonlyMap<string, Entity>;
    /** Kept for all conversations; the conversation's own when absent. */
    readonly book?: Book;
    readonly preferences?: Preferences;
  },
): Understood {
  const recalled = recall(given.memory, given.at);
  // Of a book that nobody else keeps, what is over falls off.
  const zone = { timezone: ground.timezone, ...(ground.place === undefined ? {} : { place: ground.place }) };
  const book = given.book ?? takeDue(recalled.book ?? emptyBook, given.at, zone).book;
  const preferences = given.preferences ?? recalled.preferences ?? ground.moods?.preferences ?? [];
  const memory: Memory = { ...recalled, book, preferences };
  // What a request says of states holds for it alone; what is done stays with the conversation.
  const states = new Map(memory.states);
  const kept = new Map(memory.states);
  for (const [id, entity] of given.states ?? []) states.set(id, entity);
  const change = (entity: Entity, action: Action): void => {
    const after = apply(action, entity);
    states.set(entity.id, after);
    kept.set(entity.id, after);
  };
  let home: Home | undefined;
  const world: World = {
    index: ground.index,
    home: () =>
      (home ??=
        states.size === 0
          ? ground.index.home
          : { ...ground.index.home, entities: ground.index.home.entities.map((entity) => states.get(entity.id) ?? entity) }),
    now: (id) => states.get(id) ?? ground.index.entities.get(id)?.entity,
    at: given.at,
    timezone: ground.timezone,
    history: ground.history ?? (() => []),
    alerts: ground.alerts ?? (() => []),
    book: () => book,
    preferences: () => preferences,
    ...(ground.place === undefined ? {} : { place: ground.place }),
    ...(utterance.area === undefined ? {} : { area: utterance.area }),
  };
  if (utterance.text.length > MAX_TEXT) return nothing(utterance, memory, 'That is too long for me; say it in shorter sentences.');
  if (sentence.tokens.length === 0) return nothing(utterance, memory, 'I did not hear anything.');
  const waiting = pendingAnswer(sentence.text, memory, world, ground.pin);
  if (waiting !== undefined && waiting.confirmation.kind !== 'other')
    return confirmedOrNot(utterance, waiting.confirmation, memory, kept, world);
  const line = wordsIn(sentence, 0, sentence.tokens.length).join(' ');
  const forgot = forgotten(line, memory, world);
  if (forgot !== undefined)
    return {
      answer: { id: utterance.id, outcome: 'act', actions: [], reply: forgot.said, confidence: 1 },
      memory: { ...memory, at: given.at, preferences: forgot.preferences, mood: forgot.mood },
    };
  const chosen = picked(sentence, memory, world);
  if (chosen !== undefined)
    return compose(
      utterance,
      chosen,
      memory,
      kept,
      before(chosen, world, change),
      { spoken: chosen.flatMap((piece) => (piece.kind === 'done' ? piece.ids : [])), candidates: memory.asked?.candidates ?? [] },
      world,
      ground,
      1,
    );
  const corrected = moodCorrected(line, memory, world);
  if (corrected !== undefined)
    return compose(
      utterance,
      corrected,
      memory,
      kept,
      before(corrected, world, change),
      { spoken: corrected.flatMap((piece) => (piece.kind === 'done' ? piece.ids : [])), candidates: [] },
      world,
      ground,
      1,
    );
  const decided = decide(proposeByRules(sentence), given.network);
  const wish = oneWish(sentence, decided.clauses, given.network, ground.moods);
  const { clauses, scope } = wish === undefined ? decided : { clauses: [wish], scope: decided.scope };
  const pieces: Piece[] = [];
  let antecedents: Antecedents = { spoken: memory.spoken, candidates: memory.asked?.candidates ?? memory.offered ?? [] };
  const was = new Map<string, Entity>();
  // "I'm cold, turn on the fireplace": the need is why, the command is what.
  const here = leadingArea(sentence, clauses);
  const told = clauses.some(({ intent }) => COMMANDED.has(intent));
  // "at ten turn off the TV and lock the door": one time for all of it, and nothing of it now.
  const shared = sharedWhen(sentence, clauses, COMMANDED);
  for (const [i, whole] of clauses.entries()) {
    const proposed = shared === undefined ? whole : without(whole, shared);
    const clause: ProposedClause = told && isReason(sentence, proposed, clauses) ? { ...proposed, intent: 'statement' } : proposed;
    home = undefined;
    const there = here ?? areaBefore(sentence, clauses, i);
    const placed: World = there === undefined ? world : { ...world, area: there };
    const first = pieceOf(sentence, clause, clauses, placed, antecedents, memory, ground, given.network);
    const area = first.every(({ kind }) => kind === 'ask') ? areaOfNext(sentence, clauses, i) : undefined;
    const made =
      area === undefined ? first : pieceOf(sentence, clause, clauses, { ...world, area }, antecedents, memory, ground, given.network);
    for (const piece of once(made)) {
      pieces.push(piece);
      if (piece.kind !== 'done') continue;
      if (shared === undefined) applied(piece, was, world, change);
      // What a plan is about has been spoken of as well: "turn it off now".
      const meant = [...piece.ids.filter((id) => id !== NEW_TIMER), ...(piece.would ?? []).map(({ entity }) => entity)];
      antecedents = { spoken: [...new Set(meant)], candidates: antecedents.candidates };
    }
    const missed =
      made.length > 0 && made.every((piece) => piece.kind === 'refused' && piece.refusal.reason === 'no_device') ? made[0] : undefined;
    const { lost: _, ...kept } = antecedents;
    antecedents = missed?.kind === 'refused' ? { ...kept, lost: missed.detail } : kept;
    home = undefined;
    const spoken = made.flatMap((piece) => (piece.kind === 'answer' ? [...piece.ids] : []));
    const heard = spoken.length > 0 ? spoken : spokenIn(sentence, clause);
    if (made.every(({ kind }) => kind !== 'done') && heard.length > 0) antecedents = { ...antecedents, spoken: heard };
  }
  if (shared !== undefined) {
    const all = { from: clauses[0]?.from ?? 0, to: clauses.at(-1)?.to ?? 0 };
    const tried = pieces.splice(0);
    pieces.push(...later(sentence, all, shared, tried, world));
    for (const piece of pieces) if (piece.kind === 'done') applied(piece, was, world, change);
    antecedents = { ...antecedents, spoken: tried.flatMap((piece) => (piece.kind === 'done' ? piece.ids : [])) };
  }
  return compose(utterance, pieces, memory, kept, was, antecedents, world, ground, scope);
}

/** Intents that command something outright. */
const COMMANDED: ReadonlySet<Intent> = new Set<Intent>([
  'on',
  'off',
  'toggle',
  'open',
  'close',
  'stop',
  'set',
  'raise',
  'lower',
  'lock',
  'unlock',
  'start',
  'dock',
  'clean',
  'activate',
  'press',
  'arm',
  'disarm',
  'play',
  'pause',
  'next',
  'mute',
  'search',
]);

/** A clause is refused once for each reason, and does the same thing once, whatever number of words it has for it. */
function once(pieces: readonly Piece[]): readonly Piece[] {
  const seen = new Set<string>();
  return pieces.filter((piece) => {
    if (piece.kind === 'done') {
      const key = JSON.stringify(piece.actions);
      return !seen.has(key) && seen.add(key);
    }
    if (piece.kind !== 'refused') return true;
    const { text, reason } = piece.refusal;
    const key = `${reason} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** "turn on the light and set it to 40 on the balcony": the only place that the next clause names, where this one names none. */
function areaOfNext(sentence: Sentence, clauses: readonly ProposedClause[], i: number): string | undefined {
  const own = clauses[i];
  const next = clauses[i + 1];
  if (own === undefined || next === undefined || areasIn(sentence, own).length > 0) return undefined;
  if (sentence.tokens.slice(own.to, next.from).some(({ text }) => /^[,.;]$/.test(text))) return undefined;
  const [area, ...others] = new Set(areasIn(sentence, next));
  return others.length === 0 ? area : undefined;
}
/** "in the bedroom turn on the lamp and close the curtains": said first, a place is where all of it happens. */
function leadingArea(sentence: Sentence, clauses: readonly ProposedClause[]): string | undefined {
  const first = clauses[0];
  if (first === undefined || clauses.length < 2 || !/^(?:in|on|at)$/.test(sentence.tokens[first.from]?.text ?? '')) return undefined;
  const at = /^(?:the|my|our)$/.test(sentence.tokens[first.from + 1]?.text ?? '') ? first.from + 2 : first.from + 1;
  const ref = sentence.mentionAt[at]?.refs.find((r) => r.type === 'area');
  return ref?.type === 'area' ? ref.id : undefined;
}

/** "salon lights to 20 percent, curtains closed": what goes on without a verb goes on there. */
function areaBefore(sentence: Sentence, clauses: readonly ProposedClause[], i: number): string | undefined {
  const own = clauses[i];
  const before = clauses[i - 1];
  if (own === undefined || before === undefined || sentence.mentionAt[own.from]?.refs.some(({ type }) => type === 'kind') !== true)
    return undefined;
  if (areasIn(sentence, own).length > 0) return undefined;
  const [area, ...others] = new Set(areasIn(sentence, before));
  return others.length === 0 ? area : undefined;
}

const areasIn = (sentence: Sentence, { from, to }: ProposedClause): string[] =>
  sentence.mentions.flatMap((m) => (m.from >= from && m.to <= to ? m.refs.flatMap((r) => (r.type === 'area' ? [r.id] : [])) : []));

/** A need beside a command: "I'm cold, turn on the fireplace", "I need coffee, switch the coffee machine on". */
const isReason = (sentence: Sentence, { intent, from, to }: ProposedClause, clauses: readonly ProposedClause[]): boolean =>
  intent === 'mood' ||
  (clauses.length > 1 && /\b(?:is|are) (?:way |far |much |a bit |a little )?too [a-z]+$/.test(wordsIn(sentence, from, to).join(' '))) ||
  (intent === 'start' &&
    clauses.length > 1 &&
    /^(?:i|we) (?:need|want|could use|would like)\b/.test(wordsIn(sentence, from, to).join(' ')));

/** Applies what was picked, and keeps how it was before. */
function before(pieces: readonly Piece[], world: World, change: (entity: Entity, action: Action) => void): Map<string, Entity> {
  const was = new Map<string, Entity>();
  for (const piece of pieces) if (piece.kind === 'done') applied(piece, was, world, change);
  return was;
}

/** Applies what one piece does; `was` gets each entity as it stood before the first action on it. */
function applied(piece: DonePiece, was: Map<string, Entity>, world: World, change: (entity: Entity, action: Action) => void): void {
  for (const action of piece.actions) {
    const entity = world.now(action.entity);
    if (entity === undefined) continue;
    if (!was.has(entity.id)) was.set(entity.id, entity);
    change(entity, action);
  }
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
  if (isIdle(intent)) return [{ kind: 'nothing', reply: idleReply(intent) }];
  if (intent === 'undo') return undo(memory, world);
  if (intent === 'again') {
    if (memory.last.length === 0) return [{ kind: 'nothing', reply: 'There is nothing to repeat.' }];
    return memory.last.flatMap((done) => act({ deed: done.deed, more: [], text }, done.ids, true, world));
  }
  if (intent === 'yes' || intent === 'no')
    return [{ kind: 'nothing', reply: intent === 'yes' ? 'There is nothing to confirm.' : 'All right.' }];
  const read = readClause(sentence, clause);
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
  if (read.when !== undefined) return later(sentence, read, read.when, made, world);
  return wished(ability(text, lasting(read.deed.duration, intent, text, made, world), ground.index.home));
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

function nothing(utterance: Utterance, memory: Memory, reply: string): Understood {
  return { answer: { id: utterance.id, outcome: 'refuse', actions: [], reply, confidence: 0 }, memory };
}

/** Yes, no or a PIN to something risky that waits. */
function confirmedOrNot(
  utterance: Utterance,
  confirmation: Exclude<ReturnType<typeof pendingAnswer>, undefined>['confirmation'],
  memory: Memory,
  states: Map<string, Entity>,
  world: World,
): Understood {
  const { pending: _, ...rest } = memory;
  const answered = (outcome: Outcome, reply: string, kept: Memory, actions: readonly Action[] = []): Understood => ({
    answer: { id: utterance.id, outcome, actions, reply, confidence: 1 },
    memory: kept,
  });
  switch (confirmation.kind) {
    case 'confirmed': {
      const was: Entity[] = [];
      for (const action of confirmation.actions) {
        const entity = world.now(action.entity);
        if (entity === undefined) continue;
        was.push(entity);
        states.set(entity.id, apply(action, entity));
      }
      const planned = changed(world.book(), memory.pending?.plans ?? [], calendarOf(world), true);
      const done: Done = {
        planned: planned.added,
        unplanned: planned.cancelled,
        deed: { intent: 'yes' },
        ids: confirmation.actions.map(({ entity }) => entity),
        actions: confirmation.actions,
        before: was,
      };
      return answered(
        'act',
        replyTo(confirmation.actions, world.home()),
        { ...rest, at: world.at, last: [done], spoken: done.ids.filter((id) => id !== NEW_TIMER), states, book: planned.book },
        confirmation.actions,
      );
    }
    case 'declined':
      return answered('refuse', 'All right, I leave it.', { ...rest, at: world.at });
    case 'expired':
      return answered('refuse', 'That took too long; please ask again.', { ...rest, at: world.at });
    case 'ended':
      return answered('refuse', 'Three wrong PINs; please ask again.', { ...rest, at: world.at });
    case 'wrong':
      return answered('ask', 'That PIN is wrong.', { ...rest, at: world.at, pending: confirmation.pending });
    default:
      return answered('ask', 'Please say the PIN.', { ...rest, at: world.at, pending: confirmation.pending as Pending });
  }
}

/** Pieces → one answer: authority, then words. */
function compose(
  utterance: Utterance,
  pieces: readonly Piece[],
  memory: Memory,
  states: ReadonlyMap<string, Entity>,
  was: ReadonlyMap<string, Entity>,
  antecedents: Antecedents,
  world: World,
  ground: Ground,
  scope: number,
): Understood {
  const home = ground.index.home;
  const dones = pieces.filter((p): p is DonePiece => p.kind === 'done');
  const wanted = dones.flatMap((p) => p.actions);
  const kept = dones.filter(({ would }) => would !== undefined).flatMap((p) => p.actions);
  const judged = judge(
    wanted.filter((action) => !kept.includes(action)),
    home,
    ground.policy ?? {},
  );
  // A command for later is as risky as what it would do.
  const ahead = judge(
    dones.flatMap(({ would }) => would ?? []),
    home,
    ground.policy ?? {},
  );
  const plans = dones.flatMap(({ plan }) => plan ?? []);
  const denied = new Set(judged.denied.map(({ action }) => action));
  for (const { would = [], actions: own } of dones)
    if (would.length > 0 && would.every((action) => ahead.denied.some((one) => one.action === action)))
      for (const action of own) denied.add(action);
  const actions = wanted.filter((action) => !denied.has(action));
  const missed: readonly Refused[] = pieces.flatMap((p): Refused[] =>
    p.kind === 'refused'
      ? [{ ...p.refusal, detail: p.detail, ...(p.near === undefined ? {} : { near: p.near }) }]
      : p.kind === 'ask' && (actions.length > 0 || p.candidates.length > 0)
        ? [{ text: p.text, reason: 'ambiguous', candidates: p.candidates }]
        : [],
  );
  const forbidden = [...judged.denied, ...ahead.denied].map(
    ({ action, reason, detail }): Refused => ({
      text: utterance.text,
      reason: reason === 'limits' ? 'out_of_range' : 'no_capability',
      detail,
      entity: action.entity,
    }),
  );
  const refusals: readonly Refused[] = [...missed, ...forbidden];
  const refused = [...missed.map(bare), ...unique(forbidden.map(bare))];
  const asks = pieces.filter((p) => p.kind === 'ask');
  const answers = pieces.filter((p) => p.kind === 'answer');
  const confidence = Number(Math.max(0, Math.min(1, scope * Math.min(1, ...dones.map(({ sure }) => sure)))).toFixed(3));
  const many = dones.find((p) => (p.devices ?? 0) > ASK_BEYOND);
  const listed = pieces.flatMap((p) => (p.kind === 'answer' || p.kind === 'ask' ? (p.plans ?? []) : [])).at(-1);
  const asked = answers.at(-1)?.again;
  const base: Memory = {
    at: world.at,
    last: memory.last,
    spoken: antecedents.spoken,
    ...(antecedents.candidates.length === 0 ? {} : { offered: antecedents.candidates }),
    states: memory.states,
    ...(asked === undefined ? {} : { question: asked }),
    book: world.book(),
    preferences: world.preferences(),
    ...(listed === undefined ? {} : { plans: listed }),
    ...(memory.mood === undefined ? {} : { mood: memory.mood }),
  };
  const answer = (outcome: Outcome, reply: string, list: readonly Action[] = []): Answer => ({
    id: utterance.id,
    outcome,
    actions: list,
    ...(refused.length > 0 ? { refused } : {}),
    reply,
    confidence,
  });
  if (actions.length > 0 && many !== undefined) {
    return { answer: answer('ask', askMany(actions, home)), memory: { ...base, pending: { ...pending(actions, world.at), plans } } };
  }
  if (judged.confirm.length > 0 || (ahead.confirm.length > 0 && actions.length > 0))
    return {
      answer: answer('confirm', askConfirmation(actions, home, ground.pin === undefined ? 'yes' : 'pin'), actions),
      memory: { ...base, pending: { ...pending(actions, world.at), plans } },
    };
  if (actions.length > 0) {
    const undone = dones.some(({ deed }) => deed.intent === 'undo');
    let book = world.book();
    const last = dones.map((p): Done => {
      const may = p.actions.some((action) => !denied.has(action));
      const planned = p.plan === undefined || !may ? { book, added: [], cancelled: [] } : changed(book, [p.plan], calendarOf(world), false);
      book = planned.book;
      return {
        deed: p.deed,
        ids: p.ids,
        actions: p.actions.filter((action) => !denied.has(action)),
        before: [...new Set(p.actions.map(({ entity }) => entity))].flatMap((id) => was.get(id) ?? []),
        planned: planned.added,
        unplanned: planned.cancelled,
      };
    });
    const preferred = preferring(dones, actions, memory, world);
    const told = (planned: boolean): string[] =>
      dones.flatMap(({ said, plan, actions: own }) =>
        said === undefined || (plan !== undefined) !== planned || own.every((action) => denied.has(action)) ? [] : [said],
      );
    const plain = dones
      .filter(({ said }) => said === undefined)
      .flatMap((p) => p.actions)
      .filter((action) => !denied.has(action));
    const also = [...answers.map((p) => p.reply), ...(preferred.said === undefined ? [] : [preferred.said])];
    // First what was done, then what will be.
    const now = plain.length > 0 || refusals.length > 0 ? [replyTo(plain, home, refusals)] : [];
    const reply = [...told(false), ...now, ...told(true), ...also].join(' ');
    return {
      answer: answer('act', undone ? `Undone. ${reply}` : reply, actions),
      memory: {
        ...base,
        last: undone ? [] : last,
        states,
        book,
        preferences: preferred.preferences,
        ...(preferred.mood === undefined ? {} : { mood: preferred.mood }),
      },
    };
  }
  const alert = pieces.find((p) => p.kind === 'alert');
  if (alert !== undefined)
    return { answer: answer('refuse', 'There is nobody here who keeps alerts.'), memory: base, alert: alert.request };
  const ask = asks[0];
  if (ask !== undefined) {
    const reply = ask.question ?? askWhich(ask.candidates, home, [], ask.text);
    return {
      answer: answer('ask', reply),
      memory: {
        ...base,
        asked: { deed: ask.deed, candidates: ask.candidates, text: ask.text, ...(ask.needs === undefined ? {} : { needs: ask.needs }) },
      },
    };
  }
  if (answers.length > 0) return { answer: answer('answer', unique(answers.map((p) => p.reply)).join(' ')), memory: base };
  const quiet = pieces.flatMap((p) => (p.kind === 'nothing' ? [p.reply] : []));
  const reply = refusals.length > 0 ? replyTo([], home, refusals) : unique(quiet).join(' ') || 'I can only help with this home.';
  return { answer: answer('refuse', reply), memory: base };
}

const bare = ({ text, reason }: Refused): Refusal => ({ text, reason });
const unique = <T>(list: readonly T[]): T[] => [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];

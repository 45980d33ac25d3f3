import type { Timestamp } from '../../base/index.ts';
import type { Action, Entity, Home, Utterance } from '../../domain/home.ts';
import { type Memory, recall } from '../converse/memory.ts';
import type { Intent } from '../intent.ts';
import type { Preferences } from '../mood/index.ts';
import { apply } from '../plan/index.ts';
import { type Proposal, type ProposedClause, proposeByRules } from '../propose/index.ts';
import { type Book, emptyBook, takeDue } from '../schedule/index.ts';
import { type Sentence, sentenceOf, wordsIn } from '../sentence.ts';
import { MAX_TEXT } from '../text/index.ts';
import { compose } from './compose.ts';
import { confirmedOrNot, nothing } from './confirmed.ts';
import { decide } from './decide.ts';
import { pendingAnswer, picked } from './follow.ts';
import type { Ground, Understood } from './ground.ts';
import { later, reminder, sharedWhen, without } from './later/index.ts';
import { oneWish } from './mood.ts';
import { pieceOf } from './piece.ts';
import type { DonePiece, Piece } from './pieces.ts';
import { areaBefore, areaOf, areaOfIts, areaOfNext, leadingArea, saysIt, spokenIn } from './places.ts';
import { forgotten, moodCorrected } from './preference.ts';
import { asksWho } from './question/people.ts';
import type { Antecedents } from './target.ts';
import { NEW_TIMER } from './timers.ts';
import type { World } from './world.ts';

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
  // Said of what came before, and nothing else in the sentence.
  const alone = (pieces: Piece[], candidates: readonly string[]): Understood => {
    const spoken = pieces.flatMap((piece) => (piece.kind === 'done' ? piece.ids : []));
    return compose(utterance, pieces, memory, kept, before(pieces, world, change), { spoken, candidates }, world, ground, 1);
  };
  const chosen = picked(sentence, memory, world);
  if (chosen !== undefined) return alone(chosen, memory.asked?.candidates ?? []);
  const corrected = moodCorrected(line, memory, world);
  if (corrected !== undefined) return alone(corrected, []);
  const reminded = reminder(sentence, memory, world);
  if (reminded !== undefined) return alone(reminded, []);
  const decided = decide(proposeByRules(sentence), given.network, asksWho(line, world.home()));
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
    // "let some light into the bedroom, open the curtains": where the reason is, what is done about it is.
    const wished = isReason(sentence, clauses[i - 1] ?? whole, clauses) && i > 0 ? areaOf(sentence, clauses[i - 1], whole) : undefined;
    const there = here ?? areaBefore(sentence, clauses, i) ?? wished ?? areaOfIts(sentence, clause, antecedents.spoken);
    const placed: World = there === undefined ? world : { ...world, area: there };
    const first = pieceOf(sentence, clause, clauses, placed, antecedents, memory, ground, given.network);
    const guessed = saysIt(sentence, clauses[i + 1]) && first.every((piece) => piece.kind === 'done' && piece.sure < 1);
    const area = guessed || first.every(({ kind }) => kind === 'ask') ? areaOfNext(sentence, clauses, i) : undefined;
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
    const spoken = made.flatMap((piece) => (piece.kind === 'answer' || piece.kind === 'refused' ? (piece.ids ?? []) : []));
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
    // Two things of one clause that cannot are both told of.
    const { text, reason } = piece.refusal;
    const key = `${reason} ${text} ${piece.detail}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** A need beside a command: "I'm cold, turn on the fireplace", "I need coffee, switch the coffee machine on". */
const isReason = (sentence: Sentence, { intent, from, to }: ProposedClause, clauses: readonly ProposedClause[]): boolean =>
  intent === 'mood' ||
  (clauses.length > 1 &&
    /^let (?:(?:some|the|more|a bit of|a little) )?(?:light|daylight|sun|sunlight|sunshine|fresh air|air) in(?:to)?\b|^let \S+ in$/.test(
      wordsIn(sentence, from, to).join(' '),
    )) ||
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

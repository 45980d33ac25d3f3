/** What came of the clauses as one answer, and what is remembered of it. */
import { judge, pending } from '../../authority/index.ts';
import type { Action, Answer, Entity, Outcome, Refusal, Utterance } from '../../domain/home.ts';
import type { Done, Memory } from '../converse/memory.ts';
import { ASK_BEYOND } from '../mood/index.ts';
import { askConfirmation, askMany, askWhich, type Refused, replyTo } from '../reply/index.ts';
import type { Ground, Understood } from './ground.ts';
import { changed } from './later/index.ts';
import type { DonePiece, Piece } from './pieces.ts';
import { preferring } from './preference.ts';
import type { Antecedents } from './target.ts';
import { calendarOf, type World } from './world.ts';

/** Pieces → one answer: authority, then words. */
export function compose(
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
    const besides = pieces.flatMap((p) => (p.kind === 'nothing' ? (p.besides ?? []) : []));
    const also = [...answers.map((p) => p.reply), ...besides, ...(preferred.said === undefined ? [] : [preferred.said])];
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

/** What answers by itself, before any clause is read. */
import type { Pending } from '../../authority/index.ts';
import type { Action, Entity, Outcome, Utterance } from '../../domain/home.ts';
import type { Done, Memory } from '../converse/memory.ts';
import { apply } from '../plan/index.ts';
import { replyTo } from '../reply/index.ts';
import type { pendingAnswer } from './follow.ts';
import type { Understood } from './ground.ts';
import { changed } from './later/index.ts';
import { NEW_TIMER } from './timers.ts';
import { calendarOf, type World } from './world.ts';

/** Nothing is done, and this is why. */
export function nothing(utterance: Utterance, memory: Memory, reply: string): Understood {
  return { answer: { id: utterance.id, outcome: 'refuse', actions: [], reply, confidence: 0 }, memory };
}

/** Yes, no or a PIN to something risky that waits. */
export function confirmedOrNot(
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

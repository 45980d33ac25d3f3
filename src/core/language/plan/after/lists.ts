/** To-do lists and timers after a call. */
import type { Entity, Json } from '../../../domain/home.ts';
import { number, text } from '../attributes.ts';
import { itemsOf, type TodoItem } from '../domains/lists.ts';
import { type After, numberIn, textIn, withState } from './change.ts';

/** The state of a list is the number of its open items. */
function withItems(entity: Entity, items: readonly TodoItem[]): Entity {
  const open = items.filter((item) => item.status !== 'completed').length;
  return withState(entity, String(open), { todo_items: items.map(({ summary, status }): Json => ({ summary, status })) });
}

export const todo: After = (service, data, entity) => {
  const item = textIn(data, 'item');
  if (item === undefined) return undefined;
  const items = itemsOf(entity) ?? [];
  const at = items.findIndex(({ summary }) => summary === item);
  switch (service) {
    case 'add_item':
      return withItems(entity, [...items, { summary: item, status: 'needs_action' }]);
    case 'remove_item':
      return at < 0
        ? undefined
        : withItems(
            entity,
            items.filter((_, i) => i !== at),
          );
    case 'update_item': {
      const status = textIn(data, 'status') === 'completed' ? 'completed' : 'needs_action';
      return at < 0
        ? undefined
        : withItems(
            entity,
            items.map((old, i) => (i === at ? { ...old, status } : old)),
          );
    }
    default:
      return undefined;
  }
};

/** Seconds as timers write them: 0:05:00. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** "0:05:00", "05:00" or a number, as seconds. */
export function secondsOf(entity: Entity, name: string): number | undefined {
  const parts = text(entity, name)?.split(':');
  if (parts === undefined || parts.length > 3 || parts.some((part) => !/^\d{1,6}(\.\d+)?$/.test(part))) return number(entity, name);
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

export const timer: After = (service, data, entity) => {
  switch (service) {
    case 'start': {
      const duration = numberIn(data, 'duration');
      const name = textIn(data, 'name');
      const left = duration === undefined ? undefined : clock(duration);
      const idle = entity.state === 'idle' ? secondsOf(entity, 'duration') : undefined;
      const shown = left === undefined ? (idle === undefined ? {} : { remaining: clock(idle) }) : { duration: left, remaining: left };
      return { ...withState(entity, 'active', shown), ...(name === undefined ? {} : { name }) };
    }
    case 'pause':
      return entity.state === 'active' ? withState(entity, 'paused') : undefined;
    case 'cancel':
    case 'finish':
      return withState(entity, 'idle', { remaining: '0:00:00' });
    case 'change': {
      const by = numberIn(data, 'duration');
      const left = secondsOf(entity, 'remaining');
      return by === undefined || left === undefined ? undefined : withState(entity, entity.state, { remaining: clock(left + by) });
    }
    default:
      return undefined;
  }
};

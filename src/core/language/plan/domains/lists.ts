/** To-do lists, timers, and what can be said to people. */
import type { Entity, Json } from '../../../domain/home.ts';
import { can, read } from '../attributes.ts';
import { TODO } from '../features.ts';
import { act, cannot, type Domain, lacks, outside, quoted } from '../result.ts';
import { fold, wordsOf } from '../words.ts';

export interface TodoItem {
  readonly summary: string;
  readonly status: string;
}

/** At most this many items of a list are looked at. */
const MAX_ITEMS = 2_000;

/** The items of a list; undefined when it does not tell. */
export function itemsOf(entity: Entity): readonly TodoItem[] | undefined {
  const items = read(entity, 'todo_items');
  if (!Array.isArray(items)) return undefined;
  const list: readonly Json[] = items.slice(0, MAX_ITEMS);
  return list.flatMap((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
    const { summary, status } = item as Readonly<Record<string, Json>>;
    return typeof summary === 'string' ? [{ summary, status: status === 'completed' ? 'completed' : 'needs_action' }] : [];
  });
}

const singular = (word: string): string => word.replace(/(?<=[^s])s$/, '');
const essence = (said: string): string =>
  wordsOf(said)
    .filter((word) => !['the', 'a', 'an', 'some', 'my', 'of'].includes(word))
    .map(singular)
    .join(' ');

/** The item of the list that is meant: as written, else without articles and plurals, else the only one with all its words. */
export function itemNamed(said: string, items: readonly TodoItem[]): string | undefined {
  const want = essence(said);
  const exact =
    items.find((item) => fold(item.summary) === fold(said)) ?? items.find((item) => want !== '' && essence(item.summary) === want);
  if (exact !== undefined) return exact.summary;
  const words = want.split(' ');
  const holding = want === '' ? [] : items.filter((item) => words.every((word) => essence(item.summary).split(' ').includes(word)));
  return holding.length === 1 ? holding[0]?.summary : undefined;
}

export const todo: Domain = {
  plan(deed, entity) {
    const said = deed.content?.trim();
    if (!['todo_add', 'todo_complete', 'todo_remove'].includes(deed.intent)) return lacks(undefined);
    if (said === undefined || said === '') return cannot('it needs an item');
    if (deed.intent === 'todo_add')
      return can(entity, TODO.create) === false ? cannot('nothing can be added to it') : act(entity, 'add_item', { item: said });
    const items = itemsOf(entity);
    const open = items?.filter((item) => deed.intent === 'todo_remove' || item.status !== 'completed');
    const item = items === undefined ? said : (itemNamed(said, open ?? []) ?? itemNamed(said, items));
    if (item === undefined) return cannot(`"${quoted(said)}" is not on it`);
    if (deed.intent === 'todo_remove')
      return can(entity, TODO.delete) === false ? cannot('nothing can be removed from it') : act(entity, 'remove_item', { item });
    return can(entity, TODO.update) === false
      ? cannot('its items cannot be ticked off')
      : act(entity, 'update_item', { item, status: 'completed' });
  },
};

/** A timer runs for at most this long. */
const MAX_TIMER = 366 * 86_400;

export const timer: Domain = {
  plan(deed, entity) {
    const said = deed.duration ?? (deed.value?.kind === 'number' ? deed.value.number : deed.change?.amount);
    if (said !== undefined && !(said > 0 && said <= MAX_TIMER)) return outside('a timer runs from 1 second to a year');
    switch (deed.intent) {
      case 'timer_start':
      case 'start':
      case 'on':
      case 'set': {
        if (said === undefined) return entity.id === 'timer.new' ? cannot('it needs a duration') : act(entity, 'start');
        return act(entity, 'start', { duration: said, ...(deed.content === undefined ? {} : { name: deed.content }) });
      }
      case 'timer_resume':
      case 'play':
        return act(entity, 'start');
      case 'timer_cancel':
      case 'off':
      case 'stop':
        return act(entity, 'cancel');
      case 'timer_pause':
      case 'pause':
        return act(entity, 'pause');
      case 'timer_more':
      case 'timer_less':
      case 'raise':
      case 'lower': {
        if (said === undefined) return cannot('it needs a duration');
        const more = deed.intent === 'timer_more' || deed.intent === 'raise';
        return act(entity, 'change', { duration: more ? said : -said });
      }
      default:
        return lacks(undefined);
    }
  },
};

const MESSAGES = { notify: 'send_message', tts: 'speak', assist_satellite: 'announce' } as const;

export const messenger: Domain = {
  plan(deed, entity) {
    if (deed.intent !== 'announce') return lacks(undefined);
    if (deed.content === undefined || deed.content.trim() === '') return cannot('there is nothing to say');
    return act(entity, MESSAGES[entity.domain as keyof typeof MESSAGES] ?? 'send_message', { message: deed.content });
  },
};

/** To-do lists and timers. */
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../../src/core/domain/home.ts';
import type { Deed } from '../../../../src/core/language/deed.ts';
import { undoing } from '../../../../src/core/language/plan/index.ts';
import { become, deed, device, planned, thereAndBack } from './devices.ts';

const shopping = device('todo.shopping', '2', {
  todo_items: [
    { summary: 'Milk', status: 'needs_action' },
    { summary: 'A dozen eggs', status: 'needs_action' },
    { summary: 'Bread', status: 'completed' },
  ],
});
const silent = device('todo.silent', '4');
const fresh = device('timer.new', 'idle');
const pasta = device('timer.pasta', 'active', { duration: '0:10:00', remaining: '0:07:30' }, 'Pasta');
const resting = device('timer.dough', 'paused', { duration: '1:00:00', remaining: '0:20:00' });

describe('a list', () => {
  it.each<[string, Deed, Entity, string]>([
    ['takes an item as said', deed('todo_add', undefined, { content: 'oat milk' }), shopping, 'add_item {"item":"oat milk"}'],
    [
      'ticks an item off by its own name',
      deed('todo_complete', undefined, { content: 'milk' }),
      shopping,
      'update_item {"item":"Milk","status":"completed"}',
    ],
    [
      'knows an item by a part of its name',
      deed('todo_complete', undefined, { content: 'the eggs' }),
      shopping,
      'update_item {"item":"A dozen eggs","status":"completed"}',
    ],
    ['loses an item', deed('todo_remove', undefined, { content: 'bread' }), shopping, 'remove_item {"item":"Bread"}'],
    [
      'does not have what it does not have',
      deed('todo_remove', undefined, { content: 'beer' }),
      shopping,
      'no_capability: "beer" is not on it',
    ],
    [
      'that does not show its items takes the name as said',
      deed('todo_complete', undefined, { content: 'beer' }),
      silent,
      'update_item {"item":"beer","status":"completed"}',
    ],
    ['needs an item', deed('todo_add'), shopping, 'no_capability: it needs an item'],
    [
      'that takes nothing new refuses',
      deed('todo_add', undefined, { content: 'beer' }),
      device('todo.fixed', '0', { supported_features: 4 }),
      'no_capability: nothing can be added to it',
    ],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));

  it('shows its items and counts the open ones', () => {
    expect(become(deed('todo_add', undefined, { content: 'tea' }), shopping).state).toBe('3');
    const ticked = become(deed('todo_complete', undefined, { content: 'milk' }), shopping);
    expect(ticked.state).toBe('1');
    expect(ticked.attributes['todo_items']).toContainEqual({ summary: 'Milk', status: 'completed' });
    expect(become(deed('todo_remove', undefined, { content: 'eggs' }), shopping).state).toBe('1');
  });
  it.each<[string, Deed]>([
    ['added', deed('todo_add', undefined, { content: 'tea' })],
    ['ticked off', deed('todo_complete', undefined, { content: 'milk' })],
  ])('is what it was when it is undone: %s', (_, what) => expect(thereAndBack(what, shopping)).toEqual(shopping));
  it('gets back what was removed', () => {
    const back = thereAndBack(deed('todo_remove', undefined, { content: 'bread' }), shopping);
    expect(back.state).toBe('2');
    expect(back.attributes['todo_items']).toContainEqual({ summary: 'Bread', status: 'completed' });
  });
});

describe('a timer', () => {
  it.each<[string, Deed, Entity, string]>([
    ['starts for a time', deed('timer_start', undefined, { duration: 300 }), fresh, 'start {"duration":300}'],
    ['starts with a name', deed('timer_start', undefined, { duration: 600, content: 'tea' }), fresh, 'start {"duration":600,"name":"tea"}'],
    ['needs a time when it is new', deed('timer_start'), fresh, 'no_capability: it needs a duration'],
    [
      'runs for no time at all',
      deed('timer_start', undefined, { duration: 0 }),
      fresh,
      'out_of_range: a timer runs from 1 second to a year',
    ],
    ['pauses', deed('timer_pause'), pasta, 'pause'],
    ['goes on', deed('timer_resume'), resting, 'start'],
    ['is cancelled', deed('timer_cancel'), pasta, 'cancel'],
    ['is stopped', deed('stop'), pasta, 'cancel'],
    ['runs longer', deed('timer_more', undefined, { duration: 60 }), pasta, 'change {"duration":60}'],
    ['runs shorter', deed('timer_less', undefined, { duration: 60 }), pasta, 'change {"duration":-60}'],
  ])('%s', (_, what, entity, call) => expect(planned(what, entity)).toBe(call));

  it('shows what is left', () => {
    expect(become(deed('timer_start', undefined, { duration: 3_661, content: 'tea' }), fresh)).toMatchObject({
      state: 'active',
      name: 'tea',
      attributes: { duration: '1:01:01', remaining: '1:01:01' },
    });
    expect(become(deed('timer_more', undefined, { duration: 90 }), pasta).attributes['remaining']).toBe('0:09:00');
    expect(become(deed('timer_cancel'), pasta)).toMatchObject({ state: 'idle' });
  });
  it.each<[string, Deed, Entity]>([
    ['paused', deed('timer_pause'), pasta],
    ['resumed', deed('timer_resume'), resting],
    ['longer', deed('timer_more', undefined, { duration: 90 }), pasta],
  ])('is what it was when it is undone: %s', (_, what, entity) => expect(thereAndBack(what, entity)).toEqual(entity));
  it('that was cancelled starts again with what was left', () => {
    const action = { entity: 'timer.pasta', service: 'timer.cancel', data: {} };
    expect(undoing(action, pasta)).toEqual([{ entity: 'timer.pasta', service: 'timer.start', data: { duration: 450 } }]);
  });
});

import { describe, expect, it } from 'vitest';
import { overlayOf, readOrder, readRequest } from '../../../src/agent/language/request.ts';

describe('A request', () => {
  it('says what, who, where, in which talk, of which alert, and how things are', () => {
    const given = { id: 7, text: 'hello', area: 'hall', conversation: 'c', alert: 'a', state: { 'light.a': { state: 'on' } } };
    expect(readRequest(given)).toEqual({ said: given });
  });

  it('needs its text alone; null is as good as absent', () => {
    expect(readRequest({ text: 'hello', id: null, area: null, state: null })).toEqual({ said: { id: null, text: 'hello' } });
  });

  it.each<[string, unknown, unknown]>([
    ['a list', [{ text: 'x' }], null],
    ['a word', 'text', null],
    ['null', null, null],
    ['no text', { id: 'a' }, 'a'],
    ['a text that is none', { id: 'a', text: ['x'] }, 'a'],
    ['an inherited text', Object.create({ text: 'x' }), null],
    ['an area that is none', { id: 'a', text: 'x', area: 7 }, 'a'],
    ['an endless conversation', { id: 'a', text: 'x', conversation: 'c'.repeat(201) }, 'a'],
    ['states in a list', { id: 'a', text: 'x', state: [] }, 'a'],
  ])('that is %s is refused, and can be answered', (_, value, id) => {
    const { said, fault } = readRequest(value);
    expect([said.id, fault?.code]).toEqual([id, 'order/request']);
  });
});

it.each<[string, unknown, unknown]>([
  ['a word for a state', { 'light.a': 'on' }, { 'light.a': { state: 'on' } }],
  ['numbers and switches for states', { a: { state: 7 }, b: { state: false } }, { a: { state: '7' }, b: { state: 'false' } }],
  ['attributes', { a: { attributes: { brightness: 3 } } }, { a: { attributes: { brightness: 3 } } }],
  ['what is no state', { a: 7, b: null, c: [], d: { state: { toString: 1 } } }, { d: {} }],
])('The field "state" takes %s', (_, state, expected) => {
  expect(overlayOf(state as Record<string, unknown>)).toEqual(expected);
});

describe('An order', () => {
  it.each([
    ['plain words', { text: 'turn on the light' }, { id: null, text: 'turn on the light' }],
    ['words on the topic of an alert', { text: 'normal', alert: 'x' }, { id: null, text: 'normal', alert: 'x' }],
    ['JSON', { text: ' {"id": 1, "text": "x", "area": "hall"}' }, { id: 1, text: 'x', area: 'hall' }],
    [
      'JSON on the topic of an alert, which counts more',
      { text: '{"text": "x", "alert": "y"}', alert: 'x' },
      { id: null, text: 'x', alert: 'x' },
    ],
  ])('may be %s', (_, order, said) => {
    expect(readOrder(order)).toEqual({ said });
  });

  it('that begins like JSON and is none is refused', () => {
    expect(readOrder({ text: '{"a":'.repeat(2_000) })).toMatchObject({ said: { id: null, text: '' }, fault: { code: 'order/not-json' } });
  });
});

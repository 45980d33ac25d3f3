import { describe, expect, it } from 'vitest';
import { callFits, essence, fits, type Match, secondsOf } from '../../../src/bench/language/match.ts';
import type { Json } from '../../../src/core/domain/home.ts';

describe('a field of a service call', () => {
  it.each<[Json | undefined, Match, boolean]>([
    [21, { is: 21 }, true],
    [21.5, { is: 21 }, false],
    ['low', { is: 'low' }, true],
    [0.505, { about: 0.5, within: 0.01 }, true],
    [0.52, { about: 0.5, within: 0.01 }, false],
    [61, { above: 60 }, true],
    [60, { above: 60 }, false],
    [59, { below: 60 }, true],
    ['heat', { oneOf: ['heat', 'auto'] }, true],
    ['The Milk.', { like: 'some milk' }, true],
    ['oat milk', { like: 'milk' }, false],
    [90, { seconds: 90 }, true],
    ['0:01:30', { seconds: 90 }, true],
    ['1.5', { seconds: 90 }, false],
    [[255, 0, 1], { rgb: [255, 0, 0] }, true],
    [[255, 0], { rgb: [255, 0, 0] }, false],
    ['whatever', 'anything', true],
    [undefined, 'anything', false],
  ])('%j against %j: %s', (value, match, wanted) => {
    expect(fits(value, match)).toBe(wanted);
  });

  it('that nobody asked for makes another call, unless it may be there', () => {
    const action = { entity: 'light.a', service: 'light.turn_on', data: { brightness_pct: 40, transition: 2 } };
    const data = { brightness_pct: { about: 40, within: 1 } };
    expect(callFits(action, { service: 'light.turn_on', data })).toBe(false);
    expect(callFits(action, { service: 'light.turn_on', data, may: ['transition'] })).toBe(true);
    expect(callFits(action, { service: 'light.turn_off', data, may: ['transition'] })).toBe(false);
  });

  it('is not one that an object merely inherits', () => {
    expect(
      callFits(
        { entity: 'light.a', service: 'light.turn_on', data: {} },
        { service: 'light.turn_on', data: { toString: 'anything' as const } },
      ),
    ).toBe(false);
  });
});

describe('texts and times', () => {
  it('are compared without articles and punctuation', () => {
    expect(essence('Buy a birthday card, for the friend!')).toBe('buy birthday card for friend');
  });
  it.each<[Json, number | undefined]>([
    [45, 45],
    ['1:00:05', 3605],
    ['00:30', 30],
    ['soon', undefined],
    [null, undefined],
  ])('%j is %s seconds', (value, seconds) => {
    expect(secondsOf(value)).toBe(seconds);
  });
});

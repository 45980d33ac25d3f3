/** Which option is meant, and which is the next. */
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../src/core/language/deed.ts';
import { climb, pick, scale } from '../../../../src/core/language/plan/index.ts';

const SPEEDS = ['auto', 'low', 'medium', 'high'];

describe('the option that is meant', () => {
  it.each<[string, string, readonly string[], string | undefined]>([
    ['is the one with the same letters', 'fan only', ['heat', 'fan_only'], 'fan_only'],
    ['in any case', 'ECO', ['Eco', 'Boost'], 'Eco'],
    ['or the same meaning', 'mid', SPEEDS, 'medium'],
    ['or the same stem', 'cooling', ['cool', 'heat'], 'cool'],
    ['the same letters before the same meaning', 'middle', ['medium', 'middle'], 'middle'],
    ['or the one that has all its words', 'jazz radio', ['Jazz Radio Berlin', 'Rock Radio'], 'Jazz Radio Berlin'],
    ['and none where two have them', 'radio', ['Jazz Radio', 'Rock Radio'], undefined],
    ['and none that is only alike', 'high', ['Standard', 'Turbo'], undefined],
    ['and none for nothing', '', SPEEDS, undefined],
    ['and none of none', 'low', [], undefined],
  ])('%s', (_, said, options, found) => expect(pick(said, options)).toBe(found));
});

describe('a scale', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['leaves out what is no degree', SPEEDS, ['low', 'medium', 'high']],
    ['is in order, however it is listed', ['high', 'low', 'auto', 'medium'], ['low', 'medium', 'high']],
    ['goes up for slats', ['auto', 'up', 'middle', 'down'], ['down', 'middle', 'up']],
    ['may be of numbers', ['3', '1', '2'], ['1', '2', '3']],
    ['may be of levels', ['Level 10', 'Level 2'], ['Level 2', 'Level 10']],
    ['is none where nothing has an order', ['eco', 'comfort', 'away'], []],
  ])('%s', (_, options, steps) => expect(scale(options)).toEqual(steps));
});

describe('the next option', () => {
  const up: Change = { direction: 1, size: 'some' };
  const down: Change = { direction: -1, size: 'some' };
  it.each<[string, Change, string | undefined, readonly string[], string]>([
    ['is one up', up, 'low', SPEEDS, 'medium'],
    ['is one down', down, 'high', SPEEDS, 'medium'],
    ['stays at the end', up, 'high', SPEEDS, 'high'],
    ['is as many levels away as were said', { direction: -1, amount: 2, unit: 'level' }, 'high', SPEEDS, 'low'],
    ['is two away for a lot', { direction: 1, size: 'much' }, 'low', SPEEDS, 'high'],
    ['after auto is above the middle', up, 'auto', SPEEDS, 'high'],
    ['before auto is below the middle', down, 'auto', SPEEDS, 'low'],
    ['of two, from auto, is the upper', up, 'auto', ['auto', 'low', 'high'], 'high'],
    ['of an unknown one is as after auto', up, undefined, SPEEDS, 'high'],
  ])('%s', (_, change, current, options, next) => expect(climb(change, current, options)).toEqual({ ok: true, value: next }));
});

import { describe, expect, it } from 'vitest';
import { type Gold, judge, nothing } from '../../../src/bench/language/judge.ts';
import type { Want } from '../../../src/bench/language/match.ts';
import type { Timed } from '../../../src/bench/language/understander.ts';
import type { Action, Outcome, Refusal } from '../../../src/core/domain/home.ts';

const action = (entity: string, service: string, data: Action['data'] = {}): Action => ({ entity, service, data });
const answer = (outcome: Outcome, actions: readonly Action[] = [], refused?: readonly Refusal[]): Timed => ({
  id: '',
  outcome,
  actions,
  ...(refused === undefined ? {} : { refused }),
  reply: '',
  confidence: 1,
  ms: 1,
});
const lampOn: Want = { entity: 'light.lamp', calls: [{ service: 'light.turn_on' }] };
const doorOpen: Want = { entity: 'lock.door', calls: [{ service: 'lock.unlock' }] };
const on = action('light.lamp', 'light.turn_on');
const unlock = action('lock.door', 'lock.unlock');
const refusal: Refusal = { text: 'the rest', reason: 'no_device' };

describe('a plan', () => {
  const both: Gold = { plans: [{ must: [lampOn, doorOpen] }], quiet: [] };

  it('is right when all of it is done and nothing else, in any order', () => {
    expect(judge(answer('act', [unlock, on]), both)).toMatchObject({ right: true, wrong: false, wanted: 2, done: 2, met: 2 });
  });

  it('half done is not right, and nothing wrong', () => {
    expect(judge(answer('act', [on]), both)).toMatchObject({ right: false, wrong: false, met: 1 });
  });

  it('with one action more is a wrong action', () => {
    expect(judge(answer('act', [on, unlock, action('light.other', 'light.turn_on')]), both)).toMatchObject({ right: false, wrong: true });
  });

  it('done twice is not right', () => {
    expect(judge(answer('act', [on, on, unlock]), both).right).toBe(false);
  });

  it('with a value that was not said is a wrong action', () => {
    expect(
      judge(answer('act', [action('light.lamp', 'light.turn_on', { brightness_pct: 10 })]), { plans: [{ must: [lampOn] }], quiet: [] }),
    ).toMatchObject({
      right: false,
      wrong: true,
    });
  });

  it('may have parts that are neither needed nor wrong', () => {
    const lights: Gold = {
      plans: [{ must: [lampOn], may: [{ entity: 'light.other', calls: [{ service: 'light.turn_on' }] }] }],
      quiet: [],
    };
    expect(judge(answer('act', [on, action('light.other', 'light.turn_on')]), lights).right).toBe(true);
    expect(judge(answer('act', [action('light.other', 'light.turn_on')]), lights)).toMatchObject({ right: false, wrong: false });
  });

  it('of which there are two, either will do', () => {
    const either: Gold = { plans: [{ must: [lampOn] }, { must: [doorOpen] }], quiet: [] };
    expect(judge(answer('act', [unlock]), either).right).toBe(true);
    expect(judge(answer('act', [on, unlock]), either).right).toBe(false);
  });

  it('may wait for a confirmation where it is risky, and only there', () => {
    expect(judge(answer('confirm', [unlock]), { plans: [{ must: [doorOpen] }], quiet: [] }).right).toBe(true);
    expect(judge(answer('confirm', [on]), { plans: [{ must: [lampOn] }], quiet: [] }).right).toBe(false);
  });
});

describe('where nothing may be done', () => {
  it.each<[Outcome, boolean]>([
    ['refuse', true],
    ['ask', true],
    ['answer', false],
  ])('%s is right: %s', (outcome, right) => {
    expect(judge(answer(outcome), nothing('refuse', 'ask'))).toMatchObject({ right, wrong: false });
  });

  it('every action is wrong, one that waits for a confirmation too', () => {
    expect(judge(answer('act', [on]), nothing('refuse'))).toMatchObject({ right: false, wrong: true });
    expect(judge(answer('confirm', [unlock]), nothing('refuse'))).toMatchObject({ right: false, wrong: true });
  });
});

describe('clauses that must be refused', () => {
  const one: Gold = { plans: [{ must: [lampOn] }], quiet: [], refused: 1 };

  it('are counted beside what is done', () => {
    expect(judge(answer('act', [on], [refusal]), one).right).toBe(true);
    expect(judge(answer('act', [on]), one).right).toBe(false);
    expect(judge(answer('act', [on], [refusal, refusal]), one).right).toBe(false);
  });

  it('one alone may be refused without saying so in so many words', () => {
    const alone: Gold = { ...nothing('refuse', 'ask', 'answer'), refused: 1 };
    expect(judge(answer('refuse'), alone).right).toBe(true);
    expect(judge(answer('ask', [], [refusal]), alone).right).toBe(true);
    expect(judge(answer('refuse', [], [refusal, refusal]), alone).right).toBe(false);
  });
});

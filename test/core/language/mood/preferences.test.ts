/** What the owner corrects after a mood, and how it is taken back. */
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import type { Action } from '../../../../src/core/domain/home.ts';
import {
  learn,
  MAX_PREFERENCES,
  nearestMood,
  type Preferences,
  parsePreferences,
  planMood,
  serialisePreferences,
  unlearn,
} from '../../../../src/core/language/mood/index.ts';
import { house } from '../reply/house.ts';

const at = timestamp(1_000);
const dimmer: Action = { entity: 'light.floor', service: 'light.turn_on', data: { brightness_pct: 25 } };
const cozy = { mood: 'cozy', area: 'living', at };
const learnt = (corrections: readonly Action[], before: Preferences = []) => learn(before, cozy, corrections, house);

describe('a correction', () => {
  it('is what the mood does next time, in that room', () => {
    const plan = (preferences: Preferences, area: string) => {
      const found = planMood('cozy', { home: house, area, preferences });
      return 'none' in found ? [] : found.actions;
    };
    const preferences = learnt([dimmer])?.preferences ?? [];
    expect(plan([], 'living').find(({ entity }) => entity === 'light.floor')?.data).toEqual({
      brightness_pct: 35,
      color_temp_kelvin: 2300,
    });
    expect(plan(preferences, 'living').filter(({ entity }) => entity === 'light.floor')).toEqual([dimmer]);
    expect(plan(preferences, 'bedroom')).toEqual(plan([], 'bedroom'));
  });
  it('adds to the one before, device by device', () => {
    const off: Action = { entity: 'light.desk', service: 'light.turn_off', data: {} };
    const brighter: Action = { ...dimmer, data: { brightness_pct: 30 } };
    const twice = learnt([off, brighter], learnt([dimmer])?.preferences);
    expect(twice?.preferences).toEqual([{ mood: 'cozy', area: 'living', actions: [off, brighter], at }]);
  });
  it('is taken back as it was', () => {
    const first = learnt([dimmer]);
    const second = learnt([{ ...dimmer, data: { brightness_pct: 80 } }], first?.preferences);
    expect(unlearn(second?.preferences ?? [], 'cozy', 'living', second?.undo)).toEqual(first?.preferences);
    expect(unlearn(first?.preferences ?? [], 'cozy', 'living', first?.undo)).toEqual([]);
  });
  it('is not remembered where it is risky, relative, or of something that is gone', () =>
    expect(
      learnt([
        { entity: 'lock.front', service: 'lock.unlock', data: {} },
        { entity: 'media_player.sonos', service: 'media_player.volume_up', data: {} },
        { entity: 'light.gone', service: 'light.turn_on', data: {} },
      ]),
    ).toBeUndefined());
  it('does nothing risky, even where what is stored says so', () => {
    const unlock: Action = { entity: 'lock.front', service: 'lock.unlock', data: {} };
    const plan = planMood('cozy', {
      home: house,
      area: 'living',
      preferences: [{ mood: 'cozy', area: 'living', actions: [unlock, dimmer], at }],
    });
    expect('none' in plan ? [] : plan.actions).toContainEqual(dimmer);
    expect('none' in plan ? [] : plan.actions).not.toContainEqual(unlock);
  });
  it('has a limit; the oldest falls off', () => {
    let all: Preferences = [];
    for (let i = 0; i < MAX_PREFERENCES + 5; i++) all = learn(all, { mood: `m${i}`, at }, [dimmer], house)?.preferences ?? all;
    expect(all).toHaveLength(MAX_PREFERENCES);
    expect(all[0]?.mood).toBe('m5');
  });
  it('survives a restart as JSON', () => {
    const preferences = learnt([dimmer])?.preferences ?? [];
    expect(parsePreferences(JSON.parse(JSON.stringify(serialisePreferences(preferences))))).toEqual({ preferences, skipped: 0 });
  });
  it.each<[unknown, number]>([
    [undefined, 0],
    ['x', 0],
    [{ preferences: 7 }, 0],
    [{ preferences: [null, 1, {}, { mood: 'x', at: Number.NaN, actions: [] }] }, 4],
    [{ preferences: [{ mood: 'x', at: 1, actions: [{ entity: 'rm -rf', service: 'a.b', data: {} }] }] }, 1],
    [{ preferences: [{ mood: 'x', at: 1, actions: [{ entity: 'light.x', service: 'light.turn_on', data: [] }] }] }, 1],
  ])('what is stored badly is left out and counted: %j', (stored, skipped) =>
    expect(parsePreferences(stored)).toEqual({ preferences: [], skipped }),
  );
});

describe('the nearest mood', () => {
  const v = (...parts: number[]) => Float32Array.from(parts);
  const prototypes = [
    { mood: 'movie', examples: [v(1, 0, 0), v(0.8, 0.6, 0)] },
    { mood: 'dinner', examples: [v(0, 1, 0)] },
  ];
  it.each([
    [v(1, 0, 0), 'movie', 1, 1],
    [v(0, 1, 0), 'dinner', 1, 0.4],
    [v(0, 0, 1), 'movie', 0, 0],
  ])('of %o is %s', (sentence, mood, score, margin) => {
    const found = nearestMood(sentence, prototypes);
    expect(found?.mood).toBe(mood);
    expect(found?.score).toBeCloseTo(score, 5);
    expect(found?.margin).toBeCloseTo(margin, 5);
  });
  it('is none without prototypes of that length', () => {
    expect(nearestMood(v(1, 0), prototypes)).toBeUndefined();
    expect(nearestMood(v(1, 0), [])).toBeUndefined();
    expect(nearestMood(v(Number.NaN, 0, 0), prototypes)).toBeUndefined();
  });
});

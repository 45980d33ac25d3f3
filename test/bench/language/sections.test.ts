import { describe, expect, it } from 'vitest';
import { fnv1a, isHeldOutHome, isHeldOutName } from '../../../src/bench/language/heldout.ts';
import { readOptions } from '../../../src/bench/language/options.ts';
import { ownHome } from '../../../src/bench/language/own-home.ts';
import { thin } from '../../../src/bench/language/play.ts';
import { does } from '../../../src/bench/language/slurp.ts';
import { slurpHome } from '../../../src/bench/language/slurp-home.ts';
import type { Action, Outcome } from '../../../src/core/domain/home.ts';

const answer = (outcome: Outcome, ...actions: readonly Action[]) => ({ id: '', outcome, actions, reply: '', confidence: 1, ms: 1 });
const light = (service: string, data: Action['data'] = {}): Action => ({ entity: 'light.kitchen', service: `light.${service}`, data });

describe("SLURP's intents", () => {
  it.each<[string, Action, boolean]>([
    ['iot_hue_lightoff', light('turn_off'), true],
    ['iot_hue_lighton', light('turn_on'), true],
    ['iot_hue_lightup', light('turn_on', { brightness_pct: 80 }), true],
    ['iot_hue_lightup', light('turn_on', { brightness_pct: 20 }), false],
    ['iot_hue_lightdim', light('turn_on', { brightness_pct: 20 }), true],
    ['iot_hue_lightdim', light('turn_on', { brightness_pct: 80 }), false],
    ['iot_hue_lightchange', light('turn_on', { color_name: 'red' }), true],
    ['iot_hue_lightchange', light('turn_off'), false],
    ['iot_wemo_on', { entity: 'switch.wemo', service: 'switch.turn_on', data: {} }, true],
    ['iot_wemo_on', { entity: 'switch.coffee', service: 'switch.turn_on', data: {} }, false],
    ['iot_coffee', { entity: 'switch.coffee', service: 'switch.turn_on', data: {} }, true],
    ['iot_cleaning', { entity: 'vacuum.robot', service: 'vacuum.start', data: {} }, true],
    ['iot_cleaning', { entity: 'timer.new', service: 'timer.start', data: { duration: 60, command: 'start the vacuum' } }, true],
    ['iot_cleaning', { entity: 'timer.new', service: 'timer.start', data: { duration: 60, command: 'turn on the tv' } }, false],
  ])('%s by %j: %s', (intent, action, wanted) => {
    expect(does(answer('act', action), intent, false)).toBe(wanted);
  });

  it('a colour that nobody named may be asked for', () => {
    expect(does(answer('ask'), 'iot_hue_lightchange', true)).toBe(true);
    expect(does(answer('ask'), 'iot_hue_lightchange', false)).toBe(false);
    expect(does(answer('refuse'), 'iot_hue_lightchange', true)).toBe(false);
  });

  it('one action too many spoils it', () => {
    expect(
      does(answer('act', light('turn_off'), { entity: 'switch.wemo', service: 'switch.turn_off', data: {} }), 'iot_hue_lightoff', false),
    ).toBe(false);
  });
});

describe('what is held out', () => {
  it('follows a hash that everybody can compute', () => {
    expect(fnv1a('')).toBe(0x811c9dc5);
    expect(fnv1a('a')).toBe(0xe40c292c);
    expect([isHeldOutHome('a'), isHeldOutName('a')]).toEqual([0xe40c292c % 3 === 1, 0xe40c292c % 2 === 0]);
  });
});

it.each([10, 60, 200])('our own home has %i entities with ids of their own in areas that exist', (count) => {
  const { entities, areas } = ownHome(count);
  expect(new Set(entities.map(({ id }) => id)).size).toBe(count);
  for (const { area } of [...entities, ...slurpHome.entities]) expect([...areas, ...slurpHome.areas].map(({ id }) => id)).toContain(area);
});

it('a sample is spread over the whole and the same every time', () => {
  const list = Array.from({ length: 100 }, (_, i) => i);
  expect(thin(list, 4)).toEqual([0, 25, 50, 75]);
  expect(thin(list, undefined)).toBe(list);
  expect(thin(list, 1000)).toHaveLength(100);
});

it.each([
  [{ only: ['nosuch'] }, '--only knows'],
  [{ sample: '0' }, '--sample wants a whole number above 0, not "0".'],
  [{ compare: ['x/rules'] }, '"rules" is taken'],
])('%j is refused in one sentence', (given, sentence) => {
  expect(readOptions(given, ['slurp'])).toContain(sentence);
});

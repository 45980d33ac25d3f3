import { describe, expect, it } from 'vitest';
import { expand, type Fill, type Node, parseTemplate, textOf } from '../../../../src/core/language/grammar/index.ts';

const place = { file: 'en/test.yaml', line: 7 };
const none: Fill = () => undefined;

/** All sentences that a template says in many tries. */
function sayings(text: string, fill: Fill = none): string[] {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const template = { node: parseTemplate(text, place), place };
  const grammar = { rules: new Map(), blocks: [] };
  const found = new Set<string>();
  for (let i = 0; i < 400; i++) found.add(textOf(expand(template, { intent: 'on' }, grammar, random, fill).pieces).text);
  return [...found].sort();
}

describe('a template', () => {
  it.each([
    ['turn on', ['turn on']],
    ['(turn|switch) on', ['switch on', 'turn on']],
    ['[please] go', ['go', 'please go']],
    ['light[s]', ['light', 'lights']],
    ['(a;b)', ['a b', 'b a']],
    ['[a|b] c', ['a c', 'b c', 'c']],
    ['(the|) lamp', ['lamp', 'the lamp']],
    ['^(turn on) value:(1|2)%', ['turn on 1%', 'turn on 2%']],
    ['one | two', ['one', 'two']],
    ['10:30 pm', ['10:30 pm']],
  ])('%s says %j', (text, expected) => {
    expect(sayings(text)).toEqual(expected);
  });

  it('says weighted alternatives as often as they weigh', () => {
    const node = parseTemplate('(a *9|b)', place) as Extract<Node, { kind: 'choice' }>;
    expect(node.options.map(({ weight }) => weight)).toEqual([9, 1]);
    expect(node.total).toBe(10);
  });

  it('says an optional part half the time, or in the share that is written behind it', () => {
    const plain = parseTemplate('[a]', place) as Extract<Node, { kind: 'choice' }>;
    const rare = parseTemplate('[a]%20', place) as Extract<Node, { kind: 'choice' }>;
    expect([plain.chance, rare.chance]).toEqual([0.5, 0.2]);
  });

  it.each([
    ['turn (on', "')' is missing"],
    ['turn on)', "')' is not expected"],
    ['turn [on', "']' is missing"],
    ['{name light', "'}' is missing"],
    ['<the', "'>' is missing"],
    ['a {Name!} b', 'is no name'],
    ['value: 5 ^ on', 'a role marks nothing'],
    ['go //nowhere', "no intent 'nowhere'"],
    ['(a;b|c)', 'brackets of their own'],
    ['x'.repeat(5_000), 'at most 4000 characters'],
  ])('%s is refused with its file and line', (text, what) => {
    expect(() => parseTemplate(text, place)).toThrow(/^en\/test\.yaml:7: /);
    expect(() => parseTemplate(text, place)).toThrow(what);
  });
});

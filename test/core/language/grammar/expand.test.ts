import { describe, expect, it } from 'vitest';
import { expand, type Fill, grammarOf, textOf } from '../../../../src/core/language/grammar/index.ts';

const fill: Fill = (slot, argument) => {
  if (slot === 'name') return [{ text: argument === 'light' ? 'floor lamp' : `a ${argument}`, role: 'target' }];
  if (slot === 'area') return [{ text: 'kitchen', role: 'area' }];
  return undefined;
};

const source = (content: unknown) => ({ file: 'en/test.yaml', content, lineOf: (path: readonly (string | number)[]) => path.length });

function said(sentence: string, rules: Record<string, string> = {}, random: () => number = () => 0) {
  const grammar = grammarOf([source({ rules, blocks: [{ intent: 'on', sentences: sentence }] })]);
  const block = grammar.blocks[0];
  const template = block?.templates[0];
  if (block === undefined || template === undefined) throw new Error('nothing to say');
  return expand(template, block, grammar, random, fill);
}

const marked = (sentence: string, rules?: Record<string, string>): string[] =>
  said(sentence, rules).pieces.map(({ text, role }) => `${text}/${role}`);

describe('a sentence that is said', () => {
  it('carries for every word what it is for', () => {
    expect(marked('^turn ^on the {name light} in the {area}')).toEqual([
      'turn/action',
      'on/action',
      'the/none',
      'floor lamp/target',
      'in/none',
      'the/none',
      'kitchen/area',
    ]);
  });

  it('hands a rule its argument, through rules within rules', () => {
    expect(marked('<thing light>', { thing: 'my <one $>', one: 'dear {name $}' })).toEqual(['my/none', 'dear/none', 'floor lamp/target']);
  });

  it('lets the outermost mark win: all that is excepted is an exception', () => {
    expect(marked('except:(but not the {name light})')).toEqual(['but/except', 'not/except', 'the/except', 'floor lamp/except']);
  });

  it('lets the outermost mark win over marks that are written inside it', () => {
    expect(marked('except:(but target:(the lamp) ^now)')).toEqual(['but/except', 'the/except', 'lamp/except', 'now/except']);
  });

  it('knows where each clause begins and what it wants', () => {
    const { pieces, clauses } = said('^open it and //off ^turn it ^off');
    expect(clauses).toEqual([
      { intent: 'on', from: 0 },
      { intent: 'off', from: 3 },
    ]);
    expect(pieces[3]?.text).toBe('turn');
  });

  it('may begin with another intent than its block has: a reason before the command', () => {
    expect(said("//statement i'm cold, //on ^turn it ^on").clauses.map(({ intent }) => intent)).toEqual(['statement', 'on']);
  });

  it('is the same for the same random numbers', () => {
    const numbers = (): (() => number) => {
      let n = 0;
      return () => (n++ * 0.37) % 1;
    };
    const sentence = '(a|b|c) [d] (e;f;g) (h *3|i)';
    expect(said(sentence, {}, numbers())).toEqual(said(sentence, {}, numbers()));
  });

  it('stands in its text where the spans say', () => {
    const { pieces } = said('^turn the {name light}, please');
    const { text, spans } = textOf(pieces);
    expect(text).toBe('turn the floor lamp, please');
    expect(spans.map(([from, to]) => text.slice(from, to))).toEqual(pieces.map((piece) => piece.text));
  });

  it('ends: a rule that calls itself and a sentence without an end are refused with file and line', () => {
    expect(() => said('<loop>', { loop: 'again <loop>' })).toThrow(/^en\/test\.yaml:\d+: .*without an end/);
    expect(() => said('<a>', { a: '<b> '.repeat(20), b: 'x '.repeat(20) })).toThrow(/at most 200 pieces/);
  });

  it('refuses a slot that nobody can fill', () => {
    expect(() => said('turn on {moon}')).toThrow(/no slot \{moon\}/);
  });
});

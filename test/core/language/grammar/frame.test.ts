import { describe, expect, it } from 'vitest';
import { expand, grammarOf, textOf } from '../../../../src/core/language/grammar/index.ts';

const rules = { hello: 'hey', polite: 'could you', thanks: 'please', turn: '^(turn|switch)', any: '^go | stay' };

/** All that is said of a sentence in many tries, with the clauses it has. */
function sayings(sentence: string, intent = 'on'): { readonly texts: readonly string[]; readonly clauses: readonly string[] } {
  const source = { file: 'en/test.yaml', content: { rules, blocks: [{ intent, sentences: sentence }] }, lineOf: () => 1 };
  const grammar = grammarOf([source]);
  const block = grammar.blocks[0];
  const template = block?.templates[0];
  if (block === undefined || template === undefined) throw new Error('nothing to say');
  let state = 5;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const texts = new Set<string>();
  const clauses = new Set<string>();
  for (let i = 0; i < 4_000; i++) {
    const said = expand(template, block, grammar, random, () => [{ text: 'lamp', role: 'target' }]);
    texts.add(textOf(said.pieces).text);
    clauses.add(said.clauses.map((clause) => clause.intent).join(' '));
  }
  return { texts: [...texts].sort(), clauses: [...clauses] };
}

describe('around a command people say', () => {
  it('hello, could you and please, in any combination', () => {
    const { texts } = sayings('^turn it ^on');
    expect(texts).toHaveLength(8);
    expect(texts).toContain('turn it on');
    expect(texts).toContain('hey could you turn it on please');
  });

  it('could you before a verb that a rule says', () => {
    expect(sayings('<turn> it ^on').texts).toContain('could you switch it on');
  });

  it.each(['{name light} ^on', '^off with it', '<any> now', '[^quickly] ^turn it ^on'])('no "could you" before %s', (sentence) => {
    expect(sayings(sentence).texts.filter((text) => text.includes('could you'))).toEqual([]);
  });

  it.each([
    ['it is cold in here', 'mood'],
    ['i turned it on', 'statement'],
  ])('neither "could you" nor "please" around what commands nothing: %s', (sentence, intent) => {
    expect(sayings(sentence, intent).texts).toEqual([`hey ${sentence}`, sentence].sort());
  });

  it('hello inside the first clause, whatever it wants', () => {
    const { texts, clauses } = sayings("//statement i'm cold, //on ^turn it ^on");
    expect(texts).toContain("hey i'm cold, turn it on please");
    expect(clauses).toEqual(['statement on']);
  });
});

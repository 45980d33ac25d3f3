import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expand, type Grammar, grammarOf, textOf } from '../../../../src/core/language/grammar/index.ts';
import { INTENTS } from '../../../../src/core/language/intent.ts';

const source = (content: unknown, file = 'en/test.yaml') => ({
  file,
  content,
  lineOf: (path: readonly (string | number)[]) => 10 + path.length,
});

describe('a grammar file', () => {
  it('has rules and blocks, comments and empty lines between its sentences', () => {
    const { blocks, rules } = grammarOf([
      source({ rules: { the: 'the|my' }, blocks: [{ intent: 'mood', group: 'cold', weight: 2, sentences: '# how\nbrr\n\nso cold\n' }] }),
    ]);
    expect(rules.has('the')).toBe(true);
    expect(blocks[0]).toMatchObject({ intent: 'mood', group: 'cold', weight: 2 });
    expect(blocks[0]?.templates.map(({ place }) => place.line)).toEqual([14, 16].map((line) => line));
  });

  it.each([
    [{ block: [] }, "unknown key 'block'"],
    [{ blocks: 'none' }, 'blocks are a list'],
    [{ blocks: [{ intent: 'fly', sentences: 'up' }] }, "no intent 'fly'"],
    [{ blocks: [{ intent: 'on' }] }, 'sentences are a text'],
    [{ blocks: [{ intent: 'on', sentences: '# none' }] }, 'without sentences'],
    [{ blocks: [{ intent: 'on', sentences: 'go', weight: 0 }] }, 'weight'],
    [{ blocks: [{ intent: 'on', sentences: 'go', wieght: 1 }] }, "unknown key 'wieght'"],
    [{ blocks: [{ intent: 'on', sentences: 'go <there>' }] }, 'no rule <there>'],
    [{ rules: { a: 5 } }, "rule 'a' is no text"],
    [[], 'keys and values'],
  ])('%j is refused: %s', (content, what) => {
    expect(() => grammarOf([source(content)])).toThrow(what);
    expect(() => grammarOf([source(content)])).toThrow(/^en\/test\.yaml:\d+: /);
  });

  it('does not say twice what a rule is', () => {
    expect(() => grammarOf([source({ rules: { a: 'x' } }), source({ rules: { a: 'y' } }, 'en/other.yaml')])).toThrow(
      /^en\/other\.yaml:12: rule 'a' is already in en\/test\.yaml/,
    );
  });
});

const folder = join(import.meta.dirname, '../../../../src/core/language/grammar/en');

describe('the English grammar', () => {
  const grammar: Grammar = grammarOf(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => source(parse(readFileSync(join(folder, name), 'utf8')), `en/${name}`)),
  );

  it('has sentences for every intent', () => {
    const said = new Set(grammar.blocks.map(({ intent }) => intent));
    expect(INTENTS.filter((intent) => !said.has(intent))).toEqual([]);
  });

  it('says something with every template, and leaves no mark in it', () => {
    let state = 3;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const wrong: string[] = [];
    for (const block of grammar.blocks)
      for (const template of block.templates)
        for (let i = 0; i < 3; i++) {
          const { pieces, clauses } = expand(template, block, grammar, random, () => [{ text: 'lamp', role: 'target' }]);
          const { text } = textOf(pieces);
          if (text === '' || /[()[\]{}<>|^]|:[a-z]|\/\//.test(text) || clauses.some(({ from }) => from >= pieces.length))
            wrong.push(`${template.place.file}: ${text}`);
        }
    expect(wrong).toEqual([]);
  });

  it('says every mood in at least twelve ways', () => {
    const moods = new Map<string, number>();
    for (const { intent, group, templates } of grammar.blocks)
      if (intent === 'mood') moods.set(group, (moods.get(group) ?? 0) + templates.length);
    expect(moods.size).toBeGreaterThanOrEqual(40);
    expect([...moods].filter(([group, ways]) => group === '' || ways < 12)).toEqual([]);
  });
});

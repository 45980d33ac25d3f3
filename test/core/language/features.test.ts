import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BITS, BUCKETS, batchOf, FEATURE_VERSION, featuresOf, GRAMS, hash, MAX_TOKENS } from '../../../src/core/language/features.ts';

interface Golden {
  readonly feature_version: number;
  readonly buckets: number;
  readonly cases: readonly { readonly token: string; readonly ids: readonly number[] }[];
}
const golden = JSON.parse(readFileSync(new URL('../../golden/language-features.json', import.meta.url), 'utf8')) as Golden;

function idsOf(token: string): number[] {
  const ids = new Int32Array(GRAMS);
  hash(token, ids, 0);
  return [...ids];
}

describe('A token as the network reads it', () => {
  it('is hashed as in training: same version, same buckets', () => {
    expect([golden.feature_version, golden.buckets]).toEqual([FEATURE_VERSION, BUCKETS]);
    expect(golden.cases.length).toBeGreaterThan(30);
  });

  it.each(golden.cases.map(({ token, ids }) => [token.slice(0, 20), token, ids] as const))(
    'has the ids of training: %j',
    (_, token, ids) => {
      expect(idsOf(token)).toEqual(ids);
    },
  );

  it('is the same for all plain numbers, and only for those', () => {
    for (const number of ['0', '7', '21.5', '-3', '1000000']) expect(idsOf(number)).toEqual(idsOf('21'));
    for (const other of ['7:30', '2nd', '1.', '.5', '--1', '1e9']) expect(idsOf(other)).not.toEqual(idsOf('21'));
  });

  it('shares runs of letters with its misspellings', () => {
    const right = new Set(idsOf('bedroom').filter((id) => id > 0));
    const shared = idsOf('bedrom').filter((id) => right.has(id));
    expect(shared.length).toBeGreaterThanOrEqual(4);
    expect(shared).not.toContain(idsOf('bedroom')[0]);
  });

  it('never has an id outside the table, whatever it is made of', () => {
    for (const token of ['\ud800', 'a\udc00b', '\u{10ffff}', '\0'.repeat(9), 'z'.repeat(5000)]) {
      const ids = idsOf(token);
      expect(ids[0]).toBeGreaterThan(0);
      for (const id of ids) expect(id >= 0 && id < BUCKETS).toBe(true);
    }
  });
});

describe('A sentence as the network reads it', () => {
  it('has its ids, its bits from the lowest on, and a mask', () => {
    const { ids, bits, mask, rows, tokens } = featuresOf(['on', 'it'], [0x80000001, 2]);
    expect([rows, tokens, [...mask]]).toEqual([1, 2, [1, 1]]);
    expect([...ids.slice(GRAMS)]).toEqual(idsOf('it'));
    expect([...bits].flatMap((bit, at) => (bit === 1 ? [at] : []))).toEqual([0, 31, BITS + 1]);
  });

  it('is cut at 64 tokens', () => {
    const { tokens, mask } = featuresOf(Array<string>(300).fill('on'), Array<number>(300).fill(0));
    expect([tokens, mask.length]).toEqual([MAX_TOKENS, MAX_TOKENS]);
  });

  it('of no words is one token that is none', () => {
    const { rows, tokens, mask, ids } = featuresOf([], []);
    expect([rows, tokens, [...mask], [...new Set(ids)]]).toEqual([1, 1, [0], [0]]);
  });

  it('in a batch is padded to the longest', () => {
    const { rows, tokens, mask, ids } = batchOf([
      { texts: ['off'], bits: [0] },
      { texts: ['turn', 'it', 'off'], bits: [0, 0, 0] },
    ]);
    expect([rows, tokens, [...mask]]).toEqual([2, 3, [1, 0, 0, 1, 1, 1]]);
    expect([...ids.slice(0, GRAMS)]).toEqual([...ids.slice(5 * GRAMS)]);
    expect([...new Set(ids.slice(GRAMS, 3 * GRAMS))]).toEqual([0]);
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signalsFolder } from '../../../src/bench/signals/data.ts';
import {
  at,
  best,
  listing,
  probation,
  profiles,
  rowValue,
  type ScoredFile,
  sigma,
  sweep,
  type Window,
} from '../../../src/bench/signals/nab.ts';
import { readNab, readPublished } from '../../../src/bench/signals/nab-section.ts';
import { seeded } from '../../../src/demo/random.ts';

const [standard, lowFp, lowFn] = profiles as [(typeof profiles)[number], (typeof profiles)[number], (typeof profiles)[number]];

/** 100 rows, the first 15 not scored, a window from 40 to 49. */
const windows: Window[] = [[40, 49]];
const file = (scores: Record<number, number>): ScoredFile => {
  const column = new Float64Array(100);
  for (const [row, score] of Object.entries(scores)) column[Number(row)] = score;
  return { scores: column, windows };
};

describe('what a detected row is worth', () => {
  it.each([
    ['the left edge of a window is worth 1', 40, 1],
    ['the right edge is worth nearly nothing', 49, sigma(-0.1) / sigma(-1)],
    ['before any window it costs all', 39, -1],
    ['just after a window it costs a part', 50, sigma(1 / 9)],
    ['three widths after a window it still costs less than all', 49 + 27, sigma(3)],
    ['farther away it costs all', 49 + 28, -1],
  ])('%s', (_, row, value) => {
    expect(rowValue(row, windows)).toBeCloseTo(value, 12);
  });

  it('15 % of a file are not scored, at most 750 rows', () => {
    expect([probation(100), probation(4032), probation(22_695)]).toEqual([15, 604, 750]);
  });
});

describe('the score of one threshold', () => {
  it('is 100 for a detection at the left edge and nothing else', () => {
    expect(best(sweep([file({ 40: 0.9 })]), standard)).toEqual({ threshold: 0.9, score: 100, windowsHit: 1, falseRows: 0 });
  });

  it('is 0 for silence, which is what is chosen when every detection is false', () => {
    const s = sweep([file({ 20: 0.9 })]);
    expect(best(s, standard)).toMatchObject({ threshold: 1.1, score: 0, windowsHit: 0 });
    expect(at(s, standard, 0.95).score).toBe(0);
  });

  it('takes the best row of a window, not the first or the sum', () => {
    const one = at(sweep([file({ 44: 0.9 })]), standard, 0.5).score;
    expect(at(sweep([file({ 44: 0.9, 45: 0.9, 48: 0.9 })]), standard, 0.5).score).toBeCloseTo(one, 12);
    expect(at(sweep([file({ 44: 0.9, 42: 0.6 })]), standard, 0.5).score).toBeGreaterThan(one);
  });

  it('pays for every false row by the weight of the profile', () => {
    const s = sweep([file({ 40: 0.9, 20: 0.9, 90: 0.9 })]);
    expect(at(s, standard, 0.5).score).toBeCloseTo((100 * (1 - 2 * 0.11 + 1)) / 2, 9);
    expect(at(s, lowFp, 0.5).score).toBeCloseTo((100 * (1 - 2 * 0.22 + 1)) / 2, 9);
    expect(at(s, lowFn, 0.5).score).toBeCloseTo((100 * (1 - 2 * 0.11 + 2)) / 3, 9);
  });

  it('does not count rows of the probation', () => {
    expect(at(sweep([file({ 14: 0.9, 40: 0.9 })]), standard, 0.5)).toMatchObject({ score: 100, falseRows: 0 });
  });

  it('detects rows equal to the threshold, and takes rows of equal score together', () => {
    const s = sweep([file({ 40: 0.5, 20: 0.5 })]);
    expect(at(s, standard, 0.5)).toMatchObject({ windowsHit: 1, falseRows: 1 });
    expect(at(s, standard, 0.500001)).toMatchObject({ windowsHit: 0, falseRows: 0 });
    expect(best(s, standard).falseRows).toBe(1);
  });

  it('agrees with counting by hand at every threshold of random scores', () => {
    const random = seeded(3);
    const files: ScoredFile[] = [0, 1, 2].map((f) => ({
      scores: new Float64Array(200).map(() => Math.round(random.uniform() * 50) / 50),
      windows:
        f === 2
          ? []
          : [
              [60, 75],
              [120, 139],
            ],
    }));
    const s = sweep(files);
    for (let k = 0; k <= 51; k++) {
      const threshold = k / 50;
      let raw = 0;
      for (const { scores, windows: ws } of files) {
        const detected = [...scores.keys()].filter((i) => i >= probation(200) && (scores[i] ?? 0) >= threshold);
        for (const [l, r] of ws) raw += Math.max(-1, ...detected.filter((i) => i >= l && i <= r).map((i) => rowValue(i, ws)));
        for (const i of detected) if (!ws.some(([l, r]) => i >= l && i <= r)) raw += 0.11 * rowValue(i, ws);
      }
      expect(at(s, standard, threshold).score).toBeCloseTo((100 * (raw + 4)) / 8, 9);
    }
  });
});

it('a listing names the worst false rows first and says how far off a missed window was', () => {
  const here = listing(file({ 20: 0.7, 90: 0.8, 43: 0.4 }), 0.5);
  expect(here).toEqual({
    windows: 1,
    windowsHit: 0,
    falseRows: 2,
    worst: [
      { row: 90, score: 0.8 },
      { row: 20, score: 0.7 },
    ],
    missed: [{ window: [40, 49], row: 43, score: 0.4 }],
  });
});

const folder = join(signalsFolder() ?? '', 'nab');
const here = signalsFolder() !== undefined && existsSync(join(folder, 'published_scores'));

describe.skipIf(!here)(`the published score files (${here ? 'at hand' : 'skipped: ../shared/data/signals/nab is not here'})`, () => {
  it.each([
    ['numenta', [73.56, 68.36, 77.04], 42, 50],
    ['contextOSE', [71.72, 68.15, 75.15], 41, 34],
    ['ARTime', [71.05, 62.38, 76.03], 43, 83],
    ['windowedGaussian', [35.02, 16.66, 43.35], 30, 188],
  ])('of %s score %j by this rule', (detector, expected, hits, falseRows) => {
    const s = sweep(readNab(folder).map((one) => readPublished(folder, detector, one)));
    const outcomes = profiles.map((profile) => best(s, profile));
    expect(outcomes.map(({ score }) => Number(score.toFixed(2)))).toEqual(expected);
    expect(outcomes[0]).toMatchObject({ windowsHit: hits, falseRows });
  });
});

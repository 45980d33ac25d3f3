/**
 * The same trouble in another unit, upside down or another week is the same trouble: made-up signals through the watcher with the
 * shipped model.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARTIFACTS, openScorer } from '../../../src/adapters/onnx/index.ts';
import type { Scorer } from '../../../src/agent/ports.ts';
import { Watch } from '../../../src/core/watch/index.ts';
import { seeded } from '../../../src/demo/random.ts';
import { reading, START, sensor } from '../../support/sensors.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const ROWS = 900;
/** A score that moves less than this has hardly moved. */
const NEARLY = 0.02;
/** Share of rows whose score may move more: rounding to int8 is a cliff, and a value beside it may fall to either side. */
const FEW = 0.02;
/** Rows by which an alert may move. */
const SLACK = 2;

let scorer: Scorer;
let threshold: number;
beforeAll(async () => {
  const opened = await openScorer({ folder: ARTIFACTS });
  if (!opened.ok) throw new Error(opened.fault.detail);
  scorer = opened.value.scorer;
  threshold = opened.value.manifest.threshold;
});
afterAll(() => scorer[Symbol.asyncDispose]());

/** No quantity: a unit that means something has ranges of its own. */
const meter = sensor('bench.value', 'other', '');

/** Scores by row, and the rows at which alerts opened and how many. */
async function play(values: readonly number[], start = START): Promise<{ scores: number[]; alerts: number[] }> {
  const watch = new Watch({ threshold, maxSensors: 1 });
  const scores: number[] = [];
  const alerts: number[] = [];
  for (let i = 0; i < values.length; i += 50) {
    values.slice(i, i + 50).forEach((value, k) => {
      watch.push(reading(meter, start + (i + k) * MINUTE, value));
    });
    const { data, rows } = watch.takeBatch();
    const { verdicts, changes } = watch.settle(await scorer.run(data, rows));
    scores.push(...verdicts.map((verdict) => verdict.score));
    alerts.push(...changes.flatMap(({ kind, episode }) => (kind === 'opened' ? [(episode.opened - start) / MINUTE] : [])));
  }
  return { scores, alerts };
}

/** Ordinary life with one trouble in it, in multiples of 1/64: halves and doubles of them are exact. */
const life = (seed: number, of: (i: number, noise: number) => number): number[] => {
  const random = seeded(seed);
  return Array.from({ length: ROWS }, (_, i) => Math.round(64 * of(i, random.normal())) / 64);
};
const rhythm = (i: number): number => 20 + 3 * Math.sin((2 * Math.PI * i) / 48);
/** The trouble begins at row `from`. */
const signals: readonly { readonly what: string; readonly from: number; readonly values: readonly number[] }[] = [
  { what: 'a rhythm with a step in it', from: 700, values: life(1, (i, noise) => rhythm(i) + 0.3 * noise + (i >= 700 ? 9 : 0)) },
  { what: 'noise with a spike in it', from: 640, values: life(2, (i, noise) => 50 + noise + (i === 640 || i === 641 ? 30 : 0)) },
  {
    what: 'a slow wave that becomes noisy',
    from: 650,
    values: life(3, (i, noise) => 100 + 10 * Math.sin(i / 90) + noise * (i >= 650 ? 8 : 0.5)),
  },
  { what: 'a level that drops', from: 720, values: life(4, (i, noise) => 230 + 2 * noise - (i >= 720 ? 60 : 0)) },
];

const shareMoved = (a: readonly number[], b: readonly number[]): number =>
  a.filter((score, i) => !(Math.abs(score - (b[i] ?? Number.NaN)) <= NEARLY)).length / a.length;

describe.each(signals)('$what', ({ from, values }) => {
  /** Where the alert on the trouble came. */
  const met = (alerts: readonly number[]): number => alerts.find((row) => row >= from) ?? Number.NaN;

  it('is noticed', async () => {
    expect(met((await play(values)).alerts) - from).toBeLessThan(60);
  });

  it.each([1 / 1024, 0.5, 4096])('gets exactly the same scores in a unit %d times as large, a power of two', async (factor) => {
    expect(await play(values.map((x) => x * factor))).toEqual(await play(values));
  });

  it.each([1000, 0.001])('gets nearly the same scores, and its alert at the same row, in a unit %d times as large', async (factor) => {
    const [plain, scaled] = [await play(values), await play(values.map((x) => x * factor))];
    expect(shareMoved(scaled.scores, plain.scores)).toBeLessThan(FEW);
    expect(Math.abs(met(scaled.alerts) - met(plain.alerts))).toBeLessThanOrEqual(SLACK);
  });

  it('is the same trouble upside down, told at the same row', async () => {
    const [plain, negated] = [await play(values), await play(values.map((x) => -x))];
    expect(Math.abs(met(negated.alerts) - met(plain.alerts))).toBeLessThanOrEqual(SLACK);
  });

  it.each([1, 7, 365])('gets exactly the same scores %d days later', async (days) => {
    expect(await play(values, START + days * DAY)).toEqual(await play(values));
  });
});

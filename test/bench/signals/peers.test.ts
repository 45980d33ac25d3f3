import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmRows, randomScores, recordsOnly, robustZ, robustZScore, thresholdFor } from '../../../src/bench/signals/baseline.ts';
import { timeOf } from '../../../src/bench/signals/data.ts';
import { inject, kinds, longestRun, spreadBefore } from '../../../src/bench/signals/inject.ts';
import { readOptions } from '../../../src/bench/signals/options.ts';
import { kinglet, parseScores, type Recording, rowAt, Stage } from '../../../src/bench/signals/play.ts';
import { thin } from '../../../src/bench/signals/section.ts';
import { seeded } from '../../../src/demo/random.ts';

const collect = async (recordings: AsyncGenerator<Recording>): Promise<Recording[]> => {
  const all: Recording[] = [];
  for await (const one of recordings) all.push(one);
  return all;
};

describe('the robust z-score', () => {
  const random = seeded(1);
  const noise = new Float64Array(2000).map(() => random.normal());

  it('equals |x - median| / max(1.4826 MAD, standard deviation) of the 750 readings before, counted the slow way', () => {
    const scores = robustZ(noise);
    for (const i of [50, 51, 300, 749, 750, 751, 1999]) {
      const before = [...noise.subarray(Math.max(0, i - 750), i)].sort((a, b) => a - b);
      const n = before.length;
      const median = ((before[(n - 1) >> 1] ?? 0) + (before[n >> 1] ?? 0)) / 2;
      const away = before.map((x) => Math.abs(x - median)).sort((a, b) => a - b);
      const mean = before.reduce((sum, x) => sum + x, 0) / n;
      const sd = Math.sqrt(before.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n);
      const z = Math.abs((noise[i] ?? 0) - median) / Math.max(1.4826 * (away[n >> 1] ?? 0), sd);
      expect(scores[i]).toBeCloseTo(z / (z + 6), 9);
    }
  });

  it('looks only back: the scores of a prefix are those of the whole', () => {
    expect(robustZ(noise.subarray(0, 1200))).toEqual(robustZ(noise).subarray(0, 1200));
  });

  it('says nothing in the warm-up, in gaps, and of a value it has always seen', () => {
    const values = new Float64Array(100).fill(5);
    values[80] = Number.NaN;
    expect(robustZ(values).every((score) => score === 0)).toBe(true);
    values[90] = 6;
    expect(robustZ(values)[90]).toBeGreaterThan(0.999);
  });
});

describe('alarms of a stream of scores', () => {
  it('a row speaks only above the last one that spoke, or long after it', () => {
    expect([...recordsOnly(Float64Array.of(0, 3, 2, 4, 1, 1, 1, 1), 3)]).toEqual([0, 3, 0, 4, 0, 0, 0, 1]);
  });

  it('one alarm per crossing', () => {
    const scores = new Float64Array(600);
    scores[10] = 0.6;
    scores[12] = 0.9;
    scores[400] = 0.7;
    expect(alarmRows(scores, 0.5)).toEqual([10, 400]);
    expect(alarmRows(scores, 0.8)).toEqual([12]);
  });

  it('the threshold for n alarms is the lowest that gives no more', () => {
    const one = new Float64Array(900);
    one[0] = 0.3;
    one[300] = 0.6;
    one[600] = 0.9;
    expect(thresholdFor(2, [one])).toBe(0.6);
    expect(thresholdFor(3, [one])).toBe(0.3);
    expect(thresholdFor(0, [one])).toBe(1.1);
  });
});

describe('a contestant', () => {
  it('gets files under neutral names, and the folder goes away afterwards', async () => {
    let path = '';
    {
      using stage = new Stage();
      path = stage.write('timestamp,a,b\n2024-01-01 00:00:00,1,2\n2024-01-01 00:00:01,,3\n');
      expect(path).toMatch(/\/series_001\.csv$/);
      expect(await collect(robustZScore.play([path], { ignore: ['b'] }))).toMatchObject([
        { sensors: ['a'], scores: [Float64Array.of(0, 0)] },
      ]);
      const [random] = await collect(randomScores.play([path], {}));
      expect(random?.sensors).toEqual(['a', 'b']);
      expect(random?.scores[0]?.[1]).toBe(0); // a gap has no score
    }
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it('kinglet is asked through replay, in batches, and its files are read back', async () => {
    const calls: string[][] = [];
    const { writeFileSync } = await import('node:fs');
    const player = await kinglet(async (args, io) => {
      calls.push(args);
      if (args[0] === '--threshold') io.stdout.write('0.5\n');
      else {
        writeFileSync(`${args[1]}/series_001.scores.csv`, 'timestamp,x,device\n2024-01-01T00:00:00Z,0,0\n2024-01-01T00:00:10Z,0.75,0.8\n');
        writeFileSync(
          `${args[1]}/series_001.alerts.jsonl`,
          '{"sensor":"x","opened":"2024-01-01T00:00:10Z","closed":null,"text":"X has risen."}\n',
        );
      }
      return 0;
    });
    expect(player.threshold).toBe(0.5);
    using stage = new Stage();
    const path = stage.write('1\n2\n');
    expect(await collect(player.play([path], { interval: '10s', ignore: ['label'] }))).toMatchObject([
      {
        sensors: ['x'],
        scores: [Float64Array.of(0, 0.75)],
        device: Float64Array.of(0, 0.8),
        alerts: [{ sensor: 'x', row: 1, text: 'X has risen.' }],
      },
    ]);
    expect(calls[1]).toEqual(['--out', expect.any(String), '--interval', '10s', '--ignore', 'label', path]);
  });

  it('a refusal of replay is passed on in its own words', async () => {
    const refusing = kinglet(async (_, io) => {
      io.stderr.write('kinglet replay: there is no model.\n');
      return 1;
    });
    await expect(refusing).rejects.toThrow('there is no model');
  });

  it.each([
    ['a score above 1', 'timestamp,x,device\n1,1.5,0\n'],
    ['an empty score', 'timestamp,x,device\n1,,0\n'],
    ['no number', 'timestamp,x,device\n1,NaN,0\n'],
    ['no device', 'timestamp,x\n1,0\n'],
  ])('%s is a broken promise', (_, text) => {
    expect(() => parseScores(text)).toThrow();
  });
});

describe('troubles put into clean series', () => {
  const random = seeded(5);
  const n = 6000;
  const times = new Float64Array(n).map((_, i) => i * 60_000);
  const values = new Float64Array(n).map((_, i) => Number((20 + 2 * Math.sin(i / 229) + 0.2 * random.normal()).toFixed(1)));

  it.each(kinds)('%s changes rows start..end only, the same for the same seed', (kind) => {
    const one = inject(values, times, 3000, kind, seeded(9));
    const two = inject(values, times, 3000, kind, seeded(9));
    expect(one).toEqual(two);
    const { start, end, values: changed } = one ?? { start: 0, end: 0, values: new Float64Array() };
    expect(start).toBe(3000);
    expect(end).toBeGreaterThan(start);
    expect(end - start).toBeLessThanOrEqual(n / 12);
    expect(changed.subarray(0, start)).toEqual(values.subarray(0, start));
    expect(changed.subarray(end)).toEqual(values.subarray(end));
    expect(changed.subarray(start, end)).not.toEqual(values.subarray(start, end));
  });

  it('a step is 4 to 8 of the spread before it and keeps the decimals', () => {
    const done = inject(values, times, 3000, 'step', seeded(9));
    const size = Math.abs((done?.values[3010] ?? 0) - (values[3010] ?? 0)) / spreadBefore(values, 3000);
    expect(size).toBeGreaterThan(3.8);
    expect(size).toBeLessThan(8.2);
    expect(done?.values[3010]).toBe(Number(done?.values[3010]?.toFixed(1)));
  });

  it('a stuck value is held three times longer than ever before, and not at all where that is too long', () => {
    const held = values.slice();
    held.fill(20, 1000, 1100);
    const done = inject(held, times, 3000, 'stuck', seeded(9));
    expect((done?.end ?? 0) - 3000).toBe(300);
    expect(longestRun(held, 3000)).toBe(100);
    held.fill(20, 1000, 1400);
    expect(inject(held, times, 3000, 'stuck', seeded(9))).toBeUndefined();
  });

  it('a dropout is longer than any gap before', () => {
    const gappy = times.map((t, i) => (i >= 2000 ? t + 50 * 60_000 : t));
    const done = inject(values, gappy, 3000, 'dropout', seeded(9));
    expect((gappy[done?.end ?? 0] ?? 0) - (gappy[2999] ?? 0)).toBeGreaterThanOrEqual(5 * 51 * 60_000);
    expect(done?.values.subarray(3000, done.end).every(Number.isNaN)).toBe(true);
  });
});

describe('small parts', () => {
  it.each([
    ['2014-04-10 07:15:00.000000', Date.UTC(2014, 3, 10, 7, 15)],
    ['2014-04-10T07:15:00.250Z', Date.UTC(2014, 3, 10, 7, 15, 0, 250)],
    ['2014-04-10T09:15:00+02:00', Date.UTC(2014, 3, 10, 7, 15)],
    ['1390599096', 1_390_599_096_000],
    ['1458031648545', 1_458_031_648_545],
    ['soon', Number.NaN],
  ])('reads the time %s', (text, ms) => {
    expect(timeOf(text)).toBe(ms);
  });

  it('finds the row of a time', () => {
    const rows = Float64Array.of(10, 20, 20, 30);
    expect([5, 10, 15, 20, 30, 99].map((t) => rowAt(rows, t))).toEqual([0, 0, 1, 1, 3, 3]);
  });

  it('thins a list evenly', () => {
    const items = Array.from({ length: 37 }, (_, i) => i);
    expect(thin(items, 12)).toHaveLength(12);
    expect(thin(items, 99)).toEqual(items);
  });

  it.each([
    [{ only: ['nab,ucr'] }, { only: ['nab', 'ucr'] }],
    [{ only: ['all'] }, '--only knows nab, ucr; not "all".'],
    [{ sample: '0' }, '--sample wants a whole number above 0, not "0".'],
    [
      { sample: '12', quick: true },
      { sample: 12, quick: true },
    ],
  ])('options %j', (given, expected) => {
    const read = readOptions(given, ['nab', 'ucr']);
    if (typeof expected === 'string') expect(read).toBe(expected);
    else expect(read).toMatchObject(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { rowsAbove } from '../../../src/bench/signals/falserate.ts';
import { judge } from '../../../src/bench/signals/homes.ts';
import { bestF1, binary, changePoints } from '../../../src/bench/signals/skab.ts';
import { chooseSeries, familyOf, isHit, tally, topRow } from '../../../src/bench/signals/ucr.ts';
import { meet, runsOf } from '../../../src/bench/signals/water.ts';
import { placeAlerts } from '../../../src/bench/signals/wells.ts';

describe('the UCR archive', () => {
  it('takes the first highest row after the training part, counted from 1', () => {
    expect(topRow(Float64Array.of(9, 9, 1, 3, 2, 3), 2)).toBe(4);
    expect(topRow(Float64Array.of(9, 9, 0, 0), 2)).toBe(3);
  });

  it.each([
    [899, false],
    [900, true],
    [1110, true],
    [1111, false],
  ])('row %i counts as a hit of rows 1000..1010: %s (100 rows of slack)', (row, hit) => {
    expect(isHit(row, { begin: 1000, end: 1010 })).toBe(hit);
  });

  it('gives a long anomaly a slack of its own length', () => {
    expect(isHit(700, { begin: 1000, end: 1299 })).toBe(true);
    expect(isHit(699, { begin: 1000, end: 1299 })).toBe(false);
  });

  it.each([
    ['031_UCR_Anomaly_DISTORTEDInternalBleeding20_2700_5759_5919', 'InternalBleeding'],
    ['108_UCR_Anomaly_NOISEresperation2_30000_168250_168250', 'resperation'],
    ['051_UCR_Anomaly_DISTORTEDTkeepSecondMARS_3500_9330_9340', 'NASA Mars'],
    ['204_UCR_Anomaly_CHARISfive_12412_15000_15070', 'CHARIS'],
    ['006_UCR_Anomaly_DISTORTEDCIMIS44AirTemperature2_4000_5703_5727', 'CIMIS'],
    ['195_UCR_Anomaly_sel840mECG1_17000_51370_51740', 'sel840'],
    ['171_UCR_Anomaly_gaitHunt2_18500_31200_31850', 'gaitHunt'],
    ['169_UCR_Anomaly_gait3_24500_59900_60500', 'gait'],
  ])('%s is of the family %s', (name, family) => {
    expect(familyOf(name)).toBe(family);
  });

  it('a sample takes families in turn and is the same every time', () => {
    const series = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2'].map((file) => ({
      file,
      family: file[0] ?? '',
      trainEnd: 1,
      begin: 2,
      end: 3,
    }));
    const chosen = chooseSeries(series, 5).map(({ family }) => family);
    expect(chosen.sort()).toEqual(['a', 'a', 'b', 'c', 'c']);
    expect(chooseSeries(series, 5)).toEqual(chooseSeries(series, 5));
    expect(chooseSeries(series, 99)).toHaveLength(7);
  });

  it('the mean over families does not let the largest decide', () => {
    const results = [true, true, true, false].map((hit, i) => ({ family: i < 3 ? 'large' : 'small', hit }));
    expect(tally(results)).toMatchObject({ overall: 75, families: 50 });
  });
});

describe('SKAB', () => {
  const truth = Uint8Array.of(0, 0, 1, 1, 1, 0);
  const scores = Float64Array.of(0, 0.9, 0, 0.5, 0.8, 0);

  it('counts rows of all files together', () => {
    const one = binary([{ scores, truth }], 0.5);
    expect(one.f1).toBeCloseTo((2 * 2) / (2 * 2 + 1 + 1), 12);
    expect(one.far).toBeCloseTo(100 / 3, 9);
    expect(one.mar).toBeCloseTo(100 / 3, 9);
    expect(
      binary(
        [
          { scores, truth },
          { scores, truth },
        ],
        0.5,
      ),
    ).toEqual(one);
  });

  it('silence has no false alarms, misses all, and F1 0', () => {
    expect(binary([{ scores, truth }], 1)).toEqual({ f1: 0, far: 0, mar: 100 });
  });

  it('finds the threshold with the best F1', () => {
    expect(bestF1([{ scores, truth }])).toMatchObject({ threshold: 0.5, f1: 2 / 3 });
    expect(bestF1([{ scores: Float64Array.of(0, 0.1, 0.6, 0.5, 0.8, 0), truth }])).toMatchObject({ threshold: 0.5, f1: 1, far: 0, mar: 0 });
  });

  it('a change noticed at once is worth 100, never noticed 0, late little, and every other row costs', () => {
    const changes = new Uint8Array(400);
    changes[100] = 1;
    const noticed = (...rows: number[]): number => {
      const s = new Float64Array(400);
      for (const row of rows) s[row] = 1;
      return changePoints([{ scores: s, truth: changes }], 0.5);
    };
    expect(noticed(100)).toBeCloseTo(100, 9);
    expect(noticed()).toBe(0);
    expect(noticed(160)).toBeCloseTo((100 * (1 - 0.11)) / 2, 9);
    expect(noticed(130)).toBeLessThan(noticed(110));
    expect(noticed(110, 120)).toBe(noticed(110)); // only the first row in the window counts
    expect(noticed(100, 99, 161)).toBeCloseTo(100 - 11, 9);
  });
});

describe('homes', () => {
  const troubles = [
    { kind: 'spike' as const, start: 100, end: 102 },
    { kind: 'step' as const, start: 300, end: 450 },
  ];

  it.each([
    ['an alert within 30 readings of a short trouble meets it', [129], [true, false], 0],
    ['an alert anywhere in a long one meets it', [449], [false, true], 0],
    ['the alert of the way back is neither caught nor extra', [451], [false, false], 0],
    ['an alert before a trouble is extra', [99, 299], [false, false], 2],
    ['two alerts on one trouble are one caught', [100, 110], [true, false], 0],
  ])('%s', (_, alerts, caught, extra) => {
    expect(judge(alerts, troubles)).toEqual({ caught, extra });
  });
});

describe('water and wells', () => {
  it('finds runs of labelled rows, also at the end', () => {
    expect(runsOf(Uint8Array.of(0, 1, 1, 0, 1))).toEqual([
      [1, 3],
      [4, 5],
    ]);
  });

  it('an alert in a run or ten minutes after meets it, one within the hour is at least not false', () => {
    expect(meet([105, 119, 169, 170], [[100, 110]])).toEqual({ caught: 1, false: 1 });
    expect(meet([120], [[100, 110]])).toEqual({ caught: 0, false: 0 });
    expect(meet([99], [[100, 110]])).toEqual({ caught: 0, false: 1 });
  });

  it('an alert on the way to the fault is early, in the steady fault only met, in unknown rows nothing', () => {
    const classes = Float64Array.of(0, 0, Number.NaN, 101, 1);
    expect(placeAlerts([3], classes)).toEqual({ early: true, met: true, false: 0 });
    expect(placeAlerts([4], classes)).toEqual({ early: false, met: true, false: 0 });
    expect(placeAlerts([0, 1, 2], classes)).toEqual({ early: false, met: false, false: 2 });
  });
});

it('rows at the threshold count as above', () => {
  expect(rowsAbove(Float64Array.of(0.1, 0.5, 0.9), 0.5)).toBe(2);
});

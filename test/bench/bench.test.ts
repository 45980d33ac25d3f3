import { describe, expect, test } from 'vitest';
import { median, quantile, row, slope } from '../../src/bench/bench.ts';
import { number, table } from '../../src/bench/table.ts';

describe('a row', () => {
  test('is the ratio to what it stands beside', () => {
    expect(row({ what: 'cpu', measured: 60, unit: 'µs', beside: { what: 'floor', measured: 40 } }).ratio).toBe(1.5);
  });
  test.each([
    ['at most, reached', { of: 'ratio', most: 2 }, true],
    ['at most, missed', { of: 'ratio', most: 1.4 }, false],
    ['at least, reached', { of: 'measured', least: 60 }, true],
    ['at least, missed', { of: 'measured', least: 61 }, false],
  ] as const)('says whether its target was reached: %s', (_, target, reached) => {
    expect(row({ what: 'cpu', measured: 60, unit: 'µs', beside: { what: 'floor', measured: 40 }, target }).reached).toBe(reached);
  });
  test('without a target is neither reached nor missed', () => {
    expect(row({ what: 'cpu', measured: 60, unit: 'µs' })).toEqual({ what: 'cpu', measured: 60, unit: 'µs' });
  });
  test('that could not be measured has missed its target', () => {
    expect(row({ what: 'cpu', measured: Number.NaN, unit: 'µs', target: { of: 'measured', most: 5 } }).reached).toBe(false);
  });
});

test('a table has a line for each row, aligned, and leaves out columns nobody needs', () => {
  const text = table({
    rows: [
      row({
        what: 'CPU per reading',
        measured: 52.13,
        unit: 'µs',
        beside: { what: 'floor', measured: 40 },
        target: { of: 'ratio', most: 2 },
      }),
      row({ what: 'readings', measured: 1_999.6, unit: '/s' }),
    ],
    notes: ['On one machine.'],
  });
  expect(text).toBe(
    [
      '                 measured  beside    ratio  target',
      'CPU per reading   52.1 µs  floor 40   1.30  ratio ≤ 2  reached',
      'readings         2,000 /s',
      '',
      'On one machine.',
    ].join('\n'),
  );
  expect(table({ rows: [row({ what: 'a', measured: 1, unit: 'ms' })], notes: [] })).toBe('   measured\na      1 ms');
});

test('a figure of several contestants has a column for each, empty where one has none', () => {
  const text = table({
    rows: [
      row({
        what: 'score',
        measured: 61,
        unit: '',
        others: [
          { what: 'float', measured: 61.44 },
          { what: 'teacher', measured: 1234 },
        ],
      }),
      row({ what: 'cost', measured: 2, unit: 'µs', others: [{ what: 'teacher', measured: 17 }], target: { of: 'measured', most: 10 } }),
    ],
    notes: [],
  });
  expect(text).toBe(
    ['       measured  float  teacher  target', 'score        61   61.4    1,234', 'cost       2 µs              17  ≤ 10    reached'].join(
      '\n',
    ),
  );
});

test('a target may have two bounds', () => {
  const text = table({ rows: [row({ what: 'rate', measured: 4, unit: '×', target: { of: 'measured', least: 0.5, most: 3 } })], notes: [] });
  expect(text).toContain('≥ 0.5, ≤ 3  missed');
});

test.each([
  [0.012345, '0.0123'],
  [12.345, '12.3'],
  [123_456.7, '123,457'],
  [Number.NaN, 'NaN'],
])('%s is printed as %s', (x, printed) => {
  expect(number(x)).toBe(printed);
});

test('the median, quantiles and slope are what the textbook says', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([0, 10, 20, 30, 40], 0.99)).toBeCloseTo(39.6);
  expect(quantile([], 0.5)).toBeNaN();
  expect(slope([[0, 1], [1, 3], [2, 5]])).toBeCloseTo(2); // biome-ignore format: a small table
  expect(slope([[1, 1]])).toBeNaN();
});

/** Spans and rates as people say them. */
import { expect, it } from 'vitest';
import { formatCadence, formatSpan } from '../../../src/core/alert/index.ts';

const s = 1_000;
const min = 60 * s;
const h = 60 * min;

it.each([
  [-5, 'less than a second'],
  [300, 'less than a second'],
  [s, '1 second'],
  [90 * s, '90 seconds'],
  [58 * s, '1 minute'],
  [42 * min, '42 minutes'],
  [62 * min, '1 hour'],
  [89 * min, '89 minutes'],
  [20 * h, '20 hours'],
  [24 * h, '24 hours'],
  [49 * h, '2 days'],
  [Number.POSITIVE_INFINITY, 'a long time'],
  [Number.NaN, 'a long time'],
])('a span of %d ms is "%s"', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

it.each([
  [100, 'several times a second'],
  [s, 'every second'],
  [5 * s, 'every 5 seconds'],
  [min, 'every minute'],
  [5 * min, 'every 5 minutes'],
  [h, 'every hour'],
  [0, 'regularly'],
  [Number.NaN, 'regularly'],
])('a reading each %d ms comes %s', (ms, text) => {
  expect(formatCadence(ms)).toBe(text);
});

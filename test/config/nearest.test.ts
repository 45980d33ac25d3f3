import { expect, it } from 'vitest';
import { edits, nearest } from '../../src/config/nearest.ts';

it.each([
  ['', '', 0],
  ['port', 'port', 0],
  ['prt', 'port', 1],
  ['prot', 'port', 1],
  ['part', 'port', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('%j becomes %j by %i edits', (a, b, n) => {
  expect(edits(a, b)).toBe(n);
  expect(edits(b, a)).toBe(n);
});

it.each([
  ['clientid', 'client_id'],
  ['Client-ID', 'client_id'],
  ['pasword', 'password'],
  ['topic', 'topics'],
  ['frobnicate', undefined],
  ['', undefined],
])('takes %j for %j', (word, meant) => {
  expect(nearest(word, ['url', 'client_id', 'password', 'password_file', 'topics'])).toBe(meant);
});

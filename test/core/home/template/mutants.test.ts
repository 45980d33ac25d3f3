/** Templates with letters and brackets lost, doubled and swapped: each is read or refused, rendered or not, and nothing is ever thrown. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { parseTemplate, payloadVariables, render } from '../../../../src/core/home/template/index.ts';
import { random } from '../../../support/sensors.ts';

const golden = new URL('golden/', import.meta.url);
const templates = readdirSync(golden)
  .filter((name) => name !== 'about.json')
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, golden), 'utf8')) as { template: string }[])
  .map(({ template }) => template);
const { payload } = JSON.parse(readFileSync(new URL('about.json', golden), 'utf8')) as { payload: string };

const noise = random(21);
const below = (n: number): number => Math.floor(noise() * n);
const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;

const bits = [
  '{{',
  '}}',
  '{%',
  '%}',
  '(',
  ')',
  '[',
  ']',
  '|',
  '.',
  ',',
  "'",
  '"',
  '\\',
  '-',
  '*',
  '**',
  '~',
  ':',
  ' if ',
  ' else ',
  ' in ',
  ' is ',
  ' not ',
];
const more = [
  '9',
  '1e308',
  '.0',
  'value_json',
  '__proto__',
  'none',
  'loop',
  '\u0000',
  '🙂',
  '\ud800',
  '|list',
  '|map(',
  '|float',
  '[::-1]',
  '%',
  '\n',
];

function mutant(): string {
  let text = pick(templates);
  for (let i = 1 + below(4); i > 0; i--) {
    const at = below(text.length + 1);
    const to = Math.min(text.length, at + below(6));
    const other = pick(templates);
    const from = below(other.length);
    const middle = pick(['', text.slice(at, to).repeat(2), pick(bits), pick(more), other.slice(from, from + below(30))]);
    text = text.slice(0, at) + middle + text.slice(pick([at, to]));
  }
  return text;
}

it('twenty thousand of them', () => {
  const variables = payloadVariables(payload);
  const seen = new Map<string, number>();
  const broken: string[] = [];
  for (let i = 0; i < 20_000; i++) {
    const text = mutant();
    try {
      const parsed = parseTemplate(text);
      const result = parsed.ok ? render(parsed.value, variables, { now: timestamp(0), timezone: 'Europe/Berlin' }) : parsed;
      const kind = result.ok ? 'text' : result.fault.code;
      if (!result.ok && /[\p{C}\n]/u.test(result.fault.detail))
        broken.push(`${JSON.stringify(text)}: ${JSON.stringify(result.fault.detail)}`);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    } catch (error) {
      broken.push(`${JSON.stringify(text)}: ${String(error)}`);
    }
  }
  expect(broken.slice(0, 5)).toEqual([]);
  // The mutants are worth something: they reach every ending but the dear ones.
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining(['text', 'template/syntax', 'template/unsupported', 'template/value', 'template/undefined']),
  );
});

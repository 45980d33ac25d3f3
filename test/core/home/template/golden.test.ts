/** What the real Home Assistant made of these templates (tools/templates/record.py), feature by feature, and a few hundred from a grammar. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timestamp } from '../../../../src/core/base/index.ts';
import { parseTemplate, payloadVariables, render, type Variables } from '../../../../src/core/home/template/index.ts';

interface Case {
  readonly template: string;
  readonly payload?: string;
  /** What a command template sees instead of a payload. */
  readonly variables?: Variables;
  readonly text?: string;
  readonly error?: 'undefined' | 'value' | 'syntax';
}

const golden = new URL('golden/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, golden), 'utf8')) as T;
const about = read<{ now: string; timezone: string; payload: string }>('about.json');
const options = { now: timestamp(Date.parse(about.now)), timezone: about.timezone };

/** What came out, or how it failed, in Home Assistant's words as far as they are the same. */
function made({ template, payload = about.payload, variables }: Case): Pick<Case, 'text'> | { readonly error: readonly string[] } {
  const parsed = parseTemplate(template);
  // Refused before it is rendered: what fails there fails here.
  if (!parsed.ok) return { error: ['syntax', 'value', 'undefined'] };
  const result = render(parsed.value, variables ?? payloadVariables(payload), options);
  // Python has a TypeError for some uses of what is undefined, and raises it as undefined for others.
  if (!result.ok) return { error: result.fault.code === 'template/undefined' ? ['undefined', 'value'] : ['value'] };
  return 'keep' in result.value ? { error: ['undefined'] } : { text: result.value.text };
}

const files = readdirSync(golden).filter((name) => name !== 'about.json');

describe.each(files)('%s', (file) => {
  it.each(read<Case[]>(file).map((row) => [row.template, row] as const))('%s', (_template, row) => {
    const { text, error } = row;
    expect(made(row)).toEqual(error === undefined ? { text } : { error: expect.arrayContaining([error]) });
  });
});

it('has tables to hold against', () => {
  expect(files.length).toBeGreaterThan(8);
});

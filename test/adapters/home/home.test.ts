/** Real files, as people write them and as they go wrong. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHome, readPin } from '../../../src/adapters/home/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-home-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string | Uint8Array): string => {
  const path = join(folder, 'it');
  writeFileSync(path, text);
  return path;
};

describe('The file of a home', () => {
  it('gives floors, areas and entities', async () => {
    const path = file('areas: [{id: hall, name: Hall}]\nentities: [{id: light.hall, name: Hall light, area: hall, state: off}]\n');
    expect(await openHome(path)).toMatchObject({
      ok: true,
      value: { areas: [{ id: 'hall' }], entities: [{ id: 'light.hall', domain: 'light', area: 'hall', state: 'off' }] },
    });
  });

  it('that is empty is a home without anything', async () => {
    expect(await openHome(file(''))).toEqual({ ok: true, value: { floors: [], areas: [], entities: [] } });
  });

  it.each([
    ['an unknown key', 'areas:\n  - {id: hall, name: Hall, colour: red}\n', /line 2: areas\[0\] has no key "colour"/],
    ['an area that is none', 'entities:\n  - {id: light.a, area: attic}\n', /line 2: entities\[0\]\.area names "attic"/],
    ['what is no YAML', 'areas: [\n', /line \d+: /],
    ['bytes that are no text', new Uint8Array([0, 255, 254, 1]), /./],
  ])('with %s is refused, with the line', async (_, text, says) => {
    const found = await openHome(file(text));
    expect(found).toMatchObject({ ok: false, fault: { code: 'home/file', detail: expect.stringMatching(says) } });
  });

  it.each(['/nowhere/home.yaml', tmpdir()])('that is not there or a folder is said to be so: %s', async (path) => {
    expect(await openHome(path)).toMatchObject({ ok: false, fault: { code: 'home/file', detail: expect.stringContaining(path) } });
  });
});

describe('The PIN', () => {
  it.each([
    ['1234', '1234'],
    ['  0815 \nsecond line\n', '0815'],
    ['123456789012\r\n', '123456789012'],
  ])('is the first line of its file: %j', async (text, pin) => {
    expect(await readPin(file(text))).toEqual({ ok: true, value: pin });
  });

  it.each(['', '123', '1234567890123', 'four', '12 34', '12345x', '\n1234'])('%j is none, and is not repeated', async (text) => {
    const found = await readPin(file(text));
    expect(found).toMatchObject({ ok: false, fault: { code: 'language/pin', hint: expect.stringContaining('digits') } });
    if (text.trim() !== '') expect(JSON.stringify(found)).not.toContain(text.trim());
  });

  it('is not looked for behind the first 256 bytes', async () => {
    expect(await readPin(file(`${' '.repeat(300)}1234`))).toMatchObject({ ok: false });
  });

  it('that cannot be read is said to be so', async () => {
    expect(await readPin('/nowhere/pin')).toMatchObject({ ok: false, fault: { detail: expect.stringContaining('ENOENT') } });
  });
});

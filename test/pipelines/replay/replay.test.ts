/**
 * Folders of a recording, its arguments, and what must come out. The recordings are too short for the model to have a say, so what
 * is expected here outlives every new model. UPDATE=1 writes what came out as what is expected: read it before you keep it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { replay } from '../../../src/cli/replay.ts';
import { ok } from '../../../src/core/base/index.ts';
import { PersistenceScorer } from '../../support/fakes.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const cases = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

it.each(cases)('%s', async (name) => {
  const folder = join(here, name);
  const out = mkdtempSync(join(tmpdir(), 'kinglet-pipeline-'));
  try {
    const args = JSON.parse(readFileSync(join(folder, 'args.json'), 'utf8')) as string[];
    let stderr = '';
    const code = await replay(
      ['--out', out, ...args, join(folder, 'input.csv')],
      { stdout: { write: () => undefined }, stderr: { write: (text) => void (stderr += text) }, signal: new AbortController().signal },
      { threshold: async () => ok(0.625), open: async () => ok({ scorer: new PersistenceScorer(), threshold: 0.625 }) },
    );
    expect({ code, stderr: stderr.replace(/^.*left out .*\n/, '') }).toEqual({ code: 0, stderr: '' });
    for (const kind of ['scores.csv', 'alerts.jsonl']) {
      const got = readFileSync(join(out, `input.${kind}`), 'utf8');
      if (process.env['UPDATE'] === '1') writeFileSync(join(folder, `expected.${kind}`), got);
      expect(got).toBe(readFileSync(join(folder, `expected.${kind}`), 'utf8'));
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

it('there are recordings to replay', () => {
  expect(cases.length).toBeGreaterThan(3);
});

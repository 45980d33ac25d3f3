import { expect, test } from 'vitest';
import { benchNames } from '../../src/bench/index.ts';
import { benchCommand } from '../../src/cli/bench.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await benchCommand(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

test('--list names each bench and says what it measures', async () => {
  const { code, out, err } = await run('--list');
  expect([code, err]).toEqual([0, '']);
  expect(out.trimEnd().split('\n')).toHaveLength(benchNames().length);
  expect(out).toMatch(/^ingest +CPU per reading from MQTT to score/m);
});

test.each([
  [['nosuch'], 'There is no bench called "nosuch"; there are signals, ingest, '],
  [['constructor'], 'There is no bench called "constructor"; '],
  [[], 'Use: npm run -s bench -- NAME'],
  [['ingest', 'watch'], 'Use: npm run -s bench -- NAME'],
  [['ingest', '--minutes', 'ten'], '--minutes wants a number above 0 and up to 1440, not "ten".'],
  [['ingest', '--fast'], "Unknown option '--fast'"],
])('%j is refused in one sentence with exit code 2', async (args, sentence) => {
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(sentence);
  expect(err.trimEnd()).not.toContain('\n');
});

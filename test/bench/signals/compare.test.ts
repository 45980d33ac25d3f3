/** Kinglet with other models beside itself, and what is written of a run. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environment } from '../../../src/bench/signals/environment.ts';
import { scoreAt } from '../../../src/bench/signals/falserate.ts';
import { bench, written } from '../../../src/bench/signals/index.ts';
import { changes, deviationOf, sameAlerts } from '../../../src/bench/signals/invariance.ts';
import { nameOf, readOptions } from '../../../src/bench/signals/options.ts';
import { kinglet, type ReplayCommand } from '../../../src/bench/signals/play.ts';
import { benchCommand } from '../../../src/cli/bench.ts';

describe('--compare', () => {
  it.each([
    [['a/float,b/teacher'], ['a/float', 'b/teacher']],
    [
      ['a/float', 'b/teacher'],
      ['a/float', 'b/teacher'],
    ],
  ])('%j names the folders of other models', (compare, folders) => {
    expect(readOptions({ compare }, [])).toMatchObject({ compare: folders });
  });

  it('calls each by the last part of its folder, wherever one stands', () => {
    expect(['models/.cache/float', 'float/', './float', '/x/../float'].map(nameOf)).toEqual(['float', 'float', 'float', 'float']);
  });

  it.each([['a/float,b/float'], ['x/kinglet'], ['random'], ['/']])('%s is refused: two would have one name', (compare) => {
    expect(readOptions({ compare }, [])).toMatch(/^--compare calls a model by the last part of its folder, and ".*" is taken\.$/);
  });

  it('hands the folder to each call of replay, and takes the threshold from there', async () => {
    const calls: string[][] = [];
    const replay: ReplayCommand = async (args, io) => {
      calls.push(args);
      if (args[0] === '--threshold') io.stdout.write('0.4\n');
      return args[0] === '--threshold' ? 0 : 2;
    };
    const player = await kinglet(replay, { name: 'float', folder: 'models/float' });
    expect(player).toMatchObject({ name: 'float', threshold: 0.4, model: { folder: 'models/float' } });
    await expect(player.play([import.meta.filename], { interval: '1s' }).next()).rejects.toThrow('kinglet replay ended with 2');
    expect(calls[0]).toEqual(['--threshold', '--models', 'models/float']);
    expect(calls[1]?.slice(2)).toEqual(['--models', 'models/float', '--interval', '1s', import.meta.filename]);
  });

  it('of a folder without a model is refused in one sentence with exit code 2', async () => {
    let [out, err] = ['', ''];
    const code = await benchCommand(['signals', '--only', 'nab', '--compare', '/nowhere/float'], {
      out: (text) => (out += text),
      err: (text) => (err += text),
      signal: new AbortController().signal,
    });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^There is no model manifest at \/nowhere\/float\/signals\.json\. [^\n]*\n$/);
  });
});

describe('what --out writes', () => {
  const run = async (given: Record<string, string | boolean>) => {
    const folder = mkdtempSync(join(tmpdir(), 'kinglet-bench-test-'));
    const data = process.env['KINGLET_DATA'];
    process.env['KINGLET_DATA'] = folder;
    onTestFinished(() => {
      if (data === undefined) delete process.env['KINGLET_DATA'];
      else process.env['KINGLET_DATA'] = data;
      rmSync(folder, { recursive: true });
    });
    const out = join(folder, 'bench.json');
    const io = { given: { ...given, out }, progress: () => undefined, signal: new AbortController().signal };
    const result = await bench.run(io);
    return { result, text: readFileSync(out, 'utf8') };
  };

  it('says with what it was measured, and nothing that changes by itself', async () => {
    const { result, text } = await run({ only: 'nab', alone: true });
    const told = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(told)).toEqual(['bench', 'quick', 'environment', 'figures', 'notes']);
    expect(told).toMatchObject({ bench: 'signals', quick: false, figures: [] });
    expect(told['environment']).toEqual(result.environment);
    expect(told['environment']).toMatchObject({ node: process.version, arch: process.arch, data: [] });
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d/);
    expect((await run({ only: 'nab', alone: true })).text).toBe(text);
  });

  it('names the shipped model by its hash', async () => {
    const shipped = await kinglet(async (_, io) => {
      io.stdout.write('0.5');
      return 0;
    });
    const { models } = await environment(undefined, [shipped]);
    expect(Object.keys(models)).toEqual(['kinglet']);
    expect(models['kinglet']?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves out a share of nothing, which JSON cannot write', () => {
    const figure = { key: 'a', what: 'a', unit: '', measured: { kinglet: Number.NaN, float: 2 } };
    expect(written(figure).measured).toEqual({ float: 2 });
  });
});

describe('probabilities and scores', () => {
  it.each([
    [1e-4, 0.5],
    [1e-3, 3 / 7],
  ])('one reading in 1/%d should reach %d', (p, score) => {
    expect(scoreAt(p)).toBeCloseTo(score, 12);
  });
});

describe('invariance', () => {
  it('the standard deviation passes over gaps', () => {
    expect(deviationOf(Float64Array.of(1, Number.NaN, 3, 1, 3))).toBe(1);
  });

  it.each([
    ['in the same rows', [10, 20], [10, 20], true],
    ['two rows later', [10, 20], [12, 22], true],
    ['three rows later', [10, 20], [10, 23], false],
    ['one more', [10, 20], [10, 20, 30], false],
    ['one less', [10, 20], [10], false],
  ])('alerts %s', (_, a, b, same) => {
    expect(sameAlerts(a, b)).toBe(same);
  });

  it('each change changes either the values or the time', () => {
    for (const { value, later } of changes) expect(value(3, 2) !== 3).toBe(later === 0);
  });
});

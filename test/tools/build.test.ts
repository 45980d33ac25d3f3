/** The built package, as far as it can be tried without installing it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside the project, where the packages with a native part are found, and below node_modules, where Node strips no types.
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'kinglet-build-'));
const dist = join(folder, 'dist');
const kinglet = (...args: string[]) => spawnSync(process.execPath, [join(dist, 'main.js'), ...args], { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'tools/build.mjs'), dist], { encoding: 'utf8' });
  expect(built).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('What npm run build makes', () => {
  it('runs without the sources, and says what it can do', () => {
    expect(kinglet('help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('replay') });
  });

  it('finds the shipped model from where it lies', () => {
    const { threshold } = JSON.parse(readFileSync(join(root, 'models/artifacts/signals.json'), 'utf8')) as { threshold: number };
    expect(Number(kinglet('replay', '--threshold').stdout)).toBe(threshold);
  });

  it('runs the model in its worker: a recording gets its scores', () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i},${20 + Math.sin(i / 9)}`);
    writeFileSync(join(folder, 'room.csv'), `time,temperature\n${rows.join('\n')}\n`);
    const { status, stderr } = kinglet('replay', '--out', join(folder, 'out'), join(folder, 'room.csv'));
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, 'out')).length).toBeGreaterThan(0);
  });

  it('has the worker of the language model beside it, which the daemon starts at the first sentence', () => {
    expect(readdirSync(dist)).toEqual(expect.arrayContaining(['language-worker.js', 'pins-worker.js']));
    expect(kinglet('say', 'hello', '--url', 'http://127.0.0.1:1')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('No Kinglet answers'),
    });
  });

  it('is a program of its own: executable, for Node', () => {
    expect(readFileSync(join(dist, 'main.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

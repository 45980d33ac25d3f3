import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { doctor, type Machine } from '../../src/cli/doctor.ts';
import { fail, ok } from '../../src/core/base/index.ts';
import { PersistenceScorer } from '../support/fakes.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const healthy: Machine = {
  runtime: { node: 'v24.21.0', platform: 'linux', arch: 'arm64', memoryBytes: 4e9 },
  now: () => Date.UTC(2027, 5, 1, 12, 0),
  synchronised: async () => true,
  serial: { dev: folder, groups: '/etc/group', user: 'pi', list: async () => [] },
  stateFolder: folder,
};
const openScorer = async () => ok({ scorer: new PersistenceScorer() });
/** Port 0: another program may hold the default port on the machine that tests. */
const config = join(folder, 'kinglet.yaml');
writeFileSync(config, 'web: {port: 0}\n');

async function examined(
  change: Partial<Machine> = {},
  args: string[] = ['--config', config],
  scorer: Parameters<typeof doctor>[1]['openScorer'] = openScorer,
) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await doctor(args, {
    openScorer: scorer,
    machine: { ...healthy, ...change },
    out: { write: (t) => out.push(t) },
    err: { write: (t) => err.push(t) },
  });
  return { status, out: out.join(''), err: err.join('') };
}

it('says that all is well, check by check, and exits 0', async () => {
  const { status, out } = await examined();
  expect(out).toMatch(/^(ok .*\n)+\nAll is well\.\n$/);
  expect(status).toBe(0);
});

describe('problems: exit 1, with the cure below each', () => {
  it.each<[string, Partial<Machine>, string]>([
    ['an old Node', { runtime: { ...healthy.runtime, node: 'v20.20.2' } }, 'Node v20.20.2 is too old; 22.18 or newer is needed.'],
    ['a processor without a model runtime', { runtime: { ...healthy.runtime, arch: 'arm' } }, 'linux on arm cannot run the model'],
    ['a clock that has not heard the time', { now: () => 0 }, 'The clock says 1970-01-01 00:00 UTC, which cannot be.'],
    ['no state directory', { stateFolder: '/nowhere/at/all' }, '/nowhere/at/all does not exist.'],
    ['a file where the state directory should be', { stateFolder: config }, 'is not a directory.'],
  ])('%s', async (_, change, sentence) => {
    const { status, out } = await examined(change);
    expect(status).toBe(1);
    expect(out).toContain(sentence);
    expect(out).toMatch(/PROBLEM .*\n {18}-> /);
    expect(out).toMatch(/\n1 problem, 0 warnings\.\n$/);
  });

  it('a model that cannot be opened, or that answers nonsense', async () => {
    expect((await examined({}, [], async () => fail('model/missing', 'signals.onnx is missing.', 'Install again.'))).out).toContain(
      'PROBLEM  model    signals.onnx is missing.',
    );
    class Broken extends PersistenceScorer {
      override run = async () => new Float32Array([Number.NaN]);
    }
    expect((await examined({}, ['--config', config], async () => ok({ scorer: new Broken() }))).out).toContain(
      'answers with something that is not a number',
    );
  });

  it('every fault of the configuration', async () => {
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, 'wach: {}\nweb: {port: x}\n');
    const { status, out } = await examined({}, ['--config', bad]);
    expect(status).toBe(1);
    expect(out).toContain('bad.yaml, line 1: there is no key "wach"; did you mean "watch"?');
    expect(out).toContain('bad.yaml, line 2: web.port is "x"');
  });

  it('a configuration that is not there', async () => {
    expect((await examined({}, ['--config', join(folder, 'none.yaml')])).out).toContain('there is no such file');
  });
});

it('warnings alone leave the exit status at 0', async () => {
  const { status, out } = await examined({ synchronised: async () => false });
  expect(out).toMatch(/warning {2}clock .*not synchronised[\s\S]*0 problems, 1 warning\.\n$/);
  expect(status).toBe(0);
});

it('--json gives the findings as data', async () => {
  const { out } = await examined({}, ['--json', '--config', config]);
  expect(JSON.parse(out).findings).toContainEqual({ state: 'ok', about: 'node', text: 'Node v24.21.0.' });
});

it.each([[['--confg', 'x']], [['extra']], [['--config']]])('refuses %j with one sentence and exit 2', async (args) => {
  const { status, out, err } = await examined({}, args);
  expect([status, out]).toEqual([2, '']);
  expect(err).toMatch(/Usage: kinglet doctor/);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

it('a check that fails by itself does not keep the others from being made', async () => {
  const { status, out } = await examined({
    synchronised: async () => {
      throw new Error('boom');
    },
  });
  expect(status).toBe(1);
  expect(out).toContain('This could not be checked: boom.');
  expect(out).toContain('ok       model');
});

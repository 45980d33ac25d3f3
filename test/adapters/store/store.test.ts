import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEMORY, openStore, storePath } from '../../../src/adapters/store/index.ts';
import { STEPS } from '../../../src/adapters/store/schema.ts';
import type { Store } from '../../../src/agent/ports.ts';
import { type Fault, timestamp } from '../../../src/core/base/index.ts';
import type { DeviceId, Pardon, SensorId } from '../../../src/core/domain/index.ts';
import { START } from '../../support/sensors.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-store-'));
  path = join(folder, 'state', 'kinglet.db');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const pardon = (n = 0, more: Partial<Pardon> = {}): Pardon => ({
  id: `freezer.temperature-rise-${n}`,
  sensor: 'freezer.temperature' as SensorId,
  pattern: 'rise',
  low: -19.5,
  high: -7.6,
  at: timestamp(START + n),
  opened: timestamp(START - 1_000),
  alert: `freezer.temperature-${n}`,
  text: 'Freezer temperature has risen to -9.5 °C.',
  ...more,
});

async function open(at = path): Promise<Store> {
  const opened = await openStore(at);
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}
async function trouble(at = path): Promise<Fault> {
  await using opened = await openStore(at).then((o) =>
    o.ok ? o.value : Object.assign(o.fault, { [Symbol.asyncDispose]: async () => {} }),
  );
  if (!('code' in opened)) throw new Error('it opened');
  return opened;
}
function kept(store: Store): readonly Pardon[] {
  const read = store.pardons();
  if (!read.ok) throw new Error(read.fault.detail);
  expect(read.value.trouble).toBeUndefined();
  return read.value.pardons;
}

describe('The store', () => {
  it('makes its folder and file for its owner alone, and keeps what it is given', async () => {
    const several = [
      pardon(3),
      pardon(1, { pattern: 'silent', device: 'freezer' as DeviceId, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }),
      pardon(2, { pattern: 'impossible', low: Number.NaN, high: Number.NaN, text: "'; DROP TABLE pardons; --\u0000\u202e" }),
    ];
    {
      await using store = await open();
      for (const p of several) expect(store.keepPardon(p)).toMatchObject({ ok: true });
      expect(kept(store)).toEqual(several);
    }
    expect([statSync(path).mode & 0o077, statSync(join(folder, 'state')).mode & 0o077]).toEqual([0, 0]);
    await using again = await open();
    expect(kept(again)).toEqual(several); // in the order in which they were given
    expect(again.dropPardon(several[1]?.id ?? '')).toMatchObject({ ok: true });
    expect(kept(again)).toEqual([several[0], several[2]]);
  });

  it('keeps one with the same id in the place of the other, as the latest', async () => {
    await using store = await open(MEMORY);
    for (const p of [pardon(1), pardon(2), pardon(1, { high: 0 })]) store.keepPardon(p);
    expect(kept(store)).toEqual([pardon(2), pardon(1, { high: 0 })]);
  });

  it('has room for thousands', async () => {
    await using store = await open();
    for (let n = 0; n < 1_000; n++) store.keepPardon(pardon(n));
    expect(kept(store)).toHaveLength(1_000);
  });

  it('leaves nothing but its file behind when it is closed', async () => {
    const store = await open();
    store.keepPardon(pardon());
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    expect([path, `${path}-wal`, `${path}-shm`].map(existsSync)).toEqual([true, false, false]);
    expect(store.keepPardon(pardon())).toMatchObject({ ok: false, fault: { code: 'store/failed' } });
  });

  it('may be open twice: each sees what the other has written', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await using _one = one;
    await using _two = two;
    one.keepPardon(pardon(1));
    two.keepPardon(pardon(2));
    expect(kept(one)).toEqual([pardon(1), pardon(2)]);
    expect(kept(two)).toEqual(kept(one));
  });

  it('says that another program holds the file when that does not let go', async () => {
    await using store = await open();
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    expect(store.keepPardon(pardon())).toMatchObject({ ok: false, fault: { code: 'store/busy' } });
    other.exec('ROLLBACK');
    other.close();
    expect(store.keepPardon(pardon())).toMatchObject({ ok: true });
  });

  it('brings a file of an earlier step up to date', async () => {
    mkdirSync(join(folder, 'state'));
    new DatabaseSync(path).close(); // the earliest of all: nothing in it
    {
      await using store = await open();
      store.keepPardon(pardon());
    }
    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: STEPS.length });
    db.close();
    await using store = await open();
    expect(kept(store)).toEqual([pardon()]);
  });

  it('leaves out rows that make no sense, and says how many', async () => {
    {
      await using store = await open();
      for (const n of [1, 2, 3]) store.keepPardon(pardon(n));
    }
    const db = new DatabaseSync(path);
    db.exec(`UPDATE pardons SET pattern = '__proto__' WHERE number = 1; UPDATE pardons SET pattern = 'dance' WHERE number = 3`);
    db.close();
    await using store = await open();
    expect(store.pardons()).toMatchObject({ ok: true, value: { pardons: [pardon(2)], trouble: { code: 'store/nonsense' } } });
  });

  it('prints no warning', async () => {
    const script = `const { openStore } = await import('./src/adapters/store/index.ts'); const o = await openStore(':memory:'); console.log(o.ok)`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'true\n', stderr: '' });
  });
});

describe('A file that is not to be touched stays as it is:', () => {
  const foreign = (pragma = ''): void => {
    const db = new DatabaseSync(path);
    db.exec(`CREATE TABLE states (id INTEGER); ${pragma}`);
    db.close();
  };
  it.each<[string, string, () => void]>([
    ['nonsense', 'store/damaged', () => writeFileSync(path, 'nonsense '.repeat(1_000))],
    ['a few bytes', 'store/damaged', () => writeFileSync(path, 'hello')],
    ["another program's database", 'store/not-ours', () => foreign()],
    ['that of a program with an id of its own', 'store/not-ours', () => foreign('PRAGMA application_id = 5; PRAGMA user_version = 1')],
  ])('%s', async (_, code, make) => {
    mkdirSync(join(folder, 'state'));
    make();
    const before = readFileSync(path);
    const fault = await trouble();
    expect(fault.code).toBe(code);
    expect(fault.detail).toContain(path);
    expect(fault.hint).toContain('store.path');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('one that a newer Kinglet wrote', async () => {
    await (await open())[Symbol.asyncDispose]();
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA user_version = ${STEPS.length + 1}`);
    db.close();
    const before = readFileSync(path);
    expect((await trouble()).code).toBe('store/newer');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('one with a damaged page is told when it is read', async () => {
    {
      await using store = await open();
      for (let n = 0; n < 500; n++) store.keepPardon(pardon(n));
    }
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4_096, bytes.length - 4_096);
    writeFileSync(path, bytes);
    const opened = await openStore(path);
    const fault = opened.ok ? opened.value.pardons() : opened;
    expect(fault).toMatchObject({ ok: false, fault: { code: 'store/damaged' } });
    if (opened.ok) await opened.value[Symbol.asyncDispose]();
  });
});

describe('Where nothing can be written', () => {
  it.each([
    ['below a file', () => join(folder, 'file', 'kinglet.db')],
    ['in a folder that nobody can make', () => '/proc/kinglet/kinglet.db'],
    ['a folder', () => folder],
  ])('(%s) that is one clear sentence', async (_, where) => {
    writeFileSync(join(folder, 'file'), '');
    const fault = await trouble(where());
    expect(fault.code).toBe('store/unwritable');
    expect(fault.detail).toMatch(/cannot be written; what is called normal now is forgotten when Kinglet stops\.$/);
  });

  it('what was kept before still holds, and what is new is refused with the reason', async () => {
    {
      await using store = await open();
      store.keepPardon(pardon());
    }
    chmodSync(path, 0o444);
    chmodSync(join(folder, 'state'), 0o555);
    chmodSync(folder, 0o755);
    const asNobody = `
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      const o = await (await import(process.argv[1])).openStore(process.argv[2]);
      const s = o.value;
      console.log(JSON.stringify({ opened: o.ok, code: s?.readOnly?.code ?? o.fault?.code, kept: s?.pardons().value.pardons.length, refused: s?.keepPardon(s.pardons().value.pardons[0]).fault?.code }));`;
    const module = new URL('../../../src/adapters/store/index.ts', import.meta.url).href;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', asNobody, module, path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ opened: true, code: 'store/unwritable', kept: 1, refused: 'store/unwritable' });
  });
});

describe('The place of the store, when nobody says', () => {
  it.each([
    [{ STATE_DIRECTORY: '/var/lib/kinglet:/var/lib/other', XDG_STATE_HOME: '/home/u/state' }, '/var/lib/kinglet/kinglet.db'],
    [{ XDG_STATE_HOME: '/home/u/state' }, '/home/u/state/kinglet/kinglet.db'],
    [{ XDG_STATE_HOME: 'relative' }, expect.stringMatching(/\/\.local\/state\/kinglet\/kinglet\.db$/)],
    [{}, expect.stringMatching(/^\/.*\/\.local\/state\/kinglet\/kinglet\.db$/)],
  ])('%j', (env, expected) => {
    expect(storePath(undefined, env)).toEqual(expected);
  });
  it("is nobody else's business when somebody does", () => {
    expect(storePath(':memory:', { STATE_DIRECTORY: '/var/lib/kinglet' })).toBe(':memory:');
  });
});

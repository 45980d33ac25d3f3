import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/adapters/store/index.ts';
import { STEPS } from '../../../src/adapters/store/schema.ts';
import type { Note, Store } from '../../../src/agent/ports.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-notes-'));
  path = join(folder, 'kinglet.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(): Promise<Store> {
  const opened = await openStore(path);
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value;
}
function read(store: Store, kind = 'alert'): readonly Note[] {
  const notes = store.notes(kind);
  if (!notes.ok) throw new Error(notes.fault.detail);
  return notes.value;
}

describe('Notes', () => {
  it('are kept by whose they are and which, in the order in which they came, over a restart', async () => {
    {
      await using store = await open();
      for (const note of [
        { id: 'b', text: '1' },
        { id: 'a', text: "'; DROP TABLE notes; --\u0000" },
        { id: 'b', text: '2' },
      ])
        expect(store.keepNote('alert', note)).toMatchObject({ ok: true });
      store.keepNote('maintenance', { id: 'b', text: 'another' });
    }
    await using store = await open();
    expect(read(store)).toEqual([
      { id: 'b', text: '2' },
      { id: 'a', text: "'; DROP TABLE notes; --\u0000" },
    ]);
    expect(read(store, 'maintenance')).toEqual([{ id: 'b', text: 'another' }]);
    expect(read(store, '__proto__')).toEqual([]);
    expect(store.dropNote('alert', 'b')).toMatchObject({ ok: true });
    expect(read(store).map(({ id }) => id)).toEqual(['a']);
  });

  it('come to a file of an earlier version, which keeps what it has', async () => {
    const old = new DatabaseSync(path);
    old.exec(STEPS[0] ?? '');
    old.exec("INSERT INTO pardons VALUES (1, 'p', 's', NULL, 'rise', 0, 1, 2, 3, 'a', 't')");
    old.exec(`PRAGMA application_id = ${0x4b_6e_67_6c}; PRAGMA user_version = 1`);
    old.close();
    await using store = await open();
    expect(store.pardons()).toMatchObject({ ok: true, value: { pardons: [{ id: 'p' }] } });
    expect(store.keepNote('alert', { id: 'a', text: 'x' })).toMatchObject({ ok: true });
    expect(read(store)).toEqual([{ id: 'a', text: 'x' }]);
  });
});

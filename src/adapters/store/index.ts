/**
 * What outlives the process: one SQLite file, one connection, few writes (an SD card wears out by them).
 *
 *     openStore(path) ─► ours? not newer? ─► missing steps ─► Store
 *                         └ no: a fault, and the file stays as it is
 *                        not writable ─► read as it is, and told
 */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Store } from '../../agent/ports.ts';
import { fail, fault, ok, type Result } from '../../core/base/index.ts';
import { isUnwritable, storeFault, unwritable } from './faults.ts';
import { deleteNote, readNotes, writeNote } from './notes.ts';
import { deletePardon, readPardons, writePardon } from './pardons.ts';
import { MEMORY } from './place.ts';
import { APPLICATION, STEPS } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

export { StoreOptions } from './options.ts';
export { MEMORY, storePath } from './place.ts';

/** Longest wait for another program that writes, in milliseconds: nothing else happens here meanwhile. */
const BUSY = 250;

/**
 * Opens the file, which is made where it is missing. Faults: `store/damaged`, `store/newer`, `store/not-ours`, `store/unwritable`, `store/full`,
 * `store/busy`, `store/failed`. Where it can be read but not written the store says so in `readOnly`.
 */
export async function openStore(path: string): Promise<Result<Store>> {
  const { DatabaseSync } = await loadSqlite();
  let db: DatabaseSync | undefined;
  try {
    if (path !== MEMORY) make(path);
    db = new DatabaseSync(path, { timeout: BUSY });
    const ready = prepare(db, path);
    if (!ready.ok) {
      db.close();
      return ready;
    }
    return ok(storeOf(db, path, undefined));
  } catch (error) {
    db?.close();
    if (!isUnwritable(error) || !existsSync(path)) return { ok: false, fault: storeFault(error, path) };
    return openAsItIs(DatabaseSync, path, error);
  }
}

/** A disk that has become read-only, as worn SD cards do: what was kept still holds. */
function openAsItIs(Database: typeof DatabaseSync, path: string, reason: unknown): Result<Store> {
  let db: DatabaseSync | undefined;
  try {
    db = new Database(new URL(`${pathToFileURL(path).href}?immutable=1`), { readOnly: true });
    const known = isOurs(db, path);
    if (known.ok && known.value === STEPS.length) return ok(storeOf(db, path, unwritable(path, reason)));
  } catch {
    // Neither written nor read: the first reason is the one to tell.
  }
  db?.close();
  return { ok: false, fault: storeFault(reason, path) };
}

/** Folder and file, for nobody but their owner. */
function make(path: string): void {
  try {
    makeFolder(dirname(resolve(path)));
    closeSync(openSync(path, 'a', 0o600));
  } catch {
    // Whatever is wrong here SQLite meets again, and says it by its own code.
  }
}

/** Not by `recursive`, which never ends where the system says "no such file" to making one (below /proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function prepare(db: DatabaseSync, path: string): Result<void> {
  const before = isOurs(db, path);
  if (!before.ok) return before;
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  db.exec('BEGIN IMMEDIATE'); // also shows whether it can be written at all
  try {
    const known = isOurs(db, path); // another Kinglet may have been here in between
    if (!known.ok) return known;
    for (const step of STEPS.slice(known.value)) db.exec(step);
    if (known.value < STEPS.length) db.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${STEPS.length}`);
    db.exec('COMMIT');
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
  return ok(undefined);
}

/** The steps the file has seen. */
function isOurs(db: DatabaseSync, path: string): Result<number> {
  const number = (pragma: string): number => Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
  const version = number('user_version');
  const application = number('application_id');
  const empty = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0;
  if (application !== APPLICATION && !(empty && application === 0 && version === 0))
    return fail(
      'store/not-ours',
      `${path} is another program's database; it is left as it is, and nothing is kept between runs.`,
      'Name another file in store.path.',
    );
  if (version > STEPS.length)
    return fail(
      'store/newer',
      `${path} was written by a newer Kinglet; it is left as it is, and nothing is kept between runs.`,
      'Install that version again, or name another file in store.path.',
    );
  return ok(version);
}

function storeOf(db: DatabaseSync, path: string, readOnly: Store['readOnly']): Store {
  const attempt = <T>(work: () => T): Result<T> => {
    try {
      return ok(work());
    } catch (error) {
      return { ok: false, fault: storeFault(error, path) };
    }
  };
  const write = (work: () => void): Result<void> => (readOnly ? { ok: false, fault: readOnly } : attempt(work));
  return {
    path,
    readOnly,
    pardons: () =>
      attempt(() => {
        const { pardons, leftOut } = readPardons(db);
        return {
          pardons,
          ...(leftOut > 0 ? { trouble: fault('store/nonsense', `${leftOut} rows of ${path} make no sense and are left out.`) } : {}),
        };
      }),
    keepPardon: (pardon) => write(() => writePardon(db, pardon)),
    dropPardon: (id) => write(() => deletePardon(db, id)),
    notes: (kind) => attempt(() => readNotes(db, kind)),
    keepNote: (kind, note) => write(() => writeNote(db, kind, note)),
    dropNote: (kind, id) => write(() => deleteNote(db, kind, id)),
    async [Symbol.asyncDispose]() {
      if (db.isOpen) attempt(() => db.close());
    },
  };
}

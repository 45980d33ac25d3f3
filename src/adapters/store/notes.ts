/** Notes as rows: texts of other parts, which read them with the suspicion that a file deserves. */
import type { DatabaseSync } from 'node:sqlite';
import type { Note } from '../../agent/ports.ts';

/** Most notes of one kind that are read; nobody keeps so many. */
const MOST = 20_000;

/** In the order in which they were first kept. */
export function readNotes(db: DatabaseSync, kind: string): readonly Note[] {
  const rows = db.prepare('SELECT id, text FROM notes WHERE kind = ? ORDER BY number LIMIT ?').all(kind, MOST);
  return rows.flatMap(({ id, text }) => (typeof id === 'string' && typeof text === 'string' ? [{ id, text }] : []));
}

export function writeNote(db: DatabaseSync, kind: string, { id, text }: Note): void {
  db.prepare('INSERT INTO notes (kind, id, text) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text').run(
    kind,
    id,
    text,
  );
}

export function deleteNote(db: DatabaseSync, kind: string, id: string): void {
  db.prepare('DELETE FROM notes WHERE kind = ? AND id = ?').run(kind, id);
}

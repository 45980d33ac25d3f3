/**
 * Long lists in the store, a page to a note: only pages that changed are written, what is damaged costs itself only.
 *
 *     kind  id     {"version": 1, …}
 */
import { type Fault, fault, isRecord, parsedJson } from '../core/base/index.ts';
import type { Notes, Observer } from './ports.ts';

export type Page = Readonly<Record<string, unknown>>;

/** Most characters in one note that are read, and written. */
const LONGEST = 4_000_000;

export class Pages {
  readonly kind: string;
  readonly #notes: Notes;
  readonly #observer: Observer;
  /** Length and digest of each note as it is kept. */
  readonly #kept = new Map<string, string>();
  #saidLong = false;

  constructor(kind: string, notes: Notes, observer: Observer) {
    this.kind = kind;
    this.#notes = notes;
    this.#observer = observer;
  }

  /** As they were kept; undefined for one that is damaged, or of another version. */
  read(): readonly (Page | undefined)[] {
    const read = this.#notes.notes(this.kind);
    if (!read.ok) {
      this.#observer.fault('store', read.fault);
      return [];
    }
    return read.value.map(({ id, text }) => {
      this.#kept.set(id, markOf(text));
      const page = text.length <= LONGEST ? parsedJson(text) : undefined;
      return isRecord(page) && page['version'] === 1 ? page : undefined;
    });
  }

  /** Writes those that have changed, and drops those that are no more. What cannot be written is tried again next time. */
  write<T>(pages: ReadonlyMap<string, T>, contents: (page: T) => Page): void {
    for (const [id, page] of pages) {
      const text = JSON.stringify({ version: 1, ...contents(page) });
      const mark = markOf(text);
      if (this.#kept.get(id) === mark) continue;
      if (text.length > LONGEST) this.#tellLong();
      else if (!this.#said(this.#notes.keepNote(this.kind, { id, text }))) return;
      else this.#kept.set(id, mark);
    }
    for (const id of this.#kept.keys()) {
      if (pages.has(id)) continue;
      if (!this.#said(this.#notes.dropNote(this.kind, id))) return;
      this.#kept.delete(id);
    }
  }

  /** `what`: "notes about …". */
  tellDamaged(count: number, what: string): void {
    if (count > 0) this.#observer.fault('store', fault('store/nonsense', `${count} ${what} make no sense and are left out.`), count);
  }

  #said(done: { readonly ok: true } | { readonly ok: false; readonly fault: Fault }): boolean {
    // A store that cannot be written has said so when it was opened.
    if (!done.ok && done.fault.code !== 'store/unwritable') this.#observer.fault('store', done.fault);
    return done.ok;
  }
  #tellLong(): void {
    if (this.#saidLong) return;
    this.#saidLong = true;
    this.#observer.fault(
      'store',
      fault('store/too-long', `More than ${LONGEST} characters in one note (${this.kind}) are not kept over a restart.`),
    );
  }
}

/** Things on so many pages by a digest of their name: one of them changes one page, and never moves the others. */
export function paged<T>(things: Iterable<T>, nameOf: (thing: T) => string, count: number): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(things, (thing) => String(hash(nameOf(thing)) % count));
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
/** One change in four thousand million leaves it the same, and is written with the next. */
const markOf = (text: string): string => `${text.length}:${hash(text)}`;

/** Entity ids over restarts: what a lamp was called by, it is called by tomorrow, though somebody renamed it today. */
import { fault, parsedJson } from '../../core/base/index.ts';
import { savedIdentities } from '../../core/home/registry/index.ts';
import type { Notes, Observer } from '../ports.ts';

export type IdentityList = readonly (readonly [unique: string, id: string])[];

const KIND = 'identities';
/** In one note: one new lamp writes no more than this anew. */
const PAGE = 250;

export class IdentityMemory {
  readonly #notes: Notes | undefined;
  readonly #observer: Observer;
  /** The pages as they are kept. */
  #kept: readonly string[] = [];
  /** In this life; for another configuration where there is no store. */
  #list: IdentityList | undefined;

  constructor(notes: Notes | undefined, observer: Observer) {
    this.#notes = notes;
    this.#observer = observer;
  }

  /** What was kept; without what is damaged. */
  recall(): IdentityList {
    if (this.#list !== undefined) return this.#list;
    const read = this.#notes?.notes(KIND);
    if (read === undefined) return [];
    if (!read.ok) {
      this.#observer.fault('store', read.fault);
      return [];
    }
    const pages = new Map(read.value.map(({ id, text }) => [id, text]));
    this.#kept = Array.from({ length: pages.size }, (_, number) => pages.get(String(number)) ?? '');
    const lists = this.#kept.map(parsed);
    const damaged = lists.filter((list) => list === undefined).length;
    if (damaged > 0)
      this.#observer.fault('store', fault('store/nonsense', `${damaged} notes about the ids of entities make no sense.`), damaged);
    return lists.flatMap((list) => list ?? []);
  }

  /** Writes the pages that have changed. */
  keep(list: IdentityList): void {
    this.#list = list;
    if (this.#notes === undefined) return;
    const pages: string[] = [];
    for (let from = 0; from < list.length; from += PAGE) pages.push(JSON.stringify(list.slice(from, from + PAGE)));
    for (const [number, text] of pages.entries()) {
      if (text === this.#kept[number]) continue;
      const done = this.#notes.keepNote(KIND, { id: String(number), text });
      // Tried again next time. A store that cannot be written has said so when it was opened.
      if (!done.ok && done.fault.code !== 'store/unwritable') this.#observer.fault('store', done.fault);
      if (!done.ok) return;
    }
    for (let number = pages.length; number < this.#kept.length; number++) this.#notes.dropNote(KIND, String(number));
    this.#kept = pages;
  }
}

function parsed(text: string): IdentityList | undefined {
  const identities = parsedJson(text);
  return Array.isArray(identities) ? savedIdentities({ identities }) : undefined;
}

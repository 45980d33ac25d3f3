/** Who listens to which topic; and which topics came and went, for whoever subscribes. */
import type { Hearing } from '../discovery/thing.ts';
import type { Availability } from './availability.ts';
import type { Item } from './item.ts';

export interface Listener {
  readonly item: Item;
  /** Of a state, or … */
  readonly hearing?: Hearing;
  /** … of whether it can be reached. */
  readonly source?: Availability['sources'][number];
}

export class Listeners {
  readonly #byTopic = new Map<string, Listener[]>();
  #came = new Set<string>();
  #went = new Set<string>();

  of(topic: string): readonly Listener[] | undefined {
    return this.#byTopic.get(topic);
  }
  get topics(): number {
    return this.#byTopic.size;
  }
  all(): Iterable<string> {
    return this.#byTopic.keys();
  }

  add(item: Item): void {
    for (const hearing of item.thing.hears) this.#add(hearing.topic, { item, hearing });
    for (const source of item.availability.sources) this.#add(source.topic, { item, source });
  }
  remove(item: Item): void {
    for (const topic of new Set([...item.thing.hears.map((h) => h.topic), ...item.availability.sources.map((s) => s.topic)])) {
      const left = (this.#byTopic.get(topic) ?? []).filter((listener) => listener.item !== item);
      if (left.length > 0) this.#byTopic.set(topic, left);
      else if (this.#byTopic.delete(topic) && !this.#came.delete(topic)) this.#went.add(topic);
    }
  }

  /** What has changed since the last time. */
  changes(): { readonly came: readonly string[]; readonly went: readonly string[] } {
    const changes = { came: [...this.#came], went: [...this.#went] };
    this.#came = new Set();
    this.#went = new Set();
    return changes;
  }
  get moved(): boolean {
    return this.#came.size > 0 || this.#went.size > 0;
  }

  #add(topic: string, listener: Listener): void {
    const there = this.#byTopic.get(topic);
    if (there !== undefined) there.push(listener);
    else {
      this.#byTopic.set(topic, [listener]);
      if (!this.#went.delete(topic)) this.#came.add(topic);
    }
  }
}

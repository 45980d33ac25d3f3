/**
 * Entity ids that survive: who calls itself uniquely keeps its id when it is called something else, when it goes and comes again, and
 * between two lives of Kinglet.
 */
export class Identities {
  readonly #max: number;
  readonly #ids = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(max: number, saved: readonly (readonly [unique: string, id: string])[] = []) {
    this.#max = max;
    for (const [unique, id] of saved.slice(0, max)) if (!this.#taken.has(id)) this.#keep(unique, id);
  }

  /** The id of old, or the wished one made unique. `isAlive`: whether somebody has an id now; only dead ones are forgotten. */
  claim(unique: string, wish: string, isAlive: (id: string) => boolean): string {
    const known = this.#ids.get(unique);
    if (known !== undefined) return known;
    let id = wish;
    for (let n = 2; this.#taken.has(id); n++) id = `${wish}_${n}`;
    if (this.#ids.size >= this.#max) this.#forgetOne(isAlive);
    this.#keep(unique, id);
    return id;
  }

  list(): readonly (readonly [unique: string, id: string])[] {
    return [...this.#ids];
  }

  #keep(unique: string, id: string): void {
    this.#ids.set(unique, id);
    this.#taken.add(id);
  }
  #forgetOne(isAlive: (id: string) => boolean): void {
    for (const [unique, id] of this.#ids) {
      if (isAlive(id)) continue;
      this.#ids.delete(unique);
      this.#taken.delete(id);
      return;
    }
  }
}

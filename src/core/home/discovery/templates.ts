/** Templates by their text, each parsed once: thousands of entities say the same few. */
import type { Result } from '../../base/index.ts';
import { parseTemplate, type Template } from '../template/index.ts';

/** Further ones push out those seen first. */
const MAX = 4_096;

export class Templates {
  readonly #parsed = new Map<string, Result<Template>>();

  get(text: string): Result<Template> {
    const known = this.#parsed.get(text);
    if (known !== undefined) return known;
    const parsed = parseTemplate(text);
    if (this.#parsed.size >= MAX) {
      const first = this.#parsed.keys().next();
      if (!first.done) this.#parsed.delete(first.value);
    }
    this.#parsed.set(text, parsed);
    return parsed;
  }
}

/** What one rendering may cost: every node, every item and every text made is paid here. */
import type { TemplateLimits } from './api.ts';
import { trouble } from './trouble.ts';

/** Characters that cost one step. */
const charsPerStep = 64;

export class Budget {
  readonly limits: TemplateLimits;
  #steps = 0;
  #depth = 0;

  constructor(limits: TemplateLimits) {
    this.limits = limits;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Pays before the work is done, so that `range(10**9)` costs nothing but its refusal. */
  spend(steps: number): void {
    this.#steps += steps;
    if (!(this.#steps <= this.limits.steps)) throw trouble('steps', `The template needs more than ${this.limits.steps} steps.`);
  }

  /** Pays for a text of that length about to be made. */
  chars(length: number): void {
    if (!(length <= this.limits.output))
      throw trouble('output', `The template makes a text of more than ${this.limits.output} characters.`);
    this.spend(1 + length / charsPerStep);
  }

  /** Runs something one level deeper. */
  deeper<T>(work: () => T): T {
    this.down();
    const result = work();
    this.up();
    return result;
  }
  /** Never left by an exception that somebody catches: the rendering ends with it. */
  down(): void {
    if (++this.#depth > this.limits.depth) throw trouble('depth', `The template goes deeper than ${this.limits.depth} levels.`);
  }
  up(): void {
    this.#depth--;
  }
}

/** The names that an expression can see: what was given, and what `set` and `for` have made on the way. */

import type { Variables } from './api.ts';
import type { Target } from './ast.ts';
import type { Budget } from './budget.ts';
import { items } from './iterate.ts';
import { trouble } from './trouble.ts';
import { kindOf, Missing, Namespace, type Value } from './value.ts';

/** Names of constants that are no call. */
const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
  ['tau', 2 * Math.PI],
]);

export class Scope {
  readonly #outer: Scope | undefined;
  readonly #given: Variables;
  readonly #own = new Map<string, Value>();

  constructor(given: Variables, outer?: Scope) {
    this.#given = given;
    this.#outer = outer;
  }

  /** What a loop's body sees; what it sets is forgotten with it. */
  inside(): Scope {
    return new Scope(this.#given, this);
  }

  has(name: string): boolean {
    return this.#own.has(name) || (this.#outer?.has(name) ?? Object.hasOwn(this.#given, name));
  }

  get(name: string): Value {
    const own = this.#own.get(name);
    if (own !== undefined) return own;
    if (this.#outer !== undefined) return this.#outer.get(name);
    const value: unknown = Object.hasOwn(this.#given, name) ? this.#given[name] : constants.get(name);
    return kindOf(value) === 'undefined' ? new Missing(name) : (value as Value);
  }

  set(target: Target, value: Value, budget: Budget): void {
    if (target.type === 'name') this.#own.set(target.name, value);
    else if (target.type === 'field') {
      const of = this.get(target.of);
      if (!(of instanceof Namespace)) throw trouble('value', `"${target.of}" is no namespace.`);
      of.fields.set(target.name, value);
    } else {
      const parts = items(value, budget);
      if (parts.length !== target.targets.length)
        throw trouble('value', `There are ${parts.length} values for ${target.targets.length} names.`);
      target.targets.forEach((to, i) => {
        this.set(to, parts[i] as Value, budget);
      });
    }
  }
}

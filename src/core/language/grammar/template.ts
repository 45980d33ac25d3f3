/** A sentence template as a tree, and the grammar it belongs to. What the marks mean is told in `parse.ts`. */
import type { Intent, Role } from '../intent.ts';

/** Where something was written, for errors: "en/light.yaml:12". */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sequence'; readonly items: readonly Item[] }
  /** One of the options; with `chance`, which is below 1, possibly none. */
  | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly total: number; readonly chance: number }
  /** All parts, in any order. */
  | { readonly kind: 'permutation'; readonly parts: readonly Node[] }
  | { readonly kind: 'slot'; readonly name: string; readonly argument: string }
  | { readonly kind: 'rule'; readonly name: string; readonly argument: string }
  | { readonly kind: 'role'; readonly role: Role; readonly node: Node }
  /** From here on it is another clause. */
  | { readonly kind: 'clause'; readonly intent: Intent };

export interface Item {
  readonly node: Node;
  /** Written without a space before it: the `[s]` of `light[s]`. */
  readonly glued: boolean;
}

export interface Option {
  readonly node: Node;
  readonly weight: number;
}

export interface Template {
  readonly node: Node;
  readonly place: Place;
}

/** Templates that say the same: one intent (of the first clause), for a mood one group. */
export interface Block {
  readonly intent: Intent;
  /** Name of the mood's prototype. */
  readonly group: string;
  readonly weight: number;
  readonly templates: readonly Template[];
}

export interface Grammar {
  readonly rules: ReadonlyMap<string, Template>;
  readonly blocks: readonly Block[];
}

/** A mistake in the grammar's text. */
export class GrammarError extends Error {
  constructor(place: Place, what: string) {
    super(`${place.file}:${place.line}: ${what}`);
    this.name = 'GrammarError';
  }
}

/** The seam to the product: somebody who understands sentences about a home. Whoever is measured stands behind it. */
import type { Request, StateOverlay } from '../../agent/understanding.ts';
import type { Answer, Home } from '../../core/domain/home.ts';

export type { Request, StateOverlay };

/** An answer, and the milliseconds spent on it inside the process. */
export type Timed = Answer & { readonly ms: number };

/** One home, many requests. */
export interface Session {
  ask(request: Request): Promise<Timed>;
}

export interface Understander {
  /** The column's name. */
  readonly name: string;
  open(home: Home): Session;
}

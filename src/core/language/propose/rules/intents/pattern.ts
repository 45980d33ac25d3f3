/** One line of a table of intents: words of a clause's signature (`signature.ts`), and what they mean. */
import type { Intent } from '../../../intent.ts';

export const p = (source: string): RegExp => new RegExp(source);

export interface Pattern {
  readonly intent: Intent;
  readonly pattern: RegExp;
  /** How sure a match is. */
  readonly sure?: number;
}

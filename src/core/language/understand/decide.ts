/**
 * Two proposals, one reading. The network reads meaning where the words are free; the rules know the words that leave no doubt. Where they
 * agree nothing is in doubt; where they do not, what is certain decides, and nothing is done on a guess.
 */
import type { Intent } from '../intent.ts';
import type { Proposal, ProposedClause } from '../propose/index.ts';
import type { Sentence } from '../sentence.ts';

/** Intents by which nothing is done. */
const IDLE: ReadonlySet<Intent> = new Set<Intent>(['statement', 'forbid', 'other', 'nevermind']);

export const isIdle = (intent: Intent): boolean => IDLE.has(intent);

/** The clauses to read, and how sure they are. */
export function decide(
  _sentence: Sentence,
  rules: Proposal,
  network: Proposal | undefined,
): { readonly clauses: readonly ProposedClause[]; readonly scope: number } {
  if (network === undefined) return rules;
  return { clauses: rules.clauses, scope: rules.scope };
}

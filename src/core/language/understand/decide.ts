/**
 * Two proposals, one reading. The rules know the words that leave no doubt; the network reads meaning where the words are free. What the
 * rules are sure of stands, unless the network finds the sentence foreign to a home; what they do not know at all is the network's,
 * when it is sure. Nothing is done on a guess.
 */
import type { Intent } from '../intent.ts';
import type { Proposal, ProposedClause } from '../propose/index.ts';

/** Intents by which nothing is done. */
const IDLE: ReadonlySet<Intent> = new Set<Intent>(['statement', 'forbid', 'other', 'nevermind']);

export const isIdle = (intent: Intent): boolean => IDLE.has(intent);

/** Below, a sentence is foreign: nothing of it is done that the rules are not sure of. */
const FOREIGN = 0.05;
/** The rules' own certainty that outweighs that. */
const SURE = 0.9;
/** What the network must be of a clause, and of the whole sentence, to be followed where the rules know nothing. */
const FOLLOWED = 0.8;
const AT_HOME = 0.7;

/**
 * The clauses to read, and how sure they are.
 *
 * @param known the sentence asks of something that this home is known to keep, such as where its people are: the network, which sees words
 *   and no home, is not asked whether it is foreign
 */
export function decide(
  rules: Proposal,
  network: Proposal | undefined,
  known: boolean,
): { readonly clauses: readonly ProposedClause[]; readonly scope: number } {
  if (network === undefined) return rules;
  if (!known && network.scope < FOREIGN && rules.clauses.every(({ intent, probability }) => isIdle(intent) || probability < SURE)) {
    return {
      clauses: rules.clauses.map((clause) => ({ ...clause, intent: isIdle(clause.intent) ? clause.intent : 'other' })),
      scope: network.scope,
    };
  }
  const unknown = rules.clauses.length > 0 && rules.clauses.every(({ intent, probability }) => intent === 'other' && probability < SURE);
  const surely =
    network.scope >= AT_HOME && network.clauses.every(({ probability, intent }) => probability >= FOLLOWED && intent !== 'other');
  if (unknown && surely) return { clauses: network.clauses, scope: network.scope };
  return rules;
}

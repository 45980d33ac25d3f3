/** Who proposes what a sentence means. */
export type { Proposal, ProposedClause } from './proposal.ts';
export { proposeByRules, signatureOf } from './rules/index.ts';

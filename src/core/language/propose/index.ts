/** Who proposes what a sentence means. */
export { intentOf, proposeByNetwork } from './network.ts';
export type { Proposal, ProposedClause } from './proposal.ts';
export { proposeByRules, signatureOf } from './rules/index.ts';

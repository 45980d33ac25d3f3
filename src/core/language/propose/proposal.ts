/** What a proposer says of a sentence: which clauses, what each wants. Plain code decides what comes of it. */
import type { Intent, Role } from '../intent.ts';

export interface ProposedClause {
  /** Token indices `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly intent: Intent;
  /** 0..1. */
  readonly probability: number;
  /** Role of each token of the clause, where the proposer has one. */
  readonly roles?: readonly Role[];
  /** Index of the clause whose verb this one shares: "turn off the lamp and (turn off) the fan". */
  readonly sharesWith?: number;
}

export interface Proposal {
  readonly by: 'rules' | 'network';
  readonly clauses: readonly ProposedClause[];
  /** 0..1: whether the sentence is for the home at all. */
  readonly scope: number;
  /** The network's embedding of the sentence, unit length. */
  readonly embedding?: Float32Array;
}

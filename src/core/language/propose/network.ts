/**
 * The network's tensors → a proposal: clauses where the boundary logits say so, for each the intent with the highest mean over its tokens,
 * a role per token.
 */
import { INTENTS, type Intent, ROLES, type Role } from '../intent.ts';
import type { Tensors } from '../model.ts';
import type { Sentence } from '../sentence.ts';
import type { Proposal, ProposedClause } from './proposal.ts';

/** A clause begins where this is more likely than not. */
const BOUNDARY = 0;

/** `tensors` are those of one sentence, `[1, T, …]`. */
export function proposeByNetwork(sentence: Sentence, tensors: Tensors): Proposal {
  const count = Math.min(sentence.tokens.length, tensors.boundary.length);
  const starts = [0];
  for (let i = 1; i < count; i++) if ((tensors.boundary[i] ?? 0) > BOUNDARY) starts.push(i);
  const clauses: ProposedClause[] = [];
  for (const [n, from] of starts.entries()) {
    const to = starts[n + 1] ?? count;
    const [intent, probability] = intentOf(tensors.intents, from, to);
    clauses.push({ from, to, intent, probability, roles: rolesOf(tensors.roles, from, to) });
  }
  return { by: 'network', clauses, scope: sigmoid(tensors.scope[0] ?? 0), embedding: tensors.embedding };
}

/** The intent of tokens `[from, to)`: softmax of the mean of their logits. */
export function intentOf(logits: Float32Array, from: number, to: number): readonly [Intent, number] {
  const mean = new Float64Array(INTENTS.length);
  for (let i = from; i < to; i++)
    for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] ?? 0) + (logits[i * mean.length + k] ?? 0) / (to - from);
  const best = argmax(mean, 0, mean.length);
  const top = mean[best] ?? 0;
  const sum = mean.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return [INTENTS[best] as Intent, 1 / sum];
}

const rolesOf = (logits: Float32Array, from: number, to: number): Role[] =>
  Array.from({ length: to - from }, (_, i) => ROLES[argmax(logits, (from + i) * ROLES.length, ROLES.length)] as Role);

function argmax(values: ArrayLike<number>, offset: number, length: number): number {
  let best = 0;
  for (let k = 1; k < length; k++) if ((values[offset + k] ?? 0) > (values[offset + best] ?? 0)) best = k;
  return best;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

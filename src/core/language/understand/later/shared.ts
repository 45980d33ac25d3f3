/** One time for several commands of a sentence. */
import type { Intent } from '../../intent.ts';
import type { ProposedClause } from '../../propose/index.ts';
import { type WhenSaid, whenIn } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';

/** The time that several commands share: said before the first of them, or after the last, with none in between. */
export function sharedWhen(sentence: Sentence, clauses: readonly ProposedClause[], commands: ReadonlySet<Intent>): WhenSaid | undefined {
  const [first, ...others] = clauses;
  const last = others.at(-1);
  if (first === undefined || last === undefined || !clauses.every(({ intent }) => commands.has(intent))) return undefined;
  const said = clauses.map(({ from, to }) => whenIn(sentence, from, to));
  const [lead] = said;
  const end = said.at(-1);
  if (lead !== undefined && lead.kind !== 'vague' && lead.from === first.from && said.slice(1).every((when) => when === undefined))
    return lead;
  if (end === undefined || end.kind === 'vague' || end.to !== last.to || said.slice(0, -1).some((when) => when !== undefined))
    return undefined;
  // "turn off the TV now and close the blinds at ten"
  const now = (at: number): boolean => /^(?:now|immediately)$/.test(sentence.tokens[at]?.text ?? '');
  if (clauses.slice(0, -1).some(({ to }) => now(to - 1) || now(to))) return undefined;
  // "turn on the lamp and turn it off in an hour": the first is for now.
  return sentence.tokens.slice(last.from, last.to).some(({ text }) => /^(?:it|them|that|back|again)$/.test(text)) ? undefined : end;
}

/** A clause without the time at its beginning or end. */
export function without(clause: ProposedClause, { from, to }: WhenSaid): ProposedClause {
  if (from === clause.from && to < clause.to) return { ...clause, from: to };
  return to === clause.to && from > clause.from ? { ...clause, to: from } : clause;
}

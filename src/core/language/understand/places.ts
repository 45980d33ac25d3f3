/** Where a clause happens that does not say so itself, and what it speaks of. */
import type { ProposedClause } from '../propose/index.ts';
import type { Phrase, Place } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';

/** "turn on the light and set it to 40 on the balcony": the only place that the next clause names, where this one names none. */
export function areaOfNext(sentence: Sentence, clauses: readonly ProposedClause[], i: number): string | undefined {
  const own = clauses[i];
  const next = clauses[i + 1];
  if (own === undefined || next === undefined || areasIn(sentence, own).length > 0) return undefined;
  if (sentence.tokens.slice(own.to, next.from).some(({ text }) => /^[,.;]$/.test(text))) return undefined;
  const [area, ...others] = new Set(areasIn(sentence, next));
  return others.length === 0 ? area : undefined;
}
/** "lock the cellar and turn off its light": where what was spoken of stands. */
export function areaOfIts(sentence: Sentence, { from, to }: ProposedClause, spoken: readonly string[]): string | undefined {
  if (!sentence.tokens.slice(from, to).some(({ text }) => text === 'its')) return undefined;
  const [area, ...others] = new Set(spoken.map((id) => sentence.index.entities.get(id)?.area?.id));
  return others.length === 0 ? area : undefined;
}

/** Whether the next clause says "it" of what this one is about: "turn the volume up and set it to 70 in the bedroom". */
export function saysIt(sentence: Sentence, next: ProposedClause | undefined): boolean {
  return next !== undefined && sentence.tokens.slice(next.from, next.to).some(({ text }) => /^(?:it|them)$/.test(text));
}

/** "in the bedroom turn on the lamp and close the curtains": said first, a place is where all of it happens. */
export function leadingArea(sentence: Sentence, clauses: readonly ProposedClause[]): string | undefined {
  const first = clauses[0];
  if (first === undefined || clauses.length < 2 || !/^(?:in|on|at)$/.test(sentence.tokens[first.from]?.text ?? '')) return undefined;
  const at = /^(?:the|my|our)$/.test(sentence.tokens[first.from + 1]?.text ?? '') ? first.from + 2 : first.from + 1;
  const ref = sentence.mentionAt[at]?.refs.find((r) => r.type === 'area');
  return ref?.type === 'area' ? ref.id : undefined;
}

/** "salon lights to 20 percent, curtains closed": what goes on without a verb goes on there. */
export function areaBefore(sentence: Sentence, clauses: readonly ProposedClause[], i: number): string | undefined {
  const own = clauses[i];
  const before = clauses[i - 1];
  if (own === undefined || before === undefined || sentence.mentionAt[own.from]?.refs.some(({ type }) => type === 'kind') !== true)
    return undefined;
  if (areasIn(sentence, own).length > 0) return undefined;
  const [area, ...others] = new Set(areasIn(sentence, before));
  return others.length === 0 ? area : undefined;
}

/** The only place of a clause, where another names none. */
export function areaOf(sentence: Sentence, before: ProposedClause | undefined, own: ProposedClause): string | undefined {
  if (before === undefined || areasIn(sentence, own).length > 0) return undefined;
  const [area, ...others] = new Set(areasIn(sentence, before));
  return others.length === 0 ? area : undefined;
}

const areasIn = (sentence: Sentence, { from, to }: ProposedClause): string[] =>
  sentence.mentions.flatMap((m) => (m.from >= from && m.to <= to ? m.refs.flatMap((r) => (r.type === 'area' ? [r.id] : [])) : []));

/** Entities named in a clause that did nothing: "the fireplace is too hot, turn it off". */
export function spokenIn(sentence: Sentence, clause: ProposedClause): string[] {
  const ids: string[] = [];
  for (const mention of sentence.mentions) {
    if (mention.from < clause.from || mention.to > clause.to) continue;
    const own = mention.refs.flatMap((r) => (r.type === 'entity' ? [r.id] : []));
    if (own.length > 0) ids.push(...own);
    else
      for (const ref of mention.refs)
        if (ref.type === 'kind') {
          const of = [...(sentence.index.byKind.get(ref.id) ?? [])];
          if (of.length === 1) ids.push(...of);
        }
  }
  return ids;
}

/** The places that words of a phrase name, with or without "in" before them. */
export const placesIn = (phrase: Pick<Phrase, 'tokens'>, sentence: Sentence): Place[] =>
  phrase.tokens.flatMap(
    (at) =>
      sentence.mentionAt[at]?.refs.flatMap((ref) => (ref.type === 'area' || ref.type === 'floor' ? [{ ref, tokens: [at] }] : [])) ?? [],
  );

/** Nothing but places is named. */
export const isPlaceOnly = (phrase: Pick<Phrase, 'tokens'>, sentence: Sentence): boolean =>
  phrase.tokens.length > 0 && phrase.tokens.every((at) => placesIn({ tokens: [at] }, sentence).length > 0);

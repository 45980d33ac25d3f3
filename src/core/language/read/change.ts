/** How much further, and for how long: "by 10 percent", "a bit", "half as bright", "for ten minutes". */
import type { Change } from '../deed.ts';
import type { Intent } from '../intent.ts';
import type { Sentence } from '../sentence.ts';
import { durationIn, factorOf, sizeOf, type ValueFound } from './values.ts';

/** A relative change, when the clause asks for one. */
export function changeOf(intent: Intent, line: string, values: readonly ValueFound[]): Change | undefined {
  if (intent !== 'raise' && intent !== 'lower' && !(intent === 'set' && values.some(({ how }) => how === 'by'))) return undefined;
  const direction =
    intent === 'raise' ? 1 : intent === 'lower' ? -1 : /\b(?:decrease|lower|reduce|down|less|cooler|dimmer|quieter)\b/.test(line) ? -1 : 1;
  const by =
    values.find(({ how, value }) => how === 'by' && value.kind === 'number') ??
    values.find(({ value, how }) => value.kind === 'number' && how !== 'to');
  // "lower it by 2 degrees to 20": where both are said, the end is what is wanted.
  const end = values.some(({ how, value }) => how === 'to' && value.kind === 'number');
  if (by?.how === 'by' && end) return undefined;
  if (by !== undefined && by.value.kind === 'number') return { direction, amount: by.value.number, unit: by.value.unit };
  const to = values.find(({ how, value }) => how === 'to' && value.kind === 'number');
  if (to !== undefined) return undefined;
  const factor = factorOf(line);
  if (factor !== undefined) return { direction, factor };
  return { direction, size: sizeOf(line) };
}

/** All durations of a clause, in order. */
export function durationsIn(sentence: Sentence, from: number, to: number): NonNullable<ReturnType<typeof durationIn>>[] {
  const out: NonNullable<ReturnType<typeof durationIn>>[] = [];
  for (let at = from; at < to; ) {
    const next = durationIn(sentence, at, to);
    if (next === undefined) break;
    out.push(next);
    at = next.to;
  }
  return out;
}

/** "for ten minutes": how long, after which it goes back. */
export function lastingIn(sentence: Sentence, from: number, to: number): { seconds: number; from: number; to: number } | undefined {
  for (let i = from; i < to; i++)
    if (sentence.tokens[i]?.text === 'for') {
      const duration = durationIn(sentence, i + 1, Math.min(to, i + 8));
      if (duration !== undefined && duration.from === i + 1) return { seconds: duration.seconds, from: i, to: duration.to };
    }
  return undefined;
}

/**
 * A clause as a line of words for patterns: names of this home's devices become `N` (of its lists `L`), its areas `A`, its floors `F`; kinds of devices stay
 * words. So a scene called "Turn Off Everything" is never a verb.
 */
import { numbersName } from '../../read/values.ts';
import type { Sentence } from '../../sentence.ts';

export interface Signature {
  /** Words separated by single spaces; `,` and `.` are words. */
  readonly text: string;
  /** Token index of each word of `text`. */
  readonly at: readonly number[];
}

export function signatureOf(sentence: Sentence, from: number, to: number): Signature {
  const out: string[] = [];
  const at: number[] = [];
  for (let i = from; i < to; i++) {
    const mention = sentence.mentionAt[i];
    const named = mention?.refs.find(({ type }) => type === 'kind') === undefined ? mention?.refs[0] : undefined;
    // "home" is where the vacuum goes, whatever the weather service is called.
    const ref = named?.type === 'entity' && /^(?:weather|sun|zone)\./.test(named.id) ? undefined : named;
    at.push(i);
    if (mention === undefined || ref === undefined || mention.from < from)
      out.push(numbersName(sentence, i) ? '#' : (sentence.tokens[i]?.text ?? ''));
    else {
      out.push(
        ref.type === 'entity'
          ? ref.id.startsWith('todo.')
            ? 'L'
            : ref.id.startsWith('timer.')
              ? 'timer'
              : 'N'
          : ref.type === 'area'
            ? 'A'
            : 'F',
      );
      i = Math.min(mention.to, to) - 1;
    }
  }
  return { text: out.join(' '), at };
}

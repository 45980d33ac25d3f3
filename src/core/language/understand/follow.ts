/** Sentences that only mean something after what was said before: yes, the other one, no the bedroom, a bit more, the kitchen too. */

import { type Confirmation, confirm } from '../../authority/index.ts';
import type { Memory } from '../converse/memory.ts';
import { type GroundContext, resolve } from '../ground/index.ts';
import { phrasesIn } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import { act } from './command.ts';
import type { Piece } from './pieces.ts';
import { isWordy } from './wordy.ts';
import type { World } from './world.ts';

/** What a sentence does to a question that was asked back: picks of the candidates. Undefined: it is about something else. */
export function picked(sentence: Sentence, memory: Memory, world: World): Piece[] | undefined {
  const { asked } = memory;
  if (asked === undefined || sentence.tokens.length > 10) return undefined;
  const words = sentence.tokens.map(({ text }) => text).filter((w) => !/^[.,!?]$/.test(w));
  const line = words.join(' ');
  if (asked.candidates.length === 0) return undefined;
  if (/^(?:both|all|all of them|both of them|every one|all 3|all 4|everything|them all|yes all|all please|both please)$/.test(line))
    return act({ deed: asked.deed, more: [], text: asked.text }, asked.candidates, true, world);
  const nth = /^(?:the )?(first|second|third|last|1|2|3)(?: one)?$/.exec(line)?.[1];
  if (nth !== undefined) {
    const at = { first: 0, second: 1, third: 2, last: asked.candidates.length - 1, 1: 0, 2: 1, 3: 2 }[nth as 'first'] ?? 0;
    const id = asked.candidates[at];
    return id === undefined ? undefined : act({ deed: asked.deed, more: [], text: asked.text }, [id], true, world);
  }
  if (isWordy(sentence)) return undefined;
  const used = sentence.tokens.map(({ text }) => /^(?:the|one|ones|please|in|no|i|mean|meant|yes)$/.test(text));
  const { targets, places } = phrasesIn(sentence, 0, sentence.tokens.length, used);
  const context: GroundContext = { sentence, deed: asked.deed, asking: true, stateOf: (id) => world.now(id)?.state ?? '' };
  const phrases = targets.length > 0 ? targets : places.length > 0 ? [{ tokens: [], places, plural: false, text: line }] : [];
  const ids = phrases.flatMap((phrase) => {
    const grounded = resolve({ ...phrase, plural: true }, context);
    return grounded.kind === 'none' ? [] : grounded.ids.filter((id) => asked.candidates.includes(id));
  });
  return ids.length === 0 ? undefined : act({ deed: asked.deed, more: [], text: asked.text }, [...new Set(ids)], true, world);
}

/** What a sentence does to something risky that waits. */
export function pendingAnswer(
  text: string,
  memory: Memory,
  world: World,
  pin: string | undefined,
): { readonly confirmation: Confirmation } | undefined {
  if (memory.pending === undefined) return undefined;
  return { confirmation: confirm(memory.pending, text, world.at, pin === undefined ? {} : { pin }) };
}

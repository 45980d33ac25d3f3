/** Sentences that only mean something after what was said before: yes, the other one, no the bedroom, a bit more, the kitchen too. */

import { type Confirmation, confirm } from '../../authority/index.ts';
import type { Asked, Memory } from '../converse/memory.ts';
import { type GroundContext, resolve } from '../ground/index.ts';
import { stem } from '../mention/index.ts';
import { phrasesIn, valuesIn } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import { act } from './act.ts';
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
  if (asked.needs !== undefined) return valued(sentence, asked, world);
  if (/^(?:both|all|all of them|both of them|every one|all 3|all 4|everything|them all|yes all|all please|both please)$/.test(line))
    return act({ deed: asked.deed, more: [], text: asked.text }, asked.candidates, true, world);
  const nth = /^(?:the )?(first|second|third|last|1|2|3)(?: one)?$/.exec(line)?.[1];
  if (nth !== undefined) {
    const at = { first: 0, second: 1, third: 2, last: asked.candidates.length - 1, 1: 0, 2: 1, 3: 2 }[nth as 'first'] ?? 0;
    const id = asked.candidates[at];
    return id === undefined ? undefined : act({ deed: asked.deed, more: [], text: asked.text }, [id], true, world);
  }
  if (isWordy(sentence)) return undefined;
  // "the bedside one": a number only where a name has it.
  const ones = sentence.tokens.map(({ from, to }) => /^ones?$/i.test(sentence.text.slice(from, to)));
  const literally = called(sentence, asked.candidates);
  const byWords = literally.length > 0 ? literally : called(sentence, asked.candidates, ones);
  if (byWords.length > 0) return act({ deed: asked.deed, more: [], text: asked.text }, byWords, true, world);
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

/** "the left one", "Max's": candidates that all these words are words of, as long as that leaves any out. */
export function called(sentence: Sentence, candidates: readonly string[], used: readonly boolean[] = []): readonly string[] {
  const said = sentence.tokens.flatMap(({ text }, at) =>
    used[at] !== true && /^[\p{L}\p{N}]+$/u.test(text) && !IDLE.test(text) ? [text] : [],
  );
  if (said.length === 0 || said.length > 4) return [];
  const found = candidates.filter((id) => {
    const entry = sentence.index.entities.get(id);
    return entry !== undefined && said.map(stem).every((s) => entry.stems.has(s) || entry.areaStems.has(s));
  });
  return found.length < candidates.length ? found : [];
}
const IDLE = /^(?:the|one|ones|please|in|of|at|on|no|i|mean|meant|yes|that|a|an|it|is|just|only|my|our)$/;

/** "Which colour?": "blue", "warm white please"; "To what?": "fifty percent". */
function valued(sentence: Sentence, { deed, candidates, text }: Asked, world: World): Piece[] | undefined {
  const [found, ...others] = valuesIn(sentence, 0, sentence.tokens.length);
  const rest = sentence.tokens.filter((_, at) => found === undefined || at < found.from || at >= found.to).map(({ text }) => text);
  if (
    found === undefined ||
    others.length > 0 ||
    !rest.every((word) => /^(?:please|to|make|it|them|a|the|maybe|thanks|[.,!?])$/.test(word))
  )
    return undefined;
  return act({ deed: { ...deed, value: found.value }, more: [], text }, candidates, true, world);
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

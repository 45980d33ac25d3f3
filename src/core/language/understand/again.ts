/** "the bedroom too", "no, the bedroom", "a bit more": the last deed, with what changes in it. */

import type { Memory } from '../converse/memory.ts';
import type { Deed } from '../deed.ts';
import { type GroundContext, type Grounded, resolve } from '../ground/index.ts';
import { type EntityEntry, stem } from '../mention/index.ts';
import { undoing } from '../plan/index.ts';
import type { ProposedClause } from '../propose/index.ts';
import { phrasesIn, valuesIn } from '../read/index.ts';
import { type Sentence, saidIn } from '../sentence.ts';
import { act } from './act.ts';
import { called } from './follow.ts';
import type { Piece } from './pieces.ts';
import { like } from './target.ts';
import { isWordy } from './wordy.ts';
import type { World } from './world.ts';

const line = (sentence: Sentence, from: number, to: number): string =>
  sentence.tokens
    .slice(from, to)
    .map(({ text }) => text)
    .filter((w) => !/^[.,!?;]$/.test(w))
    .join(' ');

/** "and the bedroom", "the kitchen too", "same in the hall": the last deed, there. */
export function tooClause(sentence: Sentence, clause: ProposedClause, memory: Memory, world: World): Piece[] | undefined {
  const last = memory.last.at(-1);
  if (last === undefined) return undefined;
  const text = line(sentence, 0, sentence.tokens.length);
  // "remove the pears", said of the list that was just written on.
  const gone = last.deed.intent === 'todo_add' ? /^(?:remove|delete|scratch|cross off|take off) (?:the )?(.+)$/.exec(text)?.[1] : undefined;
  if (gone !== undefined) return act({ deed: { intent: 'todo_remove', content: gone }, more: [], text }, last.ids, true, world);
  if (isWordy(sentence)) return undefined;
  if (!/^(?:and|also|plus|same|now|then|what about|how about)\b|\b(?:too|also|as well)$/.test(text)) return undefined;
  if (last.deed.intent.startsWith('todo_')) {
    const item = /^(?:and|also|plus) (.+)$/i.exec(saidIn(sentence, 0, sentence.tokens.length))?.[1];
    return item === undefined ? undefined : act({ deed: { ...last.deed, content: item }, more: [], text }, last.ids, true, world);
  }
  const found = /\bother(?:s| ones?)?\b/.test(text)
    ? otherOnes(memory, sentence)
    : elsewhere(sentence, clause.from, sentence.tokens.length, last.deed, last.ids, world);
  return found === undefined || found.length === 0 ? undefined : act({ deed: last.deed, more: [], text }, found, true, world);
}

/** Those between which was asked and that were not taken; else those of the same sort in the same place. */
function otherOnes({ offered, spoken }: Memory, { index }: Sentence): string[] {
  return (offered ?? like(spoken, index)).filter((id) => !spoken.includes(id));
}

/** "no, the bedroom", "I meant the desk lamp": the last deed is taken back and done there instead. */
export function correction(sentence: Sentence, memory: Memory, world: World): Piece[] | undefined {
  const last = memory.last.at(-1);
  if (last === undefined) return undefined;
  const text = line(sentence, 0, sentence.tokens.length);
  const left = leftOut(sentence, text, memory);
  if (left !== undefined) return left;
  const lead =
    /^(?:no|not (?:that|this)(?: one)?|sorry|wait|actually|i (?:meant|mean|said)|no i (?:meant|mean|said)|no not that one|wrong one|i wanted)\b/.exec(
      text,
    );
  if (lead === null || (isWordy(sentence) && !/\b(?:mean|meant|said)\b/.test(text))) return undefined;
  const used = sentence.tokens.map(({ text: word }) =>
    /^(?:no|not|that|this|sorry|wait|actually|i|meant|mean|said|wrong|one|wanted|,)$/.test(word),
  );
  const values = valuesIn(sentence, 0, sentence.tokens.length);
  const [value] = values;
  if (value !== undefined && last.deed.value?.kind === value.value.kind && values.length === 1 && sentence.tokens.length <= 7)
    return act({ deed: { ...last.deed, value: value.value }, more: [], text }, last.ids, true, world);
  const among = called(sentence, like(last.ids, sentence.index), used);
  const found = among.length > 0 ? among : elsewhere(sentence, 0, sentence.tokens.length, last.deed, last.ids, world, used);
  if (found === undefined) return undefined;
  const back = last.actions.toReversed().flatMap((action) => {
    const was = last.before.find(({ id }) => id === action.entity);
    return was === undefined || found.includes(action.entity) ? [] : undoing(action, was);
  });
  const taken: Piece[] = back.length === 0 ? [] : [{ kind: 'done', deed: last.deed, ids: [], actions: back, sure: 1 }];
  return [...taken, ...act({ deed: last.deed, more: [], text }, found, true, world)];
}

/** "not the island", after something was done to several: that one goes back to what it was. */
function leftOut(sentence: Sentence, text: string, { last: done }: Memory): Piece[] | undefined {
  const last = done.at(-1);
  if (last === undefined || last.ids.length < 2 || !/^(?:but )?not (?!that\b|this\b)/.test(text)) return undefined;
  const used = sentence.tokens.map(({ text: word }) => /^(?:but|not|the|in|on|one|,)$/.test(word));
  const ids = called(sentence, [...last.ids], used);
  if (ids.length === 0 || ids.length === last.ids.length) return undefined;
  const actions = last.actions.toReversed().flatMap((action) => {
    const was = last.before.find(({ id }) => id === action.entity);
    return was === undefined || !ids.includes(action.entity) ? [] : undoing(action, was);
  });
  return actions.length === 0 ? undefined : [{ kind: 'done', deed: last.deed, ids, actions, sure: 1 }];
}

/** "a bit more", "more", "even brighter", "too much": further in the same way, or back a little. */
export function more(sentence: Sentence, memory: Memory, world: World): Piece[] | undefined {
  const last = memory.last.at(-1);
  const change = last?.deed.change;
  if (last === undefined || change === undefined) return undefined;
  const text = line(sentence, 0, sentence.tokens.length);
  const further =
    /^(?:(?:just )?(?:a (?:little )?bit|a little|a lot|much|even|some|slightly|still) )?more(?: please)?$|^(?:a (?:little )?bit|a little) further$|^keep going$|^not enough$/.test(
      text,
    );
  const back = /^(?:that is |it is )?too much$|^(?:a (?:little )?bit|a little|slightly) less$|^less$/.test(text);
  if (!further && !back) return undefined;
  const size = /\b(?:bit|little|slightly)\b/.test(text) || back ? 'little' : /\b(?:lot|much)\b/.test(text) ? 'much' : 'some';
  const direction = (back ? -change.direction : change.direction) as 1 | -1;
  return act({ deed: { ...last.deed, change: { direction, size } }, more: [], text }, last.ids, true, world);
}

/** Called the same but for where they are: "Kitchen Light", "Bathroom Light". */
function sameApart(one: EntityEntry, other: EntityEntry | undefined): boolean {
  if (other === undefined) return false;
  const own = ({ stems, areaStems }: EntityEntry): string =>
    [...stems]
      .filter((s) => !areaStems.has(s))
      .toSorted()
      .join(' ');
  return own(one) === own(other);
}

/** "same for Emma's": what is called as the last one and belongs to what these words name. */
function twins({ index, tokens }: Sentence, from: number, to: number, used: readonly boolean[], id: string): string[] {
  const last = index.entities.get(id);
  const words = tokens
    .slice(from, to)
    .flatMap(({ text }, i) => (used[from + i] === true || !/^[\p{L}\p{N}]+$/u.test(text) ? [] : [stem(text)]));
  const said = words.filter((word) => !/^(?:for|in|with|of|do|to|at|my|our)$/.test(word));
  if (last === undefined || said.length === 0) return [];
  return [...index.entities.values()]
    .filter((e) => e !== last && e.entity.domain === last.entity.domain && sameApart(e, last))
    .filter((e) => said.every((s) => e.areaStems.has(s) || e.stems.has(s)))
    .map((e) => e.entity.id);
}

/** Entities like the last ones, at what these words name. */
function elsewhere(
  sentence: Sentence,
  from: number,
  to: number,
  deed: Deed,
  ids: readonly string[],
  world: World,
  used: readonly boolean[] = sentence.tokens.map(({ text }) =>
    /^(?:and|also|plus|same|now|then|what|about|how|too|as|well|please|in|the|one|ones|1)$/.test(text),
  ),
): string[] | undefined {
  const { targets, places } = phrasesIn(sentence, from, to, used);
  const context: GroundContext = {
    sentence,
    deed,
    asking: false,
    stateOf: (id) => world.now(id)?.state ?? '',
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  const domain = ids[0]?.split('.')[0] ?? 'light';
  const areas = [
    ...places,
    ...targets.flatMap((t) => [
      ...t.places,
      ...t.tokens.flatMap(
        (at) =>
          sentence.mentionAt[at]?.refs.flatMap((ref) => (ref.type === 'area' || ref.type === 'floor' ? [{ ref, tokens: [at] }] : [])) ?? [],
      ),
    ]),
  ];
  const onlyPlaces = targets.every((t) =>
    t.tokens.every((at) => sentence.mentionAt[at]?.refs.some((r) => r.type === 'area' || r.type === 'floor') ?? false),
  );
  if (areas.length > 0 && onlyPlaces) {
    const there = [...sentence.index.entities.values()].filter(
      (e) =>
        e.entity.domain === domain &&
        areas.some(({ ref }) => (ref?.type === 'area' && e.area?.id === ref.id) || (ref?.type === 'floor' && e.floor?.id === ref.id)),
    );
    const same = there.filter((e) => ids.length === 1 && sameApart(e, sentence.index.entities.get(ids[0] ?? '')));
    const meant = same.length === 1 ? same : there;
    return meant.length === 0 ? undefined : meant.map((e) => e.entity.id);
  }
  const twin = ids.length === 1 ? twins(sentence, from, to, used, ids[0] ?? '') : [];
  if (twin.length === 1) return twin;
  const found = targets.map((phrase): Grounded => resolve(phrase, context));
  const all = found.flatMap((g) => (g.kind === 'found' ? [...g.ids] : []));
  return all.length === 0 ? undefined : [...new Set(all)];
}

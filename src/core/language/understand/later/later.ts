/** A clause with a time or a condition → a plan, or why there is none. */
import type { Entity } from '../../../domain/home.ts';
import { sentenceOf as stateSentence } from '../../answer/index.ts';
import type { WhenSaid } from '../../read/index.ts';
import { capitalised, doingPhrase, LISTED, sayWord } from '../../reply/index.ts';
import { type Event, holds, type Wanted } from '../../schedule/index.ts';
import { type Sentence, saidIn } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { untilThen } from './back.ts';
import { conditionOf } from './condition.ts';
import { planned } from './planned.ts';
import { fromTo } from './range.ts';
import { commandOf, isDone, type Range, refused, whenOf } from './wanted.ts';

/** `tried`: what the command would do now; it is kept only when it would do something. `verbless`: its verb is another clause's. */
export function later(sentence: Sentence, range: Range, when: WhenSaid, tried: readonly Piece[], world: World, verbless = false): Piece[] {
  const done = tried.filter(isDone);
  const words = saidIn(sentence, when.from, when.to);
  if (when.kind === 'event' && when.link === 'if') {
    const condition = conditionOf(sentence, when.subject, world);
    if (!condition.ok) return [...condition.pieces];
    if (!('sun' in condition) && !condition.happens) return asItIsNow(condition.event, condition.entity, tried, world);
  }
  if (done.length === 0) return [...tried];
  if (when.kind === 'unkept') return refused(`I cannot keep to that: “${sayWord(words)}”.`);
  if (when.kind === 'vague') return refused(`Tell me at what time as well: “${sayWord(words)}”.`);
  if (when.kind === 'range') return fromTo(sentence, range, when, tried, world);
  if (when.kind === 'until') return untilThen(sentence, range, when, tried, world);
  const kept = whenOf(sentence, when, world);
  if ('pieces' in kept) return [...kept.pieces];
  // A mood's own words stay with it; "it" is said by name, since nobody will know then what was spoken of.
  const actions = done.flatMap((piece) => piece.actions);
  // Nobody will know then what verb or what device was spoken of before.
  const lean = verbless || !names(sentence, range, when);
  const command =
    lean && actions.length > 0 && actions.length <= LISTED
      ? doingPhrase(actions, world.home())
      : commandOf(sentence, range, when, done, world);
  const wanted: Wanted = {
    ...kept,
    actions,
    text: command,
    ...(world.area === undefined ? {} : { area: world.area }),
  };
  return [...tried.filter((piece) => piece.kind === 'refused'), ...planned(wanted, command, world)];
}

/** Something of this home, or "it", is named beside the time. */
function names({ tokens, mentionAt }: Sentence, range: Range, when: WhenSaid): boolean {
  for (let i = range.from; i < range.to; i++) {
    if (i >= when.from && i < when.to) continue;
    if (mentionAt[i] !== undefined || /^(?:it|them|that|these|those|everything|all)$/.test(tokens[i]?.text ?? '')) return true;
  }
  return false;
}

/** "if the window is open turn the heating off": a look at how it is now. */
function asItIsNow(event: Event, entity: Entity, tried: readonly Piece[], world: World): Piece[] {
  const so = holds(event, entity);
  if (so === true) return [...tried];
  const how = capitalised(stateSentence(entity, world.home()));
  return so === undefined
    ? refused(`I cannot tell: ${how}.`)
    : [{ kind: 'answer', reply: `${how}, so I have done nothing.`, ids: [entity.id] }];
}

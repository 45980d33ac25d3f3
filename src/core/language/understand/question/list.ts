/** "What is on the shopping list?", "do we have milk on it?", "how many things are left to do?" */
import type { Entity } from '../../../domain/home.ts';
import { answerList, answerOnList, type Reply } from '../../answer/index.ts';
import type { ReadClause } from '../../read/index.ts';
import type { Sentence } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { thingsOf } from './things.ts';

export function aboutList(
  sentence: Sentence,
  read: ReadClause,
  asked: Asked,
  world: World,
  answered: (reply: Reply, ids: readonly string[]) => Piece[],
): Piece[] {
  const home = world.home();
  const lists = home.entities.filter(({ domain }) => domain === 'todo');
  const named = thingsOf(sentence, { ...asked, phrases: read.phrases }, world, []).entities.filter(({ domain }) => domain === 'todo');
  const item = itemIn(asked.line);
  const list = named.length === 1 ? named[0] : chosen(named.length > 0 ? named : lists, item);
  if (list === undefined) {
    const detail = read.phrases.targets.find(({ text }) => text !== '')?.text ?? read.text;
    return [{ kind: 'refused', refusal: { text: read.text, reason: 'no_device' }, detail }];
  }
  const which = /\b(?:done|completed|finished|ticked)\b/.test(asked.line) ? 'completed' : 'open';
  if (item !== undefined) return answered(answerOnList(list, item, home), [list.id]);
  return answered(answerList(list, home, which, /^how many\b|\b(?:number|quantity|amount|count) of\b/.test(asked.line)), [list.id]);
}

/** The item a question asks for: "do we have MILK on the list", "is BUTTER on the shopping list". */
function itemIn(line: string): string | undefined {
  const found =
    /^(?:do|did) (?:i|we|you) (?:still )?(?:have|need|put|add|get) (?:any |some |the |more )?(.+?) (?:on|to) (?:the|my|our|a)? ?(?:.* )?(?:list|groceries|chores|todo|homework)\b/.exec(
      line,
    ) ??
    /^(?:is|are)(?: there)? (?!there|anything|something|what)(?:any |some |the )?(.+?) (?:already |still )?on (?:the|my|our) (?:.* )?(?:list|groceries|chores|todo|homework)\b/.exec(
      line,
    );
  const item = found?.[1]?.trim();
  return item === undefined || /^(?:anything|something|things?|items?|stuff|to do|left|much|many)$/.test(item) ? undefined : item;
}

/** The only list; for an item the one of shopping. */
function chosen(lists: readonly Entity[], item: string | undefined): Entity | undefined {
  if (lists.length <= 1) return lists[0];
  return item === undefined ? undefined : lists.find(({ name }) => /\b(?:shopping|grocer\w+)\b/i.test(name));
}

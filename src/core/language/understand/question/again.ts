/** "And the kettle?", "what about upstairs?", "and in ours?": what was asked last, of something else. */
import type { Question } from '../../converse/memory.ts';
import type { ProposedClause } from '../../propose/index.ts';
import { type ReadClause, readClause } from '../../read/index.ts';
import { isKind, isName, isPlace, type Sentence } from '../../sentence.ts';
import type { Piece } from '../pieces.ts';
import type { World } from '../world.ts';
import { question } from './index.ts';

const LEAD = /^(?:(?:and|or|also) )?(?:what about|how about)\b|^(?:and|or)\b|^(?:same for|the same for)\b/;

/** Undefined: the sentence asks or says something of its own. */
export function questionAgain(
  sentence: Sentence,
  clause: ProposedClause,
  last: Question | undefined,
  world: World,
  spoken: readonly string[],
): Piece[] | undefined {
  if (last === undefined) return undefined;
  const words = sentence.tokens.map(({ text }) => text).filter((word) => !/^[?.!,]$/.test(word));
  const lead = LEAD.exec(words.join(' '))?.[0];
  if (lead === undefined || words.length > 10) return undefined;
  const from = lead.split(' ').length;
  const verb = words.slice(from).some((word, i) => VERB.test(word) && !isThing(sentence, from + i));
  if (verb || words.length <= from) return undefined;
  const read = readClause(sentence, { ...clause, from, to: sentence.tokens.length, intent: last.intent });
  const about = ours(read, words, world);
  const { targets, places } = about.phrases;
  if (targets.length === 0 && places.length === 0) return undefined;
  const pieces = question(sentence, about, world, spoken, last);
  return pieces.some(({ kind }) => kind === 'answer') ? pieces : undefined;
}

const VERB =
  /^(?:turn|switch|set|open|close|lock|unlock|start|stop|play|pause|dim|add|remove|make|put|is|are|was|were|did|does|do|has|have|what|which|who|when|where|why)$/;
const isThing = (sentence: Sentence, at: number): boolean => isName(sentence, at) || isKind(sentence, at) || isPlace(sentence, at);

/** "Ours", "mine": the room whose name or alias begins with "our", "my". */
function ours(read: ReadClause, words: readonly string[], world: World): ReadClause {
  const owner = { ours: 'our', mine: 'my' }[words.at(-1) as 'ours'];
  if (owner === undefined) return read;
  const area = [...world.index.areas.values()].find(({ name, aliases }) =>
    [name, ...aliases].some((said) => said.toLowerCase().startsWith(`${owner} `)),
  );
  if (area === undefined) return read;
  return { ...read, phrases: { targets: [], excepts: [], places: [{ ref: { type: 'area', id: area.id }, tokens: [] }] } };
}

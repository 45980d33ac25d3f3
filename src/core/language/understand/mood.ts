/** Needs and moods: what a sentence is near in meaning, or its words say outright, then what the room can do for it. */
import type { Deed } from '../deed.ts';
import { ACTION_VERBS, FILLERS } from '../lexicon/words.ts';
import { stem, wordsOf } from '../mention/index.ts';
import { nearestMood, type Preferences, type Prototype, planMood } from '../mood/index.ts';
import type { Proposal, ProposedClause } from '../propose/index.ts';
import { type ReadClause, readClause } from '../read/index.ts';
import { type Sentence, saidIn } from '../sentence.ts';
import { act } from './act.ts';
import { moodByWords } from './mood-words.ts';
import type { Piece } from './pieces.ts';
import { ROOM } from './question/things.ts';
import type { World } from './world.ts';

/** What moods are told by besides their words. */
export interface Moods {
  readonly prototypes: readonly Prototype[];
  readonly preferences: Preferences;
}

/**
 * Read from the table of `tools/language/mood-thresholds.ts`: at these 80 % of wishes are near their mood, and 0.2 % of 4992 other
 * sentences are near any. Moods of one family (`KIN`) do not compete: what they do is much the same.
 */
export const NEAR = 0.7;
export const LEAD = 0.02;
/** The network's own word for it: how sure of the intent, and that the sentence is for a home at all. */
const SURE = 0.8;
const AT_HOME = 0.5;
/** Nearer than this, and clearly ahead, the whole sentence says more than a word of it: of the other sentences 0.1 % are. */
const VERY_NEAR = 0.88;
const FAR_AHEAD = 0.1;

const KIN: readonly (readonly string[])[] = [
  ['leaving', 'vacation', 'saving'],
  ['sleep', 'nap', 'night_path'],
  ['cozy', 'romantic', 'relax', 'yoga'],
  ['focus', 'homework', 'reading', 'hobby'],
  ['dinner', 'cooking', 'breakfast', 'guests'],
  ['stuffy', 'humid'],
  ['hot', 'heat_wave'],
  ['cold', 'frost'],
];
const akin = (a: string, b: string | undefined): boolean => b !== undefined && KIN.some((kin) => kin.includes(a) && kin.includes(b));

/** The mood a sentence's embedding lies by, if it lies by any. */
function nearby(proposal: Proposal | undefined, moods: Moods | undefined): { readonly mood: string; readonly surely: boolean } | undefined {
  if (proposal?.embedding === undefined || moods === undefined) return undefined;
  const nearest = nearestMood(proposal.embedding, moods.prototypes);
  if (nearest === undefined || nearest.score < NEAR || (nearest.margin < LEAD && !akin(nearest.mood, nearest.second))) return undefined;
  return { mood: nearest.mood, surely: nearest.score >= VERY_NEAR && nearest.margin >= FAR_AHEAD };
}

/** The network takes all of the sentence for a wish. */
const wishes = (proposal: Proposal | undefined): boolean =>
  proposal !== undefined &&
  proposal.scope >= AT_HOME &&
  proposal.clauses.every(({ intent, probability }) => intent === 'mood' && probability >= SURE);

/** What was, what others do, what it is like elsewhere: told, not wished. */
const TOLD =
  /\b(?:was|were|(?<!have )had|used to|yesterday|last (?:night|week|month|year|time|summer|winter)|ago|said|says|told|whether|weather|forecast|today is not it)\b|^(?:he|she|they|his|her|their|if|when|thanks|thank|have a (?:good|nice|great|lovely)) /;

/** The weather is nobody's wish, nor is what somebody wants to be taught. */
const OUTDOORS =
  /\b(?:cold|hot|warm|freezing|chilly|windy|dark|humid|boiling|sunny) (?:outside|outdoors|out there|today|this (?:morning|week|winter|summer))\b|\b(?:learn|teach|recipes?)\b/;
/** Not yet. */
const LATER =
  /\b(?:tomorrow|next (?:week|month|year|time|\S+day)|in (?:a|an|\d+) (?:days?|weeks?|months?|hours?)|on \S+day|later)\b(?! house)/;

const lineOf = (sentence: Sentence, { from, to }: Pick<ProposedClause, 'from' | 'to'>): string =>
  sentence.tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');

/**
 * The mood of a clause, if it has one. Where the rules find a wish, its words or the embedding say which; where they find nothing, or
 * something that is only told, the network must find a wish in it as well.
 * @param proposal the network's, where this clause is all of the sentence
 */
export function moodOfClause(
  sentence: Sentence,
  clause: ProposedClause,
  proposal: Proposal | undefined,
  moods: Moods | undefined,
): string | undefined {
  const line = lineOf(sentence, clause);
  const words = moodByWords(line);
  const near = nearby(proposal, moods);
  const chosen = near?.surely === true ? near.mood : (words ?? near?.mood);
  if (OUTDOORS.test(line)) return undefined;
  if (LATER.test(line) && !/\b(?:see|back) /.test(line)) return undefined;
  if (clause.intent === 'mood') return chosen;
  if (TOLD.test(line)) return undefined;
  if (wishes(proposal) || near?.surely === true) return chosen;
  // Without a network a short sentence of plain words will do.
  const short = clause.to - clause.from <= 4;
  const first = sentence.tokens.slice(clause.from, clause.to).find(({ text }) => !FILLERS.has(text))?.text ?? '';
  if (ACTION_VERBS.has(first)) return undefined;
  return clause.intent === 'other' && words !== undefined && (proposal === undefined ? short : proposal.scope > AT_HOME)
    ? words
    : undefined;
}

/** "I'm knackered, I'm going to bed": clauses that all tell or wish are one wish. */
export function oneWish(
  sentence: Sentence,
  clauses: readonly ProposedClause[],
  proposal: Proposal | undefined,
  moods: Moods | undefined,
): ProposedClause | undefined {
  if (clauses.length < 2 || !clauses.every(({ intent }) => intent === 'statement' || intent === 'other' || intent === 'mood'))
    return undefined;
  const whole: ProposedClause = { from: 0, to: sentence.tokens.length, intent: 'statement', probability: 0.8 };
  return moodOfClause(sentence, whole, proposal, moods) === undefined ? undefined : { ...whole, intent: 'mood' };
}

/** A room that is named. */
export function areaNamed(sentence: Sentence, read: ReadClause): string | undefined {
  const ref = [
    ...read.phrases.places,
    ...read.phrases.targets.flatMap((phrase) => [
      ...phrase.places,
      ...phrase.tokens.flatMap(
        (at) => sentence.mentionAt[at]?.refs.flatMap((own) => (own.type === 'area' ? [{ ref: own, tokens: [at] }] : [])) ?? [],
      ),
    ]),
  ].find((place) => place.ref?.type === 'area')?.ref;
  return ref?.type === 'area' ? ref.id : undefined;
}

export function mood(sentence: Sentence, clause: ProposedClause, id: string | undefined, world: World): Piece[] {
  const text = saidIn(sentence, clause.from, clause.to);
  if (id === undefined) return [{ kind: 'nothing', reply: 'I am not sure what you need; tell me what to change.' }];
  const read = readClause(sentence, clause);
  const scene = sceneNamed(sentence, clause);
  if (scene !== undefined) {
    const deed: Deed = { intent: 'activate' };
    return act({ deed, more: [], text }, [scene], true, world);
  }
  const room = unknownRoom(sentence, clause);
  if (room !== undefined) return [{ kind: 'nothing', reply: `I know no ${room} here.` }];
  const area = areaNamed(sentence, read) ?? areaOfWords(sentence, clause) ?? world.area;
  const planned = planMood(id, {
    home: world.home(),
    ...(area === undefined ? {} : { area }),
    named: namedIn(sentence, clause),
    state: world.now,
    preferences: world.preferences(),
  });
  if ('none' in planned)
    return planned.none === 'which_area'
      ? [{ kind: 'ask', deed: { intent: 'mood', content: id }, candidates: [], text, question: planned.said }]
      : [{ kind: 'nothing', reply: planned.said }];
  return [
    {
      kind: 'done',
      deed: { intent: 'mood', content: id },
      ids: planned.actions.map(({ entity }) => entity),
      actions: planned.actions,
      sure: 0.8,
      said: planned.said,
      devices: planned.devices,
      mood: { id, ...(planned.area === undefined ? {} : { area: planned.area }) },
    },
  ];
}

/** "Set the scene for Family Dinner": a scene that is called by its whole name is what is wanted. */
function sceneNamed(sentence: Sentence, { from, to }: ProposedClause): string | undefined {
  const refs = sentence.mentions.flatMap((mention) =>
    mention.from >= from && mention.to <= to && mention.to - mention.from > 1 ? [...mention.refs] : [],
  );
  const found = refs.flatMap((ref) => (ref.type === 'entity' && ref.id.startsWith('scene.') ? [ref.id] : []));
  return found.length === 1 ? found[0] : undefined;
}

/** "My office is too cold", in a home without an office. */
function unknownRoom(sentence: Sentence, { from, to }: ProposedClause): string | undefined {
  for (let at = from; at < to; at++) {
    const { text = '' } = sentence.tokens[at] ?? {};
    const after = /^(?:the|my|our|in|his|her|their)$/.test(sentence.tokens[at - 1]?.text ?? '');
    if (
      after &&
      ROOM.test(text) &&
      !/^(?:room|rooms|floor|upstairs|downstairs|stairs|yard|pool|study)$/.test(text) &&
      sentence.mentionAt[at] === undefined &&
      !sentence.index.placeStems.has(stem(text))
    )
      return text;
  }
  return undefined;
}

/** Devices that a wish names, by name or kind. */
const namedIn = (sentence: Sentence, { from, to }: ProposedClause): readonly string[] =>
  sentence.mentions.flatMap((mention) =>
    mention.from < from || mention.to > to
      ? []
      : mention.refs.flatMap((ref) =>
          ref.type === 'entity' ? [ref.id] : ref.type === 'kind' ? [...(sentence.index.byKind.get(ref.id) ?? [])] : [],
        ),
  );

/** "Nap time for Max": the only room that has the word in its name. */
function areaOfWords(sentence: Sentence, { from, to }: ProposedClause): string | undefined {
  const { index } = sentence;
  for (let at = from; at < to; at++) {
    const word = stem(sentence.tokens[at]?.text ?? '');
    if (
      !/^(?:for|in|at|of)$/.test(sentence.tokens[at - 1]?.text ?? '') ||
      word.length < 3 ||
      !index.placeStems.has(word) ||
      /^(?:room|floor|area|hall|the)$/.test(word)
    )
      continue;
    const areas = [...index.areas.values()].filter(({ name, aliases }) =>
      [name, ...aliases].some((said) => wordsOf(said).map(stem).includes(word)),
    );
    if (areas.length === 1) return areas[0]?.id;
  }
  return undefined;
}

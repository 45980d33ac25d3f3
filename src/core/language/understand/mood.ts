/** Needs and moods: what a sentence is near in meaning, or its words say outright, then what the room can do for it. */
import { nearestMood, type Preferences, type Prototype, planMood } from '../mood/index.ts';
import type { Proposal, ProposedClause } from '../propose/index.ts';
import { readClause } from '../read/index.ts';
import type { Sentence } from '../sentence.ts';
import { saidIn } from '../sentence.ts';
import { moodByWords } from './mood-words.ts';
import type { Piece } from './pieces.ts';
import type { World } from './world.ts';

/** What moods are told by besides their words. */
export interface Moods {
  readonly prototypes: readonly Prototype[];
  readonly preferences: Preferences;
}

/** Cosine below which a sentence is like no mood, and lead below which it might be another one. */
export const NEAR = 0.72;
export const LEAD = 0.04;

/** The mood of a clause, if it has one. */
export function moodOfClause(
  sentence: Sentence,
  clause: ProposedClause,
  proposal: Proposal | undefined,
  moods: Moods | undefined,
): string | undefined {
  const words = moodByWords(
    sentence.tokens
      .slice(clause.from, clause.to)
      .map(({ text }) => text)
      .join(' '),
  );
  if (words !== undefined) return words;
  if (proposal?.embedding === undefined || moods === undefined) return undefined;
  const nearest = nearestMood(proposal.embedding, moods.prototypes);
  return nearest !== undefined && nearest.score >= NEAR && nearest.margin >= LEAD ? nearest.mood : undefined;
}

export function mood(sentence: Sentence, clause: ProposedClause, id: string | undefined, world: World): Piece[] {
  const text = saidIn(sentence, clause.from, clause.to);
  if (id === undefined) return [{ kind: 'nothing', reply: 'I am not sure what you need; tell me what to change.' }];
  const read = readClause(sentence, clause);
  const named = [
    ...read.phrases.places,
    ...read.phrases.targets.flatMap((phrase) => [
      ...phrase.places,
      ...phrase.tokens.flatMap(
        (at) => sentence.mentionAt[at]?.refs.flatMap((ref) => (ref.type === 'area' ? [{ ref, tokens: [at] }] : [])) ?? [],
      ),
    ]),
  ].find(({ ref }) => ref?.type === 'area')?.ref;
  const area = named?.type === 'area' ? named.id : world.area;
  const planned = planMood(id, {
    home: world.home(),
    ...(area === undefined ? {} : { area }),
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

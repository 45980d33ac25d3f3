/**
 * What is corrected after a mood is the owner's wish for it: "no, dimmer" after "movie time" is remembered, used next time, and said; "undo"
 * and "forget that" take it back.
 */
import type { Action, Home } from '../../domain/home.ts';
import type { Memory, MoodMade } from '../converse/memory.ts';
import type { Deed } from '../deed.ts';
import { learn, moodOf, type Preferences, preferred, unlearn } from '../mood/index.ts';
import { doingPhrase, listed, paragraph, plainName, sayIn } from '../reply/index.ts';
import { act } from './act.ts';
import type { DonePiece, Piece } from './pieces.ts';
import type { World } from './world.ts';

export interface Kept {
  readonly preferences: Preferences;
  readonly mood?: MoodMade;
  /** Added to what was done. */
  readonly said?: string;
}

/** What is remembered after these pieces were done. */
export function preferring(dones: readonly DonePiece[], actions: readonly Action[], memory: Memory, world: World): Kept {
  const preferences = world.preferences();
  const made = dones.findLast(({ mood }) => mood !== undefined);
  if (made?.mood !== undefined) return { preferences, mood: { ...made.mood, ids: made.ids } };
  const { mood } = memory;
  if (mood === undefined) return { preferences };
  if (dones.some(({ deed }) => deed.intent === 'undo')) {
    if (mood.unlearn === undefined) return { preferences };
    const { unlearn: before, ...rest } = mood;
    return {
      preferences: unlearn(preferences, mood.id, mood.area, before),
      mood: rest,
      said: `I have forgotten that for ${nameOf(mood.id)}.`,
    };
  }
  const own = actions.filter(({ entity }) => isOf(mood, entity, world));
  const learnt = own.length === 0 ? undefined : learn(preferences, { ...wherever(mood), at: world.at }, own, world.home());
  if (learnt === undefined) return { preferences, mood };
  return {
    preferences: learnt.preferences,
    mood: { ...mood, unlearn: learnt.undo },
    said: `I will remember that for ${nameOf(mood.id)}${placeOf(mood, world.home())}.`,
  };
}

/** What the mood moved; where a scene did it, what is in that room. */
function isOf({ ids, area }: MoodMade, id: string, world: World): boolean {
  if (ids.includes(id)) return true;
  const entity = world.now(id);
  return (
    ids.some((one) => /^(?:scene|script)\./.test(one)) &&
    entity?.area !== undefined &&
    entity.area === area &&
    /^(?:light|cover|climate|fan|media_player|switch)$/.test(entity.domain)
  );
}

const wherever = ({ id, area }: Pick<MoodMade, 'id' | 'area'>): { readonly mood: string; readonly area?: string } => ({
  mood: id,
  ...(area === undefined ? {} : { area }),
});
/** "Movie time" → "movie time"; "Too dark" → “too dark”. */
const nameOf = (id: string): string => `“${plainName(moodOf(id)?.said ?? id)}”`;
function placeOf({ area }: Pick<MoodMade, 'area'>, home: Home): string {
  const place = home.areas.find(({ id }) => id === area);
  return place === undefined ? '' : ` ${sayIn(place)}`;
}

/** "forget that", right after something was remembered, or made as it is remembered. */
export function forgotten(
  line: string,
  memory: Memory,
  world: World,
): { readonly preferences: Preferences; readonly mood: MoodMade; readonly said: string } | undefined {
  const { mood } = memory;
  if (
    mood === undefined ||
    (mood.unlearn === undefined && preferred(world.preferences(), moodOf(mood.id)?.id ?? mood.id, mood.area).length === 0) ||
    !/^(?:please )?(?:forget (?:that|it|about (?:that|it))|(?:do not|never) remember (?:that|it))(?: again| please)?$/.test(line)
  )
    return undefined;
  const { unlearn: before, ...rest } = mood;
  return {
    preferences: unlearn(world.preferences(), mood.id, mood.area, before),
    mood: rest,
    said: `I have forgotten that for ${nameOf(mood.id)}. The devices stay as they are.`,
  };
}

/** "what do you remember", "what are my preferences". */
const ASKED =
  /^(?:what|which|list|show|tell me)\b.*\b(?:you (?:remember|have learned|learned)|have you (?:remembered|learned)|do you remember|(?:my|our|your) (?:\S+ )?(?:preferences?|wishes))\b/;

export function listPreferences(line: string, world: World): Piece[] | undefined {
  if (!ASKED.test(line)) return undefined;
  const all = world.preferences();
  if (all.length === 0) return [{ kind: 'answer', reply: 'I remember no wishes for moods yet; correct me after one and I will.', ids: [] }];
  const home = world.home();
  const said = all
    .toReversed()
    .slice(0, 5)
    .map((one) => `${nameOf(one.mood)}${placeOf(one, home)}: ${doingPhrase(one.actions, home)}`);
  const more = all.length > 5 ? [`And ${all.length - 5} more.`] : [];
  return [{ kind: 'answer', reply: paragraph([`I remember for ${listed(said)}.`, ...more]), ids: [] }];
}

/** "no, dimmer", "not so loud", right after a mood: what it moved, changed by so much. */
const SAID =
  /^(?:(?:no|nope|hmm|but|that is|it is|too|way|still|make it|not so|not as|less|more|please|,|\.) ?)*(?:(a (?:little )?bit|a little|slightly|much|a lot|way) )?(dimmer|darker|brighter|lighter|bright|dark|light|dim|warmer|cooler|colder|warm|cold|cool|louder|quieter|softer|loud|quiet)(?: please)?$/;
const WAYS: Readonly<Record<string, readonly [attribute: string, direction: 1 | -1, domains: RegExp]>> = {
  dimmer: ['brightness', -1, /^light\./],
  darker: ['brightness', -1, /^light\./],
  softer: ['brightness', -1, /^light\./],
  brighter: ['brightness', 1, /^light\./],
  lighter: ['brightness', 1, /^light\./],
  warmer: ['temperature', 1, /^climate\./],
  cooler: ['temperature', -1, /^climate\./],
  colder: ['temperature', -1, /^climate\./],
  louder: ['volume', 1, /^media_player\./],
  quieter: ['volume', -1, /^media_player\./],
};
/** "too bright" is "dimmer". */
const OPPOSITE: Readonly<Record<string, string>> = {
  bright: 'dimmer',
  light: 'dimmer',
  dark: 'brighter',
  dim: 'brighter',
  warm: 'cooler',
  cold: 'warmer',
  cool: 'warmer',
  loud: 'quieter',
  quiet: 'louder',
};

export function moodCorrected(line: string, { mood }: Memory, world: World): Piece[] | undefined {
  const said = mood === undefined ? null : SAID.exec(line);
  if (mood === undefined || said === null) return undefined;
  const [, size = '', word = ''] = said;
  const plain = Object.hasOwn(OPPOSITE, word);
  // "bright" alone is no wish; "too bright" and "not so bright" are.
  if (plain && !/\b(?:too|not so|not as|less)\b/.test(line)) return undefined;
  const way = WAYS[plain ? (OPPOSITE[word] ?? '') : word];
  if (way === undefined) return undefined;
  const [attribute, direction, domains] = way;
  const ids = world
    .home()
    .entities.filter(({ id, state }) => domains.test(id) && isOf(mood, id, world) && !(attribute === 'brightness' && state === 'off'))
    .map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const deed: Deed = {
    intent: direction > 0 ? 'raise' : 'lower',
    attribute,
    change: { direction, size: /bit|little|slightly/.test(size) ? 'little' : /much|lot|way/.test(size) ? 'much' : 'some' },
  };
  return act({ deed, more: [], text: line }, ids, true, world);
}

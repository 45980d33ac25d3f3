/**
 * What serves a room without standing in it: the thermostat in the hall heats the bedroom, the one radio that plays is heard in all of a
 * flat. First what is meant for the floor, then the only one there, then the only one of the home; of several none, for nobody knows which.
 */
import type { Area, Entity, Home } from '../../domain/home.ts';
import { texts } from '../plan/index.ts';
import type { Goal } from './goal.ts';

/** Rooms that a thermostat for others hangs in. */
const PASSAGE = /\b(?:hall|hallway|landing|corridor|entrance|entry|foyer|stairs|staircase|lobby)\b/i;
/** Called after all of the home. */
const WHOLE = /\b(?:house|home|whole|central|main|apartment|flat)\b/i;
/** No room's climate. */
const NO_ROOM = /\b(?:oven|sauna|wine|pool|spa|freezer|fridge|chamber|kiln|cellar|aquarium|terrarium|incubator|tank|server|greenhouse)\b/i;

const COLD: readonly string[] = ['cool', 'heat_cool', 'auto'];
const WARM: readonly string[] = ['heat', 'heat_cool', 'auto'];

function can(entity: Entity, goal: Goal): boolean {
  const modes = texts(entity, 'hvac_modes');
  if (goal.kind !== 'temperature') return true;
  // Down also helps where it only heats: less of it.
  return modes.length === 0 || (goal.by > 0 ? WARM : [...COLD, 'heat']).some((mode) => modes.includes(mode));
}

const words = (name: string): readonly string[] => name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Entities beyond the room that a mood's goals may use, because the room has none of its own. */
export function beyond(goals: readonly Goal[], within: readonly Entity[], area: Area, home: Home): Entity[] {
  const out: Entity[] = [];
  const warmth = goals.find(({ kind }) => kind === 'temperature');
  if (warmth !== undefined && !within.some((entity) => entity.domain === 'climate' && can(entity, warmth))) {
    const one = climateOf(warmth, area, home);
    if (one !== undefined) out.push(one);
  }
  if (
    goals.some((goal) => goal.kind === 'music' && (goal.to === 'quieter' || goal.to === 'louder')) &&
    !within.some(({ domain }) => domain === 'media_player')
  ) {
    const playing = home.entities.filter(({ domain, state }) => domain === 'media_player' && state === 'playing');
    if (playing.length === 1) out.push(playing[0] as Entity);
  }
  return out;
}

function climateOf(goal: Goal, area: Area, home: Home): Entity | undefined {
  const areas = new Map(home.areas.map((one) => [one.id, one]));
  const all = home.entities.filter(
    (entity) =>
      entity.domain === 'climate' && can(entity, goal) && !NO_ROOM.test(`${entity.name} ${areas.get(entity.area ?? '')?.name ?? ''}`),
  );
  const floor = home.floors.find(({ id }) => id === area.floor);
  const onFloor = floor === undefined ? [] : all.filter((entity) => areas.get(entity.area ?? '')?.floor === floor.id);
  const floorWords = new Set(
    [floor?.name ?? '', ...(floor?.aliases ?? [])].flatMap(words).filter((word) => word !== 'floor' && word !== 'level'),
  );
  const single = (list: readonly Entity[]): Entity | undefined => (list.length === 1 ? list[0] : undefined);
  return (
    single(onFloor.filter(({ name }) => words(name).some((word) => floorWords.has(word)))) ??
    single(onFloor.filter((entity) => PASSAGE.test(areas.get(entity.area ?? '')?.name ?? ''))) ??
    single(onFloor) ??
    single(all.filter(({ name }) => WHOLE.test(name))) ??
    single(all.filter((entity) => entity.area === undefined || PASSAGE.test(areas.get(entity.area)?.name ?? ''))) ??
    single(all)
  );
}

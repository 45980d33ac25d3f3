/**
 * A mood in a home → actions.
 *
 *     a scene or script of that name ─ else goals ─ devices of the room that can ─ plan ─ nothing risky ─ the owner's corrections
 *
 * A mood never does more than comfort and closing: whatever the goals and the owner's preferences come to, what the authority calls
 * security is left out, and temperatures stay within what rooms have. Scenes and scripts are the owner's own word; those whose names say
 * that they open or start something are left out, too.
 *
 * Kept simple: it is never looked up whether it is day. "Too dark" switches lights on; only in a room without a lamp that can help it
 * opens the curtains.
 */
import { judge, riskOf } from '../../authority/index.ts';
import type { Action, Area, Entity, Home } from '../../domain/home.ts';
import { apply, merge, plan } from '../plan/index.ts';
import { doneSentences, paragraph, plainName, sayIn } from '../reply/index.ts';
import { deedsFor } from './devices.ts';
import type { Goal, Mood } from './goal.ts';
import { type Preferences, preferred } from './preferences.ts';
import { moodOf } from './prototypes.ts';
import { beyond } from './reach.ts';

/** More devices than this, and the speaker is asked first. */
export const ASK_BEYOND = 5;

export interface MoodContext {
  readonly home: Home;
  /** Id of the area that was named, or where the speaker is. */
  readonly area?: string;
  /** Ids of what was named ("I can't hear the TV"): where that can help, nothing else is touched. */
  readonly named?: readonly string[];
  /** An entity as it is now; the home's otherwise. */
  readonly state?: (id: string) => Entity | undefined;
  readonly preferences?: Preferences;
}

export type MoodPlan =
  | {
      readonly actions: readonly Action[];
      /** "Movie time. Set the floor lamp to warm white (2700 K) at 15 %." */
      readonly said: string;
      /** How many devices it is about; above `ASK_BEYOND` it is asked first. */
      readonly devices: number;
      /** Id of the area it is done in; absent for the whole house. */
      readonly area?: string;
      /** The scene or script that did it. */
      readonly scene?: string;
    }
  | {
      /** No such mood; no area to do it in; nothing there that could; all is so already. */
      readonly none: 'unknown' | 'which_area' | 'no_device' | 'already';
      readonly said: string;
    };

const wordsOf = (name: string): string =>
  name
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? '';
const bare = (name: string): string =>
  wordsOf(name)
    .replace(/ (?:scene|mode|mood|script|routine|time|lights|lighting)$/, '')
    .replace(/^(?:scene|mode|mood|it is|set) /, '');

/** "Movie Night" is the movie mood, also as "Living Room Movie"; "Movie Projector Test" is not. */
function sceneFor(mood: Mood, home: Home, place: Area | undefined): Entity | undefined {
  const area = place?.id;
  const areaName = place?.name ?? '';
  const fits = home.entities.filter((entity) => {
    if (entity.domain !== 'scene' && entity.domain !== 'script') return false;
    if (entity.area !== undefined && area !== undefined && entity.area !== area) return false;
    if (riskOf({ entity: entity.id, service: `${entity.domain}.turn_on`, data: {} }, entity) === 'security') return false;
    return [entity.name, ...entity.aliases.slice(0, 10)].some((name) => {
      const said = bare(name);
      const local = areaName === '' ? said : said.replace(wordsOf(areaName), '').replace(/\s+/g, ' ').trim();
      return mood.names.includes(said) || mood.names.includes(wordsOf(name)) || mood.names.includes(local);
    });
  });
  return fits.find((entity) => entity.area !== undefined && entity.area === area) ?? fits[0];
}

/** Actions of one entity for all goals, later ones seeing what earlier ones did; calls that can be one are one. */
function actionsOn(entity: Entity, goals: readonly Goal[]): Action[] {
  const own: Action[] = [];
  let now = entity;
  // The goal looks at the device as it was; what cannot be planned is simply not done.
  for (const goal of goals)
    for (const deed of deedsFor(goal, entity)) {
      const planned = plan(deed, now);
      const action = planned.ok ? planned.action : undefined;
      if (action === undefined) {
        // A lamp without dimmer helps against the dark by being on; a plain lamp is off where a low light is wanted.
        const instead = undimmed(goal, entity);
        if (instead !== undefined && own.length === 0) own.push(instead);
        continue;
      }
      const last = own.at(-1);
      const one = last === undefined ? undefined : merge(last, action);
      if (one !== undefined) own[own.length - 1] = one;
      else own.push(action);
      now = apply(action, now);
    }
  return own;
}

function undimmed(goal: Goal, entity: Entity): Action | undefined {
  if (goal.kind !== 'light' || goal.off === true) return undefined;
  const on = goal.by === undefined ? (goal.level ?? 0) >= 50 : goal.by > 0;
  const wanted = on ? 'on' : 'off';
  // "A bit darker" does not mean that the only lamp goes out.
  if (entity.state === wanted || (goal.by !== undefined && !on)) return undefined;
  return { entity: entity.id, service: `light.turn_${wanted}`, data: {} };
}

/** Whether an action would change anything, as far as the state tells. */
function changes(action: Action, entity: Entity): boolean {
  const after = apply(action, entity);
  return after.state !== entity.state || JSON.stringify(after.attributes) !== JSON.stringify(entity.attributes) || after === entity;
}

/** What a mood does here, without doing it. */
export function planMood(id: string, context: MoodContext): MoodPlan {
  const mood = moodOf(id);
  if (mood === undefined) return { none: 'unknown', said: 'I do not know that mood.' };
  const { home } = context;
  const now = (entity: Entity): Entity => context.state?.(entity.id) ?? entity;
  const area = areaOf(mood, context);
  const corrected = preferred(context.preferences, mood.id, area?.id);
  const where = area === undefined ? {} : { area: area.id };
  const scene = sceneFor(mood, home, area);
  if (scene !== undefined) {
    const action: Action = { entity: scene.id, service: `${scene.domain}.turn_on`, data: {} };
    const actions = safe([action, ...corrected], home, context);
    return { actions, said: said(mood, actions, home), devices: new Set(actions.map((a) => a.entity)).size, ...where, scene: scene.id };
  }
  const placed = mood.reach === 'house' || area !== undefined || home.areas.length === 0;
  if (!placed && corrected.length === 0) {
    const only = onlyRoom(mood, home, now);
    return only === undefined ? { none: 'which_area', said: 'In which room?' } : planMood(id, { ...context, area: only });
  }
  const room = home.entities.filter((entity) => (mood.reach === 'house' || area === undefined ? true : entity.area === area.id)).map(now);
  const within = mood.reach === 'house' || area === undefined ? room : [...room, ...beyond(mood.goals, room, area, home).map(now)];
  const goals = helping(mood, within);
  const overridden = new Set(corrected.map(({ entity }) => entity));
  const named = within.filter(({ id }) => context.named?.includes(id));
  const ofNamed = goals.map((goal): Goal => (goal.kind === 'music' ? { ...goal, named: true } : goal));
  const helped = named.some((entity) => ofNamed.some((goal) => deedsFor(goal, entity).length > 0));
  const meant = helped ? named : within;
  const wanted = helped ? ofNamed : goals;
  const here = (entity: Entity): readonly Goal[] => (mood.here !== undefined && entity.area === context.area ? mood.here : []);
  const planned = meant.flatMap((entity) =>
    overridden.has(entity.id) ? [] : actionsOn(entity, [...wanted, ...here(entity)]).filter((action) => changes(action, entity)),
  );
  const actions = safe([...planned, ...corrected], home, context);
  if (actions.length === 0) return nothing(mood, within, area);
  return { actions, said: said(mood, actions, home), devices: new Set(actions.map((a) => a.entity)).size, ...where };
}

/** The area that was named or is the speaker's; else the mood's own. The garden is never the room one sits in. */
function areaOf(mood: Mood, { home, area }: MoodContext): Area | undefined {
  const its = (one: Area): boolean => mood.places?.some((place) => wordsOf(one.name).split(' ').includes(place)) ?? false;
  const given = home.areas.find((one) => one.id === area);
  if (given !== undefined && (mood.id !== 'garden' || its(given))) return given;
  return home.areas.find(its) ?? given;
}

/** Where nobody said where: the only room in which anything could be done about it. */
function onlyRoom(mood: Mood, home: Home, now: (entity: Entity) => Entity): string | undefined {
  const rooms = new Set<string>();
  for (const entity of home.entities)
    if (entity.area !== undefined && mood.goals.some((goal) => deedsFor(goal, now(entity)).length > 0)) rooms.add(entity.area);
  return rooms.size === 1 ? [...rooms][0] : undefined;
}

/** Against the dark a room without a lamp has its curtains; against the sun one without curtains has its lamps. */
function helping(mood: Mood, within: readonly Entity[]): readonly Goal[] {
  const shaded = within.some((entity) => entity.domain === 'cover' && deedsFor({ kind: 'covers', to: 'close' }, entity).length > 0);
  const lit = within.some(({ domain, state }) => domain === 'light' && state === 'on');
  if (mood.id === 'too_bright' && !lit && shaded) return [{ kind: 'covers', to: 'close' }];
  if (mood.id === 'glare' && !shaded) return [{ kind: 'light', by: -30, only: 'lit' }];
  const lamps = within.some(
    (entity) =>
      entity.domain === 'light' && mood.goals.some((goal) => goal.kind === 'light' && deedsFor({ ...goal, level: 50 }, entity).length > 0),
  );
  return mood.id === 'too_dark' && !lamps ? [...mood.goals, { kind: 'covers', to: 'open' }] : mood.goals;
}

/** What of it may be done without a question; the rest is not a mood's to do. */
function safe(actions: readonly Action[], home: Home, context: MoodContext): Action[] {
  const current: Home = context.state === undefined ? home : { ...home, entities: home.entities.map((e) => context.state?.(e.id) ?? e) };
  return [...judge(actions, current).allowed];
}

const said = (mood: Mood, actions: readonly Action[], home: Home): string => paragraph([`${mood.said}.`, ...doneSentences(actions, home)]);

function nothing(mood: Mood, within: readonly Entity[], area: Area | undefined): MoodPlan {
  const place = area === undefined ? 'here' : sayIn(area);
  const able = within.some((entity) => mood.goals.some((goal) => speaksOf(goal, entity)));
  return able
    ? { none: 'already', said: `${mood.said}: all is so already ${place}.` }
    : { none: 'no_device', said: `I have nothing ${place} for “${plainName(mood.said)}”.` };
}

/** Whether a goal is about a device at all, whatever its state. */
const speaksOf = (goal: Goal, entity: Entity): boolean =>
  (
    ({
      light: ['light'],
      temperature: ['climate'],
      atMost: ['climate'],
      atLeast: ['climate'],
      heating: ['climate'],
      covers: ['cover'],
      awnings: ['cover'],
      ways: ['cover'],
      locks: ['lock'],
      fans: ['fan'],
      purifiers: ['fan', 'switch'],
      humidity: ['humidifier'],
      music: ['media_player'],
      media: ['media_player'],
      alarm: ['alarm_control_panel'],
      vacuums: ['vacuum'],
      decoration: ['light'],
    }) satisfies Record<Goal['kind'], readonly string[]>
  )[goal.kind].some((domain) => domain === entity.domain);

/** Which devices a goal speaks of, and the deed it asks of each. Everything is planned by `plan`, so that nothing is asked of a device that it cannot. */
import type { Entity } from '../../domain/home.ts';
import type { Deed, Value } from '../deed.ts';
import { isActive, isKnown, number, plan, temperatureRange, temperatureUnit, text, texts } from '../plan/index.ts';
import type { Goal } from './goal.ts';

/** Moods keep a room between these, in °C; who wants more says so. */
export const COMFORT = { low: 16, high: 24 } as const;

const percent = (n: number): Value => ({ kind: 'number', number: n, unit: '%' });
const named = (entity: Entity, words: RegExp): boolean =>
  [entity.name, ...entity.aliases.slice(0, 10)].some((name) => words.test(name.slice(0, 100)));
const classOf = (entity: Entity): string => text(entity, 'device_class') ?? '';
const WAY_IN = /\b(?:garage|gate|door)\b/i;
const DRAPERY = /\b(?:blinds?|curtains?|shades?|shutters?|drapes?|screens?|rollers?)\b/i;
const wayIn = (entity: Entity): boolean =>
  classOf(entity) === ''
    ? named(entity, WAY_IN) && !named(entity, DRAPERY)
    : ['garage', 'gate', 'door', 'garage_door'].includes(classOf(entity));
const DECORATION =
  /\b(?:christmas|fairy|decorations?|string lights?|tree lights?|christmas tree|festive|lantern|lanterns|garland|halloween|easter)\b/i;
/** Lamps that no mood switches: on an aquarium or over seedlings, they are somebody's day. */
const LIVING =
  /\b(?:aquarium|terrarium|grow|plants?|seedlings?|vivarium|reptile|fish tank|exit|emergency|indicator|status led|night ?light sensor)\b/i;
const SPEAKER = /\b(?:speaker|sonos|radio|stereo|soundbar|music|homepod|echo|hifi|hi-fi|amp)\b/i;
const isSpeaker = (entity: Entity): boolean =>
  ['speaker', 'receiver'].includes(classOf(entity)) || (classOf(entity) === '' && named(entity, SPEAKER));
const PURIFIER = /\b(?:purifier|air cleaner|air filter)\b/i;
const HOOD = /\b(?:compressor|engine|motor|server|pump|machine|exhaust line|furnace|boiler)\b/i;

/** The target in the entity's unit. */
const inUnit = (celsius: number, entity: Entity): number => (temperatureUnit(entity) === '°F' ? Math.round(celsius * 1.8 + 32) : celsius);
const degrees = (n: number, entity: Entity): Deed => ({
  intent: 'set',
  attribute: 'temperature',
  value: { kind: 'number', number: n, unit: temperatureUnit(entity) },
});

/** "A degree warmer" from the target; where it is off and can heat (or cool), it is switched on first. */
function temperature(by: number, entity: Entity): readonly Deed[] {
  const factor = temperatureUnit(entity) === '°F' ? 1.8 : 1;
  const target = number(entity, 'temperature');
  const room = number(entity, 'current_temperature');
  const start = entity.state === 'off' || target === undefined ? (room ?? target) : target;
  if (start === undefined) return entity.state === 'off' ? wake(by, entity) : [];
  const [low, high] = [inUnit(COMFORT.low, entity), inUnit(COMFORT.high, entity)];
  const wanted = Math.round((start + by * (entity.state === 'off' ? 2 : 1) * factor) * 2) / 2;
  const { min, max, step = 0.5 } = temperatureRange(entity);
  const aim = Math.min(max, Math.max(min, Math.min(high, Math.max(low, Math.round(wanted / step) * step))));
  const on = entity.state === 'off' ? wake(by, entity) : [];
  // Already as far as a mood goes: nothing to do, and nothing against the wish.
  if (entity.state === 'off' && on.length === 0) return [];
  const helps =
    by > 0
      ? aim > (target ?? Number.NEGATIVE_INFINITY) || entity.state === 'off'
      : aim < (target ?? Number.POSITIVE_INFINITY) || entity.state === 'off';
  return helps ? [...on, degrees(aim, entity)] : on;
}

/** The mode that helps; an air conditioner that can only cool does not warm. */
function wake(by: number, entity: Entity): readonly Deed[] {
  const modes = texts(entity, 'hvac_modes');
  const mode =
    by > 0 ? ['heat', 'heat_cool', 'auto'].find((m) => modes.includes(m)) : ['cool', 'heat_cool', 'auto'].find((m) => modes.includes(m));
  // One that lists no modes has a single purpose; its name may tell that it is the other.
  if (modes.length === 0)
    return named(entity, by > 0 ? /\b(?:ac|air con|air conditioner|cooling|cooler)\b/i : /\b(?:heat|heating|heater|radiator)\b/i)
      ? []
      : [{ intent: 'on' }];
  return mode === undefined ? [] : [{ intent: 'set', attribute: 'mode', value: { kind: 'word', word: mode } }];
}

function bound(goal: Extract<Goal, { kind: 'atMost' | 'atLeast' }>, entity: Entity): readonly Deed[] {
  const target = number(entity, 'temperature');
  if (target === undefined || entity.state === 'off') return [];
  // A cooling device saves by a higher target; leaving it alone is right for both.
  if (entity.state === 'cool' || entity.state === 'dry' || entity.state === 'fan_only') return [];
  const { min, max } = temperatureRange(entity);
  const aim = Math.min(max, Math.max(min, inUnit(goal.celsius, entity)));
  const beyond = goal.kind === 'atMost' ? target > aim : target < aim;
  return beyond ? [degrees(aim, entity)] : [];
}

function light(goal: Extract<Goal, { kind: 'light' }>, entity: Entity): readonly Deed[] {
  const lit = entity.state === 'on';
  if (goal.only === 'lit' && !lit) return [];
  if (goal.off === true) return [{ intent: 'off' }];
  const out: Deed[] = [];
  if (goal.by !== undefined) {
    const now = number(entity, 'brightness');
    // What is off is switched on at a level that helps; what is on is changed from where it is.
    if (!lit) return [{ intent: 'set', attribute: 'brightness', value: percent(70) }];
    if (now === undefined) return goal.by < 0 ? [{ intent: 'set', attribute: 'brightness', value: percent(30) }] : [];
    const aim = Math.min(100, Math.max(5, Math.round((now * 100) / 255) + goal.by));
    return aim === Math.round((now * 100) / 255) ? [] : [{ intent: 'set', attribute: 'brightness', value: percent(aim) }];
  }
  if (goal.level !== undefined) out.push({ intent: 'set', attribute: 'brightness', value: percent(goal.level) });
  const colour: Deed | undefined =
    goal.colour === undefined
      ? undefined
      : { intent: 'set', attribute: 'colour', value: { kind: 'colour', name: goal.colour, rgb: RGB[goal.colour] ?? [255, 255, 255] } };
  // The colour where the lamp has colours, else the white.
  if (colour !== undefined && plan(colour, entity).ok) out.push(colour);
  else if (goal.kelvin !== undefined)
    out.push({ intent: 'set', attribute: 'colour_temperature', value: { kind: 'kelvin', kelvin: goal.kelvin } });
  return out;
}
const RGB: Readonly<Record<string, readonly [number, number, number]>> = { magenta: [255, 0, 255], blue: [0, 0, 255] };

function player(goal: Extract<Goal, { kind: 'music' | 'media' }>, entity: Entity): readonly Deed[] {
  const playing = entity.state === 'playing' || entity.state === 'buffering';
  if (goal.kind === 'media') {
    if (goal.to === 'pause') return playing ? [{ intent: 'pause' }] : [];
    return isActive(entity) || entity.state === 'paused' || entity.state === 'idle' ? [{ intent: 'off' }] : [];
  }
  switch (goal.to) {
    case 'play':
      return playing || !isSpeaker(entity) ? [] : [{ intent: 'play' }];
    case 'pause':
      return playing && isSpeaker(entity) ? [{ intent: 'pause' }] : [];
    case 'louder':
    case 'quieter':
      return playing || (goal.kind === 'music' && goal.named === true && entity.state === 'on')
        ? [
            {
              intent: goal.to === 'louder' ? 'raise' : 'lower',
              attribute: 'volume',
              change: { direction: goal.to === 'louder' ? 1 : -1, size: 'some' },
            },
          ]
        : [];
    default:
      // A volume for what is about to play, never louder than what plays already.
      if (!isSpeaker(entity) || playing) return [];
      return [{ intent: 'set', attribute: 'volume', value: percent(goal.to) }];
  }
}

/** On; or a step more, where it has speeds. */
const faster = (entity: Entity): readonly Deed[] =>
  entity.state === 'off' ? [{ intent: 'on' }] : [{ intent: 'raise', attribute: 'speed', change: { direction: 1, size: 'some' } }];

/** What a goal asks of one entity, in order; none where the goal does not speak of it or nothing would change. */
export function deedsFor(goal: Goal, entity: Entity): readonly Deed[] {
  const { domain } = entity;
  if (!isKnown(entity) && domain !== 'scene') return [];
  switch (goal.kind) {
    case 'light':
      return domain === 'light' && !named(entity, LIVING) ? light(goal, entity) : [];
    case 'temperature':
      return domain === 'climate' ? temperature(goal.by, entity) : [];
    case 'atMost':
    case 'atLeast':
      return domain === 'climate' ? bound(goal, entity) : [];
    case 'heating':
      return domain === 'climate' && entity.state === 'heat' ? [{ intent: 'off' }] : [];
    case 'covers': {
      if (
        domain !== 'cover' ||
        wayIn(entity) ||
        ['awning', 'window', 'damper'].includes(classOf(entity)) ||
        named(entity, /\b(?:awning|skylight|damper|pool)\b/i)
      )
        return [];
      if (typeof goal.to === 'number') return [{ intent: 'set', attribute: 'position', value: percent(goal.to) }];
      return (
        goal.to === 'close'
          ? entity.state === 'closed'
          : entity.state === 'open' && (number(entity, 'current_position') ?? 100) >= 100
      )
        ? []
        : [{ intent: goal.to }];
    }
    case 'awnings':
      return domain === 'cover' && (classOf(entity) === 'awning' || named(entity, /\bawning\b/i)) && entity.state !== 'closed'
        ? [{ intent: 'close' }]
        : [];
    case 'ways':
      return domain === 'cover' && wayIn(entity) && entity.state !== 'closed' && entity.state !== 'closing' ? [{ intent: 'close' }] : [];
    case 'locks':
      return domain === 'lock' && entity.state !== 'locked' && entity.state !== 'locking' ? [{ intent: 'lock' }] : [];
    case 'fans':
      if (domain !== 'fan' || named(entity, PURIFIER) || named(entity, HOOD)) return [];
      if (goal.to === 'faster') return faster(entity);
      if (goal.to === 'slower')
        return entity.state === 'on' ? [{ intent: 'lower', attribute: 'speed', change: { direction: -1, size: 'some' } }] : [];
      return (goal.to === 'on') === (entity.state === 'on') ? [] : [{ intent: goal.to }];
    case 'purifiers':
      return (domain === 'fan' || domain === 'switch') && named(entity, PURIFIER) ? faster(entity) : [];
    case 'humidity': {
      if (domain !== 'humidifier') return [];
      const dries = classOf(entity) === 'dehumidifier' || named(entity, /\bdehumidifiers?\b/i);
      if (dries === (goal.to === 'less'))
        return entity.state === 'on'
          ? [{ intent: dries ? 'lower' : 'raise', attribute: 'humidity', change: { direction: dries ? -1 : 1, size: 'some' } }]
          : [{ intent: 'on' }];
      return entity.state === 'on' ? [{ intent: 'off' }] : [];
    }
    case 'music':
    case 'media':
      return domain === 'media_player' ? player(goal, entity) : [];
    case 'alarm':
      return domain === 'alarm_control_panel' && entity.state === 'disarmed'
        ? [{ intent: 'arm', value: { kind: 'word', word: goal.to } }]
        : [];
    case 'vacuums':
      return domain === 'vacuum' ? [{ intent: goal.to }] : [];
    case 'decoration':
      return (domain === 'light' || domain === 'switch') && named(entity, DECORATION) && entity.state === 'off' ? [{ intent: 'on' }] : [];
  }
}

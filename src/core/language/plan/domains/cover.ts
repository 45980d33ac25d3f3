/** Covers and valves. https://www.home-assistant.io/integrations/cover/ and /valve/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed } from '../../deed.ts';
import { can, has, number, text } from '../attributes.ts';
import { COVER, VALVE } from '../features.ts';
import { absolute, PERCENT, relative } from '../range.ts';
import { act, actWith, type Domain, lacks, type Planned } from '../result.ts';
import { wanted } from '../want.ts';
import { fold } from '../words.ts';

const SIZES = { little: 10, some: 20, much: 50 };

interface Motion {
  /** "cover": open_cover. */
  readonly noun: string;
  readonly attribute: string;
  readonly service: string;
  readonly field: string;
  readonly bit: number;
  readonly open: readonly [service: string, bit: number];
  readonly close: readonly [service: string, bit: number];
}

const COVERING: Motion = {
  noun: 'cover',
  attribute: 'current_position',
  service: 'set_cover_position',
  field: 'position',
  bit: COVER.setPosition,
  open: ['open_cover', COVER.open],
  close: ['close_cover', COVER.close],
};
const TILTING: Motion = {
  noun: 'tilt',
  attribute: 'current_tilt_position',
  service: 'set_cover_tilt_position',
  field: 'tilt_position',
  bit: COVER.setTilt,
  open: ['open_cover_tilt', COVER.openTilt],
  close: ['close_cover_tilt', COVER.closeTilt],
};
const VALVING: Motion = {
  noun: 'valve',
  attribute: 'current_position',
  service: 'set_valve_position',
  field: 'position',
  bit: VALVE.setPosition,
  open: ['open_valve', VALVE.open],
  close: ['close_valve', VALVE.close],
};

const positioned = (entity: Entity, motion: Motion): boolean => can(entity, motion.bit) ?? number(entity, motion.attribute) !== undefined;

/** Open or close altogether. A tilt that does not say that it has these may have none at all. */
function whole(entity: Entity, motion: Motion, open: boolean): Planned {
  const [service, bit] = open ? motion.open : motion.close;
  if (can(entity, bit) ?? (motion !== TILTING || has(entity, motion.attribute))) return act(entity, service);
  if (positioned(entity, motion)) return act(entity, motion.service, { [motion.field]: open ? 100 : 0 });
  return lacks(motion === TILTING ? 'tilt' : undefined);
}

const ENDS: ReadonlyMap<string, boolean> = new Map(
  Object.entries({ open: true, opened: true, up: true, closed: false, close: false, shut: false, down: false }),
);

function move(deed: Deed, entity: Entity, motion: Motion): Planned {
  const want = wanted(deed);
  const opens = deed.intent === 'raise' || deed.intent === 'open' || deed.intent === 'on';
  if (want === undefined) return whole(entity, motion, opens);
  if ('change' in want) {
    const { change } = want;
    // "Raise the blinds" is all the way; "a bit", or the position said, is some of it.
    if (change.size === 'some' && deed.attribute === undefined) return whole(entity, motion, change.direction > 0);
    if (!positioned(entity, motion)) return lacks('position');
    const fallback = entity.state === 'closed' ? 0 : entity.state === 'open' ? 100 : 50;
    const now = number(entity, motion.attribute) ?? fallback;
    return act(entity, motion.service, { [motion.field]: relative(change, now, PERCENT, SIZES) });
  }
  const { value } = want;
  const end = value.kind === 'word' ? ENDS.get(fold(value.word)) : undefined;
  if (end !== undefined) return whole(entity, motion, end);
  const toEnd = value.kind === 'share' && (value.share === 0 || value.share === 1);
  // "Closed halfway" is half open; "closed to 30 %" is 30 % open.
  const meant = value.kind === 'share' && deed.intent === 'close' ? { ...value, share: 1 - value.share } : value;
  if (!positioned(entity, motion)) {
    return toEnd && meant.kind === 'share' ? whole(entity, motion, meant.share === 1) : lacks(motion === TILTING ? 'tilt' : 'position');
  }
  // Slats and curtains are set in percent, also where somebody says degrees or levels.
  const said = absolute(meant.kind === 'number' ? { ...meant, unit: '%' } : meant, PERCENT);
  return actWith(entity, motion.service, motion.field, said.ok ? { ok: true, value: Math.round(said.value) } : said);
}

/** Doors and gates are locked by closing them. */
const closesLikeADoor = (entity: Entity): boolean => ['garage', 'gate', 'door'].includes(text(entity, 'device_class') ?? '');

const OPENING: ReadonlySet<string> = new Set(['position', 'opening', 'degree', 'level', 'angle', 'height', 'flow', 'flow_rate']);

export const cover: Domain = {
  plan(deed, entity) {
    const tilts = deed.attribute === 'tilt';
    const motion = tilts ? TILTING : COVERING;
    switch (deed.intent) {
      case 'on':
      case 'open':
      case 'off':
      case 'close':
      case 'raise':
      case 'lower':
      case 'set':
        if (deed.intent === 'set' && wanted(deed) === undefined) return lacks(undefined);
        if (deed.attribute !== undefined && !tilts && !OPENING.has(deed.attribute)) return lacks(deed.attribute);
        return move(deed, entity, motion);
      case 'stop':
      case 'pause': {
        const stops = can(entity, tilts ? COVER.stopTilt : COVER.stop) ?? true;
        return stops ? act(entity, tilts ? 'stop_cover_tilt' : 'stop_cover') : lacks(undefined);
      }
      case 'lock':
        return closesLikeADoor(entity) ? whole(entity, COVERING, false) : lacks(undefined);
      case 'unlock':
        return closesLikeADoor(entity) ? whole(entity, COVERING, true) : lacks(undefined);
      default:
        return lacks(undefined);
    }
  },
};

export const valve: Domain = {
  plan(deed, entity) {
    if (deed.attribute !== undefined && !OPENING.has(deed.attribute)) return lacks(deed.attribute);
    switch (deed.intent) {
      case 'on':
      case 'start':
      case 'open':
        return move({ ...deed, intent: 'open' }, entity, VALVING);
      case 'off':
      case 'close':
        return move({ ...deed, intent: 'close' }, entity, VALVING);
      case 'raise':
      case 'lower':
        return move(deed, entity, VALVING);
      case 'set':
        return wanted(deed) === undefined ? lacks(undefined) : move(deed, entity, VALVING);
      case 'stop':
      case 'pause': {
        const moving = entity.state === 'opening' || entity.state === 'closing';
        return moving && can(entity, VALVE.stop) === true ? act(entity, 'stop_valve') : whole(entity, VALVING, false);
      }
      default:
        return lacks(undefined);
    }
  },
};

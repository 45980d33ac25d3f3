/** Vacuums and lawn mowers. https://www.home-assistant.io/integrations/vacuum/ and /lawn_mower/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed } from '../../deed.ts';
import { can, text, texts } from '../attributes.ts';
import { LAWN_MOWER, VACUUM } from '../features.ts';
import { option } from '../options.ts';
import { named } from '../own.ts';
import { act, actWith, cannot, type Domain, lacks, type Planned } from '../result.ts';
import { pick } from '../words.ts';

const may = (entity: Entity, bit: number): boolean => can(entity, bit) ?? true;
const first = (entity: Entity, ...ways: readonly (readonly [bit: number, service: string])[]): Planned => {
  const way = ways.find(([bit]) => may(entity, bit));
  return way === undefined ? lacks(undefined) : act(entity, way[1]);
};

/** `content` lists areas, by comma: ids for `vacuum.clean_area`; a command of its own takes the first as it stands. */
function cleanAreas(content: string, deed: Deed, entity: Entity): Planned {
  const areas = content.split(',').flatMap((area) => (area.trim() === '' ? [] : [area.trim()]));
  const [area] = areas;
  if (area === undefined) return first(entity, [VACUUM.start, 'start']);
  const own = named({ intent: 'set', attribute: 'cleaning_area', content: area }, entity, 2);
  if (own !== undefined) return areas.length === 1 ? own : cannot('it cleans one room at a time');
  if (!may(entity, VACUUM.cleanArea)) return cannot('it cannot be sent to a single room');
  return deed.intent === 'clean' || deed.intent === 'start' ? act(entity, 'clean_area', { cleaning_area_id: areas }) : lacks(undefined);
}

/** Whether a vacuum says that it can be sent to rooms by `vacuum.clean_area`. */
export const cleansAreas = (entity: Entity): boolean => entity.domain === 'vacuum' && can(entity, VACUUM.cleanArea) === true;

const speeds = (deed: Deed, entity: Entity): Planned => {
  const list = texts(entity, 'fan_speed_list');
  return list.length === 0 ? lacks('speed') : actWith(entity, 'set_fan_speed', 'fan_speed', option(deed, text(entity, 'fan_speed'), list));
};

export const vacuum: Domain = {
  usual({ value }, entity) {
    if (value?.kind === 'word') return pick(value.word, texts(entity, 'fan_speed_list')) === undefined ? undefined : 'speed';
    return 'speed';
  },
  plan(deed, entity) {
    if (deed.attribute === 'locate') return may(entity, VACUUM.locate) ? act(entity, 'locate') : lacks(undefined);
    if (deed.attribute === 'spot') return may(entity, VACUUM.cleanSpot) ? act(entity, 'clean_spot') : lacks(undefined);
    switch (deed.intent) {
      case 'clean':
      case 'start':
        if (deed.content !== undefined) return cleanAreas(deed.content, deed, entity);
        return first(entity, [VACUUM.start, 'start']);
      case 'on':
      case 'activate':
      case 'play':
        return first(entity, [VACUUM.start, 'start']);
      case 'pause':
        return first(entity, [VACUUM.pause, 'pause'], [VACUUM.stop, 'stop']);
      case 'stop':
        return first(entity, [VACUUM.stop, 'stop'], [VACUUM.pause, 'pause'], [VACUUM.returnHome, 'return_to_base']);
      case 'off':
      case 'dock':
        return first(entity, [VACUUM.returnHome, 'return_to_base'], ...(deed.intent === 'off' ? [[VACUUM.stop, 'stop'] as const] : []));
      case 'set':
      case 'raise':
      case 'lower':
        return ['speed', 'fan_speed', 'suction', 'mode', 'power', 'intensity'].includes(deed.attribute ?? '')
          ? speeds(deed, entity)
          : lacks(deed.attribute);
      default:
        return lacks(undefined);
    }
  },
};

export const lawnMower: Domain = {
  plan(deed, entity) {
    switch (deed.intent) {
      case 'on':
      case 'start':
      case 'activate':
      case 'clean':
      case 'play':
        return first(entity, [LAWN_MOWER.start, 'start_mowing']);
      case 'pause':
        return first(entity, [LAWN_MOWER.pause, 'pause']);
      case 'stop': // it has no stop of its own
        return first(entity, [LAWN_MOWER.pause, 'pause'], [LAWN_MOWER.dock, 'dock']);
      case 'off':
      case 'dock':
        return first(entity, [LAWN_MOWER.dock, 'dock']);
      default:
        return lacks(deed.attribute);
    }
  },
};

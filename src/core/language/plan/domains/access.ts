/** Locks and alarm panels. https://www.home-assistant.io/integrations/lock/ and /alarm_control_panel/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed } from '../../deed.ts';
import { can } from '../attributes.ts';
import { ALARM, LOCK } from '../features.ts';
import { act, cannot, type Domain, lacks, type Planned } from '../result.ts';
import { fold } from '../words.ts';

export const lock: Domain = {
  plan(deed, entity) {
    switch (deed.intent) {
      case 'lock':
      case 'close':
      case 'on': // as Home Assistant's own assistant has it
        return act(entity, 'lock');
      // "Off" is left out: whoever turns everything off does not mean the doors.
      case 'unlock':
        return act(entity, 'unlock');
      case 'open': // springs the latch where it can
        return act(entity, can(entity, LOCK.open) === true ? 'open' : 'unlock');
      default:
        return lacks(deed.attribute);
    }
  },
};

const ARMED: ReadonlyMap<string, keyof typeof ALARM> = new Map(
  Object.entries({
    home: 'home',
    stay: 'home',
    athome: 'home',
    indoors: 'home',
    present: 'home',
    away: 'away',
    out: 'away',
    leave: 'away',
    full: 'away',
    on: 'away',
    night: 'night',
    sleep: 'night',
    bedtime: 'night',
    vacation: 'vacation',
    holiday: 'vacation',
    custom: 'customBypass',
    custombypass: 'customBypass',
  }),
);
const SERVICES = {
  home: 'alarm_arm_home',
  away: 'alarm_arm_away',
  night: 'alarm_arm_night',
  vacation: 'alarm_arm_vacation',
  customBypass: 'alarm_arm_custom_bypass',
} as const;

function arm(deed: Deed, entity: Entity): Planned {
  const said = (deed.value?.kind === 'word' ? deed.value.word : (deed.attribute ?? deed.content))?.toLowerCase().replace(/\s+mode$/, '');
  const general = said === undefined || said === 'mode';
  const way = general ? (['away', 'home', 'night'] as const).find((w) => can(entity, ALARM[w]) ?? true) : ARMED.get(fold(said));
  if (way === undefined || !(can(entity, ALARM[way]) ?? true))
    return cannot(general ? 'it cannot be armed' : 'it cannot be armed that way');
  return act(entity, SERVICES[way]);
}

export const alarm: Domain = {
  plan(deed, entity) {
    switch (deed.intent) {
      case 'arm':
      case 'on':
      case 'activate':
        return arm(deed, entity);
      case 'set':
        return deed.value === undefined && deed.content === undefined ? lacks(deed.attribute) : arm(deed, entity);
      case 'disarm':
      case 'off':
        return act(entity, 'alarm_disarm');
      default:
        return lacks(undefined);
    }
  },
};

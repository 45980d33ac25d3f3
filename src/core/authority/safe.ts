/**
 * The safe direction: lock, close, stop, off, arm, less heat. It never needs a confirmation, whatever the device: whoever sees a machine
 * go wrong must not be asked for a PIN.
 */
import type { Action, Entity, Json } from '../domain/home.ts';
import { number } from '../language/plan/index.ts';
import { classOf, isLocking, isMachine, isWayIn } from './words.ts';

export const serviceOf = (action: Action): string => action.service.slice(action.service.indexOf('.') + 1).toLowerCase();

const SAFE: ReadonlySet<string> = new Set([
  'turn_off',
  'lock',
  'close_cover',
  'close_cover_tilt',
  'close_valve',
  'stop_cover',
  'stop_cover_tilt',
  'stop_valve',
  'stop',
  'pause',
  'media_stop',
  'media_pause',
  'return_to_base',
  'dock',
  'cancel',
  'alarm_arm_home',
  'alarm_arm_away',
  'alarm_arm_night',
  'alarm_arm_vacation',
  'alarm_arm_custom_bypass',
]);

const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
/** Below or at what it is now. */
function lowers(action: Action, field: string, present: number | undefined): boolean {
  const wanted = numberOf(action.data[field]);
  return wanted !== undefined && (wanted <= 0 || (present !== undefined && wanted <= present));
}

/** Whether a call only makes things safer than they are. */
export function isSafe(action: Action, entity: Entity): boolean {
  const service = serviceOf(action);
  // A lock or an opener behind a plain switch: off may well be open. A switch that holds a door shut is the usual strike.
  if (service === 'turn_off') return !(entity.domain === 'switch' && isLocking(entity) && !isMachine(entity));
  if (SAFE.has(service)) return true;
  // A device's own words for it: "stop_line". Of an alarm, stopping is disarming.
  if (/^(?:stop|close|lock|shut)_/.test(service) && entity.domain !== 'alarm_control_panel') return true;
  switch (service) {
    case 'set_cover_position':
    case 'set_valve_position':
      return lowers(action, 'position', number(entity, 'current_position'));
    case 'set_hvac_mode':
      return action.data['hvac_mode'] === 'off';
    case 'set_operation_mode':
      return action.data['operation_mode'] === 'off';
    case 'select_option':
      return /^(?:off|stop|stopped|closed?|idle|standby|locked|safe)$/i.test(String(action.data['option'] ?? ''));
    case 'set_value':
      return isMachine(entity) && lowers(action, 'value', Number.isFinite(Number(entity.state)) ? Number(entity.state) : undefined);
    case 'press':
    case 'turn_on':
      return /\b(?:emergency stop|e-stop|stop|lock(?! ?out)|arm|close)\b/i.test(entity.name) &&
        !/\b(?:start|open|unlock|disarm)\b/i.test(entity.name)
        ? ['button', 'input_button', 'script', 'scene'].includes(entity.domain)
        : false;
    default:
      return false;
  }
}

/** Covers and valves that are what the last class is about: ways in, and gas. */
export const isGuarded = (entity: Entity): boolean =>
  entity.domain === 'cover'
    ? isWayIn(entity)
    : entity.domain === 'valve' && (classOf(entity) === 'gas' || / gas /.test(` ${entity.name.toLowerCase()} `));

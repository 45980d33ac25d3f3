/**
 * How much harm a call can do when it was not meant: four classes.
 *
 *     read             changes nothing
 *     comfort          lights, music, fans, blinds, lists, scenes … and the safe direction of everything else
 *     heat-and-water   temperatures, heaters, saunas, valves, sprinklers: within limits (limits.ts)
 *     security         unlock, open a way in, disarm, start a machine, sound a siren: needs a confirmation
 */
import type { Action, Entity } from '../domain/home.ts';
import { isGuarded, isSafe, serviceOf } from './safe.ts';
import { isForLamps, isHeatOrWater, isLocking, isMachine, isWayIn, namesRisk, wordsAbout } from './words.ts';

/** Least first. */
export const RISKS = ['read', 'comfort', 'heat-and-water', 'security'] as const;
export type Risk = (typeof RISKS)[number];

const READS = /^(?:get_|list_|read_|fetch_|update_entity$|refresh$|snapshot$)/;
/** Domains that are their own class whatever they are called: a lamp above a machine is a lamp. */
const COMFORT: ReadonlySet<string> = new Set(
  'light fan media_player humidifier vacuum lawn_mower todo calendar camera remote update counter notify tts assist_satellite text input_text weather person sensor binary_sensor image event'.split(
    ' ',
  ),
);
/** Domains that may be anything; the name tells. */
const PLAIN: ReadonlySet<string> = new Set(
  'switch button input_button input_boolean script scene automation select input_select number input_number valve group cover siren'.split(
    ' ',
  ),
);

/** Commands written as text for later ("unlock the door" in ten minutes) are as risky as they read. */
const COMMAND =
  /\b(?:unlock|unlatch|disarm|open (?:\S+ ){0,4}(?:door|gate|garage)|(?:start|run|turn on|switch on|power up) (?:\S+ ){0,4}(?:pump|compressor|motor|press|saw|machine|conveyor|furnace|oven|kiln|boiler|siren))/i;

function climateRisk(service: string): Risk {
  return /^(?:set_temperature|turn_on|set_hvac_mode|set_operation_mode|toggle)$/.test(service) ? 'heat-and-water' : 'comfort';
}

/** A number of a machine starts it only from rest; while it runs, it is a setpoint within its own range. */
function numberRisk(action: Action, entity: Entity): Risk {
  const present = Number(entity.state);
  const running = Number.isFinite(present) && present !== 0;
  const setpoint = / (?:setpoint|set point|limit|target|threshold|temperature) /.test(wordsAbout(entity));
  return running || setpoint || serviceOf(action) !== 'set_value' ? 'heat-and-water' : 'security';
}

function plainRisk(action: Action, entity: Entity): Risk {
  const { domain } = entity;
  if (isGuarded(entity)) return 'security';
  if (domain === 'cover') return 'comfort';
  if (domain === 'siren') return 'security';
  if (isForLamps(entity)) return 'comfort';
  if (isMachine(entity)) return domain === 'number' || domain === 'input_number' ? numberRisk(action, entity) : 'security';
  if (domain === 'valve') return 'heat-and-water';
  const acts = domain !== 'number' && domain !== 'input_number' && domain !== 'select' && domain !== 'input_select';
  if (acts && (namesRisk(wordsAbout(entity)) || (domain === 'switch' && (isWayIn(entity) || isLocking(entity))))) return 'security';
  return isHeatOrWater(entity) ? 'heat-and-water' : 'comfort';
}

/** The class of a call on an entity. The safe direction is comfort at most. */
export function riskOf(action: Action, entity: Entity): Risk {
  const service = serviceOf(action);
  const { domain } = entity;
  if (READS.test(service)) return 'read';
  if (domain === 'timer') return service !== 'cancel' && COMMAND.test(String(action.data['command'] ?? '')) ? 'security' : 'comfort';
  if (isSafe(action, entity)) return 'comfort';
  if (domain === 'lock' || domain === 'alarm_control_panel') return 'security';
  if (domain === 'climate' || domain === 'water_heater') return climateRisk(service);
  if (COMFORT.has(domain)) return 'comfort';
  if (PLAIN.has(domain)) return plainRisk(action, entity);
  // A domain nobody thought of: what its name says, and never less than heat.
  return isMachine(entity) || isWayIn(entity) || isLocking(entity) ? 'security' : 'heat-and-water';
}

/**
 * What a name says about a device: whether it is a machine, makes heat, lets water run, or opens a way into the house. Names are the only
 * hint where Home Assistant's domain is as plain as "switch"; they raise the risk, never lower it below what domain and class say.
 */
import type { Entity } from '../domain/home.ts';
import { text } from '../language/plan/index.ts';

const MAX_NAME = 200;

/** Name, aliases, class and the id's own words as one line of lower-case words. */
export function wordsAbout(entity: Entity): string {
  const deviceClass = classOf(entity);
  const names = [entity.name, ...entity.aliases.slice(0, 10), entity.id.slice(entity.id.indexOf('.') + 1), deviceClass];
  return ` ${names
    .map((name) =>
      name
        .slice(0, MAX_NAME)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' '),
    )
    .join(' , ')} `;
}

/** Home Assistant's `device_class`, '' for none. */
export function classOf(entity: Entity): string {
  return text(entity, 'device_class')?.toLowerCase() ?? '';
}

const among = (words: string): RegExp => new RegExp(` (?:${words.trim().split(/\s+/).join('|').replaceAll('_', ' ')})s? `);

/** What moves or cuts or presses, and what burns: nobody may stand in it when it starts. */
const MACHINE = among(
  'pump compressor motor press saw machine machinery conveyor furnace oven kiln boiler lathe mill grinder drill crane hoist winch mixer agitator stirrer crusher shredder centrifuge robot_arm spindle turbine generator engine chainsaw actuator extruder laser welder cutter feeder_belt conveyor_belt belt blower burner incinerator autoclave forge',
);
/** Machines of a household that anybody starts; "machine" alone says nothing of them. */
const HOUSEHOLD =
  / (?:coffee|espresso|washing|sewing|ice|bread|fog|bubble|popcorn|snow|white noise|sound|noise|vending|answering|dish|rowing|pasta|soda|candy floss|french|time) (?:machine|press|maker|motor)s? | (?:heat pump|heatpump|washing mill|coffee mill|pepper mill|coffee grinder|(?:stand|kitchen|hand|food|cake) mixer|breast pump|machine room)s? /g;

/** Heats, or lets water run. */
const HEAT_AND_WATER = among(
  'heater heating radiator heat_pump heatpump sauna hot_tub jacuzzi spa fireplace stove hob cooker kettle iron electric_blanket underfloor boiler furnace oven kiln immersion sprinkler irrigation watering drip valve tap faucet shower bath water hose steam thermostat setpoint',
);
/** Ways in. */
const WAY_IN = among('garage garage_door gate door');
/** Covers that hang on a door or window rather than being one. */
const DRAPERY = among('blind curtain shade shutter drape awning blackout roller screen');
const LOCKING = among('lock deadbolt latch');
const HARMLESS_LOCK = / (?:child|key|keypad|button|screen|panel|control|scroll|caps) lock /g;

/** A switch for the lamps above the gate, in the sauna, at the saw is a switch for lamps. */
const LAMPS = / (?:lights?|lighting|lamps?|leds?|spots|illumination) /;
const DOES = / (?:start|starter|open|opener|unlock|release|buzzer|power) /;
export function isForLamps({ name, domain }: Entity): boolean {
  const words = ` ${name
    .slice(0, MAX_NAME)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return (domain === 'switch' || domain === 'input_boolean') && LAMPS.test(words) && !DOES.test(words);
}

export const isMachine = (entity: Entity): boolean => MACHINE.test(wordsAbout(entity).replaceAll(HOUSEHOLD, ' '));
export const isHeatOrWater = (entity: Entity): boolean => HEAT_AND_WATER.test(wordsAbout(entity));
export const isLocking = (entity: Entity): boolean => LOCKING.test(wordsAbout(entity).replaceAll(HARMLESS_LOCK, ' '));

/** A garage door, a gate, a door: by its class; by its name where there is no class. */
export function isWayIn(entity: Entity): boolean {
  const deviceClass = classOf(entity);
  if (deviceClass !== '') return ['garage', 'gate', 'door', 'garage_door'].includes(deviceClass);
  const words = wordsAbout(entity);
  return WAY_IN.test(words) && !DRAPERY.test(words);
}

/** What a script, scene or button is called when it does what the last class is about. */
export const namesRisk = (words: string): boolean =>
  / (?:unlock|unlocks|unlocking|unlatch|disarm|disarms|unbolt) /.test(words) ||
  / (?:open|opens|opening|raise|toggle|operate|buzz)(?: \S+){0,4}? (?:door|gate|garage)s? /.test(words) ||
  / (?:door|gate|garage)s?(?: \S+){0,2}? (?:open|opener|opens|opening|toggle|button|remote|trigger|buzzer|release) /.test(words) ||
  / (?:panic|siren) /.test(words);

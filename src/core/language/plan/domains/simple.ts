/** Domains whose services take nothing: which intent is which service. */
import type { Entity } from '../../../domain/home.ts';
import type { Intent } from '../../intent.ts';
import { can } from '../attributes.ts';
import { CAMERA, UPDATE } from '../features.ts';
import { act, cannot, type Domain, lacks } from '../result.ts';

type Verbs = Readonly<Partial<Record<Intent, string>>>;

const simple = (verbs: Verbs, refused?: (entity: Entity) => string | undefined): Domain => ({
  plan(deed, entity) {
    const service = verbs[deed.intent];
    if (service === undefined || (deed.intent === 'set' && (deed.value !== undefined || deed.attribute !== undefined)))
      return lacks(deed.attribute);
    const why = refused?.(entity);
    return why === undefined ? act(entity, service) : cannot(why);
  },
});

const ON_OFF: Verbs = {
  on: 'turn_on',
  start: 'turn_on',
  activate: 'turn_on',
  press: 'turn_on',
  off: 'turn_off',
  stop: 'turn_off',
};

/** A valve or tap behind a plain switch is opened by switching it on. A door is not: who knows what its switch does. */
const WATER = /\b(valve|tap|faucet|sprinklers?|irrigation|water)\b/i;
const named = (entity: Entity, pattern: RegExp): boolean => [entity.name, ...entity.aliases].some((name) => pattern.test(name));

const plainSwitch = simple(ON_OFF);
const waterSwitch = simple({ ...ON_OFF, open: 'turn_on', close: 'turn_off' });
export const switchLike: Domain = {
  // "charge the boat", where that is a switch
  plan: (deed, entity) =>
    (named(entity, WATER) ? waterSwitch : plainSwitch).plan(deed.intent === 'dock' ? { ...deed, intent: 'on' } : deed, entity),
};

const START = { on: 'turn_on', start: 'turn_on', activate: 'turn_on', press: 'turn_on', set: 'turn_on', play: 'turn_on' } as const;
export const scene = simple(START);
export const script = simple({ ...START, off: 'turn_off', stop: 'turn_off' });
/** Switched on it waits for its moment; started it runs now. */
export const automation = simple({
  on: 'turn_on',
  activate: 'turn_on',
  off: 'turn_off',
  stop: 'turn_off',
  start: 'trigger',
  press: 'trigger',
});
export const button = simple({ press: 'press', on: 'press', start: 'press', activate: 'press' });
export const camera = simple(ON_OFF, (entity) => (can(entity, CAMERA.onOff) === false ? 'it cannot be switched' : undefined));
export const update = simple({ start: 'install', on: 'install', press: 'install', activate: 'install', set: 'install' }, (entity) =>
  can(entity, UPDATE.install) === false ? 'it cannot be installed from here' : undefined,
);
/** Sensors, persons, the weather: they tell, and nothing else. */
export const readOnly: Domain = { plan: () => cannot('it only tells, it cannot be switched') };
/** A domain nobody thought of: what every entity has. */
export const other = simple({ on: 'turn_on', off: 'turn_off' });

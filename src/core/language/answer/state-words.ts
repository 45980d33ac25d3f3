/**
 * The words of states as data: what a class of binary sensors calls its on and off, which words are one, and what each is asked of.
 */

/** Words of an on and an off of binary sensors, by class: https://www.home-assistant.io/integrations/binary_sensor/#device-class */
export const BINARY: ReadonlyMap<string, readonly [on: string, off: string]> = new Map([
  ['battery', ['low', 'normal']],
  ['battery_charging', ['charging', 'not charging']],
  ['carbon_monoxide', ['detecting carbon monoxide', 'clear']],
  ['cold', ['cold', 'not cold']],
  ['connectivity', ['connected', 'disconnected']],
  ['door', ['open', 'closed']],
  ['garage_door', ['open', 'closed']],
  ['gas', ['detecting gas', 'clear']],
  ['heat', ['hot', 'not hot']],
  ['light', ['bright', 'dark']],
  ['lock', ['unlocked', 'locked']],
  ['moisture', ['wet', 'dry']],
  ['motion', ['detecting motion', 'clear of motion']],
  ['moving', ['moving', 'still']],
  ['occupancy', ['occupied', 'not occupied']],
  ['opening', ['open', 'closed']],
  ['plug', ['plugged in', 'unplugged']],
  ['power', ['powered', 'without power']],
  ['presence', ['home', 'away']],
  ['problem', ['reporting a problem', 'fine']],
  ['running', ['running', 'not running']],
  ['safety', ['unsafe', 'safe']],
  ['smoke', ['detecting smoke', 'clear of smoke']],
  ['sound', ['detecting sound', 'quiet']],
  ['tamper', ['tampered with', 'not tampered with']],
  ['update', ['outdated', 'up to date']],
  ['vibration', ['vibrating', 'still']],
  ['window', ['open', 'closed']],
]);

/** Several words, one meaning: what is asked → the word it is decided by. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    opened: 'open',
    opens: 'open',
    closes: 'closed',
    locks: 'locked',
    unlocks: 'unlocked',
    starts: 'running',
    started: 'running',
    stops: 'not running',
    plays: 'playing',
    arrives: 'home',
    'comes home': 'home',
    'gets home': 'home',
    leaves: 'away',
    'leaves home': 'away',
    docks: 'docked',
    ends: 'done',
    'turns on': 'on',
    'goes on': 'on',
    'turns off': 'off',
    'goes off': 'off',
    motion: 'detected',
    ajar: 'open',
    up: 'open',
    raised: 'open',
    shut: 'closed',
    close: 'closed',
    down: 'closed',
    lowered: 'closed',
    lock: 'locked',
    unlock: 'unlocked',
    lit: 'on',
    'switched on': 'on',
    'turned on': 'on',
    'powered on': 'on',
    enabled: 'on',
    'switched off': 'off',
    'turned off': 'off',
    'powered off': 'off',
    disabled: 'off',
    dark: 'dark',
    run: 'running',
    working: 'running',
    operating: 'running',
    active: 'active',
    stopped: 'not running',
    'not running': 'not running',
    play: 'playing',
    pause: 'paused',
    'at home': 'home',
    in: 'home',
    here: 'home',
    present: 'home',
    out: 'away',
    gone: 'away',
    absent: 'away',
    'not home': 'away',
    leaking: 'wet',
    flooded: 'wet',
    damp: 'wet',
    empty: 'empty',
    vacant: 'unoccupied',
    unoccupied: 'unoccupied',
    'not occupied': 'unoccupied',
    'in use': 'occupied',
    triggered: 'triggered',
    tripped: 'triggered',
    detected: 'detected',
    charge: 'charging',
    'low battery': 'low',
    'running low': 'low',
    full: 'full',
    charged: 'full',
    online: 'available',
    offline: 'unavailable',
    dead: 'unavailable',
    unreachable: 'unavailable',
    disconnected: 'disconnected',
    vacuuming: 'cleaning',
    mowing: 'mowing',
    charging_station: 'docked',
    parked: 'docked',
    'in its dock': 'docked',
    armed: 'armed',
    done: 'done',
    finished: 'done',
    finish: 'done',
    finishes: 'done',
    complete: 'done',
    completed: 'done',
    ended: 'done',
    over: 'done',
    warm: 'hot',
    faulty: 'faulty',
    ok: 'fine',
    okay: 'fine',
    jammed: 'jammed',
  }),
);

/** The word a state word is decided by. */
export const wordOf = (said: string): string => {
  const word = said
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, 40);
  return SAME.get(word) ?? word;
};

export interface StateKind {
  /** The word it is decided by. */
  readonly word: string;
  /** Domains this is asked of. */
  readonly domains: readonly string[];
  /** Classes of binary sensors (and covers) this is asked of; empty for any. */
  readonly classes: readonly string[];
}

export const OPENABLE = ['door', 'garage_door', 'garage', 'gate', 'window', 'opening'];
const kind = (domains: string, classes: readonly string[] = []): Omit<StateKind, 'word'> => ({ domains: domains.split(' '), classes });

const KINDS: ReadonlyMap<string, Omit<StateKind, 'word'>> = new Map([
  ['on', kind('light switch fan media_player input_boolean humidifier climate water_heater siren remote')],
  ['off', kind('light switch fan media_player input_boolean humidifier climate water_heater siren remote')],
  ['open', kind('cover valve binary_sensor lock', OPENABLE)],
  ['closed', kind('cover valve binary_sensor lock', OPENABLE)],
  ['opening', kind('cover valve')],
  ['closing', kind('cover valve')],
  ['locked', kind('lock binary_sensor', ['lock'])],
  ['unlocked', kind('lock binary_sensor', ['lock'])],
  ['jammed', kind('lock')],
  ['wet', kind('binary_sensor', ['moisture'])],
  ['dry', kind('binary_sensor', ['moisture'])],
  [
    'detected',
    kind('binary_sensor', ['motion', 'smoke', 'gas', 'carbon_monoxide', 'moisture', 'sound', 'vibration', 'occupancy', 'tamper']),
  ],
  ['clear', kind('binary_sensor', ['motion', 'smoke', 'gas', 'carbon_monoxide', 'moisture', 'sound', 'vibration', 'occupancy', 'tamper'])],
  ['moving', kind('binary_sensor cover', ['moving', 'motion', 'vibration'])],
  ['occupied', kind('binary_sensor', ['occupancy', 'presence', 'motion'])],
  ['unoccupied', kind('binary_sensor', ['occupancy', 'presence', 'motion'])],
  ['home', kind('person device_tracker binary_sensor', ['presence'])],
  ['away', kind('person device_tracker binary_sensor', ['presence'])],
  ['charging', kind('binary_sensor sensor vacuum', ['battery_charging', 'battery'])],
  ['low', kind('binary_sensor sensor', ['battery'])],
  ['full', kind('sensor', ['battery'])],
  ['connected', kind('binary_sensor device_tracker', ['connectivity', 'plug'])],
  ['disconnected', kind('binary_sensor device_tracker', ['connectivity', 'plug'])],
  ['running', kind('switch binary_sensor sensor vacuum lawn_mower fan timer script', ['running', 'power'])],
  ['not running', kind('switch binary_sensor sensor vacuum lawn_mower fan timer script', ['running', 'power'])],
  ['active', kind('timer switch fan light media_player')],
  ['heating', kind('climate water_heater')],
  ['cooling', kind('climate')],
  ['idle', kind('climate media_player vacuum timer')],
  ['playing', kind('media_player')],
  ['paused', kind('media_player timer vacuum lawn_mower')],
  ['muted', kind('media_player')],
  ['cleaning', kind('vacuum')],
  ['mowing', kind('lawn_mower')],
  ['docked', kind('vacuum lawn_mower')],
  ['returning', kind('vacuum lawn_mower')],
  ['armed', kind('alarm_control_panel')],
  ['disarmed', kind('alarm_control_panel')],
  ['triggered', kind('alarm_control_panel binary_sensor', ['motion', 'smoke', 'gas', 'carbon_monoxide', 'moisture', 'tamper', 'safety'])],
  ['hot', kind('binary_sensor', ['heat'])],
  ['cold', kind('binary_sensor', ['cold'])],
  ['bright', kind('binary_sensor', ['light'])],
  ['dark', kind('binary_sensor', ['light'])],
  ['safe', kind('binary_sensor', ['safety', 'problem'])],
  ['unsafe', kind('binary_sensor', ['safety', 'problem'])],
  ['faulty', kind('binary_sensor', ['problem'])],
  ['fine', kind('binary_sensor', ['problem', 'safety'])],
  ['available', kind('*')],
  ['unavailable', kind('*')],
  ['done', kind('sensor binary_sensor switch timer vacuum lawn_mower', ['running', 'power'])],
  ['dimmed', kind('light')],
]);

/** What a state word is asked of: "open" of covers, valves and sensors of doors and windows. `domains` may be ['*']. */
export function kindOfState(said: string): StateKind | undefined {
  const word = wordOf(said);
  const found = KINDS.get(word);
  return found === undefined ? undefined : { word, ...found };
}

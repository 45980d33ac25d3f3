/**
 * State words: "open" is said of a door sensor whose state is "on", "charging" of a battery, "away" of a person. Which words mean which
 * states, for what kinds of things, and how a state is said.
 */
import type { Entity } from '../../domain/home.ts';
import { number, text } from '../plan/index.ts';
import { sayWord } from '../reply/index.ts';
import { BINARY, OPENABLE, wordOf } from './state-words.ts';

const deviceClass = (entity: Entity): string => text(entity, 'device_class') ?? '';

const RUNNING: ReadonlySet<string> = new Set(
  'on run running active cleaning mowing playing washing drying rinsing spinning heating cooling printing brewing cooking in_use working busy start started opening closing'.split(
    ' ',
  ),
);
const RESTING: ReadonlySet<string> = new Set(
  'off idle standby stopped stop ready docked paused done finished finish complete completed end ended inactive not_running returning charging'.split(
    ' ',
  ),
);
const FINISHED: ReadonlySet<string> = new Set(
  'done finished finish complete completed end ended off idle standby stopped ready docked'.split(' '),
);

const yesNo = (state: string, yes: readonly string[], no: readonly string[]): boolean | undefined =>
  yes.includes(state) ? true : no.includes(state) ? false : undefined;

/** Binary sensors: the word is that of their class for on, or for off. */
function binary(entity: Entity, word: string): boolean | undefined {
  const on = yesNo(entity.state, ['on'], ['off']);
  if (on === undefined) return undefined;
  const whenOn: Readonly<Record<string, readonly string[]>> = {
    open: OPENABLE,
    unlocked: ['lock'],
    wet: ['moisture'],
    detected: [...BINARY.keys()].filter((c) => !OPENABLE.includes(c)),
    moving: ['moving', 'motion', 'vibration'],
    occupied: ['occupancy', 'presence', 'motion'],
    home: ['presence', 'occupancy'],
    charging: ['battery_charging'],
    low: ['battery'],
    connected: ['connectivity', 'plug'],
    running: ['running', 'power', 'moving', ''],
    triggered: [...BINARY.keys()],
    hot: ['heat'],
    cold: ['cold'],
    bright: ['light'],
    unsafe: ['safety', 'problem', 'smoke', 'gas', 'carbon_monoxide'],
    faulty: ['problem'],
    active: [...BINARY.keys(), ''],
  };
  const opposite: Readonly<Record<string, string>> = {
    closed: 'open',
    locked: 'unlocked',
    dry: 'wet',
    clear: 'detected',
    still: 'moving',
    unoccupied: 'occupied',
    empty: 'occupied',
    away: 'home',
    disconnected: 'connected',
    'not running': 'running',
    done: 'running',
    dark: 'bright',
    safe: 'unsafe',
    fine: 'unsafe',
    idle: 'running',
    inactive: 'active',
  };
  if (word === 'on') return on;
  if (word === 'off') return !on;
  const positive = opposite[word] ?? word;
  const classes = Object.hasOwn(whenOn, positive) ? whenOn[positive] : undefined;
  if (classes?.includes(deviceClass(entity)) !== true) return undefined;
  return opposite[word] === undefined ? on : !on;
}

/** Words that mean the same for whatever has states that run and rest. */
function working(state: string, word: string): boolean | undefined {
  switch (word) {
    case 'running':
    case 'active':
      return RUNNING.has(state) ? true : RESTING.has(state) ? false : undefined;
    case 'not running':
    case 'idle':
      return RESTING.has(state) ? true : RUNNING.has(state) ? false : undefined;
    case 'done':
      return FINISHED.has(state) ? true : RUNNING.has(state) || state === 'paused' ? false : undefined;
    default:
      return undefined;
  }
}

function covering(entity: Entity, word: string): boolean | undefined {
  const { state } = entity;
  const open = yesNo(state, ['open', 'opening', 'closing'], ['closed']);
  const position = number(entity, 'current_position');
  switch (word) {
    case 'open':
    case 'on':
      return position !== undefined && state === 'open' ? position > 0 : open;
    case 'closed':
    case 'off':
      return open === undefined ? undefined : !open;
    case 'moving':
      return state === 'opening' || state === 'closing';
    case 'opening':
    case 'closing':
      return state === word;
    case 'running':
      return entity.domain === 'valve' ? open : state === 'opening' || state === 'closing';
    default:
      return undefined;
  }
}

function climate(entity: Entity, word: string): boolean | undefined {
  const { state } = entity;
  const action = text(entity, 'hvac_action');
  switch (word) {
    case 'on':
    case 'running':
    case 'active':
      return state !== 'off';
    case 'off':
      return state === 'off';
    case 'heating':
      return action !== undefined
        ? action === 'heating' || action === 'preheating'
        : ['heat', 'heating', 'electric', 'gas', 'performance', 'heat_pump'].includes(state);
    case 'cooling':
    case 'drying':
    case 'idle':
      return action !== undefined
        ? action === word
        : word === 'cooling'
          ? state === 'cool'
          : word === 'drying'
            ? state === 'dry'
            : undefined;
    default:
      return state === word || state === word.replace(' ', '_') || text(entity, 'preset_mode') === word || undefined;
  }
}

function mediaPlayer(entity: Entity, word: string): boolean | undefined {
  const { state } = entity;
  if (word === 'muted') {
    const muted = entity.attributes['is_volume_muted'];
    return typeof muted === 'boolean' ? muted : undefined;
  }
  if (word === 'on' || word === 'active') return !['off', 'standby'].includes(state);
  if (word === 'off') return ['off', 'standby'].includes(state);
  if (word === 'running') return state === 'playing' || state === 'on';
  return ['playing', 'paused', 'idle', 'standby', 'buffering'].includes(word) ? state === word : undefined;
}

function person({ state }: Entity, word: string): boolean | undefined {
  if (word === 'home') return state === 'home';
  if (word === 'away') return state !== 'home';
  return state.toLowerCase() === word ? true : undefined;
}

function battery(entity: Entity, word: string): boolean | undefined {
  const level = Number(entity.state);
  return charge(entity.state.trim() === '' || !Number.isFinite(level) ? undefined : level, word);
}

/** `level` in percent. */
function charge(level: number | undefined, word: string): boolean | undefined {
  if (level === undefined) return undefined;
  if (word === 'low') return level <= 20;
  if (word === 'full') return level >= 95;
  return word === 'empty' ? level <= 3 : undefined;
}

/** Whether a state word holds of an entity; undefined where it says nothing about it, or its state is not known. */
export function stateHolds(entity: Entity, said: string): boolean | undefined {
  const word = wordOf(said);
  const { state, domain } = entity;
  const lost = state === 'unavailable' || state === 'unknown' || state === '';
  if (/^not (?!running$)/.test(word)) {
    const holds = stateHolds(entity, word.slice(4));
    return holds === undefined ? undefined : !holds;
  }
  if (word === 'unavailable') return state === 'unavailable';
  if (word === 'available') return state !== 'unavailable';
  if (lost) return undefined;
  switch (domain) {
    case 'binary_sensor':
      return binary(entity, word);
    case 'cover':
    case 'valve':
      return covering(entity, word);
    case 'lock':
      if (word === 'closed' || word === 'locked' || word === 'on') return state === 'locked';
      if (word === 'unlocked' || word === 'off')
        return yesNo(state, ['unlocked', 'open', 'opening', 'unlocking', 'jammed'], ['locked', 'locking']);
      if (word === 'open') return yesNo(state, ['unlocked', 'open', 'opening'], ['locked', 'locking', 'jammed']);
      return word === 'jammed' || word === 'locking' || word === 'unlocking' ? state === word : undefined;
    case 'climate':
    case 'water_heater':
      return climate(entity, word);
    case 'media_player':
      return mediaPlayer(entity, word);
    case 'person':
    case 'device_tracker':
      return person(entity, word);
    case 'alarm_control_panel':
      if (word === 'armed' || word === 'on') return state.startsWith('armed') || state === 'arming' || state === 'triggered';
      if (word === 'disarmed' || word === 'off') return state === 'disarmed';
      if (word.startsWith('armed ')) return state === word.replace(' ', '_');
      return word === 'triggered' || word === 'ringing' ? state === 'triggered' : undefined;
    case 'vacuum':
    case 'lawn_mower':
      if (word === 'on') return state === 'cleaning' || state === 'mowing';
      if (word === 'off') return state !== 'cleaning' && state !== 'mowing';
      if (word === 'charging') return state === 'docked' || state === 'charging';
      if (word === 'full' || word === 'low' || word === 'empty') return charge(number(entity, 'battery_level'), word);
      if (['cleaning', 'mowing', 'docked', 'returning', 'paused', 'error', 'stuck'].includes(word))
        return state === (word === 'stuck' ? 'error' : word);
      return working(state, word);
    case 'light':
      if (word === 'dimmed') return state === 'on' && (number(entity, 'brightness') ?? 255) < 250;
      break;
    case 'sensor':
      if (deviceClass(entity) === 'battery') return battery(entity, word);
      break;
    case 'timer':
      if (word === 'on' || word === 'running') return state === 'active';
      if (word === 'done') return state === 'idle';
  }
  if (word === 'on' || word === 'off') {
    const on = yesNo(state, ['on'], ['off']) ?? (RUNNING.has(state) ? true : state === 'standby' ? false : undefined);
    return on === undefined ? undefined : word === 'on' ? on : !on;
  }
  const plain = state.toLowerCase().replaceAll('_', ' ');
  if (plain === word) return true;
  const works = working(state.toLowerCase(), word);
  if (works !== undefined) return works;
  // Any other word of a thing with states of its own: this one is not it. Of numbers nothing can be said.
  return (domain === 'sensor' || domain === 'select' || domain === 'input_select') && !Number.isFinite(Number(state)) ? false : undefined;
}

/** The state in a word that goes after "is": "open", "on", "not available", "wet". Numbers are said with their unit elsewhere. */
export const sayState = (entity: Entity): string => sayWord(stateText(entity));

function stateText(entity: Entity): string {
  const { domain } = entity;
  const state = entity.state.slice(0, 200);
  if (state === 'unavailable') return 'unavailable';
  if (state === 'unknown' || state === '') return 'unknown';
  if (domain === 'binary_sensor') {
    const words = BINARY.get(deviceClass(entity));
    return state === 'on' || state === 'off' ? (words?.[state === 'on' ? 0 : 1] ?? state) : state;
  }
  if (domain === 'person' || domain === 'device_tracker')
    return state === 'home' ? 'at home' : state === 'not_home' ? 'away' : `at ${state}`;
  if (domain === 'alarm_control_panel')
    return state.replace(/^armed_(.*)$/, (_, how: string) => `armed (${how.replaceAll('_', ' ')})`).replaceAll('_', ' ');
  if (domain === 'climate') {
    const action = text(entity, 'hvac_action');
    if (state === 'off') return 'off';
    return action !== undefined && action !== 'off' ? action : `set to ${state.replaceAll('_', ' ')}`;
  }
  return state.replaceAll('_', ' ');
}

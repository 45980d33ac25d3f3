/**
 * A deed and an entity become one service call of Home Assistant, or a reason why not.
 *
 *     deed ─ plain (toggle, "set it to off", "on at 40 %") ─ usual attribute ─ own command of that name
 *                                                                            └ the domain ─ own command that fits
 *
 * An entity can do what its attributes say; what it cannot is refused, never approximated.
 */
import type { Entity } from '../../domain/home.ts';
import type { Deed } from '../deed.ts';
import type { Intent } from '../intent.ts';
import { alarm, lock } from './domains/access.ts';
import { climate } from './domains/climate.ts';
import { cover, valve } from './domains/cover.ts';
import { fan } from './domains/fan.ts';
import { light } from './domains/light.ts';
import { messenger, timer, todo } from './domains/lists.ts';
import { mediaPlayer } from './domains/media.ts';
import { lawnMower, vacuum } from './domains/robots.ts';
import { automation, button, camera, other, readOnly, scene, script, switchLike, update } from './domains/simple.ts';
import { siren } from './domains/siren.ts';
import { counter, numeric, selecting, texting } from './domains/values.ts';
import { humidifier, waterHeater } from './domains/water-and-air.ts';
import { fitting, named, offers, spoken } from './own.ts';
import { type Domain, missing, type Planned } from './result.ts';
import { isActive } from './state.ts';
import { fold } from './words.ts';

const DOMAINS: ReadonlyMap<string, Domain> = new Map<string, Domain>([
  ['light', light],
  ['fan', fan],
  ['cover', cover],
  ['valve', valve],
  ['lock', lock],
  ['alarm_control_panel', alarm],
  ['climate', climate],
  ['water_heater', waterHeater],
  ['humidifier', humidifier],
  ['media_player', mediaPlayer],
  ['vacuum', vacuum],
  ['lawn_mower', lawnMower],
  ['siren', siren],
  ['scene', scene],
  ['script', script],
  ['automation', automation],
  ['camera', camera],
  ['update', update],
  ['todo', todo],
  ['timer', timer],
  ['counter', counter],
  ...['switch', 'input_boolean', 'group', 'remote'].map((d) => [d, switchLike] as const),
  ...['button', 'input_button'].map((d) => [d, button] as const),
  ...['number', 'input_number'].map((d) => [d, numeric] as const),
  ...['select', 'input_select'].map((d) => [d, selecting] as const),
  ...['text', 'input_text'].map((d) => [d, texting] as const),
  ...['notify', 'tts', 'assist_satellite'].map((d) => [d, messenger] as const),
  ...['sensor', 'binary_sensor', 'weather', 'sun', 'person', 'zone', 'device_tracker', 'calendar', 'event', 'image', 'air_quality'].map(
    (d) => [d, readOnly] as const,
  ),
]);

/** States that are said as values: "set the fan to off", "set the garage door to closed". */
const STATES: ReadonlyMap<string, Intent> = new Map<string, Intent>([
  ['on', 'on'],
  ['off', 'off'],
  ['open', 'open'],
  ['opened', 'open'],
  ['closed', 'close'],
  ['close', 'close'],
  ['shut', 'close'],
  ['locked', 'lock'],
  ['unlocked', 'unlock'],
  ['playing', 'play'],
  ['paused', 'pause'],
  ['stopped', 'stop'],
  ['armed', 'arm'],
  ['disarmed', 'disarm'],
  ['muted', 'mute'],
  ['unmuted', 'unmute'],
]);
/** Where "on" is a value like others. */
const VALUES: ReadonlySet<string> = new Set(['select', 'input_select', 'text', 'input_text', 'number', 'input_number']);
/** What is itself switched on and off: "turn on the swing of the fan". */
const SWITCHABLE: ReadonlySet<string> = new Set([
  'swing',
  'oscillation',
  'preset',
  'mode',
  'shuffle',
  'repeat',
  'away',
  'away_mode',
  'effect',
]);

/** What is set as a whole: "set the movie scene", "set the alarm". */
const SET: ReadonlySet<string> = new Set(['scene', 'script', 'alarm_control_panel']);

/** Intents that say a value when there is one: "turn on the lamp at 40 %". */
const CARRYING: ReadonlySet<Intent> = new Set<Intent>(['on', 'start', 'activate']);

/** The same deed in fewer intents. */
function plain(deed: Deed, entity: Entity): Deed {
  const { intent, attribute, value, change } = deed;
  if (intent === 'toggle') {
    const on = isActive(entity);
    if (entity.domain === 'lock') return { ...deed, intent: on ? 'lock' : 'unlock' };
    return { ...deed, intent: on ? 'off' : 'on' };
  }
  const state = intent === 'set' && attribute === undefined && value?.kind === 'word' ? STATES.get(fold(value.word)) : undefined;
  if (state !== undefined && !VALUES.has(entity.domain)) {
    const { value: _, ...rest } = deed;
    return { ...rest, intent: state };
  }
  // "hoover on turbo"
  if (intent === 'clean' && value?.kind === 'word') return { ...deed, intent: 'set' };
  if (CARRYING.has(intent) && (value !== undefined || change !== undefined) && !['timer', 'alarm_control_panel'].includes(entity.domain)) {
    return { ...deed, intent: 'set' };
  }
  if ((intent === 'on' || intent === 'off') && value === undefined && attribute !== undefined) {
    const own = SWITCHABLE.has(attribute) || offers(attribute, intent, entity);
    if (own) return { ...deed, intent: 'set', value: { kind: 'word', word: intent } };
  }
  // "put the boiler into heating mode", where no such mode is known: which mode is the question, not whether it is on.
  if (intent === 'activate' && attribute === 'mode' && value === undefined && change === undefined && !SET.has(entity.domain))
    return { ...deed, intent: 'set' };
  const nothing = value === undefined && change === undefined && attribute === undefined && deed.content === undefined;
  return intent === 'set' && nothing && SET.has(entity.domain) ? { ...deed, intent: 'on' } : deed;
}

const GIVES_VALUE: ReadonlySet<Intent> = new Set<Intent>(['set', 'raise', 'lower']);
/** Intents that call a command by its name or its parameter's; "turn off the packing" does not pack. */
const CALLS: ReadonlySet<Intent> = new Set<Intent>([...GIVES_VALUE, 'on', 'start', 'activate', 'press', 'play', 'search', 'clean']);

/** Plans one deed for one entity. Being in the state already does not matter: the call is planned all the same. */
export function plan(deed: Deed, entity: Entity): Planned {
  const domain = DOMAINS.get(entity.domain) ?? other;
  const simple = plain(deed, entity);
  const attribute = simple.attribute ?? (GIVES_VALUE.has(simple.intent) ? domain.usual?.(simple, entity) : undefined);
  const meant: Deed = attribute === undefined ? simple : { ...simple, attribute };
  const calls = CALLS.has(simple.intent);
  // "fan speed to auto": where the very thing named has a command of its own that knows no auto, a preset called so is another thing.
  const outright = calls && simple.attribute !== undefined ? named(meant, entity, 3) : undefined;
  if (outright !== undefined) return outright;
  // What was said outright is looked for under other words too: "speed" is also `set_fan_speed`.
  const own = calls ? named(meant, entity, simple.attribute === undefined ? 3 : 2) : undefined;
  if (own !== undefined && (own.ok || own.reason === 'out_of_range')) return own;
  const { value, change, content } = meant;
  if (simple.intent === 'set' && attribute === undefined && value === undefined && change === undefined && content === undefined)
    return missing('value');
  const planned = domain.plan(meant, entity);
  if (planned.ok || planned.reason !== 'no_capability') return planned;
  // A refusal of the command that was named says more than the domain's; a command that merely fits has no say.
  const near = own ?? (calls ? named(meant, entity, 1) : undefined);
  if (near?.ok) return near;
  const fits = fitting(simple, entity) ?? spoken(simple, entity);
  return fits !== undefined && (fits.ok || near === undefined) ? fits : (near ?? planned);
}

/** What can be meant by an intent: domains first, then which kind of device stands for an attribute that is said alone. */
import type { Deed } from '../deed.ts';
import type { EntityEntry } from '../mention/index.ts';

const COMMANDED = new Set(
  'light switch fan cover lock climate water_heater humidifier media_player vacuum lawn_mower valve siren scene script button input_button number input_number select input_select input_boolean automation remote group camera text input_text timer alarm_control_panel todo update'.split(
    ' ',
  ),
);

const BY_INTENT: Readonly<Record<string, readonly string[]>> = {
  lock: ['lock'],
  unlock: ['lock'],
  open: ['cover', 'valve', 'lock'],
  close: ['cover', 'valve', 'lock'],
  dock: ['vacuum', 'lawn_mower'],
  clean: ['vacuum'],
  press: ['button', 'input_button', 'switch', 'script'],
  arm: ['alarm_control_panel'],
  disarm: ['alarm_control_panel'],
  play: ['media_player'],
  pause: ['media_player', 'vacuum', 'lawn_mower', 'timer'],
  next: ['media_player'],
  previous: ['media_player'],
  mute: ['media_player'],
  unmute: ['media_player'],
  search: ['media_player'],
  todo_add: ['todo'],
  todo_complete: ['todo'],
  todo_remove: ['todo'],
  ask_list: ['todo'],
  announce: ['assist_satellite', 'notify', 'tts', 'media_player'],
  on: [
    'light',
    'switch',
    'fan',
    'climate',
    'water_heater',
    'humidifier',
    'media_player',
    'input_boolean',
    'scene',
    'script',
    'siren',
    'valve',
    'automation',
    'vacuum',
    'lawn_mower',
    'remote',
    'group',
    'camera',
    'cover',
    'button',
    'input_button',
    'update',
  ],
  off: [
    'light',
    'switch',
    'fan',
    'climate',
    'water_heater',
    'humidifier',
    'media_player',
    'input_boolean',
    'script',
    'siren',
    'valve',
    'automation',
    'vacuum',
    'lawn_mower',
    'remote',
    'group',
    'camera',
    'cover',
  ],
};

/** Whether an entity's domain can serve the intent at all. */
export function serves(deed: Deed, entry: EntityEntry): boolean {
  const domains = BY_INTENT[deed.intent];
  if (domains !== undefined) return domains.includes(entry.entity.domain);
  return COMMANDED.has(entry.entity.domain) && !LISTED.has(entry.entity.domain);
}

export const commanded = (entry: EntityEntry): boolean => COMMANDED.has(entry.entity.domain) && !LISTED.has(entry.entity.domain);
/** Only their own intents speak of these. */
const LISTED = new Set(['timer', 'todo']);

/** Domains that an attribute alone speaks of, in the order in which they are tried. */
const BY_ATTRIBUTE: Readonly<Record<string, readonly string[]>> = {
  brightness: ['light'],
  colour: ['light'],
  colour_temperature: ['light'],
  temperature: ['climate', 'water_heater'],
  humidity: ['humidifier', 'climate'],
  position: ['cover', 'valve'],
  tilt: ['cover'],
  speed: ['fan', 'vacuum'],
  fan_speed: ['fan', 'climate'],
  volume: ['media_player'],
  swing: ['climate', 'fan'],
  source: ['media_player'],
  oscillation: ['fan'],
  direction: ['fan'],
  preset: ['climate', 'fan'],
  mode: ['climate', 'humidifier', 'fan', 'water_heater', 'select'],
};

/** What a deed without a target is about: groups of entities, tried in order; empty when nothing follows from it. */
export function implied(deed: Deed): readonly ((entry: EntityEntry) => boolean)[] {
  const of =
    (...domains: string[]) =>
    (entry: EntityEntry): boolean =>
      domains.includes(entry.entity.domain);
  const { attribute, value, intent, about } = deed;
  if (about?.only === true) return [(entry) => about.kinds.some((kind) => entry.kinds.has(kind)) && commanded(entry)];
  if (attribute !== undefined) {
    const domains = BY_ATTRIBUTE[attribute];
    const own = (entry: EntityEntry): boolean => hasParameter(entry, attribute);
    // A fan before what merely has one.
    if (attribute === 'fan_speed' || attribute === 'speed' || attribute === 'swing')
      return [(entry) => entry.kinds.has('fan'), ...(domains ?? []).map((domain) => of(domain)), own];
    if (domains === undefined) return [own];
    return [...domains.map((domain) => of(domain)), own];
  }
  switch (intent) {
    case 'play':
    case 'pause':
    case 'next':
    case 'previous':
    case 'mute':
    case 'unmute':
    case 'search':
    case 'stop':
      return [of('media_player')];
    case 'dock':
    case 'clean':
      return [of('vacuum'), of('lawn_mower')];
    case 'lock':
    case 'unlock':
      return [of('lock')];
    case 'arm':
    case 'disarm':
      return [of('alarm_control_panel')];
    case 'todo_add':
    case 'todo_complete':
    case 'todo_remove':
    case 'ask_list':
      return [of('todo')];
    case 'set':
      if (value?.kind === 'colour' || value?.kind === 'kelvin') return [of('light')];
      if (value?.kind === 'number') {
        if (value.unit === '°C' || value.unit === '°F' || value.unit === '°') return [of('climate'), of('water_heater')];
        if (value.unit === 'K') return [of('light')];
        return value.unit === '%' ? [of('light')] : [];
      }
      return [];
    default:
      return [];
  }
}

/** Whether one of the entity's own commands takes a parameter of that name. */
export function hasParameter(entry: EntityEntry, name: string): boolean {
  const commands = entry.entity.attributes['commands'];
  if (typeof commands !== 'object' || commands === null || Array.isArray(commands)) return false;
  return Object.values(commands).some(
    (parameters) => typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters) && Object.hasOwn(parameters, name),
  );
}

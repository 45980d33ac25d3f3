/** What fills a slot of a template: a device of the home as people would say it, or a value. */
import type { Entity } from '../../src/core/domain/home.ts';
import type { Role } from '../../src/core/language/intent.ts';
import { type Invented, nonsense, PARAMETERS } from './homes.ts';
import type { Random } from './random.ts';

/** A piece of text with the role its words have; words without one get theirs from the lexicon. */
export interface Filled {
  readonly text: string;
  readonly role?: Role;
}

export const FAMILY: Readonly<Record<string, readonly string[]>> = {
  device: ['light', 'switch', 'fan', 'climate', 'media_player', 'cover', 'humidifier', 'valve', 'vacuum'],
  light: ['light'], switch: ['switch'], fan: ['fan'], cover: ['cover'], garage: ['garage'], lock: ['lock'], climate: ['climate'], heater: ['climate'], ac: ['climate'], water_heater: ['water_heater'], humidifier: ['humidifier'],
  media: ['media_player'], tv: ['media_player'], vacuum: ['vacuum'], mower: ['lawn_mower'], valve: ['valve'], scene: ['scene'], script: ['script'], button: ['button'], todo: ['todo'], timer_name: ['timer'], sensor: ['sensor'], door: ['lock', 'garage', 'binary_sensor'], window: ['cover', 'binary_sensor'], person: ['person'],
  machine: ['machine', 'switch', 'valve'], alarm_panel: ['alarm_control_panel'], siren: ['siren'], camera: ['camera'],
  lights: ['light'], covers: ['cover'], fans: ['fan'], switches: ['switch'], locks: ['lock'], media_players: ['media_player'], windows: ['cover'], doors: ['lock'],
}; // biome-ignore format: a table
export const KINDS: Readonly<Record<string, readonly string[]>> = {
  device: ['light', 'fan', 'heater', 'tv', 'plug', 'lamp'], light: ['light', 'lamp', 'lights', 'bulb', 'light'], switch: ['plug', 'outlet', 'socket', 'switch', 'coffee machine', 'kettle', 'heater', 'fountain'], fan: ['fan', 'ceiling fan', 'ventilation', 'air purifier'], cover: ['blinds', 'curtains', 'shades', 'shutters', 'blind', 'curtain'], garage: ['garage door', 'gate', 'garage'], lock: ['lock', 'front door', 'back door', 'door'],
  climate: ['thermostat', 'heating', 'ac', 'heat', 'air conditioner', 'temperature'], heater: ['heating', 'heater', 'heat', 'radiator'], ac: ['ac', 'air conditioner', 'air conditioning', 'aircon'], water_heater: ['water heater', 'boiler', 'hot water'], humidifier: ['humidifier', 'dehumidifier'], media: ['tv', 'music', 'speaker', 'radio', 'stereo'], tv: ['tv', 'telly', 'television'], vacuum: ['vacuum', 'robot', 'roomba', 'vacuum cleaner', 'hoover'], mower: ['lawn mower', 'mower'], valve: ['valve', 'sprinkler', 'sprinklers', 'water'],
  scene: ['movie scene', 'party mode', 'dinner scene', 'night mode'], script: ['bedtime routine', 'morning routine'], button: ['doorbell', 'reset button', 'button'], todo: ['shopping list', 'todo list', 'grocery list', 'list'], timer_name: ['pizza', 'egg', 'pasta', 'tea', 'laundry'], sensor: ['temperature', 'humidity', 'battery', 'power'], door: ['front door', 'back door', 'garage door', 'door'], window: ['window', 'bathroom window', 'skylight'], person: ['anna', 'tom', 'mom', 'my wife', 'anyone'],
  machine: ['pump', 'compressor', 'conveyor', 'mixer', 'line 2', 'pump 3', 'boiler', 'press'], alarm_panel: ['alarm', 'security system', 'house alarm'], siren: ['siren'], camera: ['camera', 'cameras'],
  lights: ['lights', 'lamps', 'lighting'], covers: ['blinds', 'curtains', 'shades', 'shutters', 'covers'], fans: ['fans'], switches: ['plugs', 'outlets', 'sockets'], locks: ['locks', 'doors'], media_players: ['speakers', 'tvs', 'media players'], windows: ['windows'], doors: ['doors'],
}; // biome-ignore format: a table

const words = (list: string): readonly string[] => list.split('|');
const COLOURS = words(
  'red|green|blue|yellow|orange|purple|pink|white|cyan|magenta|turquoise|violet|teal|light blue|dark red|lime|gold|lavender|salmon|sky blue|amber|indigo|hot pink|navy|coral',
);
const SONGS = words(
  'bohemian rhapsody|yesterday|thriller|hotel california|shape of you|imagine|billie jean|hey jude|clocks|wonderwall|africa|stairway to heaven|let it be|happy|jolene|purple rain',
);
const ARTISTS = words(
  'abba|queen|the beatles|taylor swift|miles davis|bach|adele|daft punk|u2|coldplay|johnny cash|radiohead|mozart|beyonce|pink floyd|nina simone',
);
const GENRES = words(
  'jazz|classical music|rock|some music|pop|lo fi beats|techno|country|christmas songs|relaxing music|ambient|reggae|the news|white noise|rain sounds|blues',
);
const MOVIES = words('inception|the godfather|frozen|star wars|the matrix|toy story|casablanca|jaws|paddington|dune|a documentary');
const RADIO = words('radio 1|bbc radio 4|npr|jazz fm|the local station|radio paradise|classic fm');
const ITEMS = words(
  'milk|eggs|bread|butter|two pounds of apples|dish soap|coffee beans|bananas|call the dentist|pay the rent|batteries|toilet paper|olive oil|cheese and crackers|water the plants|pick up the dry cleaning|cat food|a birthday card|onions|chocolate|oat milk|buy stamps|book a haircut|paper towels|rice|tomatoes',
);
const MESSAGES = words(
  'dinner is ready|time for school|the package has arrived|i am leaving in ten minutes|please come downstairs|the laundry is done|lunch break|it is bedtime|shift change in five minutes|line two is down|the guests are here|breakfast is on the table|turn off your lights please|someone is at the door',
);
const CONDITIONS = words(
  'when the washing machine is done|when i leave|if it rains|once everyone is home|when the door opens|as soon as the dryer finishes|when the temperature drops below 18|if nobody is home|when the tank is full|when pump 2 stops|after the movie ends|when i get home|when anna arrives|if the window is open|when the sun goes down|when motion is detected',
);
const OPTIONS = words('eco|boost|sleep|auto|high|low|medium|turbo|quiet|cotton|quick|comfort|manual|day|night|automatic');
const STATES = words(
  'on|off|open|closed|locked|unlocked|running|playing|paused|home|low|charging|wet|dry|hot|cold|idle|cleaning|docked|armed|heating|cooling|active|empty|full',
);

const number = (r: Random, low: number, high: number, step = 1): string =>
  String(low + step * r.below(Math.floor((high - low) / step) + 1));
const SPELT = words(
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty',
);
/** Digits mostly, words sometimes, as speech comes. */
function spelt(r: Random, n: number): string {
  if (!Number.isInteger(n) || !r.chance(0.3)) return String(n);
  if (n <= 20) return SPELT[n] as string;
  const tens = words('twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety');
  if (n < 100) return n % 10 === 0 ? (tens[n / 10 - 2] as string) : `${tens[Math.floor(n / 10) - 2]} ${SPELT[n % 10]}`;
  return n === 100 ? 'a hundred' : String(n);
}
const duration = (r: Random): string => {
  const n = r.pick([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60, 90]);
  const unit = r.pick(['minute', 'minute', 'minute', 'hour', 'second']);
  if (r.chance(0.12))
    return r.pick([
      'half an hour',
      'an hour',
      'an hour and a half',
      'a quarter of an hour',
      'a minute',
      'two and a half hours',
      'an hour and 15 minutes',
      '1 minute and 30 seconds',
      'a couple of minutes',
      'a few minutes',
    ]);
  return `${spelt(r, n)} ${unit}${n === 1 ? '' : 's'}`;
};
const clock = (r: Random): string => {
  const h = 1 + r.below(12);
  return r.pick([
    `${spelt(r, h)} ${r.pick(['am', 'pm', 'o clock', 'in the morning', 'in the evening'])}`,
    `${h}:${r.pick(['00', '15', '30', '45'])}${r.chance(0.6) ? r.pick([' pm', ' am', '']) : ''}`,
    r.pick(['noon', 'midnight', 'half past seven', 'quarter to nine']),
  ]);
};

/** Fills the slot; undefined when the slot is none. */
export function fill(slot: string, invented: Invented, r: Random): readonly Filled[] | undefined {
  const value = (text: string): readonly Filled[] => [{ text, role: 'value' }];
  const content = (text: string): readonly Filled[] => [{ text, role: 'content' }];
  if (FAMILY[slot] !== undefined) {
    if (['scene', 'script', 'todo', 'timer_name', 'person', 'button'].includes(slot))
      return [{ text: plainName(slot, invented, r), role: slot === 'timer_name' ? 'content' : 'target' }];
    const one = noun(slot, invented, r);
    if (!r.chance(0.1) || slot === 'door' || slot === 'window') return one;
    const two = noun(slot, invented, r);
    return r.chance(0.75)
      ? [...one, { text: ' and ' }, ...two]
      : [...one, { text: ', ' }, ...two, { text: r.pick([' and ', ', and ']) }, ...noun(slot, invented, r)];
  }
  const { home } = invented;
  switch (slot) {
    case 'area':
      return [
        { text: `${r.pick(['the ', 'the ', '', 'my '])}${home.areas.length === 0 ? 'kitchen' : r.pick(home.areas).name}`, role: 'area' },
      ];
    case 'floor':
      return [
        {
          text:
            home.floors.length === 0
              ? r.pick(['upstairs', 'downstairs', 'the first floor', 'the ground floor'])
              : `the ${r.pick(home.floors).name}`,
          role: 'floor',
        },
      ];
    case 'somewhere':
      return somewhere(invented, r);
    case 'percent':
    case 'brightness':
    case 'humidity':
    case 'position':
    case 'level':
      return value(
        r.chance(0.15)
          ? r.pick(['half', 'maximum', 'minimum', 'full', 'max', 'the lowest', 'the highest', 'a quarter', 'low', 'high', 'medium'])
          : `${spelt(r, r.pick([5, 10, 15, 20, 25, 30, 33, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, r.below(101)]))}${r.pick(['%', '%', ' percent', ' percent', ' percent', ''])}`,
      );
    case 'volume':
      return value(`${spelt(r, r.pick([3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100]))}${r.pick(['%', ' percent', '', ''])}`);
    case 'color':
    case 'colorful':
      return value(r.pick(COLOURS));
    case 'white':
      return value(r.pick(['warm white', 'cool white', 'daylight', 'soft white', 'cold white', 'neutral white', 'candlelight']));
    case 'kelvin':
      return value(`${r.pick([2200, 2700, 3000, 3500, 4000, 5000, 6500])}${r.pick([' kelvin', 'k', ' k'])}`);
    case 'degrees':
      return value(
        `${spelt(r, r.chance(0.6) ? 15 + r.below(13) : 60 + r.below(25))}${r.pick([' degrees', ' degrees', '', ' degrees celsius', '°', ' celsius', ' fahrenheit', '°C', '.5 degrees'])}`,
      );
    case 'speed':
    case 'fan_mode':
      return value(
        r.pick([
          'low',
          'medium',
          'high',
          'auto',
          'max',
          'full',
          'turbo',
          'slow',
          'fast',
          `${number(r, 1, 5)}`,
          `${number(r, 10, 100, 10)} percent`,
        ]),
      );
    case 'hvac_mode':
      return value(r.pick(['heat', 'cool', 'auto', 'dry', 'fan only', 'off', 'heating', 'cooling', 'eco']));
    case 'preset':
    case 'option':
      return value(r.chance(0.15) ? nonsense(r) : r.pick(OPTIONS));
    case 'swing':
      return value(r.pick(['up', 'down', 'auto', 'middle', 'horizontal', 'vertical', 'both', 'off']));
    case 'number':
      return value(spelt(r, r.pick([0, 1, 2, 3, 4, 5, 7, 8, 10, 12, 15, 20, 30, 42, 50, 60, 75, 80, 100, 120, 250])));
    case 'amount':
      return [
        {
          text: r.pick([
            `${spelt(r, 5 + 5 * r.below(10))}${r.pick(['%', ' percent'])}`,
            `${spelt(r, 1 + r.below(5))} degree${r.pick(['', 's'])}`,
            `${spelt(r, 1 + r.below(3))} level${r.pick(['', 's'])}`,
            'a couple of degrees',
            'a notch',
            'half',
            `${spelt(r, 5 + r.below(30))}`,
            'two steps',
          ]),
          role: 'delta',
        },
      ];
    case 'duration':
      return [{ text: duration(r), role: 'duration' }];
    case 'in_duration':
      return [
        { text: r.pick([`in ${duration(r)}`, `in ${duration(r)}`, `${duration(r)} from now`, `after ${duration(r)}`]), role: 'time' },
      ];
    case 'clock':
      return [
        {
          text: r.pick([`at ${clock(r)}`, `at ${clock(r)}`, `by ${clock(r)}`, `at ${clock(r)} tomorrow`, `tonight at ${clock(r)}`]),
          role: 'time',
        },
      ];
    case 'day':
      return [
        {
          text: r.pick([
            'today',
            'tomorrow',
            'tonight',
            'on monday',
            'on friday',
            'this evening',
            'tomorrow morning',
            'on saturday',
            'this weekend',
          ]),
          role: 'time',
        },
      ];
    case 'sun':
      return [
        {
          text: r.pick(['at sunset', 'at sunrise', 'when the sun sets', 'at dusk', 'at dawn', 'after sunset', 'an hour before sunset']),
          role: 'time',
        },
      ];
    case 'condition':
      return [{ text: r.pick(CONDITIONS), role: 'condition' }];
    case 'song':
      return content(r.pick(SONGS));
    case 'artist':
      return content(r.pick(ARTISTS));
    case 'genre':
      return content(r.pick(GENRES));
    case 'movie':
      return content(r.pick(MOVIES));
    case 'radio':
      return content(r.pick(RADIO));
    case 'item':
      return content(r.pick(ITEMS));
    case 'message':
      return content(r.pick(MESSAGES));
    case 'parameter':
      return [{ text: r.pick(PARAMETERS), role: 'attribute' }];
    case 'state':
    case 'device_state':
      return [{ text: r.pick(STATES), role: 'state' }];
    default:
      return undefined;
  }
}

function somewhere({ home }: Invented, r: Random): readonly Filled[] {
  const way = r.below(10);
  if (way < 3) return [];
  if (way < 8 && home.areas.length > 0)
    return [
      { text: `${r.pick(['in ', 'in ', 'in ', 'on ', 'at ', 'inside '])}` },
      { text: `${r.pick(['the ', 'the ', 'my ', ''])}${r.pick(home.areas).name}`, role: 'area' },
    ];
  return [
    {
      text: r.pick([
        'here',
        'in here',
        'in this room',
        'upstairs',
        'downstairs',
        'outside',
        'everywhere',
        'in the whole house',
        'in the house',
      ]),
      role: 'area',
    },
  ];
}

const PLURAL = new Set(['lights', 'covers', 'fans', 'switches', 'locks', 'media_players', 'windows', 'doors']);

function entityOf(slot: string, { by }: Invented, r: Random): Entity | undefined {
  const family = r.pick(FAMILY[slot] as readonly string[]);
  const list = by.get(family);
  return list === undefined ? undefined : r.pick(list);
}

const plainName = (slot: string, invented: Invented, r: Random): string => {
  const entity = r.chance(0.75) ? entityOf(slot, invented, r) : undefined;
  return (entity?.name ?? r.pick(KINDS[slot] as readonly string[])).toLowerCase();
};

function noun(slot: string, invented: Invented, r: Random): readonly Filled[] {
  const { home } = invented;
  const the = r.pick(['the ', 'the ', 'the ', '', 'my ', 'our ']);
  const area = home.areas.length > 0 ? r.pick(home.areas) : undefined;
  const entity = r.chance(0.55) && !PLURAL.has(slot) ? entityOf(slot, invented, r) : undefined;
  if (entity !== undefined) {
    const own = entity.area === undefined ? undefined : home.areas.find(({ id }) => id === entity.area);
    if (own !== undefined && r.chance(0.25))
      return [
        { text: the + entity.name.toLowerCase(), role: 'target' },
        { text: r.pick([' in ', ' in ', ' of ', ' on ', ' at ']) },
        { text: `the ${own.name}`, role: 'area' },
      ];
    if (own !== undefined && r.chance(0.12))
      return [{ text: the }, { text: own.name, role: 'area' }, { text: ` ${entity.name.toLowerCase()}`, role: 'target' }];
    return [{ text: the + entity.name.toLowerCase(), role: 'target' }];
  }
  const kind = r.pick(KINDS[slot] as readonly string[]);
  const all =
    PLURAL.has(slot) && r.chance(0.35) ? r.pick(['all ', 'all the ', 'all of the ', 'every one of the ', 'both ', 'all my ']) : undefined;
  const lead: readonly Filled[] = all === undefined ? [{ text: the }] : [{ text: all }];
  if (area === undefined || r.chance(0.3)) return [...lead, { text: kind, role: 'target' }];
  if (r.chance(0.5)) return [...lead, { text: area.name, role: 'area' }, { text: ` ${kind}`, role: 'target' }];
  const another = r.chance(0.1) ? r.pick(home.areas) : undefined;
  return [
    ...lead,
    { text: kind, role: 'target' },
    { text: r.pick([' in ', ' in ', ' of ', ' on ', ' at ', ' inside ']) },
    { text: `${r.pick(['the ', 'the ', 'my ', ''])}${area.name}`, role: 'area' },
    ...(another === undefined ? [] : [{ text: ' and ' }, { text: `the ${another.name}`, role: 'area' as const }]),
  ];
}

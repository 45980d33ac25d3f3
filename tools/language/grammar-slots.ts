/** What fills the slots of our own grammar: `{name light}`, `{kinds cover}`, `{area}`, `{number 0 100}` … over an invented home. */
import type { Piece } from '../../src/core/language/grammar/index.ts';
import type { Role } from '../../src/core/language/intent.ts';
import { type Invented, nonsense } from './homes.ts';
import type { Random } from './random.ts';
import { FAMILY, fill as fillValue, KINDS } from './slots.ts';

/** The grammar's words for kinds → the families of invented homes. */
const KIND: Readonly<Record<string, string>> = {
  any: 'device', odd: 'machine', light: 'light', lamp: 'light', switch: 'switch', plug: 'switch', fan: 'fan', blind: 'cover', cover: 'cover', curtain: 'cover', window: 'window', garage: 'garage', gate: 'garage', door: 'door', lock: 'lock', climate: 'climate', heating: 'heater', heater: 'heater', ac: 'ac', thermostat: 'climate', water_heater: 'water_heater', boiler: 'water_heater', humidifier: 'humidifier', media: 'media', speaker: 'media', tv: 'tv', radio: 'media', vacuum: 'vacuum', mower: 'mower', valve: 'valve', sprinkler: 'valve', scene: 'scene', script: 'script', routine: 'script', button: 'button', todo: 'todo', list: 'todo', timer: 'timer_name', sensor: 'sensor', person: 'person', machine: 'machine', pump: 'machine', alarm: 'alarm_panel', alarm_panel: 'alarm_panel', siren: 'siren', camera: 'camera', appliance: 'switch', number: 'sensor', select: 'switch', purifier: 'fan',
}; // biome-ignore format: a table
const PLURALS: Readonly<Record<string, string>> = {
  light: 'lights',
  cover: 'covers',
  fan: 'fans',
  switch: 'switches',
  lock: 'locks',
  media: 'media_players',
  window: 'windows',
  door: 'doors',
  garage: 'doors',
};
const AROUND =
  'by the couch|by the sofa|next to the bed|over the table|above the sink|in the corner|at the window|by the door|under the stairs|on the desk|behind the tv|near the fireplace|on the wall|over the stove'.split(
    '|',
  );
const CITIES = 'london|paris|new york|tokyo|berlin|chicago|madrid|oslo|sydney|boston|dallas|mumbai'.split('|');
const SHADES = 'warm white|cool white|daylight|soft white|cold white|neutral white|warm|cool|candlelight'.split('|');

const piece = (text: string, role: Role): readonly Piece[] => [{ text, role }];

/** Slots whose meaning is the same as in the sets' templates. */
const SAME: Readonly<Record<string, string>> = {
  colour: 'color',
  color: 'color',
  song: 'song',
  artist: 'artist',
  film: 'movie',
  movie: 'movie',
  genre: 'genre',
  item: 'item',
  message: 'message',
  radio: 'radio',
  station: 'radio',
  option: 'option',
  mode: 'option',
  parameter: 'parameter',
  state: 'state',
  preset: 'preset',
  speed: 'speed',
  swing: 'swing',
  duration: 'duration',
  condition: 'condition',
  floor: 'floor',
};

/** Undefined for a slot nobody knows. */
export function fillGrammar(slot: string, argument: string, invented: Invented, r: Random): readonly Piece[] | undefined {
  const { home, by } = invented;
  const family = KIND[argument] ?? (slot === 'name' || slot === 'kind' || slot === 'kinds' ? 'device' : argument);
  switch (slot) {
    case 'name': {
      const families = FAMILY[family] ?? ['light'];
      const list = by.get(r.pick(families));
      const name = list === undefined || r.chance(0.1) ? r.pick(KINDS[family] ?? ['light']) : r.pick(list).name.toLowerCase();
      return piece(name, family === 'timer_name' ? 'content' : 'target');
    }
    case 'kind':
      return piece(r.pick(KINDS[family] ?? ['device']), 'target');
    case 'kinds':
      return piece(
        r.pick(KINDS[PLURALS[family] ?? ''] ?? (KINDS[family] ?? ['device']).map((k) => (k.endsWith('s') ? k : `${k}s`))),
        'target',
      );
    case 'around':
      return [
        { text: r.pick(KINDS[family] ?? ['lamp']), role: 'target' },
        { text: r.pick(AROUND), role: 'target' },
      ];
    case 'area':
      return piece(home.areas.length === 0 ? 'kitchen' : r.pick(home.areas).name.toLowerCase(), 'area');
    case 'person':
      return piece(r.pick(KINDS['person'] ?? ['anna']), 'target');
    case 'word':
      return piece(
        r.chance(0.5)
          ? nonsense(r)
          : r.pick([
              'moonbeam',
              'bertha',
              'the beast',
              'big bird',
              'sunny',
              'zigbee',
              'office',
              'disco',
              'corner',
              'old',
              'aurora',
              'r2d2',
            ]),
        'target',
      );
    case 'number': {
      const [low = 0, high = 100] = argument.split(' ').map(Number);
      const step = high - low >= 50 && r.chance(0.6) ? 5 : 1;
      return piece(spelt(r, Math.min(high, low + step * r.below(Math.floor((high - low) / step) + 1))), 'value');
    }
    case 'decimal': {
      const [low = 0, high = 30] = argument.split(' ').map(Number);
      return piece(`${low + r.below(high - low)}.${r.pick([5, 5, 2, 8])}`, 'value');
    }
    case 'clock':
      return piece(`${1 + r.below(12)}:${r.pick(['00', '15', '30', '45', '05'])}`, 'time');
    case 'digits': {
      const [low = 1_000, high = 9_999] = argument.split(' ').map(Number);
      return piece(String(low + r.below(high - low + 1)), 'content');
    }
    case 'city':
      return piece(r.pick(CITIES), 'none');
    case 'homey':
      return piece(r.pick(KINDS[r.pick(['light', 'heater', 'tv', 'door', 'fan', 'vacuum'])] ?? ['light']), 'none');
    case 'shade':
      return piece(r.pick(SHADES), 'value');
    default: {
      const same = SAME[slot] ?? (KIND[slot] === undefined ? slot : KIND[slot]);
      const filled = fillValue(same, invented, r);
      return filled?.flatMap(({ text, role }) => (text.trim() === '' ? [] : [{ text: text.trim(), role: role ?? 'none' }]));
    }
  }
}

const SPELT =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
function spelt(r: Random, n: number): string {
  if (!r.chance(0.3)) return String(n);
  if (n <= 20) return SPELT[n] ?? String(n);
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  if (n < 100) return n % 10 === 0 ? (tens[n / 10 - 2] as string) : `${tens[Math.floor(n / 10) - 2]} ${SPELT[n % 10]}`;
  return n === 100 ? 'a hundred' : String(n);
}

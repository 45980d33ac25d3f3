/**
 * Invented homes and plants: areas, floors, devices of every domain with names people give, and nonsense names for half of them, so that
 * the network learns from context and bits, never from names.
 */
import type { Area, Entity, Floor, Home, Json } from '../../src/core/domain/home.ts';
import type { Random } from './random.ts';

const AREAS =
  "kitchen|living room|bedroom|master bedroom|guest room|bathroom|hallway|office|garage|garden|attic|basement|dining room|nursery|kids room|laundry room|study|balcony|patio|porch|terrace|conservatory|pantry|entryway|den|workshop|sunroom|gym|library|utility room|backyard|front yard|playroom|closet|loft|lounge|cellar|mudroom|driveway|shed|home theater|guest bathroom|corridor|foyer|store room|barn|greenhouse|pool|sauna|emma's room|tom's bedroom|upstairs bathroom|family room|great room|main house|studio|wine cellar|veranda|courtyard".split(
    '|',
  );
const PLANT_AREAS =
  'boiler room|line 1|line 2|line 3|packing hall|warehouse|loading dock|pump house|compressor room|mixing room|cold store|control room|hall a|hall b|paint shop|tank farm|press shop|oven hall|laboratory|cooling tower'.split(
    '|',
  );
const FLOORS = 'ground floor|first floor|second floor|upstairs|downstairs|basement|top floor|main floor|attic floor|third floor'.split('|');
const ADJECTIVES =
  'ceiling|floor|desk|table|wall|corner|reading|bedside|night|main|overhead|accent|strip|hanging|pendant|spot|left|right|front|back|big|small|old|new|window|counter|island|cabinet|mirror|shelf|fairy|lava|salt|sofa|couch|tv|piano|stairs|entrance|outdoor|porch|string|garden|led|hue|ikea|smart|north|south|east|west|upper|lower|middle|side|kitchen sink|vanity|closet|fireplace|aquarium|plant|grow|moon|sunset|mood|neon'.split(
    '|',
  );
const NOUNS: Readonly<Record<string, readonly string[]>> = {
  light: 'light|lights|lamp|lamps|bulb|spotlight|spotlights|strip|chandelier|lantern|sconce|downlights|led strip|lightbar'.split('|'),
  switch:
    'plug|outlet|socket|switch|coffee machine|coffee maker|kettle|heater|charger|fountain|christmas tree|fish tank|aquarium pump|washing machine|dryer|dishwasher|toaster|printer|router|fireplace|towel rail|doorbell|iron|game console|pool pump|well pump|water feature|space heater|sauna heater|fairy lights|diffuser|aromatherapy|freezer|fridge|air fryer|rice cooker|oven|electric blanket|mosquito lamp|humidifier plug'.split(
      '|',
    ),
  fan: 'fan|ceiling fan|exhaust fan|ventilator|range hood|tower fan|air purifier|extractor|desk fan'.split('|'),
  cover: 'blinds|blind|curtains|curtain|shades|shutter|shutters|roller blind|awning|drapes|skylight|venetian blinds|window'.split('|'),
  garage: 'garage door|gate|driveway gate|barn door|overhead door'.split('|'),
  lock: 'lock|door lock|front door|back door|side door|smart lock|gate lock|patio door|cellar door'.split('|'),
  climate: 'thermostat|heating|heater|radiator|air conditioner|ac|floor heating|heat pump|hvac|aircon'.split('|'),
  water_heater: 'water heater|boiler|hot water|hot water tank|geyser'.split('|'),
  humidifier: 'humidifier|dehumidifier'.split('|'),
  media_player:
    'tv|television|speaker|speakers|stereo|radio|soundbar|projector|sonos|echo|music player|hifi|homepod|chromecast|receiver|record player'.split(
      '|',
    ),
  vacuum: 'vacuum|robot|robot vacuum|roomba|hoover|roborock|vacuum cleaner|dusty|rosie|deebot'.split('|'),
  lawn_mower: 'mower|lawn mower|robot mower|shaun'.split('|'),
  valve: 'valve|water valve|sprinkler|sprinklers|irrigation|drip line|shower|faucet|main water valve|gas valve|irrigation system'.split(
    '|',
  ),
  scene:
    'movie night|good night|dinner|romantic|party|relax|reading|sunrise|focus|goodbye|welcome home|cinema|cozy evening|bright|night light|christmas|spa|work mode|morning|dance|campfire|siesta'.split(
      '|',
    ),
  script:
    'bedtime routine|morning routine|leave home|water the plants|party time|panic mode|feed the cat|close everything|wake up|coffee time|goodnight routine|laundry done'.split(
      '|',
    ),
  button: 'doorbell button|reboot router|feed button|trash|coffee button|reset|garage opener|identify|emergency stop|cat feeder'.split('|'),
  todo: 'shopping list|to do list|grocery list|chores|packing list|gift ideas|todo list|work tasks|errands|wish list'.split('|'),
  timer: 'pizza|egg timer|pasta|laundry|tea|oven|nap|workout'.split('|'),
  sensor: 'temperature|humidity|battery|power|energy|co2|pressure|illuminance|level|flow|vibration'.split('|'),
  binary_sensor: 'door|window|motion|leak|smoke|occupancy|garage door|fridge door|water leak|mailbox'.split('|'),
  person: 'anna|tom|emma|max|grandma|dad|mom|paul|mia|the kids'.split('|'),
  alarm_control_panel: 'alarm|house alarm|security system|alarm system|burglar alarm'.split('|'),
  siren: 'siren|outdoor siren|horn'.split('|'),
  camera: 'camera|doorbell camera|driveway camera|nursery camera'.split('|'),
  number: 'setpoint|speed limit|target|volume limit|delay|hysteresis|level'.split('|'),
  select: 'mode|program|source|profile|wash program'.split('|'),
};
const MACHINES =
  'pump|pump 1|pump 2|pump 3|compressor|compressor 1|conveyor|conveyor belt|mixer|agitator|chiller|boiler|press|extruder|dryer|kiln|oven 1|oven 2|fan 3|motor 4|blower|centrifuge|feed pump|cooling pump|vacuum pump|line 1|hoist|crusher|mill|packing machine|labeler|valve 3|dosing pump|exhaust fan 2|burner|saw|lathe|paint robot'.split(
    '|',
  );
const CLASS: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  humidity: 'humidity',
  battery: 'battery',
  power: 'power',
  energy: 'energy',
  co2: 'carbon_dioxide',
  pressure: 'pressure',
  illuminance: 'illuminance',
  door: 'door',
  window: 'window',
  motion: 'motion',
  leak: 'moisture',
  smoke: 'smoke',
  occupancy: 'occupancy',
  'garage door': 'garage_door',
};

const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi fo ga ge go gu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so ta te ti to tu va ve vi vo za ze zi zo blan cri dro flim gron kel mar nim ost plu quen ril strum tav ul vex wim yor zan'.split(
    ' ',
  );

/** A pronounceable word that means nothing. */
export const nonsense = (random: Random): string => Array.from({ length: 2 + random.below(2) }, () => random.pick(SYLLABLES)).join('');

export interface Invented {
  readonly home: Home;
  /** Entity ids by slot family. */
  readonly by: ReadonlyMap<string, readonly Entity[]>;
}

const DOMAIN_OF: Readonly<Record<string, string>> = { garage: 'cover', machine: 'switch' };
const COMMON: readonly (readonly [string, number])[] = [
  ['light', 12], ['switch', 6], ['fan', 3], ['cover', 4], ['garage', 1], ['lock', 2], ['climate', 4], ['water_heater', 1], ['humidifier', 1], ['media_player', 4], ['vacuum', 1], ['lawn_mower', 1], ['valve', 2], ['scene', 3], ['script', 2], ['button', 1], ['todo', 2], ['timer', 2], ['sensor', 6], ['binary_sensor', 5], ['person', 2], ['alarm_control_panel', 1], ['siren', 1], ['camera', 1], ['number', 1], ['select', 1],
]; // biome-ignore format: a table

/** One home. `names` are further real names by domain (from the licensed sets), used for a part. */
export function inventHome(random: Random, names: ReadonlyMap<string, readonly string[]>): Invented {
  const plant = random.chance(0.15);
  const strange = random.chance(0.5);
  const floors: Floor[] = random.chance(0.5)
    ? unique(random, FLOORS, 1 + random.below(3)).map((name, i) => ({ id: `floor_${i}`, name, aliases: [] }))
    : [];
  const pool = plant ? [...PLANT_AREAS, ...AREAS.slice(0, 8)] : AREAS;
  const areas: Area[] = unique(random, pool, 3 + random.below(9)).map((name, i) => ({
    id: `area_${i}`,
    name: strange && random.chance(0.5) ? `${nonsense(random)}${random.chance(0.4) ? ' room' : ''}` : name,
    aliases: random.chance(0.1) ? [nonsense(random)] : [],
    ...(floors.length > 0 && random.chance(0.9) ? { floor: random.pick(floors).id } : {}),
  }));
  const entities: Entity[] = [];
  const by = new Map<string, Entity[]>();
  const scale = 0.4 + random.next() * 1.2;
  const families = plant ? [...COMMON.map(([f, n]) => [f, Math.ceil(n / 3)] as const), ['machine', 8] as const] : COMMON;
  for (const [family, count] of families)
    for (let i = 0; i < count; i++) {
      if (!random.chance(Math.min(1, scale * (count > 2 ? 1 : 0.6)))) continue;
      const domain = DOMAIN_OF[family] ?? family;
      const area = random.chance(0.9) ? random.pick(areas) : undefined;
      const noun = family === 'machine' ? random.pick(MACHINES) : random.pick(NOUNS[family] ?? ['device']);
      const name = nameOf(random, family, noun, area, strange, names.get(domain));
      const entity: Entity = {
        id: `${domain}.e${entities.length}`,
        domain,
        name,
        aliases: random.chance(0.06) ? [strange ? nonsense(random) : random.pick(ADJECTIVES)] : [],
        ...(area === undefined ? {} : { area: area.id }),
        state: 'on',
        attributes: attributesOf(random, family, noun),
      };
      entities.push(entity);
      const list = by.get(family);
      if (list) list.push(entity);
      else by.set(family, [entity]);
    }
  return { home: { floors, areas, entities }, by };
}

function nameOf(
  random: Random,
  family: string,
  noun: string,
  area: Area | undefined,
  strange: boolean,
  real: readonly string[] | undefined,
): string {
  if (family === 'person') return noun;
  if (strange && random.chance(0.6)) {
    const made = nonsense(random);
    return random.pick([made, `${made} ${noun}`, `${made} ${nonsense(random)}`, `${made} ${noun}`]);
  }
  if (real !== undefined && real.length > 0 && random.chance(0.35)) return random.pick(real);
  if (['scene', 'script', 'timer', 'todo'].includes(family)) return noun;
  const style = random.below(6);
  if (style === 0) return noun;
  if (style === 1 && area !== undefined) return `${area.name} ${noun}`;
  if (style === 2 && area !== undefined) return `${area.name} ${random.pick(ADJECTIVES)} ${noun}`;
  if (style === 3) return `${noun} ${1 + random.below(4)}`;
  return `${random.pick(ADJECTIVES)} ${noun}`;
}

function attributesOf(random: Random, family: string, noun: string): Readonly<Record<string, Json>> {
  const out: Record<string, Json> = {};
  const deviceClass =
    family === 'garage'
      ? 'garage'
      : family === 'cover'
        ? /curtain|drape/.test(noun)
          ? 'curtain'
          : /shutter/.test(noun)
            ? 'shutter'
            : /shade/.test(noun)
              ? 'shade'
              : 'blind'
        : family === 'media_player'
          ? /tv|television/.test(noun)
            ? 'tv'
            : 'speaker'
          : family === 'humidifier'
            ? noun
            : CLASS[noun];
  if (deviceClass !== undefined) out['device_class'] = deviceClass;
  if (family === 'climate') {
    out['hvac_modes'] = ['off', 'heat', 'cool', 'auto', 'dry', 'fan_only'];
    out['fan_modes'] = ['auto', 'low', 'medium', 'high'];
    out['preset_modes'] = ['eco', 'away', 'comfort', 'boost', 'sleep'];
    out['swing_modes'] = ['off', 'vertical', 'horizontal', 'both'];
  }
  if (family === 'fan') out['preset_modes'] = ['auto', 'sleep', 'breeze', 'turbo'];
  if (family === 'humidifier') out['available_modes'] = ['auto', 'sleep', 'baby', 'normal'];
  if (family === 'media_player') out['source_list'] = ['hdmi 1', 'spotify', 'netflix', 'bluetooth', 'radio', 'youtube'];
  if (family === 'water_heater') out['operation_list'] = ['eco', 'performance', 'electric', 'gas'];
  if (family === 'select') out['options'] = ['cotton', 'quick', 'eco', 'wool', 'day', 'night'];
  if ((family === 'switch' || family === 'machine') && random.chance(0.3)) {
    const parameter = random.pick(PARAMETERS);
    out['commands'] = {
      [`set_${parameter.replaceAll(' ', '_')}`]: {
        [parameter.replaceAll(' ', '_')]: random.chance(0.6)
          ? { type: 'number', min: 0, max: 100 }
          : { options: ['low', 'medium', 'high', 'auto'] },
      },
    };
  }
  return out;
}

export const PARAMETERS =
  'intensity|interval|speed|spin rate|strength|pressure|power|level|sensitivity|program|wash temperature|flow|feed rate|frequency|torque|mode|delay|grind size|dose|steam level|scent|target level|ramp'.split(
    '|',
  );

export function unique(random: Random, list: readonly string[], count: number): string[] {
  const out = new Set<string>();
  for (let tries = 0; out.size < count && tries < count * 5; tries++) out.add(random.pick(list));
  return [...out];
}

/**
 * Kinds of devices: what people call a device they do not name. "The blinds" are covers of some classes, "the coffee machine" is whatever
 * has coffee in its name. A kind's words are said singular here; plurals are made.
 */
import type { Entity } from '../../domain/home.ts';

export interface Kind {
  readonly id: string;
  /** What people say: one to three words each. */
  readonly words: readonly string[];
  /** Domains whose entities are of this kind, all of them or those of the classes. */
  readonly domains?: readonly string[];
  readonly classes?: readonly string[];
  /** Entities of any commandable domain whose name has one of these are of this kind too. */
  readonly named?: readonly string[];
  /** Asked about, never switched. */
  readonly sensor?: true;
}

const SENSOR = ['sensor', 'binary_sensor'] as const;

export const KINDS: readonly Kind[] = [
  {
    id: 'light',
    words: ['light', 'lighting', 'lamp', 'bulb', 'light bulb', 'lightbulb', 'luminaire', 'illumination', 'led', 'spotlight', 'chandelier'],
    domains: ['light'],
    named: ['light', 'lamp', 'chandelier', 'led', 'bulb'],
  },
  {
    id: 'switch',
    words: [
      'switch',
      'plug',
      'outlet',
      'socket',
      'smart plug',
      'plug socket',
      'relay',
      'power strip',
      'wemo',
      'wemo plug',
      'wemo plug socket',
      'smart socket',
      'smart plug socket',
      'smart switch',
      'smart outlet',
    ],
    domains: ['switch', 'input_boolean'],
    named: ['plug', 'outlet', 'socket'],
  },
  {
    id: 'fan',
    words: ['fan', 'ventilator', 'ventilation', 'ceiling fan', 'extractor', 'extractor fan', 'exhaust'],
    domains: ['fan'],
    named: ['fan', 'ventilator', 'ventilation', 'extractor'],
  },
  { id: 'purifier', words: ['air purifier', 'purifier', 'air cleaner', 'air filter'], named: ['purifier', 'purifiers', 'air cleaner'] },
  {
    id: 'blind',
    words: ['blind', 'roller blind', 'venetian blind', 'window blind', 'roller'],
    domains: ['cover'],
    classes: ['blind', 'shade', 'curtain', 'shutter', 'awning', ''],
    named: ['blind'],
  },
  {
    id: 'curtain',
    words: ['curtain', 'drape', 'drapery'],
    domains: ['cover'],
    classes: ['curtain', 'blind', 'shade', ''],
    named: ['curtain', 'drape'],
  },
  {
    id: 'shade',
    words: ['shade', 'window shade', 'roller shade'],
    domains: ['cover'],
    classes: ['shade', 'blind', 'awning', ''],
    named: ['shade'],
  },
  { id: 'shutter', words: ['shutter', 'roller shutter'], domains: ['cover'], classes: ['shutter', 'blind', ''], named: ['shutter'] },
  { id: 'awning', words: ['awning', 'marquee', 'canopy'], domains: ['cover'], classes: ['awning'], named: ['awning', 'marquee'] },
  { id: 'garage_door', words: ['garage door', 'garage', 'overhead door'], domains: ['cover'], classes: ['garage'], named: ['garage'] },
  { id: 'gate', words: ['gate', 'driveway gate'], domains: ['cover'], classes: ['gate'], named: ['gate'] },
  {
    id: 'door',
    words: ['door'],
    domains: ['cover', 'lock', 'binary_sensor'],
    classes: ['door', 'garage', 'garage_door', 'lock'],
    named: ['door'],
  },
  {
    id: 'window',
    words: ['window'],
    domains: ['cover', 'binary_sensor'],
    classes: ['window', 'blind', 'curtain', 'shade', 'shutter'],
    named: ['window', 'skylight'],
  },
  { id: 'cover', words: ['cover', 'window covering', 'window cover'], domains: ['cover'] },
  { id: 'lock', words: ['lock', 'door lock', 'deadbolt', 'smart lock', 'latch', 'bolt'], domains: ['lock'], named: ['lock', 'deadbolt'] },
  {
    id: 'climate',
    words: ['thermostat', 'hvac', 'climate', 'climate control', 'hvac system', 'temperature control'],
    domains: ['climate'],
    named: ['thermostat', 'hvac'],
  },
  {
    id: 'heating',
    words: [
      'heating',
      'heater',
      'heat',
      'radiator',
      'heating system',
      'central heating',
      'underfloor heating',
      'floor heating',
      'space heater',
      'heat pump',
      'heatpump',
    ],
    domains: ['climate'],
    named: ['heating', 'heater', 'radiator', 'heat'],
  },
  {
    id: 'ac',
    words: [
      'ac',
      'a c',
      'air conditioner',
      'air conditioning',
      'aircon',
      'air con',
      'air condition',
      'cooling',
      'airco',
      'cooler',
      'conditioner',
    ],
    domains: ['climate'],
    named: ['air conditioner', 'air conditioning', 'ac', 'aircon', 'cooling', 'cooler'],
  },
  {
    id: 'water_heater',
    words: ['water heater', 'hot water', 'boiler', 'geyser', 'hot water heater', 'hot water tank'],
    domains: ['water_heater'],
    named: ['water heater', 'boiler', 'hot water', 'geyser'],
  },
  { id: 'humidifier', words: ['humidifier'], domains: ['humidifier'], classes: ['humidifier', ''], named: ['humidifier'] },
  {
    id: 'dehumidifier',
    words: ['dehumidifier'],
    domains: ['humidifier'],
    classes: ['dehumidifier'],
    named: ['dehumidifier', 'dehumidifiers'],
  },
  {
    id: 'tv',
    words: ['tv', 'television', 'telly', 'tele', 'smart tv', 'tv set'],
    domains: ['media_player'],
    classes: ['tv'],
    named: ['tv', 'television', 'telly'],
  },
  {
    id: 'speaker',
    words: [
      'speaker',
      'smart speaker',
      'sound system',
      'stereo',
      'soundbar',
      'sound bar',
      'hifi',
      'radio',
      'music player',
      'sonos',
      'echo',
      'google home',
      'homepod',
    ],
    domains: ['media_player'],
    classes: ['speaker', 'receiver', ''],
    named: ['speaker', 'stereo', 'soundbar', 'radio', 'sonos', 'sound system', 'music'],
  },
  {
    id: 'media',
    words: [
      'media player',
      'player',
      'media',
      'music',
      'song',
      'track',
      'playback',
      'audio',
      'video',
      'movie',
      'album',
      'playlist',
      'show',
      'sound',
      'podcast',
      'film',
      'episode',
    ],
    domains: ['media_player'],
  },
  { id: 'projector', words: ['projector', 'beamer'], named: ['projector', 'beamer'] },
  {
    id: 'vacuum',
    words: [
      'vacuum',
      'vacuum cleaner',
      'robot vacuum',
      'robot vacuum cleaner',
      'robot',
      'hoover',
      'roomba',
      'sweeper',
      'vacuum robot',
      'robot cleaner',
      'cleaning robot',
      'roborock',
      'robovac',
      'vac',
      'deebot',
      'mop',
      'dust collector',
    ],
    domains: ['vacuum'],
    named: ['vacuum', 'roomba', 'roborock', 'hoover'],
  },
  {
    id: 'mower',
    words: ['mower', 'lawn mower', 'lawnmower', 'robot mower', 'robotic mower'],
    domains: ['lawn_mower'],
    named: ['mower', 'lawnmower'],
  },
  { id: 'valve', words: ['valve', 'water valve', 'water', 'shut off valve'], domains: ['valve'], named: ['valve'] },
  {
    id: 'sprinkler',
    words: ['sprinkler', 'irrigation', 'sprinkler system', 'irrigation system', 'watering', 'watering system', 'drip'],
    named: ['sprinkler', 'sprinklers', 'irrigation', 'watering'],
  },
  { id: 'shower', words: ['shower'], named: ['shower'] },
  { id: 'faucet', words: ['faucet', 'tap'], named: ['faucet', 'tap'] },
  { id: 'siren', words: ['siren', 'horn'], domains: ['siren'], named: ['siren'] },
  {
    id: 'alarm_panel',
    words: ['alarm', 'alarm system', 'security system', 'security', 'security alarm', 'house alarm', 'burglar alarm', 'home alarm'],
    domains: ['alarm_control_panel'],
  },
  { id: 'scene', words: ['scene', 'mode', 'mood'], domains: ['scene'] },
  { id: 'script', words: ['script', 'routine', 'sequence', 'program'], domains: ['script'] },
  { id: 'automation', words: ['automation', 'rule'], domains: ['automation'] },
  { id: 'camera', words: ['camera', 'cam', 'webcam', 'cctv'], domains: ['camera'], named: ['camera', 'cam'] },
  {
    id: 'todo',
    words: [
      'list',
      'todo list',
      'to do list',
      'shopping list',
      'grocery list',
      'to do',
      'todo',
      'groceries',
      'shopping',
      'task list',
      'chores',
      'chore list',
    ],
    domains: ['todo'],
    named: [],
  },
  { id: 'timer', words: ['timer', 'countdown'], domains: ['timer'] },
  { id: 'person', words: ['person', 'people', 'everyone', 'anyone', 'somebody', 'anybody'], domains: ['person', 'device_tracker'] },
  { id: 'weather', words: ['weather', 'forecast'], domains: ['weather'] },
  { id: 'button', words: ['button'], domains: ['button', 'input_button'] },
  { id: 'number', words: ['setpoint', 'set point', 'value'], domains: ['number', 'input_number'], named: ['setpoint'] },
  {
    id: 'coffee',
    words: [
      'coffee',
      'coffee machine',
      'coffee maker',
      'coffeemaker',
      'espresso machine',
      'espresso maker',
      'espresso',
      'cappuccino',
      'latte',
      'cup of coffee',
      'coffee pot',
    ],
    named: ['coffee', 'espresso', 'coffeemaker'],
  },
  {
    id: 'washer',
    words: ['washing machine', 'washer', 'laundry', 'laundry machine', 'clothes washer'],
    named: ['washing machine', 'washer', 'laundry'],
  },
  { id: 'dryer', words: ['dryer', 'tumble dryer', 'clothes dryer', 'drier'], named: ['dryer', 'tumble dryer', 'drier'] },
  { id: 'dishwasher', words: ['dishwasher', 'dish washer'], named: ['dishwasher'] },
  { id: 'oven', words: ['oven', 'stove', 'cooker', 'hob'], named: ['oven', 'stove', 'cooker', 'hob'] },
  { id: 'microwave', words: ['microwave'], named: ['microwave'] },
  { id: 'kettle', words: ['kettle'], named: ['kettle'] },
  { id: 'fridge', words: ['fridge', 'refrigerator', 'icebox'], named: ['fridge', 'refrigerator'] },
  { id: 'freezer', words: ['freezer', 'deep freezer', 'chest freezer'], named: ['freezer'] },
  { id: 'hood', words: ['hood', 'range hood', 'cooker hood', 'extractor hood'], named: ['hood'] },
  { id: 'fireplace', words: ['fireplace', 'fire', 'stove'], named: ['fireplace', 'fire place'] },
  { id: 'sauna', words: ['sauna'], named: ['sauna'] },
  { id: 'hot_tub', words: ['hot tub', 'jacuzzi', 'spa', 'whirlpool'], named: ['hot tub', 'jacuzzi', 'spa', 'whirlpool'] },
  { id: 'fountain', words: ['fountain', 'water feature'], named: ['fountain'] },
  { id: 'charger', words: ['charger', 'wallbox', 'ev charger', 'car charger'], named: ['charger', 'wallbox'] },
  { id: 'computer', words: ['computer', 'pc', 'laptop', 'desktop', 'server'], named: ['computer', 'pc', 'server', 'laptop'] },
  { id: 'printer', words: ['printer', '3d printer'], named: ['printer'] },
  {
    id: 'diffuser',
    words: [
      'aromatherapy',
      'diffuser',
      'aroma diffuser',
      'scent',
      'aromatherapy device',
      'aromatherapy machine',
      'aromatherapy diffuser',
      'oil diffuser',
    ],
    named: ['aromatherapy', 'diffuser', 'aroma'],
  },
  {
    id: 'trash',
    words: ['trash', 'trash can', 'bin', 'garbage', 'garbage can', 'rubbish', 'waste bin', 'trash bin'],
    named: ['trash', 'bin', 'garbage'],
  },
  { id: 'pet_feeder', words: ['feeder', 'pet feeder', 'cat feeder', 'dog feeder'], named: ['feeder'] },
  { id: 'doorbell', words: ['doorbell', 'door bell', 'bell', 'chime'], named: ['doorbell', 'chime'] },
  {
    id: 'tree',
    words: ['christmas tree', 'tree', 'christmas lights', 'fairy lights', 'string lights', 'holiday lights'],
    named: ['christmas', 'tree', 'fairy', 'string lights'],
  },
  { id: 'pump', words: ['pump'], named: ['pump'] },
  { id: 'compressor', words: ['compressor', 'air compressor'], named: ['compressor'] },
  { id: 'motor', words: ['motor', 'drive', 'engine'], named: ['motor', 'drive', 'engine'] },
  { id: 'conveyor', words: ['conveyor', 'belt', 'conveyor belt'], named: ['conveyor', 'belt'] },
  { id: 'mixer', words: ['mixer', 'agitator', 'stirrer'], named: ['mixer', 'agitator', 'stirrer'] },
  { id: 'chiller', words: ['chiller'], named: ['chiller'] },
  { id: 'machine', words: ['machine', 'mill', 'lathe', 'saw', 'grinder', 'press'], named: ['machine', 'mill', 'lathe', 'saw', 'grinder'] },
  {
    id: 'appliance',
    words: ['appliance', 'device', 'gadget', 'thing', 'electronics', 'everything', 'stuff', 'unit'],
    domains: ['light', 'switch', 'fan', 'media_player', 'climate', 'humidifier', 'cover', 'valve', 'input_boolean'],
  },
  // what is only asked about
  { id: 'temperature', words: ['temperature', 'temp'], domains: SENSOR, classes: ['temperature'], sensor: true },
  { id: 'humidity', words: ['humidity', 'moisture level'], domains: SENSOR, classes: ['humidity'], sensor: true },
  {
    id: 'moisture',
    words: ['moisture', 'leak', 'water leak', 'leak sensor', 'water sensor', 'flood'],
    domains: SENSOR,
    classes: ['moisture'],
    sensor: true,
  },
  {
    id: 'motion',
    words: ['motion', 'movement', 'motion sensor', 'motion detector', 'presence', 'occupancy', 'presence sensor', 'activity'],
    domains: SENSOR,
    classes: ['motion', 'occupancy', 'presence', 'moving'],
    sensor: true,
  },
  {
    id: 'smoke',
    words: ['smoke', 'smoke detector', 'smoke alarm', 'gas', 'carbon monoxide', 'fire alarm'],
    domains: SENSOR,
    classes: ['smoke', 'gas', 'carbon_monoxide'],
    sensor: true,
  },
  {
    id: 'battery',
    words: ['battery', 'battery level', 'charge', 'phone battery', 'batterie'],
    domains: SENSOR,
    classes: ['battery', 'battery_charging'],
    sensor: true,
  },
  {
    id: 'power',
    words: ['power', 'wattage', 'power consumption', 'electricity', 'power usage', 'load'],
    domains: SENSOR,
    classes: ['power', 'apparent_power'],
    sensor: true,
  },
  { id: 'energy', words: ['energy', 'energy consumption', 'energy usage'], domains: SENSOR, classes: ['energy'], sensor: true },
  { id: 'voltage', words: ['voltage'], domains: SENSOR, classes: ['voltage'], sensor: true },
  { id: 'current', words: ['current', 'amperage'], domains: SENSOR, classes: ['current'], sensor: true },
  { id: 'pressure', words: ['pressure', 'air pressure'], domains: SENSOR, classes: ['pressure', 'atmospheric_pressure'], sensor: true },
  {
    id: 'illuminance',
    words: ['illuminance', 'light level', 'brightness sensor', 'lux', 'light sensor'],
    domains: SENSOR,
    classes: ['illuminance'],
    sensor: true,
  },
  {
    id: 'co2',
    words: ['co2', 'carbon dioxide', 'air quality', 'co 2', 'aqi', 'pm25'],
    domains: SENSOR,
    classes: ['carbon_dioxide', 'aqi', 'pm25', 'pm10', 'volatile_organic_compounds'],
    sensor: true,
  },
  { id: 'sensor', words: ['sensor', 'detector', 'meter', 'gauge', 'reading'], domains: SENSOR, sensor: true },
];

/** Domains that something can be done to; names alone make a kind only of these. */
const COMMANDABLE = new Set(
  'light switch fan cover lock climate water_heater humidifier media_player vacuum lawn_mower valve siren scene script button input_button number input_number select input_select input_boolean automation remote group camera text update'.split(
    ' ',
  ),
);

/** The kinds an entity is of, by its domain, class and name. `words` are its name's words, lower case, with their stems. */
export function kindsOf(entity: Entity, words: readonly string[]): ReadonlySet<string> {
  const deviceClass = typeof entity.attributes['device_class'] === 'string' ? entity.attributes['device_class'] : '';
  const padded = ` ${words.join(' ')} `;
  const out = new Set<string>();
  for (const kind of KINDS) {
    const byDomain =
      kind.domains?.includes(entity.domain) === true &&
      (kind.classes === undefined || kind.classes.includes(deviceClass) || (kind.classes.includes('lock') && entity.domain === 'lock'));
    const byName =
      kind.named?.some((name) => padded.includes(` ${name} `) || padded.includes(` ${name}s `)) === true &&
      (COMMANDABLE.has(entity.domain) || (kind.domains?.includes(entity.domain) ?? false));
    if (byDomain || byName) out.add(kind.id);
  }
  // What is called heating does not cool, what is called an air conditioner is not the heating; a thermostat may be both.
  if (entity.domain === 'climate') {
    const cools = / (?:ac|a c|air conditioner|air conditioning|air con|aircon|cooler|cooling)s? /.test(padded);
    const heats = / (?:heating|heater|heaters|radiator|radiators|heat|boiler|furnace|floor heating) /.test(padded);
    if (cools && !heats) out.delete('heating');
    if (heats && !cools) out.delete('ac');
    // What can only heat is no air conditioner.
    const modes = entity.attributes['hvac_modes'];
    if (!cools && Array.isArray(modes) && modes.length > 0 && modes.every((mode) => mode === 'off' || mode === 'heat')) out.delete('ac');
  }
  if (out.has('purifier') && entity.domain === 'fan' && !/ fans? /.test(padded)) out.delete('fan');
  // A player that does not say what it is: a speaker or a screen, unless its name tells.
  if (entity.domain === 'media_player' && deviceClass === '') {
    const speaks = /\b(?:speaker|speakers|stereo|soundbar|radio|sonos|sound|music|homepod|echo|nest|google|alexa|amp|audio)\b/.test(padded);
    if (!speaks) out.add('tv');
    if (out.has('tv') && /\b(?:tv|television|telly|screen|projector)\b/.test(padded)) out.delete('speaker');
  }
  // A sensor of a fridge is asked about by the fridge's name; the class decides the rest.
  return out;
}

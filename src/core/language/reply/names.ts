/**
 * Names as a person says them inside a sentence: "the kitchen light", "the TV", "the Sonos One", "Anna's lamp", "P-101".
 *
 * Names are data from outside: they are put on one line and shortened, and nothing in them is ever read as more than a name.
 */
import type { Area, Entity, Home } from '../../domain/home.ts';

/** Longest name that is repeated in a sentence. */
const MAX_NAME = 60;

/** One line, no control characters, not too long. */
export function tidyName(name: string): string {
  const line = name
    .slice(0, 500)
    .replace(/[\p{C}\s_]+/gu, ' ')
    .trim()
    .replace(/[.!?…]+$/, '');
  const letters = Array.from(line);
  return letters.length > MAX_NAME
    ? `${letters
        .slice(0, MAX_NAME - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

/** Makers and products that keep their capital. Anything else written with one capital is taken to be a common word in a title. */
const BRANDS: ReadonlySet<string> = new Set(
  'alexa apple aqara bosch bose chromecast daikin denon dyson echo ecobee eufy fritz google harman hue ikea lutron miele nespresso nest netatmo netflix nanoleaf panasonic philips plex ring roborock roku roomba samsung sennheiser shelly siemens somfy sonoff sonos sony spotify tado tesla trådfri velux wemo xiaomi yale yamaha yeelight schlage honeywell chamberlain liftmaster carrier trane'.split(
    ' ',
  ),
);
const WEEKDAYS: ReadonlySet<string> = new Set(
  'monday tuesday wednesday thursday friday saturday sunday christmas easter halloween english german french italian'.split(' '),
);

/** Owners who are no names: "kids' room", "the baby's lamp". */
const COMMON_OWNERS =
  /^(?:kid|kids|child|children|baby|babies|guest|guests|boy|boys|girl|girls|man|men|woman|women|master|dog|cat)['’]s?$/i;
const OWNER = /^\p{Lu}[\p{L}-]*['’]s?$/u;

function lowered(word: string): string {
  if (COMMON_OWNERS.test(word)) return word.toLowerCase();
  if (OWNER.test(word)) return word;
  // TV, AC, EcoBee, iPhone, 3D, P-101: more than a leading capital is written on purpose.
  if (!/^\p{Lu}[\p{Ll}'’-]*$/u.test(word)) return word.length > 4 && /^\p{Lu}+$/u.test(word) ? word.toLowerCase() : word;
  const low = word.toLowerCase();
  return BRANDS.has(low) || WEEKDAYS.has(low) || (word.length === 1 && low !== 'a') ? word : low;
}

/** The name within a sentence, without article: "kitchen light", "Sonos One", "TV". */
export function plainName(name: string): string {
  const words = tidyName(name).split(' ');
  return words
    .map((word, i) =>
      i > 0 && word === 'A'
        ? word
        : i > 0 && BRANDS.has(words[i - 1]?.toLowerCase() ?? '') && /^\p{Lu}/u.test(word)
          ? brandTail(word)
          : lowered(word),
    )
    .join(' ');
}

/** "Sonos One" stays, "Hue Lamp" is a "Hue lamp". */
const brandTail = (word: string): string =>
  /^(?:One|Five|Play|Beam|Arc|Move|Roam|Max|Mini|Dot|Show|Studio|Home|Hub|Go|Play|Era|Sub|Ray|Pro|Plus)$/.test(word) ? word : lowered(word);

/** With its article, where one is said. */
export function withArticle(name: string): string {
  const plain = plainName(name);
  if (plain === '') return 'a device without a name';
  const [first = '', ...rest] = plain.split(' ');
  if (/^(?:the|a|an)$/i.test(first)) return rest.length === 0 ? `the ${plain}` : `the ${rest.join(' ')}`;
  if (/^(?:my|our)$/i.test(first) && rest.length > 0) return `your ${rest.join(' ')}`;
  if (/^(?:your|his|her|their|this|that|all)$/i.test(first)) return plain;
  if (OWNER.test(first)) return plain;
  // A code is a name: "P-101", "V2".
  if (rest.length === 0 && /\d/.test(first)) return plain;
  return `the ${plain}`;
}

/** What roams the house is called like a pet: "Dusty", not "the dusty"; but "the robot", "the Roomba". */
const isPet = (domain: string, name: string): boolean =>
  (domain === 'vacuum' || domain === 'lawn_mower') &&
  /^\p{Lu}\p{L}*$/u.test(name) &&
  !BRANDS.has(name.toLowerCase()) &&
  !/vacuum|cleaner|hoover|sweeper|mop|mower|robot|bot$/i.test(name);

const NO_ARTICLE: ReadonlySet<string> = new Set(['person', 'zone']);

/** "the kitchen light"; people have no article; where two are called the same, "the lamp in the bedroom". */
export function sayEntity(entity: Entity, home?: Home): string {
  const given = tidyName(entity.name) === '' ? entity.id.slice(entity.id.indexOf('.') + 1) : entity.name;
  const name = NO_ARTICLE.has(entity.domain) || isPet(entity.domain, tidyName(given)) ? tidyName(given) : withArticle(given);
  if (home === undefined || entity.area === undefined) return name;
  const alike = namesakes(home).get(entity.name.toLowerCase()) ?? 0;
  const area = alike > 1 ? home.areas.find(({ id }) => id === entity.area) : undefined;
  return area === undefined || hasWords(entity.name, area.name) ? name : `${name} ${sayIn(area)}`;
}

/** How many entities have each name; a home is asked often. */
function namesakes(home: Home): ReadonlyMap<string, number> {
  let known = cache.get(home);
  if (known === undefined) {
    const counts = new Map<string, number>();
    for (const { name, domain } of home.entities) {
      if (domain === 'sensor' || domain === 'binary_sensor') continue;
      const key = name.toLowerCase();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    known = counts;
    cache.set(home, known);
  }
  return known;
}
const cache = new WeakMap<Home, ReadonlyMap<string, number>>();

const hasWords = (name: string, part: string): boolean => ` ${name.toLowerCase()} `.includes(` ${part.toLowerCase()} `);

const UNPLACED: ReadonlySet<string> = new Set(['upstairs', 'downstairs', 'outside', 'inside', 'outdoors', 'indoors']);
const ON_IT = /\b(?:floor|patio|terrace|balcony|deck|porch|roof|landing|veranda|level|storey|story|driveway|stairs)$/i;

/** "in the kitchen", "on the ground floor", "upstairs", "in Anna's room". */
export function sayIn(place: Pick<Area, 'name'>): string {
  const name = tidyName(place.name);
  if (UNPLACED.has(name.toLowerCase())) return name.toLowerCase();
  return `${ON_IT.test(name) ? 'on' : 'in'} ${sayPlace(place)}`;
}

/** "the kitchen", "Anna's room", "room 101". */
export function sayPlace(place: Pick<Area, 'name'>): string {
  const name = tidyName(place.name);
  if (UNPLACED.has(name.toLowerCase())) return name.toLowerCase();
  if (/^(?:room|line|hall|bay|zone|cell|unit|apartment|flat|building)\s+\S{1,4}$/i.test(name)) return plainName(name);
  return withArticle(name);
}

const SINGULAR_S = /(?:ss|us|is|bus|gas|lens|christmas|plus|chaos|glass|bros)$/i;
/** Whether a name takes "are": "Living Room Lights", "Blinds". */
export function isPlural(name: string): boolean {
  const last = tidyName(name).split(' ').at(-1) ?? '';
  return (/[a-z]s$/i.test(last) && !SINGULAR_S.test(last) && !/['’]s$/.test(last)) || /^(?:people|children|men|women)$/i.test(last);
}

/** "a heater", "an oven". */
export const aOrAn = (noun: string): string =>
  `${/^(?:[aeio]|u(?!se|ni|til|ti))/i.test(noun) || /^(?:[AEFHILMNORSX][A-Z]|8|11\b)/.test(noun) ? 'an' : 'a'} ${noun}`;

export const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

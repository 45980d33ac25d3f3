/** What of a device is meant: brightness, temperature, volume … and the own parameters of this home's devices. */
import type { Attribute } from '../deed.ts';
import { isCommandName, type Sentence } from '../sentence.ts';

export interface AttributeFound {
  readonly from: number;
  readonly to: number;
  readonly attribute: Attribute;
}

/** Several words first. `fan_speed` is the speed of something that has a fan: a fan, an air conditioner. */
const PHRASES: readonly (readonly [string, Attribute])[] = [
  ['color temperature', 'colour_temperature'],
  ['light temperature', 'colour_temperature'],
  ['white temperature', 'colour_temperature'],
  ['fan speed', 'fan_speed'],
  ['fan mode', 'fan_speed'],
  ['fan setting', 'fan_speed'],
  ['fan level', 'fan_speed'],
  ['blower speed', 'fan_speed'],
  ['wind speed', 'fan_speed'],
  ['swing mode', 'swing'],
  ['swing direction', 'swing'],
  ['swing position', 'swing'],
  ['swing setting', 'swing'],
  ['operation mode', 'mode'],
  ['operating mode', 'mode'],
  ['hvac mode', 'mode'],
  ['preset mode', 'preset'],
  ['light level', 'brightness'],
  ['light intensity', 'brightness'],
  ['light power', 'brightness'],
  ['light strength', 'brightness'],
  ['brightness level', 'brightness'],
  ['light output', 'brightness'],
  ['volume level', 'volume'],
  ['sound level', 'volume'],
  ['target temperature', 'temperature'],
  ['target humidity', 'humidity'],
  ['humidity level', 'humidity'],
  ['temperature setting', 'temperature'],
  ['set point', 'temperature'],
  ['cleaning mode', 'mode'],
  ['cleaning area', 'cleaning_area'],
  ['tilt position', 'tilt'],
  ['slat angle', 'tilt'],
  ['fan direction', 'direction'],
  ['brightness', 'brightness'],
  ['luminosity', 'brightness'],
  ['brightest', 'brightness'],
  ['bright', 'brightness'],
  ['brighter', 'brightness'],
  ['brighten', 'brightness'],
  ['dimmer', 'brightness'],
  ['dim', 'brightness'],
  ['darker', 'brightness'],
  ['color', 'colour'],
  ['colors', 'colour'],
  ['hue', 'colour'],
  ['tint', 'colour'],
  ['temperature', 'temperature'],
  ['temp', 'temperature'],
  ['temperatures', 'temperature'],
  ['warmer', 'temperature'],
  ['cooler', 'temperature'],
  ['hotter', 'temperature'],
  ['colder', 'temperature'],
  ['setpoint', 'temperature'],
  ['humidity', 'humidity'],
  ['volume', 'volume'],
  ['loudness', 'volume'],
  ['louder', 'volume'],
  ['too loud', 'volume'],
  ['too quiet', 'volume'],
  ['quieter', 'volume'],
  ['sound', 'volume'],
  ['position', 'position'],
  ['opening', 'position'],
  ['openness', 'position'],
  ['tilt', 'tilt'],
  ['speed', 'speed'],
  ['faster', 'speed'],
  ['slower', 'speed'],
  ['mode', 'mode'],
  ['preset', 'preset'],
  ['swing', 'swing'],
  ['oscillation', 'oscillation'],
  ['oscillate', 'oscillation'],
  ['source', 'source'],
  ['effect', 'effect'],
  ['light effect', 'effect'],
  ['input', 'source'],
  ['intensity', 'intensity'],
  ['interval', 'interval'],
  ['degree', 'degree'],
  ['angle', 'degree'],
  ['percentage', 'percentage'],
  ['level', 'level'],
];

/** Attributes of tokens `[from, to)` outside names, in order; own parameters of the home's devices (`spin_rate`) before the general ones. */
export function attributesIn(sentence: Sentence, from: number, to: number, own: ReadonlyMap<string, string>): AttributeFound[] {
  const words = sentence.tokens.slice(0, to).map(({ text }) => text);
  const out: AttributeFound[] = [];
  for (let i = from; i < to; i++) {
    if (isCommandName(sentence, i) && !sentence.mentionAt[i]?.refs.some(({ type }) => type === 'kind')) continue;
    const found =
      longest(words, i, own) ??
      (words[i] === 'fan' &&
      i > from &&
      sentence.mentionAt[i - 1]?.refs.some(
        (r) => (r.type === 'kind' && /^(?:ac|heating|climate)$/.test(r.id)) || (r.type === 'entity' && r.id.startsWith('climate.')),
      ) === true &&
      sentence.mentionAt[i] !== sentence.mentionAt[i - 1]
        ? { attribute: 'fan_speed', words: 1 }
        : undefined);
    // "warm the room by two degrees", "20 degrees": units are no attributes.
    if (
      found === undefined ||
      ((found.attribute === 'degree' || found.attribute === 'level') && sentence.tokens[i - 1]?.number !== undefined)
    )
      continue;
    out.push({ from: i, to: i + found.words, attribute: found.attribute });
    i += found.words - 1;
  }
  return out;
}

function longest(
  words: readonly string[],
  at: number,
  own: ReadonlyMap<string, string>,
): { attribute: Attribute; words: number } | undefined {
  const rest = `${words.slice(at, at + 3).join(' ')} `;
  for (let n = 3; n >= 1; n--) {
    const parameter = own.get(words.slice(at, at + n).join(' '));
    if (parameter !== undefined && at + n <= words.length && !GENERAL.has(parameter)) return { attribute: parameter, words: n };
  }
  for (const [phrase, attribute] of PHRASES) if (rest.startsWith(`${phrase} `)) return { attribute, words: phrase.split(' ').length };
  return undefined;
}

const GENERAL = new Set(PHRASES.map(([, attribute]) => attribute as string));

/** Own parameters of a home's devices: the words people say for them → the parameter's name. */
export function ownParameters(sentence: Pick<Sentence, 'index'>): ReadonlyMap<string, string> {
  let known = cache.get(sentence.index);
  if (known === undefined) {
    const map = new Map<string, string>();
    for (const { entity } of sentence.index.entities.values()) {
      const commands = entity.attributes['commands'];
      if (typeof commands !== 'object' || commands === null || Array.isArray(commands)) continue;
      for (const parameters of Object.values(commands).slice(0, 50)) {
        if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) continue;
        for (const name of Object.keys(parameters).slice(0, 20)) if (map.size < 500) map.set(name.toLowerCase().replaceAll('_', ' '), name);
      }
    }
    known = map;
    cache.set(sentence.index, known);
  }
  return known;
}

/** Derived once per home; gone with it. */
const cache = new WeakMap<object, ReadonlyMap<string, string>>();

/** "pack the trash", where the trash has a command called so. */
export function ownVerb(sentence: Sentence, from: number, to: number): string | undefined {
  const verb = sentence.tokens[from]?.text ?? '';
  if (to - from < 2 || !/^\p{L}{3,}$/u.test(verb) || /^(?:set|turn|switch|open|close|start|stop|play|pause)$/.test(verb)) return undefined;
  for (const { entity } of sentence.index.entities.values()) {
    const commands = entity.attributes['commands'];
    if (typeof commands === 'object' && commands !== null && !Array.isArray(commands) && Object.hasOwn(commands, verb)) return verb;
  }
  return undefined;
}

/**
 * Which way round an entity of two states reads: what "on" of it is on the wire. Found by trying: messages with one word and the other, through its
 * own template and payloads, as if they had come.
 *
 *     {"contact": true}   payload_on: false                              ─► off     {"contact": false} ─► on      inverted
 *     {"contact": true}   {{ 'OFF' if value_json.contact else 'ON' }}    ─► OFF ─► off …                          inverted
 *     LOCKED (reads 1)    lock                                           ─► locked; on is "unlocked"              inverted
 *
 * Where neither word decides it is taken to be the right way round.
 */
import { timestamp } from '../../base/index.ts';
import type { Json } from '../../domain/home.ts';
import { valueFrom } from '../../protocol/payload-value.ts';
import { PATH_STEP } from '../discovery/paths.ts';
import type { Hearing } from '../discovery/thing.ts';
import { payloadVariables, render } from '../template/index.ts';
import type { Item } from './item.ts';

/** The state that counts as on, as what watches two states has it: open, unlocked, running. */
const ON: ReadonlyMap<string, string> = new Map([
  ...['binary_sensor', 'switch', 'light', 'fan', 'siren', 'humidifier'].map((domain) => [domain, 'on'] as const),
  ['lock', 'unlocked'],
  ['cover', 'open'],
  ['valve', 'open'],
]);

/** Words that read 1, and their opposites that read 0, as devices send them: see ../../protocol/payload-value.ts. */
const PAIRS: readonly (readonly [one: Json, zero: Json])[] = [
  [true, false],
  [1, 0],
  ['1', '0'],
  ...(['ON OFF', 'TRUE FALSE', 'OPEN CLOSED', 'LOCKED UNLOCKED', 'YES NO', 'ONLINE OFFLINE'] as const).flatMap((words) =>
    [words, words.toLowerCase(), words.replace(/\B\w+/g, (rest) => rest.toLowerCase())].map((form) => form.split(' ') as [string, string]),
  ),
];
/** Settings in which a device names its own words. */
const WORDS = ['payload_on', 'payload_off', 'state_on', 'state_off', 'state_locked', 'state_unlocked', 'state_open', 'state_closed'];

const MOMENT = { now: timestamp(0), timezone: 'UTC' };

/** Whether its "on" reads 0 on the wire. */
export function isInverted(item: Item): boolean {
  const on = ON.get(item.thing.domain);
  if (on === undefined) return false;
  const own = WORDS.flatMap((name) => item.settings.word(name) ?? []);
  const [one, zero] = [1, 0].map((side) => own.find((word) => valueFrom(word)?.value === side));
  const pairs = one === undefined || zero === undefined ? PAIRS : [[one, zero] as const, ...PAIRS];
  for (const hearing of item.thing.hears)
    for (const pair of pairs) {
      const [ofOne, ofZero] = pair.map((word) => stateAfter(item, hearing, word) === on);
      if (ofOne !== ofZero) return ofZero === true;
    }
  return false;
}

/** What it would show after a message that holds this wherever it looks; undefined where that changes nothing. */
function stateAfter(item: Item, { places, template, variables, take }: Hearing, word: Json): string | undefined {
  const text = places.paths.includes('') ? String(word) : JSON.stringify(messageOf(places.paths, word));
  const rendered = template === undefined ? undefined : render(template, { ...payloadVariables(text), ...variables }, MOMENT);
  const said = rendered === undefined ? text : rendered.ok && 'text' in rendered.value ? rendered.value.text : undefined;
  if (said === undefined) return undefined;
  return take(said, item.raw, { text, json: payloadVariables(text).value_json, retained: false, at: MOMENT.now })?.state;
}

function messageOf(paths: readonly string[], word: Json): object {
  const split = paths.map((path) => path.split(PATH_STEP).slice(0, MAX_DEPTH));
  const message = placeFor(split[0]?.[0]);
  for (const steps of split) {
    let place = message;
    for (const [i, step] of steps.slice(0, -1).entries()) {
      const there: unknown = Object.hasOwn(place, step) ? Reflect.get(place, step) : undefined;
      const inner = typeof there === 'object' && there !== null ? there : placeFor(steps[i + 1]);
      define(place, step, inner);
      place = inner;
    }
    define(place, steps.at(-1) ?? '', word);
  }
  return message;
}
/** A short list for a small number, otherwise an object. */
const placeFor = (step: string | undefined): object => (/^\d$/.test(step ?? '') ? [] : {});
const MAX_DEPTH = 8;
/** A key is a key, also `__proto__`; of a list only its items are set. */
function define(on: object, key: string, value: unknown): void {
  if (!Array.isArray(on) || /^\d$/.test(key))
    Object.defineProperty(on, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The few ways in which platforms listen. */
import type { Attributes, Json } from '../../domain/home.ts';
import { placesIn } from './paths.ts';
import { type Settings, same } from './settings.ts';
import type { Change, Hearing, Shown } from './thing.ts';

/** Behind the name of a topic's setting: a second topic that says the same. Tasmota has one for changes and one for every five minutes. */
export const TOO = '_too';

/** Python's way to say that something is not known. */
export const NONE = 'None';

/**
 * One subscription; none where the topic is not set. Empty text changes nothing unless `empty` says what. `keys`: what a platform reads of
 * a JSON message by itself, without a template.
 */
export function hearing(
  settings: Settings,
  topic: string,
  template: readonly string[],
  take: Hearing['take'],
  more: { readonly variables?: Readonly<Record<string, Json>>; readonly keys?: readonly string[]; readonly empty?: Change } = {},
): readonly Hearing[] {
  const { variables, keys, empty } = more;
  const topics = [topic, `${topic}${TOO}`].flatMap((key) => settings.hears(key) ?? []);
  if (topics.length === 0) return [];
  const heard: Omit<Hearing, 'topic'> = {
    template: settings.template(...template),
    ...(variables === undefined ? {} : { variables }),
    take: (text, shown, said) => (text.trim() === '' ? empty : take(text, shown, said)),
    places: keys === undefined ? placesIn(settings.first(...template)) : { paths: keys, plain: false },
  };
  return topics.map((name) => ({ topic: name, ...heard }));
}

/** Payloads to states; what is no payload of it changes nothing. */
export function stateOf(payloads: readonly (readonly [payload: string, state: string])[]): Hearing['take'] {
  return (text) => {
    if (text === NONE) return { state: 'unknown' };
    const found = payloads.find(([payload]) => same(text, payload));
    return found && { state: found[1] };
  };
}

/** On and off by `payload_on` and `payload_off`. */
export const onOff = (settings: Settings): Hearing['take'] =>
  stateOf([
    [settings.text('payload_on', 'ON'), 'on'],
    [settings.text('payload_off', 'OFF'), 'off'],
  ]);

/** A finite number written as text; NaN for anything else. */
export const numberIn = (text: string): number =>
  /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?\s*$/i.test(text) ? Number(text) : Number.NaN;

/** A number as an attribute; None is null. */
export const numeric =
  (attribute: string, map: (value: number) => number | undefined = (v) => v): Hearing['take'] =>
  (text) => {
    if (text === NONE) return { attributes: { [attribute]: null } };
    const value = numberIn(text);
    const mapped = Number.isNaN(value) ? undefined : map(value);
    return mapped === undefined ? undefined : { attributes: { [attribute]: mapped } };
  };

/** One of several words as an attribute; None and `reset` are null. */
export const choice =
  (attribute: string, options: readonly string[], reset = NONE): Hearing['take'] =>
  (text) => {
    if (text === reset || text === NONE) return { attributes: { [attribute]: null } };
    return options.includes(text) ? { attributes: { [attribute]: text } } : undefined;
  };

/** Two payloads as an attribute that is true or false. */
export const either =
  (attribute: string, yes: string, no: string): Hearing['take'] =>
  (text): Change => {
    if (same(text, yes)) return { attributes: { [attribute]: true } };
    return same(text, no) ? { attributes: { [attribute]: false } } : undefined;
  };

/** Attributes that are set at all, of those given. */
export function given(attributes: Readonly<Record<string, Json | undefined>>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter((pair): pair is [string, Json] => pair[1] !== undefined));
}

export const deviceClass = (settings: Settings): Readonly<Record<string, Json | undefined>> => ({
  device_class: settings.word('device_class')?.toLowerCase(),
});

/** Nothing of these while it is off. */
export const nothingWhenOff =
  (names: readonly string[]) =>
  ({ state, attributes }: Shown): Attributes =>
    state === 'off'
      ? Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, names.includes(name) ? null : value]))
      : attributes;

/** Home Assistant's scale between 1..100 and the states of a range, both ways: homeassistant/util/scaling.py. */
export const percentIn = (low: number, high: number, value: number): number => Math.floor(((value - (low - 1)) * 100) / (high - low + 1));
export const fromPercent = (low: number, high: number, percent: number): number => (percent * (high - low + 1)) / 100 + (low - 1);

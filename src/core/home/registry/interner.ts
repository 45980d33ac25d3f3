/**
 * The same words once: a device says its topics, its lists and itself again for each of its components, and a thousand devices of one maker
 * say the same templates. Values are only ever read, so they can be shared.
 */
import type { Json } from '../../domain/home.ts';
import type { Component } from '../discovery/announcement.ts';
import type { DeviceInfo } from '../discovery/device.ts';

/** Values remembered; then all are forgotten, which costs nothing but room. */
const MAX = 20_000;
const MAX_LENGTH = 1_000;
/** Nobody else says the same there. */
const OWN: ReadonlySet<string> = new Set(['unique_id', 'default_entity_id', 'object_id', 'name']);

export class Interner {
  #texts = new Map<string, string>();
  #lists = new Map<string, Json>();
  #devices = new Map<string, DeviceInfo>();

  component(said: Component): Component {
    const config: Record<string, Json> = {};
    for (const key in said.config) config[key] = OWN.has(key) ? (said.config[key] ?? null) : this.#value(said.config[key] ?? null);
    const { device, origin } = said;
    return {
      key: said.key,
      platform: this.#text(said.platform),
      config,
      ...(device === undefined ? {} : { device: this.#device(device) }),
      ...(origin === undefined ? {} : { origin: this.#text(origin) }),
    };
  }

  #value(value: Json): Json {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value !== 'object' || value === null) return value;
    const said = JSON.stringify(value);
    return said.length > MAX_LENGTH ? value : remembered(this.#lists, said, value);
  }
  #text(text: string): string {
    return text.length > MAX_LENGTH ? text : remembered(this.#texts, text, text);
  }
  #device(device: DeviceInfo): DeviceInfo {
    return remembered(this.#devices, JSON.stringify(device), device);
  }
}

function remembered<T>(known: Map<string, T>, key: string, value: T): T {
  const there = known.get(key);
  if (there !== undefined) return there;
  if (known.size >= MAX) known.clear();
  known.set(key, value);
  return value;
}

/**
 * What the watcher reads and what was announced, joined: both know a topic and a place in its message.
 *
 *     watcher   zigbee2mqtt/freezer  [temperature]      freezer.temperature
 *     registry  zigbee2mqtt/freezer  value_json.temperature   sensor.freezer_temperature "Freezer temperature", °C, Garage
 *
 * The reading keeps its identity and its way; its name, unit and class come from here, and a home shows the entity only.
 */
import { PATH_STEP } from '../discovery/paths.ts';
import type { Item } from './item.ts';
import type { Registry } from './registry.ts';

export interface Joined {
  readonly item: Item;
  /** The value that stands there is the entity's state as it is: its unit holds for it. */
  readonly plain: boolean;
}

const MEASURING: ReadonlySet<string> = new Set(['sensor', 'binary_sensor']);

export class Joins {
  readonly #registry: Registry;
  #revision = -1;
  #byPlace = new Map<string, Joined>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** What was announced of this place in this topic's messages. */
  at(topic: string, path: readonly string[]): Joined | undefined {
    if (this.#revision !== this.#registry.revision) this.#collect();
    const at = `${topic}${PATH_STEP}`;
    return this.#byPlace.get(at + path.join(PATH_STEP));
  }

  #collect(): void {
    this.#revision = this.#registry.revision;
    this.#byPlace = new Map();
    for (const item of this.#registry.items())
      for (const { topic, places } of item.thing.hears)
        for (const path of places.paths) {
          const key = `${topic}${PATH_STEP}${path}`;
          // A measurement's own entity knows it better than a lamp that shows it, too.
          const there = this.#byPlace.get(key);
          if (there === undefined || (!MEASURING.has(there.item.thing.domain) && MEASURING.has(item.thing.domain)))
            this.#byPlace.set(key, { item, plain: places.plain });
        }
  }
}

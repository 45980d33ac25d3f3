/**
 * The sensors that exist: found by what the wire says, refined by the owner, limited in number.
 *
 *     stream (a topic, a port) ── path ──► known? ─► Sensor                      no text is built here after the first time
 *                                           │ no
 *                                           └► words ─► measurement? wanted? room? ─► new Sensor
 *
 * Caches are bounded and only caches: who is asked again finds the same sensor by its words.
 */
import { type Fault, fault } from '../base/index.ts';
import type { DeviceId, Quantity, Sensor, SensorId } from '../domain/index.ts';
import { quantityOf, unitOf } from '../domain/quantity.ts';
import { globMatcher } from './glob.ts';
import {
  clean,
  deviceIdOf,
  deviceNameOf,
  distinct,
  isMeasurement,
  type SensorWords,
  sensorIdOf,
  sensorNameOf,
  sensorWords,
} from './naming.ts';
import type { SensorOptions } from './options.ts';

export interface SensorsLimits {
  /** Most sensors; further ones are refused. */
  readonly max: number;
  readonly overrides?: readonly SensorOptions[];
}

/** What the first value tells about a sensor. */
export interface FirstSight {
  readonly value: number;
  readonly kind: 'number' | 'state';
  readonly unit?: string | undefined;
  /** What it measures, where the device itself says so. */
  readonly quantity?: Quantity | undefined;
}

/** Where a sensor's values stand. */
export interface Origin {
  readonly topic: string;
  readonly path: readonly string[];
}

/** What somebody who knows says of it; what is absent he does not know. */
export interface Known {
  /** Id of the entity that it is. */
  readonly entity: string;
  readonly name?: string;
  readonly deviceName?: string;
  readonly unit?: string;
  readonly quantity?: Quantity;
  /** Whether it only counts up. */
  readonly counter?: boolean;
}

/** Paths one stream remembers; then it forgets all of them and asks anew. */
const streamPaths = 256;

/** All sensors of one Kinglet. */
export class Sensors {
  readonly max: number;
  readonly #overrides: readonly (SensorOptions & { readonly fits: (id: string) => boolean })[];
  readonly #byWords = new Map<string, Sensor>();
  readonly #byId = new Map<string, Sensor>();
  readonly #devices = new Map<string, { readonly id: DeviceId; readonly name: string }>();
  readonly #deviceIds = new Set<string>();
  readonly #origins = new Map<SensorId, Origin>();
  /** As the wire's words say. */
  readonly #plain = new Map<SensorId, Sensor>();
  readonly #entities = new Map<SensorId, string>();
  #generation = 0;
  readonly #full: Fault;
  #refused = 0;

  constructor({ max, overrides = [] }: SensorsLimits) {
    if (!Number.isInteger(max) || max < 1) throw new RangeError(`the limit of sensors must be a positive integer, not ${max}`);
    this.max = max;
    this.#full = fault(
      'sensors/full',
      `There are more than ${max} sensors; the others are left alone.`,
      'Raise watch.max_sensors, or leave topics out with mqtt.ignore.',
    );
    this.#overrides = overrides.map((o) => ({ ...o, fits: globMatcher(o.match) }));
  }

  get size(): number {
    return this.#byId.size;
  }
  /** Readings of sensors that were refused because there were too many. */
  get refused(): number {
    return this.#refused;
  }
  /** In the order in which they were found. */
  list(): readonly Sensor[] {
    return [...this.#byId.values()];
  }
  /** How loudly the owner wants it watched; undefined where nothing is said. */
  watchOf(id: SensorId): SensorOptions['watch'] {
    return this.#ownerSays(id).watch;
  }
  /** Whether the owner has said that this sensor is to be left alone. */
  isOff(id: SensorId): boolean {
    return this.#ownerSays(id).watch === 'off';
  }
  find(id: string): Sensor | undefined {
    return this.#byId.get(id);
  }

  /** A stream of payloads from one place; `topic` where it has an address that others may know it by. */
  stream(place: SensorWords, topic?: string): SensorStream {
    return new SensorStream(this, place, topic);
  }

  /**
   * Asks anew what is known of each sensor by its topic and path: what devices say of themselves refines what the wire's words say, and
   * the owner's word stands above both. A sensor that is called something else is another object with the same id. Returns how many
   * are called or belong elsewhere now.
   */
  refine(known: (topic: string, path: readonly string[]) => Known | undefined): number {
    let changed = 0;
    for (const [id, { topic, path }] of this.#origins) {
      const sensor = this.#byId.get(id);
      if (sensor === undefined) continue;
      const about = known(topic, path);
      if (this.#entities.get(id) !== about?.entity) changed++;
      if (about === undefined) this.#entities.delete(id);
      else this.#entities.set(id, about.entity);
      const refined = this.#refined(sensor, about);
      if (refined === sensor) continue;
      this.#byId.set(id, refined);
      changed++;
    }
    if (changed > 0) {
      for (const [key, { id }] of this.#byWords) this.#byWords.set(key, this.#byId.get(id as SensorId) as Sensor);
      this.#generation++;
    }
    return changed;
  }
  /** The entity that a sensor's readings belong to, where one is known. */
  entityOf(id: SensorId): string | undefined {
    return this.#entities.get(id);
  }
  /** Another number when sensors have been refined: what is remembered of them elsewhere is old. */
  get generation(): number {
    return this.#generation;
  }

  /** The sensor of these words, made if need be; null when it is none or not wanted, a fault (`sensors/full`) when there are too many. */
  resolve(words: SensorWords, first: FirstSight, origin?: Origin): Sensor | null | Fault {
    if (!isMeasurement(words.leaf)) return null;
    const key = `${words.device.join('\u0000')}\u0001${words.leaf.join('\u0000')}`;
    const known = this.#byWords.get(key);
    if (known !== undefined) return known;
    if (this.#byId.size >= this.max) {
      this.#refused++;
      return this.#full;
    }
    const sensor = this.#make(words, first);
    if (sensor === null) return null;
    this.#byWords.set(key, sensor);
    this.#byId.set(sensor.id, sensor);
    if (origin !== undefined) {
      this.#origins.set(sensor.id, origin);
      this.#plain.set(sensor.id, sensor);
    }
    return sensor;
  }

  #make(words: SensorWords, first: FirstSight): Sensor | null {
    const device = this.#deviceOf(words.device);
    let id: SensorId = sensorIdOf(device.id, words.leaf);
    if (this.#byId.has(id)) id = distinct(id, [...words.device, '', ...words.leaf]);
    const owner = this.#ownerSays(id);
    if (owner.watch === 'off' || this.#byId.has(id)) return null;
    const path = words.leaf.join('.');
    const quantity = owner.quantity ?? first.quantity ?? quantityFrom(words, path, first);
    const unit = owner.unit ?? (first.kind === 'state' ? '' : (first.unit ?? unitOf(quantity, path, first.value)));
    const name = owner.name === undefined ? sensorNameOf(device.name, words.leaf) : clean(owner.name);
    // Only devices that have a sensor are remembered, so their number is limited with the sensors'.
    this.#devices.set(words.device.join('\u0000'), device);
    this.#deviceIds.add(device.id);
    return { id, device: device.id, name, deviceName: device.name, quantity, unit };
  }

  /** The sensor as it would be called with what is known of it now. */
  #refined(now: Sensor, about: Known | undefined): Sensor {
    const plain = this.#plain.get(now.id) ?? now;
    const owner = this.#ownerSays(now.id);
    const name = owner.name === undefined ? (about?.name ?? plain.name) : plain.name;
    const deviceName = about?.deviceName ?? plain.deviceName;
    const unit = owner.unit === undefined ? (about?.unit ?? plain.unit) : plain.unit;
    const quantity = owner.quantity === undefined ? (about?.quantity ?? plain.quantity) : plain.quantity;
    const counter = about?.counter;
    if (name === now.name && deviceName === now.deviceName && unit === now.unit && quantity === now.quantity && counter === now.counter)
      return now;
    return { ...plain, name, deviceName, unit, quantity, ...(counter === undefined ? {} : { counter }) };
  }

  #deviceOf(words: readonly string[]): { readonly id: DeviceId; readonly name: string } {
    const known = this.#devices.get(words.join('\u0000'));
    if (known !== undefined) return known;
    const id = deviceIdOf(words);
    return { id: this.#deviceIds.has(id) ? distinct(id, words) : id, name: deviceNameOf(words) };
  }

  #ownerSays(id: SensorId): Partial<Pick<SensorOptions, 'name' | 'unit' | 'quantity' | 'watch'>> {
    const said: { name?: string; unit?: string; quantity?: Quantity; watch?: NonNullable<SensorOptions['watch']> } = {};
    for (const o of this.#overrides) {
      if (!o.fits(id)) continue;
      if (o.name !== undefined) said.name = o.name;
      if (o.unit !== undefined) said.unit = o.unit;
      if (o.quantity !== undefined) said.quantity = o.quantity;
      if (o.watch !== undefined) said.watch = o.watch;
    }
    return said;
  }
}

/** Words that do not say what is measured; then the device's words are asked. */
const sayNothing: ReadonlySet<string> = new Set(['value', 'state']);

function quantityFrom(words: SensorWords, path: string, first: FirstSight): Quantity {
  if (first.kind === 'state') return 'switch';
  return quantityOf(sayNothing.has(path) ? words.device.join('.') : path, first.unit);
}

interface PathNode {
  /** undefined: not asked yet; null: no sensor. */
  sensor: Sensor | null | undefined;
  next: Map<string, PathNode> | undefined;
}

const freshNode = (): PathNode => ({ sensor: undefined, next: undefined });

/** The way from the paths in one stream's payloads to sensors, remembered. */
export class SensorStream {
  readonly #sensors: Sensors;
  readonly #place: SensorWords;
  readonly #topic: string | undefined;
  #root = freshNode();
  #paths = 0;
  #generation: number;

  constructor(sensors: Sensors, place: SensorWords, topic?: string) {
    this.#sensors = sensors;
    this.#place = place;
    this.#topic = topic;
    this.#generation = sensors.generation;
  }

  /** The sensor at a path if it has been asked for before; null when there is none to read, undefined when `meet` must decide. */
  at(path: readonly string[]): Sensor | null | undefined {
    if (this.#generation !== this.#sensors.generation) this.#forget();
    let node: PathNode | undefined = this.#root;
    for (let i = 0; i < path.length && node !== undefined; i++) node = node.next?.get(path[i] as string);
    return node?.sensor;
  }

  /** Finds or makes the sensor at a path that `at` did not know. A fault (`sensors/full`) is not remembered. */
  meet(path: readonly string[], first: FirstSight): Sensor | null | Fault {
    const origin = this.#topic === undefined ? undefined : { topic: this.#topic, path: [...path] };
    const found = this.#sensors.resolve(sensorWords(this.#place, path), first, origin);
    if (found === null || !('code' in found)) this.#remember(path, found);
    return found;
  }

  #remember(path: readonly string[], sensor: Sensor | null): void {
    if (this.#paths >= streamPaths) this.#forget();
    this.#paths++;
    let node = this.#root;
    for (const step of path) {
      node.next ??= new Map();
      let next = node.next.get(step);
      if (next === undefined) {
        next = freshNode();
        node.next.set(step, next);
      }
      node = next;
    }
    node.sensor = sensor;
  }

  #forget(): void {
    this.#root = freshNode();
    this.#paths = 0;
    this.#generation = this.#sensors.generation;
  }
}

/**
 * The home as sentences see it: what is written of it, and every sensor with the value it has now.
 *
 *     HOME.yaml ──┐
 *     sensors   ──┴─► Home { …, sensor.freezer.temperature "Freezer temperature" -18.2 °C }
 *
 * A sensor's entity stays the same object while the sensor is there, and only its state changes: the index of a home is made of names and
 * costs tens of milliseconds where there are thousands, the values cost nothing.
 * What is written of a state is how things were when somebody wrote it: it is not told as if it were so now.
 */
import type { Attributes, Entity, Home } from '../../core/domain/home.ts';
import type { Quantity, Sensor } from '../../core/domain/index.ts';

/** A sensor with its last value. */
export interface Seen {
  readonly sensor: Sensor;
  readonly value: number;
}

/** Devices that have been found beside the sensors; their states change in place. */
export interface FoundDevices {
  /** Another number when any came, went or is called something else. */
  readonly revision: number;
  readonly entities: readonly Entity[];
  /** Written and suggested; those that are written when absent. */
  readonly areas?: Home['areas'];
  /** Whether a sensor is one of the entities already. */
  readonly isShown?: (sensor: Sensor) => boolean;
}
const NOTHING: FoundDevices = { revision: 0, entities: [] };

/** Further ones are left out. */
const MAX_SENSORS = 5_000;

/** Home Assistant's names for what is measured; for the others it has none. */
const CLASSES: Partial<Readonly<Record<Quantity, string>>> = {
  temperature: 'temperature',
  humidity: 'humidity',
  pressure: 'pressure',
  power: 'power',
  energy: 'energy',
  voltage: 'voltage',
  current: 'current',
  battery: 'battery',
  illuminance: 'illuminance',
  co2: 'carbon_dioxide',
  flow: 'volume_flow_rate',
  frequency: 'frequency',
  signal: 'signal_strength',
};

export const entityOf = (sensor: string): string => `sensor.${sensor}`;

/** A value as Home Assistant writes states. */
export function stateOf({ quantity }: Sensor, value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (quantity === 'switch' && (value === 0 || value === 1)) return value === 1 ? 'on' : 'off';
  return String(Number(value.toPrecision(9)));
}

interface Living {
  readonly sensor: Sensor;
  readonly entity: Entity & { state: string };
}

export class LivingHome {
  readonly #written: Home;
  readonly #max: number;
  readonly #about: ReadonlyMap<string, Entity>;
  #living = new Map<string, Living>();
  #revision = 0;
  #home: Home;

  constructor(written: Home, max = MAX_SENSORS) {
    this.#max = max;
    this.#written = { ...written, entities: written.entities.map((entity) => ({ ...entity, state: 'unknown' })) };
    this.#about = new Map(this.#written.entities.map((entity) => [entity.id, entity]));
    this.#home = this.#written;
  }

  get home(): Home {
    return this.#home;
  }

  /**
   * Takes the values as they are now, and the devices that have been found; true when any came, went or is called something else, and the
   * home is another one. A sensor that is one of the found entities is not shown a second time.
   */
  refresh(seen: readonly Seen[], isSilent: (sensor: Sensor) => boolean, found: FoundDevices = NOTHING): boolean {
    const living = new Map<string, Living>();
    let moved = found.revision !== this.#revision;
    this.#revision = found.revision;
    for (const { sensor, value } of seen) {
      if (living.size >= this.#max) break;
      if (found.isShown?.(sensor) === true) continue;
      let known = this.#living.get(sensor.id);
      if (known?.sensor !== sensor) {
        known = { sensor, entity: this.#make(sensor) };
        moved = true;
      }
      known.entity.state = isSilent(sensor) ? 'unavailable' : stateOf(sensor, value);
      living.set(sensor.id, known);
    }
    if (!moved && living.size === this.#living.size) return false;
    this.#living = living;
    const sensors = [...living.values()].map(({ entity }) => entity);
    const taken = new Set([...living.keys()].flatMap(waysToWrite));
    for (const { id } of found.entities) taken.add(id);
    this.#home = {
      ...this.#written,
      areas: found.areas ?? this.#written.areas,
      entities: [...this.#written.entities.filter(({ id }) => !taken.has(id)), ...found.entities, ...sensors],
    };
    return true;
  }

  #make(sensor: Sensor): Entity & { state: string } {
    const written = waysToWrite(sensor.id).flatMap((id) => this.#about.get(id) ?? [])[0];
    const name = written?.name ?? sensor.name;
    return {
      id: entityOf(sensor.id),
      domain: 'sensor',
      name,
      aliases: [...(written?.aliases ?? []), ...(name === sensor.name ? [] : [sensor.name])],
      ...(written?.area === undefined ? {} : { area: written.area }),
      state: 'unknown',
      attributes: { ...attributesOf(sensor), ...written?.attributes },
    };
  }
}

/** In a home file a sensor may be described as it is called here, or as Home Assistant would call it: dots are one only. */
export const waysToWrite = (sensor: string): string[] => [entityOf(sensor), entityOf(sensor.replace(/[.-]/g, '_'))];

const attributesOf = ({ quantity, unit }: Sensor): Attributes => {
  const deviceClass = CLASSES[quantity];
  return {
    ...(unit === '' ? {} : { unit_of_measurement: unit }),
    ...(deviceClass === undefined ? {} : { device_class: deviceClass }),
  };
};

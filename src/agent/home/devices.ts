/** Puts the devices of a home together: the registry, its keeper, the joins with the sensors, and what may be switched. */
import type { Policy } from '../../core/authority/judge.ts';
import { type Millis, seconds } from '../../core/base/index.ts';
import type { Home } from '../../core/domain/home.ts';
import type { SensorId } from '../../core/domain/index.ts';
import { type Described, hintOf } from '../../core/home/hints/index.ts';
import { type Known, mayBeSwitched, type Sensors } from '../../core/home/index.ts';
import { describe, type Item, isInverted, isTold, type Moment, Registry } from '../../core/home/registry/index.ts';
import type { FoundDevices } from '../language/living-home.ts';
import type { Clock, Observer } from '../ports.ts';
import type { HomeMemory } from './home-memory.ts';
import type { IdentityMemory } from './identity-memory.ts';
import { HomeKeeper } from './keeper.ts';
import type { HomeOptions } from './options.ts';

export interface DevicesParts {
  readonly options: HomeOptions;
  /** Prefix of Kinglet's own topics. */
  readonly own: string;
  /** IANA name. */
  readonly timezone: string;
  readonly written: Home;
  readonly sensors: Sensors;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly signal: AbortSignal;
  /** Ids of an earlier life, and for the next. */
  readonly identities?: Pick<IdentityMemory, 'recall' | 'keep'>;
  /** Devices of an earlier life, and for the next. */
  readonly memory?: Pick<HomeMemory, 'recall' | 'keep' | 'keepStates'>;
}

const TICK: Millis = seconds(1);
/** Ticks between two looks at what is to be kept. */
const KEEP = 60;

export interface SensorAbout {
  readonly described: Described;
  /** Its "on" is 0 on the wire: a contact that is there is a door that is closed. */
  readonly inverted: boolean;
}

/** The devices of a running home. */
export class HomeDevices {
  readonly keeper: HomeKeeper;
  readonly #parts: DevicesParts;
  /** Found by trying, once for each. */
  readonly #inverted = new WeakMap<Item, boolean>();
  #joined = { revision: -1, sensors: -1 };

  constructor(parts: DevicesParts) {
    const { options, own, timezone, written, clock, observer, signal, identities, memory } = parts;
    this.#parts = parts;
    const registry = new Registry({
      prefix: options.prefix,
      own,
      timezone,
      written,
      ...(identities === undefined ? {} : { identities: identities.recall() }),
    });
    this.keeper = new HomeKeeper({ registry, prefix: options.prefix, clock, observer, signal });
    memory?.recall(registry, (topic) => this.keeper.isOne(topic), clock.now());
  }

  /** Once a second, until the signal aborts: time passes, and sensors are told what is known of them. */
  async run(): Promise<void> {
    const { clock, signal } = this.#parts;
    const keeping = this.#keeping();
    for (let tick = 1; !signal.aborted; tick++) {
      await clock.sleep(TICK, signal);
      this.keeper.tick();
      this.join();
      if (tick % KEEP === 0) {
        this.keeper.forget();
        keeping();
      }
    }
    keeping();
    this.#parts.memory?.keepStates(this.keeper.registry, clock.now());
  }

  /** Keeps what has changed since the last time. */
  #keeping(): () => void {
    const { identities, memory } = this.#parts;
    const { registry } = this.keeper;
    let [ids, sources] = [registry.revision, registry.sources.revision];
    return () => {
      if (ids !== registry.revision) identities?.keep(registry.identities());
      if (ids !== registry.revision || sources !== registry.sources.revision) memory?.keep(registry);
      ids = registry.revision;
      sources = registry.sources.revision;
    };
  }

  /** What may be done to them. Only what has been found is held to it: of other entities nothing is switched anyway. */
  policy(): Policy {
    const may = mayBeSwitched(this.#parts.options);
    const { registry } = this.keeper;
    return { readOnly: (entity, { areas }) => registry.find(entity.id) !== undefined && !may(entity, areas) };
  }

  /** The home for sentences. A sensor whose readings belong to one of the entities is that entity. */
  found(): FoundDevices {
    this.join();
    const { found } = this.keeper;
    return {
      revision: found.revision,
      entities: found.entities,
      areas: found.areas,
      isShown: ({ id }) => {
        const item = this.#itemOf(id);
        if (item === undefined) return false;
        return isTold(item) || (item.thing.domain !== 'sensor' && item.thing.domain !== 'binary_sensor');
      },
    };
  }

  /** Tells the sensors what is known of them; cheap where nothing has changed. */
  join(): void {
    const { sensors } = this.#parts;
    const now = { revision: this.keeper.registry.revision, sensors: sensors.size };
    if (now.revision === this.#joined.revision && now.sensors === this.#joined.sensors) return;
    this.#joined = now;
    sensors.refine((topic, path) => this.#known(topic, path));
  }

  /** What an entity was; of a joined sensor what its readings were. */
  history(entity: string, ofSensor: (id: string) => readonly Moment[]): readonly Moment[] {
    const own = this.keeper.past(entity);
    return own.length > 0 ? own : ofSensor(entity);
  }

  /** What a sensor's device says of it, for whoever watches it; undefined where nobody has announced it. */
  about(id: SensorId): SensorAbout | undefined {
    const item = this.#itemOf(id);
    if (item === undefined) return undefined;
    let inverted = this.#inverted.get(item);
    if (inverted === undefined) {
      inverted = isInverted(item);
      this.#inverted.set(item, inverted);
    }
    return { described: describe(item), inverted };
  }

  /** The area that a sensor's device was announced in, or that its owner has put it in. */
  areaOf(id: SensorId): string | undefined {
    return this.#itemOf(id)?.entity.area;
  }

  /** Whether a sensor's device has said that it is gone. */
  isGone(id: SensorId): boolean {
    return this.#itemOf(id)?.entity.state === 'unavailable';
  }

  /** For GET /api/home: every entity, whether it can be switched and may be, and what is not understood. */
  view(): object {
    const { registry } = this.keeper;
    const areas = registry.areas();
    const may = mayBeSwitched(this.#parts.options);
    const entities = [...registry.items()].map((item) => {
      const { id, name, area, state } = item.entity;
      const services = item.thing.services.map((service) => `${item.thing.domain}.${service}`);
      return {
        id,
        name,
        ...(area === undefined ? {} : { area }),
        state,
        services,
        switchable: services.length > 0 && may(item.entity, areas),
        told: isTold(item),
      };
    });
    return { areas, entities, not_understood: registry.notUnderstood() };
  }

  #itemOf(id: SensorId): Item | undefined {
    const entity = this.#parts.sensors.entityOf(id);
    return entity === undefined ? undefined : this.keeper.registry.find(entity);
  }

  #known(topic: string, path: readonly string[]): Known | undefined {
    const joined = this.keeper.joins.at(topic, path);
    if (joined === undefined) return undefined;
    const { entity, component, thing } = joined.item;
    const measures = thing.domain === 'sensor' || thing.domain === 'binary_sensor';
    const hint = measures ? hintOf(describe(joined.item)) : undefined;
    const { quantity, unit } = hint ?? {};
    const whose = component.device?.name;
    return {
      entity: entity.id,
      ...(measures ? { name: entity.name } : {}),
      ...(whose === undefined ? {} : { deviceName: whose }),
      ...(quantity === undefined ? {} : { quantity }),
      ...(joined.plain && unit !== undefined ? { unit } : {}),
      ...(hint?.reading.as === 'counter' && hint.reading.falls === 'reset' ? { counter: true } : {}),
    };
  }
}

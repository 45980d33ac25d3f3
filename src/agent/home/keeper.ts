/**
 * Keeps the devices of a running home: what comes over the wire goes into the registry, what the registry wants to hear is subscribed to,
 * and whoever waits for a device is woken when it says something.
 *
 *     wire ─► announcement ─► Registry ─► topics to listen to ─► wire
 *          └► state ────────► Registry ─► entities, their past, those who wait
 */
import { type Fault, fault, type Millis, millis } from '../../core/base/index.ts';
import type { Entity, Home } from '../../core/domain/home.ts';
import {
  Announcements,
  type Item,
  isTold,
  Joins,
  MAX_STATE_MESSAGE,
  type Moment,
  type NotUnderstood,
  type Registry,
} from '../../core/home/registry/index.ts';
import type { Clock, DeviceListener, DeviceWire, Observer } from '../ports.ts';
import { Settling } from './settling.ts';

export interface KeeperParts {
  readonly registry: Registry;
  /** Prefix of announcements. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly signal: AbortSignal;
}

/** The home as it is known: another revision when entities came, went or are called something else. */
export interface FoundHome extends Home {
  readonly revision: number;
  /** Those that sentences are about; the same objects while they live, their states change in place. */
  readonly entities: readonly Entity[];
}

/** Subscriptions are gathered for so long: a bridge announces its hundred devices in one go. */
const GATHER: Millis = millis(20);

export class HomeKeeper implements DeviceListener {
  readonly registry: Registry;
  readonly joins: Joins;
  readonly #parts: KeeperParts;
  readonly #announcements: Announcements;
  readonly #text = new TextDecoder();
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #settling = new Settling();
  /** Announcements that came live, of which the broker is asked whether it keeps them; and those of which it was. */
  #asking = new Set<string>();
  readonly #asked = new Set<string>();
  #wire: DeviceWire | undefined;
  #gathering = false;
  #found: FoundHome = { revision: -1, floors: [], areas: [], entities: [] };

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.registry = parts.registry;
    this.joins = new Joins(parts.registry);
    this.#announcements = new Announcements(parts.registry, parts.prefix);
  }

  get filters(): readonly string[] {
    return this.#announcements.filters;
  }
  get found(): FoundHome {
    const { registry } = this;
    if (this.#found.revision !== registry.revision)
      this.#found = {
        revision: registry.revision,
        floors: [],
        areas: registry.areas(),
        entities: [...registry.items()].filter(isTold).map(({ entity }) => entity),
      };
    return this.#found;
  }
  notUnderstood(): readonly NotUnderstood[] {
    return this.registry.notUnderstood();
  }
  past(entity: string): readonly Moment[] {
    return this.registry.past.of(entity);
  }

  /** The wire to subscribe on; what is known already is subscribed to at once. */
  attach(wire: DeviceWire): void {
    this.#wire = wire;
    this.registry.topicChanges();
    wire.listen(this.registry.topics());
  }

  /** Whether devices announce themselves on this topic. */
  isOne(topic: string): boolean {
    return this.#announcements.isOne(topic);
  }

  up(): void {
    this.registry.sources.doubt();
    this.#settling.up();
  }
  down(): void {
    this.#settling.down();
  }

  take(topic: string, payload: Uint8Array, retained: boolean): void {
    if (retained) this.#settling.told();
    if (this.#announcements.isOne(topic)) {
      const at = this.#parts.clock.now();
      this.#report(this.#announcements.take(topic, this.#text.decode(payload), { retained, at }));
      this.#doubt(topic, retained);
      this.#subscribe();
    } else if (this.registry.listens(topic)) this.#hear(topic, payload, retained);
  }

  /** Lets a second pass: values expire, motions end, and what the broker keeps no more is gone. */
  tick(): void {
    if (this.#settling.tick()) this.#leave(this.registry.sources.taken());
    for (const item of this.registry.tick(this.#parts.clock.now())) this.#wake(item);
  }

  /** Resolves true when the entity passes `shows`, false when the signal aborts first. Looks whenever it says something. */
  when(id: string, shows: (entity: Entity) => boolean, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const look = (): void => {
        const entity = this.registry.find(id)?.entity;
        if (entity !== undefined && shows(entity)) done(true);
      };
      const done = (is: boolean): void => {
        this.#waiting.get(id)?.delete(look);
        if (this.#waiting.get(id)?.size === 0) this.#waiting.delete(id);
        signal.removeEventListener('abort', leave);
        resolve(is);
      };
      const leave = (): void => done(false);
      const there = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, there.add(look));
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      else look();
    });
  }

  /** What was remembered of an earlier life and has not been heard for days is gone; to be called now and then. */
  forget(): void {
    this.#leave(this.registry.sources.lost(this.#parts.clock.now()));
  }

  #leave(topics: readonly string[]): void {
    if (topics.length === 0) return;
    this.registry.leave(topics);
    for (const topic of topics) this.#asked.delete(topic);
    this.#subscribe();
  }

  /** A device is often announced while we run; whether it is kept decides what its silence means in the next life. */
  #doubt(topic: string, retained: boolean): void {
    const source = this.registry.sources.get(topic);
    if (source === undefined) {
      this.#asked.delete(topic);
      this.#asking.delete(topic);
    } else if (!retained && !source.retained && !this.#asked.has(topic)) this.#asking.add(topic);
  }

  #hear(topic: string, payload: Uint8Array, retained: boolean): void {
    if (payload.length > MAX_STATE_MESSAGE) {
      this.#report([fault('home/too-large', `A state of ${payload.length} bytes is not read. Topic: ${topic.slice(0, 120)}`)]);
      return;
    }
    const heard = this.registry.hear(topic, this.#text.decode(payload), retained, this.#parts.clock.now());
    this.#report(heard.faults);
    if (this.#waiting.size > 0) for (const item of heard.touched) this.#wake(item);
  }

  #wake({ entity }: Item): void {
    for (const look of [...(this.#waiting.get(entity.id) ?? [])]) look();
  }

  #report(faults: readonly Fault[]): void {
    for (const trouble of faults) this.#parts.observer.fault('home', trouble);
  }

  #subscribe(): void {
    if (this.#gathering || this.#wire === undefined) return;
    this.#gathering = true;
    const { clock, signal } = this.#parts;
    void clock.sleep(GATHER, signal).then(() => {
      this.#gathering = false;
      this.#ask();
      const changes = this.registry.topicChanges();
      if (changes === undefined || signal.aborted) return;
      this.#wire?.leave(changes.went);
      this.#wire?.listen(changes.came);
    });
  }

  #ask(): void {
    if (this.#asking.size === 0) return;
    const topics = [...this.#asking];
    this.#asking = new Set();
    for (const topic of topics) this.#asked.add(topic);
    this.#wire?.ask?.(topics);
  }
}

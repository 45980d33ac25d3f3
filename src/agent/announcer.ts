/**
 * Shows Kinglet in Home Assistant: announces itself and what it watches, publishes their states, and takes away what is no longer there.
 *
 *     connected, birth ─► announce all (after a random wait)
 *     tick ─┬─ devices that came, went ─► config, or an empty one
 *           ├─ alerts that changed ─────► state of their device
 *           └─ each interval ───────────► all states
 *     retained configs of an earlier life ─► kept while their device may come back, then emptied
 */
import {
  type AnnounceSetup,
  announceFilters,
  childConfig,
  childOf,
  configTopic,
  deviceState,
  type Health,
  isLogLevel,
  LOG_LEVEL,
  type LogLevel,
  nodeOf,
  OWN_STATE,
  ownConfig,
  ownState,
  readOwn,
  stateTopic,
  type WatchedDevice,
} from '../core/announce/index.ts';
import { fault, hours, type Millis, seconds } from '../core/base/index.ts';
import type { Alert, DeviceId } from '../core/domain/index.ts';
import type { Listener, Observer, Publisher } from './ports.ts';

/** A watched device as it is now. */
export interface DeviceSeen extends WatchedDevice {
  /** How abnormal it is, 0 … 1. */
  readonly score: number;
}

export interface AnnouncerParts {
  /** `off`: what an earlier life has announced is taken away, and nothing else done. */
  readonly mode: 'on' | 'off';
  readonly setup: AnnounceSetup;
  readonly maxDevices: number;
  readonly publish: Publisher['publish'];
  readonly observer: Observer;
  readonly devices: () => Iterable<DeviceSeen>;
  /** Open and recent ones, oldest first. */
  readonly alerts: () => readonly Alert[];
  readonly health: () => Health;
  /** The log's level, to be shown and selected. Absent: it cannot be. */
  readonly logLevel?: { now(): LogLevel; set(level: LogLevel): void };
  /** How long to wait before announcing again when Home Assistant has come up: hundreds of devices do so at that moment. */
  readonly delay: () => Millis;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic?: () => number;
}

/** How often new devices are looked for. */
const LOOK: Millis = seconds(5);
/** Between two changes of the log's level. */
const PAUSE: Millis = seconds(1);
/** Configs sent at once. */
const BURST = 50;
/** A battery sensor may report twice a day: what is not met for so long after the start is gone. */
const STALE: Millis = hours(24);
/** Announcements of an earlier life that are remembered. */
const FOUND = 5_000;

export class Announcer implements Listener {
  readonly #parts: AnnouncerParts;
  readonly #monotonic: () => number;
  readonly #started: number;
  readonly filters: readonly string[];
  readonly #birth: string;
  readonly #configs: string;
  readonly #logLevel: string;
  /** What is announced in this life; `sent`: on this connection. */
  readonly #devices = new Map<DeviceId, { seen: DeviceSeen; sent: boolean }>();
  /** Announced in an earlier life and not met yet, by id. */
  readonly #found = new Map<string, string | undefined>();
  readonly #changed = new Set<DeviceId>();
  /** Taken away on this connection, because nothing is to be shown. */
  readonly #swept = new Set<string>();
  #up = false;
  /** When the level of the log was selected last; and that this is to be shown. */
  #selected = Number.NEGATIVE_INFINITY;
  #ownChanged = false;
  #ownSent = false;
  #againAt: number | undefined;
  #looked = Number.NEGATIVE_INFINITY;
  #stated = Number.NEGATIVE_INFINITY;
  #unannounced = 0;
  #collected = 0;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
    this.#monotonic = parts.monotonic ?? (() => performance.now());
    this.#started = this.#monotonic();
    this.filters = announceFilters(parts.setup);
    this.#birth = `${parts.setup.discovery}/status`;
    this.#configs = `${parts.setup.discovery}/device/`;
    this.#logLevel = `${parts.setup.prefix}/${LOG_LEVEL}`;
  }

  /** Watched devices that are not shown because there are too many. */
  get unannounced(): number {
    return this.#unannounced;
  }
  /** Announcements taken away. */
  get collected(): number {
    return this.#collected;
  }

  take(topic: string, payload: Uint8Array, retained: boolean): boolean {
    const { setup } = this.#parts;
    if (topic === this.#birth) {
      // Retained it says nothing new: everything has just been announced.
      if (!retained && new TextDecoder().decode(payload.subarray(0, 16)) === 'online')
        this.#againAt = this.#monotonic() + this.#parts.delay();
      return true;
    }
    if (topic === this.#logLevel) {
      this.#select(payload, retained);
      return true;
    }
    if (!topic.startsWith(this.#configs) || !topic.endsWith('/config')) return false;
    const own = retained && payload.length > 0 ? readOwn(topic, new TextDecoder().decode(payload), setup) : undefined;
    if (own === undefined) return false;
    const isKnown = own.id === nodeOf(setup) || [...this.#devices.keys()].some((device) => childOf(setup, device) === own.id);
    if (this.#parts.mode === 'off') {
      // Told twice where two subscriptions meet; taken away once.
      if (!this.#swept.has(own.id) && this.#swept.size < FOUND) this.#collect(own.id, own.state);
      this.#swept.add(own.id);
    } else if (!isKnown && this.#found.size < FOUND) this.#found.set(own.id, own.state);
    return true;
  }

  /** An order like others: not obeyed when it is retained, nor more often than once a second. */
  #select(payload: Uint8Array, retained: boolean): void {
    const { logLevel, observer } = this.#parts;
    if (logLevel === undefined || payload.length === 0) return;
    const level = new TextDecoder().decode(payload.subarray(0, 16)).trim().toLowerCase();
    const now = this.#monotonic();
    const refusal = retained
      ? fault('order/retained', 'A retained order is not obeyed: nobody knows when it was given.', 'Publish it without retain.')
      : !isLogLevel(level)
        ? fault('order/log-level', 'The level of the log is to be something that it cannot be.', 'It is debug, info, warn or error.')
        : now - this.#selected < PAUSE
          ? fault('order/too-many', 'The level of the log was to be changed more than once a second.')
          : undefined;
    if (refusal !== undefined) observer.fault('announce', refusal);
    else if (isLogLevel(level)) {
      this.#selected = now;
      this.#ownChanged = true;
      if (level !== logLevel.now()) logLevel.set(level);
    }
  }

  up(): void {
    this.#up = true;
    this.#swept.clear();
    this.#announceAgain();
  }
  down(): void {
    this.#up = false;
  }

  /** An alert has changed: its device shows it at the next tick. */
  changed({ device }: Pick<Alert, 'device'>): void {
    this.#changed.add(device);
  }

  /** To be called about once a second. */
  tick(): void {
    if (!this.#up || this.#parts.mode === 'off') return;
    const now = this.#monotonic();
    if (this.#againAt !== undefined && now >= this.#againAt) this.#announceAgain();
    if (now - this.#looked >= LOOK) {
      this.#looked = now;
      this.#look();
      if (now - this.#started >= STALE) for (const [id, state] of this.#found) this.#collect(id, state);
    }
    this.#sendConfigs();
    const all = now - this.#stated >= seconds(this.#parts.setup.interval);
    if (all) this.#stated = now;
    if (all || this.#ownChanged || this.#changed.size > 0) this.#sendStates(all);
  }

  #announceAgain(): void {
    this.#againAt = undefined;
    this.#ownSent = false;
    for (const device of this.#devices.values()) device.sent = false;
    this.#stated = Number.NEGATIVE_INFINITY;
  }

  /** Devices that have come, gone, or are called something else. */
  #look(): void {
    const { devices, maxDevices, observer, setup } = this.#parts;
    const here = new Map<DeviceId, DeviceSeen>();
    let beyond = 0;
    for (const seen of devices()) {
      const known = this.#devices.get(seen.device);
      // Whoever is shown stays; newcomers take what room there is.
      if (known || here.size < maxDevices) here.set(seen.device, seen);
      else beyond++;
    }
    for (const device of this.#devices.keys()) {
      if (here.has(device)) continue;
      this.#devices.delete(device);
      this.#collect(childOf(setup, device), stateTopic(device));
    }
    for (const [device, seen] of here) {
      const known = this.#devices.get(device);
      const same = known !== undefined && known.seen.name === seen.name && known.seen.area === seen.area;
      if (known === undefined && this.#devices.size >= maxDevices) {
        beyond++;
        continue;
      }
      this.#found.delete(childOf(setup, device));
      this.#devices.set(device, { seen, sent: same && known.sent });
    }
    // Told once for each time that it is full; how many there are, the gauge counts.
    if (beyond > 0 && this.#unannounced === 0)
      observer.fault(
        'announce',
        fault(
          'announce/too-many',
          `More than ${maxDevices} devices are watched; the others are not shown in Home Assistant.`,
          'Raise announce.max_devices, or leave topics out with mqtt.ignore.',
        ),
      );
    this.#unannounced = beyond;
  }

  #sendConfigs(): void {
    const { setup } = this.#parts;
    let room = BURST;
    if (!this.#ownSent) {
      this.#ownSent = true;
      this.#config(nodeOf(setup), JSON.stringify(ownConfig(setup)));
    }
    for (const [device, entry] of this.#devices) {
      if (entry.sent) continue;
      if (room-- === 0) return;
      entry.sent = true;
      this.#changed.add(device);
      this.#config(childOf(setup, device), JSON.stringify(childConfig(setup, entry.seen)));
    }
  }

  #sendStates(all: boolean): void {
    const { alerts, health, logLevel, publish, setup } = this.#parts;
    const known = alerts();
    const byDevice = Map.groupBy(known, ({ device }) => device);
    const qos = all ? 0 : 1; // what is said again in a minute need not be acknowledged
    for (const device of all ? this.#devices.keys() : this.#changed) {
      const entry = this.#devices.get(device);
      // One that is announced from an earlier life and has not been met yet may still have had an alert.
      if (!entry && !this.#found.has(childOf(setup, device))) continue;
      const payload = deviceState(entry?.seen.score ?? 0, byDevice.get(device) ?? []);
      void publish({ topic: stateTopic(device), payload, qos: this.#changed.has(device) ? 1 : qos, retain: true });
    }
    this.#changed.clear();
    this.#ownChanged = false;
    void publish({ topic: OWN_STATE, payload: ownState(known, health(), this.#unannounced, logLevel?.now()), qos, retain: true });
  }

  #config(id: string, payload: string): void {
    const topic = configTopic(this.#parts.setup, id);
    void this.#parts.publish({ topic, whole: true, payload, qos: 1, retain: true });
  }

  /** Home Assistant forgets what has an empty announcement. */
  #collect(id: string, state: string | undefined): void {
    this.#found.delete(id);
    this.#collected++;
    this.#config(id, '');
    if (state !== undefined) void this.#parts.publish({ topic: state, payload: '', qos: 1, retain: true });
  }
}

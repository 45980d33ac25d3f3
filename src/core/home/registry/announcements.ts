/**
 * Announcements of all kinds → the registry. What has been taken once is not read again: after a restart of the broker every device
 * announces itself anew, in the same words.
 */
import { type Fault, ok, type Result } from '../../base/index.ts';
import { type Announcement, readAnnouncement } from '../discovery/announcement.ts';
import { readTasmota, readTasmotaSensors } from '../discovery/tasmota.ts';
import { BRIDGE_DEVICES, discoveryFilters, discoveryPlace, TASMOTA } from '../discovery/topic.ts';
import { readBridgeDevices } from '../discovery/zigbee2mqtt.ts';
import type { Registry } from './registry.ts';
import type { Came } from './sources.ts';

/** Tasmota devices whose settings are remembered until their sensors are told, and the other way about. */
const MAX_TASMOTA = 1_000;
const NONE: readonly Fault[] = [];

interface Tasmota {
  config?: string;
  sensors?: string;
}

export class Announcements {
  readonly #registry: Registry;
  readonly #prefix: string;
  readonly #tasmota = new Map<string, Tasmota>();

  constructor(registry: Registry, prefix: string) {
    this.#registry = registry;
    this.#prefix = prefix;
  }

  /** What must be subscribed to. */
  get filters(): readonly string[] {
    return discoveryFilters(this.#prefix);
  }

  /** Whether devices announce themselves there. */
  isOne(topic: string): boolean {
    return topic.endsWith('/config')
      ? discoveryPlace(topic, this.#prefix) !== undefined || TASMOTA.test(topic)
      : TASMOTA.test(topic) || BRIDGE_DEVICES.test(topic);
  }

  /** Takes one; the faults are what of it is not taken. */
  take(topic: string, payload: string, came: Came = {}): readonly Fault[] {
    const mark = `${payload.length}:${digest(payload)}`;
    if (this.#registry.isKnown(topic, mark)) {
      this.#registry.sources.hear(topic, came);
      return NONE;
    }
    const read = this.#read(topic, payload, came);
    // Not understood any more, it is there all the same: what was understood of it stays.
    if (!read?.ok) this.#registry.sources.hear(topic, came);
    if (read === undefined) return NONE;
    if (!read.ok) return [read.fault];
    return this.#registry.announce(topic, read.value, { size: payload.length, mark, bridged: BRIDGE_DEVICES.test(topic), ...came });
  }

  #read(topic: string, payload: string, came: Came): Result<Announcement> | undefined {
    const place = discoveryPlace(topic, this.#prefix);
    if (place !== undefined) return readAnnouncement(place, payload);
    const [, mac, what] = TASMOTA.exec(topic) ?? [];
    if (mac !== undefined) return this.#readTasmota(mac.toUpperCase(), what === 'config' ? 'config' : 'sensors', payload, came);
    const base = BRIDGE_DEVICES.exec(topic)?.[1];
    return base === undefined ? undefined : readBridgeDevices(base, payload);
  }

  #readTasmota(mac: string, what: keyof Tasmota, payload: string, came: Came): Result<Announcement> | undefined {
    if (payload === '') {
      delete this.#tasmota.get(mac)?.[what];
      return ok({ components: [], gone: [], replaces: true, faults: [] });
    }
    let known = this.#tasmota.get(mac);
    if (known === undefined) {
      if (this.#tasmota.size >= MAX_TASMOTA) return undefined;
      known = {};
      this.#tasmota.set(mac, known);
    }
    if (payload.length <= 16_384) known[what] = payload;
    if (what === 'config') {
      // The sensors may have come first: without the topics nothing could be made of them.
      const { sensors } = known;
      const said = readTasmota(mac, payload);
      if (said.ok && sensors !== undefined) {
        const also = readTasmotaSensors(mac, payload, sensors);
        if (also.ok) this.#registry.announce(`tasmota/discovery/${mac}/sensors`, also.value, { size: sensors.length, mark: '', ...came });
      }
      return said;
    }
    return known.config === undefined ? undefined : readTasmotaSensors(mac, known.config, payload);
  }
}

/** Two multiplicative hashes of 32 bits each; equal length is asked for besides. */
function digest(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
}

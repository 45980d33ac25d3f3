/** Who speaks for a device: itself, or a bridge. What a bridge says of a device that announces itself is not needed. */
import type { Item } from './item.ts';

/** Announced by a bridge: see ../discovery/zigbee2mqtt.ts. */
const isBridge = ({ source }: Item): boolean => source.endsWith('/bridge/devices');

export class Speakers {
  readonly #own = new Map<string, number>();
  readonly #bridged = new Map<string, Set<Item>>();

  speaksForItself(device: string): boolean {
    return this.#own.has(device);
  }
  /** Whether an item would give way to what its device says itself. */
  readonly givesWay = isBridge;

  /** Notes an item; returns those that it makes needless. */
  add(item: Item): readonly Item[] {
    const device = item.component.device?.id;
    if (device === undefined) return [];
    if (isBridge(item)) {
      this.#bridged.set(device, (this.#bridged.get(device) ?? new Set()).add(item));
      return [];
    }
    this.#own.set(device, (this.#own.get(device) ?? 0) + 1);
    return [...(this.#bridged.get(device) ?? [])];
  }

  remove(item: Item): void {
    const device = item.component.device?.id;
    if (device === undefined) return;
    const bridged = this.#bridged.get(device);
    if (bridged?.delete(item) === true) {
      if (bridged.size === 0) this.#bridged.delete(device);
      return;
    }
    const count = this.#own.get(device) ?? 0;
    if (count > 1) this.#own.set(device, count - 1);
    else this.#own.delete(device);
  }
}

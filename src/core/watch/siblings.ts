/** What the other sensors of a device do at the moment one of them has trouble: a sensor is stuck only while its siblings move. */
import type { Timestamp } from '../base/index.ts';
import type { Sibling } from '../domain/index.ts';
import type { Device } from './device.ts';
import type { SensorWatch } from './sensor-watch.ts';

/** Siblings looked at: of a device with hundreds of sensors the first ones stand for all. */
const LOOKED_AT = 24;

export class Siblings {
  #device: Device | undefined;
  #at = Number.NaN;
  #glimpses: readonly Sibling[] = [];

  /** All of the device but the sensor itself, as settled so far. What is seen of a device at one time is looked at once. */
  of(watch: SensorWatch, device: Device, at: Timestamp): readonly Sibling[] {
    if (device !== this.#device || at !== this.#at) {
      this.#device = device;
      this.#at = at;
      this.#glimpses = device.members.slice(0, LOOKED_AT + 1).flatMap((member) => member.glimpse(at) ?? []);
    }
    return this.#glimpses.filter(({ sensor }) => sensor.id !== watch.sensor.id).slice(0, LOOKED_AT);
  }
}

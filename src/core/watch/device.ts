/** What is known of one device as a whole: its worst sensor, and whether it has fallen silent altogether. */
import type { SensorWatch } from './sensor-watch.ts';

export class Device {
  readonly members: SensorWatch[] = [];
  /** The silence of the whole device has been told; the silences of its other sensors are the same trouble. */
  silenceTold = false;
  readonly #states = new Map<SensorWatch, number>();
  #worst: SensorWatch | undefined;
  #state = 0;

  /** Notes a sensor's state, 0..1, and returns the device's: the worst of all, kept without looking at all of them each time. */
  note(sensor: SensorWatch, state: number): number {
    this.#states.set(sensor, state);
    if (state >= this.#state) {
      this.#worst = sensor;
      this.#state = state;
    } else if (sensor === this.#worst) {
      this.#state = 0;
      for (const [other, s] of this.#states) {
        if (s < this.#state) continue;
        this.#worst = other;
        this.#state = s;
      }
    }
    return this.#state;
  }

  /** A sensor that is no longer watched. */
  dismiss(sensor: SensorWatch): void {
    this.note(sensor, 0);
    this.#states.delete(sensor);
    const at = this.members.indexOf(sensor);
    if (at >= 0) this.members.splice(at, 1);
  }

  /** Whether none of its several sensors has been heard since this one. */
  isSilentSince(sensor: SensorWatch): boolean {
    const { lastAt, step } = sensor.grid;
    return this.members.length > 1 && this.members.every((member) => member.grid.lastAt <= lastAt + step);
  }
}

/** What is known of one device as a whole: its worst sensor, and whether it has fallen silent altogether. */
import type { SensorWatch } from './sensor-watch.ts';

export class Device {
  #members: readonly SensorWatch[] = [];
  /** The silence of the whole device has been told; the silences of its other sensors are the same trouble. */
  silenceTold = false;
  #worst: SensorWatch | undefined;
  #state = 0;

  get members(): readonly SensorWatch[] {
    return this.#members;
  }

  /** The state of the worst. */
  get state(): number {
    return this.#state;
  }

  /** Most devices have a sensor or two: the list has room for no more than there are. */
  admit(sensor: SensorWatch): void {
    this.#members = [...this.#members, sensor];
  }

  /** Notes a sensor's state, 0..1, and returns the device's: the worst of all, kept without looking at all of them each time. */
  note(sensor: SensorWatch, state: number): number {
    sensor.noted = state;
    if (state >= this.#state) {
      this.#worst = sensor;
      this.#state = state;
    } else if (sensor === this.#worst) {
      this.#state = 0;
      for (const member of this.members) {
        if (member.noted < this.#state) continue;
        this.#worst = member;
        this.#state = member.noted;
      }
    }
    return this.#state;
  }

  /** A sensor that is no longer watched. */
  dismiss(sensor: SensorWatch): void {
    this.note(sensor, 0);
    this.#members = this.#members.filter((member) => member !== sensor);
  }

  /** Whether none of its several sensors has been heard since this one. */
  isSilentSince(sensor: SensorWatch): boolean {
    const { lastAt, step } = sensor.intake.grid;
    return this.members.length > 1 && this.members.every((member) => member.intake.grid.lastAt <= lastAt + step);
  }
}

/** The joint state of one device: the worst of its sensors, kept without looking at all of them each time. */
export class DeviceState {
  readonly #states = new Map<object, number>();
  #worst: object | undefined;
  #state = 0;

  get state(): number {
    return this.#state;
  }

  /** Notes a sensor's state, 0..1, and returns the device's. */
  note(sensor: object, state: number): number {
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
}

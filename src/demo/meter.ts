import { type Random, round } from './random.ts';

/** What a Shelly power meter on a small house's supply reports. */
export interface MeterValues {
  /** Active power, W. */
  readonly apower: number;
  /** V. */
  readonly voltage: number;
  /** A. */
  readonly current: number;
  /** Energy since installation, Wh: only ever rises. */
  readonly energy: number;
}

/** A house supply: base load, a fridge that comes and goes, a hot-water boiler that tops itself up, an evening. */
export class Meter {
  #random: Random;
  #energy = 1_284_310;
  #fridge = false;
  #fridgeMinutes = 10; // until it switches
  #boilerMinutes = 3;
  #boilerRest = 18;
  constructor(random: Random) {
    this.#random = random;
  }

  /** One minute, with `extra` watts of something that should not be on. */
  step(hour: number, extra: number): MeterValues {
    const random = this.#random;
    if (--this.#fridgeMinutes <= 0) {
      this.#fridge = !this.#fridge;
      this.#fridgeMinutes = Math.round(this.#fridge ? random.between(12, 16) : random.between(22, 28));
    }
    // Two minutes of heating, then eighteen or so without: the second half of the count is negative.
    if (--this.#boilerMinutes <= -this.#boilerRest) {
      this.#boilerMinutes = 2;
      this.#boilerRest = Math.round(random.between(15, 21));
    }
    const evening = 35 * (1 + Math.cos(((hour - 20) / 12) * Math.PI));
    const apower = 165 + evening + (this.#fridge ? 88 : 0) + (this.#boilerMinutes > 0 ? 620 : 0) + extra + 5 * random.normal();
    const voltage = 230.5 - apower / 1_500 + 0.4 * random.normal();
    this.#energy += apower / 60;
    return {
      apower: round(apower, 1),
      voltage: round(voltage, 1),
      current: round(apower / voltage, 3),
      energy: round(this.#energy, 1),
    };
  }
}

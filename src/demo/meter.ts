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

/** A house supply: base load, a fridge that comes and goes, a kettle, an evening. */
export class Meter {
  #random: Random;
  #energy = 1_284_310;
  #fridge = false;
  #fridgeMinutes = 10; // until it switches
  #kettleMinutes = 0;
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
    if (this.#kettleMinutes > 0) this.#kettleMinutes--;
    else if (random.uniform() < kettleChance(hour)) this.#kettleMinutes = Math.round(random.between(2, 4));
    const evening = hour > 17.5 && hour < 22.5 ? 140 : 0;
    const apower = 165 + evening + (this.#fridge ? 88 : 0) + (this.#kettleMinutes > 0 ? 1_850 : 0) + extra + 5 * random.normal();
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

/** How likely somebody puts the kettle on in a minute of that hour of the day. */
const kettleChance = (hour: number): number => (hour > 6 && hour < 9 ? 0.03 : hour > 9 && hour < 22 ? 0.012 : 0);

import { type Random, round } from './random.ts';

/** What a vibration board on a circulation pump computes once a minute and writes to its serial line. */
export interface PumpValues {
  /** Velocity of the vibration, mm/s root mean square (ISO 20816 speaks of this). */
  readonly vibration: number;
  /** Fourth standardised moment of the acceleration: 3 for a healthy bearing, far more once it knocks. */
  readonly kurtosis: number;
  /** °C at the bearing housing. */
  readonly temperature: number;
}

/** A small circulation pump that runs all day, a little warmer when the heating asks for more. */
export class Pump {
  #random: Random;
  #drift = 0; // slow wander of the load, about ±1
  #housing = 41; // °C
  constructor(random: Random) {
    this.#random = random;
  }

  /** One minute. `wear` 0..1: the first third shows in the kurtosis alone, then the vibration follows, the heat comes last. */
  step(hour: number, wear: number): PumpValues {
    const random = this.#random;
    this.#drift = 0.97 * this.#drift + 0.2 * random.normal();
    const load = 0.5 + 0.12 * Math.cos(((hour - 7) / 12) * Math.PI) + 0.05 * this.#drift;
    const knocks = wear ** 1.3;
    const grinding = Math.max(0, wear - 0.25) ** 1.5;
    this.#housing += (39.5 + 3 * load + 12 * Math.max(0, wear - 0.4) - this.#housing) / 25;
    return {
      vibration: round((1.05 + 0.3 * load) * (1 + 3.2 * grinding) + (0.035 + 0.2 * grinding) * random.normal(), 3),
      kurtosis: round(3 + 7 * knocks + (0.1 + 0.9 * knocks) * random.normal(), 2),
      temperature: round(this.#housing + 0.06 * random.normal(), 2),
    };
  }
}

import { type Random, round } from './random.ts';

/** What a battery-powered Zigbee thermometer in a freezer reports. */
export interface FreezerValues {
  /** °C, to 0.01 as Zigbee sends it. */
  readonly temperature: number;
  /** %, nearly constant over the days a demonstration lasts. */
  readonly battery: number;
  /** 0..255, the coordinator's view of the radio link. */
  readonly linkquality: number;
}

const ON_ABOVE = -17.1; // °C where the thermostat starts the compressor
const OFF_BELOW = -18.9; // °C where it stops it
const COOLING = 0.12; // °C a minute while the compressor runs and the door is shut
const LEAK = 1 / 700; // of the difference to the room, a minute
const ROOM = 21; // °C
const INFLOW = 0.0071; // of the difference to the room, a minute, with the lid ajar

/** A chest freezer on a thermostat: a sawtooth of about 48 minutes between -19 and -17 °C, and now and then somebody takes something out. */
export class Freezer {
  #random: Random;
  #air = -18.2;
  #compressor = false;
  #doorWarmth = 0; // °C the sensor reads above the air for some minutes after the lid was open
  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * One minute. `ajar` 0..1 says how far the lid stands open: at 1 warm air comes in faster than the compressor, which then
   * runs all the time, can carry it off; the temperature settles some 9 °C higher within the hour.
   */
  step(hour: number, ajar: number): FreezerValues {
    const random = this.#random;
    if (this.#air > ON_ABOVE) this.#compressor = true;
    if (this.#air < OFF_BELOW) this.#compressor = false;
    const inflow = ajar * INFLOW * (ROOM - this.#air);
    this.#air += (ROOM - this.#air) * LEAK - (this.#compressor ? COOLING * (1 + this.#pull()) : 0) + inflow;
    const mealtime = Math.abs(hour - 12) < 0.7 || Math.abs(hour - 18.5) < 0.8;
    if (random.uniform() < (mealtime ? 0.02 : hour > 7 && hour < 22 ? 0.003 : 0)) this.#doorWarmth += random.between(0.15, 0.35);
    this.#doorWarmth *= 0.75;
    return {
      temperature: round(this.#air + this.#doorWarmth + 0.03 * random.normal(), 2),
      battery: 97,
      linkquality: Math.round(118 + 5 * random.normal()),
    };
  }

  /** A compressor moves more heat out of warm air than out of cold: what limits the rise and brings the temperature back. */
  #pull(): number {
    return Math.max(0, (this.#air - ON_ABOVE) * 0.11);
  }
}

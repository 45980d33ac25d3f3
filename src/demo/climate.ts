import { type Random, round } from './random.ts';

/** What a Tasmota board with an SCD40 in a living room reports. */
export interface ClimateValues {
  /** °C, to 0.1. */
  readonly temperature: number;
  /** % relative humidity, to 0.1. */
  readonly humidity: number;
  /** ppm. */
  readonly co2: number;
}

/** A living room: cooler at night, people by day, a window opened when the air is stale. */
export class Climate {
  #random: Random;
  #temperature = 20.6;
  #humidity = 44;
  #co2 = 530;
  #airing = 0; // minutes the window stays open
  #stuckAt: number | undefined;
  constructor(random: Random) {
    this.#random = random;
  }

  /** One minute. While `stuck`, the humidity keeps the value it had when that began: a frozen register, as cheap sensors have it. */
  step(hour: number, stuck: boolean): ClimateValues {
    const random = this.#random;
    const people = presence(hour);
    if (this.#airing > 0) this.#airing--;
    else if (this.#co2 > 950 && random.uniform() < 0.02) this.#airing = 12;
    const exchange = this.#airing > 0 ? 0.05 : 0.006;
    const setpoint = 20.9 + 0.5 * Math.cos(((hour - 16) / 12) * Math.PI);
    this.#temperature += (setpoint - this.#temperature) / 60 + 0.004 * people - (this.#airing > 0 ? 0.05 : 0) + 0.006 * random.normal();
    this.#humidity += (42 - this.#humidity) * exchange + 0.035 * people + 0.03 * random.normal();
    this.#co2 += (430 - this.#co2) * exchange + 2.4 * people + 1.5 * random.normal();
    if (!stuck) this.#stuckAt = undefined;
    else this.#stuckAt ??= round(this.#humidity, 1);
    return {
      temperature: round(this.#temperature + 0.04 * random.normal(), 1),
      humidity: this.#stuckAt ?? round(this.#humidity + 0.12 * random.normal(), 1),
      co2: Math.round(this.#co2 + 4 * random.normal()),
    };
  }
}

/** How many people are in the room on average at that hour of the day: most around four in the afternoon, hardly any before dawn. */
const presence = (hour: number): number => 0.6 + 0.5 * Math.cos(((hour - 16) / 12) * Math.PI);

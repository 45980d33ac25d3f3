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

/** A living room: cooler at night, people in the morning and in the evening, a window opened once in a while. */
export class Climate {
  #random: Random;
  #temperature = 20.1;
  #humidity = 46;
  #co2 = 560;
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
    const setpoint = hour > 6 && hour < 22.5 ? 21.3 : 19.2;
    this.#temperature += (setpoint - this.#temperature) / 90 + 0.004 * people - (this.#airing > 0 ? 0.05 : 0) + 0.006 * random.normal();
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

/** How many people are in the room on average at that hour of the day. */
function presence(hour: number): number {
  if (hour >= 6.5 && hour < 8.5) return 1.2;
  if (hour >= 17 && hour < 22.5) return 1.6;
  return hour >= 8.5 && hour < 17 ? 0.5 : 0.15;
}

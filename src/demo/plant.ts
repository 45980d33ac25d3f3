/**
 * A small plant that does not exist: freezer, circulation pump, living room and power meter, with something going wrong now and
 * then. Pure and repeatable: the same seed gives the same days. One step is one simulated minute.
 *
 *     FaultPlan ──► what is wrong now
 *                      │
 *     hour of day ──► Freezer · Pump · Climate · Meter ──► PlantValues
 */
import { later, minutes, type Timestamp } from '../core/base/index.ts';
import { Climate, type ClimateValues } from './climate.ts';
import { FaultPlan, type FaultState } from './faults.ts';
import { Freezer, type FreezerValues } from './freezer.ts';
import { Meter, type MeterValues } from './meter.ts';
import { Pump, type PumpValues } from './pump.ts';
import { seeded } from './random.ts';

/** Everything the plant says in one minute; a device that is silent says nothing. */
export interface PlantValues {
  readonly at: Timestamp;
  readonly freezer: FreezerValues;
  readonly pump: PumpValues;
  readonly climate: ClimateValues;
  readonly meter: MeterValues | undefined;
  readonly state: FaultState;
}

export interface PlantOptions {
  readonly seed?: number;
  /** When the first minute is. */
  readonly start: Timestamp;
  /** Hour of the day at the first minute, 0 ≤ h < 24, fractions allowed: the plant does not know time zones. */
  readonly hour: number;
  /** Minutes without a fault at the beginning, so that habits can be learned. Infinity: nothing ever goes wrong. */
  readonly quiet?: number;
}

export class Plant {
  #options: PlantOptions;
  #plan: FaultPlan;
  #freezer: Freezer;
  #pump: Pump;
  #climate: Climate;
  #meter: Meter;
  #minute = 0;

  constructor(options: PlantOptions) {
    const seed = options.seed ?? 1;
    this.#options = options;
    // A stream of its own for each device: a change in one leaves the others' days as they were.
    this.#plan = new FaultPlan(seeded(seed * 31 + 5), options.quiet ?? 500);
    this.#freezer = new Freezer(seeded(seed * 31 + 1));
    this.#pump = new Pump(seeded(seed * 31 + 2));
    this.#climate = new Climate(seeded(seed * 31 + 3));
    this.#meter = new Meter(seeded(seed * 31 + 4));
  }

  /** The next minute. */
  step(): PlantValues {
    const minute = this.#minute++;
    const hour = (this.#options.hour + minute / 60) % 24;
    const state = this.#plan.step();
    const active = state.just === 'ended' ? undefined : state.fault;
    const how = (kind: string): number => (active?.kind === kind ? active.severity : 0);
    const wear = how('bearing') * Math.min(1, state.age / 150);
    const meter = this.#meter.step(hour, how('heater') * 2_950);
    return {
      at: later(this.#options.start, minutes(minute)),
      freezer: this.#freezer.step(hour, how('door')),
      pump: this.#pump.step(hour, wear),
      climate: this.#climate.step(hour, how('stuck') > 0),
      meter: how('silent') > 0 ? undefined : meter,
      state,
    };
  }
}

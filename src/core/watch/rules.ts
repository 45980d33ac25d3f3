/**
 * What needs no network: impossible, stuck and silent. Each rule is a tiny machine beside the model.
 */
import { hours, type Millis, minutes, type Timestamp } from '../base/index.ts';
import type { Sensor } from '../domain/index.ts';
import { plausibleRange, sentinelOf } from '../domain/quantity.ts';

/** Readings in a row that must be impossible: one glitch at power-up is no news. */
const IMPOSSIBLE_RUN = 2;
/** Readings a sensor must have given before its present run, changes it must have made, and multiples of the run it must have lived. */
const LIVELY_AFTER = 100;
const LIVELY_CHANGES = 60;
const LIVES = 8;
/** A run counts as stuck at so many times the longest, readings and minutes; at the value where the longest run was (0 W, shut) a longer one is asked for. */
const STUCK_FACTOR = 2.5;
const REST_FACTOR = 4;
const STUCK_LEAST = 30;
/** The same for a counter, which grows by a little with every reading or is known to rest. */
const COUNTER_LEAST = 8;
const STUCK_TIME = minutes(3);
/** What is left of the longest run after each change. */
const FADES = 0.9998;
const SILENT_AFTER = 40;
const SILENT_FACTOR = 3;
const SILENT_STEPS = 10;
/** What speaks when something happens must have lived through nights before its silence means anything. */
const SILENT_LIFE = hours(60);

export type RuleStep = 'none' | 'opened' | 'recovered';

/** A value that cannot be: not finite, outside what the quantity can be, or what such a sensor says when it is broken. */
export class ImpossibleRule {
  #sensor: Sensor;
  #low = 0;
  #high = 0;
  #run = 0;
  #open = false;
  constructor(sensor: Sensor) {
    this.#sensor = sensor;
    this.judgeAs(sensor);
  }
  /** Another unit or quantity has another range; an open alarm ends with the first reading within it. */
  judgeAs(sensor: Sensor): void {
    this.#sensor = sensor;
    [this.#low, this.#high] = plausibleRange(sensor.quantity, sensor.unit);
  }
  possible(value: number): boolean {
    return value >= this.#low && value <= this.#high && sentinelOf(this.#sensor.quantity, this.#sensor.unit, value)?.certain !== true;
  }
  /** Why such a sensor says such a thing, where its datasheet tells. */
  reason(value: number): string | undefined {
    return sentinelOf(this.#sensor.quantity, this.#sensor.unit, value)?.reason;
  }
  step(value: number): RuleStep {
    if (this.possible(value)) {
      this.#run = 0;
      if (!this.#open) return 'none';
      this.#open = false;
      return 'recovered';
    }
    this.#run++;
    if (this.#open || this.#run < IMPOSSIBLE_RUN) return 'none';
    this.#open = true;
    return 'opened';
  }
}

/**
 * The same number for far longer than ever before, on a sensor that changes now and then. What rests for long at one value (a lamp at
 * 0 W, a valve at 100 %) rests there by nature: its long runs are known, and only a longer one than ever counts.
 */
export class StuckRule {
  #value = Number.NaN;
  #run = 0;
  #longest = 0;
  #rest = Number.NaN;
  #changes = 0;
  #readings = 0;
  #open = false;
  #since = 0 as Timestamp;
  /** Since when it shows the same value. */
  get since(): Timestamp {
    return this.#since;
  }
  step(value: number, at: Timestamp, counts = false): RuleStep {
    this.#readings++;
    if (value !== this.#value) {
      const was = this.#open;
      // A run that raised the alarm is no habit; any other is.
      if (!was) {
        this.#longest *= FADES;
        if (this.#run >= this.#longest) {
          this.#longest = this.#run;
          this.#rest = this.#value;
        }
      }
      this.#changes++;
      this.#open = false;
      this.#value = value;
      this.#run = 1;
      this.#since = at;
      return was ? 'recovered' : 'none';
    }
    this.#run++;
    const before = this.#readings - this.#run;
    const lively = this.#changes > LIVELY_CHANGES && before > LIVELY_AFTER && before > LIVES * this.#run;
    const factor = value === this.#rest ? REST_FACTOR : STUCK_FACTOR;
    if (
      this.#open ||
      !lively ||
      at - this.#since < STUCK_TIME ||
      this.#run < Math.max(counts ? COUNTER_LEAST : STUCK_LEAST, factor * this.#longest)
    )
      return 'none';
    this.#open = true;
    return 'opened';
  }
}

/**
 * Nothing heard for much longer than ever. Silence is measured in time during which somebody listened (`heard` grows by at most a
 * few of the sensor's steps per tick), so that a suspended gateway or a hole in a recording is not the sensor's silence.
 */
export class SilentRule {
  #readings = 0;
  #silence = 0;
  #life = 0;
  #open = false;
  heard(): RuleStep {
    this.#readings++;
    this.#silence = 0;
    if (!this.#open) return 'none';
    this.#open = false;
    return 'recovered';
  }
  /** @param irregular it reports on change rather than on a schedule */
  tick(elapsed: Millis, step: Millis, longest: Millis, irregular = false): RuleStep {
    this.#life += elapsed;
    this.#silence += Math.min(elapsed, 3 * step);
    if (this.#open || this.#readings < SILENT_AFTER || step <= 0 || (irregular && this.#life < SILENT_LIFE)) return 'none';
    if (this.#silence < Math.max(SILENT_STEPS * step, SILENT_FACTOR * longest)) return 'none';
    this.#open = true;
    return 'opened';
  }
}

/**
 * How rare is a value for this sensor? A decayed histogram on a logarithmic axis gives ranks; above its 95th percentile a Pareto
 * tail, fitted by Hill's estimator (Hill 1975, Ann. Statist. 3(5)), gives the deep end that ranks cannot reach (a rank is never
 * below 1/n). O(1) memory and time, 64 bins.
 *
 *     mass |▁▃▆█▆▅▃▂▁▁ ·   ·      learn(v) adds, decayed
 *          └──────────┼──────►    surprise(v) = -log10 P(V ≥ v)
 *                    95 %   Pareto beyond
 */
import { Arena, bytesOf } from '../base/index.ts';

/** Bins of a histogram. */
export const BINS = 64;
const LOWEST = 1e-3;
const RATIO = 1.28; // 64 bins reach 1e-3 … 7e3
const LOG_RATIO = Math.log(RATIO);
/** What lies further out than the last bin is as rare as the last bin: what cannot be learned must not be extrapolated to. */
const HIGHEST = LOWEST * RATIO ** (BINS - 0.5);
const TAIL_SHARE = 0.05;
/** Readings after which an old one counts 1/e. */
const MEMORY = 20_000;
const DECAY_EVERY = 256;
const DECAY = Math.exp(-DECAY_EVERY / MEMORY);

/** What is believed of a channel before the sensor has shown anything, as so many imaginary readings. */
export interface Prior {
  /** Median of the channel over all sensors. */
  readonly median: number;
  /** Pareto exponent of its tail over all sensors. */
  readonly exponent: number;
  /** Weight in readings. */
  readonly weight: number;
}

/** Bins remembered of what is seen during a trouble, at most. */
export const HELD = 24;

/** Room for some tails: a sensor has nine, and as many objects full of numbers would cost more than what they hold. */
export class TailMemory {
  readonly numbers: Float64Array;
  readonly bins: Float32Array;
  /** For `Ranked`: bins of a thinned sample of what is seen while a trouble lasts. */
  readonly held: Uint8Array;

  constructor(tails: number, arena = new Arena(TailMemory.bytes(tails))) {
    this.numbers = arena.float64(tails * NUMBERS);
    this.bins = arena.float32(tails * BINS);
    this.held = arena.uint8(tails * HELD);
  }
  static bytes(tails: number): number {
    return bytesOf(8 * tails * NUMBERS, 4 * tails * BINS, tails * HELD);
  }
}

/** Numbers of a tail, and where they are. The last four are for `Ranked`. */
const TOP = 0; // the highest bin that holds anything: the sums need not go further
const TOTAL = 1;
const UNTIL_DECAY = 2;
const THRESHOLD = 3;
const EXPONENT = 4;
const SHARE = 5;
const UNTIL_FIT = 6;
export const FREE = 7;
export const NUMBERS = 11;

/** The bin that a value falls into. */
export const binOf = (v: number): number => (v > LOWEST ? Math.min(BINS - 1, Math.floor(Math.log(v / LOWEST) / LOG_RATIO)) : 0);

export class Tail {
  protected readonly memory: TailMemory;
  protected readonly place: number;
  readonly #prior: Prior;

  constructor(prior: Prior, memory = new TailMemory(1), place = 0) {
    this.memory = memory;
    this.place = place;
    this.#prior = prior;
    this.reset();
  }

  /** Forgets everything but what is believed of any sensor. */
  reset(): void {
    const { bins, numbers } = this.memory;
    const at = this.place * NUMBERS;
    bins.fill(0, this.place * BINS, (this.place + 1) * BINS);
    numbers.fill(0, at, at + NUMBERS);
    numbers[at + UNTIL_DECAY] = DECAY_EVERY;
    // The believed distribution: half below the median, the rest falling off as the tail does.
    const { median, weight } = this.#prior;
    const half = weight / 2;
    for (let k = 0; k < 12; k++) {
      this.#add(binOf(median * 1.15 ** k), (half / 6) * (1 - k / 12));
      this.#add(binOf(median / 1.35 ** (k + 1)), half / 12);
    }
    this.#fit();
  }

  /** Takes a value as usual; `weight` > 1 when it stands for several. */
  learn(v: number, weight = 1): void {
    this.learnBin(binOf(v), weight);
  }

  /** The same for a value of which only its bin was kept. */
  learnBin(bin: number, weight: number): void {
    const { bins, numbers } = this.memory;
    const at = this.place * NUMBERS;
    this.#add(bin, weight);
    const untilDecay = (numbers[at + UNTIL_DECAY] as number) - 1;
    numbers[at + UNTIL_DECAY] = untilDecay > 0 ? untilDecay : DECAY_EVERY;
    if (untilDecay <= 0) {
      const start = this.place * BINS;
      const end = start + (numbers[at + TOP] as number);
      for (let i = start; i <= end; i++) bins[i] = (bins[i] as number) * DECAY;
      numbers[at + TOTAL] = (numbers[at + TOTAL] as number) * DECAY;
    }
    const untilFit = (numbers[at + UNTIL_FIT] as number) - 1;
    numbers[at + UNTIL_FIT] = untilFit;
    if (untilFit <= 0) this.#fit();
  }

  /** -log10 of the share of this sensor's readings that reach `v`; 0 for an everyday value, 4 for one in ten thousand. */
  surprise(value: number): number {
    if (!(value > LOWEST)) return 0;
    const { bins, numbers } = this.memory;
    const at = this.place * NUMBERS;
    const v = Math.min(value, HIGHEST);
    const threshold = numbers[at + THRESHOLD] as number;
    const share = numbers[at + SHARE] as number;
    if (v > threshold) return -Math.log10(share) + ((numbers[at + EXPONENT] as number) * Math.log(v / threshold)) / Math.LN10;
    const x = Math.log(v / LOWEST) / LOG_RATIO;
    const bin = Math.min(BINS - 1, Math.floor(x));
    const start = this.place * BINS;
    const end = start + (numbers[at + TOP] as number);
    let above = (bins[start + bin] as number) * (1 - Math.min(1, x - bin));
    for (let i = start + bin + 1; i <= end; i++) above += bins[i] as number;
    return -Math.log10(Math.max(share, Math.min(1, above / (numbers[at + TOTAL] as number))));
  }

  #add(bin: number, weight: number): void {
    const { bins, numbers } = this.memory;
    const at = this.place * NUMBERS;
    const bucket = this.place * BINS + bin;
    bins[bucket] = (bins[bucket] as number) + weight;
    numbers[at + TOTAL] = (numbers[at + TOTAL] as number) + weight;
    if (bin > (numbers[at + TOP] as number)) numbers[at + TOP] = bin;
  }

  #fit(): void {
    const { bins, numbers } = this.memory;
    const at = this.place * NUMBERS;
    const start = this.place * BINS;
    const total = numbers[at + TOTAL] as number;
    const top = numbers[at + TOP] as number;
    numbers[at + UNTIL_FIT] = Math.max(8, Math.min(64, total / 16));
    let above = 0;
    let i = top + 1;
    while (i > 1 && above < TAIL_SHARE * total) above += bins[start + --i] as number;
    numbers[at + THRESHOLD] = LOWEST * RATIO ** i;
    numbers[at + SHARE] = Math.min(1, above / total);
    let mass = 0;
    let logs = 0;
    for (let b = i; b <= top; b++) {
      const m = bins[start + b] as number;
      mass += m;
      logs += m * (b - i + 0.5) * LOG_RATIO;
    }
    const belief = this.#prior.weight * TAIL_SHARE * 4;
    numbers[at + EXPONENT] = (mass + belief) / (logs + belief / this.#prior.exponent);
  }
}

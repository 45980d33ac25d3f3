/**
 * How rare is a value for this sensor? A decayed histogram on a logarithmic axis gives ranks; above its 95th percentile a Pareto
 * tail, fitted by Hill's estimator (Hill 1975, Ann. Statist. 3(5)), gives the deep end that ranks cannot reach (a rank is never
 * below 1/n). O(1) memory and time, 64 bins.
 *
 *     mass |▁▃▆█▆▅▃▂▁▁ ·   ·      learn(v) adds, decayed
 *          └──────────┼──────►    surprise(v) = -log10 P(V ≥ v)
 *                    95 %   Pareto beyond
 */
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

export class Tail {
  readonly #bins: Float32Array;
  readonly #prior: Prior;
  /** The highest bin that holds anything: the sums need not go further. */
  #top = 0;
  #total = 0;
  #untilDecay = DECAY_EVERY;
  #threshold = 0;
  #exponent = 0;
  #share = 1;
  #untilFit = 0;

  /** @param bins room for `BINS` numbers, all zero; a sensor's histograms share one array, as a thousand small ones would cost more than they hold. */
  constructor(prior: Prior, bins: Float32Array = new Float32Array(BINS)) {
    this.#bins = bins;
    this.#prior = prior;
    // The believed distribution: half below the median, the rest falling off as the tail does.
    const half = prior.weight / 2;
    for (let v = prior.median, k = 0; k < 12; k++) {
      this.#add(v * 1.15 ** k, (half / 6) * (1 - k / 12));
      this.#add(v / 1.35 ** (k + 1), half / 12);
    }
    this.#fit();
  }

  /** Takes a value as usual; `weight` > 1 when it stands for several. */
  learn(v: number, weight = 1): void {
    this.#add(v, weight);
    if (--this.#untilDecay <= 0) {
      this.#untilDecay = DECAY_EVERY;
      for (let i = 0; i <= this.#top; i++) this.#bins[i] = (this.#bins[i] as number) * DECAY;
      this.#total *= DECAY;
    }
    if (--this.#untilFit <= 0) this.#fit();
  }

  /** -log10 of the share of this sensor's readings that reach `v`; 0 for an everyday value, 4 for one in ten thousand. */
  surprise(value: number): number {
    if (!(value > LOWEST)) return 0;
    const v = Math.min(value, HIGHEST);
    const x = Math.log(v / LOWEST) / LOG_RATIO;
    if (v > this.#threshold) return -Math.log10(this.#share) + (this.#exponent * Math.log(v / this.#threshold)) / Math.LN10;
    const bin = Math.min(BINS - 1, Math.floor(x));
    let above = (this.#bins[bin] as number) * (1 - Math.min(1, x - bin));
    for (let i = bin + 1; i <= this.#top; i++) above += this.#bins[i] as number;
    return -Math.log10(Math.max(this.#share, Math.min(1, above / this.#total)));
  }

  #add(v: number, weight: number): void {
    const bin = v > LOWEST ? Math.min(BINS - 1, Math.floor(Math.log(v / LOWEST) / LOG_RATIO)) : 0;
    this.#bins[bin] = (this.#bins[bin] as number) + weight;
    this.#total += weight;
    if (bin > this.#top) this.#top = bin;
  }

  #fit(): void {
    this.#untilFit = Math.max(8, Math.min(64, this.#total / 16));
    let above = 0;
    let i = this.#top + 1;
    while (i > 1 && above < TAIL_SHARE * this.#total) above += this.#bins[--i] as number;
    this.#threshold = LOWEST * RATIO ** i;
    this.#share = Math.min(1, above / this.#total);
    let mass = 0;
    let logs = 0;
    for (let b = i; b <= this.#top; b++) {
      const m = this.#bins[b] as number;
      mass += m;
      logs += m * (b - i + 0.5) * LOG_RATIO;
    }
    const belief = this.#prior.weight * TAIL_SHARE * 4;
    this.#exponent = (mass + belief) / (logs + belief / this.#prior.exponent);
  }
}

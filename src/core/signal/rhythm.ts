/**
 * The period a signal repeats itself with, by its autocorrelation (Wiener–Khinchin: the inverse transform of the power spectrum).
 *
 *     r(lag) 1 |\      /\      /\        r falls below zero first, so that smoothness is not taken for a rhythm;
 *            0 |-\----/--\----/--\--     the first peak nearly as high as the highest is the period.
 *              0  \__/  ▲ \__/
 *                     period
 */

/** A peak this high, of 1, is a rhythm; in a short signal one this many standard errors of noise (1/√n, Bartlett 1946) high. */
const RHYTHMIC = 0.2;
const ERRORS = 4.5;
/** The first peak that reaches this share of the highest is taken: its multiples are peaks as well. */
const NEARLY = 0.85;
/** Shortest period, in points. */
const SHORTEST = 8;

export interface Rhythm {
  /** In points of the signal. */
  readonly period: number;
  /** Autocorrelation at that lag, at most 1. */
  readonly strength: number;
}

/**
 * @param signal without gaps, any length
 * @returns the rhythm, or undefined when there is none between 8 points and a third of the length
 */
export function rhythmOf(signal: Float64Array): Rhythm | undefined {
  const r = autocorrelation(signal);
  const end = Math.floor(signal.length / 3);
  let lag = 1;
  while (lag < end && (r[lag] as number) >= 0) lag++;
  const least = Math.max(RHYTHMIC, ERRORS / Math.sqrt(signal.length));
  let highest = least;
  for (let k = Math.max(lag, SHORTEST); k < end; k++) highest = Math.max(highest, r[k] as number);
  if (highest === least) return undefined;
  for (let k = Math.max(lag, SHORTEST); k < end; k++) {
    const here = r[k] as number;
    const peak = here >= (r[k - 1] as number) && here >= (r[k + 1] as number);
    if (peak && here >= NEARLY * highest) return { period: k, strength: here };
  }
  return undefined;
}

/** Unbiased autocorrelation at lags 0 … n-1; all zero for a signal that stands still. */
export function autocorrelation(signal: Float64Array): Float64Array {
  const n = signal.length;
  let size = 2;
  while (size < 2 * n) size *= 2;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  let mean = 0;
  for (const v of signal) mean += v / n;
  for (let i = 0; i < n; i++) re[i] = (signal[i] as number) - mean;
  transform(re, im);
  for (let i = 0; i < size; i++) {
    re[i] = (re[i] as number) ** 2 + (im[i] as number) ** 2;
    im[i] = 0;
  }
  transform(re, im); // the spectrum is real and even: forward and inverse transform differ by the factor only
  const power = re[0] as number;
  const r = new Float64Array(n);
  if (power <= 0) return r;
  for (let lag = 0; lag < n; lag++) r[lag] = (((re[lag] as number) / power) * n) / (n - lag);
  return r;
}

/** Fast Fourier transform in place (Cooley and Tukey 1965), radix 2; the length is a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [re[i], re[j]] = [re[j] as number, re[i] as number];
    [im[i], im[j]] = [im[j] as number, im[i] as number];
  }
  for (let span = 2; span <= n; span *= 2) {
    const half = span / 2;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / span;
      const c = Math.cos(angle);
      const s = Math.sin(angle);
      for (let i = k; i < n; i += span) {
        const j = i + half;
        const x = (re[j] as number) * c - (im[j] as number) * s;
        const y = (re[j] as number) * s + (im[j] as number) * c;
        re[j] = (re[i] as number) - x;
        im[j] = (im[i] as number) - y;
        re[i] = (re[i] as number) + x;
        im[i] = (im[i] as number) + y;
      }
    }
  }
}

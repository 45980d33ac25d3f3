/**
 * Troubles put into clean recordings. Sizes are in units of the series' own robust spread over the 500 readings before (the
 * 5..95 % range / 3.29, at least its usual step from reading to reading), so that every series is asked the same question.
 *
 *     spike    1-3 readings, 5 to 10 spreads away            stuck    the last value repeated, 3 times longer than ever before
 *     step     100-200 readings, 4 to 8 spreads away         dropout  no values, 5 times longer than the longest gap before
 *     drift    a ramp to 5 to 10 spreads over 250-400        noise    60-150 readings with normal noise of 2 to 4 spreads
 *
 * Lengths are in readings and never above a twelfth of the series. Values keep the decimals the series has.
 */
import type { Random } from '../../demo/random.ts';

export type Kind = 'spike' | 'step' | 'drift' | 'stuck' | 'dropout' | 'noise';
export const kinds: readonly Kind[] = ['spike', 'step', 'drift', 'stuck', 'dropout', 'noise'];

export interface Injected {
  readonly values: Float64Array;
  /** Rows `start..end`, the end not included. */
  readonly start: number;
  readonly end: number;
}

/** Undefined where the trouble could not be told from the series' own habits (too constant before, too short). */
export function inject(values: Float64Array, times: Float64Array, start: number, kind: Kind, random: Random): Injected | undefined {
  const limit = Math.floor(values.length / 12);
  const room = Math.min(limit, values.length - start);
  const spread = spreadBefore(values, start);
  const decimals = decimalsOf(values);
  const sign = random.uniform() < 0.5 ? -1 : 1;
  const out = values.slice();
  const cast = (low: number, high: number): number => Math.min(room, Math.round(random.between(low, high)));
  const put = (length: number, value: (old: number, k: number) => number): Injected => {
    for (let k = 0; k < length; k++) out[start + k] = Number(value(values[start + k] ?? 0, k).toFixed(decimals));
    return { values: out, start, end: start + length };
  };
  if ((kind === 'stuck' || kind === 'dropout' ? 1 : spread) <= 0 || room < 3) return undefined;
  switch (kind) {
    case 'spike': {
      const size = sign * random.between(5, 10) * spread;
      return put(cast(1, 3), (old) => old + size);
    }
    case 'step': {
      const size = sign * random.between(4, 8) * spread;
      return put(cast(100, 200), (old) => old + size);
    }
    case 'drift': {
      const size = sign * random.between(5, 10) * spread;
      const length = cast(250, 400);
      return put(length, (old, k) => old + (size * (k + 1)) / length);
    }
    case 'noise': {
      const size = random.between(2, 4) * spread;
      return put(cast(60, 150), (old) => old + size * random.normal());
    }
    case 'stuck': {
      const length = Math.max(60, 3 * longestRun(values, start));
      if (length > room) return undefined;
      const held = values[start - 1] ?? 0;
      return put(length, () => held);
    }
    case 'dropout': {
      const wanted = 5 * longestGap(times, start);
      let length = Math.min(60, room);
      while (length < room && (times[start + length] ?? 0) - (times[start - 1] ?? 0) < wanted) length++;
      if (length >= room) return undefined;
      out.fill(Number.NaN, start, start + length);
      return { values: out, start, end: start + length };
    }
  }
}

/** Robust spread of the 500 readings before row `start`, at least the median step between unlike neighbours. */
export function spreadBefore(values: Float64Array, start: number): number {
  const before = values.subarray(Math.max(0, start - 500), start).filter(Number.isFinite);
  const sorted = before.slice().sort();
  const quantile = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
  const steps = Float64Array.from(before.subarray(1), (x, i) => Math.abs(x - (before[i] as number)))
    .filter((step) => step > 0)
    .sort();
  return Math.max((quantile(0.95) - quantile(0.05)) / 3.29, steps[steps.length >> 1] ?? 0);
}

/** The longest run of equal values before row `start`, in readings. */
export function longestRun(values: Float64Array, start: number): number {
  let [longest, run] = [1, 1];
  for (let i = 1; i < start; i++) {
    run = values[i] === values[i - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Milliseconds between two readings, at most, before row `start`. */
function longestGap(times: Float64Array, start: number): number {
  let longest = 0;
  for (let i = 1; i < start; i++) longest = Math.max(longest, (times[i] as number) - (times[i - 1] as number));
  return longest;
}

function decimalsOf(values: Float64Array): number {
  let most = 0;
  for (const value of values.subarray(0, 500)) most = Math.max(most, String(value).split('.')[1]?.length ?? 0);
  return Math.min(most, 6);
}

/**
 * A window: the newest cell and its past at three time scales, causally scaled. Feature version 1; models/signals/windows.py is its
 * twin and test/golden/signals.json keeps the two together.
 *
 *     x[t-704] ─── 32 means of 16 ───┬─ 32 means of 4 ─┬─ 64 cells ─┬ x[t]
 *                    coarse          │       mid       │    fine    │ newest
 *     every value v → clip(asinh((v - loc) / s), ±4)     loc, s: mean and mean absolute deviation of `fine`
 *
 * The newest cell takes no part in its own scaling, so that a spike cannot hide itself.
 */
import type { Cells } from './cells.ts';

/** Version of this layout; the model's manifest must name the same. */
export const FEATURE_VERSION = 1;
/** Floats in a window. */
export const INPUTS = 136;
/** Present cells needed among the last 64 before a window says anything. */
export const MIN_PRESENT = 16;

const FINE = 64;
const MID = 32;
const COARSE = 32;
const MID_WIDTH = 4;
const COARSE_WIDTH = 16;
const CLIP = 4;
const CLIPPED = Math.sinh(CLIP);

/** Where a window stands in the sensor's own unit: value = loc + s · sinh(feature). */
export interface Scaling {
  readonly loc: number;
  readonly s: number;
}

/** asinh, clipped. By the logarithm: Math.asinh takes three times as long, and the absolute error here is below 1e-15. */
const squash = (u: number): number => {
  const size = u < 0 ? -u : u;
  if (size >= CLIPPED) return u < 0 ? -CLIP : CLIP;
  const c = Math.log(size + Math.sqrt(size * size + 1));
  return u < 0 ? -c : c;
};

export class WindowWriter {
  /** Means of the wide cells of the window being written; nothing survives a call. */
  readonly #wides = new Float64Array(MID + COARSE);

  /**
   * Writes the window that ends at the newest cell into `out[at .. at + INPUTS]`.
   * @returns its scaling, or undefined when too few cells are present or the newest is a gap.
   */
  write(cells: Cells, out: Float32Array, at: number): Scaling | undefined {
    const x = cells.buffer;
    const { base } = cells;
    const wides = this.#wides;
    const t = cells.end - 1;
    const now = x[t] as number;
    if (Number.isNaN(now)) return undefined;

    let present = 0;
    let sum = 0;
    for (let i = t - FINE; i < t; i++) {
      const v = x[i] as number;
      if (!Number.isNaN(v)) {
        sum += v;
        present++;
      }
    }
    if (present < MIN_PRESENT) return undefined;
    const loc = sum / present;

    let deviation = 0;
    let roughness = 0;
    let equal = 0;
    let pairs = 0;
    let before = Number.NaN;
    for (let i = t - FINE; i < t; i++) {
      const v = x[i] as number;
      if (!Number.isNaN(v)) {
        deviation += Math.abs(v - loc);
        if (!Number.isNaN(before)) {
          pairs++;
          roughness += Math.abs(v - before);
          if (v === before) equal++;
        }
      }
      before = v;
    }
    const sFine = deviation / present;

    // Means of wider cells, raw for now: their own spread is part of the scale.
    const midStart = t - FINE - MID * MID_WIDTH;
    const wide = means(x, midStart, MID, MID_WIDTH, wides, 0);
    const wider = means(x, midStart - COARSE * COARSE_WIDTH, COARSE, COARSE_WIDTH, wides, MID);
    const wideCount = wide.count + wider.count;
    let locWide = loc;
    let sWide = sFine;
    if (wideCount >= 4) {
      locWide = (wide.sum + wider.sum) / wideCount;
      let d = 0;
      for (let i = 0; i < MID + COARSE; i++) {
        const v = wides[i] as number;
        if (!Number.isNaN(v)) d += Math.abs(v - locWide);
      }
      sWide = d / wideCount;
    }
    const s = Math.max(sFine, 0.1 * sWide, 1e-6 * Math.abs(base + loc), 1e-9);

    for (let i = 0; i < FINE; i++) {
      const v = x[t - FINE + i] as number;
      out[at + i] = Number.isNaN(v) ? 0 : squash((v - loc) / s);
    }
    for (let i = 0; i < MID + COARSE; i++) {
      const v = wides[i] as number;
      out[at + FINE + i] = Number.isNaN(v) ? 0 : squash((v - loc) / s);
    }
    const previous = x[t - 1] as number;
    const side = at + FINE + MID + COARSE;
    out[side] = squash((now - loc) / s);
    out[side + 1] = clip(Math.log(Math.max(sFine, 1e-12) / Math.max(sWide, 1e-12)));
    out[side + 2] = squash((loc - locWide) / s);
    out[side + 3] = (4 * (FINE - present)) / FINE;
    out[side + 4] = pairs === 0 ? 0 : (4 * equal) / pairs;
    out[side + 5] = pairs === 0 ? 0 : Math.min(CLIP, roughness / pairs / s);
    out[side + 6] = (4 * (MID + COARSE - wideCount)) / (MID + COARSE);
    out[side + 7] = Number.isNaN(previous) ? 0 : squash((now - previous) / s);
    return { loc: base + loc, s };
  }
}

const clip = (v: number): number => (v > CLIP ? CLIP : v < -CLIP ? -CLIP : v);

/** Means of `count` neighbouring groups of `width` cells from `start` on, NaN for a group without a present cell. */
function means(x: Float32Array, start: number, count: number, width: number, into: Float64Array, offset: number) {
  let total = 0;
  let filled = 0;
  for (let g = 0; g < count; g++) {
    let sum = 0;
    let n = 0;
    const from = start + g * width;
    for (let i = from; i < from + width; i++) {
      const v = x[i] as number;
      if (!Number.isNaN(v)) {
        sum += v;
        n++;
      }
    }
    if (n > 0) {
      const mean = sum / n;
      into[offset + g] = mean;
      total += mean;
      filled++;
    } else into[offset + g] = Number.NaN;
  }
  return { sum: total, count: filled };
}

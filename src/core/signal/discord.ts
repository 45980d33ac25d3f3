/**
 * Has this sensor ever moved like this before? The newest stretch of a signal (a quarter of its rhythm) is compared with every
 * stretch of its last dozen rhythms; the distance to the nearest is its novelty. What is far from all its past is a discord:
 * a heartbeat, a compressor run or a day with another shape, though every single value may be usual.
 *
 *     past   /\__/\__/\__/\__/\__/\__/\__/\__/\_      nearest: here, hardly any distance
 *     now                                     ‾\      ← one quarter of a rhythm, its mean taken off, its size left in
 *
 * The left matrix profile of Yeh et al. 2016 (ICDM) as Lu et al. 2022 (KDD, DAMP) use it on streams, on a bounded past, and on means of
 * `width` cells so that one memory holds a dozen rhythms of any length. The width is learned from the autocorrelation.
 */
import { Arena, bytesOf } from '../base/index.ts';
import { rhythmOf } from './rhythm.ts';

/** Points of the past, kept as whole numbers of a 512th of their standard deviation: twice the past in the same memory, up to 64 deviations away. */
const PAST = 1536;
const FINENESS = 512;
const FURTHEST = 32_767;
/** Points beyond that in a row of looks, until the measure is taken anew. */
const BEYOND = 16;
/** Points that the first measure is taken from, and the first rhythm. */
const EARLY = 256;
/** Lowest and highest of them that are left out of the measure. */
const FREAKS = 8;
const SLACK = 32;
/** Points of a stretch; of sensors with a fast rhythm fewer. */
const STRETCH = 32;
const SHORTEST = 8;
const HOP_BEYOND = 16;
/** Share of a rhythm that a stretch spans. */
const SHARE = 0.25;
/** Widest point, in cells, while a rhythm is looked for, and the width without one. */
const WIDEST = 8;
const PLAIN = 2;
/** Cells in a row that may be missing before the stretch is broken. */
const BRIDGE = 8;

/** The stretch being compared, its mean taken off; nothing survives a call. */
const now = new Float32Array(STRETCH);

/** What a cell has added. */
export interface Novelty {
  /** Distance to the nearest past stretch, root mean square, in standard deviations of the past; NaN until there is enough past. */
  readonly distance: number;
  /** Changes when distances of another kind begin (the rhythm was learned anew): what was known of the old ones no longer holds. */
  readonly kind: number;
}

export class Discord {
  static readonly BYTES = bytesOf(2 * (PAST + SLACK));
  readonly #past: Int16Array;
  /** Points before there is a measure. */
  #early: number[] | undefined = [];
  #end = 0;
  /** Points in a row without a break. */
  #run = 0;
  /** A point stands for base + unit · number. */
  #base = 0;
  #unit = 1;
  #beyond = 0;
  #width = 1;
  #length = STRETCH;
  /** A quarter of the known rhythm in cells, 0 while there is none; what the last look would have made of it. */
  #quarter = 0;
  #doubt = 0;
  #searched = false;
  #untilFit = EARLY;
  #sum = 0;
  #count = 0;
  #missing = 0;
  #last = Number.NaN;
  #nearest = -1;
  #kind = 0;

  constructor(arena = new Arena(Discord.BYTES)) {
    this.#past = arena.int16(PAST + SLACK);
  }

  /** Cells per point and points per stretch. */
  get scale(): { readonly width: number; readonly length: number } {
    return { width: this.#width, length: this.#length };
  }

  /** @returns the novelty of the stretch that this cell completes, undefined when it completes none. */
  push(value: number): Novelty | undefined {
    if (Number.isFinite(value)) {
      this.#missing = 0;
      this.#last = value;
    } else if (++this.#missing > BRIDGE || Number.isNaN(this.#last)) {
      this.#run = 0;
      return undefined;
    }
    this.#sum += this.#last;
    if (++this.#count < this.#width) return undefined;
    const point = this.#sum / this.#count;
    this.#sum = 0;
    this.#count = 0;
    this.#run++;
    if (this.#early) {
      this.#early.push(point);
      if (this.#early.length === EARLY) this.#begin(this.#early);
      return undefined;
    }
    this.#append((point - this.#base) / this.#unit);
    if (--this.#untilFit <= 0) this.#fit();
    if (this.#run < this.#length || this.#end < 3 * this.#length) return undefined;
    // Neighbouring stretches say nearly the same: long ones are looked at at every other point.
    if (this.#length > HOP_BEYOND && (this.#run & 1) === 1) return undefined;
    return { distance: this.#search() / FINENESS, kind: this.#kind };
  }

  #begin(points: readonly number[]): void {
    this.#early = undefined;
    // One freak among the first values must not be the measure of all later ones.
    const middle = [...points].sort((a, b) => a - b).slice(FREAKS, -FREAKS);
    [this.#base, this.#unit] = measure(middle[0] === middle.at(-1) ? points : middle);
    for (const point of points) this.#append((point - this.#base) / this.#unit);
    this.#fit();
  }

  #append(point: number): void {
    if (this.#end === this.#past.length) {
      this.#past.copyWithin(0, SLACK, this.#end);
      this.#end -= SLACK;
      this.#nearest -= SLACK;
    }
    const near = Math.max(-FURTHEST, Math.min(FURTHEST, Math.round(point)));
    if (near !== Math.round(point) && ++this.#beyond === BEYOND) this.#untilFit = 0;
    this.#past[this.#end++] = near;
  }

  /** Root mean square distance between the newest stretch and the nearest that does not overlap it. */
  #search(): number {
    const x = this.#past;
    const m = this.#length;
    const q = now;
    const start = this.#end - m;
    let mean = 0;
    for (let i = 0; i < m; i++) mean += x[start + i] as number;
    mean /= m;
    for (let i = 0; i < m; i++) q[i] = (x[start + i] as number) - mean;

    const first = Math.max(0, this.#end - PAST);
    const last = start - m;
    // The neighbour of the stretch before moves along with it: nearly always nearly the nearest, so that others are given up early.
    let best = Number.POSITIVE_INFINITY;
    let nearest = -1;
    const guess = this.#nearest + 1;
    if (guess >= first && guess <= last) {
      let sum = 0;
      for (let i = 0; i < m; i++) sum += x[guess + i] as number;
      const off = sum / m;
      best = 0;
      for (let i = 0; i < m; i++) best += ((x[guess + i] as number) - off - (q[i] as number)) ** 2;
      nearest = guess;
    }
    let sum = 0;
    for (let i = 0; i < m; i++) sum += x[last + i] as number;
    for (let j = last; ; j--) {
      const off = sum / m;
      let d = 0;
      for (let i = 0; i < m; i += 8) {
        // Every length is a multiple of eight.
        const a = (x[j + i] as number) - off - (q[i] as number);
        const b = (x[j + i + 1] as number) - off - (q[i + 1] as number);
        const c = (x[j + i + 2] as number) - off - (q[i + 2] as number);
        const e = (x[j + i + 3] as number) - off - (q[i + 3] as number);
        const f = (x[j + i + 4] as number) - off - (q[i + 4] as number);
        const g = (x[j + i + 5] as number) - off - (q[i + 5] as number);
        const h = (x[j + i + 6] as number) - off - (q[i + 6] as number);
        const k = (x[j + i + 7] as number) - off - (q[i + 7] as number);
        d += a * a + b * b + c * c + e * e + f * f + g * g + h * h + k * k;
        if (d >= best) break;
      }
      if (d < best) {
        best = d;
        nearest = j;
      }
      if (j === first) break;
      sum += (x[j - 1] as number) - (x[j + m - 1] as number);
    }
    this.#nearest = nearest;
    return Math.sqrt(best / m);
  }

  /** Takes the measure anew and looks for the rhythm, which decides how much of it a point and a stretch are. */
  #fit(): void {
    const from = Math.max(0, this.#end - PAST);
    const n = this.#end - from;
    const points = Float64Array.from(this.#past.subarray(from, this.#end), (q) => this.#base + this.#unit * q);
    [this.#base, this.#unit] = measure(points);
    this.#beyond = 0;
    for (let i = 0; i < n; i++) {
      const q = Math.round(((points[i] as number) - this.#base) / this.#unit);
      this.#past[from + i] = Math.max(-FURTHEST, Math.min(FURTHEST, q));
    }
    const whole = n >= PAST;
    const rhythm = rhythmOf(points);
    this.#untilFit = whole ? PAST : Math.min(n, PAST - n);
    if (rhythm) {
      const quarter = rhythm.period * this.#width * SHARE;
      const known = this.#quarter;
      // A rhythm a little longer or shorter is the same one, and one odd look does not make another.
      const same = Math.max(quarter, known) < 1.4 * Math.min(quarter, known);
      const again = Math.max(quarter, this.#doubt) < 1.4 * Math.min(quarter, this.#doubt);
      this.#doubt = quarter;
      if (!same && (again || known === 0)) this.#adopt(quarter);
    } else if (whole && this.#quarter === 0) {
      if (this.#width < WIDEST && !this.#searched) this.#rescale(this.#width * 2);
      else if (!this.#searched) {
        this.#searched = true;
        this.#rescale(PLAIN);
      }
    }
  }

  /** Points and stretches for a rhythm whose quarter spans so many cells. */
  #adopt(quarter: number): void {
    this.#quarter = quarter;
    const width = Math.max(1, Math.round(quarter / STRETCH));
    this.#length = Math.min(STRETCH, Math.max(SHORTEST, 8 * Math.round(quarter / width / 8)));
    if (width !== this.#width) this.#rescale(width);
    this.#kind++;
    this.#nearest = -1;
  }

  /** The past in points of another width: joined where they get wider, given up where they get narrower (what was averaged is gone). */
  #rescale(width: number): void {
    const x = this.#past;
    const from = Math.max(0, this.#end - PAST);
    const n = this.#end - from;
    const kept = width > this.#width ? Math.floor((n * this.#width) / width) : 0;
    const ratio = width / this.#width;
    for (let i = 0; i < kept; i++) {
      const begin = this.#end - (kept - i) * ratio;
      let sum = 0;
      let count = 0;
      for (let k = Math.max(from, Math.round(begin)); k < Math.round(begin + ratio); k++) {
        sum += x[k] as number;
        count++;
      }
      x[i] = sum / count;
    }
    this.#end = kept;
    this.#run = Math.min(kept, this.#run);
    this.#width = width;
    this.#untilFit = PAST - kept || PAST;
    this.#kind++;
    this.#nearest = -1;
    this.#sum = 0;
    this.#count = 0;
  }
}

/** Mean, and a 512th of the standard deviation, at least of what rounding leaves of the mean. */
function measure(points: ArrayLike<number>): [base: number, unit: number] {
  let mean = 0;
  for (let i = 0; i < points.length; i++) mean += (points[i] as number) / points.length;
  let furthest = 0;
  for (let i = 0; i < points.length; i++) furthest = Math.max(furthest, Math.abs((points[i] as number) - mean));
  furthest = Math.min(furthest, 1e300);
  // In shares of the furthest, so that the squares of huge values stay finite.
  let square = 0;
  if (furthest > 0) for (let i = 0; i < points.length; i++) square += (((points[i] as number) - mean) / furthest) ** 2 / points.length;
  return [mean, Math.max(furthest * Math.sqrt(Math.min(square, 1)), 1e-6 * Math.abs(mean), 1e-9) / FINENESS];
}

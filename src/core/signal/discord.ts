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
import { rhythmOf } from './rhythm.ts';

/** Points of the past. */
const PAST = 1536;
const SLACK = 96;
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

/** What a cell has added. */
export interface Novelty {
  /** Distance to the nearest past stretch, root mean square, in standard deviations of the past; NaN until there is enough past. */
  readonly distance: number;
  /** Changes when distances of another kind begin (the rhythm was learned anew): what was known of the old ones no longer holds. */
  readonly kind: number;
}

export class Discord {
  readonly #past = new Float32Array(PAST + SLACK);
  readonly #now = new Float32Array(STRETCH);
  #end = 0;
  /** Points in a row without a break. */
  #run = 0;
  #base = Number.NaN;
  #scale = 1;
  #width = 1;
  #length = STRETCH;
  /** A quarter of the known rhythm in cells, 0 while there is none; what the last look would have made of it. */
  #quarter = 0;
  #doubt = 0;
  #searched = false;
  #untilFit = 256;
  #sum = 0;
  #count = 0;
  #missing = 0;
  #last = 0;
  #nearest = -1;
  #kind = 0;

  /** Cells per point and points per stretch. */
  get scale(): { readonly width: number; readonly length: number } {
    return { width: this.#width, length: this.#length };
  }

  /** @returns the novelty of the stretch that this cell completes, undefined when it completes none. */
  push(value: number): Novelty | undefined {
    let v = value - this.#base;
    if (Number.isNaN(v)) {
      if (Number.isNaN(value)) {
        if (Number.isNaN(this.#base)) return undefined;
        if (++this.#missing > BRIDGE) {
          this.#run = 0;
          return undefined;
        }
        v = this.#last;
      } else {
        this.#base = value;
        v = 0;
      }
    } else this.#missing = 0;
    this.#last = v;
    this.#sum += v;
    if (++this.#count < this.#width) return undefined;
    this.#append(this.#sum / this.#count);
    this.#sum = 0;
    this.#count = 0;
    if (--this.#untilFit <= 0) this.#fit();
    if (this.#run < this.#length || this.#end < 3 * this.#length) return undefined;
    // Neighbouring stretches say nearly the same: long ones are looked at at every other point.
    if (this.#length > HOP_BEYOND && (this.#run & 1) === 1) return undefined;
    return { distance: this.#search() / this.#scale, kind: this.#kind };
  }

  #append(point: number): void {
    if (this.#end === this.#past.length) {
      this.#past.copyWithin(0, SLACK, this.#end);
      this.#end -= SLACK;
      this.#nearest -= SLACK;
    }
    this.#past[this.#end++] = point;
    this.#run++;
  }

  /** Root mean square distance between the newest stretch and the nearest that does not overlap it. */
  #search(): number {
    const x = this.#past;
    const m = this.#length;
    const q = this.#now;
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

  /** Looks for the rhythm, and chooses how much of it a point and a stretch are. */
  #fit(): void {
    const from = Math.max(0, this.#end - PAST);
    const points = Float64Array.from(this.#past.subarray(from, this.#end));
    const n = points.length;
    let mean = 0;
    for (const v of points) mean += v / n;
    let square = 0;
    for (const v of points) square += ((v - mean) * (v - mean)) / n;
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
    this.#scale = Math.max(Math.sqrt(square), 1e-6 * Math.abs(mean + this.#base), 1e-9);
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

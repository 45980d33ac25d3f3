/**
 * Who Kinglet is measured against in the same run: a robust z-score, the classic of every forum, done well; and random numbers,
 * the floor below which a benchmark says nothing. Both are causal and read the same files.
 */
import { seeded } from '../../demo/random.ts';
import { numberOf, readText, rowsOf, timeOf } from './data.ts';
import type { Contestant, PlayOptions, Recording } from './play.ts';

/** Readings in the rolling window of the z-score. */
const memory = 750;
/** Readings before it says anything. */
const warmUp = 50;
/** A row speaks only when it is above everything said in so many rows before it: one alarm per crossing, as Kinglet has it. */
export const refractory = 250;

/** |z| of 6 is 0.5; monotone, never saturated. */
const squash = (z: number): number => z / (z + 6);

/** The last `memory` values in order of size: median and MAD of them in O(log n), an insertion in one short memmove. */
class SortedWindow {
  readonly #sorted = new Float64Array(memory);
  readonly #ring = new Float64Array(memory);
  #length = 0;
  #next = 0;
  #origin = 0; // the first value: keeps the sums exact enough for large offsets
  #sum = 0;
  #squares = 0;

  get length(): number {
    return this.#length;
  }
  push(x: number): void {
    if (this.#length === memory) {
      const old = this.#ring[this.#next] as number;
      const at = this.#lowerBound(old);
      this.#sorted.copyWithin(at, at + 1, this.#length);
      this.#length--;
      this.#sum -= old - this.#origin;
      this.#squares -= (old - this.#origin) ** 2;
    }
    if (this.#length === 0) this.#origin = x;
    const at = this.#lowerBound(x);
    this.#sorted.copyWithin(at + 1, at, this.#length);
    this.#sorted[at] = x;
    this.#ring[this.#next] = x;
    this.#length++;
    this.#next = (this.#next + 1) % memory;
    this.#sum += x - this.#origin;
    this.#squares += (x - this.#origin) ** 2;
  }
  median(): number {
    const n = this.#length;
    return ((this.#sorted[(n - 1) >> 1] as number) + (this.#sorted[n >> 1] as number)) / 2;
  }
  /** 1.4826 × the median of |x - median|: the sorted values fold at the median into two rising runs, the k-th smallest lies between. */
  robustSpread(): number {
    const n = this.#length;
    const middle = this.median();
    const half = (n >> 1) + 1;
    // The `half` values nearest the median are one run of the sorted array: bisect where it starts (smallest far end).
    let low = 0;
    let high = n - half;
    while (low < high) {
      const start = (low + high) >> 1;
      if (middle - (this.#sorted[start] as number) > (this.#sorted[start + half] as number) - middle) low = start + 1;
      else high = start;
    }
    return 1.4826 * Math.max(middle - (this.#sorted[low] as number), (this.#sorted[low + half - 1] as number) - middle);
  }
  standardDeviation(): number {
    const mean = this.#sum / this.#length;
    return Math.sqrt(Math.max(0, this.#squares / this.#length - mean * mean));
  }
  #lowerBound(x: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as number) < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Squashed |z| per row against the readings before it; 0 in gaps and in the warm-up. */
export function robustZ(values: Float64Array): Float64Array {
  const window = new SortedWindow();
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    if (!Number.isFinite(x)) continue;
    if (window.length >= warmUp) {
      const away = Math.abs(x - window.median());
      // The MAD alone collapses where most readings are equal; the larger of the two takes the peer from 14 to 46 on NAB.
      const spread = Math.max(window.robustSpread(), window.standardDeviation());
      out[i] = away === 0 ? 0 : squash(Math.min(away / spread, 1e6));
    }
    window.push(x);
  }
  return out;
}

/** Keeps a row only where it is above the last row kept, unless that one is more than `span` rows ago. */
export function recordsOnly(scores: Float64Array, span: number = refractory): Float64Array {
  const out = new Float64Array(scores.length);
  let last = Number.NEGATIVE_INFINITY;
  let top = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score <= (i - last > span ? 0 : top)) continue;
    out[i] = score;
    top = score;
    last = i;
  }
  return out;
}

/** Rows at which a stream of scores raises an alarm: at or above the threshold, and none in the rows before within the refractory. */
export function alarmRows(scores: Float64Array, threshold: number): number[] {
  const rows: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    if ((scores[i] as number) < threshold || i - last <= refractory) continue;
    rows.push(i);
    last = i;
  }
  return rows;
}

/**
 * The lowest threshold at which these streams together raise at most `alarms` alarms: how a peer without a threshold of its own is
 * compared, at an equal rate of false alarms.
 */
export function thresholdFor(alarms: number, streams: readonly Float64Array[]): number {
  const scores = Float64Array.from(new Set(streams.flatMap((stream) => [...stream.filter((score) => score > 0)]))).sort();
  const count = (threshold: number): number => streams.reduce((sum, stream) => sum + alarmRows(stream, threshold).length, 0);
  let low = 0;
  let high = scores.length; // scores[high] would be silence
  while (low < high) {
    const middle = (low + high) >> 1;
    if (count(scores[middle] as number) <= alarms) high = middle;
    else low = middle + 1;
  }
  return scores[low] ?? 1.1;
}

/** Reads a staged file as `kinglet replay` documents it: optional header, optional time column, every other numeric column a sensor. */
export function readColumns(path: string, options: PlayOptions): { times: Float64Array; names: string[]; values: Float64Array[] } {
  const text = readText(path);
  const first = text.slice(0, text.indexOf('\n') >>> 0);
  const separator = first.includes('\t') ? '\t' : first.includes(';') ? ';' : ',';
  const rows = rowsOf(text, separator);
  const cells = rows[0] ?? [];
  const hasHeader = cells.some((cell) => Number.isNaN(numberOf(cell)) && Number.isNaN(timeOf(cell)));
  const header = hasHeader ? cells : cells.map((_, c) => `column${c + 1}`);
  if (hasHeader) rows.shift();
  const hasTime = options.interval === undefined;
  const names = header.filter(
    (name, c) => !(hasTime && c === 0) && !options.ignore?.includes(name) && (!options.columns || options.columns.includes(name)),
  );
  const wanted = names.map((name) => header.indexOf(name));
  const values = wanted.map((c) => Float64Array.from(rows, (row) => numberOf(row[c])));
  return { times: Float64Array.from(rows, (row, i) => (hasTime ? timeOf(row[0] ?? '') : i * 1000)), names, values };
}

const elementwiseMax = (columns: readonly Float64Array[], rows: number): Float64Array =>
  new Float64Array(rows).map((_, i) => columns.reduce((top, column) => Math.max(top, column[i] as number), 0));

export const robustZScore: Contestant = {
  name: 'robust z',
  threshold: undefined,
  async *play(paths, options) {
    for (const path of paths) {
      const { times, names, values } = readColumns(path, options);
      const raw = values.map(robustZ);
      yield { times, sensors: names, scores: raw.map((s) => recordsOnly(s)), device: elementwiseMax(raw, times.length), alerts: [] };
    }
  },
};

/** Uniform random scores, the same on every run. */
export const randomScores: Contestant = {
  name: 'random',
  threshold: undefined,
  async *play(paths, options): AsyncGenerator<Recording> {
    const random = seeded(20_240_607);
    for (const path of paths) {
      const { times, names, values } = readColumns(path, options);
      const raw = values.map((column) => column.map((x) => (Number.isNaN(x) ? 0 : random.uniform())));
      yield { times, sensors: names, scores: raw.map((s) => recordsOnly(s)), device: elementwiseMax(raw, times.length), alerts: [] };
    }
  },
};

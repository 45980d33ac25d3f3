/**
 * The scoring rule of the Numenta Anomaly Benchmark, re-implemented from NAB's own code (numenta/NAB: nab/sweeper.py,
 * optimizer.py, runner.py). Checked against the published score files of four detectors: equal to two digits.
 *
 *     window L..R, width W = R-L+1          inside:  sigma(-(R-i+1)/W) / sigma(-1)      left edge 1, right edge about 0
 *     ───┤▔▔▔▔╲____├───╲________            outside: sigma((i-R)/(R-L)) after a window, -1 from three widths on and before any
 *
 * One threshold for all files. Each window gives its best detected row, or a miss; EVERY detected row outside costs: nothing is merged.
 */
export interface Profile {
  readonly name: 'standard' | 'low FP' | 'low FN';
  /** Weights of a window hit, of a detected row outside windows, of a window missed. */
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** config/profiles.json of NAB. */
export const profiles: readonly Profile[] = [
  { name: 'standard', tp: 1, fp: 0.11, fn: 1 },
  { name: 'low FP', tp: 1, fp: 0.22, fn: 1 },
  { name: 'low FN', tp: 1, fp: 0.11, fn: 2 },
];

/** Rows `left..right`, both inclusive and counted from 0. */
export type Window = readonly [left: number, right: number];

export interface ScoredFile {
  readonly scores: Float64Array;
  /** In order, not overlapping. */
  readonly windows: readonly Window[];
}

/** What one threshold gives, over all files. */
export interface Outcome {
  /** Detections are rows with a score at or above it; 1.1 = no detection at all. */
  readonly threshold: number;
  /** 100 = every window hit at its left edge and no false row; 0 = silence. */
  readonly score: number;
  readonly windowsHit: number;
  readonly falseRows: number;
}

export const sigma = (x: number): number => 2 / (1 + Math.exp(5 * x)) - 1;

/** Rows at the start of a file that are not scored: 15 %, at most 750. */
export const probation = (rows: number): number => Math.min(Math.floor(0.15 * rows), 750);

/** The index of the window that holds row `i`, or -1. */
export const windowOf = (i: number, windows: readonly Window[]): number => windows.findIndex(([left, right]) => i >= left && i <= right);

/** What a detection at row `i` is worth before weights: 0..1 in a window, -1..0 outside. */
export function rowValue(i: number, windows: readonly Window[]): number {
  let last: Window | undefined;
  for (const window of windows) {
    const [left, right] = window;
    if (i < left) break;
    if (i <= right) return sigma(-(right - i + 1) / (right - left + 1)) / sigma(-1);
    last = window;
  }
  if (!last) return -1;
  const widths = (i - last[1]) / (last[1] - last[0]);
  return widths > 3 ? -1 : sigma(widths);
}

/** All thresholds at once: the running sums over rows sorted by falling score, one entry per distinct score. */
export interface Sweep {
  readonly windows: number;
  readonly thresholds: Float64Array;
  readonly hitValue: Float64Array;
  readonly falseValue: Float64Array;
  readonly hits: Int32Array;
  readonly falseRows: Int32Array;
}

/** O(n log n) over the rows of all files. */
export function sweep(files: readonly ScoredFile[]): Sweep {
  let rows = 0;
  let windows = 0;
  for (const file of files) {
    rows += file.scores.length - probation(file.scores.length);
    windows += file.windows.length;
  }
  const score = new Float64Array(rows);
  const value = new Float64Array(rows);
  const window = new Int32Array(rows); // number of the window over all files, -1 outside
  let n = 0;
  let before = 0;
  for (const file of files) {
    for (let i = probation(file.scores.length); i < file.scores.length; i++, n++) {
      const w = windowOf(i, file.windows);
      score[n] = file.scores[i] ?? 0;
      value[n] = rowValue(i, file.windows);
      window[n] = w < 0 ? -1 : before + w;
    }
    before += file.windows.length;
  }
  const order = new Uint32Array(rows).map((_, i) => i).sort((a, b) => (score[b] as number) - (score[a] as number));

  const best = new Float64Array(windows).fill(-1); // best value so far of each window; -1 = not hit
  const out = { thresholds: new Float64Array(rows), hitValue: new Float64Array(rows), falseValue: new Float64Array(rows) };
  const counts = { hits: new Int32Array(rows), falseRows: new Int32Array(rows) };
  let [hitValue, falseValue, hits, falseRows, k] = [0, 0, 0, 0, 0];
  for (let j = 0; j < rows; j++) {
    const row = order[j] as number;
    const w = window[row] as number;
    const v = value[row] as number;
    if (w < 0) {
      falseValue += v;
      falseRows++;
    } else if ((best[w] as number) < 0) {
      hits++;
      hitValue += v;
      best[w] = v;
    } else if (v > (best[w] as number)) {
      hitValue += v - (best[w] as number);
      best[w] = v;
    }
    const next = order[j + 1];
    if (next !== undefined && score[next] === score[row]) continue; // rows of equal score come together
    out.thresholds[k] = score[row] as number;
    out.hitValue[k] = hitValue;
    out.falseValue[k] = falseValue;
    counts.hits[k] = hits;
    counts.falseRows[k] = falseRows;
    k++;
  }
  return {
    windows,
    thresholds: out.thresholds.subarray(0, k),
    hitValue: out.hitValue.subarray(0, k),
    falseValue: out.falseValue.subarray(0, k),
    hits: counts.hits.subarray(0, k),
    falseRows: counts.falseRows.subarray(0, k),
  };
}

/** The outcome of entry `k` of a sweep; `k` = -1 is silence. */
function outcome(s: Sweep, k: number, profile: Profile): Outcome {
  const silence = -s.windows * profile.fn;
  const hits = s.hits[k] ?? 0;
  const raw = profile.tp * (s.hitValue[k] ?? 0) + profile.fp * (s.falseValue[k] ?? 0) - profile.fn * (s.windows - hits);
  const perfect = s.windows * profile.tp;
  return {
    threshold: s.thresholds[k] ?? 1.1,
    score: s.windows === 0 ? 0 : (100 * (raw - silence)) / (perfect - silence),
    windowsHit: hits,
    falseRows: s.falseRows[k] ?? 0,
  };
}

/** NAB's figure: the best over all thresholds, chosen on the labels that are scored. */
export function best(s: Sweep, profile: Profile): Outcome {
  let top = outcome(s, -1, profile);
  for (let k = 0; k < s.thresholds.length; k++) {
    const here = outcome(s, k, profile);
    if (here.score > top.score) top = here;
  }
  return top;
}

/** The figure at one given threshold. */
export function at(s: Sweep, profile: Profile, threshold: number): Outcome {
  let low = 0; // thresholds fall: find how many are at or above the one given
  let high = s.thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((s.thresholds[middle] as number) >= threshold) low = middle + 1;
    else high = middle;
  }
  return { ...outcome(s, low - 1, profile), threshold };
}

/** One file at one threshold: what to look at when tuning. */
export interface FileListing {
  readonly windows: number;
  readonly windowsHit: number;
  readonly falseRows: number;
  /** The false rows with the highest scores, at most five. */
  readonly worst: readonly { readonly row: number; readonly score: number }[];
  /** The highest row of each window that was not hit: how far it was away. */
  readonly missed: readonly { readonly window: Window; readonly row: number; readonly score: number }[];
}

export function listing(file: ScoredFile, threshold: number): FileListing {
  const hit = new Set<number>();
  const wrong: { row: number; score: number }[] = [];
  for (let i = probation(file.scores.length); i < file.scores.length; i++) {
    const score = file.scores[i] ?? 0;
    if (score < threshold) continue;
    const w = windowOf(i, file.windows);
    if (w >= 0) hit.add(w);
    else wrong.push({ row: i, score });
  }
  wrong.sort((a, b) => b.score - a.score || a.row - b.row);
  const missed = file.windows
    .filter((_, w) => !hit.has(w))
    .map((window) => {
      let row = window[0];
      for (let i = window[0]; i <= window[1]; i++) if ((file.scores[i] ?? 0) > (file.scores[row] ?? 0)) row = i;
      return { window, row, score: file.scores[row] ?? 0 };
    });
  return { windows: file.windows.length, windowsHit: hit.size, falseRows: wrong.length, worst: wrong.slice(0, 5), missed };
}

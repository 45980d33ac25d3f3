/**
 * How long a state lasts, as a histogram of lengths on a logarithmic scale that forgets: two bins to the octave, 1 s to 12 days.
 *
 *     share that lasted longer = (longer + ½) / (all + imagined + 1)
 */
import { Arena, bytesOf, type Millis, seconds } from '../../base/index.ts';
import { listIn, rounded } from '../learned.ts';

const BINS = 41;
const PER_OCTAVE = 2;
const SHORTEST = seconds(1);
/** What is left of each remembered length after another: some five hundred count. */
const FADES = 0.998;

export class Lengths {
  static readonly BYTES = bytesOf(4 * BINS);
  readonly #bins: Float32Array;
  #all = 0;

  constructor(arena = new Arena(Lengths.BYTES)) {
    this.#bins = arena.float32(BINS);
  }

  /** Lengths remembered, faded ones as parts. */
  get count(): number {
    return this.#all;
  }

  /** For the next life. */
  get learned(): readonly number[] {
    return rounded(this.#bins);
  }
  /** What was learned in an earlier life (`saved[name]`); false where that makes no sense. */
  recall(saved: unknown, name: string): boolean {
    const bins = listIn(saved, name, [BINS, BINS], [0, 1 / (1 - FADES)]);
    const all = bins?.reduce((sum, bin) => sum + bin, 0) ?? Number.NaN;
    // Half a unit in the third place, for each bin.
    if (bins === undefined || all > 1 / (1 - FADES) + BINS * 0.0005) return false;
    this.#bins.set(bins);
    this.#all = all;
    return true;
  }

  learn(length: Millis): void {
    for (let i = 0; i < BINS; i++) this.#bins[i] = (this.#bins[i] as number) * FADES;
    this.#all = this.#all * FADES + 1;
    const bin = binOf(length);
    this.#bins[bin] = (this.#bins[bin] as number) + 1;
  }

  /** The share of remembered lengths at least so long, with `imagined` shorter ones among them. */
  longer(length: Millis, imagined: number): number {
    let longer = 0;
    for (let i = binOf(length); i < BINS; i++) longer += this.#bins[i] as number;
    return (longer + 0.5) / (this.#all + imagined + 1);
  }

  /** The middle length, within a fifth; undefined while none is remembered. */
  get median(): Millis | undefined {
    let seen = 0;
    for (let i = 0; i < BINS; i++) {
      seen += this.#bins[i] as number;
      if (seen >= this.#all / 2 && seen > 0) return (SHORTEST * 2 ** ((i + 0.5) / PER_OCTAVE)) as Millis;
    }
    return undefined;
  }
}

const binOf = (length: Millis): number =>
  Math.min(BINS - 1, Math.max(0, Math.floor(PER_OCTAVE * Math.log2(Math.max(length, SHORTEST) / SHORTEST))));

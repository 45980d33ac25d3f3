/**
 * Witnesses → one evidence number, comparable between all sensors: -log10 of how often this sensor shows something as unusual.
 *
 *     z ──► point ──┐
 *     judge logit ──┤
 *     Σz ──► drift ─┤                    ┌► ranked: once ───┐
 *     |z| ─► spread ┼ ranked ► combined ─┤                  ├► combine.ts ► evidence
 *     habit distance┤                    └► summed over a ──┤
 *     the same, raw ┤                       few, gathered   │
 *     misfit ► fill ┘                                       │
 *     distance to the nearest past stretch, ranked: shape ──┤
 *     distance of an hour that has ended, ranked: hour ─────┘
 *
 * Nothing here learns while an episode is open: a fault must not become normal by lasting (`learn` and `hold` are separate calls).
 */
import { Arena, type Timestamp } from '../base/index.ts';
import type { Novelty } from '../signal/index.ts';
import { combine, soften } from './combine.ts';
import { FIRST_HOURS } from './dues.ts';
import { Habit } from './habit.ts';
import { Hourly } from './hourly.ts';
import { Hold, Ranked } from './ranked.ts';
import type { Surprise } from './surprise.ts';
import { TailMemory } from './tail.ts';

export const WITNESSES = ['point', 'judge', 'drift', 'spread', 'habit', 'raw', 'fill', 'shape'] as const;
export type Witness = (typeof WITNESSES)[number] | 'hour';

/**
 * How much each has to say before the ranks are ranked again. A lone miss of the forecast is the most common false alarm. The discord comes from
 * another source than the model and is combined with all others later.
 */
const SAY: Readonly<Record<(typeof WITNESSES)[number], number>> = {
  point: 0.1,
  judge: 0.35,
  drift: 0.15,
  spread: 0.1,
  habit: 0.25,
  raw: 0.25,
  fill: 0.15,
  shape: 0,
};

/**
 * Those that say how far off the level is. They hardly know more than the sensor has shown of its levels: one that has crossed its centre n
 * times has given n looks at them, however often it was read. What they say beyond so many to one counts by a share, and in the first hours
 * by less.
 */
const LEVELS: ReadonlySet<(typeof WITNESSES)[number]> = new Set(['habit', 'raw', 'drift']);
const LOOKS = 5;
const BEYOND = 0.4;

/** Hours are many and one of them is often odd: one that is not like its days speaks with a hundredth of its word. */
const HOURLY = 2;

/** Forgetting per reading of the running sums. */
const DRIFT = 0.9;
const FAST = 1 / 12;
const SLOW = 1 / 400;
const GATHER = 0.65;
const LEVEL = 0.4;
/** What the peak of a past episode weighs in the histograms, in readings: what recurs is told less and less often. */
const RECURRENCE = 9;
/** The forecast cannot be surer than this share of the sensor's usual spread. */
const SUREST = 0.1;
/** One miss counts at most this much in a run of misses, in forecast standard deviations. */
const MISS = 8;

/** What is believed of any sensor before it has shown anything. */
const PRIORS = {
  point: { median: 0.7, exponent: 3, weight: 40 },
  judge: { median: 0.1, exponent: 1.2, weight: 40 },
  drift: { median: 1.2, exponent: 4, weight: 40 },
  spread: { median: 0.25, exponent: 3, weight: 40 },
  habit: { median: 0.8, exponent: 3, weight: 40 },
  raw: { median: 0.8, exponent: 3, weight: 40 },
  fill: { median: 0.3, exponent: 4, weight: 40 },
  shape: { median: 0.3, exponent: 4, weight: 40 },
  hour: { median: 0.8, exponent: 3, weight: 40 },
  // Of exp(x / 2): a sum of -log p falls off exponentially, which is a Pareto tail on this axis.
  once: { median: 1.2, exponent: 3, weight: 40 },
  gathered: { median: 1.8, exponent: 2.2, weight: 40 },
} as const;

/** What a reading amounts to before anything is learned from it. */
export interface Evidence {
  /** -log10 of how rare this is for the sensor; about 0 every day, 4 once in ten thousand readings. */
  readonly value: number;
  /** The witness that speaks loudest. */
  readonly witness: Witness;
  /** Sign of the recent misses: +1 above what was expected, -1 below. */
  readonly direction: 1 | -1;
  /** log of recent over usual size of the misses: > 0 noisier. */
  readonly spread: number;
  /** Distance of the reading from the sensor's habits, in usual spreads. */
  readonly distance: number;
}

const CHANNELS = Object.keys(PRIORS) as readonly (keyof typeof PRIORS)[];

export class Calibration {
  static readonly BYTES = TailMemory.bytes(CHANNELS.length) + Habit.BYTES + Hourly.BYTES;
  readonly habit: Habit;
  readonly #hourly: Hourly;
  readonly #ranked: Readonly<Record<keyof typeof PRIORS, Ranked>>;
  #drift = 0;
  #fast = 0.8;
  #slow = 0.8;
  #gather = 0;
  #level = Number.NaN;
  #kind = 0;
  #value = 0;
  #bornAt = Number.NaN;
  readonly #hold = new Hold();
  /** Centre of the readings of the trouble that is held, and mean distance from it. */
  #heldCentre = 0;
  #heldSpread = 0;

  constructor(arena = new Arena(Calibration.BYTES)) {
    this.habit = new Habit(arena);
    this.#hourly = new Hourly(arena);
    const memory = new TailMemory(CHANNELS.length, arena);
    const ranked = (of: keyof typeof PRIORS): Ranked => new Ranked(PRIORS[of], memory, CHANNELS.indexOf(of));
    this.#ranked = {
      point: ranked('point'),
      judge: ranked('judge'),
      drift: ranked('drift'),
      spread: ranked('spread'),
      habit: ranked('habit'),
      raw: ranked('raw'),
      fill: ranked('fill'),
      shape: ranked('shape'),
      hour: ranked('hour'),
      once: ranked('once'),
      gathered: ranked('gathered'),
    };
  }

  weigh(surprise: Surprise, novelty: Novelty | undefined, value: number, at: Timestamp): Evidence {
    if (Number.isNaN(this.#bornAt)) this.#bornAt = at;
    const off = surprise.z * (surprise.side / Math.max(surprise.side, SUREST * this.habit.spread));
    this.#drift = DRIFT * this.#drift + Math.max(-MISS, Math.min(MISS, off));
    this.#fast += FAST * (Math.min(Math.abs(off), 5) - this.#fast);
    this.#level = Number.isNaN(this.#level) ? value : this.#level + LEVEL * (value - this.#level);
    this.#value = value;
    const distance = this.habit.distance(this.#level, at);
    const spread = Math.log(this.#fast / Math.max(this.#slow, 0.02));

    const { point, judge, drift, spread: steadiness, habit, raw, fill, shape, hour } = this.#ranked;
    if (novelty && novelty.kind !== this.#kind) {
      this.#kind = novelty.kind;
      shape.reset();
    }
    const ranks: Record<(typeof WITNESSES)[number], number> = {
      point: point.rank(Math.abs(off)),
      judge: judge.rank(Math.exp(0.5 * surprise.logit)),
      drift: drift.rank(Math.abs(this.#drift)),
      spread: steadiness.rank(Math.abs(spread)),
      habit: habit.rank(distance),
      raw: raw.rank(this.habit.distance(value, at)),
      fill: fill.rank(surprise.misfit),
      shape: novelty ? shape.rank(novelty.distance) : shape.still(),
    };
    const known = Math.log10(LOOKS * (1 + this.habit.crossings));
    const more = BEYOND * Math.min(1, Math.max(0, this.age(at)) / FIRST_HOURS);
    for (const w of LEVELS) if (ranks[w] > known) ranks[w] = known + more * (ranks[w] - known);
    let loudest: (typeof WITNESSES)[number] = 'point';
    let odds = 0;
    for (const w of WITNESSES) {
      odds += SAY[w] * 10 ** soften(ranks[w]);
      if (ranks[w] > ranks[loudest]) loudest = w;
    }
    const combined = Math.max(0, Math.log10(odds));
    this.#gather = GATHER * this.#gather + combined;
    const once = this.#ranked.once.rank(Math.exp(combined / 2));
    const gathered = this.#ranked.gathered.rank(Math.exp(this.#gather / 2));
    const evidence = combine(once, gathered, ranks.shape);
    const ended = this.#hourly.note(value, at, this.habit.spread);
    if (ended === undefined) hour.still();
    const hourly = ended === undefined ? 0 : hour.rank(ended) - HOURLY;
    const witness = hourly > evidence ? 'hour' : loudest;
    return { value: Math.max(evidence, hourly), witness, direction: this.#drift >= 0 ? 1 : -1, spread, distance };
  }

  /** Time since the first reading that was weighed; 0 before. */
  age(at: Timestamp): number {
    return Number.isNaN(this.#bornAt) ? 0 : at - this.#bornAt;
  }

  /** Takes the reading just weighed as usual. */
  learn(value: number, at: Timestamp): void {
    for (const channel of CHANNELS) this.#ranked[channel].accept();
    this.#slow += SLOW * (this.#fast - this.#slow);
    this.habit.learn(value, at);
    this.#hourly.accept();
  }

  /** The reading just weighed belongs to a trouble. */
  hold(): void {
    for (const channel of CHANNELS) this.#ranked[channel].hold(this.#hold);
    this.#hourly.reject();
    this.#hold.next();
    const n = this.#hold.readings;
    const off = this.#value - this.#heldCentre;
    this.#heldCentre = n === 1 ? this.#value : this.#heldCentre + off / n;
    this.#heldSpread = n === 1 ? 0 : this.#heldSpread + (Math.abs(off) - this.#heldSpread) / n;
  }

  /** The trouble is over; with `accepted`, what it had become is the new habit. */
  release(accepted: boolean): void {
    const known = accepted && this.#hold.readings > 0;
    for (const channel of CHANNELS) this.#ranked[channel].release(RECURRENCE, known ? this.#hold : undefined);
    if (known) {
      this.habit.rebase(this.#heldCentre, this.#heldSpread);
      this.#hourly.forget();
      this.#gather = 0;
      this.#drift = 0;
    }
    this.#hold.end();
  }

  /** The trouble was none: nothing of it is remembered. */
  forgive(): void {
    for (const channel of CHANNELS) this.#ranked[channel].release(0);
    this.#hold.end();
  }
}

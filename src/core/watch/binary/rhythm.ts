/**
 * At which hours something happens: for each hour of the day, weekends apart, the share of days on which it did at least once. It forgets
 * by halves in a month or so.
 *
 *     share = (days with it + ¼) / (days + ½)
 */
import { Arena, bytesOf } from '../../base/index.ts';
import { type Learned, listIn, rounded } from '../learned.ts';

/** An hour of the home's clock. */
export interface Slot {
  /** 0..23 */
  readonly hour: number;
  readonly weekend: boolean;
  /** Counts the hours that pass, by the home's clock or any other: another number is another hour. */
  readonly index: number;
}

const HOURS = 24;
/** What is left of a day after another one of its kind. */
const FADES = 0.97;
/** The hour before and the one after count by so much: nobody comes home by the clock. */
const BESIDE = 0.5;

export class Rhythm {
  static readonly BYTES = bytesOf(4 * 2 * HOURS, 4 * 2 * HOURS);
  /** Days on which it happened, and days, by hour. */
  readonly #happened: Float32Array;
  readonly #days: Float32Array;
  #current: Slot | undefined;
  #here = false;

  constructor(arena = new Arena(Rhythm.BYTES)) {
    this.#happened = arena.float32(2 * HOURS);
    this.#days = arena.float32(2 * HOURS);
  }

  /** Time has come to this hour: the one before is over, and whether it happened then is learned. Returns the hour that is over. */
  turn(slot: Slot): Slot | undefined {
    const before = this.#current;
    if (before?.index === slot.index) return undefined;
    this.#current = slot;
    const happened = this.#here;
    this.#here = false;
    // After a longer pause nobody knows what happened in between.
    if (before === undefined || slot.index !== before.index + 1) return undefined;
    const i = place(before.hour, before.weekend);
    this.#days[i] = (this.#days[i] as number) * FADES + 1;
    this.#happened[i] = (this.#happened[i] as number) * FADES + (happened ? 1 : 0);
    return before;
  }

  /** For the next life. */
  get learned(): Learned {
    return { happened: rounded(this.#happened), days: rounded(this.#days) };
  }
  /** What was learned in an earlier life; false where that makes no sense. */
  recall(saved: unknown): boolean {
    const [happened, days] = ['happened', 'days'].map((name) => listIn(saved, name, [2 * HOURS, 2 * HOURS], [0, 1 / (1 - FADES) + 0.001]));
    if (happened === undefined || days?.every((count, i) => (happened[i] as number) <= count) !== true) return false;
    this.#happened.set(happened);
    this.#days.set(days);
    return true;
  }

  /** It happens now. */
  happens(): void {
    this.#here = true;
  }

  /** Days of this kind that have been lived through, faded ones as parts. */
  days({ hour, weekend }: Slot): number {
    return this.#days[place(hour, weekend)] as number;
  }

  /** The share of days on which it happens in this hour, or so near to it that it might. */
  expected(slot: Slot): number {
    const beside = Math.max(this.#share(slot.hour - 1, slot.weekend, 0), this.#share(slot.hour + 1, slot.weekend, 0));
    return Math.max(this.#share(slot.hour, slot.weekend, 0.25), BESIDE * beside);
  }

  /** The share of days on which it happens in this very hour. */
  usual({ hour, weekend }: Slot): number {
    return this.#share(hour, weekend, 0.25);
  }

  #share(hour: number, weekend: boolean, prior: number): number {
    const i = place((hour + HOURS) % HOURS, weekend);
    return ((this.#happened[i] as number) + prior) / ((this.#days[i] as number) + 0.5);
  }
}

const place = (hour: number, weekend: boolean): number => (weekend ? HOURS : 0) + hour;

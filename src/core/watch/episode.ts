/**
 * Evidence → episodes: hysteresis, one opening per trouble, an ending that says why.
 *
 *              evidence ≥ ON        calm for CALM cells and back in its habits
 *     calm ────────────────────► open ───────────────────────────────────────────────────────► calm (recovered)
 *                                  ├── had left its level, and is back there for BACK cells ─► calm (recovered)
 *                                  ├── had faded for FADED cells, and here is another ───────► calm (recovered), and open again
 *                                  └── lasted ACCEPT cells and ACCEPT_TIME ──────────────────► calm (accepted: the new habit)
 *
 * The score that leaves here tells of NEW trouble only: it follows the evidence while that rises to a new peak and falls back
 * once it has been told.
 */
import { hours, type Timestamp } from '../base/index.ts';

/** Evidence below which a reading counts as calm. */
const OFF = 1.3;
const CALM = 12;
const ACCEPT = 300;
const ACCEPT_TIME = hours(6);
/** The same for a sensor that reports seldom: fewer readings, over a longer time. */
const ACCEPT_SLOW = 200;
const ACCEPT_SLOW_TIME = hours(24);
/**
 * The window goes on looking odd for hours after a trouble that lies in it. One that has taken the level out of its habits is over when the
 * level is back: so many cells outside make it such a trouble, so many in a row inside end it.
 */
const AWAY = 6;
const BACK = 18;
/** Cells without anything to tell of, after which what follows is another trouble; fewer where it is a hundred times rarer (`LEAP`). */
const FADED = 20;
const LULL = 6;
/** While an episode is open only what is a hundred times rarer than what was told is news. */
const LEAP = 2;
/** Half-life of a told peak, in cells: less than it is no news. */
const TOLD = 0.977;

/** A sensor that has alarmed lately must bring more evidence: doubling its alarms asks for this much more. */
const BUDGET = 0.2;
const BUDGET_HALF_LIFE = hours(48);

/** Evidence that gives a score of one half. */
const HALF = 4;
export const scoreOf = (evidence: number): number => evidence / (evidence + HALF);
export const evidenceOf = (score: number): number => (HALF * score) / (1 - score);

/** What a step pays, in evidence. */
export interface Price {
  /** What opening asks for beyond the threshold. */
  readonly asked: number;
  /** What has been taken off because the sensor reports often, or counts: no part of how rare the reading is, so the score has it back. */
  readonly owed: number;
}
const FREE: Price = { asked: 0, owed: 0 };

export type Step = 'none' | 'opened' | 'recovered' | 'accepted';

export class EpisodeMachine {
  #on: number;
  readonly #purpose: 'alert' | 'state';
  #open = false;
  #openedAt = 0;
  #spent = 0;
  #spentAt = 0;
  #cells = 0;
  #calm = 0;
  /** Cells outside its habits, in a row inside them, without anything to tell of before the last few, and in a row with. */
  #away = 0;
  #back = 0;
  #faded = 0;
  #stirred = 0;
  #told = 0;
  #peak = 0;
  #stirring = Number.NaN;
  #quiet = 0;

  /**
   * @param threshold the one shipped alert threshold, a score in (0,1)
   * @param purpose `alert`: it ends as soon as the trouble is over; `state`: it lasts until all is calm
   */
  constructor(threshold: number, purpose: 'alert' | 'state' = 'alert') {
    this.#on = evidenceOf(threshold);
    this.#purpose = purpose;
  }

  /** Another threshold from now on. */
  set threshold(threshold: number) {
    this.#on = evidenceOf(threshold);
  }

  get isOpen(): boolean {
    return this.#open;
  }
  /** Highest evidence of the open episode. */
  get peak(): number {
    return this.#peak;
  }
  /** When the present stir began; NaN when all is calm. */
  get since(): Timestamp {
    return this.#stirring as Timestamp;
  }
  /** The score to tell for the last step. */
  score = 0;

  /** What a further alarm costs: evidence taken off, because of the alarms of the last days; nothing while one is open. */
  budget(at: Timestamp): number {
    if (this.#open) return 0;
    const span = Math.max(0, at - this.#spentAt);
    return BUDGET * Math.log2(1 + this.#spent * 2 ** (-span / BUDGET_HALF_LIFE));
  }

  /**
   * @param evidence what the calibration said of this reading
   * @param settled whether the reading is back within the sensor's habits
   * @param warm whether the sensor has been watched long enough to alarm
   */
  step(evidence: number, settled: boolean, warm: boolean, at: Timestamp, { asked, owed }: Price = FREE): Step {
    if (evidence >= OFF) {
      if (Number.isNaN(this.#stirring)) this.#stirring = at;
      this.#quiet = 0;
    } else if (++this.#quiet > 3 && !this.#open) this.#stirring = Number.NaN;

    if (!this.#open) this.#told *= TOLD;
    const told = this.#told;
    const enough = evidence < this.#on || evidence >= this.#on + asked;
    const news = warm && (this.#open ? evidence > this.#told + LEAP : enough && evidence > this.#told);
    // What is told says how rare it is; what it paid for decided only that it is told.
    const rare = evidence < this.#on ? evidence : evidence + owed;
    this.score = scoreOf(news ? rare : Math.min(evidence, this.#on) * 0.25);
    if (news) this.#told = evidence;

    if (!this.#open) {
      if (!news || evidence < this.#on) return 'none';
      this.#open = true;
      this.#spent = 1 + this.#spent * 2 ** (-Math.max(0, at - this.#spentAt) / BUDGET_HALF_LIFE);
      this.#spentAt = at;
      this.#openedAt = at;
      this.#begin();
      this.#peak = evidence;
      return 'opened';
    }
    this.#cells++;
    this.#peak = Math.max(this.#peak, evidence);
    this.#calm = evidence < OFF && settled ? this.#calm + 1 : 0;
    if (this.#calm >= CALM) return this.#close('recovered');
    if (this.#purpose === 'alert' && (this.#isBack(settled) || this.#isAnother(evidence, told))) return this.#close('recovered');
    const lasted = at - this.#openedAt;
    if (this.#cells >= ACCEPT && lasted >= ACCEPT_TIME) return this.#close('accepted');
    if (this.#cells >= ACCEPT_SLOW && lasted >= ACCEPT_SLOW_TIME) return this.#close('accepted');
    return 'none';
  }

  /** Somebody calls this normal: it is over. */
  dismiss(): void {
    if (this.#open) this.#close('accepted');
  }

  /** It was not normal after all, and it still goes on. */
  resume(evidence: number, at: Timestamp): void {
    this.#open = true;
    this.#openedAt = at;
    this.#begin();
    this.#peak = evidence;
    this.#told = Math.max(this.#told, evidence);
  }

  #begin(): void {
    this.#cells = 0;
    this.#calm = 0;
    this.#away = 0;
    this.#back = 0;
    this.#faded = 0;
    this.#stirred = 0;
  }

  #isBack(settled: boolean): boolean {
    if (!settled) this.#away++;
    this.#back = settled ? this.#back + 1 : 0;
    return this.#away >= AWAY && this.#back >= BACK;
  }

  #isAnother(evidence: number, told: number): boolean {
    if (evidence < this.#on) {
      this.#faded++;
      this.#stirred = 0;
      return false;
    }
    const faded = this.#faded;
    // What begins slowly has some cells to show how much it is.
    if (++this.#stirred >= LULL) this.#faded = 0;
    const remembered = told * TOLD ** faded;
    const another = faded >= FADED ? evidence > remembered : faded >= LULL && evidence > told + LEAP;
    if (!another) return false;
    this.#told = remembered;
    return true;
  }

  #close(step: 'recovered' | 'accepted'): Step {
    this.#open = false;
    this.#stirring = Number.NaN;
    return step;
  }
}

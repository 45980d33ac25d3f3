/**
 * Evidence → episodes: hysteresis, one opening per trouble, an ending that says why.
 *
 *              evidence ≥ ON                     calm for CALM cells and back in its habits
 *     calm ────────────────────► open ────────────────────────────────────────────────────► calm (recovered)
 *                                  └── lasted ACCEPT cells and ACCEPT_TIME ───────────────► calm (accepted: the new habit)
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

export type Step = 'none' | 'opened' | 'recovered' | 'accepted';

export class EpisodeMachine {
  #on: number;
  #open = false;
  #openedAt = 0;
  #spent = 0;
  #spentAt = 0;
  #cells = 0;
  #calm = 0;
  #told = 0;
  #peak = 0;
  #stirring = Number.NaN;
  #quiet = 0;

  /** @param threshold the one shipped alert threshold, a score in (0,1). */
  constructor(threshold: number) {
    this.#on = evidenceOf(threshold);
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
  step(evidence: number, settled: boolean, warm: boolean, at: Timestamp): Step {
    if (evidence >= OFF) {
      if (Number.isNaN(this.#stirring)) this.#stirring = at;
      this.#quiet = 0;
    } else if (++this.#quiet > 3 && !this.#open) this.#stirring = Number.NaN;

    if (!this.#open) this.#told *= TOLD;
    const news = warm && (this.#open ? evidence > this.#told + LEAP : evidence > this.#told);
    this.score = scoreOf(news ? evidence : Math.min(evidence, this.#on) * 0.25);
    if (news) this.#told = evidence;

    if (!this.#open) {
      if (!news || evidence < this.#on) return 'none';
      this.#open = true;
      this.#spent = 1 + this.#spent * 2 ** (-Math.max(0, at - this.#spentAt) / BUDGET_HALF_LIFE);
      this.#spentAt = at;
      this.#openedAt = at;
      this.#cells = 0;
      this.#calm = 0;
      this.#peak = evidence;
      return 'opened';
    }
    this.#cells++;
    this.#peak = Math.max(this.#peak, evidence);
    this.#calm = evidence < OFF && settled ? this.#calm + 1 : 0;
    if (this.#calm >= CALM) return this.#close('recovered');
    if (this.#cells >= ACCEPT && at - this.#openedAt >= ACCEPT_TIME) return this.#close('accepted');
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
    this.#cells = 0;
    this.#calm = 0;
    this.#peak = evidence;
    this.#told = Math.max(this.#told, evidence);
  }

  #close(step: 'recovered' | 'accepted'): Step {
    this.#open = false;
    this.#stirring = Number.NaN;
    return step;
  }
}

/**
 * When the broker has told all that it keeps: counted in ticks from the connection on. A broker sends what is retained at once, a slow one on
 * a slow machine in bursts; after a few quiet seconds nothing more is to come, and what was retained and has not been told again is no more.
 *
 *     up ─► tick … tick ─► (retained message: quiet anew) ─► settled, once ─► down, up …
 */

/** Ticks (seconds) from the connection on, and without a retained message, before it is settled. */
const AT_LEAST = 10;
const QUIET = 5;
/** Then it is settled though retained messages keep coming: a broker that sends live ones with the flag, as some bridges make them. */
const AT_MOST = 300;

export class Settling {
  #up = false;
  #ticks = 0;
  #quiet = 0;

  up(): void {
    this.#up = true;
    this.#ticks = 0;
    this.#quiet = 0;
  }
  down(): void {
    this.#up = false;
  }
  /** Something retained was told. */
  told(): void {
    this.#quiet = 0;
  }
  /** A second has passed; true at the one at which it is settled. */
  tick(): boolean {
    if (!this.#up) return false;
    this.#ticks++;
    this.#quiet++;
    if (this.#ticks < AT_LEAST || (this.#quiet < QUIET && this.#ticks < AT_MOST)) return false;
    this.#up = false;
    return true;
  }
}

/**
 * The front half of a sensor: readings → cells of its time grid, and what each completed cell adds to its repertoire. It knows nothing of
 * verdicts and is ahead of them by a batch; whatever the back half needs of it is written down with the reading (`Intake.seen`).
 */
import { Arena, bytesOf, type Millis, type Timestamp } from '../base/index.ts';
import type { Sensor } from '../domain/index.ts';
import { type Belief, Cells, Counter, Discord, Grid, type Novelty, type Placement } from '../signal/index.ts';

/** A reading as it is judged. */
export interface Seen {
  /** The value or, of a counter, its growth per hour. */
  readonly value: number;
  /** What the cell it opened has added. */
  readonly novelty: Novelty | undefined;
  /** Of a counter: the time in which that growth was seen. */
  readonly growth?: Millis;
  /** Changes when readings begin to be judged by another measure: what was learned before holds no longer. */
  readonly measure: number;
}

export class Intake {
  static readonly BYTES = bytesOf(Cells.BYTES, Discord.BYTES, Grid.BYTES, Counter.BYTES);
  cells: Cells;
  discord: Discord;
  readonly grid: Grid;
  readonly #counter: Counter;
  #merged = 1;
  #measure = 0;
  /** The reading that opened the newest cell. */
  seen: Seen = { value: Number.NaN, novelty: undefined, measure: 0 };

  constructor(sensor: Sensor, arena = new Arena(Intake.BYTES)) {
    this.cells = new Cells(arena);
    this.discord = new Discord(arena);
    this.grid = new Grid(arena);
    this.#counter = new Counter(beliefOf(sensor), arena);
  }

  /** It is taken for a counter. */
  get isCounting(): boolean {
    return this.#counter.isCounting;
  }

  rename(sensor: Sensor): void {
    this.#counter.believe(beliefOf(sensor));
  }

  /** Puts a possible reading on the grid; true when it opened a new cell (a window is due). */
  place(at: Timestamp, value: number): boolean {
    if (this.#counter.note(value, at)) this.#restart();
    const placement = this.grid.place(at);
    if (placement.kind === 'merge') {
      if (this.#counter.isCounting) return false; // its rise is part of the next cell
      this.#merged++;
      this.cells.amend(this.cells.last + (value - this.cells.last) / this.#merged);
      return false;
    }
    this.#merged = 1;
    if (!this.#counter.isCounting) return this.#fill(placement, value);
    const growth = this.#counter.take(at);
    return growth !== undefined && this.#fill(placement, growth.rate, growth.span);
  }

  #fill({ skipped, held }: Placement, value: number, growth?: Millis): boolean {
    const last = this.cells.last;
    for (let i = 0; i < skipped; i++) {
      // What a counter has grown in silence it has grown in all of the silence.
      const filled = growth !== undefined ? value : i < held ? last : Number.NaN;
      this.cells.push(filled);
      this.discord.push(filled);
    }
    this.cells.push(value);
    const novelty = this.discord.push(value);
    this.seen = { value, novelty, measure: this.#measure, ...(growth === undefined ? {} : { growth }) };
    return true;
  }

  #restart(): void {
    const arena = new Arena(Cells.BYTES + Discord.BYTES);
    this.cells = new Cells(arena);
    this.discord = new Discord(arena);
    this.#measure++;
  }
}

const beliefOf = ({ counter, quantity }: Sensor): Belief => {
  if (counter !== undefined) return counter ? 'told' : 'never';
  if (quantity === 'energy' || quantity === 'count') return 'likely';
  return quantity === 'other' ? 'open' : 'never';
};

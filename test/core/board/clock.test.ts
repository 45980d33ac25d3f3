import { describe, expect, it } from 'vitest';
import { BoardClock } from '../../../src/core/board/clock.ts';
import { randomOf } from '../../support/board.ts';

const START = Date.UTC(2026, 4, 1);

/** A board that started at START and whose clock runs faster by some ppm; asked over a line with delays. */
class Line {
  readonly clock = new BoardClock();
  readonly #random = randomOf(7);
  now = START;
  set = 0;
  readonly ppm: number;
  readonly jitter_ms: number;
  readonly began_ms: number;
  constructor(ppm: number, jitter_ms: number, began_ms = 0) {
    this.ppm = ppm;
    this.jitter_ms = jitter_ms;
    this.began_ms = began_ms;
  }
  /** Modulo 2^32, whole milliseconds. */
  board(at = this.now): number {
    return Math.floor(this.began_ms + (at - START) * (1 + this.ppm / 1e6)) % 2 ** 32;
  }
  ask(every_ms: number, times: number, delay = 0): void {
    for (let i = 0; i < times; i++) {
      this.now += every_ms;
      const way = 2 + this.#random() * this.jitter_ms;
      const back = 2 + this.#random() * this.jitter_ms + delay;
      this.clock.take({ sent: this.now + this.set, received: this.now + way + back + this.set, board_ms: this.board(this.now + way) });
    }
  }
  /** How far the mapping of a board time is off now. */
  get error(): number {
    return (this.clock.at(this.board()) ?? Number.NaN) - this.now - this.set;
  }
}

describe("The board's clock", () => {
  it('is not known before it has been asked', () => {
    const clock = new BoardClock();
    expect(clock.known).toBe(false);
    expect(clock.at(5)).toBeUndefined();
    expect(clock.drift_ppm).toBeUndefined();
  });

  it('is known to a few milliseconds after the first answer', () => {
    const line = new Line(0, 2);
    line.ask(1_000, 1);
    expect(Math.abs(line.error)).toBeLessThan(4);
  });

  it.each([5_000, -5_000, 120, 0])('that runs %s ppm fast is found out', (ppm) => {
    const line = new Line(ppm, 3);
    line.ask(984, 8);
    line.ask(9_839, 60);
    expect(line.clock.drift_ppm).toBeGreaterThan(ppm - 20);
    expect(line.clock.drift_ppm).toBeLessThan(ppm + 20);
    expect(Math.abs(line.error)).toBeLessThan(4);
  });

  it('is followed beyond the wrap of its 32 bits', () => {
    const line = new Line(100, 2, 2 ** 32 - 60_000);
    line.ask(984, 8);
    const before = line.board();
    line.ask(9_839, 30);
    expect(line.board()).toBeLessThan(before);
    expect(Math.abs(line.error)).toBeLessThan(4);
    // A time from before the wrap is still before it.
    expect(line.clock.at(2 ** 32 - 1_000)).toBeCloseTo(START + 59_000 / 1.0001, -1);
  });

  it('is not believed over an answer that took long', () => {
    const line = new Line(0, 1);
    line.ask(984, 10);
    line.ask(984, 1, 4_000);
    expect(line.clock.outliers).toBe(1);
    expect(Math.abs(line.error)).toBeLessThan(3);
    // Where every answer takes long, that is the way it is.
    line.ask(984, 20, 100);
    expect(Math.abs(line.error)).toBeLessThan(60);
  });

  it('is found again when the clock of the gateway was set', () => {
    const line = new Line(50, 1);
    line.ask(984, 20);
    line.set = 3_600_000;
    line.ask(984, 2);
    expect(Math.abs(line.error)).toBeGreaterThan(3_000_000);
    line.ask(984, 3);
    expect(Math.abs(line.error)).toBeLessThan(4);
  });

  it('of a clock that went back between question and answer says nothing', () => {
    const clock = new BoardClock();
    expect(clock.take({ sent: 10, received: 5, board_ms: 1 })).toBe(false);
    expect(clock.take({ sent: Number.NaN, received: 5, board_ms: 1 })).toBe(false);
    expect(clock.known).toBe(false);
  });
});

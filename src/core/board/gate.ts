/**
 * The small autoencoder that can wake a board (firmware/core/gate.c): 8 → 16 → 8 in int8, weights and biases in 1/128. It runs on the board
 * only; this is the same arithmetic for whoever wants to know here what it would have said, bit by bit.
 */
export const GATE_INPUTS = 8;
export const GATE_HIDDEN = 16;

/** Output by output, as in firmware/core/gate_model.h. */
export interface GateWeights {
  readonly w1: readonly number[];
  readonly b1: readonly number[];
  readonly w2: readonly number[];
  readonly b2: readonly number[];
}
export interface GateScore {
  readonly hidden: readonly number[];
  readonly y: readonly number[];
  /** Sum of the squared differences between what went in and what came out. */
  readonly score: number;
}

/** @param x eight int8: how far each band's code is from its usual, in half steps */
export function gateScore({ w1, b1, w2, b2 }: GateWeights, x: readonly number[]): GateScore {
  const hidden = layer(w1, b1, x, 0);
  const y = layer(w2, b2, hidden, -128);
  return { hidden, y, score: y.reduce((sum, out, i) => sum + ((x[i] ?? 0) - out) ** 2, 0) };
}

/** Sums in 32 bits, then a shift that rounds halves up, then cut off at the ends of int8 (of its upper half, for a rectifier). */
const layer = (weights: readonly number[], bias: readonly number[], inputs: readonly number[], low: number): number[] =>
  bias.map((b, o) => {
    const sum = inputs.reduce((s, x, i) => s + x * (weights[o * inputs.length + i] ?? 0), b);
    return Math.max(low, Math.min(127, (sum + 64) >> 7));
  });

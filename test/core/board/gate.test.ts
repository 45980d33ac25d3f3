/** The gate model's arithmetic here against the firmware's own golden vectors and weights. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GATE_HIDDEN, GATE_INPUTS, type GateWeights, gateScore } from '../../../src/core/board/gate.ts';

const header = new URL('../../../firmware/core/gate_model.h', import.meta.url);
const golden = new URL('../../../firmware/test/golden/vectors.txt', import.meta.url);
const there = existsSync(header) && existsSync(golden);
if (!there) console.warn('firmware/core/gate_model.h is not there: the golden vectors of the gate model are skipped.');

function weights(): GateWeights {
  const text = readFileSync(header, 'utf8');
  const list = (name: string): number[] => JSON.parse(`[${new RegExp(`KL_GATE_${name} \\{([^}]*)\\}`).exec(text)?.[1] ?? ''}]`);
  return { w1: list('W1'), b1: list('B1'), w2: list('W2'), b2: list('B2') };
}
const int8 = (hex: string): number[] => [...new Int8Array(Buffer.from(hex, 'hex'))];

it.skipIf(!there)('says of each golden window what the firmware says of it', () => {
  const model = weights();
  expect(model.w1).toHaveLength(GATE_HIDDEN * GATE_INPUTS);
  const lines = readFileSync(golden, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('gate'));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    const [, x = '', hidden = '', y = '', score = ''] = line.split(/\s+/);
    expect(gateScore(model, int8(x)), line).toEqual({ hidden: int8(hidden), y: int8(y), score: Number.parseInt(score, 16) });
  }
});

it('rounds halves up, cuts off at the ends, and rectifies what is hidden', () => {
  const eye = (rows: number, columns: number) =>
    Array.from({ length: rows * columns }, (_, i) => (i % columns === Math.floor(i / columns) ? 127 : 0));
  const model = { w1: eye(16, 8), b1: Array(16).fill(0), w2: eye(8, 16), b2: Array(8).fill(0) };
  const { hidden, y, score } = gateScore(model, [100, -100, 127, -128, 1, 0, 0, 0]);
  expect(hidden.slice(0, 5)).toEqual([99, 0, 126, 0, 1]);
  expect(y).toEqual([98, 0, 125, 0, 1, 0, 0, 0]);
  expect(score).toBe(2 ** 2 + 100 ** 2 + 2 ** 2 + 128 ** 2);
});

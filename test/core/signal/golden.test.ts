import { describe, expect, it } from 'vitest';
import { FEATURE_VERSION, INPUTS, WindowWriter } from '../../../src/core/signal/index.ts';
import { cellsOf, readGolden } from '../../support/golden.ts';

/** Training computes in float64 and keeps float32, as we do: what is left are the last bits of asinh and of sums in another order. */
const TOLERANCE = 1e-5;

const golden = readGolden();
const worst = (a: ArrayLike<number>, b: readonly number[]): number => Math.max(...b.map((v, i) => Math.abs(v - (a[i] ?? Number.NaN))));

describe('The window the daemon writes is the window the model was trained on', () => {
  it('by the same version of its layout', () => {
    expect(golden.feature_version).toBe(FEATURE_VERSION);
  });

  const [windows, none] = [golden.cases.filter((c) => c.inputs), golden.cases.filter((c) => !c.inputs)];

  it.each(windows.map((c) => [c.name, c] as const))('%s', (_, { cells, inputs }) => {
    const out = new Float32Array(INPUTS).fill(99);
    expect(new WindowWriter().write(cellsOf(cells), out, 0)).toBeDefined();
    expect(inputs).toHaveLength(INPUTS);
    expect(worst(out, inputs ?? [])).toBeLessThan(TOLERANCE);
  });

  it.each(none.map((c) => [c.name, c] as const))('%s: no window on either side', (_, { cells }) => {
    expect(new WindowWriter().write(cellsOf(cells), new Float32Array(INPUTS), 0)).toBeUndefined();
  });

  it('with one writer for all sensors, as with a new one for each', () => {
    const writer = new WindowWriter();
    const rows = new Float32Array(INPUTS * windows.length);
    windows.forEach(({ cells }, row) => void writer.write(cellsOf(cells), rows, row * INPUTS));
    windows.forEach(({ cells }, row) => {
      const alone = new Float32Array(INPUTS);
      new WindowWriter().write(cellsOf(cells), alone, 0);
      expect(rows.subarray(row * INPUTS, (row + 1) * INPUTS)).toEqual(alone);
    });
  });

  it('covers windows and the lack of them', () => {
    expect(windows.length).toBeGreaterThan(10);
    expect(none.length).toBeGreaterThan(1);
  });
});

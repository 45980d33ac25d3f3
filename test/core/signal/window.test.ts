import { describe, expect, it } from 'vitest';
import { Cells, INPUTS, type Scaling, WindowWriter } from '../../../src/core/signal/index.ts';
import { random } from '../../support/sensors.ts';

function windowOf(values: readonly number[]): { row: Float32Array; scaling: Scaling | undefined } {
  const cells = new Cells();
  for (const v of values) cells.push(v);
  const row = new Float32Array(INPUTS).fill(99);
  return { row, scaling: new WindowWriter().write(cells, row, 0) };
}
const wave = (n: number, noise = random(7)): number[] => Array.from({ length: n }, (_, i) => 20 + 3 * Math.sin(i / 9) + 0.2 * noise());

describe('A window', () => {
  it('does not change when the sensor is rescaled or moved', () => {
    const values = wave(800);
    const a = windowOf(values).row;
    const b = windowOf(values.map((v) => v * 1.8 + 32)).row;
    for (let i = 0; i < INPUTS; i++) expect(b[i]).toBeCloseTo(a[i] as number, 4);
  });

  it('keeps every feature within ±4, whatever the sensor says', () => {
    for (const wild of [1e300, -1e300, 1e-300, 0]) {
      const { row } = windowOf([...wave(100), wild, ...wave(20), wild]);
      for (const v of row) expect(Math.abs(v)).toBeLessThanOrEqual(4);
    }
  });

  it('is scaled by the past only, so that a spike cannot hide itself', () => {
    const calm = windowOf([...wave(200), 20]);
    const spike = windowOf([...wave(200), 500]);
    expect(spike.scaling).toEqual(calm.scaling);
    expect(spike.row[128]).toBe(4);
  });

  it('says nothing before sixteen of the last 64 cells are present', () => {
    expect(windowOf(wave(16)).scaling).toBeUndefined();
    expect(windowOf(wave(17)).scaling).toBeDefined();
    expect(windowOf([...wave(40), ...Array<number>(60).fill(Number.NaN), 1]).scaling).toBeUndefined();
  });

  it('tells gaps apart from values', () => {
    const { row } = windowOf([...wave(100), Number.NaN, Number.NaN, 20]);
    expect(row[62]).toBe(0);
    expect(row[63]).toBe(0);
    expect(row[131]).toBeCloseTo((4 * 2) / 64, 6);
    expect(row[135]).toBe(0);
  });

  it('says nothing of a gap', () => {
    expect(windowOf([...wave(100), Number.NaN]).scaling).toBeUndefined();
  });

  it('gives the same answer however long the cells have been in use', () => {
    const values = wave(5000);
    const [long, short] = [windowOf(values).row, windowOf(values.slice(-705)).row];
    for (let i = 0; i < INPUTS; i++) expect(long[i]).toBeCloseTo(short[i] as number, 5);
  });

  it('sees small moves of a large number, and goes on from a number far away', () => {
    const pressure = windowOf(wave(800).map((v) => 101_325 + v));
    const plain = windowOf(wave(800));
    for (let i = 0; i < INPUTS; i++) expect(pressure.row[i]).toBeCloseTo(plain.row[i] as number, 2);
    expect(pressure.scaling?.loc).toBeCloseTo(101_325 + (plain.scaling?.loc ?? Number.NaN), 3);
    for (const freak of [1e9, -1e300]) {
      const after = windowOf([freak, ...wave(800)]);
      for (let i = 0; i < INPUTS; i++) expect(after.row[i]).toBeCloseTo(plain.row[i] as number, 2);
      expect(after.scaling?.loc).toBeCloseTo(plain.scaling?.loc ?? Number.NaN, 3);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../../src/core/board/features.ts';
import { type Features, readFrame } from '../../../src/core/board/frames.ts';
import { BoardSplitter } from '../../../src/core/board/splitter.ts';
import { randomOf, VirtualBoard } from '../../support/board.ts';

const constants = { bands: [{ centre: 15.6 }, { centre: 119.6 }] };

/** The features of a window of samples, through the wire; 0.1 units per count, zero at 512. */
function of(samples: readonly number[], scale = 0.1): Record<string, number> {
  const board = new VirtualBoard({ n: samples.length });
  board.window(samples, 0);
  let features: Features | undefined;
  const splitter = new BoardSplitter({
    frame: (command, body) => {
      features = readFrame(command, body) as Features;
    },
    pass() {},
  });
  splitter.push(board.take());
  if (!features) throw new Error('no frame');
  return Object.fromEntries(featuresOf(features, constants, { scale, zero: 512 }).map(({ name, value }) => [name, value]));
}
const wave = (amplitude: number, level = 512) => Array.from({ length: 512 }, (_, i) => Math.round(level + amplitude * Math.sin(i / 3)));

describe('The features of a window', () => {
  it('of a sine are those of a sine, in its unit', () => {
    const f = of(wave(200));
    expect(f['rms']).toBeCloseTo(20 / Math.SQRT2, 1);
    expect(f['peak']).toBeCloseTo(20, 1);
    expect(f['crest']).toBeCloseTo(Math.SQRT2, 2);
    expect(f['kurtosis']).toBeCloseTo(1.5, 2);
    expect(f['mean']).toBeCloseTo(0, 0);
  });

  it('do not take a level for a vibration', () => {
    const f = of(wave(20, 700));
    expect(f['mean']).toBeCloseTo(18.8, 1);
    expect(f['rms']).toBeCloseTo(2 / Math.SQRT2, 1);
    expect(f['kurtosis']).toBeCloseTo(1.5, 1);
  });

  it('tell knocks by crest and kurtosis', () => {
    const random = randomOf(3);
    const noise = Array.from({ length: 512 }, () => Math.round(512 + 20 * (random() + random() + random() - 1.5)));
    const knocking = noise.map((x, i) => (i % 100 === 50 ? x + 200 : x));
    expect(of(noise)['kurtosis']).toBeLessThan(3.2);
    expect(of(knocking)['kurtosis']).toBeGreaterThan(30);
    expect(of(knocking)['crest']).toBeGreaterThan(5);
  });

  it('have no shape where nothing moves', () => {
    expect(of(Array(512).fill(512))).toEqual({ mean: 0, rms: 0, peak: 0, band_16hz: 0, band_120hz: 0 });
  });

  it('are the same for a channel that is wired the other way round, but for its level', () => {
    const [a, b] = [of(wave(100, 600)), of(wave(100, 600), -0.1)];
    expect(b).toEqual({ ...a, mean: -(a['mean'] ?? 0) });
  });

  it('give the bands as RMS: that of the whole where one band holds it', () => {
    const f = of(wave(200));
    // The virtual board puts the whole into each band; its code has steps of an eighth of an octave of power, 4.4 %.
    expect(f['band_16hz']).toBeGreaterThan((f['rms'] ?? 0) * 0.955);
    expect(f['band_16hz']).toBeLessThan((f['rms'] ?? 0) * 1.045);
  });
});

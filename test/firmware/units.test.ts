/** The firmware's unit tests in C, on this machine, with the address and undefined-behaviour sanitizers. */
import { beforeAll, describe, expect, it } from 'vitest';
import { absent, make, run } from './firmware.ts';

if (absent) console.warn(absent);

describe.skipIf(absent !== '')('the firmware’s core', { timeout: 120_000 }, () => {
  const units = [
    ['wire', 'frames, packing, CRC, golden frames'],
    ['dsp', 'moments, bands and eighths of an octave'],
    ['gate', 'the network that wakes the stream up'],
    ['node', 'what a gateway says to a board and hears'],
    ['sim', 'the bearing and the bad line of the simulations'],
    ['noise', 'bad lines for ten minutes, random bytes, resets'],
  ] as const;
  beforeAll(() => make(...units.map(([unit]) => `build/test_${unit}`)), 180_000);

  it.each(units)('holds in %s: %s', (unit) => {
    const { status, stdout, stderr } = run(`test_${unit}`);
    expect(stderr).toBe('');
    expect(stdout.toString()).toContain(' checks, 0 failed');
    expect(stdout.toString()).not.toContain('FAIL');
    expect(status).toBe(0);
  });
});

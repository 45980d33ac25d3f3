/** The firmware as a process: the bytes it says are those it said before, on every machine. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { absent, firmware, make, run } from './firmware.ts';

if (absent) console.warn(absent);

const golden = (name: string) => readFileSync(`${firmware}test/golden/${name}`);

describe.skipIf(absent !== '')('the firmware on this machine', { timeout: 60_000 }, () => {
  beforeAll(() => make('host', 'build/vectors'), 180_000);

  it('computes the golden vectors to the bit', () => {
    expect(run('vectors').stdout.toString()).toBe(golden('vectors.txt').toString());
  });

  it.each([
    ['host-healthy.bin', ['--signal', 'healthy', '--stream', 'every', '--seconds', '10']],
    ['host-worn.bin', ['--signal', 'healthy', '--then', '20:worn', '--stream', 'wake', '--seconds', '40']],
    ['host-noise.bin', ['--signal', 'worn', '--stream', 'every', '--window', '6', '--noise', '0.01', '--seconds', '5']],
    ['host-reset.bin', ['--signal', 'worn', '--stream', 'every', '--reset', '3:0', '--seconds', '6']],
  ])('says %s to the byte', (name, options) => {
    const { status, stdout } = run('kinglet-host', '--stdout', '--seed', '1', ...options);
    expect(status).toBe(0);
    expect(stdout.equals(golden(name))).toBe(true);
  });

  it.each([
    ['an option that is not there', ['--nonsense', '1']],
    ['a value out of range', ['--noise', '2']],
    ['a signal that is not there', ['--signal', 'thunder']],
    ['a value that is missing', ['--seconds']],
  ])('refuses %s in one line', (_, options) => {
    const { status, stdout, stderr } = run('kinglet-host', ...options);
    expect(status).toBe(2);
    expect(stdout.length).toBe(0);
    expect(stderr).toMatch(/^kinglet-host: .+\n$/);
  });
});

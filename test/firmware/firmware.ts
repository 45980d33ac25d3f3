/** The firmware's own build, for tests: what takes seconds. The slow tiers (emulators, fuzzing, budgets) are in firmware/ci.sh. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const firmware = fileURLToPath(new URL('../../firmware/', import.meta.url));

const missing = ['gcc', 'make'].filter((program) => spawnSync(program, ['--version']).error !== undefined);
/** Why the firmware cannot be built here, or an empty string. */
export const absent = missing.length > 0 ? `not tested here: the firmware, for want of ${missing.join(' and ')}` : '';

/** Builds targets of firmware/Makefile; throws with the compiler's words. */
export function make(...targets: string[]): void {
  const done = spawnSync('make', ['--silent', '--directory', firmware, ...targets], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`make ${targets.join(' ')}: ${done.stdout}${done.stderr}`);
}

/** Runs a built program in firmware/ to its end. */
export function run(program: string, ...args: string[]): { status: number | null; stdout: Buffer; stderr: string } {
  const { status, stdout, stderr } = spawnSync(`build/${program}`, args, { cwd: firmware, maxBuffer: 1 << 26 });
  return { status, stdout, stderr: stderr.toString() };
}

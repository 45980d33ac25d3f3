/** Sentences name times and habits belong to hours of the day: the clock must be right. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Finding, good, problem, warning } from './finding.ts';

/** Before this the program did not exist: a board without a battery-backed clock that has not heard the time yet. */
const EARLIEST = Date.UTC(2026, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** `synchronised`: undefined when nobody can tell. */
export function checkClock(now: number, synchronised: boolean | undefined): readonly Finding[] {
  const time = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  if (!(now > EARLIEST && now < LATEST)) {
    return [
      problem(
        'clock',
        `The clock says ${time} UTC, which cannot be.`,
        'Connect to a time server (`timedatectl set-ntp true`) or set it by hand.',
      ),
    ];
  }
  if (synchronised === undefined) return [good('clock', `${time} UTC; nobody here can tell whether it is synchronised.`)];
  return synchronised
    ? [good('clock', `${time} UTC, synchronised.`)]
    : [
        warning(
          'clock',
          `${time} UTC, not synchronised with a time server.`,
          '`timedatectl set-ntp true`, and see that the network allows NTP.',
        ),
      ];
}

/** Asks timedatectl; undefined where there is none or it cannot answer (in a container, for example). */
export async function isSynchronised(): Promise<boolean | undefined> {
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 3_000 });
    return stdout.trim() === 'yes' ? true : stdout.trim() === 'no' ? false : undefined;
  } catch {
    return undefined;
  }
}

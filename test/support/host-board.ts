/** The firmware itself as a process on a pseudo-terminal (firmware/port/host), built where there is a C compiler. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FIRMWARE = fileURLToPath(new URL('../../firmware', import.meta.url));
const PROGRAM = join(FIRMWARE, 'build/kinglet-host');

/** Why the firmware cannot be run here; undefined when it can. */
export const noHostBoard: string | undefined = (() => {
  if (process.platform !== 'linux') return 'the firmware as a process runs on Linux only';
  if (!existsSync(join(FIRMWARE, 'Makefile'))) return 'firmware/ is not there';
  try {
    execFileSync('make', ['-C', FIRMWARE, 'host'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'make is not installed' : 'it does not build';
    return `${why} (apt-get install gcc make)`;
  }
})();
if (noHostBoard !== undefined) console.warn(`The tests with the firmware as a process are skipped: ${noHostBoard}.`);

export class HostBoard implements AsyncDisposable {
  /** Below /dev, the same over all starts: a port as a configuration names it. */
  readonly port: string;
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #said = '';

  private constructor() {
    // A link, since each pseudo-terminal has another number.
    this.#folder = mkdtempSync('/dev/shm/kinglet-test-');
    this.port = join(this.#folder, 'ttyBOARD');
  }

  /** As `kinglet-host --help` tells. */
  static async start(...options: readonly string[]): Promise<HostBoard> {
    const it = new HostBoard();
    await it.plug(...options);
    return it;
  }

  /** What it said on standard error. */
  get said(): string {
    return this.#said;
  }

  async plug(...options: readonly string[]): Promise<void> {
    const child = spawn(PROGRAM, ['--commands', ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    child.stderr.on('data', (chunk) => (this.#said += chunk));
    child.stdin.on('error', () => {}); // it may have ended
    const [path] = (await once(createInterface(child.stdout), 'line')) as [string];
    symlinkSync(path, this.port);
  }

  command(line: string): void {
    this.#child?.stdin?.write(`${line}\n`);
  }

  /** Resolves when it ends by itself (`--seconds`). */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  async pull(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.ended();
    rmSync(this.port, { force: true });
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.pull();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

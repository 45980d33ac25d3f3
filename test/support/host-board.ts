/** The firmware itself as a process on a pseudo-terminal (firmware/port/host), built where there is a C compiler. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FIRMWARE = fileURLToPath(new URL('../../firmware', import.meta.url));
/** The firmware as a process of this machine. */
const HOST = [join(FIRMWARE, 'build/kinglet-host'), '--commands'] as const;
/** The ELF that is flashed to an Uno, on an emulated one with a signal at its ADC. */
const AVR = [join(FIRMWARE, 'build/kinglet-simavr'), join(FIRMWARE, 'build/kinglet-uno.elf'), '--pty'] as const;

/** Builds it; why it cannot be run here, undefined when it can. */
function missing(targets: readonly string[], packages: string): string | undefined {
  if (process.platform !== 'linux') return 'the firmware as a process runs on Linux only';
  if (!existsSync(join(FIRMWARE, 'Makefile'))) return 'firmware/ is not there';
  try {
    execFileSync('make', ['-C', FIRMWARE, ...targets], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'make is not installed' : 'it does not build';
    return `${why} (apt-get install ${packages})`;
  }
}
function told(what: string, why: string | undefined): string | undefined {
  if (why !== undefined) console.warn(`The tests with ${what} are skipped: ${why}.`);
  return why;
}

/** Why the firmware cannot be run here; undefined when it can. */
export const noHostBoard: string | undefined = told('the firmware as a process', missing(['host'], 'gcc make'));
/** The same for an emulated Uno. */
export const whyNoAvr = (): string | undefined =>
  told('an emulated Uno', missing(['avr', 'build/kinglet-simavr'], 'gcc make gcc-avr avr-libc simavr libsimavr-dev libelf-dev'));

export class HostBoard implements AsyncDisposable {
  /** Below /dev, the same over all starts: a port as a configuration names it. */
  readonly port: string;
  readonly #folder: string;
  readonly #command: readonly string[];
  #child: ChildProcess | undefined;
  #said = '';

  private constructor(command: readonly string[] = HOST) {
    this.#command = command;
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
  /** An emulated Uno; as the head of firmware/test/simavr/main.c tells. */
  static async avr(...options: readonly string[]): Promise<HostBoard> {
    const it = new HostBoard(AVR);
    await it.plug(...options);
    return it;
  }

  /** What it said on standard error. */
  get said(): string {
    return this.#said;
  }

  async plug(...options: readonly string[]): Promise<void> {
    const [program = '', ...own] = this.#command;
    const child = spawn(program, [...own, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
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

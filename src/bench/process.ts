/** Child processes of benches: started, measured through /proc, and never left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from './places.ts';

/**
 * Preloaded into every child: ends it when the bench is gone, even by SIGKILL. The channel alone must not keep a child alive that has nothing
 * left to do. Not a file of TypeScript: Node's type stripper would weigh 17 MB in a daemon whose memory is measured.
 */
const LEASH = `data:text/javascript,${encodeURIComponent("process.on('disconnect', () => process.exit(0)); process.channel?.unref();")}`;

export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** Asks the child something over the channel (peers answer to `ask`); rejects when it ends first. */
  ask(question: object): Promise<unknown>;
  /**
   * CPU time of all its threads since they began, in seconds. From the scheduler's own account: what is sampled at the timer's ticks
   * misses much of a process that sleeps and wakes with that same timer.
   */
  cpuSeconds(): number;
  /** Resident memory in bytes. */
  residentBytes(): number;
}

/**
 * Runs a file of the project under this Node. The child ends when this process does, however that happens: it is held by
 * an IPC channel and lets itself go when that closes. Its output goes to our standard error when it ends by itself.
 */
export function startChild(
  file: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Child {
  const child = spawn(process.execPath, [...nodeOptions, '--import', LEASH, file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`could not start ${process.execPath}`);
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-4_000);
    });
  }
  let ending = false;
  let asking = 0;
  child.once('exit', (code) => {
    // Whoever is asking gets the news as a rejection.
    if (!ending && asking === 0 && code !== 0) process.stderr.write(`${file} ended with ${code}:\n${tail}\n`);
  });
  return {
    pid,
    ask(question) {
      asking++;
      return ask(child, question, () => `${file} ended: ${tail}`).finally(() => asking--);
    },
    cpuSeconds() {
      // Documentation/scheduler/sched-stats.rst of the kernel: time spent on the CPU, in nanoseconds, first of three numbers.
      const threads = readdirSync(`/proc/${pid}/task`);
      return (
        threads.reduce((sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e9
      );
    },
    residentBytes() {
      const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return Number(line?.[1]) * 1_024;
    },
    async [Symbol.asyncDispose]() {
      ending = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await once(child, 'exit');
      clearTimeout(late);
    },
  };
}

function ask(child: ChildProcess, question: object, ended: () => string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      child.off('message', answer);
      reject(new Error(ended()));
    };
    const answer = (message: unknown): void => {
      child.off('exit', gone);
      resolve(message);
    };
    if (child.exitCode !== null) return gone();
    child.once('exit', gone);
    child.once('message', answer);
    child.send(question);
  });
}

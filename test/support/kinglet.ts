/** Kinglet as people run it: a process of its own, seen only through its wires, its pages and its log. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Longest wait for anything, in milliseconds; reached only when something is broken. */
const PATIENCE = 15_000;
const LOOK_EVERY = 20;

/** Asks again until the answer is there; for peers that offer no event. The last answer is in the error. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  let trouble: unknown;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      trouble = error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  throw new Error(`waited in vain for ${what}`, { cause: trouble });
}

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface SensorSeen {
  readonly sensor: { readonly id: string; readonly name: string; readonly unit: string };
  readonly value: number;
  readonly score: number;
}

/** `state`: the folder in which it keeps things; never that of whoever runs the tests. */
const child = (args: readonly string[], state: string): ChildProcess => {
  const { STATE_DIRECTORY: _, ...env } = process.env;
  return spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, NO_COLOR: '1', XDG_STATE_HOME: state },
  });
};

/** Runs a command to its end. */
export async function kinglet(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  using folder = configFile('');
  const it = child(args, dirname(folder.path));
  let [stdout, stderr] = ['', ''];
  it.stdout?.on('data', (chunk) => (stdout += chunk));
  it.stderr?.on('data', (chunk) => (stderr += chunk));
  const [code] = (await once(it, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** A configuration file in a folder of its own. */
export function configFile(yaml: string): { path: string; write(yaml: string): void } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-test-'));
  const path = join(folder, 'kinglet.yaml');
  const write = (text: string): void => writeFileSync(path, text);
  write(yaml);
  return { path, write, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `kinglet run --config …`; its page must be asked for with `web: {port: 0}`. */
export class RunningKinglet implements AsyncDisposable {
  readonly lines: LogLine[] = [];
  readonly #child: ChildProcess;
  readonly #config: ReturnType<typeof configFile>;
  readonly #ended: Promise<unknown>;
  #page = '';

  private constructor(config: ReturnType<typeof configFile>) {
    this.#config = config;
    this.#child = child(['run', '--config', config.path], dirname(config.path));
    this.#ended = once(this.#child, 'close');
    const kill = (): void => void this.#child.kill('SIGKILL');
    process.once('exit', kill); // a test that failed leaves no process behind
    this.#child.once('close', () => process.off('exit', kill));
    this.#child.stdout?.resume();
    if (this.#child.stderr) createInterface(this.#child.stderr).on('line', (line) => this.#hear(line));
  }

  /** Resolves once it watches. */
  static async start(yaml: string): Promise<RunningKinglet> {
    const it = new RunningKinglet(configFile(yaml));
    await it.said('Kinglet is watching');
    return it;
  }

  #hear(text: string): void {
    let line: LogLine;
    try {
      line = JSON.parse(text) as LogLine;
    } catch {
      line = { level: 'none', msg: text };
    }
    if (typeof line['page'] === 'string') this.#page = line['page'];
    this.lines.push(line);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }
  get page(): string {
    return this.#page;
  }
  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
  writeConfig(yaml: string): void {
    this.#config.write(yaml);
  }

  /** The `n`th line (from 1) with this message. */
  said(message: string, n = 1): Promise<LogLine> {
    return until(`"${message}" in the log:\n${this.lines.map((l) => JSON.stringify(l)).join('\n')}`, () => {
      if (!this.running) throw new Error(`Kinglet has ended:\n${this.lines.map((l) => JSON.stringify(l)).join('\n')}`);
      return this.lines.filter((l) => l.msg === message)[n - 1];
    });
  }

  async get(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.#page}${path}`);
    return { status: response.status, text: await response.text() };
  }
  async sensors(): Promise<SensorSeen[]> {
    return (JSON.parse((await this.get('/api/sensors')).text) as { sensors: SensorSeen[] }).sensors;
  }
  async alerts(): Promise<{ id: string; state: string; sensor: string; pattern: string; text: string }[]> {
    return JSON.parse((await this.get('/api/alerts')).text).alerts;
  }
  /** The value of one series: `kinglet_faults_total{where="mqtt",code="payload/not-json"}`; 0 while it is not there. */
  async metric(series: string): Promise<number> {
    const line = (await this.get('/metrics')).text.split('\n').find((l) => l.startsWith(`${series} `));
    return line === undefined ? 0 : Number(line.slice(series.length + 1));
  }
  faults(where: string, code: string): Promise<number> {
    return this.metric(`kinglet_faults_total{where="${where}",code="${code}"}`);
  }

  /** Ends it with a signal; how it ended and how long that took, in milliseconds. */
  async end(name: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; took: number }> {
    const began = performance.now();
    this.signal(name);
    await this.#ended;
    return { code: this.#child.exitCode, took: performance.now() - began };
  }
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.running) await this.end('SIGKILL');
    this.#config[Symbol.dispose]();
  }
}

/**
 * `kinglet run [--config FILE]`: the daemon. Without a configuration: a demonstration with a simulated plant.
 * SIGTERM and SIGINT drain and end with 0, SIGHUP re-reads the configuration, SIGUSR2 toggles debug lines in the log.
 */
import { parseArgs } from 'node:util';
import { MEMORY } from '../adapters/store/index.ts';
import { createLog, type LogControl, notify, pingWatchdog } from '../adapters/telemetry/index.ts';
import { systemClock } from '../agent/clock.ts';
import { bugOf, type Engine, openEngine, runSession, type SessionHooks, VERSION } from '../compose.ts';
import { type Config, defaultConfig } from '../config/index.ts';
import { describe, type Fault, millis, type Result } from '../core/base/index.ts';
import { loadConfig } from './config.ts';

const USAGE = 'Use: kinglet run [--config FILE].';
/** A drain that takes longer than this is given up: a service manager waits for nobody. */
const DRAIN_MS = 1_700;
/** A pipeline that shows no sign of life for this long hangs; the watchdog is not fed any more. */
const HANGS_MS = 15_000;

export interface RunIo {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

export async function run(args: readonly string[], io: RunIo): Promise<number> {
  const hangUps = new HangUps();
  let file: string | undefined;
  try {
    file = parseArgs({ args: [...args], options: { config: { type: 'string' } } }).values.config;
  } catch (error) {
    io.stderr.write(`${sentenceOf(error)} ${USAGE}\n`);
    return 2;
  }
  const loaded = file === undefined ? undefined : await loadConfig(file);
  if (loaded && !loaded.ok) {
    for (const fault of loaded.fault) io.stderr.write(`${describe(fault)}\n`);
    return 2;
  }
  // The demonstration lives faster than the clock on the wall.
  const config = loaded?.value ?? demonstrationDefaults();
  const log = createLog(loaded ? config.log : { level: 'warn', format: 'auto' });
  const opened = await openEngine(log, config);
  if (!opened.ok) {
    io.stderr.write(`${describe(opened.fault)}\n`);
    return 1;
  }
  await using engine = opened.value;
  const drain = async (): Promise<never> => {
    log.log.warn({}, 'draining took too long and was given up');
    const closed = Promise.all([engine.scorer[Symbol.asyncDispose](), engine.language[Symbol.asyncDispose]()]);
    await Promise.race([closed, systemClock().sleep(millis(150))]);
    process.exit(0);
  };
  io.signal.addEventListener('abort', () => {
    void notify(['STOPPING=1']);
    setTimeout(() => void drain(), DRAIN_MS).unref();
  });
  process.on('SIGUSR2', () => log.log.warn({ level: log.toggleDebug() }, 'log level changed'));
  try {
    const ended =
      file === undefined
        ? await (await import('./demonstration.ts')).demonstrate(engine, config, io)
        : await serve(engine, config, file, hangUps, io.signal);
    if (ended.ok) return 0;
    io.stderr.write(`${describe(ended.fault)}\n`);
    return 1;
  } catch (error) {
    const { detail, hint } = bugOf(error);
    log.log.error({ err: error, hint }, detail);
    return 1;
  }
}

/** One session after the other, until told to stop. */
async function serve(engine: Engine, first: Config, file: string, hangUps: HangUps, stop: AbortSignal): Promise<Result<void>> {
  const { log } = engine;
  let config = first;
  void pingWatchdog({ clock: systemClock(), alive: () => performance.now() - engine.beatAt < HANGS_MS, signal: stop });
  while (!stop.aborted) {
    const session = new AbortController();
    let next: Config | undefined;
    const reload = async (): Promise<void> => {
      const again = await loadConfig(file);
      if (!again.ok) {
        for (const fault of again.fault) refuse(log, fault);
        return;
      }
      next = again.value;
      session.abort();
    };
    hangUps.listen(() => void reload());
    const ended = await runSession(engine, config, AbortSignal.any([stop, session.signal]), hooks(log));
    hangUps.pause();
    if (!ended.ok) return ended;
    if (!next) break;
    config = next;
    log.setLevel(config.log.level);
    log.log.info({ file }, 'configuration read again');
  }
  return { ok: true, value: undefined };
}

/** SIGHUP, heard from the first moment on: one that comes before a session or between two is kept for the next. */
class HangUps {
  #hear: (() => void) | undefined;
  #kept = false;
  constructor() {
    process.on('SIGHUP', () => {
      if (this.#hear) this.#hear();
      else this.#kept = true;
    });
  }
  listen(hear: () => void): void {
    this.#hear = hear;
    if (!this.#kept) return;
    this.#kept = false;
    hear();
  }
  pause(): void {
    this.#hear = undefined;
  }
}

/** What parseArgs says, as one sentence; its further advice is about options we do not have. */
const sentenceOf = (error: unknown): string => {
  const first = error instanceof Error ? (error.message.split(/\. To specify|\n/)[0] ?? '') : String(error);
  return first.endsWith('.') ? first : `${first}.`;
};

function demonstrationDefaults(): Config {
  const config = defaultConfig();
  // Its days take a minute: what is told again after a quarter of an hour would be told again at once.
  const alerts = { ...config.alerts, escalate_after: 0 };
  return { ...config, alerts, watch: { ...config.watch, clock: 'readings' }, store: { path: MEMORY } };
}

const hooks = (log: LogControl): SessionHooks => ({
  ready({ page }) {
    log.log.info({ version: VERSION, ...(page === undefined ? {} : { page }) }, 'Kinglet is watching');
    void notify(['READY=1', 'STATUS=Watching']);
  },
});

const refuse = (log: LogControl, fault: Fault): void =>
  log.log.error({ code: fault.code, detail: describe(fault) }, 'the new configuration is refused; the old one goes on');

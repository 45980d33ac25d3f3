/**
 * Tells systemd how the service is doing (sd_notify(3)). Node cannot write to unix datagram sockets, so `systemd-notify` is run for
 * each message; the unit needs `NotifyAccess=all` for that. Does nothing when systemd did not ask (no NOTIFY_SOCKET).
 */
import { spawn } from 'node:child_process';
import type { Clock } from '../../agent/ports.ts';
import { type Fault, fault, type Millis, millis } from '../../core/base/index.ts';

/** Longest that one message may take before it is given up. */
const NOTIFY_TIMEOUT = millis(5_000);

/** `state`: assignments such as `READY=1`, `STATUS=Watching 12 sensors`, `STOPPING=1`. Never rejects; the fault says what did not work. */
export function notify(state: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Fault | undefined> {
  if (!env['NOTIFY_SOCKET'] || state.length === 0) return Promise.resolve(undefined);
  // A status may quote what came from outside: one line, and no option of systemd-notify's.
  const words = state.map((s) => s.replaceAll(/\p{Cc}/gu, ' ').replace(/^-+/, ''));
  return new Promise((resolve) => {
    const child = spawn('systemd-notify', words, { env, stdio: 'ignore', timeout: NOTIFY_TIMEOUT });
    child.once('error', (cause) =>
      resolve(fault('systemd/notify', 'systemd could not be told about the state of the service.', 'Is systemd-notify installed?', cause)),
    );
    child.once('exit', (code, signal) => {
      resolve(code === 0 ? undefined : fault('systemd/notify', `systemd-notify ended with ${code ?? signal}.`));
    });
  });
}

/** How often systemd wants to hear from us: half of what it waits for; undefined when it does not watch this process. */
export function watchdogInterval(env: NodeJS.ProcessEnv = process.env, pid: number = process.pid): Millis | undefined {
  const usec = Number(env['WATCHDOG_USEC']);
  if (!env['WATCHDOG_USEC'] || !Number.isFinite(usec) || usec <= 0) return undefined;
  if (env['WATCHDOG_PID'] && Number(env['WATCHDOG_PID']) !== pid) return undefined;
  return millis(usec / 2_000);
}

/**
 * Pings the watchdog until the signal aborts, as long as `alive` says so: a daemon whose model or pipeline hangs stops pinging and
 * is started again by systemd. Returns at once when nobody watches.
 */
export async function pingWatchdog(deps: {
  readonly clock: Clock;
  readonly alive: () => boolean;
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<void> {
  const env = deps.env ?? process.env;
  const every = watchdogInterval(env);
  if (every === undefined) return;
  while (!deps.signal.aborted) {
    if (deps.alive()) await notify(['WATCHDOG=1'], env);
    await deps.clock.sleep(every, deps.signal);
  }
}

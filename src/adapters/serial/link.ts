/**
 * A serial port that is kept open: opened again, with longer and longer waits, whenever it was unplugged.
 *
 *     open ─► opened, data, data … ─► gone ─► closed
 *       ▲── wait (exponential, jitter) ◄───────────┘
 */
import type { Clock, Observer } from '../../agent/ports.ts';
import { fault, millis, seconds } from '../../core/base/index.ts';
import { type Channel, type OpenDeps, openPort } from './open.ts';
import { parsePortName } from './port.ts';

export interface LinkOptions {
  /** For logs and metrics. */
  readonly name: string;
  readonly port: string;
  readonly baud: number;
}

export interface LinkDeps extends OpenDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  /** 0 ≤ x < 1, for the jitter of reopening. */
  readonly random?: () => number;
}

/** Who listens. Called in turn: `opened`, any number of `data`, `closed`; then perhaps again. */
export interface LinkUser {
  /** `write` never waits: false where the bytes were dropped, since the line is gone or too many wait for it already. */
  opened?(write: (bytes: Uint8Array) => boolean): void;
  data(chunk: Uint8Array): void;
  closed?(): void;
}

const firstWait = millis(500);
const longestWait = seconds(10);
/** Bytes that may wait to be sent: a third of a second at 115,200 baud. A board that does not take them is not worth more memory. */
const waiting = 4_096;

/** Keeps the port open until the signal aborts; never rejects for trouble with the port, which goes to the observer. */
export async function keepOpen({ name, port, baud }: LinkOptions, user: LinkUser, deps: LinkDeps, signal: AbortSignal): Promise<void> {
  const { clock, observer, random = Math.random } = deps;
  const portName = parsePortName(port);
  let wait: number = firstWait;
  while (!signal.aborted) {
    const opened = await openPort(portName, baud, signal, deps);
    if (opened.ok) {
      const began = clock.now();
      await listen(name, opened.value, user, observer, signal);
      if (signal.aborted) return;
      if (clock.now() - began >= longestWait) wait = firstWait;
    } else if (!signal.aborted) observer.fault(name, opened.fault);
    await clock.sleep(millis(wait * (1 - random() / 2)), signal);
    wait = Math.min(longestWait, wait * 2);
  }
}

/** Takes what the port says until it is gone or the signal aborts. */
async function listen(name: string, channel: Channel, user: LinkUser, observer: Observer, signal: AbortSignal): Promise<void> {
  const { stream, at } = channel;
  observer.link(name, true, at);
  const gone = new Promise<void>((resolve) => {
    stream.on('error', () => {}); // 'close' follows
    stream.once('close', () => resolve());
    stream.on('end', () => void channel.close());
    if (stream.closed) resolve();
  });
  user.opened?.((bytes) => {
    if (stream.destroyed || !stream.writable || stream.writableLength + bytes.length > waiting) return false;
    stream.write(bytes);
    return true;
  });
  stream.on('data', (chunk: Uint8Array) => user.data(chunk));
  const leave = (): void => void channel.close();
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  await gone;
  signal.removeEventListener('abort', leave);
  user.closed?.();
  observer.link(name, false, signal.aborted ? undefined : `${at} has gone`);
  if (!signal.aborted) observer.fault(name, fault('serial/lost', `${at} has gone; Kinglet looks for it again.`));
}

/** Opens a port of any kind as a stream of bytes. */
import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import type { Duplex } from 'node:stream';
import { type Fault, fail, fault, ok, type Result } from '../../core/base/index.ts';
import { noticeHangUp } from './hang-up.ts';
import { findUsb, type PortInfo, type PortName } from './port.ts';

/** An open port: emits `data`, and `close` once, when it was closed or has gone. */
export interface Channel {
  readonly stream: Duplex;
  /** Where it was found: `/dev/ttyACM1`, `host:4001`. */
  readonly at: string;
  /** Closes it; resolves when that is done. */
  close(): Promise<void>;
}

export interface OpenDeps {
  /** All serial ports of this machine; serialport's own list by default. */
  readonly list?: () => Promise<readonly PortInfo[]>;
}

const connectWithin_ms = 10_000;

/** Faults: `serial/permission`, `serial/not-found`, `serial/ambiguous`, `serial/busy`, `serial/driver`, `serial/unreachable`, `serial/open`. */
export async function openPort(name: PortName, baud: number, signal: AbortSignal, deps: OpenDeps = {}): Promise<Result<Channel>> {
  if (name.kind === 'tcp') return openTcp(name.host, name.port, signal);
  const driver = await loadDriver();
  if (!driver.ok) return driver;
  const { SerialPort } = driver.value;
  if (name.kind === 'path') return openPath(SerialPort, name.path, baud);
  let ports: readonly PortInfo[];
  try {
    ports = await (deps.list ?? (() => SerialPort.list()))();
  } catch (error) {
    return fail(
      'serial/list',
      'The serial ports of this machine cannot be listed.',
      'Name the port by its path below /dev/serial/by-id.',
      error,
    );
  }
  const path = findUsb(name, ports);
  return path.ok ? openPath(SerialPort, path.value, baud) : path;
}

type Driver = typeof import('serialport');

/** Only loaded where there is a port to open: it is a native module. */
async function loadDriver(): Promise<Result<Driver>> {
  try {
    return ok(await import('serialport'));
  } catch (error) {
    return fail(
      'serial/driver',
      'The driver for serial ports does not load on this machine.',
      'Run npm ci here again; a port behind tcp:// needs no driver.',
      error,
    );
  }
}

async function openPath(SerialPort: Driver['SerialPort'], path: string, baud: number): Promise<Result<Channel>> {
  const port = new SerialPort({ path, baudRate: baud, autoOpen: false });
  const error = await new Promise<Error | null>((resolve) => port.open(resolve));
  if (error !== null) return { ok: false, fault: await pathFault(path, error) };
  noticeHangUp(port.port);
  return ok({
    stream: port,
    at: path,
    close: () => (port.isOpen ? new Promise<void>((resolve) => port.close(() => resolve())) : Promise.resolve()),
  });
}

/** What kept a path from being opened, from the words of serialport's native binding (it gives no codes). */
async function pathFault(path: string, error: Error): Promise<Fault> {
  if (/permission denied|access denied|EACCES/i.test(error.message)) return permissionFault(path, await groupOf(path), userName());
  if (/no such file|ENOENT|no such device/i.test(error.message))
    return fault('serial/not-found', `There is no ${path}.`, 'Is it plugged in? `ls /dev/serial/by-id` lists what is.');
  if (/lock|busy|temporarily unavailable/i.test(error.message))
    return fault(
      'serial/busy',
      `Another program has ${path} open.`,
      `\`fuser ${path}\` tells which (often ModemManager, a serial monitor or a second Kinglet).`,
    );
  return fault('serial/open', `${path} cannot be opened.`, 'Is it a serial port, and does it know this baud rate?', error);
}

/** Who may not, and the cure. */
export function permissionFault(path: string, group: string, user: string): Fault {
  return fault(
    'serial/permission',
    `The user ${user} may not open ${path}.`,
    `Add the user to the group ${group}: sudo usermod -aG ${group} ${user}, then log in again (or restart the service).`,
  );
}

/** The group that may open a device: dialout on Debian, uucp on Arch. */
async function groupOf(path: string): Promise<string> {
  try {
    const [{ gid }, groups] = await Promise.all([stat(path), readFile('/etc/group', 'utf8')]);
    return (
      groups
        .split('\n')
        .find((line) => line.split(':')[2] === String(gid) && gid !== 0)
        ?.split(':', 1)[0] ?? 'dialout'
    );
  } catch {
    return 'dialout'; // no such file here: the usual one
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '<user>'; // a user id without a name, as containers have
  }
}

function openTcp(host: string, port: number, signal: AbortSignal): Promise<Result<Channel>> {
  const at = `${host}:${port}`;
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal, timeout: connectWithin_ms });
    let trouble: NodeJS.ErrnoException | undefined;
    socket.on('error', (error) => {
      trouble = error; // 'close' follows
    });
    socket.once('timeout', () => socket.destroy(new Error('time ran out')));
    socket.once('close', () =>
      resolve(fail('serial/unreachable', `Nothing answers at tcp://${at} (${trouble?.code ?? trouble?.message ?? 'closed'}).`)),
    );
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.setKeepAlive(true, 30_000); // the other side may vanish without a word, and we never say one
      resolve(ok({ stream: socket, at, close: () => closeSocket(socket) }));
    });
  });
}

const closeSocket = (socket: Duplex): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) return resolve();
    socket.once('close', () => resolve());
    socket.destroy();
  });

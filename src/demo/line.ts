import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** The near end of a serial link: what a board would hold. */
export interface Line extends AsyncDisposable {
  /** How the far end is opened: `/dev/pts/4`, `tcp://127.0.0.1:40713`. */
  readonly port: string;
  /** Sends one line. A serial line waits for nobody: while nothing reads and the buffers are full, lines fall off and are counted. */
  write(text: string): void;
  readonly dropped: number;
}

const BUFFER_BYTES = 16_384;

/** A pseudo-terminal where this machine can make one, else a TCP port as ser2net would offer it. */
export async function openLine(): Promise<Line> {
  return (await openPseudoTerminal()) ?? (await openTcpLine());
}

/**
 * A pseudo-terminal made by util-linux's `script`, which every Debian has: what goes into its standard input comes out of the
 * terminal. The shell inside keeps the terminal open for as long as a pipe to us is (its fd 3), so nothing is left behind
 * even when this process is killed. Undefined when that does not work here (no `script`, another kind of it, no /dev/pts).
 */
export async function openPseudoTerminal(): Promise<Line | undefined> {
  const child = spawn('script', ['-qfc', 'stty raw -echo && tty && read -r _ <&3', '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    env: { ...process.env, SHELL: '/bin/sh' },
    detached: true, // Ctrl-C in the terminal is for the daemon, which then closes the line in its own time
  });
  const input = child.stdio[0] as Writable;
  const guard = child.stdio[3] as Writable;
  for (const stream of [child, input, guard]) stream.on('error', () => {}); // a missing `script`, a broken pipe: seen by the answer that does not come
  const port = await firstLine(child.stdio[1] as Readable);
  if (!/^\/dev\/pts\/\d+$/.test(port)) {
    await end(child, guard);
    return undefined;
  }
  child.stdio[1]?.resume(); // what the far end writes comes out here: nobody wants it, but it must not pile up
  let dropped = 0;
  return {
    port,
    write(text) {
      if (input.writableLength > BUFFER_BYTES) dropped++;
      else input.write(`${text}\r\n`);
    },
    get dropped() {
      return dropped;
    },
    [Symbol.asyncDispose]: () => end(child, guard),
  };
}

async function firstLine(stream: Readable): Promise<string> {
  try {
    const lines = createInterface({ input: stream, signal: AbortSignal.timeout(2_000) });
    for await (const line of lines) return line.trim();
  } catch {} // the time was up
  return '';
}

async function end(child: ChildProcess, guard: Writable): Promise<void> {
  guard.destroy();
  child.stdin?.destroy();
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const late = new AbortController();
  void sleep(500, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  );
  await once(child, 'exit');
  late.abort();
}

/** A server on a free loopback port that sends each line to whoever is connected. */
export async function openTcpLine(): Promise<Line> {
  const sockets = new Set<Socket>();
  let dropped = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  server.maxConnections = 4;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return {
    port: `tcp://127.0.0.1:${address.port}`,
    write(text) {
      if (sockets.size === 0) dropped++;
      for (const socket of sockets) {
        if (socket.writableLength > BUFFER_BYTES) dropped++;
        else socket.write(`${text}\r\n`);
      }
    },
    get dropped() {
      return dropped;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

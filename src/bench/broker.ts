import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { peer } from './places.ts';
import { startChild } from './process.ts';

export interface Broker extends AsyncDisposable {
  readonly url: string;
  /** For the notes: `Mosquitto` or `aedes`. */
  readonly kind: string;
}

/** A broker of its own in a process of its own on a free loopback port: Mosquitto where it is installed, else aedes. */
export async function startBroker(): Promise<Broker> {
  return (await startMosquitto()) ?? (await startAedes());
}

async function startMosquitto(): Promise<Broker | undefined> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-bench-'));
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\nmax_inflight_messages 0\n`,
  );
  const child = spawn('mosquitto', ['-c', config], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const up = await Promise.race([ended.then(() => false), answers(port)]);
  if (up) return { url: `mqtt://127.0.0.1:${port}`, kind: 'Mosquitto', [Symbol.asyncDispose]: stop };
  await stop();
  return undefined;
}

async function startAedes(): Promise<Broker> {
  const child = startChild(peer('broker'), []);
  const { port } = (await child.ask({})) as { port: number };
  return { url: `mqtt://127.0.0.1:${port}`, kind: 'aedes', [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}

/** A TCP port on loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** True once something listens; false when nothing did within five seconds. */
async function answers(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const up = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (up) return true;
    await sleep(50);
  }
  return false;
}

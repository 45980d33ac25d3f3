/** The other ends: Mosquitto as a process of its own, a plain client to publish and listen with, an observer to wait at. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { MqttDeps } from '../../../src/adapters/mqtt/index.ts';
import { createMqtt, type Mqtt } from '../../../src/adapters/mqtt/index.ts';
import type { MqttOptions } from '../../../src/adapters/mqtt/options.ts';
import type { Reading } from '../../../src/core/domain/index.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { FakeClock } from '../../support/fakes.ts';
import { WatchedObserver } from '../../support/watched.ts';

const mosquitto = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/usr/bin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(
  existsSync,
);
export const hasMosquitto = mosquitto !== undefined;
if (!hasMosquitto) console.warn('Mosquitto is not installed (apt-get install mosquitto): its tests are skipped.');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Peer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  kill(): Promise<void>;
}

/** Starts Mosquitto on a loopback port with further lines of configuration; resolves once it listens. */
export async function startMosquitto(more: readonly string[] = [], port?: number): Promise<Peer> {
  const at = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-test-'));
  const config = join(folder, 'mosquitto.conf');
  const global = more.filter((l) => /^(max_|persist|per_)/.test(l));
  const listener = more.filter((l) => !global.includes(l));
  const anonymous = listener.some((l) => l.startsWith('allow_anonymous')) ? [] : ['allow_anonymous true'];
  writeFileSync(
    config,
    [
      ...global,
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      'log_dest stderr',
      'log_type all',
      `listener ${at} 127.0.0.1`,
      ...anonymous,
      ...listener,
      '',
    ].join('\n'),
  );
  const child = spawn(mosquitto ?? 'mosquitto', ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill); // a test that failed leaves no process behind
  const stop = (signal: NodeJS.Signals) => {
    process.off('exit', kill);
    return end(child, signal).finally(() => rmSync(folder, { recursive: true, force: true }));
  };
  let said = '';
  for await (const line of createInterface(child.stderr)) {
    said += `${line}\n`;
    if (/mosquitto version .* running/.test(line)) break;
  }
  child.stderr.resume();
  if (child.exitCode !== null || !/running/.test(said)) {
    await stop('SIGKILL');
    throw new Error(`Mosquitto did not start:\n${said}`);
  }
  return { port: at, url: `mqtt://127.0.0.1:${at}`, kill: () => stop('SIGKILL'), [Symbol.asyncDispose]: () => stop('SIGTERM') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** A plain client, connected. */
export async function client(url: string, options: IClientOptions = {}): Promise<MqttClient & AsyncDisposable> {
  const it = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
  return Object.assign(it, { [Symbol.asyncDispose]: () => it.endAsync(true) });
}

/** Everything a client hears, and a way to wait for it. */
export async function listen(it: MqttClient, filter: string): Promise<{ heard: string[]; until(count: number): Promise<string[]> }> {
  const heard: string[] = [];
  const waiting: { count: number; wake: (heard: string[]) => void }[] = [];
  it.on('message', (topic, payload, packet) => {
    heard.push(`${topic}=${payload.toString()}${packet.retain ? ' (retained)' : ''}`);
    for (const w of waiting) if (heard.length >= w.count) w.wake(heard);
  });
  await it.subscribeAsync(filter, { qos: 1 });
  return {
    heard,
    until: (count) => (heard.length >= count ? Promise.resolve(heard) : new Promise((wake) => waiting.push({ count, wake }))),
  };
}

export const options = (url: string, more: Partial<MqttOptions> = {}): MqttOptions => ({
  url,
  version: 'auto',
  tls: { verify: 'full' },
  topics: ['#'],
  ignore: [],
  qos: 0,
  prefix: 'kinglet',
  time: 'arrival',
  ...more,
});

export interface Kinglet extends AsyncDisposable, Mqtt {
  readonly observer: WatchedObserver;
  readonly clock: FakeClock;
  readonly sensors: Sensors;
  readonly read: Reading[];
  /** Resolves when this many readings have been taken. */
  until(count: number): Promise<string[]>;
  /** Resolves when the first batch is in the hands of the reader, held back or not. */
  readonly first: Promise<unknown>;
  /** Lets the reading begin, where it was held back. */
  begin(): void;
  /** Ends the source; resolves with all it ever gave. */
  stop(): Promise<string[]>;
}

/** Both ends of `createMqtt` with somebody who reads. `hold`: connected, but nobody reads yet. */
export function kinglet(given: MqttOptions, more: Partial<MqttDeps> & { hold?: boolean; max?: number } = {}): Kinglet {
  const observer = new WatchedObserver();
  const clock = new FakeClock(Date.UTC(2026, 4, 1));
  const sensors = new Sensors({ max: more.max ?? 1_000 });
  const both = createMqtt(given, { clock, observer, sensors, random: () => 0, ...more });
  const abort = new AbortController();
  const read: Reading[] = [];
  const waiting: { count: number; wake: () => void }[] = [];
  const iterator = both.source.readings(abort.signal)[Symbol.asyncIterator]();
  const said = (): string[] => read.map((r) => `${r.sensor.id}=${r.value}`);
  let begin = (): void => {};
  const begun = more.hold ? new Promise<void>((resolve) => (begin = resolve)) : Promise.resolve();
  const first = iterator.next(); // this is what connects
  const reading = (async () => {
    await begun;
    for (let next = await first; !next.done; next = await iterator.next()) {
      read.push(...next.value);
      for (const w of waiting) if (read.length >= w.count) w.wake();
    }
  })();
  const stop = async (): Promise<string[]> => {
    abort.abort();
    begin();
    await reading;
    return said();
  };
  return {
    ...both,
    observer,
    clock,
    sensors,
    read,
    first,
    begin: () => begin(),
    stop,
    until: async (count) => {
      if (read.length < count) await new Promise<void>((wake) => waiting.push({ count, wake }));
      return said();
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      let gone = false;
      const leaving = both.publisher[Symbol.asyncDispose]().then(() => (gone = true));
      while (!gone) await clock.advance(100); // a peer that does not answer must not hold it up
      await leaving;
    },
  };
}

/** An authority, a certificate of the server for 127.0.0.1 and one of a client, made by the openssl command. */
export function certificates(): { folder: string; file(name: string): string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-certs-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority', '-days', '2');
  writeFileSync(file('san.cnf'), 'subjectAltName=IP:127.0.0.1');
  for (const [name, subject] of [
    ['server', '/CN=127.0.0.1'],
    ['client', '/CN=kinglet'],
  ] as const) {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject);
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      `${name}.pem`,
      '-days',
      '2',
      '-extfile',
      'san.cnf',
    );
  }
  return { folder, file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

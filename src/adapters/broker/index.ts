/**
 * A broker of our own (aedes) for those who have none: on loopback, in this process, with limits.
 *
 *     openBroker({ host }) ─► mqtt://127.0.0.1:1883, or the next free port
 */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { fail, ok, type Result } from '../../core/base/index.ts';
import { PacketGuard } from './guard.ts';
import type { BrokerOptions } from './options.ts';

export { BrokerOptions } from './options.ts';

export interface Broker extends AsyncDisposable {
  /** For clients on this machine: `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
}

export interface BrokerLimits {
  readonly connections: number;
  /** bytes after a packet's fixed header */
  readonly packet: number;
  /** topics with a retained message */
  readonly retained: number;
}

const defaultPort = 1883;
/** Ports tried after the usual one before any free one is taken. */
const further = 16;

/** Opens the broker. Faults: `broker/port-taken`, `broker/permission`, `broker/address`. */
export async function openBroker(options: BrokerOptions, limits: Partial<BrokerLimits> = {}): Promise<Result<Broker>> {
  const { connections, packet, retained }: BrokerLimits = { connections: 200, packet: 1 << 20, retained: 20_000, ...limits };
  const aedes = await Aedes.createBroker({
    queueLimit: 100,
    drainTimeout: 20_000,
    connectTimeout: 10_000,
    maxTopicLevels: 32,
    authorizePublish: retainedLimit(retained),
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    guard(socket, packet);
    aedes.handle(socket);
  });
  server.maxConnections = connections;
  // A client that vanishes or speaks nonsense is closed by aedes; there is nothing more to do about it.
  aedes.on('clientError', () => {});
  aedes.on('connectionError', () => {});

  const opened = await listen(server, options.host, options.port);
  if (!opened.ok) {
    aedes.close();
    return opened;
  }
  const port = opened.value;
  return ok({
    port,
    url: `mqtt://${reachable(options.host)}:${port}`,
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
}

async function listen(server: Server, host: string, wanted: number | undefined): Promise<Result<number>> {
  const ports = wanted === undefined ? [...Array.from({ length: further }, (_, i) => defaultPort + i), 0] : [wanted];
  for (const port of ports) {
    try {
      server.listen(port, host);
      await once(server, 'listening');
      const address = server.address();
      return ok(typeof address === 'object' && address !== null ? address.port : port);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code === 'EADDRINUSE' && wanted === undefined) continue;
      return listenFault(code, host, port);
    }
  }
  return listenFault('EADDRINUSE', host, defaultPort);
}

function listenFault(code: string, host: string, port: number): Result<never> {
  if (code === 'EADDRINUSE') {
    return fail(
      'broker/port-taken',
      `Port ${port} on ${host} is taken: another broker may be running there.`,
      `Set mqtt.url to mqtt://${host}:${port} to listen to that one, or broker.port to 0.`,
    );
  }
  if (code === 'EACCES')
    return fail('broker/permission', `Port ${port} needs more rights than Kinglet has.`, 'Set broker.port to one above 1023.');
  return fail(
    'broker/address',
    `The broker cannot listen on ${host}:${port} (${code || 'error'}).`,
    'broker.host must be an address of this machine.',
  );
}

/** The address under which this machine reaches a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Cuts a connection as soon as it announces a packet over the limit, before any of it is gathered. */
function guard(socket: Socket, limit: number): void {
  const packets = new PacketGuard(limit);
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array) || packets.accept(chunk)) return chunk;
    socket.destroy();
    return null;
  };
}

/** Beyond the limit messages on further topics are delivered but not kept. Nobody but the broker writes below $SYS. */
function retainedLimit(limit: number): NonNullable<NonNullable<Parameters<typeof Aedes.createBroker>[0]>['authorizePublish']> {
  const topics = new Set<string>();
  return (_client, packet, done) => {
    if (packet.topic.startsWith('$SYS/')) return done(new Error('$SYS is reserved'));
    if (packet.retain) {
      if (packet.payload.length === 0) topics.delete(packet.topic);
      else if (topics.size < limit) topics.add(packet.topic);
      else if (!topics.has(packet.topic)) packet.retain = false;
    }
    done();
  };
}

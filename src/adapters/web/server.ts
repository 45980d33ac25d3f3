/**
 * A small HTTP server on loopback: `/healthz`, `/metrics`, `/api/sensors`, `/api/alerts`. Reads no request bodies. Everything has a limit:
 * header bytes, connections, requests per connection, and time for each. No CORS: no other page may read the answers.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Observer } from '../../agent/ports.ts';
import { fail, fault, ok, type Result } from '../../core/base/index.ts';
import type { WebOptions } from './options.ts';
import { type Answer, answer, json, type WebProviders } from './routes.ts';

export interface Web extends AsyncDisposable {
  /** `http://127.0.0.1:5464`, with the port that was taken. */
  readonly url: string;
}

const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
const CONNECTIONS_MAX = 64;
const REQUESTS_PER_CONNECTION_MAX = 1_000;
const SAFETY: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Faults: `web/port-taken`, `web/address`, `web/listen`. */
export async function openWeb(options: WebOptions, providers: WebProviders, observer?: Observer): Promise<Result<Web>> {
  const server = createServer(LIMITS, (request, response) => send(request, response, safely(request, options, providers, observer)));
  server.maxConnections = CONNECTIONS_MAX;
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION_MAX;
  server.on('drop', () =>
    observer?.fault('web', fault('web/too-many-connections', `More than ${CONNECTIONS_MAX} connections at once; further ones are closed.`)),
  );
  const trouble = await listen(server, options);
  if (trouble) return trouble;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return ok({ url: `http://${host}:${port}`, [Symbol.asyncDispose]: () => close(server) });
}

function safely(request: IncomingMessage, options: WebOptions, providers: WebProviders, observer: Observer | undefined): Answer {
  if (request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0) {
    return json(413, { error: 'requests have no body here' });
  }
  try {
    return answer({ method: request.method ?? '', path: request.url ?? '', host: request.headers.host }, providers, options.names);
  } catch (cause) {
    observer?.fault(
      'web',
      fault('web/bug', 'A request could not be answered because of a mistake in Kinglet.', 'Please report it with this line.', cause),
    );
    return json(500, { error: 'this is a mistake in Kinglet; the log says more' });
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, headers }: Answer): void {
  const bytes = Buffer.from(body);
  // A refused body is not read: the connection cannot be used further.
  const end = status === 413 ? { connection: 'close' } : {};
  response.writeHead(status, { ...SAFETY, ...headers, ...end, 'content-type': type, 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function listen(server: Server, { host, port }: WebOptions): Promise<Result<never> | undefined> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${host} port ${port}`;
      if (error.code === 'EADDRINUSE') {
        return resolve(
          fail(
            'web/port-taken',
            `The web server cannot listen on ${where}: another program is using it.`,
            'Set web.port to another number, or to 0 for any free one.',
            error,
          ),
        );
      }
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        return resolve(
          fail(
            'web/address',
            `The web server cannot listen on ${host}: this machine does not have that address.`,
            'Set web.host to 127.0.0.1 or to an address of this machine.',
            error,
          ),
        );
      }
      resolve(
        fail(
          'web/listen',
          `The web server cannot listen on ${where} (${error.code ?? error.message}).`,
          error.code === 'EACCES' ? 'Ports below 1024 are reserved; set web.port to a higher one.' : undefined,
          error,
        ),
      );
    });
    server.listen({ host, port }, () => resolve(undefined));
  });
}

/** Answers are made at once, so nothing is under way for long: idle connections are cut, the port is free when this resolves. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

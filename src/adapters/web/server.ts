/**
 * A small HTTP server on loopback: `/healthz`, `/metrics`, `/api/sensors`, `/api/alerts`, and `/api/understand`, the only one that reads a
 * body. Everything has a limit: bytes of headers and body, connections, requests per connection and, of sentences, per second, and time
 * for each. No CORS: no other page may read the answers, or send a sentence.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Observer } from '../../agent/ports.ts';
import { fail, fault, ok, type Result } from '../../core/base/index.ts';
import { Allowance, readBody } from './body.ts';
import type { WebOptions } from './options.ts';
import {
  type Answer,
  answer,
  answerSentence,
  json,
  pathOf,
  type RequestHead,
  refusalOfSentence,
  UNDERSTAND,
  type WebProviders,
} from './routes.ts';

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
/** A sentence of 10 kB, and the states that a request may bring along. */
const BODY_MAX = 65_536;
const SENTENCES_PER_SECOND = 10;
/** How long answers that are being made are waited for at the end. */
const CLOSING_MS = 500;
const SAFETY: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Faults: `web/port-taken`, `web/address`, `web/listen`. */
export async function openWeb(options: WebOptions, providers: WebProviders, observer?: Observer): Promise<Result<Web>> {
  const allowance = new Allowance(SENTENCES_PER_SECOND);
  const pending = new Set<Promise<void>>();
  const server = createServer(LIMITS, (request, response) => {
    const head = { method: request.method ?? '', path: request.url ?? '', host: request.headers.host };
    if (pathOf(head) !== UNDERSTAND) return send(request, response, safely(request, head, options, providers, observer));
    const answering = sentence(request, head, { options, providers, observer, allowance })
      .catch((cause: unknown) => mistake(cause, observer))
      .then((answered) => send(request, response, answered))
      .finally(() => pending.delete(answering));
    pending.add(answering);
  });
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
  return ok({ url: `http://${host}:${port}`, [Symbol.asyncDispose]: () => close(server, pending) });
}

function safely(
  request: IncomingMessage,
  head: RequestHead,
  options: WebOptions,
  providers: WebProviders,
  observer: Observer | undefined,
): Answer {
  if (request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0) {
    return json(413, { error: 'requests have no body here' });
  }
  try {
    return answer(head, providers, options.names);
  } catch (cause) {
    return mistake(cause, observer);
  }
}

function mistake(cause: unknown, observer: Observer | undefined): Answer {
  observer?.fault(
    'web',
    fault('web/bug', 'A request could not be answered because of a mistake in Kinglet.', 'Please report it with this line.', cause),
  );
  return json(500, { error: 'this is a mistake in Kinglet; the log says more' });
}

interface SentenceSetup {
  readonly options: WebOptions;
  readonly providers: WebProviders;
  readonly observer: Observer | undefined;
  readonly allowance: Allowance;
}

/** `POST /api/understand`. */
async function sentence(
  request: IncomingMessage,
  head: RequestHead,
  { options, providers, observer, allowance }: SentenceSetup,
): Promise<Answer> {
  const { 'content-type': type, 'content-encoding': encoding } = request.headers;
  const refused = refusalOfSentence({ ...head, type, encoding }, options.names);
  if (refused) return refused;
  if (!allowance.take()) {
    observer?.fault(
      'web',
      fault('web/too-many', `More than ${SENTENCES_PER_SECOND} sentences came within a second; the rest are left alone.`),
    );
    return { ...json(429, { error: `more than ${SENTENCES_PER_SECOND} requests a second` }), headers: { 'retry-after': '1' } };
  }
  const body = await readBody(request, BODY_MAX);
  if ('text' in body) return answerSentence(body.text, providers);
  return body.trouble === 'too-long'
    ? json(413, { error: `the body is longer than ${BODY_MAX} bytes` })
    : json(400, { error: 'the body is no text in UTF-8' });
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, headers }: Answer): void {
  const bytes = Buffer.from(body);
  // A refused body is not read: the connection cannot be used further.
  const end = request.complete || (status !== 413 && request.method !== 'POST') ? {} : { connection: 'close' };
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

/** Answers are made at once or soon; idle connections are cut, the port is free when this resolves. */
async function close(server: Server, pending: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if (pending.size > 0)
    await Promise.race([Promise.allSettled(pending), new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref())]);
  server.closeAllConnections();
  await closed;
}

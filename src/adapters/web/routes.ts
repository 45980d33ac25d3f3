/** One request → one answer. Pure but for the providers. */
import { describe, type Result } from '../../core/base/index.ts';
import { type Health, healthAnswer } from './health.ts';
import { hostAllowed } from './hosts.ts';

export interface WebProviders {
  health(): Health;
  /** Prometheus' text format. */
  metrics(): string;
  /** Plain data, one entry a sensor. */
  sensors(): readonly object[];
  /** Plain data: open alerts and those lately cleared. */
  alerts(): readonly object[];
  /** Plain data: the entities that have been found, and what was not understood. Absent: none are looked for. */
  home?(): object;
  /** One request as `kinglet understand` takes it, done for real. Faults: `language/busy`, and that it is no request. */
  understand(request: unknown): Promise<Result<object>>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one path that is written to. */
export const UNDERSTAND = '/api/understand';
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
}

export const pathOf = ({ path }: RequestHead): string => path.split('?', 1)[0] ?? '';

/** All but a sentence: that one has a body, which is read only when this gives `undefined`. */
export function refusalOfSentence(
  head: RequestHead & { readonly type: string | undefined; readonly encoding: string | undefined },
  names: readonly string[],
): Answer | undefined {
  if (!hostAllowed(head.host, names)) return unknownHost();
  if (head.method !== 'POST') return { ...json(405, { error: `${UNDERSTAND} answers POST only` }), headers: { allow: 'POST' } };
  // A form of a page elsewhere cannot send this type without asking first, and is refused then.
  if (!/^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(head.type ?? '')) {
    return json(415, { error: 'the body must be JSON', hint: 'Send it with Content-Type: application/json.' });
  }
  if (head.encoding !== undefined && head.encoding !== 'identity') return json(415, { error: 'the body must not be compressed' });
  return undefined;
}

/** A sentence → what became of it. */
export async function answerSentence(body: string, { understand }: Pick<WebProviders, 'understand'>): Promise<Answer> {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch {
    return json(400, { error: 'the body is not JSON', hint: 'Send {"text": "what is the freezer temperature?"}.' });
  }
  const understood = await understand(request);
  if (understood.ok) return json(200, understood.value);
  if (understood.fault.code !== 'language/busy') return json(400, { error: describe(understood.fault) });
  return { ...json(503, { error: describe(understood.fault) }), headers: { 'retry-after': '1' } };
}

export function answer(request: RequestHead, providers: Omit<WebProviders, 'understand'>, names: readonly string[]): Answer {
  if (!hostAllowed(request.host, names)) return unknownHost();
  const routes: Readonly<Record<string, () => Answer>> = {
    '/healthz': () => {
      const { status, body } = healthAnswer(providers.health());
      return json(status, body);
    },
    '/metrics': () => ({ status: 200, type: METRICS_TYPE, body: providers.metrics() }),
    '/api/sensors': () => json(200, { sensors: providers.sensors() }),
    '/api/alerts': () => json(200, { alerts: providers.alerts() }),
    ...(providers.home ? { '/api/home': () => json(200, providers.home?.() ?? {}) } : {}),
  };
  const path = pathOf(request);
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) return json(404, { error: 'not found', known: [...Object.keys(routes), UNDERSTAND] });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { ...json(405, { error: `${path} answers GET only` }), headers: { allow: 'GET, HEAD' } };
  }
  return route();
}

const unknownHost = (): Answer =>
  json(421, {
    error: 'unknown host name',
    hint: 'Use an IP address or localhost, or list the name under web.names in the configuration.',
  });

export const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
});

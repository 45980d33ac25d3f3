/** One request → one answer. Pure but for the providers. */
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
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function answer(
  request: { readonly method: string; readonly path: string; readonly host: string | undefined },
  providers: WebProviders,
  names: readonly string[],
): Answer {
  if (!hostAllowed(request.host, names)) {
    return json(421, {
      error: 'unknown host name',
      hint: 'Use an IP address or localhost, or list the name under web.names in the configuration.',
    });
  }
  const routes: Readonly<Record<string, () => Answer>> = {
    '/healthz': () => {
      const { status, body } = healthAnswer(providers.health());
      return json(status, body);
    },
    '/metrics': () => ({ status: 200, type: METRICS_TYPE, body: providers.metrics() }),
    '/api/sensors': () => json(200, { sensors: providers.sensors() }),
    '/api/alerts': () => json(200, { alerts: providers.alerts() }),
  };
  const path = request.path.split('?', 1)[0] ?? '';
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) return json(404, { error: 'not found', known: Object.keys(routes) });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { ...json(405, { error: `${path} answers GET only` }), headers: { allow: 'GET, HEAD' } };
  }
  return route();
}

export const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
});

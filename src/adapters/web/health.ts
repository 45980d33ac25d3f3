/** What `GET /healthz` says: 200 while the daemon can do its work, 503 while something it needs is missing. */
export interface Health {
  /** Connected to the broker (its own or another). */
  readonly broker: boolean;
  /** The signals model is loaded and answers. */
  readonly model: boolean;
  /** What is called normal is kept between runs. */
  readonly store: boolean;
  readonly sensors: number;
  /** Seconds since the last reading of any sensor; undefined before the first. */
  readonly readingAge?: number;
  /** Seconds since the start. */
  readonly uptime: number;
}

export function healthAnswer(health: Health): { readonly status: 200 | 503; readonly body: object } {
  const missing = [...(health.broker ? [] : ['broker']), ...(health.model ? [] : ['model'])];
  return {
    status: missing.length === 0 ? 200 : 503,
    body: {
      status: missing.length === 0 ? 'ok' : 'degraded',
      ...(missing.length > 0 ? { missing } : {}),
      uptime_seconds: Math.round(health.uptime),
      broker: health.broker ? 'up' : 'down',
      model: health.model ? 'loaded' : 'missing',
      store: health.store ? 'open' : 'missing',
      sensors: health.sensors,
      last_reading_age_seconds: health.readingAge === undefined ? null : Math.round(health.readingAge * 10) / 10,
    },
  };
}

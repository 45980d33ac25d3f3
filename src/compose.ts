/**
 * Puts the daemon together: the only file that knows every adapter.
 *
 *     Engine (model, learned state, metrics: for the life of the process)
 *        └─ session (broker, MQTT, serial ports, page: for the life of a configuration; SIGHUP begins a new one)
 */
import type { Broker } from './adapters/broker/index.ts';
import { createMqtt, MqttOptions } from './adapters/mqtt/index.ts';
import { openScorer } from './adapters/onnx/index.ts';
import { createSerialSource } from './adapters/serial/index.ts';
import { createObserver, type LogControl, Metrics, observeProcess, type TelemetryObserver } from './adapters/telemetry/index.ts';
import { openWeb } from './adapters/web/index.ts';
import { FollowingClock, systemClock } from './agent/clock.ts';
import { Daemon } from './agent/daemon.ts';
import type { Scorer } from './agent/ports.ts';
import { type Config, withDefaults } from './config/index.ts';
import { fault, millis, minutes, ok, type Result } from './core/base/index.ts';
import type { Alert, SensorId, Verdict } from './core/domain/index.ts';
import { Sensors } from './core/home/index.ts';
import { Watch } from './core/watch/index.ts';

export const VERSION = '0.1.0';

/** What outlives a change of the configuration. */
export interface Engine extends AsyncDisposable {
  readonly log: LogControl;
  readonly metrics: Metrics;
  readonly observer: TelemetryObserver;
  readonly scorer: Scorer;
  readonly threshold: number;
  readonly watch: Watch;
  readonly alerts: Map<string, Alert>;
  /** The last verdict of each sensor. */
  readonly latest: Map<SensorId, Verdict>;
  /** `performance.now()` of the last sign of life of the pipeline. */
  beatAt: number;
}

/** Loads the model and makes what is kept. Codes: those of the model's manifest. */
export async function openEngine(log: LogControl, config: Config): Promise<Result<Engine>> {
  const opened = await openScorer();
  if (!opened.ok) return opened;
  const { scorer, manifest } = opened.value;
  const metrics = new Metrics();
  const watching = observeProcess(metrics, VERSION);
  const { threshold } = manifest;
  log.log.info({ model: manifest.name, version: manifest.version, threshold }, 'model loaded');
  return ok({
    log,
    metrics,
    scorer,
    threshold,
    observer: createObserver({ log: log.log, metrics, clock: systemClock(), repeat: minutes(config.log.repeat) }),
    watch: new Watch({
      threshold,
      maxSensors: config.watch.max_sensors,
      time: config.watch.clock === 'readings' ? 'readings' : 'caller',
    }),
    alerts: new Map(),
    latest: new Map(),
    beatAt: performance.now(),
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      await scorer[Symbol.asyncDispose]();
    },
  });
}

export interface SessionHooks {
  /** The broker can be reached here and the page there; the sources begin now. */
  readonly ready?: (at: { readonly broker: string; readonly page: string | undefined }) => void;
  /** Each sentence, for a terminal. */
  readonly say?: (alert: Alert) => void;
}

/** Runs one configuration until the signal aborts and everything accepted is told. Faults: those of the broker and the page. */
export async function runSession(engine: Engine, config: Config, signal: AbortSignal, hooks: SessionHooks = {}): Promise<Result<void>> {
  const { log, metrics, observer, scorer, watch, threshold, alerts } = engine;
  const system = systemClock();
  const following = config.watch.clock === 'readings' ? new FollowingClock() : undefined;
  const clock = following ?? system;
  const timeZone = config.watch.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

  let broker: Broker | undefined;
  if (!config.mqtt) {
    const { openBroker } = await import('./adapters/broker/index.ts'); // most have a broker already: theirs costs no memory for ours
    const opened = await openBroker(config.broker);
    if (!opened.ok) return opened;
    broker = opened.value;
    log.log.info({ url: broker.url }, 'no broker is configured: this one is open for devices on this machine');
  }
  await using _broker = broker;

  const sensors = new Sensors({ max: config.watch.max_sensors, overrides: config.sensors });
  watch.forget((id) => sensors.isOff(id));
  for (const id of engine.latest.keys()) if (sensors.isOff(id)) engine.latest.delete(id);
  const mqttOptions = config.mqtt ?? withDefaults(MqttOptions, { url: broker?.url ?? '', ...(following ? { time: 'payload' } : {}) });
  const { source, publisher } = createMqtt(mqttOptions, {
    clock,
    observer,
    sensors,
    isOpen: (id) => alerts.get(id)?.state === 'open',
    ...(following ? { ahead: millis(Number.POSITIVE_INFINITY) } : {}),
  });
  await using _publisher = publisher;
  const serial = config.serial.map((port) => createSerialSource(port, { clock, observer, sensors }));

  let lastReading: number | undefined;
  const readings = metrics.counter('kinglet_readings_total', 'Readings that were scored.');
  const told = metrics.counter('kinglet_alert_changes_total', 'Alerts opened and cleared.', ['change']);
  const daemon = new Daemon({
    sources: [source, ...serial],
    watch,
    scorer,
    threshold,
    publisher,
    clock,
    observer,
    timeZone,
    log: log.log,
    alerts,
    latest: engine.latest,
    ...(hooks.say ? { say: hooks.say } : {}),
    ...(following ? { following } : {}),
    beat: () => {
      engine.beatAt = performance.now();
    },
    settled({ verdicts, changes }) {
      if (verdicts.length > 0) lastReading = performance.now();
      readings.add(verdicts.length);
      for (const { kind } of changes) told.add(1, { change: kind });
      observer.flush();
    },
  });
  metrics.gauge('kinglet_sensors', 'Sensors watched.').read(() => watch.sensors);
  metrics.gauge('kinglet_alerts_open', 'Alerts open now.').read(() => daemon.desk.open);

  const web = await openWeb(
    config.web,
    {
      health: () => ({
        broker: observer.isUp('mqtt') ?? false,
        model: true,
        sensors: watch.sensors,
        uptime: process.uptime(),
        ...(lastReading === undefined ? {} : { readingAge: (performance.now() - lastReading) / 1000 }),
      }),
      metrics: () => metrics.text(),
      sensors: () => daemon.sensors(),
      alerts: () => daemon.desk.list(),
    },
    observer,
  );
  // Without its page the daemon still does its work; the trouble is counted and logged.
  if (!web.ok) observer.fault('web', web.fault);
  await using _web = web.ok ? web.value : undefined;

  hooks.ready?.({ broker: mqttOptions.url, page: web.ok ? web.value.url : undefined });
  await daemon.run(signal);
  observer.flush(true);
  return ok(undefined);
}

/** For the supervisor: a bug that reached the top, as a fault to log. */
export const bugOf = (error: unknown) =>
  fault(
    'kinglet/bug',
    'Kinglet made a mistake and must stop.',
    'Please report it with this line; the service manager starts it again.',
    error,
  );

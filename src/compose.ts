/**
 * Puts the daemon together: the only file that knows every adapter.
 *
 *     Engine (model, learned state, metrics: for the life of the process)
 *        └─ session (broker, MQTT, serial ports, page: for the life of a configuration; SIGHUP begins a new one)
 */
import type { Broker } from './adapters/broker/index.ts';
import { createBoards } from './adapters/firmata/index.ts';
import { openHome, readPin } from './adapters/home/index.ts';
import { createMqtt, MqttOptions } from './adapters/mqtt/index.ts';
import { openScorer } from './adapters/onnx/index.ts';
import { createSerialSource, defaultName, keepOpen, parsePortName } from './adapters/serial/index.ts';
import { openStore, storePath } from './adapters/store/index.ts';
import { createObserver, type LogControl, Metrics, observeProcess, type TelemetryObserver } from './adapters/telemetry/index.ts';
import { openWeb } from './adapters/web/index.ts';
import { FollowingClock, systemClock } from './agent/clock.ts';
import { Daemon } from './agent/daemon.ts';
import { Feedback } from './agent/feedback.ts';
import { joinActuators, joinFound } from './agent/home/join.ts';
import { Gate } from './agent/language/gate.ts';
import { History } from './agent/language/history.ts';
import { LanguagePath, modelGone } from './agent/language/path.ts';
import type { Observer, Scorer, Store } from './agent/ports.ts';
import type { UnderstandingParts } from './agent/understanding.ts';
import { type Config, withDefaults } from './config/index.ts';
import { fault, millis, minutes, ok, type Result } from './core/base/index.ts';
import type { Home } from './core/domain/home.ts';
import type { Alert, Episode, SensorId, Verdict } from './core/domain/index.ts';
import { Sensors } from './core/home/index.ts';
import type { LanguageModel } from './core/language/model.ts';
import { Incidents, Watch } from './core/watch/index.ts';

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
  /** The episodes of those alerts, and what belongs together. */
  readonly episodes: Map<string, readonly Episode[]>;
  readonly incidents: Incidents;
  /** Absent where it cannot be opened: what is called normal is forgotten at the end. */
  readonly store: Store | undefined;
  /** The last verdict of each sensor, and what it was before. */
  readonly latest: Map<SensorId, Verdict>;
  readonly history: History;
  /** Loaded at the first sentence. */
  readonly language: LanguageParts;
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
  const observer = createObserver({ log: log.log, metrics, clock: systemClock(), repeat: minutes(config.log.repeat) });
  const watch = new Watch({
    threshold,
    maxSensors: config.watch.max_sensors,
    time: config.watch.clock === 'readings' ? 'readings' : 'caller',
  });
  const store = await openMemory(storePath(config.store.path), watch, observer);
  metrics.gauge('kinglet_store_up', '1 while what is called normal is kept between runs.').read(() => (store && !store.readOnly ? 1 : 0));
  metrics.gauge('kinglet_pardons', 'Things that have been called normal.').read(() => watch.pardons.length);
  const language = lazyLanguage(log, observer);
  return ok({
    log,
    metrics,
    scorer,
    threshold,
    observer,
    watch,
    store,
    alerts: new Map(),
    episodes: new Map(),
    incidents: new Incidents(),
    latest: new Map(),
    history: new History(),
    language,
    beatAt: performance.now(),
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      await store?.[Symbol.asyncDispose]();
      await Promise.all([scorer[Symbol.asyncDispose](), language[Symbol.asyncDispose]()]);
    },
  });
}

/** Opens what is kept and lets the watch know of it. Whatever is wrong with it, Kinglet goes on without. */
async function openMemory(path: string, watch: Watch, observer: Observer): Promise<Store | undefined> {
  const opened = await openStore(path);
  if (!opened.ok) {
    observer.fault('store', opened.fault);
    return undefined;
  }
  const store = opened.value;
  if (store.readOnly) observer.fault('store', store.readOnly);
  const kept = store.pardons();
  if (!kept.ok) {
    observer.fault('store', kept.fault);
    await store[Symbol.asyncDispose]();
    return undefined;
  }
  if (kept.value.trouble) observer.fault('store', kept.value.trouble);
  for (const pardon of kept.value.pardons) {
    const given = watch.pardon(pardon);
    if (!given.ok) observer.fault('watch', given.fault);
  }
  return store;
}

/** What understanding needs beside the home; nothing of it is in memory before it is asked for. */
export interface LanguageParts extends AsyncDisposable {
  /** Without a model the rules alone understand. */
  open(): Promise<{ readonly model: LanguageModel | undefined; readonly words: ReadonlySet<string> }>;
}

function lazyLanguage({ log }: LogControl, observer: Observer): LanguageParts {
  const load = async () => {
    const [{ openLanguageModel }, { readWords }] = await Promise.all([
      import('./adapters/onnx/language.ts'),
      import('./adapters/onnx/words.ts'),
    ]);
    const [opened, words] = await Promise.all([openLanguageModel({ thread: 'worker' }), readWords()]);
    if (opened.ok) log.info({ model: opened.value.manifest.name, version: opened.value.manifest.version }, 'language model loaded');
    else if (opened.fault.code === 'model/missing') log.warn({ detail: opened.fault.detail }, NO_LANGUAGE_MODEL);
    else observer.fault('language', opened.fault);
    return { model: opened.ok ? opened.value.model : undefined, words };
  };
  let loading: ReturnType<typeof load> | undefined;
  return {
    open: () => (loading ??= load()),
    async [Symbol.asyncDispose]() {
      await (await loading)?.model?.[Symbol.asyncDispose]();
    },
  };
}
const NO_LANGUAGE_MODEL = 'there is no language model: sentences are understood by rules alone';

/** What is written of the home, and the PIN. With a mistake in them Kinglet goes on without, and says so. */
async function readHomeFiles({ language }: Config, observer: Observer): Promise<{ readonly home: Home; readonly pin: string | undefined }> {
  const [home, pin] = await Promise.all([
    language.home === undefined ? undefined : openHome(language.home),
    language.pin_file === undefined ? undefined : readPin(language.pin_file),
  ]);
  for (const read of [home, pin]) if (read && !read.ok) observer.fault('language', read.fault);
  return { home: home?.ok ? home.value : { floors: [], areas: [], entities: [] }, pin: pin?.ok ? pin.value : undefined };
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
    order: (order) => gate.take(order),
    ...(following ? { ahead: millis(Number.POSITIVE_INFINITY) } : {}),
  });
  await using _publisher = publisher;
  const serial = config.serial.map((port) => createSerialSource(port, { clock, observer, sensors }));
  const nameOf = (port: string): string => defaultName(parsePortName(port));
  const drift = metrics.gauge('kinglet_board_drift_ppm', 'How much faster the clock of a board runs.', ['where']);
  const boards = createBoards(config.boards, {
    keepOpen: (link, user, until) => keepOpen(link, user, { clock: system, observer }, until),
    clock: system,
    observer,
    sensors,
    time: following ? 'board' : 'gateway',
    nameOf,
    taken: config.serial.map(({ name, port }) => name ?? nameOf(port)),
    ...(following ? {} : { drift: (where: string, ppm: number) => drift.set(Math.round(ppm), { where }) }),
    note: (where, event) => {
      if (event.kind === 'identified') log.log.info({ where, firmware: event.firmware, ours: event.ours }, 'board identified');
    },
  });

  let lastReading: number | undefined;
  const readings = metrics.counter('kinglet_readings_total', 'Readings that were scored.');
  const told = metrics.counter('kinglet_alert_changes_total', 'Alerts told: opened, told again, closed.', ['change']);
  const daemon = new Daemon({
    sources: [source, ...serial, ...boards.sources],
    watch,
    scorer,
    threshold,
    publisher,
    clock,
    observer,
    timeZone,
    log: log.log,
    alerts,
    episodes: engine.episodes,
    incidents: engine.incidents,
    latest: engine.latest,
    say(alert, change) {
      told.add(1, { change });
      hooks.say?.(alert);
    },
    ...(following ? { following } : {}),
    beat: () => {
      engine.beatAt = performance.now();
    },
    settled({ verdicts }) {
      for (const verdict of verdicts) engine.history.note(verdict);
      if (verdicts.length > 0) lastReading = performance.now();
      readings.add(verdicts.length);
      observer.flush();
    },
  });
  const feedback = new Feedback({ alerts: daemon.desk, watch, clock, log: log.log, observer, timeZone, store: engine.store });
  const written = await readHomeFiles(config, observer);
  const language = new LanguagePath({
    async open(home, by) {
      const [{ Understanding }, { model, words }] = await Promise.all([import('./agent/understanding.ts'), engine.language.open()]);
      const parts: UnderstandingParts & { readonly pin?: string } = {
        words,
        timezone: timeZone,
        alerts: () => daemon.desk.records(),
        history: (entity) => engine.history.of(entity),
        ...(written.pin === undefined ? {} : { pin: written.pin }),
        ...(model === undefined || by === 'rules' ? {} : { model: guarded(model) }),
      };
      return new Understanding(home, parts);
    },
    home: written.home,
    sensors: () => daemon.sensors(),
    isSilent: () => daemon.desk.silence(),
    found: joinFound([boards.found]),
    ...(boards.found().entities.length > 0 ? { actuator: joinActuators([boards.actuator]) } : {}),
    clock,
    observer,
    signal,
  });
  const answers = metrics.counter('kinglet_answers_total', 'Sentences that were answered.', ['channel', 'outcome']);
  await using gate = new Gate({
    feedback,
    language,
    publisher,
    clock,
    observer,
    answered: (channel, outcome) => answers.add(1, { channel, outcome }),
  });
  metrics.gauge('kinglet_sensors', 'Sensors watched.').read(() => watch.sensors);
  metrics.gauge('kinglet_incidents_evicted', 'Alerts closed early because too many were open.').read(() => engine.incidents.evicted);
  metrics.gauge('kinglet_alerts_open', 'Alerts open now.').read(() => daemon.desk.open);

  const web = await openWeb(
    config.web,
    {
      health: () => ({
        broker: observer.isUp('mqtt') ?? false,
        model: true,
        store: engine.store !== undefined && engine.store.readOnly === undefined,
        sensors: watch.sensors,
        uptime: process.uptime(),
        ...(lastReading === undefined ? {} : { readingAge: (performance.now() - lastReading) / 1000 }),
      }),
      metrics: () => metrics.text(),
      sensors: () => daemon.sensors(),
      alerts: () => daemon.desk.list(),
      understand: (request) => gate.ask(request),
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

/** The network, so that the language path knows its end from a bug. Its thread lives as long as the process, not as long as one configuration. */
const guarded = (model: LanguageModel): LanguageModel => ({
  run: (batch) =>
    model.run(batch).catch((error: unknown) => {
      throw modelGone(error);
    }),
  [Symbol.asyncDispose]: async () => {},
});

/** For the supervisor: a bug that reached the top, as a fault to log. */
export const bugOf = (error: unknown) =>
  fault(
    'kinglet/bug',
    'Kinglet made a mistake and must stop.',
    'Please report it with this line; the service manager starts it again.',
    error,
  );

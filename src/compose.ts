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
import { type AlertBooks, emptyBooks } from './agent/alert-books.ts';
import { AlertMemory } from './agent/alert-memory.ts';
import { areasOf, namedPlaces } from './agent/alert-places.ts';
import { AlertVerbs } from './agent/alert-verbs.ts';
import { createAnnouncer } from './agent/announcing.ts';
import { Apart } from './agent/apart.ts';
import { FollowingClock, systemClock } from './agent/clock.ts';
import { Daemon } from './agent/daemon.ts';
import { Feedback } from './agent/feedback.ts';
import { type DevicesParts, HomeDevices } from './agent/home/devices.ts';
import { IdentityMemory } from './agent/home/identity-memory.ts';
import { joinActuators, joinFound, type PartialActuator } from './agent/home/join.ts';
import { lazyActuator } from './agent/home/lazy-actuator.ts';
import { Gate } from './agent/language/gate.ts';
import { History } from './agent/language/history.ts';
import { type AlertListener, LanguagePath, modelGone } from './agent/language/path.ts';
import { PlanBook } from './agent/language/plan-book.ts';
import { Planner } from './agent/language/planner.ts';
import { Manners } from './agent/manners.ts';
import { measured } from './agent/measured.ts';
import type { Actuator, Observer, Scorer, Store } from './agent/ports.ts';
import type { UnderstandingParts } from './agent/understanding.ts';
import { type Config, withDefaults } from './config/index.ts';
import { settingsOf } from './core/alert/life/index.ts';
import { type Clock as OrderClock, orderOfIntent } from './core/alert/words/index.ts';
import { fault, millis, minutes, ok, type Result, seconds } from './core/base/index.ts';
import type { Home } from './core/domain/home.ts';
import type { Alert, SensorId, Verdict } from './core/domain/index.ts';
import { Sensors } from './core/home/index.ts';
import type { LanguageModel } from './core/language/model.ts';
import type { Prototype } from './core/language/mood/index.ts';
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
  /** How each sensor is watched, and what watches those that no model does. */
  readonly manners: Manners;
  readonly apart: Apart;
  readonly books: AlertBooks;
  /** Absent without a store: open alerts are forgotten at the end. */
  readonly memory: AlertMemory | undefined;
  /** Absent where it cannot be opened: what is called normal is forgotten at the end. */
  readonly store: Store | undefined;
  /** The last verdict of each sensor, and what it was before. */
  readonly latest: Map<SensorId, Verdict>;
  readonly history: History;
  /** What is promised for later, and what the owner wants of moods. */
  readonly plans: PlanBook;
  /** Ids of entities, so that a changed configuration finds them as they were. */
  readonly identities: IdentityMemory;
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
  const manners = new Manners();
  const { max_sensors: maxSensors } = config.watch;
  const watch = new Watch({
    threshold,
    maxSensors,
    loudnessOf: (sensor) => manners.of(sensor).watch,
    time: config.watch.clock === 'readings' ? 'readings' : 'caller',
  });
  const store = await openMemory(storePath(config.store.path), watch, observer);
  metrics
    .gauge('kinglet_store_up', '1 while what is called normal, and what became of alerts, is kept between runs.')
    .read(() => (store && !store.readOnly ? 1 : 0));
  metrics.gauge('kinglet_pardons', 'Things that have been called normal.').read(() => watch.pardons.length);
  const plans = new PlanBook({ notes: store, observer });
  metrics.gauge('kinglet_plans', 'Commands and timers that are kept for later.').read(() => plans.book.jobs.length);
  const books = emptyBooks();
  const memory = store && new AlertMemory(store, observer);
  memory?.restore(books);
  metrics
    .gauge('kinglet_alert_lives_evicted', 'Alerts whose life was forgotten because too many were open.')
    .read(() => books.lives.evicted);
  const language = lazyLanguage(log, observer);
  return ok({
    log,
    metrics,
    scorer,
    threshold,
    observer,
    watch,
    manners,
    apart: new Apart({ watch, manners, timezone: zoneOf(config), maxSensors }),
    store,
    books,
    memory,
    latest: new Map(),
    history: new History(),
    plans,
    identities: new IdentityMemory(store, observer),
    language,
    beatAt: performance.now(),
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      plans.flush();
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
  open(): Promise<{
    readonly model: LanguageModel | undefined;
    readonly words: ReadonlySet<string>;
    /** What wishes are known by; none without the model. */
    readonly prototypes: readonly Prototype[];
  }>;
}

function lazyLanguage({ log }: LogControl, observer: Observer): LanguageParts {
  const load = async () => {
    const [{ openLanguageModel }, { readMoods }, { readWords }] = await Promise.all([
      import('./adapters/onnx/language.ts'),
      import('./adapters/onnx/moods.ts'),
      import('./adapters/onnx/words.ts'),
    ]);
    const [opened, words] = await Promise.all([openLanguageModel({ thread: 'worker' }), readWords()]);
    if (opened.ok) log.info({ model: opened.value.manifest.name, version: opened.value.manifest.version }, 'language model loaded');
    else if (opened.fault.code === 'model/missing') log.warn({ detail: opened.fault.detail }, NO_LANGUAGE_MODEL);
    else observer.fault('language', opened.fault);
    const prototypes = opened.ok ? await readMoods(opened.value.manifest.sha256) : [];
    return { model: opened.ok ? opened.value.model : undefined, words, prototypes };
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

/** The devices that announce themselves, unless they are not to be found. */
function openDevices(engine: Engine, config: Config, parts: Omit<DevicesParts, 'options' | 'identities'>): HomeDevices | undefined {
  if (config.home.discovery === 'off') return undefined;
  const devices = new HomeDevices({ options: config.home, identities: engine.identities, ...parts });
  const { registry } = devices.keeper;
  engine.metrics.gauge('kinglet_home_entities', 'Entities of devices that announced themselves.').read(() => registry.size);
  engine.metrics
    .gauge('kinglet_home_not_understood', 'Components that were announced and are not understood.')
    .read(() => registry.notUnderstood().length);
  return devices;
}

export interface SessionHooks {
  /** The broker can be reached here and the page there; the sources begin now. */
  readonly ready?: (at: { readonly broker: string; readonly page: string | undefined }) => void;
  /** Each sentence, for a terminal. */
  readonly say?: (alert: Alert) => void;
  /** What switches devices, for whoever brings it along. */
  readonly actuator?: Actuator;
}

const zoneOf = ({ watch }: Config): string => watch.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Runs one configuration until the signal aborts and everything accepted is told. Faults: those of the broker and the page. */
export async function runSession(engine: Engine, config: Config, signal: AbortSignal, hooks: SessionHooks = {}): Promise<Result<void>> {
  const { log, metrics, observer, scorer, watch, manners, apart, threshold, books, memory } = engine;
  const system = systemClock();
  const following = config.watch.clock === 'readings' ? new FollowingClock() : undefined;
  const clock = following ?? system;
  const timeZone = zoneOf(config);

  let broker: Broker | undefined;
  if (!config.mqtt) {
    const { openBroker } = await import('./adapters/broker/index.ts'); // most have a broker already: theirs costs no memory for ours
    const opened = await openBroker(config.broker);
    if (!opened.ok) return opened;
    broker = opened.value;
    log.log.info({ url: broker.url }, 'no broker is configured: this one is open for devices on this machine');
  }
  await using _broker = broker;

  const written = await readHomeFiles(config, observer);
  books.lives.configure(settingsOf(config.alerts, timeZone));
  const sensors = new Sensors({ max: config.watch.max_sensors, overrides: config.sensors });
  watch.forget((id) => sensors.isOff(id));
  for (const id of engine.latest.keys()) if (sensors.isOff(id)) engine.latest.delete(id);
  const mqttOptions = config.mqtt ?? withDefaults(MqttOptions, { url: broker?.url ?? '', ...(following ? { time: 'payload' } : {}) });
  const writtenAreaOf = areasOf(written.home);
  const devices = openDevices(engine, config, {
    own: mqttOptions.prefix,
    timezone: timeZone,
    written: written.home,
    sensors,
    clock,
    observer,
    signal,
  });
  manners.ask({
    about: (id) => devices?.about(id),
    ownerOf: (id) => sensors.watchOf(id),
    revision: () => [devices?.keeper.registry.revision ?? 0, sensors.generation],
  });
  apart.configure(timeZone, (id) => devices?.isGone(id) ?? false);
  apart.forget((id) => sensors.isOff(id), clock.now());
  const watched = measured(scorer);
  const announcer = createAnnouncer({
    options: config.announce,
    mqtt: config.mqtt,
    prefix: mqttOptions.prefix,
    version: VERSION,
    home: written.home,
    observer,
    publish: (message) => publisher.publish(message),
    daemon: () => daemon,
    health: () => ({
      sensors: watch.sensors + apart.sensors,
      uptime: Math.round(process.uptime()),
      memory: process.memoryUsage.rss() / 1e6,
      queue: waiting(),
      dropped: observer.lost,
      inferenceMs: watched.milliseconds(),
    }),
    random: Math.random,
  });
  metrics
    .gauge('kinglet_devices_unannounced', 'Devices not shown in Home Assistant: there are too many.')
    .read(() => announcer.unannounced);
  const {
    source,
    publisher,
    waiting,
    devices: wire,
  } = createMqtt(mqttOptions, {
    clock,
    observer,
    sensors,
    isOpen: (id) => books.alerts.get(id)?.state === 'open',
    order: (order) => gate.take(order),
    ...(devices ? { devices: devices.keeper } : {}),
    listeners: [announcer],
    ...(following ? { ahead: millis(Number.POSITIVE_INFINITY) } : {}),
  });
  await using _publisher = publisher;
  devices?.keeper.attach(wire);
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
  const told = metrics.counter('kinglet_alert_changes_total', 'Alerts told, by what became of them.', ['change']);
  const daemon = new Daemon({
    sources: [source, ...serial, ...boards.sources],
    watch,
    apart,
    scorer: watched.scorer,
    threshold,
    publisher,
    clock,
    observer,
    timeZone,
    log: log.log,
    ...books,
    memory,
    areaOf: (sensor) => writtenAreaOf(sensor) ?? devices?.areaOf(sensor),
    latest: engine.latest,
    say(alert, change) {
      told.add(1, { change });
      hooks.say?.(alert);
    },
    ...(following ? { following } : {}),
    changed: (alert) => announcer.changed(alert),
    beat: () => {
      engine.beatAt = performance.now();
      announcer.tick();
    },
    settled({ verdicts }) {
      for (const verdict of verdicts) engine.history.note(verdict);
      if (verdicts.length > 0) lastReading = performance.now();
      readings.add(verdicts.length);
      observer.flush();
    },
  });
  const verbs = new AlertVerbs({
    desk: daemon.desk,
    clock,
    timeZone,
    memory,
    snooze: minutes(config.alerts.snooze),
    places: () => namedPlaces(daemon.sensors(), { areas: devices?.keeper.registry.areas() ?? written.home.areas }),
  });
  const feedback = new Feedback({ alerts: daemon.desk, verbs, watch, clock, log: log.log, observer, timeZone, store: engine.store });
  const switching: PartialActuator[] = [
    ...(boards.found().entities.length > 0 ? [boards.actuator] : []),
    ...(devices
      ? [
          {
            ...lazyActuator(devices, wire, { clock, observer, timezone: timeZone, within: seconds(config.home.answer_within) }),
            has: (entity: string) => devices.keeper.registry.find(entity) !== undefined,
          },
        ]
      : []),
  ];
  const actuator = hooks.actuator ?? (switching.length > 0 ? joinActuators(switching) : undefined);
  const language = new LanguagePath({
    async open(home, by) {
      const [{ Understanding }, { model, words, prototypes }] = await Promise.all([
        import('./agent/understanding.ts'),
        engine.language.open(),
      ]);
      const parts: UnderstandingParts & { readonly pin?: string } = {
        words,
        timezone: timeZone,
        place: config.language.place,
        keeping: engine.plans,
        alerts: () => daemon.desk.records(),
        history: (entity) => devices?.history(entity, (id) => engine.history.of(id)) ?? engine.history.of(entity),
        ...(devices ? { policy: () => devices.policy() } : {}),
        ...(switching.length > 0 ? { live: true } : {}),
        ...(written.pin === undefined ? {} : { pin: written.pin }),
        ...(model === undefined || by === 'rules' ? {} : { model: guarded(model), prototypes }),
      };
      return new Understanding(home, parts);
    },
    home: written.home,
    plans: engine.plans,
    actuator,
    alerts: saidTo(feedback, verbs, () => ({ now: clock.now(), timezone: timeZone })),
    sensors: () => daemon.sensors(),
    isSilent: () => daemon.desk.silence(),
    found: joinFound([boards.found, ...(devices ? [() => devices.found()] : [])]),
    clock,
    observer,
    signal,
  });
  const planner = new Planner({
    book: engine.plans,
    carryOut: (job) => language.carryOut(job),
    home: () => language.now(),
    publisher,
    clock,
    log: log.log,
    observer,
    timeZone,
    place: config.language.place,
    ...(following ? { look: 1_000 } : {}),
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
  metrics.gauge('kinglet_sensors', 'Sensors watched.').read(() => watch.sensors + apart.sensors);
  metrics.gauge('kinglet_incidents_evicted', 'Alerts closed early because too many were open.').read(() => books.incidents.evicted);
  metrics.gauge('kinglet_alerts_open', 'Alerts open now.').read(() => daemon.desk.open);

  const web = await openWeb(
    config.web,
    {
      health: () => ({
        broker: observer.isUp('mqtt') ?? false,
        model: true,
        store: engine.store !== undefined && engine.store.readOnly === undefined,
        sensors: watch.sensors + apart.sensors,
        uptime: process.uptime(),
        ...(lastReading === undefined ? {} : { readingAge: (performance.now() - lastReading) / 1000 }),
      }),
      metrics: () => metrics.text(),
      sensors: () => daemon.sensors(),
      alerts: () => daemon.desk.list(),
      ...(devices ? { home: () => devices.view() } : {}),
      understand: (request) => gate.ask(request),
    },
    observer,
  );
  // Without its page the daemon still does its work; the trouble is counted and logged.
  if (!web.ok) observer.fault('web', web.fault);
  await using _web = web.ok ? web.value : undefined;

  hooks.ready?.({ broker: mqttOptions.url, page: web.ok ? web.value.url : undefined });
  const leave = new AbortController();
  const planning = planner.run(AbortSignal.any([signal, leave.signal]));
  try {
    await Promise.all([daemon.run(signal), devices?.run()]);
  } finally {
    leave.abort();
    await planning;
  }
  observer.flush(true);
  return ok(undefined);
}

/** What is said to an alert in the course of other sentences. */
const saidTo =
  (feedback: Feedback, verbs: AlertVerbs, context: () => OrderClock): AlertListener =>
  (request) => {
    const order = orderOfIntent(request, context());
    if (order.verb === 'normal') {
      const { outcome, reply } = feedback.obey({ id: null, text: `this is normal ${order.about}`.trim() });
      return { outcome, reply };
    }
    const [outcome, reply] = verbs.perform(order);
    return { outcome, reply };
  };

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

/**
 * Puts the daemon together: with its folder the only place that knows every adapter.
 *
 *     Engine (model, learned state, metrics: for the life of the process)
 *        └─ session (broker, MQTT, serial ports, page: for the life of a configuration; SIGHUP begins a new one)
 */
import type { Broker } from './adapters/broker/index.ts';
import { createBoards } from './adapters/firmata/index.ts';
import { createMqtt, MqttOptions } from './adapters/mqtt/index.ts';
import { createSerialSource, defaultName, keepOpen, parsePortName } from './adapters/serial/index.ts';
import { openWeb } from './adapters/web/index.ts';
import { areasOf, namedPlaces } from './agent/alert-places.ts';
import { AlertVerbs } from './agent/alert-verbs.ts';
import { createAnnouncer } from './agent/announcing.ts';
import { FollowingClock, systemClock } from './agent/clock.ts';
import { Daemon } from './agent/daemon.ts';
import { Feedback } from './agent/feedback.ts';
import { joinActuators, joinFound, type PartialActuator } from './agent/home/join.ts';
import { lazyActuator } from './agent/home/lazy-actuator.ts';
import { Gate } from './agent/language/gate.ts';
import { LanguagePath } from './agent/language/path.ts';
import { Planner } from './agent/language/planner.ts';
import { measured } from './agent/measured.ts';
import type { Actuator } from './agent/ports.ts';
import type { UnderstandingParts } from './agent/understanding.ts';
import { openDevices } from './compose/devices.ts';
import { type Engine, VERSION, zoneOf } from './compose/engine.ts';
import { guarded, readHomeFiles, saidTo } from './compose/language.ts';
import { type Config, withDefaults } from './config/index.ts';
import { settingsOf } from './core/alert/life/index.ts';
import { fault, millis, minutes, ok, type Result, seconds } from './core/base/index.ts';
import type { Alert } from './core/domain/index.ts';
import { Sensors } from './core/home/index.ts';

export { type Engine, openEngine, VERSION } from './compose/engine.ts';

export interface SessionHooks {
  /** The broker can be reached here and the page there; the sources begin now. */
  readonly ready?: (at: { readonly broker: string; readonly page: string | undefined }) => void;
  /** Each sentence, for a terminal. */
  readonly say?: (alert: Alert) => void;
  /** What became of a plan, a timer or a reminder. */
  readonly tell?: (text: string) => void;
  /** What switches devices, for whoever brings it along. */
  readonly actuator?: Actuator;
}

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
    // Both only grow, so their sum is another when either is.
    revision: () => (devices?.keeper.registry.revision ?? 0) + sensors.generation,
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
    logLevel: {
      now: () => log.level,
      set(level) {
        log.setLevel(level);
        log.log.warn({ level }, 'log level changed');
      },
    },
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
      if (engine.habits !== undefined) apart.keep(engine.habits, engine.beatAt);
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
    ...(hooks.tell === undefined ? {} : { tell: hooks.tell }),
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

/** For the supervisor: a bug that reached the top, as a fault to log. */
export const bugOf = (error: unknown) =>
  fault(
    'kinglet/bug',
    'Kinglet made a mistake and must stop.',
    'Please report it with this line; the service manager starts it again.',
    error,
  );

/** What is made once for the life of the process: the model, what was learned, what is kept, what is counted. */
import { openScorer } from '../adapters/onnx/index.ts';
import { openStore, storePath } from '../adapters/store/index.ts';
import { createObserver, type LogControl, Metrics, observeProcess, type TelemetryObserver } from '../adapters/telemetry/index.ts';
import { type AlertBooks, emptyBooks } from '../agent/alert-books.ts';
import { AlertMemory } from '../agent/alert-memory.ts';
import { Apart } from '../agent/apart.ts';
import { systemClock } from '../agent/clock.ts';
import { HabitMemory } from '../agent/habit-memory.ts';
import { HomeMemory } from '../agent/home/home-memory.ts';
import { IdentityMemory } from '../agent/home/identity-memory.ts';
import { History } from '../agent/language/history.ts';
import { PlanBook } from '../agent/language/plan-book.ts';
import { Manners } from '../agent/manners.ts';
import type { Observer, Scorer, Store } from '../agent/ports.ts';
import type { Config } from '../config/index.ts';
import { minutes, ok, type Result } from '../core/base/index.ts';
import type { SensorId, Verdict } from '../core/domain/index.ts';
import { Watch } from '../core/watch/index.ts';
import { type LanguageParts, lazyLanguage } from './language.ts';

export const VERSION = '0.1.0';

/** IANA name of the zone that people live in here. */
export const zoneOf = ({ watch }: Config): string => watch.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

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
  /** Devices, so that they are there at once. */
  readonly home: HomeMemory;
  /** What the rules have learned. Absent without a store, and for recordings, which would be told otherwise the second time. */
  readonly habits: HabitMemory | undefined;
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
  const apart = new Apart({ watch, manners, timezone: zoneOf(config), maxSensors });
  const habits = store && config.watch.clock !== 'readings' ? new HabitMemory(store, observer, performance.now()) : undefined;
  if (habits !== undefined) apart.recall(habits, systemClock().now());
  const language = lazyLanguage(log, observer);
  return ok({
    log,
    metrics,
    scorer,
    threshold,
    observer,
    watch,
    manners,
    apart,
    store,
    books,
    memory,
    latest: new Map(),
    history: new History(),
    plans,
    identities: new IdentityMemory(store, observer),
    home: new HomeMemory(store, observer),
    habits,
    language,
    beatAt: performance.now(),
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      plans.flush();
      if (habits !== undefined) apart.keep(habits);
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

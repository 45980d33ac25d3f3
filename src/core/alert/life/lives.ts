/**
 * The lives of all alerts that are not over, and the windows in which they are not told. Pure: what comes out depends on what was put in and
 * on the times that came with it.
 *
 *     note, acknowledge, snooze, wake ─┐
 *     tick (about once a second) ──────┴─► events to tell, each with the id of its alert
 */
import { fail, type Millis, millis, minutes, ok, type Result, type Timestamp, timestamp } from '../../base/index.ts';
import type { AlertEvent, Hold, IncidentChange, Severity } from '../../domain/index.ts';
import { begin, type Life, type LifeAct, type LifeRules, type Place, step } from './life.ts';
import { holdOf, type Moment, momentOf, type Once, type Scope, type Weekly } from './windows.ts';

export interface LifeSettings extends LifeRules {
  readonly weekly: readonly Weekly[];
  /** IANA name. */
  readonly timeZone: string;
}

export interface LifeLimits {
  /** Alerts that live at once; the oldest is forgotten beyond. Incidents have a limit of their own, below this. */
  readonly lives: number;
  /** Announced maintenance at once. */
  readonly windows: number;
}
const LIMITS: LifeLimits = { lives: 6_000, windows: 100 };

/** As long as anything is snoozed or maintained. */
export const LONGEST: Millis = millis(31 * 86_400_000);

export const NO_ESCALATION: LifeRules = { escalateAfter: millis(0), escalations: 0, escalateFrom: 'critical' };
export const SETTINGS: LifeSettings = { ...NO_ESCALATION, weekly: [], timeZone: 'UTC' };

export interface Told {
  readonly id: string;
  readonly event: AlertEvent;
}

export interface LifeNote extends Place {
  readonly id: string;
  readonly severity: Severity;
}

export class AlertLives {
  #settings: LifeSettings;
  readonly #limits: LifeLimits;
  readonly #lives = new Map<string, Life>();
  #once: readonly Once[] = [];
  #evicted = 0;
  #minute = { at: Number.NaN, moment: { minutes: 0, weekday: 0 } };

  constructor(settings: LifeSettings = SETTINGS, limits: Partial<LifeLimits> = {}) {
    this.#settings = settings;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Other rules from now on; what has happened stays. */
  configure(settings: LifeSettings): void {
    this.#settings = settings;
    this.#minute = { ...this.#minute, at: Number.NaN };
  }

  get size(): number {
    return this.#lives.size;
  }
  /** Lives forgotten to make room. */
  get evicted(): number {
    return this.#evicted;
  }
  get settings(): LifeSettings {
    return this.#settings;
  }
  of(id: string): Life | undefined {
    return this.#lives.get(id);
  }
  list(): readonly Life[] {
    return [...this.#lives.values()];
  }

  /** A change of the incident behind an alert. `told`: people should hear of it, if they may be disturbed. */
  note({ id, severity, ...place }: LifeNote, change: IncidentChange['kind'], told: boolean, at: Timestamp): AlertEvent | undefined {
    const before = this.#lives.get(id) ?? begin(id, place, severity);
    const worst = step(before, { kind: 'change', change, told: false, severity, hold: undefined }, at, this.#settings).life ?? before;
    return this.#step(before, { kind: 'change', change, told, severity, hold: this.#holdOf(worst, at) }, at);
  }

  /** Undefined: there is no such alert any more. */
  acknowledge(id: string, at: Timestamp): AlertEvent | undefined {
    return this.#act(id, { kind: 'acknowledge' }, at);
  }
  /** `until` is brought into the future, and no farther than `LONGEST`. */
  snooze(id: string, until: Timestamp, at: Timestamp): AlertEvent | undefined {
    return this.#act(id, { kind: 'snooze', until: within(until, at) }, at);
  }
  /** Undefined where nothing was snoozed, too. */
  wake(id: string, at: Timestamp): AlertEvent | undefined {
    return this.#act(id, { kind: 'wake' }, at);
  }
  /** Takes back what was done to it: acknowledged and snoozed as they were. False when it is over. */
  revert(id: string, { acknowledged, snoozed }: Life): boolean {
    const life = this.#lives.get(id);
    if (life === undefined || life.over) return false;
    const { acknowledged: _, snoozed: __, ...rest } = life;
    this.#lives.set(id, {
      ...rest,
      ...(acknowledged === undefined ? {} : { acknowledged }),
      ...(snoozed === undefined ? {} : { snoozed }),
    });
    return true;
  }

  /** Time passes: what is due is told. */
  tick(at: Timestamp): readonly Told[] {
    if (this.#once.some(({ until }) => at >= until)) this.#once = this.#once.filter(({ until }) => at < until);
    const told: Told[] = [];
    for (const life of [...this.#lives.values()]) {
      const hold = life.held !== undefined || life.snoozed !== undefined || life.loud !== undefined ? this.#holdOf(life, at) : undefined;
      const event = this.#step(life, { kind: 'time', hold }, at);
      if (event !== undefined) told.push({ id: life.id, event });
    }
    return told;
  }

  /** Maintenance announced and not over. */
  maintenance(at: Timestamp): readonly Once[] {
    return this.#once.filter(({ until }) => at < until);
  }
  /** Begins now; in the place of what was announced of the same. Code `alert/maintenance-full`. */
  maintain(scope: Scope, called: string, until: Timestamp, at: Timestamp): Result<Once> {
    const others = this.maintenance(at).filter((window) => !isSame(window.scope, scope));
    if (others.length >= this.#limits.windows)
      return fail('alert/maintenance-full', `${others.length} things are in maintenance already.`, 'End one of them first.');
    const window: Once = { scope, from: at, until: within(until, at), called };
    this.#once = [...others, window];
    return ok(window);
  }
  /** What was ended; undefined where nothing was announced. */
  endMaintenance(scope: Scope): Once | undefined {
    const ended = this.#once.find((window) => isSame(window.scope, scope));
    this.#once = this.#once.filter((window) => window !== ended);
    return ended;
  }

  /** What was kept of an earlier life. */
  restore(lives: readonly Life[], once: readonly Once[]): void {
    for (const life of lives) this.#keep(life);
    this.#once = once.slice(0, this.#limits.windows);
  }
  forget(id: string): void {
    this.#lives.delete(id);
  }

  #act(id: string, act: LifeAct, at: Timestamp): AlertEvent | undefined {
    const life = this.#lives.get(id);
    return life === undefined || life.over ? undefined : this.#step(life, act, at);
  }

  #step(before: Life, act: LifeAct, at: Timestamp): AlertEvent | undefined {
    const { life, event } = step(before, act, at, this.#settings);
    if (life === undefined) this.#lives.delete(before.id);
    else if (life !== this.#lives.get(life.id)) this.#keep(life);
    return event;
  }

  #keep(life: Life): void {
    if (!this.#lives.has(life.id) && this.#lives.size >= this.#limits.lives) {
      const oldest = this.#lives.keys().next();
      if (!oldest.done) this.#lives.delete(oldest.value);
      this.#evicted++;
    }
    this.#lives.set(life.id, life);
  }

  #holdOf(place: Place & { readonly severity: Severity }, at: Timestamp): Hold | undefined {
    const { weekly, timeZone } = this.#settings;
    return holdOf(place, { once: this.#once, weekly }, at, () => this.#momentOf(at, timeZone));
  }

  /** Asking for the clock of a zone takes microseconds, and thousands of alerts ask once a second. */
  #momentOf(at: Timestamp, timeZone: string): Moment {
    const minute = Math.floor(at / minutes(1));
    if (this.#minute.at !== minute) this.#minute = { at: minute, moment: momentOf(timestamp(minute * minutes(1)), timeZone) };
    return this.#minute.moment;
  }
}

const within = (until: Timestamp, at: Timestamp): Timestamp => timestamp(Math.max(at, Math.min(until, at + LONGEST)));
const isSame = (a: Scope, b: Scope): boolean => a.device === b.device && a.area === b.area;

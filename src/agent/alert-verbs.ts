/**
 * What people tell Kinglet to do with alerts, done and answered: acknowledge, snooze, maintenance, "what alarms are open?".
 *
 *     words ─► AlertOrder ─► which alerts ─► AlertDesk ─► a sentence
 */

import { formatTime, type TimeContext } from '../core/alert/index.ts';
import {
  alarmOf,
  type Life,
  LONGEST,
  maintenanceItem,
  maintenanceOver,
  maintenanceSentence,
  type Once,
  type Scope,
  stateWords,
} from '../core/alert/life/index.ts';
import { type AlertOrder, type AlertOrderRead, plain, readAlertOrder } from '../core/alert/words/index.ts';
import { capital, describe, type Millis, minutes, quoted, series, type Timestamp, timestamp } from '../core/base/index.ts';
import type { Alert } from '../core/domain/index.ts';
import type { AlertMemory } from './alert-memory.ts';
import type { AlertDesk } from './alerts.ts';
import type { Clock } from './ports.ts';

/** A device or an area, by what people may call it. */
export interface Named {
  readonly scope: Scope;
  /** What it is called in a sentence. */
  readonly called: string;
  readonly names: readonly string[];
}

export interface AlertVerbsParts {
  readonly desk: AlertDesk;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Devices and areas, for maintenance. */
  readonly places: () => Iterable<Named>;
  readonly memory?: AlertMemory | undefined;
  /** How long "snooze" is. */
  readonly snooze?: Millis;
}

export type Answer = readonly [outcome: 'act' | 'answer' | 'ask' | 'refuse', reply: string];

/** How long maintenance is when nobody says. */
const MAINTENANCE = minutes(120);
/** Sentences in one reply, and names. */
const SENTENCES = 5;
const NAMES = 8;

/** What was done last, to be taken back. */
type Done =
  | { readonly at: Timestamp; readonly lives: readonly Life[] }
  | { readonly at: Timestamp; readonly scope: Scope; readonly before: Once | undefined };

export class AlertVerbs {
  readonly #parts: AlertVerbsParts;
  #done: Done | undefined;

  constructor(parts: AlertVerbsParts) {
    this.#parts = parts;
  }

  /** Undefined where the words are no order to an alert. */
  read(text: string): AlertOrderRead | undefined {
    const { clock, timeZone } = this.#parts;
    return readAlertOrder(text, { now: clock.now(), timezone: timeZone });
  }

  /** Whether something is called like that: an alert, or what maintenance can be on. */
  knows(about: string): boolean {
    return this.#matching(this.#parts.desk.list(), about).length > 0 || this.#placeOf(about) !== undefined;
  }

  /** `alert`: its id, where the address says it; more precise than words. */
  perform(order: AlertOrder, alert?: string): Answer {
    switch (order.verb) {
      case 'acknowledge':
        return this.#each(order, alert, 'acknowledged', ({ id }) => this.#parts.desk.acknowledge(id));
      case 'snooze':
        return this.#snooze(order, alert);
      case 'wake':
        return this.#each(order, alert, 'no longer snoozed', ({ id }) => this.#parts.desk.wake(id));
      case 'list':
        return this.#list(order.which);
      case 'maintain':
        return this.#maintain(order.about, order.until);
      case 'maintained':
        return this.#maintained();
      case 'end-maintenance':
        return this.#endMaintenance(order.about);
      case 'unclear':
        return ['ask', `Until when? ${quoted(order.time)} is no time I understand. Say "for an hour" or "until 16:30".`];
    }
  }

  /** When something was last done that can be taken back, to this alert or to any. */
  lastDone(alert?: string): Timestamp | undefined {
    const done = this.#done;
    if (alert !== undefined && !(done && 'lives' in done && done.lives.some(({ id }) => plain(id) === plain(alert)))) return undefined;
    return done?.at;
  }

  /** Takes back what was done last. */
  undo(): Answer {
    const { desk, memory, clock } = this.#parts;
    const done = this.#done;
    this.#done = undefined;
    if (done === undefined) return ['refuse', 'There is nothing to take back.'];
    if ('scope' in done) {
      const ended = desk.lives.endMaintenance(done.scope);
      if (ended) memory?.dropMaintenance(ended);
      const { before } = done;
      const again = before && desk.lives.maintain(before.scope, before.called, before.until, clock.now());
      if (again?.ok) memory?.noteMaintenance(again.value);
      return [
        'act',
        again?.ok ? maintenanceSentence(again.value, this.#context()) : ended ? maintenanceOver(ended) : 'It was over already.',
      ];
    }
    const taken = done.lives.filter((life) => desk.revert(life.id, life));
    if (taken.length === 0) return ['refuse', 'What that was about is over.'];
    const names = taken.flatMap(({ id }) => desk.find(id)?.alert ?? []).map((alert) => alarmOf(desk.calledOf(alert)));
    return ['act', `Taken back: ${listed(names)} ${names.length === 1 ? 'is' : 'are'} as before.`];
  }

  #snooze(order: Extract<AlertOrder, { verb: 'snooze' }>, alert: string | undefined): Answer {
    const { clock, desk, snooze = minutes(60) } = this.#parts;
    const until = order.until ?? timestamp(clock.now() + snooze);
    if (until <= clock.now()) return ['refuse', 'That time has passed.'];
    if (until - clock.now() > LONGEST) return ['refuse', 'An alarm can be snoozed for a month at most.'];
    return this.#each(order, alert, `snoozed until ${formatTime(until, this.#context())}`, ({ id }) => desk.snooze(id, until));
  }

  /** Does it to the alert that is meant, or to all of them, and says so. */
  #each(
    order: Extract<AlertOrder, { about: string; all: boolean }>,
    alert: string | undefined,
    state: string,
    act: (alert: Alert) => boolean,
  ): Answer {
    const { desk, clock } = this.#parts;
    const { about, all, verb } = order;
    const open = desk.list().filter((one) => one.state === 'open');
    const meant = this.#matching(open, alert ?? about);
    if (meant.length === 0)
      return [
        'refuse',
        about === '' && alert === undefined ? 'No alarm is open.' : `There is no open alarm called ${quoted(alert ?? about)}.`,
      ];
    // What is so already is not meant, where there is something else.
    const fresh = meant.filter((one) => isNews(one, verb));
    const [first, ...others] = fresh;
    if (first === undefined) {
      const names = listed(meant.map((one) => alarmOf(desk.calledOf(one))));
      return [
        'answer',
        verb === 'wake' ? 'No such alarm is snoozed.' : capital(`${names} ${meant.length === 1 ? 'is' : 'are'} ${state} already.`),
      ];
    }
    if (others.length > 0 && !all) {
      const names = fresh.slice(0, NAMES).map((one) => desk.calledOf(one));
      return ['ask', `${fresh.length} alarms are meant: ${listed(names, fresh.length)}. Which one? Say its name, or "${verb} all".`];
    }
    const lives = fresh.flatMap(({ id }) => desk.lives.of(id) ?? []);
    const names = fresh.map((one) => alarmOf(desk.calledOf(one)));
    const done = fresh.filter(act);
    if (done.length === 0) return ['refuse', 'What that was about is over.'];
    this.#done = { at: clock.now(), lives };
    return ['act', capital(`${listed(names)} ${names.length === 1 ? 'is' : 'are'} ${state}.`)];
  }

  #list(which: 'open' | 'acknowledged' | 'snoozed'): Answer {
    const { desk } = this.#parts;
    const open = desk.list().filter(({ state }) => state === 'open');
    const all = open.filter((alert) => which === 'open' || alert[which] !== undefined).toReversed();
    if (all.length === 0) return ['answer', which === 'open' ? 'No alarm is open.' : `No alarm is ${which}.`];
    const lines = all.slice(0, SENTENCES).map((alert) => {
      const state = stateWords(alert, this.#context());
      return state === '' ? alert.text : `${alert.text} (${capital(state)}.)`;
    });
    const more = all.length > SENTENCES ? ` And ${all.length - SENTENCES} more.` : '';
    return ['answer', `${all.length === 1 ? 'One alarm is' : `${all.length} alarms are`} ${which}. ${lines.join(' ')}${more}`];
  }

  #maintain(about: string, until: Timestamp | undefined): Answer {
    const { desk, clock, memory } = this.#parts;
    const now = clock.now();
    const place = this.#placeOf(about);
    if (about === '') return ['ask', 'Maintenance on what? Say "maintenance on the pump until 5", or "maintenance on everything".'];
    if (place === undefined) return ['refuse', `There is no device or area called ${quoted(about)}.`];
    const end = until ?? timestamp(now + MAINTENANCE);
    if (end <= now) return ['refuse', 'That time has passed.'];
    if (end - now > LONGEST) return ['refuse', 'Maintenance can last a month at most.'];
    const before = this.#announced(place.scope);
    const begun = desk.lives.maintain(place.scope, place.called, end, now);
    if (!begun.ok) return ['refuse', describe(begun.fault)];
    memory?.noteMaintenance(begun.value);
    this.#done = { at: now, scope: place.scope, before };
    return ['act', maintenanceSentence(begun.value, this.#context())];
  }

  #maintained(): Answer {
    const { desk, clock } = this.#parts;
    const windows = desk.lives.maintenance(clock.now());
    if (windows.length === 0) return ['answer', 'Nothing is in maintenance.'];
    return ['answer', `In maintenance: ${listed(windows.map((window) => maintenanceItem(window, this.#context())))}.`];
  }

  #endMaintenance(about: string): Answer {
    const { desk, clock, memory } = this.#parts;
    const windows = desk.lives.maintenance(clock.now());
    const place = about === '' ? undefined : this.#placeOf(about);
    const [only, ...others] = about === '' ? windows : windows.filter(({ scope }) => place !== undefined && isSame(scope, place.scope));
    if (only === undefined) return ['refuse', about === '' ? 'Nothing is in maintenance.' : `There is no maintenance on ${quoted(about)}.`];
    if (others.length > 0)
      return ['ask', `Maintenance on what? There is ${listed(windows.map((window) => maintenanceItem(window, this.#context())))}.`];
    desk.lives.endMaintenance(only.scope);
    memory?.dropMaintenance(only);
    this.#done = { at: clock.now(), scope: only.scope, before: only };
    return ['act', maintenanceOver(only)];
  }

  #announced(scope: Scope): Once | undefined {
    const { desk, clock } = this.#parts;
    return desk.lives.maintenance(clock.now()).find((window) => isSame(window.scope, scope));
  }

  #placeOf(about: string): Named | undefined {
    const wanted = plain(about);
    if (/^(?:all|everything|the house|house|home|the plant|everywhere)$/.test(wanted))
      return { scope: {}, called: 'everything', names: [] };
    if (wanted === '') return undefined;
    for (const place of this.#parts.places()) if (place.names.some((name) => plain(name) === wanted)) return place;
    return undefined;
  }

  /** By its area, its id, its sensors, their names or its device; else by a part of those names. */
  #matching(alerts: readonly Alert[], about: string): readonly Alert[] {
    if (about === '') return alerts;
    const wanted = plain(about);
    const { area } = this.#placeOf(about)?.scope ?? {};
    const within = area === undefined ? [] : alerts.filter(({ id }) => this.#parts.desk.lives.of(id)?.area === area);
    if (within.length > 0) return within;
    const named = alerts.map((alert) => ({ alert, names: this.#namesOf(alert).map(plain) }));
    const exact = named.filter(({ names }) => names.includes(wanted));
    const words = wanted.split(' ');
    const found = exact.length > 0 ? exact : named.filter(({ names }) => names.some((name) => isSaidIn(words, name)));
    return found.map(({ alert }) => alert);
  }

  #namesOf(alert: Alert): readonly string[] {
    const { desk } = this.#parts;
    const sensors = (desk.find(alert.id)?.episodes ?? []).flatMap(({ sensor }) => [sensor.id, sensor.name, sensor.deviceName]);
    return [alert.id, alert.sensor, alert.device, desk.calledOf(alert), ...sensors, ...alert.sensors.map(({ name }) => name)];
  }

  #context(): TimeContext {
    const { clock, timeZone } = this.#parts;
    return { now: clock.now(), timeZone };
  }
}

const isNews = ({ acknowledged, snoozed }: Alert, verb: 'acknowledge' | 'snooze' | 'wake'): boolean =>
  verb === 'acknowledge' ? acknowledged === undefined : verb === 'wake' ? snoozed !== undefined : true;
/** "freezer" in "big freezer cellar": every word of it is one of the name's. */
const isSaidIn = (words: readonly string[], name: string): boolean => {
  const parts = new Set(name.split(/[ ._-]/));
  return words.every((word) => parts.has(word));
};
const isSame = (a: Scope, b: Scope): boolean => a.device === b.device && a.area === b.area;

/** "the freezer alarm, the pump alarm and 3 more". */
function listed(names: readonly string[], count = names.length): string {
  const shown = names.slice(0, NAMES);
  const parts = count > shown.length ? [...shown, `${count - shown.length} more`] : shown;
  return series(parts);
}

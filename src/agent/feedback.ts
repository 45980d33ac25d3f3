/**
 * What people say of alerts, done and answered: "this is normal" here, what is to be done with them in alert-verbs.ts.
 *
 *     Gate ─► what is meant ─► which alert ─┬─► Watch (quiet from the next reading on)
 *                                           ├─► Store (still quiet after a restart)
 *                                           └─► reply
 */
import { formatTime, sentence } from '../core/alert/index.ts';
import { plain } from '../core/alert/words/index.ts';
import { describe, type Fault, quoted } from '../core/base/index.ts';
import type { Alert, Episode, Pardon, SensorId } from '../core/domain/index.ts';
import { pardonOf, type Watch } from '../core/watch/index.ts';
import type { AlertVerbs } from './alert-verbs.ts';
import { readOrder, type Said } from './language/request.ts';
import type { Clock, Log, Observer, Order, Store } from './ports.ts';
import { HELP, understand } from './saying.ts';

/** Where alerts are looked up; the desk. */
export interface AlertBook {
  /** Open and recent ones, oldest first. */
  list(): readonly Alert[];
  /** With the episodes that made it. */
  find(id: string): { readonly alert: Alert; readonly episodes: readonly Episode[] } | undefined;
  /** Told that it is called normal, or not any more. */
  feedback?(id: string, normal: boolean): void;
}

export interface FeedbackParts {
  readonly alerts: AlertBook;
  /** What else can be done with an alert; absent: nothing. */
  readonly verbs?: AlertVerbs;
  readonly watch: Pick<Watch, 'pardon' | 'unpardon' | 'pardons' | 'openEpisodes'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  readonly timeZone: string;
  /** Absent: what is called normal is forgotten at the end. */
  readonly store?: Store | undefined;
}

export type Outcome = 'act' | 'answer' | 'ask' | 'refuse';
export interface Reply {
  readonly id: string | number | null;
  readonly outcome: Outcome;
  /** What was switched; feedback switches nothing. */
  readonly actions: readonly never[];
  readonly reply: string;
}
type Answer = readonly [outcome: Outcome, reply: string];

/** Sentences in one reply. */
const SENTENCES = 5;
/** The word that nobody says to a lamp. */
const NORMAL = /\bnormal\b/i;

export class Feedback {
  readonly #parts: FeedbackParts;

  constructor(parts: FeedbackParts) {
    this.#parts = parts;
  }

  answer(order: Order): Reply {
    const { said, fault } = readOrder(order);
    return fault ? this.refuse(said, fault) : this.obey(said);
  }

  /** Does what was said. */
  obey({ id, text, alert }: Said): Reply {
    const [outcome, reply] = this.#obey(text, alert);
    return { id, outcome, actions: [], reply };
  }

  refuse({ id }: Said, { detail }: Fault): Reply {
    const [outcome, reply] = refuse(detail);
    return { id, outcome, actions: [], reply };
  }

  /** Whether this is said to an alert. `perhaps`: these words ("undo", "ok") may as well go on with a talk about something else. */
  isMeant({ text, alert }: Said): 'surely' | 'perhaps' | 'no' {
    if (alert !== undefined || text.trim() === '') return 'surely';
    const order = this.#parts.verbs?.read(text);
    if (order) return order.meant === 'surely' || ('about' in order.order && this.#parts.verbs?.knows(order.order.about)) ? 'surely' : 'no';
    const said = understand(text);
    if (!said) return 'no';
    if (said.verb === 'list' || said.verb === 'help' || NORMAL.test(text)) return 'surely';
    if (said.about === '') return 'perhaps';
    // "okay freezer" is, "okay turn off the lights" is not.
    return this.#knows(said.about) ? 'surely' : 'no';
  }

  #knows(name: string): boolean {
    const { alerts, watch } = this.#parts;
    return alerts.list().some((alert) => this.#isCalled(alert, name)) || watch.pardons.some((pardon) => this.#isAbout(pardon, name));
  }

  #obey(text: string, alert: string | undefined): Answer {
    const { verbs } = this.#parts;
    const order = verbs?.read(text);
    if (verbs && order) return verbs.perform(order.order, alert);
    const said = understand(text);
    if (!said) return refuse(text.trim() === '' ? 'Nothing was said.' : 'That is not understood.');
    // An address is more precise than words.
    const about = alert ?? said.about;
    switch (said.verb) {
      case 'pardon':
        return this.#choose(about);
      case 'undo':
        return this.#undoLast(about, alert);
      case 'list':
        return this.#list();
      case 'help':
        return ['answer', HELP];
    }
  }

  /** What was done last, be it feedback or something else. */
  #undoLast(about: string, alert: string | undefined): Answer {
    const { verbs, watch } = this.#parts;
    const done = about === '' || alert !== undefined ? verbs?.lastDone(alert) : undefined;
    const pardoned = watch.pardons.findLast((pardon) => about === '' || this.#isAbout(pardon, about))?.at;
    return verbs && done !== undefined && (pardoned === undefined || done >= pardoned) ? verbs.undo() : this.#undo(about);
  }

  #choose(about: string): Answer {
    const all = this.#parts.alerts.list();
    const meant = about === '' ? all : all.filter((alert) => this.#isCalled(alert, about));
    const open = meant.filter(({ state }) => state === 'open');
    const [only, ...others] = open;
    if (only && others.length > 0) {
      const which = open.slice(0, SENTENCES).map(({ text, id }) => `${text} (${id})`);
      const more = open.length > SENTENCES ? ` And ${open.length - SENTENCES} more.` : '';
      return [
        'ask',
        `${open.length} alerts are open. Which one is normal? ${which.join(' ')}${more} Say "this is normal" and its id or sensor.`,
      ];
    }
    if (only) return this.#pardon(only);
    const last = meant.at(-1);
    if (about !== '') return last ? this.#pardon(last) : refuse(`There is no alert called ${quoted(about)}.`);
    if (!last) return refuse('No alert is open, and there was none lately.');
    return ['ask', `No alert is open. The last one was: ${last.text} Say "this is normal ${last.id}" if you mean that one.`];
  }

  /** By its id, its sensors, their names, or its device. */
  #isCalled(alert: Alert, name: string): boolean {
    const wanted = plain(name);
    const sensors = (this.#parts.alerts.find(alert.id)?.episodes ?? []).flatMap(({ sensor }) => [
      sensor.id,
      sensor.name,
      sensor.deviceName,
    ]);
    return [alert.id, alert.sensor, alert.device, ...sensors].some((called) => plain(called) === wanted);
  }

  #pardon(alert: Alert): Answer {
    const { watch, clock, log, store, observer } = this.#parts;
    if (alert.state !== 'open' && watch.pardons.some((p) => p.alert === alert.id))
      return ['answer', `That is taken as normal already: ${textOf(watch.pardons, alert.id)}`];
    const episodes = this.#episodesOf(alert);
    if (episodes.length === 0) return refuse(`What ${quoted(alert.id)} was about is not remembered any more.`);
    const at = clock.now();
    const text = this.#textOf(alert, episodes);
    const pardons = episodes.map((episode) => pardonOf(episode, at, alert.id, text));
    for (const [i, pardon] of pardons.entries()) {
      const given = watch.pardon(pardon);
      if (given.ok) continue;
      for (const { id } of pardons.slice(0, i)) watch.unpardon(id); // all or nothing
      observer.fault('watch', given.fault);
      return ['refuse', describe(given.fault)];
    }
    let unkept: Fault | undefined = store ? undefined : FORGETFUL;
    for (const pardon of pardons) {
      const kept = store?.keepPardon(pardon);
      if (!kept || kept.ok) continue;
      observer.fault('store', kept.fault);
      unkept = kept.fault;
    }
    log.info({ alert: alert.id, sensor: alert.sensor }, 'called normal');
    this.#parts.alerts.feedback?.(alert.id, true);
    const until = unkept ? ` It holds until Kinglet stops: ${describe(unkept)}` : '';
    return ['act', `Taken as normal: ${text} The like of it stays quiet from now on; say "undo" to take it back.${until}`];
  }

  /** The sentence of an alert that is over says that it is over: what it was about is told in its place. */
  #textOf({ id, state, text }: Alert, [leading]: readonly Episode[]): string {
    const { watch, clock, timeZone } = this.#parts;
    const told = watch.pardons.find(({ alert }) => alert === id);
    if (told) return told.text;
    return state === 'open' || !leading ? text : sentence(leading, 'opened', { timeZone, now: clock.now() });
  }

  /** Its episodes as they stand now. */
  #episodesOf(alert: Alert): readonly Episode[] {
    const { alerts, watch } = this.#parts;
    const known = alerts.find(alert.id)?.episodes ?? [];
    if (known.length === 0) return alert.state === 'open' ? watch.openEpisodes(alert.sensor) : [];
    // In the order in which they opened: taken back, they make the same alert again.
    const inOrder = known.toSorted((a, b) => a.opened - b.opened);
    return inOrder.map((episode) => {
      const open = watch.openEpisodes(episode.sensor.id).filter(({ opened }) => opened === episode.opened);
      return open.find(({ pattern }) => pattern === episode.pattern) ?? (open.length === 1 ? open[0] : undefined) ?? episode;
    });
  }

  #undo(about: string): Answer {
    const { watch, store, observer, log } = this.#parts;
    const last = about === '' ? watch.pardons.at(-1) : watch.pardons.findLast((pardon) => this.#isAbout(pardon, about));
    if (!last)
      return refuse(
        about === ''
          ? 'Nothing has been called normal, so there is nothing to take back.'
          : `Nothing called ${quoted(about)} is taken as normal.`,
      );
    let unkept: Fault | undefined;
    for (const { id } of watch.pardons.filter(({ alert }) => alert === last.alert)) {
      watch.unpardon(id);
      const dropped = store?.dropPardon(id);
      if (!dropped || dropped.ok) continue;
      observer.fault('store', dropped.fault);
      unkept = dropped.fault;
    }
    log.info({ alert: last.alert, sensor: last.sensor }, 'not normal any more');
    this.#parts.alerts.feedback?.(last.alert, false);
    const again = unkept ? ` It is normal again after a restart, though: ${describe(unkept)}` : '';
    return ['act', `Not normal any more: ${last.text} The like of it is told again.${again}`];
  }

  #isAbout({ alert, sensor }: Pardon, name: string): boolean {
    const wanted = plain(name);
    return [alert, sensor, ...this.#namesOf(sensor)].some((called) => plain(called) === wanted);
  }

  #namesOf(sensor: SensorId): readonly string[] {
    const { alerts } = this.#parts;
    for (const { id } of alerts.list().toReversed()) {
      const episode = alerts.find(id)?.episodes.find((e) => e.sensor.id === sensor);
      if (episode) return [episode.sensor.name, episode.sensor.deviceName];
    }
    return [];
  }

  #list(): Answer {
    const { watch, clock, timeZone } = this.#parts;
    const byAlert = [...new Map(watch.pardons.map((p) => [p.alert, p])).values()].toReversed();
    if (byAlert.length === 0) return ['answer', 'Nothing has been called normal yet.'];
    const now = clock.now();
    const lines = byAlert.slice(0, SENTENCES).map(({ at, text, alert }) => `${formatTime(at, { timeZone, now })}: ${text} (${alert})`);
    const more = byAlert.length > SENTENCES ? ` And ${byAlert.length - SENTENCES} more.` : '';
    return [
      'answer',
      `${byAlert.length === 1 ? 'One thing is' : `${byAlert.length} things are`} taken as normal. ${lines.join(' ')}${more}`,
    ];
  }
}

const FORGETFUL: Fault = { code: 'store/none', detail: 'there is nothing to keep it in.', hint: 'The log says why.' };

const refuse = (why: string): Answer => ['refuse', `${why} ${HELP}`];
const textOf = (pardons: readonly Pardon[], alert: string): string => pardons.find((p) => p.alert === alert)?.text ?? '';

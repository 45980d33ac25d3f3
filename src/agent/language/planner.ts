/**
 * Does what was planned when it is due, through the same path as a sentence that is said, and tells it.
 *
 *     PlanBook ─┬─ due, or become so ─► LanguagePath.carryOut ─► done, or why not ─┐
 *               ├─ a timer is over ────────────────────────────────────────────────┼─► kinglet/event, the log
 *               └─ missed ─────────────────────────────────────────────────────────┘
 */
import { fault, millis, type Timestamp } from '../../core/base/index.ts';
import type { Action, Answer, Home } from '../../core/domain/home.ts';
import { capitalised, sayWord } from '../../core/language/reply/index.ts';
import { isEvent, type Job, nextDue, type Place, sayJob, sayRing } from '../../core/language/schedule/index.ts';
import type { Clock, Log, Observer, Publisher } from '../ports.ts';
import type { PlanBook } from './plan-book.ts';

export interface PlannerParts {
  readonly book: PlanBook;
  /** Understands the words again, has them judged again, and does them. */
  readonly carryOut: (job: Job) => Promise<Answer>;
  /** The home as it is now. */
  readonly home: () => Home;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  /** IANA name. */
  readonly timeZone: string;
  readonly place?: Place | undefined;
  /** Each sentence, for a terminal. */
  readonly tell?: (text: string) => void;
  /** Longest without a look at the clock, in ms; for a clock that follows the readings rather than the time spent waiting. */
  readonly look?: number;
}

/** What `kinglet/event` hears of a plan. */
export interface PlanEvent {
  /** done, refused (it could not be done, or may not be), missed (Kinglet was not there), over (a timer), reminder. */
  readonly plan: 'done' | 'refused' | 'missed' | 'over' | 'reminder';
  readonly id: number;
  readonly at: Timestamp;
  readonly actions: readonly Action[];
  /** The sentence a person reads. */
  readonly text: string;
}

/** While something is waited for, as often as values are looked at; else clocks that are set and machines that slept are met soon. In ms. */
const LOOK = 1_000;
const LONGEST = 30_000;

export class Planner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** Until the signal aborts; what is being done then is done. */
  async run(signal: AbortSignal): Promise<void> {
    const { book, clock } = this.#parts;
    try {
      while (!signal.aborted) {
        const woken = new AbortController();
        book.changed = () => woken.abort();
        await this.look();
        if (woken.signal.aborted) continue;
        await clock.sleep(millis(this.#pause()), AbortSignal.any([signal, woken.signal]));
      }
    } finally {
      book.changed = undefined;
      book.flush();
    }
  }

  /** Does what is due now. */
  async look(): Promise<void> {
    const { book, clock, home, timeZone, place } = this.#parts;
    const now = clock.now();
    const entities = book.book.jobs.some(({ when }) => isEvent(when)) ? home().entities : [];
    const fired = entities.length === 0 ? [] : book.note((id) => entities.find((entity) => entity.id === id), now);
    const { due, missed } = book.take(now, { timezone: timeZone, ...(place === undefined ? {} : { place }) });
    for (const job of missed)
      await this.#tell(job, 'missed', [], `${capitalised(this.#said(job))}. Kinglet was not there in time, so it was not done.`);
    for (const job of [...due, ...fired]) await this.#do(job);
  }

  async #do(job: Job): Promise<void> {
    if (job.tells !== undefined) return this.#tell(job, 'reminder', [], told(job));
    if (job.rings === true) return this.#tell(job, 'over', [], `${capitalised(sayRing(job))} is over.`);
    const { outcome, actions, reply } = await this.#parts.carryOut(job).catch((cause: unknown) => this.#bug(cause));
    if (outcome === 'act' || outcome === 'answer') return this.#tell(job, 'done', actions, `As planned: ${reply}`);
    return this.#tell(job, 'refused', [], `“${job.text}” was planned and is not done. ${reply}`);
  }

  #bug(cause: unknown): Pick<Answer, 'outcome' | 'actions' | 'reply'> {
    const detail = 'Kinglet made a mistake over this sentence; nothing was done.';
    this.#parts.observer.fault('language', fault('language/bug', detail, 'Please report it with this line.', cause));
    return { outcome: 'refuse', actions: [], reply: detail };
  }

  #tell({ id }: Job, plan: PlanEvent['plan'], actions: readonly Action[], text: string): Promise<void> {
    const { publisher, clock, log } = this.#parts;
    log.info({ plan, id }, text);
    this.#parts.tell?.(text);
    const event: PlanEvent = { plan, id, at: clock.now(), actions, text };
    return publisher.publish({ topic: 'event', payload: JSON.stringify(event), qos: 1, retain: false });
  }

  #said(job: Job): string {
    const { clock, timeZone, home } = this.#parts;
    return sayJob(job, { now: clock.now(), timezone: timeZone, home: home() });
  }

  #pause(): number {
    const { book, clock, look = LONGEST } = this.#parts;
    if (book.book.jobs.some(({ when }) => isEvent(when))) return LOOK;
    const next = nextDue(book.book);
    return next === undefined ? LONGEST : Math.min(Math.max(next - clock.now(), 1), look);
  }
}

/** "Reminder: take the bins out.", "The dryer is done." */
const told = ({ text, tells }: Job): string =>
  tells === 'fact' ? `${capitalised(sayWord(text))}.` : `Reminder${text === '' ? '' : `: ${sayWord(text)}`}.`;

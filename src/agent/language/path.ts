/**
 * The language path of a running daemon: the home as it is now, the language model when it is first needed, and whoever switches devices.
 *
 *     request ─► home brought up to date ─► Understanding ─► Answer ─┬─ answer, ask, refuse ─────────────► as it is
 *                                                                    └─ act, confirm ─► Actuator? ─► done, or told that it is not
 */
import { describe, FaultError, fault } from '../../core/base/index.ts';
import type { Action, Answer, Home } from '../../core/domain/home.ts';
import type { Sensor } from '../../core/domain/index.ts';
import type { Job } from '../../core/language/schedule/index.ts';
import type { AlertRequest } from '../../core/language/understand/index.ts';
import type { Actuator, Clock, Observer } from '../ports.ts';
import type { Heard, Request, Understanding } from '../understanding.ts';
import { type FoundDevices, LivingHome, type Seen } from './living-home.ts';
import type { PlanBook } from './plan-book.ts';

/** The part of `Understanding` that is used here; loaded with everything behind it at the first sentence. */
export type Understander = Pick<Understanding, 'ask' | 'move'>;

/** Whoever keeps the alerts: does what was said to one, and answers. */
export type AlertListener = (request: AlertRequest) => Pick<Answer, 'outcome' | 'reply'>;

export interface LanguagePathParts {
  /** Makes what understands this home. Called once, at the first request, and once more for `rules` when the network has broken. */
  readonly open: (home: Home, by: 'network' | 'rules') => Promise<Understander>;
  /** What is written of the home. */
  readonly home: Home;
  readonly sensors: () => readonly Seen[];
  readonly isSilent: () => (sensor: Sensor) => boolean;
  /** Devices that have been found. */
  readonly found?: () => FoundDevices;
  readonly actuator?: Actuator | undefined;
  /** Absent: nothing can be kept for later. */
  readonly plans?: Pick<PlanBook, 'book' | 'preferences' | 'keep' | 'withdraw'> | undefined;
  /** Absent: nothing can be said to an alert. */
  readonly alerts?: AlertListener | undefined;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic?: () => number;
}

/** Code of the fault with which a request ends whose network does not answer any more. */
export const MODEL_GONE = 'language/model-gone';

/** The values are as old as this at most. */
const FRESH_MS = 1_000;
/** Longest that devices may take. */
const PERFORM_MS = 10_000;
const MAX_CONVERSATIONS = 200;
const UNSWITCHABLE =
  'I understood that, but there is nothing here that Kinglet can switch yet, so nothing was done. It can tell you what its sensors say and which alerts are open.';

const UNKEPT = 'I understood that, but there is nothing here that keeps plans, so nothing was done.';
const UNCONFIRMED = 'It is risky and would have to be confirmed now; please say it again.';

/** Kinglet's own timers and plans, which no device is told of. */
const isOwn = ({ entity }: Action): boolean => entity === 'timer.new';
const sameAs = ({ entity, service, data }: Action): string => JSON.stringify([entity, service, data]);

export class LanguagePath {
  readonly #parts: LanguagePathParts;
  readonly #living: LivingHome;
  readonly #monotonic: () => number;
  /** How often each conversation has begun anew. */
  readonly #begun = new Map<string, number>();
  #opening: Promise<Understander> | undefined;
  #refreshed = Number.NEGATIVE_INFINITY;
  /** The home is another one than the one that is understood. */
  #moved = false;

  constructor(parts: LanguagePathParts) {
    this.#parts = parts;
    this.#living = new LivingHome(parts.home);
    this.#monotonic = parts.monotonic ?? (() => performance.now());
  }

  /** One request of a conversation at a time. Rejects only for bugs. */
  async ask(request: Request & { readonly conversation: string }): Promise<Answer> {
    const { conversation } = request;
    const { alert, planned = [], preferred, ...answer } = await this.#hear({ ...request, conversation: this.#nameOf(conversation) });
    if (alert !== undefined) return this.#saidToAlert(answer, alert);
    if (answer.outcome !== 'act' && answer.outcome !== 'confirm') return answer;
    const trouble = await this.#perform(answer, planned);
    if (trouble === undefined) return answer;
    this.#forget(planned, preferred);
    return this.#undone(conversation, request, answer, trouble);
  }

  /**
   * Does what was planned: its words are understood again, in the home as it is now, and judged again. What must be confirmed is done only
   * when exactly that was confirmed when it was planned. Rejects only for bugs.
   */
  async carryOut(job: Job): Promise<Answer> {
    const { text, area, confirmed } = job;
    const heard = await this.#hear({ id: `plan ${job.id}`, text, ...(area === undefined ? {} : { area }) });
    const { alert, planned = [], preferred, ...answer } = heard;
    if (alert !== undefined) return this.#saidToAlert(answer, alert);
    if (answer.outcome !== 'act' && answer.outcome !== 'confirm') return answer;
    const known = new Set(job.actions.map(sameAs));
    const asConfirmed = confirmed === true && answer.actions.every((action) => known.has(sameAs(action)));
    if (answer.outcome === 'confirm' && !asConfirmed) return { ...answer, outcome: 'refuse', actions: [], reply: UNCONFIRMED };
    const done: Answer = { ...answer, outcome: 'act', ...(answer.outcome === 'confirm' ? { reply: `${text}.` } : {}) };
    const trouble = await this.#perform(done, planned);
    if (trouble === undefined) return done;
    this.#forget(planned, preferred);
    return { ...answer, outcome: 'refuse', actions: [], reply: trouble };
  }

  /** What a sentence has left that could not be carried out. */
  #forget(planned: readonly number[], preferred: Heard['preferred']): void {
    const { plans } = this.#parts;
    plans?.withdraw(planned);
    if (preferred !== undefined) plans?.keep(plans.book, preferred);
  }

  /** The home as it is now, for whoever waits for something in it. */
  now(): Home {
    this.#refresh();
    return this.#living.home;
  }

  async #hear(request: Request): Promise<Heard> {
    this.#refresh();
    const understander = await (this.#opening ?? this.#open('network'));
    if (this.#moved) understander.move(this.#living.home);
    this.#moved = false;
    return this.#understood(understander, request);
  }

  #saidToAlert(answer: Answer, alert: AlertRequest): Answer {
    const said = this.#parts.alerts?.(alert);
    return said === undefined ? answer : { ...answer, ...said };
  }

  /** Why it is not done; undefined when it is, or when it waits for a confirmation. */
  async #perform({ outcome, actions }: Answer, planned: readonly number[]): Promise<string | undefined> {
    const { actuator, signal, plans } = this.#parts;
    const outside = actions.filter((action) => !isOwn(action));
    const own = actions.length - outside.length;
    if (own > 0 && plans === undefined) return UNKEPT;
    if (actuator === undefined) {
      // A timer rings here; what would switch something is not kept for nobody.
      const jobs = plans?.book.jobs.filter(({ id }) => planned.includes(id)) ?? [];
      const idle = outside.length === 0 && outcome === 'act' && jobs.every(({ rings }) => rings === true);
      return idle ? undefined : UNSWITCHABLE;
    }
    if (outside.length === 0) return undefined;
    if (outcome === 'confirm') {
      const could = await actuator.check?.(outside);
      return could === undefined || could.ok ? undefined : describe(could.fault);
    }
    const done = await actuator.perform(outside, AbortSignal.any([signal, AbortSignal.timeout(PERFORM_MS)]));
    return done.ok ? undefined : describe(done.fault);
  }

  /** Nothing is said to be done that is not; and the talk about it, which takes it for done, is forgotten. */
  #undone(conversation: string, { text }: Request, { id, refused = [], confidence }: Answer, reply: string): Answer {
    const begun = (this.#begun.get(conversation) ?? 0) + 1;
    this.#begun.delete(conversation);
    this.#begun.set(conversation, begun);
    const oldest = this.#begun.keys().next();
    if (this.#begun.size > MAX_CONVERSATIONS && !oldest.done) this.#begun.delete(oldest.value);
    return { id, outcome: 'refuse', actions: [], refused: [{ text, reason: 'no_capability' }, ...refused], reply, confidence };
  }

  #nameOf(conversation: string): string {
    const begun = this.#begun.get(conversation);
    return begun === undefined ? conversation : `${conversation}\u0000${begun}`;
  }

  async #understood(understander: Understander, request: Request): Promise<Heard> {
    const at = this.#parts.clock.now();
    try {
      return await understander.ask(request, at);
    } catch (error) {
      if (!(error instanceof FaultError) || error.fault.code !== MODEL_GONE || this.#parts.signal.aborted) throw error;
      this.#parts.observer.fault('language', error.fault);
      return (await this.#open('rules')).ask(request, at);
    }
  }

  #open(by: 'network' | 'rules'): Promise<Understander> {
    const opening = this.#parts.open(this.#living.home, by);
    this.#opening = opening;
    this.#moved = false;
    // Tried again at the next request.
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  #refresh(): void {
    const now = this.#monotonic();
    if (now - this.#refreshed < FRESH_MS) return;
    this.#refreshed = now;
    if (this.#living.refresh(this.#parts.sensors(), this.#parts.isSilent(), this.#parts.found?.())) this.#moved = true;
  }
}

/** For whoever wraps the network: this request, and every later one, is to be understood without it. */
export const modelGone = (cause: unknown): FaultError =>
  new FaultError(
    fault(MODEL_GONE, 'The language model does not answer any more; sentences are understood by rules alone.', 'Restart Kinglet.', cause),
  );

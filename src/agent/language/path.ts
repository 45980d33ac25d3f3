/**
 * The language path of a running daemon: the home as it is now, the language model when it is first needed, and whoever switches devices.
 *
 *     request ─► home brought up to date ─► Understanding ─► Answer ─┬─ answer, ask, refuse ─────────────► as it is
 *                                                                    └─ act, confirm ─► Actuator? ─► done, or told that it is not
 */
import { describe, FaultError, fault } from '../../core/base/index.ts';
import type { Answer, Home } from '../../core/domain/home.ts';
import type { Sensor } from '../../core/domain/index.ts';
import type { Actuator, Clock, Observer } from '../ports.ts';
import type { Request, Understanding } from '../understanding.ts';
import { type FoundDevices, LivingHome, type Seen } from './living-home.ts';

/** The part of `Understanding` that is used here; loaded with everything behind it at the first sentence. */
export type Understander = Pick<Understanding, 'ask' | 'move'>;

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
    this.#refresh();
    const understander = await (this.#opening ?? this.#open('network'));
    if (this.#moved) understander.move(this.#living.home);
    this.#moved = false;
    const { conversation } = request;
    const answer = await this.#understood(understander, { ...request, conversation: this.#nameOf(conversation) });
    if (answer.outcome !== 'act' && answer.outcome !== 'confirm') return answer;
    const { actuator, signal } = this.#parts;
    if (actuator === undefined) return this.#undone(conversation, request, answer, UNSWITCHABLE);
    if (answer.outcome === 'confirm') {
      const could = await actuator.check?.(answer.actions);
      return could === undefined || could.ok ? answer : this.#undone(conversation, request, answer, describe(could.fault));
    }
    const done = await actuator.perform(answer.actions, AbortSignal.any([signal, AbortSignal.timeout(PERFORM_MS)]));
    return done.ok ? answer : this.#undone(conversation, request, answer, describe(done.fault));
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

  async #understood(understander: Understander, request: Request): Promise<Answer> {
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

/**
 * The one gate for text, whichever way it comes: feedback on alerts where it clearly is that, else the language path.
 *
 *     kinglet/command, alert/<id>/set ─┐                                 ┌─► Feedback
 *     POST /api/understand ────────────┴─► in turn per conversation ─────┴─► LanguagePath ─► answer
 *
 * Who names no conversation talks in that of his channel, so that "undo" and "it" work there.
 */
import { describe, type Fault, fault, ok, type Result } from '../../core/base/index.ts';
import type { Action, Answer, Refusal } from '../../core/domain/home.ts';
import type { Feedback } from '../feedback.ts';
import type { Clock, Observer, Order, Publisher } from '../ports.ts';
import type { LanguagePath } from './path.ts';
import { readOrder, readRequest, type Said } from './request.ts';

/** As `kinglet understand` answers, with the id as it was given. */
export interface GateAnswer {
  readonly id: string | number | null;
  readonly outcome: Answer['outcome'];
  readonly actions: readonly Action[];
  readonly refused?: readonly Refusal[];
  readonly reply: string;
  readonly confidence: number;
}

export interface GateParts {
  readonly feedback: Pick<Feedback, 'isMeant' | 'obey' | 'refuse'>;
  readonly language: Pick<LanguagePath, 'ask'>;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Called with each answer, for metrics. */
  readonly answered?: (channel: Channel, outcome: Answer['outcome']) => void;
}

export type Channel = 'mqtt' | 'http';

/** Requests that wait or are being answered, all channels together. */
const WAITING = 32;
/** How long a talk goes on; as long as a conversation is remembered. */
const TALK_MS = 120_000;
const TALKS = 200;
const AGAIN = 'Say it again in a moment.';

export class Gate implements AsyncDisposable {
  readonly #parts: GateParts;
  /** The end of what each conversation waits for. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** What each conversation was about last, where the language path has had the word. */
  readonly #talks = new Map<string, { readonly at: number; readonly outcome: Answer['outcome'] }>();
  #waiting = 0;
  #closed = false;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** An order over MQTT; answered on `reply`. */
  take(order: Order): void {
    const { said, fault: wrong } = readOrder(order);
    if (wrong) this.#tell({ ...this.#parts.feedback.refuse(said, wrong), confidence: 1 });
    else void this.#answer(said, 'mqtt').then((answered) => this.#tell(answered.ok ? answered.value : refusal(said, answered.fault)));
  }

  /** A request over HTTP, as parsed JSON. Codes: `order/request` for one that is none, `language/busy`. */
  async ask(value: unknown): Promise<Result<GateAnswer & { readonly ms: number }>> {
    const from = performance.now();
    const { said, fault: wrong } = readRequest(value);
    if (wrong) return { ok: false, fault: wrong };
    const answered = await this.#answer(said, 'http');
    return answered.ok ? ok({ ...answered.value, ms: Number((performance.now() - from).toFixed(3)) }) : answered;
  }

  /** Takes nothing more, and answers what it has taken. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#turns.values());
  }

  #tell({ id, outcome, actions, reply }: GateAnswer): void {
    const payload = JSON.stringify({ id, outcome, actions, reply });
    void this.#parts.publisher.publish({ topic: 'reply', payload, qos: 1, retain: false });
  }

  async #answer(said: Said, channel: Channel): Promise<Result<GateAnswer>> {
    const { observer, answered } = this.#parts;
    if (this.#closed) return { ok: false, fault: fault('language/busy', 'Kinglet is about to stop or to read its configuration.', AGAIN) };
    if (this.#waiting >= WAITING) {
      const busy = fault('language/busy', `${WAITING} requests are being answered already.`, AGAIN);
      observer.fault('language', busy);
      return { ok: false, fault: busy };
    }
    this.#waiting++;
    try {
      const answer = await this.#inTurn(said.conversation ?? channel, (conversation) => this.#understood(said, conversation));
      answered?.(channel, answer.outcome);
      return ok(answer);
    } catch (cause) {
      const bug = fault(
        'language/bug',
        'Kinglet made a mistake over this sentence; nothing was done.',
        'Please report it with this line.',
        cause,
      );
      observer.fault('language', bug);
      return ok(refusal(said, fault(bug.code, bug.detail)));
    } finally {
      this.#waiting--;
    }
  }

  async #inTurn<T>(conversation: string, work: (conversation: string) => Promise<T>): Promise<T> {
    const before = this.#turns.get(conversation) ?? Promise.resolve();
    const turn = before.then(() => work(conversation));
    const end = turn.catch(() => undefined);
    this.#turns.set(conversation, end);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(conversation) === end) this.#turns.delete(conversation);
    }
  }

  async #understood(said: Said, conversation: string): Promise<GateAnswer> {
    const { feedback, language, clock } = this.#parts;
    const meant = feedback.isMeant(said);
    if (meant === 'surely' || (meant === 'perhaps' && !this.#goesOn(conversation))) {
      this.#talks.delete(conversation);
      return { ...feedback.obey(said), confidence: 1 };
    }
    const { text, area, state } = said;
    const answer = await language.ask({
      id: String(said.id ?? ''),
      text,
      conversation,
      ...(area === undefined ? {} : { area }),
      ...(state === undefined ? {} : { state }),
    });
    this.#remember(conversation, { at: clock.now(), outcome: answer.outcome });
    return { ...answer, id: said.id };
  }

  /** Whether the language path has done or asked something lately, which "undo" or "ok" would be about. */
  #goesOn(conversation: string): boolean {
    const talk = this.#talks.get(conversation);
    if (talk === undefined || this.#parts.clock.now() - talk.at > TALK_MS) return false;
    return talk.outcome === 'act' || talk.outcome === 'ask' || talk.outcome === 'confirm';
  }

  #remember(conversation: string, talk: { readonly at: number; readonly outcome: Answer['outcome'] }): void {
    this.#talks.delete(conversation);
    this.#talks.set(conversation, talk);
    const oldest = this.#talks.keys().next();
    if (this.#talks.size > TALKS && !oldest.done) this.#talks.delete(oldest.value);
  }
}

const refusal = ({ id }: Said, trouble: Fault): GateAnswer => ({
  id,
  outcome: 'refuse',
  actions: [],
  reply: describe(trouble),
  confidence: 0,
});

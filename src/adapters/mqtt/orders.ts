/**
 * What people and their automations say to Kinglet, below its own prefix:
 *
 *     <prefix>/command            a sentence, or {"id", "text", …}
 *     <prefix>/alert/<id>/set     "normal" or "undo", for a button beside the alert
 *
 * A retained order was given once, to whoever was there; it is no order now.
 */
import type { Observer, Order } from '../../agent/ports.ts';
import { fault } from '../../core/base/index.ts';
import { topicMatcher } from '../../core/protocol/topic-filter.ts';

/** Longest order, in bytes. */
const LONGEST = 10_240;
/** So many at once, and so many a second. */
const BURST = 10;
const RATE = 10;

const filtersOf = (prefix: string): readonly string[] => [`${prefix}/command`, `${prefix}/alert/+/set`];

/** The subscriptions it takes beside those to `topics`: none twice, or each order would come twice. */
export const orderTopics = (prefix: string, topics: readonly string[]): readonly string[] => unheard(filtersOf(prefix), topics);

/** Those of these filters whose messages do not come by the topics that are listened to anyway. */
export function unheard(filters: readonly string[], topics: readonly string[]): readonly string[] {
  const heard = topicMatcher(topics);
  return filters.filter((filter) => !heard(filter.replaceAll('+', 'any')));
}

export interface OrdersSetup {
  readonly where: string;
  readonly prefix: string;
  readonly observer: Observer;
  readonly order: (order: Order) => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic?: () => number;
}

export class Orders {
  readonly #setup: OrdersSetup;
  readonly #command: string;
  readonly #alert: string;
  readonly #text = new TextDecoder('utf-8', { fatal: true });
  readonly #monotonic: () => number;
  #tokens = BURST;
  #filledAt: number;

  constructor(setup: OrdersSetup) {
    const { prefix, monotonic = () => performance.now() } = setup;
    this.#setup = setup;
    this.#command = `${prefix}/command`;
    this.#alert = `${prefix}/alert/`;
    this.#monotonic = monotonic;
    this.#filledAt = monotonic();
  }

  /** True when the message was an order, whatever came of it. */
  take(topic: string, payload: Uint8Array, retained: boolean): boolean {
    const alert = this.#alertOf(topic);
    if (topic !== this.#command && alert === undefined) return false;
    if (payload.length === 0) return true; // a retained order being deleted
    const refusal = this.#refusal(payload, retained);
    const text = refusal ? undefined : this.#decode(payload);
    if (refusal) this.#setup.observer.fault(this.#setup.where, refusal);
    else if (text !== undefined) this.#setup.order({ text, ...(alert === undefined ? {} : { alert }) });
    return true;
  }

  #alertOf(topic: string): string | undefined {
    if (!topic.startsWith(this.#alert) || !topic.endsWith('/set')) return undefined;
    const id = topic.slice(this.#alert.length, -'/set'.length);
    return id === '' || id.includes('/') ? undefined : id;
  }

  #refusal(payload: Uint8Array, retained: boolean) {
    if (retained)
      return fault('order/retained', 'A retained order is not obeyed: nobody knows when it was given.', 'Publish it without retain.');
    if (payload.length > LONGEST)
      return fault('order/too-long', `An order of ${payload.length} bytes is not read.`, `At most ${LONGEST} are.`);
    const now = this.#monotonic();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#filledAt) / 1_000) * RATE);
    this.#filledAt = now;
    if (this.#tokens < 1) return fault('order/too-many', `More than ${RATE} orders came within a second; the rest are left alone.`);
    this.#tokens--;
    return undefined;
  }

  #decode(payload: Uint8Array): string | undefined {
    try {
      return this.#text.decode(payload);
    } catch {
      this.#setup.observer.fault(this.#setup.where, fault('order/not-text', 'An order is no text in UTF-8.'));
      return undefined;
    }
  }
}

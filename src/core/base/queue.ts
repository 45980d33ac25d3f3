/**
 * A queue with a limit. When it is full the oldest item falls off and is counted: the newest reading is the one worth having.
 * A producer that can wait (MQTT QoS 1) asks `room()` first and waits with `drained()` instead of losing anything.
 *
 *     producer ── push ──► [ ≤ limit ] ──► for await (const item of queue)      one consumer
 *                 └ dropped++ (oldest)
 */
export class BoundedQueue<T> implements AsyncIterable<T> {
  readonly limit: number;
  #items: T[] = [];
  #head = 0;
  #closed = false;
  #dropped = 0;
  #wakeConsumer: (() => void) | undefined;
  #wakeProducers: (() => void)[] = [];

  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`queue limit must be a positive integer, not ${limit}`);
    this.limit = limit;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }
  /** How many items fell off because the consumer was too slow. */
  get dropped(): number {
    return this.#dropped;
  }
  get closed(): boolean {
    return this.#closed;
  }
  room(): boolean {
    return !this.#closed && this.length < this.limit;
  }

  /** Adds an item; returns false when the queue is closed (the item is not taken). */
  push(item: T): boolean {
    if (this.#closed) return false;
    if (this.length >= this.limit) {
      this.#dropped++;
      this.#shift();
    }
    this.#items.push(item);
    this.#wakeConsumer?.();
    return true;
  }

  /** Resolves once there is room or the queue has closed. */
  async drained(): Promise<void> {
    while (!this.#closed && this.length >= this.limit) await new Promise<void>((wake) => this.#wakeProducers.push(wake));
  }

  /** No more items are taken; the consumer gets what is left and then ends. */
  close(): void {
    this.#closed = true;
    this.#wakeConsumer?.();
    this.#releaseProducers();
  }

  /** Takes up to `max` waiting items at once, without waiting. */
  take(max: number = this.limit): T[] {
    const end = Math.min(this.#items.length, this.#head + max);
    const out = this.#items.slice(this.#head, end);
    this.#head = end;
    this.#compact();
    if (out.length > 0) this.#releaseProducers();
    return out;
  }

  /** Resolves true as soon as an item waits, false once the queue is closed and empty. */
  async ready(): Promise<boolean> {
    while (this.length === 0) {
      if (this.#closed) return false;
      await new Promise<void>((wake) => {
        this.#wakeConsumer = wake;
      });
      this.#wakeConsumer = undefined;
    }
    return true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (await this.ready()) yield this.take(1)[0] as T;
  }

  #shift(): void {
    this.#items[this.#head] = undefined as T; // let the dropped item be collected now, not at the next compaction
    this.#head++;
    this.#compact();
  }
  #compact(): void {
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    } else if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    }
  }
  #releaseProducers(): void {
    const waiting = this.#wakeProducers;
    this.#wakeProducers = [];
    for (const wake of waiting) wake();
  }
}

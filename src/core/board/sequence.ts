/** What is missing, and whether the board has started again: told by its counters, which only a start sets back. */
import type { Status } from './frames.ts';

/** Counters of the board that wrap after 65,536. */
const COUNTERS = [
  ['board/lost', 'lost'],
  ['board/overrun', 'overruns'],
  ['board/misheard', 'bad'],
  ['board/rx-lost', 'rx_lost'],
] as const;
export type CounterFault = (typeof COUNTERS)[number][0];

export class Sequences {
  readonly #times = new Map<string | number, number>();
  readonly #seqs = new Map<number, number>();
  #counters: readonly number[] | undefined;

  clear(): void {
    this.#times.clear();
    this.#seqs.clear();
    this.#counters = undefined;
  }

  /** Whether the time of this kind of frame is before the last one's. Wraps after 49.7 days; times of different kinds are not in order. */
  wentBack(kind: string | number, t_ms: number): boolean {
    const last = this.#times.get(kind);
    this.#times.set(kind, t_ms);
    return last !== undefined && (t_ms - last) >>> 0 >= 2 ** 31;
  }

  /** Frames missing before this one of a channel; `again` for one that has come already. */
  missed(channel: number, seq: number): number | 'again' {
    const last = this.#seqs.get(channel);
    this.#seqs.set(channel, seq);
    if (last === undefined) return 0;
    return last === seq ? 'again' : (seq - last - 1) & 0xff;
  }

  /** What the board itself has lost since its last STATUS. */
  since(status: Status): [CounterFault, number][] {
    const now = COUNTERS.map(([, field]) => status[field]);
    const before = this.#counters ?? (status.reason === 0 ? now.map(() => 0) : now);
    this.#counters = now;
    return COUNTERS.map(([code], i) => [code, ((now[i] ?? 0) - (before[i] ?? 0)) & 0xffff]);
  }
}

/** So many starts within a minute are a loop, until it has been up for a while. */
const MANY = 4;
const WITHIN_MS = 60_000;
const UP_MS = 10_000;

export class Restarts {
  #at: number[] = [];

  note(now: number): void {
    this.#at = [...this.#at, now].slice(-MANY);
  }
  looping(now: number): boolean {
    const [first] = this.#at;
    const last = this.#at.at(-1);
    return this.#at.length === MANY && first !== undefined && last !== undefined && last - first < WITHIN_MS && now - last < UP_MS;
  }
}

/**
 * Who announced what: each topic of announcements with the components that came of it, how much it said, and whether it is still there.
 *
 *     announced, retained ─► here ─► (connection lost, or another life) ─► not here ─► announced again: here
 *                                                                             └ not within the settling time: it was taken away
 *     announced, not retained ─► (another life) ─► remembered ─► heard: here
 *                                                      └ no sign of life for days: forgotten
 */
import { between, hours, type Millis, type Timestamp } from '../../base/index.ts';

export interface Source {
  readonly keys: ReadonlySet<string>;
  /** Characters of its announcement. */
  readonly size: number;
  /** Length and digest of it; empty where it is to be read again. */
  readonly mark: string;
}

/** How an announcement came. */
export interface Came {
  /** With the retain flag: the broker keeps it. Without the flag nobody knows, since live messages have none. */
  readonly retained?: boolean;
  readonly at?: Timestamp;
}

interface Kept extends Source {
  /** It has come retained once. */
  retained: boolean;
  /** It has been announced on this connection. */
  here: boolean;
  /** From an earlier life, and nothing heard of it in this one. */
  remembered: boolean;
  /** Last sign of life that is no old message. */
  seen: Timestamp | undefined;
}

/** Without a sign of life for so long, what nobody keeps an announcement of is gone: a button in a summer house is pressed once a week. */
export const FORGOTTEN: Millis = hours(7 * 24);

const DAY: Millis = hours(24);
/** The end of the day, as a sign of life is kept: a device that talks all day is written once a day. Undefined stays so. */
export const seenDay = <T extends Timestamp | undefined>(at: T): T => (at === undefined ? at : Math.ceil(at / DAY) * DAY) as T;

export class Sources {
  readonly #all = new Map<string, Kept>();
  #bytes = 0;
  #revision = 0;

  get bytes(): number {
    return this.#bytes;
  }
  /** Another number when there is something else to be kept. */
  get revision(): number {
    return this.#revision;
  }
  get(topic: string): Readonly<Kept> | undefined {
    return this.#all.get(topic);
  }
  topics(): IterableIterator<string> {
    return this.#all.keys();
  }

  set(topic: string, source: Source, came: Came): void {
    const before = this.#all.get(topic);
    this.#bytes += source.size - (before?.size ?? 0);
    const { retained = false, here = true, remembered = false, seen } = before ?? {};
    this.#all.set(topic, { ...source, retained, here, remembered, seen });
    this.#revision++;
    this.hear(topic, came);
  }
  delete(topic: string): void {
    const before = this.#all.get(topic);
    if (before === undefined) return;
    this.#bytes -= before.size;
    this.#all.delete(topic);
    this.#revision++;
  }

  /** It is announced again, be it in the same words. */
  hear(topic: string, { retained = false, at }: Came): void {
    const source = this.#all.get(topic);
    if (source === undefined) return;
    source.here = true;
    source.remembered = false;
    if (retained && !source.retained) {
      source.retained = true;
      this.#revision++;
    }
    // A retained announcement may be years old.
    if (!retained && at !== undefined) this.#see(source, at);
  }
  /** What it announced has said something of its own. */
  live(topic: string, at: Timestamp): void {
    const source = this.#all.get(topic);
    if (source === undefined || source.retained) return;
    source.remembered = false;
    this.#see(source, at);
  }
  /** It comes out of what was kept. */
  remember(topic: string, retained: boolean, seen: Timestamp | undefined): void {
    const source = this.#all.get(topic);
    if (source !== undefined) Object.assign(source, { retained, here: false, remembered: true, seen });
  }

  /** A new connection: what the broker keeps it will tell again. */
  doubt(): void {
    for (const source of this.#all.values()) source.here = false;
  }
  /** What was retained and has not been told again: it was taken away meanwhile. */
  taken(): readonly string[] {
    return [...this.#all].filter(([, { retained, here }]) => retained && !here).map(([topic]) => topic);
  }
  /** What is only remembered, and has given no sign of life for too long. */
  lost(now: Timestamp): readonly string[] {
    const isLost = ({ retained, remembered, seen }: Kept): boolean =>
      !retained && remembered && seen !== undefined && between(seen, now) > FORGOTTEN;
    return [...this.#all].filter(([, source]) => isLost(source)).map(([topic]) => topic);
  }

  #see(source: Kept, at: Timestamp): void {
    if (!source.retained && seenDay(source.seen) !== seenDay(at)) this.#revision++;
    source.seen = at;
  }
}

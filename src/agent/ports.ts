/**
 * The seams of Kinglet: what the agent needs from the world. Adapters implement these and never meet each other;
 * `main.ts` is the only place that knows which is which.
 *
 *     Source ──► agent ──► Scorer (Worker) ──► agent ──► Publisher
 *                  └ Clock, Log, Metrics
 */
import type { Fault, Millis, Result, Timestamp } from '../core/base/index.ts';
import type { Action } from '../core/domain/home.ts';
import type { Pardon, Reading } from '../core/domain/index.ts';

/** Where readings come from. */
export interface Source {
  /** For logs and metrics: `mqtt`, `serial:/dev/ttyUSB0`. */
  readonly name: string;
  /**
   * Yields batches in order of arrival until the signal aborts; then yields what it had already accepted and ends.
   * Recovers from trouble by itself (reconnects with backoff, reports through `Observer`); throws only on bugs.
   * Called once.
   */
  readings(signal: AbortSignal): AsyncIterable<readonly Reading[]>;
}

/** The signals model behind a thread. */
export interface Scorer extends AsyncDisposable {
  /** Floats per window, floats per answer, as the manifest says. */
  readonly inputs: number;
  readonly outputs: number;
  /**
   * `windows` holds `rows × inputs` floats and is transferred: the caller must not touch it again.
   * Resolves with `rows × outputs` floats. Rejects only when the model is gone for good. Runs are answered in order.
   */
  run(windows: Float32Array<ArrayBuffer>, rows: number): Promise<Float32Array<ArrayBuffer>>;
}

export interface OutMessage {
  /** Below the prefix: `alert/freezer.temperature`, `event`. */
  readonly topic: string;
  /** The topic is whole as it is, not below the prefix: what belongs to others, such as Home Assistant's discovery. */
  readonly whole?: boolean;
  readonly payload: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/** Where alerts go. */
export interface Publisher extends AsyncDisposable {
  /**
   * Resolves when the broker has acknowledged (QoS 1) or the bytes are on their way (QoS 0). While the broker is away QoS 1
   * messages wait in a bounded outbox (oldest falls off, counted) and QoS 0 messages are dropped and counted; never rejects for that.
   */
  publish(message: OutMessage): Promise<void>;
}

/** Who listens to some topics beside the readings. */
export interface Listener {
  /** Subscribed to beside what is configured. */
  readonly filters: readonly string[];
  /** True when the message was for this listener and holds no readings. Must not throw, whatever comes. */
  take(topic: string, payload: Uint8Array, retained: boolean): boolean;
  /** The connection stands, messages may be published; called anew for each. */
  up?(): void;
  down?(): void;
}

/** What somebody says to Kinglet over a wire. Anybody may: nothing of it is to be trusted, but its length. */
export interface Order {
  readonly text: string;
  /** Where the address says which alert is meant. */
  readonly alert?: string;
}

/** A text that a part of Kinglet keeps for itself. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

/** Texts that outlive the process, by whose they are and which. */
export interface Notes {
  /** Of one kind, in the order in which they were first kept. */
  notes(kind: string): Result<readonly Note[]>;
  /** One with the same id takes the place of the other. */
  keepNote(kind: string, note: Note): Result<void>;
  dropNote(kind: string, id: string): Result<void>;
}

/** What outlives the process. Calls take microseconds and are made seldom: on a gateway each write wears out a card. */
export interface Store extends Notes, AsyncDisposable {
  readonly path: string;
  /** Why nothing can be written, where that is so; what was kept before can be read. */
  readonly readOnly: Fault | undefined;
  /** In the order in which they were given, with what could not be read of them. */
  pardons(): Result<{ readonly pardons: readonly Pardon[]; readonly trouble?: Fault }>;
  /** One with the same id takes the place of the other. */
  keepPardon(pardon: Pardon): Result<void>;
  dropPardon(id: string): Result<void>;
}

/** Time, so that tests and recordings can bring their own. */
export interface Clock {
  now(): Timestamp;
  /** Resolves after `span`, or early, without an error, when the signal aborts. */
  sleep(span: Millis, signal?: AbortSignal): Promise<void>;
}

/** Constant message, variable fields; one line per change, a metric per event. `pino` fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(bindings: Record<string, unknown>): Log;
}

/** What adapters tell about themselves: counted always, logged once per change. */
export interface Observer {
  /** Something fell off or was refused: counted under its code, unless it is a limit with a gauge of its own; the first of its kind from `where` is logged. */
  fault(where: string, fault: Fault, count?: number): void;
  /** A connection came or went; one that went without a detail was closed on purpose. */
  link(where: string, up: boolean, detail?: string): void;
}

/** What switches devices. Without one nothing is switched, and nobody is told that it was. */
export interface Actuator {
  /**
   * Does all of them, in their order; resolves once whoever commands the devices has taken them. A fault when one could not be done: its
   * sentence says which, and what had been done before. Called only for what was asked for and, where it is risky, confirmed; the
   * signal aborts when Kinglet stops or nobody waits for it any longer.
   */
  perform(actions: readonly Action[], signal: AbortSignal): Promise<Result<void>>;
  /** Whether they could be done at all, before anybody is asked to confirm them. Anything may be tried when absent. */
  check?(actions: readonly Action[]): Promise<Result<void>>;
}

/** The wire on which devices announce themselves, tell their states and are commanded. */
export interface DeviceWire {
  /** Listens to these topics as well, through every connection to come; what is retained there is told at once. */
  listen(topics: readonly string[]): void;
  leave(topics: readonly string[]): void;
  /** Has what is retained on these topics told once more: live messages do not say whether they are. Absent: it cannot. */
  ask?(topics: readonly string[]): void;
  /**
   * Resolves when the broker has taken all of them, in this order. A command is for now: while the broker is away it is refused and never
   * kept for later. Codes: `mqtt/away`, `mqtt/publish-refused`.
   */
  command(messages: readonly DeviceCommand[], signal: AbortSignal): Promise<Result<void>>;
}
/** Never retained, QoS 1. The topic is whole. */
export interface DeviceCommand {
  readonly topic: string;
  readonly payload: string;
}

/** Who is told what comes on that wire. */
export interface DeviceListener {
  /** Filters that are listened to from the beginning. */
  readonly filters: readonly string[];
  /** Called with every message, in order. The payload is only to be read now. */
  take(topic: string, payload: Uint8Array, retained: boolean): void;
  /** A connection stands and its topics are subscribed to: what is retained there is told next. */
  up?(): void;
  down?(): void;
}

/** The line to a board, as the board needs it. Whoever puts the daemon together knows who keeps serial ports open. */
export interface WireOptions {
  /** For logs and metrics. */
  readonly name: string;
  readonly port: string;
  readonly baud: number;
}

/** Called in turn: `opened`, any number of `data`, `closed`; then perhaps again. */
export interface WireUser {
  /** `write` never waits: false where the bytes were dropped. */
  opened(write: (bytes: Uint8Array) => boolean): void;
  data(chunk: Uint8Array): void;
  closed(): void;
}

/** Keeps a line open until the signal aborts; reports its trouble itself and never rejects for it. */
export type KeepOpen = (options: WireOptions, user: WireUser, signal: AbortSignal) => Promise<void>;

/** What a session with a board wants to know, and what it gives. */
import type { Fault } from '../base/index.ts';
import type { Channel, Constants } from './constants.ts';
import type { Feature } from './features.ts';
import type { StreamSettings } from './frames.ts';

export interface SessionSettings {
  /** How and when the features of all channels are to be sent; undefined where none are wanted. */
  readonly stream: Omit<StreamSettings, 'channels'> | undefined;
  /** Whether a firmware that is not ours is trouble: not where only pins are wanted. */
  readonly foreign: 'fine' | 'trouble';
  /** Whose clock the times of readings are: with `board` the board's own goes on where it was opened, for boards whose time is simulated. */
  readonly time: 'gateway' | 'board';
}

/** One window of one channel, in the gateway's time. */
export interface Measured {
  readonly index: number;
  readonly channel: Channel;
  readonly features: readonly Feature[];
  readonly at: number;
}

export type BoardEvent =
  /** Who answers; again when the firmware is another one than before. */
  | { readonly kind: 'identified'; readonly firmware: string; readonly ours: boolean }
  /** The constants are known: what feature frames mean. */
  | { readonly kind: 'ready'; readonly constants: Constants }
  /** It has started again; everything that was set up on it is gone. */
  | { readonly kind: 'restarted' };

export interface SessionOut {
  /** Bytes for the board. */
  send(bytes: Uint8Array): void;
  /** A message of Firmata's, for whoever speaks it. */
  pass(message: Uint8Array): void;
  measured(window: Measured): void;
  fault(fault: Fault, count: number): void;
  event(event: BoardEvent): void;
}

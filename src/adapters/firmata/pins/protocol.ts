/** What goes between a board and the thread in which johnny-five speaks to its pins. */
import type { PartOptions } from '../options.ts';

export interface PinsData {
  readonly parts: readonly PartOptions[];
}

/** Something to be done with one part, as johnny-five calls it. */
export interface Call {
  readonly method: 'on' | 'off' | 'brightness' | 'close' | 'open' | 'to' | 'start' | 'stop';
  readonly args: readonly number[];
}

export type ToPins =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'call'; readonly id: number; readonly part: number; readonly call: Call };

export type FromPins =
  /** johnny-five is not installed. */
  | { readonly kind: 'absent'; readonly detail: string }
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  /** The handshake is done and all parts have been made, but for those that were refused; `dims` of those whose strength can be set. */
  | {
      readonly kind: 'ready';
      readonly refused: readonly { readonly part: number; readonly detail: string }[];
      readonly dims: readonly number[];
    }
  /** What a sensor says: the median of the last second. */
  | { readonly kind: 'value'; readonly part: number; readonly leaf: string; readonly value: number }
  /** The answer to a call; without trouble the pin has been asked and says so. */
  | { readonly kind: 'done'; readonly id: number; readonly trouble?: string }
  /** The handshake did not come to its end, or was broken by what arrived. */
  | { readonly kind: 'stuck'; readonly detail: string };

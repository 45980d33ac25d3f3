/**
 * Who is on the other side. Firmata's firmware report has no checksum, so a name must be said twice; our firmware proves itself by any frame
 * whose CRC is right, and then no report can make it another one.
 */

import { readFirmware } from './firmata.ts';
import { askStatus } from './frames.ts';

const VERSION_QUERY = Uint8Array.of(0xf9);
const FIRMWARE_QUERY = Uint8Array.of(0xf0, 0x79, 0xf7);
/** A report that comes later than this after a question is one that nobody asked for: the board has started. */
const ASKED_MS = 3_000;

export type Heard =
  /** A foreign firmware, for the first time since the port was opened. */
  | 'foreign'
  /** The foreign one again, unasked. */
  | 'restarted'
  /** A report that ours never sends unasked but after a start: worth asking for its STATUS. */
  | 'suspicious'
  /** Said once: worth asking again. */
  | 'candidate'
  | 'nothing';

export class Introduction {
  /** Whether frames of ours have come since the port was opened. */
  ours = false;
  /** The foreign firmware's name and version; empty while there is none. */
  foreign = '';
  #candidate = '';
  #asked = Number.NEGATIVE_INFINITY;

  open(): void {
    this.ours = false;
    this.foreign = '';
    this.#candidate = '';
  }

  /** All three ways to ask. */
  greeting(now: number): readonly Uint8Array[] {
    this.#asked = now;
    return [VERSION_QUERY, FIRMWARE_QUERY, askStatus()];
  }
  /** Somebody has asked for a report. */
  hasAsked(now: number): void {
    this.#asked = now;
  }

  hear(message: Uint8Array, now: number): Heard {
    const firmware = readFirmware(message);
    const unasked = now - this.#asked > ASKED_MS;
    if (this.ours) {
      if (!unasked || (firmware === undefined && message[0] !== 0xf9)) return 'nothing';
      this.#asked = now;
      return 'suspicious';
    }
    if (firmware === undefined) return 'nothing';
    if (this.foreign !== '') {
      if (!unasked) return 'nothing';
      this.#asked = now;
      return 'restarted';
    }
    if (firmware !== this.#candidate) {
      this.#candidate = firmware;
      return 'candidate';
    }
    if (firmware.startsWith('kinglet/')) return 'nothing';
    this.foreign = firmware;
    return 'foreign';
  }
}

/**
 * The bytes of a board → our frames and Firmata's messages, each of them whole.
 *
 *     F0 01..0F … F7   ours: unpacked, CRC checked ─► frame(command, body)
 *     F0 ..     … F7   Firmata's sysex             ─► pass(message)
 *     9x Ex F9  a b    Firmata's short messages    ─► pass(message)
 *     all else         dropped, counted
 *
 * Firmata's own parsers stumble over broken messages (firmata-io throws out of its data handler), so they only see whole ones. A byte with
 * its high bit set always begins something new: after any garbage the next message is in step again.
 */
import { crc16 } from './crc.ts';
import { unpack7 } from './pack.ts';

export interface SplitterSink {
  /** One of ours whose CRC is right. The body is the receiver's to keep. */
  frame(command: number, body: Uint8Array): void;
  /** A whole message of Firmata's; the bytes are the receiver's to keep. */
  pass(message: Uint8Array): void;
}

/** What fell off, since the beginning. */
export interface SplitterCounts {
  /** Frames of ours whose length or last bits cannot be. */
  packing: number;
  /** Frames of ours with a wrong CRC. */
  crc: number;
  /** Messages that another one interrupted. */
  cut: number;
  /** Messages longer than there are. */
  oversize: number;
  /** Bytes outside of any message, or of one that a board never sends. */
  stray: number;
}

export const START_SYSEX = 0xf0;
export const END_SYSEX = 0xf7;
const REPORT_VERSION = 0xf9;
/** Highest command that Firmata leaves to its users ("reserved for user defined commands", protocol.md). */
const USER_MAX = 0x0f;
/** With F0 and F7. */
export const FRAME_MAX = 64;
/** With F0 and F7: the capabilities of 128 pins with seven modes each are 1,923 bytes. */
export const MESSAGE_MAX = 2_048;

export class BoardSplitter {
  readonly counts: SplitterCounts = { packing: 0, crc: 0, cut: 0, oversize: 0, stray: 0 };
  readonly #told: SplitterCounts = { packing: 0, crc: 0, cut: 0, oversize: 0, stray: 0 };
  readonly #sink: SplitterSink;
  readonly #begun = new Uint8Array(MESSAGE_MAX);
  /** Bytes of `#begun` that count; 0 outside of a message. */
  #length = 0;
  /** Length at which a short message is whole; 0 in a sysex. */
  #whole = 0;

  constructor(sink: SplitterSink) {
    this.#sink = sink;
  }

  /** All that fell off, since the beginning. */
  get broken(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }
  /** What has fallen off since this was asked last. */
  news(): [keyof SplitterCounts, number][] {
    const kinds = Object.keys(this.counts) as (keyof SplitterCounts)[];
    const more = kinds.map((kind): [keyof SplitterCounts, number] => [kind, this.counts[kind] - this.#told[kind]]);
    Object.assign(this.#told, this.counts);
    return more.filter(([, count]) => count > 0);
  }

  push(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte >= 0x80) this.#command(byte);
      else this.#data(byte);
    }
  }

  /** Forgets the message in progress: the connection was cut. */
  reset(): void {
    this.#length = 0;
  }

  #command(byte: number): void {
    if (byte === END_SYSEX && this.#length > 0 && this.#whole === 0) {
      this.#finish();
      return;
    }
    if (this.#length > 0) this.counts.cut++;
    this.#length = 0;
    const kind = byte & 0xf0;
    if (byte === START_SYSEX) this.#whole = 0;
    else if (byte === REPORT_VERSION || kind === 0x90 || kind === 0xe0) this.#whole = 3;
    else {
      this.counts.stray++;
      return;
    }
    this.#begun[0] = byte;
    this.#length = 1;
  }

  #data(byte: number): void {
    if (this.#length === 0) {
      this.counts.stray++;
      return;
    }
    if (this.#length >= (this.#isOurs() ? FRAME_MAX : MESSAGE_MAX) - 1) {
      this.counts.oversize++;
      this.#length = 0;
      return;
    }
    this.#begun[this.#length++] = byte;
    if (this.#length === this.#whole) this.#pass();
  }

  #isOurs(): boolean {
    const command = this.#begun[1] ?? 0;
    return this.#whole === 0 && this.#length >= 2 && command >= 1 && command <= USER_MAX;
  }

  #finish(): void {
    if (!this.#isOurs()) {
      this.#begun[this.#length++] = END_SYSEX;
      this.#pass();
      return;
    }
    const command = this.#begun[1] ?? 0;
    const plain = unpack7(this.#begun.subarray(2, this.#length));
    this.#length = 0;
    if (plain === undefined || plain.length < 3) {
      this.counts.packing++;
      return;
    }
    const body = plain.subarray(0, -2);
    const told = (plain.at(-2) ?? 0) | ((plain.at(-1) ?? 0) << 8);
    if (crc16(body, crc16(Uint8Array.of(command))) === told) this.#sink.frame(command, body);
    else this.counts.crc++;
  }

  #pass(): void {
    const message = this.#begun.slice(0, this.#length);
    this.#length = 0;
    this.#sink.pass(message);
  }
}

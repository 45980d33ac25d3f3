/**
 * What our frames say (firmware/PROTOCOL.md). Up are those from the board, down those to it; all of layout version 1.
 * The CRC has been checked before; what is refused here is `version`, then `length`, then (for features) `schema` and `value`.
 */
import { crc16 } from './crc.ts';
import { pack7 } from './pack.ts';
import { BodyReader } from './reader.ts';
import { END_SYSEX, START_SYSEX } from './splitter.ts';

export const COMMAND = { features: 1, stream: 2, constants: 3, clock: 4, status: 5 } as const;
export const VERSION = 1;

/** One window of one channel, as sums of the counts' distance from `centre`. */
export interface Features {
  readonly kind: 'features';
  readonly schema: number;
  readonly channel: number;
  /** 0..255, of this channel. */
  readonly seq: number;
  readonly flags: number;
  /** Milliseconds from the board's start to the last sample, modulo 2^32. */
  readonly t_ms: number;
  /** Frames that the board has dropped since its start, modulo 65536. */
  readonly lost: number;
  /** Samples in the window. */
  readonly n: number;
  readonly centre: number;
  readonly sum: number;
  readonly sum2: number;
  readonly sum3: number;
  readonly sum4: bigint;
  readonly peak: number;
  /** Codes of the mean squares in the bands: `power = 2^(code/8 - 8)`, 0 is nothing. */
  readonly bands: Uint8Array;
}
/** Bits of `Features.flags`. */
export const FLAG = { heartbeat: 1, delta: 2, threshold: 4, first: 8, gate: 16, held: 32, overrun: 64, clipped: 128 } as const;

/** When the board sends what. */
export interface StreamSettings {
  /** Bits of `STREAM`. */
  readonly flags: number;
  /** Mask of channels. */
  readonly channels: number;
  /** log2 of the samples in a window, 6..10. */
  readonly window: number;
  /** At least one frame in this many windows, 1..255. */
  readonly heartbeat: number;
  /** Windows that are sent after a wake-up, 0..255. */
  readonly hold: number;
  /** Change of a band that wakes up, in eighths of an octave of power; 0 never. */
  readonly delta: number;
  /** Peak that wakes up, in counts; 0 never. */
  readonly threshold: number;
}
export const STREAM = { on: 1, everyWindow: 2, gate: 4 } as const;

export interface StreamAnswer extends StreamSettings {
  readonly kind: 'stream';
  /** 0 done, 1 out of range, 3 not in this build. */
  readonly result: number;
  readonly schema: number;
}
export interface ConstantsPage {
  readonly kind: 'constants';
  readonly page: number;
  readonly pages: number;
  readonly schema: number;
  readonly content: Uint8Array;
}
export interface ClockAnswer {
  readonly kind: 'clock';
  readonly token: number;
  /** The board's time, with its microseconds as a fraction. */
  readonly t_ms: number;
}
export interface Status {
  readonly kind: 'status';
  /** 0 after a reset, 1 asked, 2 by itself. */
  readonly reason: number;
  /** Bits: 0 power, 1 pin, 2 brown-out, 3 watchdog, 4 software, 7 unknown. */
  readonly cause: number;
  readonly t_ms: number;
  readonly lost: number;
  readonly overruns: number;
  readonly bad: number;
  readonly rx_lost: number;
  /** Share of the processor, 0..1; undefined where it is not known. */
  readonly load: number | undefined;
  readonly stack_free: number | undefined;
  readonly schema: number;
}
export type UpFrame = Features | StreamAnswer | ConstantsPage | ClockAnswer | Status;
/** Why a frame with a right CRC is of no use. `command`: one that this version does not have. */
export type Refused = 'command' | 'version' | 'length';

const LENGTHS: Readonly<Record<number, number>> = {
  [COMMAND.features]: 48,
  [COMMAND.stream]: 13,
  [COMMAND.clock]: 11,
  [COMMAND.status]: 20,
};

export function readFrame(command: number, body: Uint8Array): UpFrame | Refused {
  if (command > COMMAND.status) return 'command';
  if (body[0] !== VERSION) return 'version';
  const length = LENGTHS[command];
  if (length === undefined ? body.length < 5 : body.length !== length) return 'length';
  const r = new BodyReader(body.subarray(1));
  switch (command) {
    case COMMAND.features:
      return readFeatures(r);
    case COMMAND.stream: {
      const result = r.u8();
      const [flags, channels, window, heartbeat, hold, delta] = [r.u8(), r.u8(), r.u8(), r.u8(), r.u8(), r.u8()];
      r.u8();
      return { kind: 'stream', result, flags, channels, window, heartbeat, hold, delta, threshold: r.u16(), schema: r.u16() };
    }
    case COMMAND.constants:
      return { kind: 'constants', page: r.u8(), pages: r.u8(), schema: r.u16(), content: r.bytes(r.left) };
    case COMMAND.clock:
      return { kind: 'clock', token: r.u32(), t_ms: r.u32() + r.u16() / 1_000 };
    default:
      return readStatus(r);
  }
}

function readFeatures(r: BodyReader): Features {
  const [schema, channel, seq, flags, t_ms, lost, n, centre] = [r.u16(), r.u8(), r.u8(), r.u8(), r.u32(), r.u16(), r.u16(), r.i16()];
  const [sum, sum2, sum3, sum4] = [r.int(3, true), r.int(5, false), r.int(6, true), r.u64()];
  return { kind: 'features', schema, channel, seq, flags, t_ms, lost, n, centre, sum, sum2, sum3, sum4, peak: r.u16(), bands: r.bytes(8) };
}

function readStatus(r: BodyReader): Status {
  const [reason, cause, t_ms, lost, overruns, bad, rx_lost] = [r.u8(), r.u8(), r.u32(), r.u16(), r.u16(), r.u16(), r.u16()];
  const [load, stack, schema] = [r.u8(), r.u16(), r.u16()];
  const known = { load: load === 255 ? undefined : load / 200, stack_free: stack === 65_535 ? undefined : stack };
  return { kind: 'status', reason, cause, t_ms, lost, overruns, bad, rx_lost, ...known, schema };
}

const CAUSES = ['its power came back', 'its reset button', 'too little voltage', 'its watchdog', 'its own software'] as const;
/** Why the board has started, in words; undefined when it does not know. */
export function causeOf(bits: number): string | undefined {
  const causes = CAUSES.filter((_, i) => bits & (1 << i));
  return causes.length > 0 ? causes.join(', ') : undefined;
}

/**
 * Whether such sums can come of `n` samples at all: by Cauchy and Schwarz, exact in integers. With the CRC before it lets nothing wrong through.
 */
export function isPossible(f: Features, { channels, n }: { readonly channels: number; readonly n: number }): boolean {
  const [size, peak, sum, sum2, sum3] = [BigInt(n), BigInt(f.peak), BigInt(f.sum), BigInt(f.sum2), BigInt(f.sum3)];
  return (
    f.channel < channels &&
    f.n === n &&
    f.peak <= 4_095 &&
    peak * peak <= sum2 &&
    sum2 <= size * peak * peak &&
    sum * sum <= size * sum2 &&
    (sum3 < 0n ? -sum3 : sum3) <= peak * sum2 &&
    sum2 * sum2 <= size * f.sum4 &&
    f.sum4 <= peak * peak * sum2
  );
}

/** A whole frame as it goes over the wire. */
export function writeFrame(command: number, body: Uint8Array): Uint8Array {
  const crc = crc16(body, crc16(Uint8Array.of(command)));
  return Uint8Array.of(START_SYSEX, command, ...pack7(Uint8Array.of(...body, crc & 0xff, crc >> 8)), END_SYSEX);
}

export const askStream = (): Uint8Array => writeFrame(COMMAND.stream, Uint8Array.of(VERSION));
export const askStatus = (): Uint8Array => writeFrame(COMMAND.status, Uint8Array.of(VERSION));
export const askConstants = (page: number): Uint8Array => writeFrame(COMMAND.constants, Uint8Array.of(VERSION, page));

/** The token comes back as it was, 0 ≤ token < 2^32. */
export function askClock(token: number): Uint8Array {
  const body = Uint8Array.of(VERSION, 0, 0, 0, 0);
  new DataView(body.buffer).setUint32(1, token, true);
  return writeFrame(COMMAND.clock, body);
}

export const setStream = ({ flags, channels, window, heartbeat, hold, delta, threshold }: StreamSettings): Uint8Array =>
  writeFrame(COMMAND.stream, Uint8Array.of(VERSION, flags, channels, window, heartbeat, hold, delta, 0, threshold & 0xff, threshold >> 8));

/**
 * A board in a few lines, written from firmware/PROTOCOL.md: answers what a gateway asks and sends the windows it is given. For tests in
 * virtual time; the real firmware is met in test/peers.
 */
import { crc16 } from '../../src/core/board/crc.ts';
import { writeFrame } from '../../src/core/board/frames.ts';
import { unpack7 } from '../../src/core/board/pack.ts';

/** Seeded and good enough for tests: mulberry32, 0 ≤ x < 1. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each byte alone, at this rate: a bit turned, another byte, dropped, or twice. */
export function corrupted(bytes: Uint8Array, rate: number, random: () => number): Uint8Array {
  const out: number[] = [];
  for (const byte of bytes) {
    if (random() >= rate) {
      out.push(byte);
      continue;
    }
    const kind = Math.floor(random() * 10);
    if (kind < 6) out.push(byte ^ (1 << Math.floor(random() * 8)));
    else if (kind < 8) out.push(Math.floor(random() * 256));
    else if (kind === 8) out.push(byte, byte);
  }
  return Uint8Array.from(out);
}

const le = (value: number | bigint, bytes: number): number[] =>
  [...Array(bytes).keys()].map((i) => Number((BigInt.asUintN(64, BigInt(value)) >> BigInt(8 * i)) & 0xffn));
const ascii = (text: string): number[] => [text.length, ...Buffer.from(text)];

export interface BoardMake {
  readonly name?: string;
  readonly major?: number;
  readonly layout?: number;
  readonly n?: number;
  readonly unit?: string;
  readonly channels?: readonly string[];
  readonly gate?: boolean;
}

export class VirtualBoard {
  /** What it has said and nobody has taken yet. */
  readonly said: number[] = [];
  readonly n: number;
  lost = 0;
  #make: Required<BoardMake>;
  #pages: number[][];
  #started = 0;
  #seqs: number[] = [];
  #settings: number[] = [];
  streams = false;
  /** Questions it has been asked, by command. */
  readonly asked: number[] = [];

  constructor(make: BoardMake = {}) {
    this.#make = { name: 'kinglet/virtual', major: 1, layout: 1, n: 512, unit: 'm/s2', channels: ['x'], gate: false, ...make };
    this.n = this.#make.n;
    this.#pages = this.#makePages();
  }

  get schema(): number {
    return this.#pages.reduce((crc, page, i) => crc16(Uint8Array.from(page), crc16(Uint8Array.of(i), crc)), 0xffff);
  }
  /** Everything said since the last time. */
  take(): Uint8Array {
    return Uint8Array.from(this.said.splice(0));
  }

  start(now: number, cause = 1): void {
    this.#started = now;
    this.#seqs = [];
    this.streams = false;
    this.#settings = [0, 2 ** this.#make.channels.length - 1, 9, 10, 8, 16, 0, 0, 0];
    const name = [...Buffer.from(this.#make.name)].flatMap((c) => [c & 127, c >> 7]);
    this.said.push(0xf9, 2, 5, 0xf0, 0x79, 1, 0, ...name, 0xf7);
    this.#status(now, 0, cause);
  }

  /** A board that is no board of ours. */
  hear(bytes: Uint8Array, now: number): void {
    let from = -1;
    for (const [i, byte] of bytes.entries()) {
      if (byte === 0xff) this.streams = false;
      if (byte === 0xf0) from = i;
      else if (byte === 0xf7 && from >= 0) {
        const plain = unpack7(bytes.subarray(from + 2, i));
        if (plain) this.#answer(bytes[from + 1] ?? 0, plain.subarray(0, -2), now);
        from = -1;
      }
    }
  }

  #answer(command: number, body: Uint8Array, now: number): void {
    this.asked.push(command);
    const schema = le(this.schema, 2);
    if (command === 2 && body.length === 1) this.#say(2, [0, ...this.#settings, ...schema]);
    else if (command === 2) {
      const refused = (body[1] ?? 0) & 4 && !this.#make.gate;
      this.streams = !refused && ((body[1] ?? 0) & 1) === 1;
      if (!refused) this.#settings = [...body.subarray(1)];
      this.#say(2, [refused ? 3 : 0, ...body.subarray(1), ...schema]);
    } else if (command === 3) {
      const page = body[1] ?? 0;
      this.#say(3, [page, this.#pages.length, ...schema, ...(this.#pages[page] ?? [])]);
    } else if (command === 4) this.#say(4, [...body.subarray(1), ...le(this.#ms(now), 4), 0, 0]);
    else if (command === 5) this.#status(now, 1, 1);
  }

  /** Sends a window of samples, as counts; `t_ms` of its last sample is now. */
  window(samples: readonly number[], now: number, channel = 0): void {
    const centre = 512;
    const d = samples.map((x) => x - centre);
    const sum = (power: number) => d.reduce((s, x) => s + x ** power, 0); // exact: below 2^53 for 10 bits
    const seq = this.#seqs[channel] ?? 0;
    this.#seqs[channel] = (seq + 1) & 255;
    const moments = [...le(sum(1), 3), ...le(sum(2), 5), ...le(sum(3), 6), ...le(sum(4), 8)];
    const head = [...le(this.schema, 2), channel, seq, 0x20, ...le(this.#ms(now), 4), ...le(this.lost, 2), ...le(samples.length, 2)];
    const power = sum(2) / d.length;
    const code = Math.max(0, Math.min(255, Math.round(8 * (Math.log2(power || 1e-9) + 8))));
    this.#say(1, [...head, ...le(centre, 2), ...moments, ...le(Math.max(...d.map(Math.abs)), 2), ...Array(8).fill(code)]);
  }
  /** A window that gets lost. */
  skip(channel = 0): void {
    this.#seqs[channel] = ((this.#seqs[channel] ?? 0) + 1) & 255;
  }

  #status(now: number, reason: number, cause: number): void {
    this.#say(5, [reason, cause, ...le(this.#ms(now), 4), ...le(this.lost, 2), 0, 0, 0, 0, 0, 0, 60, 255, 255, ...le(this.schema, 2)]);
  }
  status(now: number): void {
    this.#status(now, 2, 1);
  }

  #ms(now: number): number {
    return Math.floor(now - this.#started) >>> 0;
  }
  #say(command: number, body: readonly number[]): void {
    this.said.push(...writeFrame(command, Uint8Array.of(this.#make.layout, ...body)));
  }

  #makePages(): number[][] {
    const { n, channels, gate, major, name, unit } = this.#make;
    const head = [...le(1_000_000, 4), ...le(n, 2), channels.length, 8, 10, gate ? 3 : 2, major, 0, ...ascii(name)];
    const bands = [156, 469, 781, 1_094, 1_562, 2_188, 3_125, 4_375].flatMap((c) => [...le(c, 2), 0x50]);
    const scale = [...new Uint8Array(Float32Array.of(0.1).buffer)];
    return [head, bands, ...channels.map((c) => [...scale, ...le(512, 2), 1, ...ascii(c), ...ascii(unit)])];
  }
}

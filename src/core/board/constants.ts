/**
 * What a board's numbers mean, as it tells itself at the beginning, in pages: sample rate, window, bands, and for each channel its scale and
 * unit. The schema is a CRC over all pages and stands in every feature frame, so that numbers are never read by the wrong constants.
 */
import { crc16 } from './crc.ts';
import type { ConstantsPage } from './frames.ts';
import { BodyReader } from './reader.ts';

export interface Band {
  /** Hz. */
  readonly centre: number;
}
export interface Channel {
  /** Physical units per count. */
  readonly scale: number;
  /** Count at which the physical value is 0. */
  readonly zero: number;
  readonly quantity: 'raw' | 'acceleration' | 'current' | 'sound' | 'voltage';
  readonly name: string;
  readonly unit: string;
}
export interface Constants {
  readonly schema: number;
  /** Samples per second and channel. */
  readonly rate: number;
  /** Samples in a window. */
  readonly n: number;
  readonly adcBits: number;
  /** Whether it has the gate model built in, and pins for Firmata. */
  readonly gate: boolean;
  readonly pins: boolean;
  /** "1.0", and what it calls itself: `kinglet/avr328p`. */
  readonly version: string;
  readonly name: string;
  readonly bands: readonly Band[];
  readonly channels: readonly Channel[];
}

const QUANTITIES = ['raw', 'acceleration', 'current', 'sound', 'voltage'] as const;
const CHANNELS_MAX = 8;
/** Pages 0 and 1; then one for each channel. */
const FIXED = 2;

/** Collects the pages. They belong together as long as their schema is the same; a page of another begins anew. */
export class ConstantsBook {
  #pages = new Map<number, Uint8Array>();
  #schema = -1;
  #count = FIXED;

  /** The next page to ask for; undefined when all are there. */
  get missing(): number | undefined {
    for (let page = 0; page < this.#count; page++) if (!this.#pages.has(page)) return page;
    return undefined;
  }

  clear(): void {
    this.#pages.clear();
    this.#schema = -1;
    this.#count = FIXED;
  }

  /** The constants, once all pages are there; `length` for a page that is none, `schema` where the whole is not what it says it is. */
  take({ page, pages, schema, content }: ConstantsPage): Constants | 'length' | 'schema' | undefined {
    if (pages < FIXED || pages > FIXED + CHANNELS_MAX || page >= pages || content.length === 0) return 'length';
    if (schema !== this.#schema || pages !== this.#count) {
      this.clear();
      this.#schema = schema;
      this.#count = pages;
    }
    this.#pages.set(page, content);
    if (this.missing !== undefined) return undefined;
    const all = [...Array(pages).keys()].map((i) => this.#pages.get(i) ?? new Uint8Array());
    this.clear();
    let crc = 0xffff;
    for (const [i, each] of all.entries()) crc = crc16(each, crc16(Uint8Array.of(i), crc));
    return crc === schema ? (read(schema, all) ?? 'length') : 'schema';
  }
}

function read(schema: number, [head, table, ...rest]: readonly Uint8Array[]): Constants | undefined {
  if (head === undefined || table === undefined || head.length < 13) return undefined;
  const r = new BodyReader(head);
  const [rate, n, channels, bands, adcBits, options, major, minor] = [r.u32(), r.u16(), r.u8(), r.u8(), r.u8(), r.u8(), r.u8(), r.u8()];
  const name = text(r.counted(40));
  if (name === undefined || r.left > 0 || channels !== rest.length || table.length !== 3 * bands || bands > 8) return undefined;
  if (rate === 0 || n < 2 ** 6 || n > 2 ** 10 || !Number.isInteger(Math.log2(n))) return undefined;
  const t = new BodyReader(table);
  const centres = [...Array(bands)].map(() => {
    const centre = t.u16() / 10;
    t.u8(); // shift and block: only the board needs them
    return { centre };
  });
  const each = rest.map(readChannel);
  if (!each.every((channel) => channel !== undefined)) return undefined;
  const [gate, pins] = [(options & 1) !== 0, (options & 2) !== 0];
  return { schema, rate: rate / 1_000, n, adcBits, gate, pins, version: `${major}.${minor}`, name, bands: centres, channels: each };
}

function readChannel(content: Uint8Array): Channel | undefined {
  if (content.length < 9) return undefined;
  const r = new BodyReader(content);
  const [scale, zero, quantity] = [r.f32(), r.i16(), QUANTITIES[r.u8()] ?? 'raw'];
  const name = text(r.counted(15));
  const unit = text(r.counted(7));
  if (name === undefined || unit === undefined || r.left > 0 || !Number.isFinite(scale) || scale === 0) return undefined;
  return { scale, zero, quantity, name, unit };
}

/** UTF-8 as far as it can be read (core has no TextDecoder of its own to ask); what cannot is left out, and so are control characters. */
function text(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return decodeURIComponent([...bytes].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('')).replaceAll(/\p{C}/gu, '');
  } catch {
    return [...bytes].map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : '')).join('');
  }
}

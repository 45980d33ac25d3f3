import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../src/core/board/crc.ts';
import { writeFrame } from '../../../src/core/board/frames.ts';
import { pack7, unpack7 } from '../../../src/core/board/pack.ts';
import { BoardSplitter, FRAME_MAX, MESSAGE_MAX } from '../../../src/core/board/splitter.ts';
import { corrupted, randomOf } from '../../support/board.ts';

const bytesOf = (length: number, random: () => number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));

describe('CRC-16/MCRF4XX', () => {
  it('of 123456789 is 6F91', () => expect(crc16(Buffer.from('123456789'))).toBe(0x6f91));
  it('goes on where it was', () => expect(crc16(Buffer.from('6789'), crc16(Buffer.from('12345')))).toBe(0x6f91));
});

describe('Packing in 7 bits', () => {
  it('gives back any bytes of any length', () => {
    const random = randomOf(1);
    for (let length = 0; length < 60; length++) {
      const bytes = bytesOf(length, random);
      const packed = pack7(bytes);
      expect(packed.length).toBe(Math.ceil((8 * length) / 7));
      expect(packed.every((b) => b < 0x80)).toBe(true);
      expect(unpack7(packed)).toEqual(bytes);
    }
  });
  it.each([
    ['of one byte cannot be: it holds no whole one', [0x01]],
    ['of nine bytes cannot be: eight would be enough', Array(9).fill(0)],
    ['with a bit set beyond its end cannot be', [0x7f, 0x7f]],
  ])('%s', (_, packed) => expect(unpack7(Uint8Array.from(packed))).toBeUndefined());
});

/** Everything that comes out, as text; frames as `cmd:body`. */
function split(...chunks: readonly (readonly number[] | Uint8Array)[]) {
  const out: string[] = [];
  const splitter = new BoardSplitter({
    frame: (command, body) => out.push(`${command}:${Buffer.from(body).toString('hex')}`),
    pass: (message) => out.push(Buffer.from(message).toString('hex')),
  });
  for (const chunk of chunks) splitter.push(Uint8Array.from(chunk));
  return { out, counts: Object.fromEntries(Object.entries(splitter.counts).filter(([, n]) => n > 0)), splitter };
}
const frame = writeFrame(1, Uint8Array.of(1, 2, 3, 250));

describe('The splitter', () => {
  it.each([
    ['a frame of ours', [...frame], ['1:010203fa'], {}],
    ['a short message of Firmata', [0xe3, 5, 1], ['e30501'], {}],
    ["Firmata's sysex", [0xf0, 0x79, 2, 5, 0xf7], ['f0790205f7'], {}],
    ['a frame between them', [0x90, 1, 0, ...frame, 0xf9, 2, 5], ['900100', '1:010203fa', 'f90205'], {}],
    ['a frame inside of a message, which breaks off', [0x90, 1, ...frame], ['1:010203fa'], { cut: 1 }],
    ['a frame inside of a frame', [...frame.slice(0, 5), ...frame], ['1:010203fa'], { cut: 1 }],
    ['text, and then a frame', [...Buffer.from('boot\r\n'), ...frame], ['1:010203fa'], { stray: 6 }],
    ['commands that a board never sends', [0xff, 0xc0, 1, 0xf7], [], { stray: 4 }],
    ['a frame with a wrong CRC', [...frame.with(4, 0x11)], [], { crc: 1 }],
    ['a frame without its end, and a whole one', [...frame.slice(0, -1), ...frame], ['1:010203fa'], { cut: 1 }],
    ['an empty frame', [0xf0, 1, 0xf7], [], { packing: 1 }],
    ['user commands beyond ours', [...writeFrame(15, Uint8Array.of(1))], ['15:01'], {}],
  ])('hands on %s', (_, bytes, out, counts) => {
    expect(split(bytes)).toMatchObject({ out, counts });
    // The same, byte by byte.
    expect(split(...bytes.map((b) => [b]))).toMatchObject({ out, counts });
  });

  it('drops what is longer than a frame can be, and is in step again', () => {
    const long = [0xf0, 1, ...Array(FRAME_MAX).fill(5), 0xf7];
    const { out, counts } = split(long, frame);
    expect(out).toEqual(['1:010203fa']);
    expect(counts).toMatchObject({ oversize: 1 });
  });

  it('never holds more than the longest message of Firmata', () => {
    const { out, counts } = split([0xf0, 0x6c, ...Array(1_000_000).fill(5)], frame);
    expect(out).toEqual(['1:010203fa']);
    expect(counts).toEqual({ oversize: 1, stray: 1_000_000 - MESSAGE_MAX + 2 });
  });

  it('forgets what had begun when the connection was cut', () => {
    const { out, splitter } = split(frame.slice(0, 6));
    splitter.reset();
    splitter.push(frame);
    expect(out).toEqual(['1:010203fa']);
  });
});

describe('On a line that corrupts bytes', () => {
  it.each([0.001, 0.01, 0.05])('at a rate of %s every whole frame behind a whole frame arrives', (rate) => {
    const random = randomOf(rate * 1e6);
    const sent = Array.from({ length: 6_000 }, (_, i) => writeFrame(1, Uint8Array.of(1, i & 255, i >> 8, ...bytesOf(45, random))));
    const arrived = new Set<string>();
    // A zero behind the CRC leaves it right, as with any CRC: the exact length of each kind of frame belongs to the check.
    const frame = (_: number, body: Uint8Array) => body.length === 48 && arrived.add(Buffer.from(body).toString('hex'));
    const splitter = new BoardSplitter({ frame, pass() {} });
    let cleanBefore = false;
    let due = 0;
    let late = 0;
    for (const wire of sent) {
      const told = corrupted(wire, rate, random);
      const clean = Buffer.compare(told, wire) === 0;
      const had = arrived.size;
      splitter.push(told);
      if (clean && cleanBefore) {
        due++;
        if (arrived.size === had) late++;
      }
      cleanBefore = clean;
    }
    const bodies = new Set(sent.map((wire) => Buffer.from(unpack7(wire.subarray(2, -1))?.subarray(0, -2) ?? []).toString('hex')));
    // 16 bits let one in 65,536 through; what such a frame says is checked after that (the session's tests).
    expect([...arrived].filter((body) => !bodies.has(body)).length).toBeLessThanOrEqual(1);
    expect(late).toBe(0);
    expect(due).toBeGreaterThan(5);
  });
});

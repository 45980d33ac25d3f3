/** The wire as the firmware's own page and encoders have it: firmware/test/golden, byte for byte. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConstantsBook } from '../../../src/core/board/constants.ts';
import * as frames from '../../../src/core/board/frames.ts';
import { BoardSplitter } from '../../../src/core/board/splitter.ts';

const folder = new URL('../../../firmware/test/golden/', import.meta.url);
const there = existsSync(folder);
if (!there) console.warn('firmware/test/golden is not there: the tests with golden frames are skipped.');

interface Item {
  readonly name: string;
  readonly direction: 'up' | 'down';
  readonly command: number;
  readonly hex: string;
  readonly decoded?: Readonly<Record<string, unknown>>;
  readonly reject?: string;
  readonly n?: number;
}
interface Context {
  readonly schema: number;
  readonly channels: number;
  readonly n: number;
}
const json = (name: string) => JSON.parse(there ? readFileSync(new URL(name, folder), 'utf8') : '{"frames":[]}');
const { frames: items, context } = json('frames.json') as { frames: readonly Item[]; context: Context };

/** Through the splitter and the reader, as the session does it: what was read, or why not. */
function readAll(bytes: Uint8Array, { schema, channels, n }: Context) {
  const accepted: { hex: string; frame: frames.UpFrame }[] = [];
  const rejected: Record<string, number> = {};
  const splitter = new BoardSplitter({
    frame(command, body) {
      const frame = frames.readFrame(command, body);
      const why =
        typeof frame === 'string'
          ? frame
          : frame.kind !== 'features'
            ? undefined
            : frame.schema !== schema
              ? 'schema'
              : frames.isPossible(frame, { channels, n })
                ? undefined
                : 'value';
      if (typeof frame === 'string' || why !== undefined) rejected[why ?? ''] = (rejected[why ?? ''] ?? 0) + 1;
      else accepted.push({ hex: Buffer.from(frames.writeFrame(command, body)).toString('hex'), frame });
    },
    pass() {},
  });
  splitter.push(bytes);
  const { packing, crc } = splitter.counts;
  return { accepted, rejected: { ...rejected, ...(packing ? { packing } : {}), ...(crc ? { crc } : {}) } };
}

/** A frame in the words of the golden file. */
function inItsWords(frame: frames.UpFrame): Record<string, unknown> {
  switch (frame.kind) {
    case 'features':
      return { ...frame, sum4: String(frame.sum4), bands: [...frame.bands] };
    case 'clock':
      return { ...frame, t_ms: Math.floor(frame.t_ms), t_us: Math.round((frame.t_ms % 1) * 1_000) };
    case 'status':
      return { ...frame, load: frame.load === undefined ? 255 : frame.load * 200, stack_free: frame.stack_free ?? 65_535 };
    default:
      return { ...frame };
  }
}

describe.skipIf(!there)('A golden frame', () => {
  it.each(items.filter((i) => i.direction === 'up' && i.decoded).map((i) => [i.name, i] as const))('is read: %s', (_, item) => {
    const { accepted } = readAll(Buffer.from(item.hex, 'hex'), { ...context, n: item.n ?? context.n });
    expect(accepted).toHaveLength(1);
    const { kind: _kind, content: _content, ...read } = inItsWords(accepted[0]?.frame as frames.UpFrame);
    const told = item.decoded ?? {};
    expect(told).toMatchObject(Object.fromEntries(Object.entries(read).filter(([key]) => key !== 'kind')));
    expect(Object.keys(read).length).toBeGreaterThanOrEqual(3);
  });

  it.each(items.filter((i) => i.reject).map((i) => [i.name, i] as const))('is refused: %s', (_, item) => {
    const bytes = Buffer.from(item.hex, 'hex');
    const { accepted, rejected } = readAll(bytes, context);
    if (item.command !== frames.COMMAND.constants) {
      expect(accepted).toEqual([]);
      expect(rejected).toEqual({ [item.reject ?? '']: 1 });
    } else {
      // The inside of a page is only read once all pages are there.
      const whole = items.filter((i) => i.name.startsWith('constants: page')).slice(1, 5);
      const book = new ConstantsBook();
      const taken = [bytes, ...whole.map((i) => Buffer.from(i.hex, 'hex'))].flatMap((b) => readAll(b, context).accepted);
      expect(taken.map(({ frame }) => frame.kind === 'constants' && book.take(frame)).at(-1)).toMatch(/length|schema/);
    }
  });

  it.each(items.filter((i) => i.direction === 'down').map((i) => [i.name, i] as const))(
    'is written: %s',
    (_, { hex, command, decoded = {} }) => {
      const settings = decoded as unknown as frames.StreamSettings & { token: number; page: number };
      const written =
        command === frames.COMMAND.clock
          ? frames.askClock(settings.token)
          : command === frames.COMMAND.constants
            ? frames.askConstants(settings.page)
            : command === frames.COMMAND.status
              ? frames.askStatus()
              : 'window' in decoded
                ? frames.setStream(settings)
                : frames.askStream();
      expect(Buffer.from(written).toString('hex')).toBe(hex);
    },
  );

  it('makes, with the other pages, the constants they tell', () => {
    const pages = items.filter((i) => i.direction === 'up' && /^constants: page [0-4]/.test(i.name));
    const book = new ConstantsBook();
    const read = pages.flatMap((p) => readAll(Buffer.from(p.hex, 'hex'), context).accepted);
    const constants = read.map(({ frame }) => frame.kind === 'constants' && book.take(frame)).at(-1);
    expect(constants).toMatchObject({ schema: context.schema, rate: 1_000, n: 512, name: 'kinglet/host', version: '1.0', pins: true });
    expect(constants).toMatchObject({ channels: [{ name: 'x', unit: 'm/s2', quantity: 'acceleration', zero: 512 }, {}, {}] });
    const bands = typeof constants === 'object' ? constants.bands.map(({ centre }) => Math.round(centre)) : [];
    expect(bands).toEqual([16, 47, 78, 109, 156, 219, 313, 438]);
  });
});

describe.skipIf(!there)('A golden stream', () => {
  it.each(['clean', 'noise-0.1', 'noise-1', 'noise-5'])('%s gives exactly the frames that arrived whole', (name) => {
    const told = json(`${name}.json`) as { accepted: string[]; rejected: Record<string, number>; context: Context };
    const { accepted, rejected } = readAll(readFileSync(new URL(`${name}.bin`, folder)), told.context);
    expect(accepted.map(({ hex }) => hex)).toEqual(told.accepted);
    expect(rejected).toEqual(told.rejected);
  });
});

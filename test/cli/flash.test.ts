import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkBoards } from '../../src/cli/doctor/boards.ts';
import { avrdude, shown } from '../../src/cli/flash/avrdude.ts';
import { probe } from '../../src/cli/flash/probe.ts';
import { flash } from '../../src/cli/flash.ts';
import { fail, ok } from '../../src/core/base/index.ts';
import { boardOf, partOf } from '../adapters/firmata/bench.ts';
import { FirmataPeer } from '../support/firmata-peer.ts';
import { HostBoard, noHostBoard } from '../support/host-board.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-flash-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hex = join(folder, 'kinglet-uno.hex');
writeFileSync(hex, ':00000001FF\n');

async function flashed(...args: string[]) {
  let [out, err] = ['', ''];
  const stdout = { write: (text: string) => (out += text) };
  const stderr = { write: (text: string) => (err += text) };
  const status = await flash(args, { stdout, stderr, signal: new AbortController().signal, dev: folder });
  return { status, out, err };
}

/** A port behind tcp:// on which somebody answers what they are told. */
async function answering(answer: (say: (bytes: Uint8Array) => void) => (bytes: Uint8Array) => void) {
  const server = createServer((socket) => {
    const hear = answer((bytes) => socket.write(bytes));
    socket.on('data', hear);
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const port = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { port, [Symbol.dispose]: () => void server.close() };
}

describe('kinglet flash', () => {
  it.each([
    [['--baud', 'fast'], /--baud must be a whole number/],
    [['--port', 'somewhere'], /somewhere is no port\. Name it as/],
    [['--config', '/nowhere.yaml'], /there is no such file/],
    [['--run'], /--run needs --port/],
    [['--sideways'], /Unknown option '--sideways'.*Use: kinglet flash/],
  ])('refuses %j with a sentence and exit 2', async (args, sentence) => {
    const { status, err } = await flashed(...args);
    expect(status).toBe(2);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('lists what is connected without opening what nobody named', async () => {
    writeFileSync(join(folder, 'ttyUSB7'), '');
    const { status, out } = await flashed('--hex', hex);
    rmSync(join(folder, 'ttyUSB7'));
    expect(status).toBe(0);
    expect(out).toMatch(/ttyUSB7: not opened\. `kinglet flash --port .*ttyUSB7` asks what it is\.\n/);
    expect(out).toContain(`avrdude -p atmega328p -c arduino -P PORT -b 115200 -D -U flash:w:${hex}:i`);
  });

  it('names a foreign firmware', async () => {
    using port = await answering((say) => {
      const peer = new FirmataPeer((bytes) => say(Uint8Array.from(bytes)));
      return (bytes) => peer.hear(bytes);
    });
    expect((await flashed('--port', port.port)).out).toMatch(/StandardFirmata\.ino 2\.5 \(Firmata: pins only\), 115200 baud\.\n/);
  });

  it.each([
    ['nothing answers', () => () => () => {}, 'board/silent'],
    ['garbage comes', () => (say: (b: Uint8Array) => void) => () => say(new Uint8Array(300).fill(0x55)), 'board/garbage'],
  ])('tells a port where %s from a board', async (_, answer, code) => {
    using port = await answering(answer());
    expect(await probe(port.port, 115_200, 400)).toMatchObject({ ok: false, fault: { code } });
  });

  it('writes a command that a shell takes as it is meant', () => {
    expect(shown(avrdude('/dev/tty $(x)', "it's.hex"))).toBe(
      String.raw`avrdude -p atmega328p -c arduino -P '/dev/tty $(x)' -b 115200 -D -U 'flash:w:it'\''s.hex:i'`,
    );
  });
});

describe.skipIf(noHostBoard !== undefined)('kinglet flash, with a board', () => {
  it('tells firmware, schema and channels', async () => {
    await using board = await HostBoard.start();
    const config = join(folder, 'kinglet.yaml');
    writeFileSync(config, `boards: [{port: ${board.port}, name: Pump}]\n`);
    const { status, out } = await flashed('--config', config, '--hex', hex);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^Pump \(.*ttyBOARD\): kinglet\/host 1\.0, schema [0-9a-f]{4}: x in m\/s2, y in m\/s2, z in m\/s2 at 1000 Hz, windows of 512 samples, 115200 baud\.\n/,
    );
    expect(out).toContain(`-P ${board.port} `);
  });

  it('runs avrdude only when asked to, and tells what is there after that', async () => {
    await using board = await HostBoard.start();
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'avrdude'), `#!/bin/sh\necho "$@" > ${folder}/ran\n`);
    chmodSync(join(bin, 'avrdude'), 0o755);
    const path = process.env['PATH'];
    process.env['PATH'] = `${bin}:${path}`;
    try {
      const { status, out } = await flashed('--port', board.port, '--hex', hex, '--run');
      expect(status).toBe(0);
      expect(readFileSync(`${folder}/ran`, 'utf8')).toBe(`-p atmega328p -c arduino -P ${board.port} -b 115200 -D -U flash:w:${hex}:i\n`);
      expect(out.match(/kinglet\/host 1\.0/g)).toHaveLength(2);
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('kinglet doctor says of boards', () => {
  const constants = {
    schema: 0xab,
    rate: 1_000,
    n: 512,
    adcBits: 10,
    gate: false,
    pins: true,
    version: '1.0',
    name: 'kinglet/avr328p',
    bands: [],
    channels: [{ scale: 1, zero: 0, quantity: 'raw' as const, name: 'x', unit: '' }],
  };
  const ours = ok({ firmware: 'kinglet/avr328p 1.0', constants });
  const foreign = ok({ firmware: 'StandardFirmata.ino 2.5', constants: undefined });
  const relay = partOf({ class: 'Relay', name: 'Heater', options: { pin: 7 } });
  it.each([
    [
      'one of ours',
      ours,
      {},
      'ok',
      /^Pump \(\/dev\/ttyTEST\) runs kinglet\/avr328p 1\.0, schema 00ab: x at 1000 Hz, windows of 512 samples\.$/,
    ],
    ['a foreign one without parts', foreign, {}, 'warning', /StandardFirmata\.ino 2\.5 \(Firmata: pins only\)/],
    ['a foreign one with parts', foreign, { parts: [relay] }, 'ok', /StandardFirmata/],
    ['one that is in use', fail('serial/busy', 'Another program has it open.'), {}, 'warning', /cannot be asked/],
    ['one that is silent', fail('board/silent', 'It does not answer.'), {}, 'problem', /It does not answer/],
  ] as const)('%s', async (_, found, more, state, text) => {
    const places = { probe: async () => found, hasJohnnyFive: () => true };
    const [finding] = await checkBoards([boardOf({ name: 'Pump', ...more, parts: [...('parts' in more ? more.parts : [])] })], places);
    expect(finding).toMatchObject({ state, about: 'boards' });
    expect(finding?.text).toMatch(text);
  });

  it('that parts need johnny-five, where it is missing', async () => {
    const places = { probe: async () => foreign, hasJohnnyFive: () => false };
    expect((await checkBoards([boardOf({ parts: [relay] })], places)).map(({ state }) => state)).toEqual(['ok', 'problem']);
  });
});

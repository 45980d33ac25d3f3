import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSerialSource, type SerialDeps, type SerialPortOptions } from '../../../src/adapters/serial/index.ts';
import { permissionFault } from '../../../src/adapters/serial/open.ts';
import { defaultName, findUsb, parsePortName } from '../../../src/adapters/serial/port.ts';
import { describe as sentence } from '../../../src/core/base/index.ts';
import type { Reading } from '../../../src/core/domain/index.ts';
import { Sensors } from '../../../src/core/home/index.ts';
import { FakeClock } from '../../support/fakes.ts';
import { WatchedObserver } from '../../support/watched.ts';

const options = (port: string, more: Partial<SerialPortOptions> = {}): SerialPortOptions => ({
  port,
  baud: 115_200,
  format: 'auto',
  columns: [],
  units: [],
  ...more,
});

function listen(given: SerialPortOptions, more: Partial<SerialDeps> & { hold?: boolean } = {}) {
  const observer = new WatchedObserver();
  const clock = new FakeClock(Date.UTC(2026, 4, 1));
  const sensors = new Sensors({ max: 100 });
  const source = createSerialSource(given, { clock, observer, sensors, random: () => 0, ...more });
  const abort = new AbortController();
  const read: Reading[] = [];
  const waiting: { count: number; wake: () => void }[] = [];
  let begin = (): void => {};
  const begun = more.hold ? new Promise<void>((resolve) => (begin = resolve)) : Promise.resolve();
  const iterator = source.readings(abort.signal)[Symbol.asyncIterator]();
  const first = iterator.next();
  const reading = (async () => {
    await begun;
    for (let next = await first; !next.done; next = await iterator.next()) {
      read.push(...next.value);
      for (const w of waiting) if (read.length >= w.count) w.wake();
    }
  })();
  const said = (): string[] => read.map((r) => `${r.sensor.id}=${r.value}`);
  const stop = async (): Promise<string[]> => {
    abort.abort();
    begin();
    await reading;
    return said();
  };
  return {
    source,
    observer,
    clock,
    sensors,
    read,
    first,
    begin: () => begin(),
    stop,
    until: async (count: number): Promise<string[]> => {
      if (read.length < count) await new Promise<void>((wake) => waiting.push({ count, wake }));
      return said();
    },
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

/** A TCP port as ser2net offers it. */
async function tcpPort(
  port = 0,
): Promise<
  { url: string; port: number; connected(n?: number): Promise<Socket>; write(text: string | Uint8Array): void } & AsyncDisposable
> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
    server.emit('one more');
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const at = (server.address() as AddressInfo).port;
  return {
    port: at,
    url: `tcp://127.0.0.1:${at}`,
    async connected(n = 1) {
      while (sockets.length < n) await once(server, 'one more');
      return sockets[n - 1] as Socket;
    },
    write: (text) => void sockets.at(-1)?.write(text),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('A serial port behind tcp://', () => {
  it('gives the readings of its lines; the first line may lack its beginning', async () => {
    await using port = await tcpPort();
    await using it = listen(options(port.url, { name: 'Press', columns: ['vibration', 'oil'], units: ['mm/s', '°C'] }));
    await port.connected();
    expect(it.source.name).toBe(`serial:${port.url}`);
    port.write('.5,60\r\n1.25,61.5\r\n1.5,');
    port.write('62\n');
    expect(await it.until(4)).toEqual(['press.vibration=1.25', 'press.oil=61.5', 'press.vibration=1.5', 'press.oil=62']);
    expect(it.sensors.list().map((s) => `${s.name}, ${s.unit}`)).toEqual(['Press vibration, mm/s', 'Press oil, °C']);
    expect(it.read[0]?.at).toBe(it.clock.now());
  });

  it('comes back by itself after it was away, and half a line from before is not glued to what follows', async () => {
    await using port = await tcpPort();
    await using it = listen(options(port.url, { name: 'Press' }));
    const first = await port.connected();
    port.write('x\n1\n2');
    await it.until(1);
    first.destroy();
    await it.observer.until(() => it.observer.count('serial/lost') === 1);
    await it.clock.advance(500);
    await port.connected(2);
    port.write('3\n4\n');
    expect(await it.until(2)).toEqual(['press.value=1', 'press.value=4']);
    expect(it.observer.links.map((l) => l.up)).toEqual([true, false, true]);
  });

  it('that nobody offers yet is tried again, with longer waits', async () => {
    const port = await tcpPort();
    await port[Symbol.asyncDispose]();
    await using it = listen(options(port.url));
    const tried = (n: number) => it.observer.until(() => it.observer.count('serial/unreachable') === n);
    await tried(1);
    expect(it.observer.faults[0]?.fault.detail).toBe(`Nothing answers at ${port.url} (ECONNREFUSED).`);
    await it.clock.advance(500);
    await tried(2);
    await it.clock.advance(999);
    expect(it.observer.count('serial/unreachable')).toBe(2);
    await using later = await tcpPort(port.port);
    await it.clock.advance(1);
    await later.connected();
    await it.observer.up();
  });

  it('that floods faster than anybody reads loses the oldest readings, counted', async () => {
    await using port = await tcpPort();
    await using it = listen(options(port.url, { name: 'p' }), { hold: true, queue: 10 });
    await port.connected();
    port.write('x\n0\n');
    await it.first;
    port.write(Array.from({ length: 1_000 }, (_, i) => `${i + 1}\n`).join(''));
    await it.observer.until(() => it.observer.count('serial/overflow') === 990);
    it.begin();
    expect(await it.until(11)).toEqual([0, ...Array.from({ length: 10 }, (_, i) => 991 + i)].map((v) => `p.value=${v}`));
  });

  it('that sends junk is counted and read on', async () => {
    await using port = await tcpPort();
    await using it = listen(options(port.url, { name: 'p' }));
    await port.connected();
    port.write('ready\n');
    port.write(new Uint8Array(10_000).fill(0xfe));
    port.write('\n\u0007\u0001\n{"t":\n7\n');
    expect(await it.until(1)).toEqual(['p.value=7']);
    expect(it.observer.faults.map((f) => f.fault.code).sort()).toEqual(['line/junk', 'line/not-json', 'line/too-long']);
  });

  it('is let go when Kinglet stops, and what was accepted is handed over', async () => {
    await using port = await tcpPort();
    const it = listen(options(port.url, { name: 'p' }), { hold: true });
    const socket = await port.connected();
    socket.resume();
    const closed = once(socket, 'close');
    port.write('x\n0\n');
    await it.first;
    port.write('1\n{"done":1}\n');
    await expect.poll(() => it.sensors.size).toBe(2);
    expect(await it.stop()).toEqual(['p.value=0', 'p.value=1', 'p.done=1']);
    await closed;
  });
});

const socat = existsSync('/usr/bin/socat');
if (!socat) console.warn('socat is not installed (apt-get install socat): the tests with a pseudo-terminal are skipped.');

/** Two pseudo-terminals joined as by a cable; pulled out when the process is killed. */
async function cable(folder: string): Promise<{ board: FileHandle; path: string; pull(): Promise<void> }> {
  const [path, far] = [join(folder, 'ttyTEST0'), join(folder, 'far')];
  const child: ChildProcess = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${far}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill); // a test that failed leaves no process behind
  await new Promise<void>((resolve) =>
    child.stderr?.on('data', (said) => String(said).includes('starting data transfer loop') && resolve()),
  );
  const board = await open(far, 'r+');
  const pull = async (): Promise<void> => {
    process.off('exit', kill);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await board.close().catch(() => {});
    rmSync(path, { force: true });
    rmSync(far, { force: true });
  };
  return { board, path, pull };
}

describe.skipIf(!socat)('A real port (a pseudo-terminal)', () => {
  it('is read, pulled out, plugged in again and read on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinglet-serial-'));
    const first = await cable(folder);
    await using it = listen(options(first.path, { name: 'Pump' }));
    await it.observer.up();
    await first.board.write('temp,rpm\r\n21.5,3000\r\n');
    expect(await it.until(2)).toEqual(['pump.temp=21.5', 'pump.rpm=3000']);
    await first.pull();
    await it.observer.until(() => it.observer.count('serial/lost') === 1);
    await it.clock.advance(500);
    await it.observer.until(() => it.observer.count('serial/not-found') === 1);
    const second = await cable(folder);
    await it.clock.advance(1_000);
    await it.observer.up(2);
    await second.board.write('1.5,3000\r\n22,3100\r\n');
    expect((await it.until(4)).slice(2)).toEqual(['pump.temp=22', 'pump.rpm=3100']);
    await it.stop();
    await second.pull();
    rmSync(folder, { recursive: true });
  });

  it('is found by the identity of its USB adapter', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinglet-serial-'));
    const one = await cable(folder);
    const list = async () => [{ path: '/dev/ttyOTHER' }, { path: one.path, vendorId: '2341', productId: '0043', serialNumber: 'A1' }];
    await using it = listen(options('usb:2341:0043:A1'), { list });
    await it.observer.up();
    expect(it.observer.links[0]?.detail).toBe(one.path);
    await one.board.write('\n{"t":1}\n');
    expect(await it.until(1)).toEqual(['usb-2341-0043-a1.t=1']);
    await it.stop();
    await one.pull();
    rmSync(folder, { recursive: true });
  });

  it('that another program has open is said to be', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinglet-serial-'));
    const one = await cable(folder);
    await using first = listen(options(one.path));
    await first.observer.up();
    await using second = listen(options(one.path));
    await second.observer.until(() => second.observer.faults.length > 0);
    expect(second.observer.faults[0]?.fault.code).toBe('serial/busy');
    await first.stop();
    await second.stop();
    await one.pull();
    rmSync(folder, { recursive: true });
  });

  it('that is no serial port is said to be none', async () => {
    await using it = listen(options('/dev/null'));
    await it.observer.until(() => it.observer.faults.length > 0);
    expect(it.observer.faults[0]?.fault).toMatchObject({ code: 'serial/open', detail: '/dev/null cannot be opened.' });
  });
});

describe('The name of a port', () => {
  it.each([
    ['/dev/ttyUSB0', { kind: 'path', path: '/dev/ttyUSB0' }, 'ttyUSB0'],
    ['/dev/pts/4', { kind: 'path', path: '/dev/pts/4' }, 'pts-4'],
    ['usb:2341:0043', { kind: 'usb', vendor: '2341', product: '0043', serial: undefined }, 'usb-2341-0043'],
    ['usb:1A86:7523:X:1', { kind: 'usb', vendor: '1a86', product: '7523', serial: 'X:1' }, 'usb-1a86-7523-X:1'],
    ['tcp://ser2net.lan:4001', { kind: 'tcp', host: 'ser2net.lan', port: 4001 }, 'ser2net.lan-4001'],
    ['tcp://[::1]:4001', { kind: 'tcp', host: '::1', port: 4001 }, '::1-4001'],
  ])('%s', (text, parsed, name) => {
    expect(parsePortName(text)).toEqual(parsed);
    expect(defaultName(parsePortName(text))).toBe(name);
  });

  const ports = [
    { path: '/dev/ttyACM0', vendorId: '2341', productId: '0043', serialNumber: 'A1' },
    { path: '/dev/ttyACM1', vendorId: '2341', productId: '0043', serialNumber: 'B2' },
    { path: '/dev/ttyUSB0', vendorId: '1A86', productId: '7523' },
    { path: '/dev/ttyS0' },
  ];
  const find = (text: string): string => {
    const name = parsePortName(text);
    if (name.kind !== 'usb') throw new Error('not usb');
    const found = findUsb(name, ports);
    return found.ok ? found.value : `${found.fault.code}: ${sentence(found.fault)}`;
  };
  it.each([
    ['usb:1a86:7523', '/dev/ttyUSB0'],
    ['usb:2341:0043:B2', '/dev/ttyACM1'],
    [
      'usb:2341:0043',
      'serial/ambiguous: There are 2 ports with usb:2341:0043. Add the serial number (usb:2341:0043:A1) or use a path below /dev/serial/by-id.',
    ],
    ['usb:2341:0043:C3', 'serial/not-found: No port with usb:2341:0043:C3 is plugged in. There is one with the serial number A1.'],
    ['usb:0403:6001', 'serial/not-found: No port with usb:0403:6001 is plugged in.'],
  ])('%s finds %s', (text, expected) => expect(find(text)).toBe(expected));

  it('without the permission to open it comes with the cure', () => {
    expect(sentence(permissionFault('/dev/ttyUSB0', 'dialout', 'pi'))).toBe(
      'The user pi may not open /dev/ttyUSB0. Add the user to the group dialout: sudo usermod -aG dialout pi, then log in again (or restart the service).',
    );
  });
});
